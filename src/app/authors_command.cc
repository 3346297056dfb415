#include "app/authors_command.h"

#include <algorithm>

#include "app/norms.h"
#include "documents/changes.h"
#include "documents/coverage.h"
#include "documents/norm_pages.h"

namespace comity::app {

int run_norms_coverage(const CoverageArguments& arguments, const Output& out) {
  if (arguments.format == "json" && !arguments.of.empty()) {
    return out.fail(Error(Errc::invalid_input, "`--of` prints text; leave it or `--format` out"));
  }
  return with_law(arguments.path, out, [&](const language::Law& law) {
    const auto coverage = dossier::coverage_of(law);
    if (!coverage) return out.fail(coverage.error());
    if (arguments.format == "json") {
      out.print(documents::coverage_json(law, *coverage));
    } else if (arguments.of.empty()) {
      out.print(documents::coverage_text(law, *coverage, out.columns));
    } else {
      const auto words = documents::coverage_text_of(law, *coverage, arguments.of, out.columns);
      if (!words) return out.fail(words.error());
      out.print(*words);
    }
    return 0;
  });
}

int run_norms_mutants(const std::string& path, const Output& out) {
  return with_law(path, out, [&](const language::Law& law) {
    const auto mutants = dossier::mutants_of(law);
    if (!mutants) return out.fail(mutants.error());
    out.print(documents::mutants_text(law, *mutants, out.columns));
    return std::all_of(mutants->begin(), mutants->end(),
                       [](const dossier::Mutant& mutant) { return mutant.noticed_by.has_value(); })
               ? 0
               : 1;
  });
}

int run_norms_diff(const std::string& before, const std::string& after, const Output& out) {
  return with_law(before, out, [&](const language::Law& old_law) {
    return with_law(after, out, [&](const language::Law& new_law) {
      const language::Match match = language::match(old_law, new_law);
      const language::Changes changes = language::compare(old_law, new_law, match);
      const dossier::Effects effects = changes.may_change_answers()
                                           ? dossier::effects_of(old_law, new_law, match, changes)
                                           : dossier::Effects{};
      out.print(documents::changes_text(changes, effects, out.columns));
      return 0;
    });
  });
}

int run_norms_index(const std::string& path, const std::string& folder, Disk& disk,
                    const Output& out) {
  return with_law(path, out, [&](const language::Law& law) {
    const auto coverage = dossier::coverage_of(law);
    if (!coverage) return out.fail(coverage.error());
    if (const auto made = disk.make_directory(folder); !made) return out.fail(made.error());
    const documents::Pages pages = documents::norm_pages(law, *coverage);
    for (const auto& [name, page] : pages) {
      if (const auto written = write_file(disk, folder + "/" + name, page); !written)
        return out.fail(written.error());
    }
    out.print(std::to_string(pages.size()) + " pages; begin with " + folder + "/index.html\n");
    return 0;
  });
}

}  // namespace comity::app
