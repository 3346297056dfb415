#include "app/authors_command.h"

#include "app/norms.h"
#include "documents/coverage.h"

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

}  // namespace comity::app
