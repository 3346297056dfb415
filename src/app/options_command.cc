#include "app/options_command.h"

#include <filesystem>

#include "app/norms.h"
#include "base/text.h"
#include "documents/option_sheet.h"

namespace comity::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kOptionFile = "case.options.md";

// The companion file: the one that was named, or the one beside the case.
fs::path companion(const OptionsArguments& arguments) {
  if (!arguments.judgements.empty()) return arguments.judgements;
  std::error_code error;
  const fs::path given = arguments.case_path;
  const fs::path folder = fs::is_directory(given, error) ? given : given.parent_path();
  return fs::exists(folder / kOptionFile, error) ? folder / kOptionFile : fs::path();
}

Result<reason::Individual> state_of(const language::Law& law, const dossier::Case& the_case,
                                    const std::string& name) {
  std::vector<std::string> states;
  const auto kind = law.kind("State");
  for (size_t i = 0; i < the_case.names.size(); ++i) {
    if (!kind || !law.program.is_a(the_case.names[i].kind, *kind)) continue;
    states.push_back(the_case.names[i].name);
    if (states.back() == name) {
      return static_cast<reason::Individual>(law.names.size() + i);
    }
  }
  const auto near = text::nearest(name, states);
  return fail(Errc::invalid_input, "the case names no State `" + name + "`" +
                                       (near ? "; nearest: `" + *near + "`" : ""));
}

// The code under which the State's positions are recorded, if any are.
std::string party_of(const language::Law& law, const std::string& state) {
  for (const auto& [code, name] : law.parties) {
    if (name == state || code == state) return code;
  }
  return {};
}

std::string written(const documents::OptionView& view, const std::string& format,
                    const Output& out) {
  if (format == "json") return documents::option_json(view) + "\n";
  return documents::written(documents::option_document(view), format, out.columns);
}

// Whether the case that a companion names, relative to itself, is the one that is asked about.
bool is_case(const fs::path& asked, const fs::path& companion, const fs::path& named) {
  std::error_code error;
  const fs::path there = companion.parent_path() / named;
  return fs::equivalent(case_file(asked), case_file(there), error);
}

// The judgements of the companion file, if there is one. Those of another State count only as a
// mistake where the file was named.
Result<std::optional<dossier::OptionFile>> judgements(
    const OptionsArguments& arguments, const language::Law& law,
    const std::vector<dossier::OptionColumn>& columns, Diagnostics& diagnostics) {
  const fs::path path = companion(arguments);
  if (path.empty()) return std::nullopt;
  COMITY_TRY(const SourcePtr source, read_source(path, path.lexically_normal().generic_string()));
  auto read = dossier::read_options(law, columns, source, diagnostics);
  const bool of_other = read && read->state != arguments.for_state;
  if (of_other && arguments.judgements.empty()) return std::nullopt;
  if (read && !read->case_path.empty() && !is_case(arguments.case_path, path, read->case_path)) {
    return fail(Errc::invalid_input,
                "`" + path.string() + "` holds judgements of the case `" + read->case_path + "`");
  }
  if (of_other) {
    return fail(Errc::invalid_input, "`" + path.string() + "` holds the judgements of " +
                                         read->state + ", not of " + arguments.for_state);
  }
  return read;
}

Result<std::string> sheet_text(const OptionsArguments& arguments, const language::Law& law,
                               dossier::Case the_case,
                               const std::vector<dossier::OptionColumn>& columns,
                               const dossier::OptionFile* judged, const Output& out) {
  dossier::AssessOptions options{.view_date = the_case.opened};
  COMITY_TRY(options.for_state, state_of(law, the_case, arguments.for_state));
  const std::string party = party_of(law, arguments.for_state);
  if (!party.empty()) options.parties = {party};
  COMITY_TRY(const auto assessment, dossier::assess(law, std::move(the_case), options));
  const dossier::OptionSheet sheet = dossier::option_sheet(assessment, columns, judged);
  return written({assessment, sheet, judged, arguments.for_state, party}, arguments.format, out);
}

int print(const OptionsArguments& arguments, const language::Law& law, const Output& out) {
  const auto source = read_case_source(arguments.case_path);
  if (!source) return out.fail(source.error());
  const auto columns = dossier::option_columns(law);
  if (!columns) return out.fail(columns.error());
  Diagnostics diagnostics;
  auto the_case = dossier::read_case(law, *source, diagnostics);
  if (!the_case) return out.report(diagnostics);
  const auto judged = judgements(arguments, law, *columns, diagnostics);
  if (!judged) return out.fail(judged.error());
  if (!diagnostics.ok()) return out.report(diagnostics);
  const auto text = sheet_text(arguments, law, std::move(*the_case), *columns,
                               *judged ? &**judged : nullptr, out);
  if (!text) return out.fail(text.error());
  out.print(*text);
  return 0;
}

}  // namespace

int run_options(const OptionsArguments& arguments, const Output& out) {
  return with_law(arguments.norms, out,
                  [&](const language::Law& law) { return print(arguments, law, out); });
}

}  // namespace comity::app
