#include "app/import_command.h"

#include <algorithm>
#include <filesystem>

#include "app/norms.h"
#include "base/text.h"
#include "language/load.h"

namespace comity::app {

namespace {

using dossier::Import;
using dossier::ImportedCase;

Result<const dossier::Importer*> find_importer(const std::string& name) {
  std::vector<std::string> known;
  for (const dossier::Importer& importer : dossier::importers()) {
    if (importer.name == name) return &importer;
    known.emplace_back(importer.name);
  }
  const auto near = text::nearest(name, known);
  return fail(Errc::invalid_input,
              "nothing is imported from `" + name + "`" +
                  (near ? "; nearest: `" + *near + "`" : "; known: " + text::join(known, ", ")));
}

// Errors: not_found for an id that no record has.
Result<void> select(Import& import, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  for (const std::string& id : ids) {
    const bool known = std::any_of(import.cases.begin(), import.cases.end(),
                                   [&](const ImportedCase& made) { return made.id == id; });
    if (!known) return fail(Errc::not_found, "no record has the id `" + id + "`");
  }
  std::erase_if(import.cases, [&](const ImportedCase& made) {
    return std::find(ids.begin(), ids.end(), made.id) == ids.end();
  });
  import.refused.clear();
  import.outside.clear();
  import.records = import.cases.size();
  return {};
}

// A name that any file system takes.
std::string file_name(const std::string& source, const std::string& id) {
  std::string name = source + "-" + id;
  for (char& c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.';
    if (!plain) c = '-';
  }
  return name + ".norm.md";
}

Result<void> write_cases(const Import& import, const ImportArguments& arguments, Disk& disk,
                         const Output& out) {
  if (arguments.out == "-") {
    for (const ImportedCase& made : import.cases) out.print(made.text);
    return {};
  }
  COMITY_CHECK(disk.make_directory(arguments.out));
  for (const ImportedCase& made : import.cases) {
    const std::string path = arguments.out + "/" + file_name(arguments.source, made.id);
    COMITY_CHECK(write_file(disk, path, made.text));
  }
  return {};
}

}  // namespace

Result<std::optional<Import>> read_import(const std::string& source, const std::string& path,
                                          const std::string& mapping, Diagnostics& diagnostics) {
  COMITY_TRY(const dossier::Importer* const importer, find_importer(source));
  const std::filesystem::path own = mappings_folder() / (source + ".csv");
  const std::filesystem::path table = mapping.empty() ? own : std::filesystem::path(mapping);
  COMITY_TRY(const SourcePtr lines, read_source(table, table.filename().string()));
  const std::filesystem::path data(path);
  COMITY_TRY(const SourcePtr file, read_source(data, data.filename().string()));
  const auto read = dossier::Mapping::read(lines, diagnostics);
  if (!read) return std::nullopt;
  return importer->run(file, *read, diagnostics);
}

int run_import(const ImportArguments& arguments, Disk& disk, const Output& out) {
  Diagnostics diagnostics;
  auto import = read_import(arguments.source, arguments.path, arguments.mapping, diagnostics);
  if (!import) return out.fail(import.error());
  if (!*import) return out.report(diagnostics);
  if (const auto selected = select(**import, arguments.ids); !selected) {
    return out.fail(selected.error());
  }
  const auto norms =
      read_norms(arguments.norms.empty() ? norms_folder() : std::filesystem::path(arguments.norms));
  if (!norms) return out.fail(norms.error());
  const language::Law law = language::load(*norms, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return out.report(diagnostics);
  dossier::checked_cases(law, **import);
  if (!arguments.out.empty()) {
    const auto written = write_cases(**import, arguments, disk, out);
    if (!written) return out.fail(written.error());
  }
  if (arguments.summary || arguments.out.empty()) out.print(dossier::summary(**import));
  return 0;
}

}  // namespace comity::app
