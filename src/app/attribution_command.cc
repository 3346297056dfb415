#include "app/attribution_command.h"

#include <filesystem>

#include "app/norms.h"
#include "documents/attribution.h"

namespace comity::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kAttributionFile = "case.attribution.md";

fs::path attribution_file(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? path / kAttributionFile : path;
}

// The analysis of the case file that the casework names, as of the day the case was opened.
Result<std::optional<dossier::Assessment>> legal_layer(const language::Law& law,
                                                       const dossier::Attribution& attribution,
                                                       const fs::path& file,
                                                       Diagnostics& diagnostics) {
  if (attribution.case_path.empty()) return std::nullopt;
  COMITY_TRY(const SourcePtr source, read_case_source(file.parent_path() / attribution.case_path));
  auto the_case = dossier::read_case(law, source, diagnostics);
  if (!the_case) return std::nullopt;
  const dossier::AssessOptions options{.view_date = the_case->opened};
  COMITY_TRY(auto assessment, dossier::assess(law, std::move(*the_case), options));
  return assessment;
}

std::string written(const documents::AttributionView& view, const std::string& format,
                    const Output& out) {
  if (format == "json") return documents::attribution_json(view) + "\n";
  return documents::written(documents::attribution_sheet(view), format, out.columns);
}

int print(const AttributionArguments& arguments, const language::Law& law, const Output& out) {
  const fs::path file = attribution_file(arguments.path);
  const auto source = read_source(file, file.lexically_normal().generic_string());
  if (!source) return out.fail(source.error());
  Diagnostics diagnostics;
  const auto attribution = dossier::read_attribution(law, *source, diagnostics);
  if (!attribution) return out.report(diagnostics);
  const auto legal = legal_layer(law, *attribution, file, diagnostics);
  if (!legal) return out.fail(legal.error());
  if (!diagnostics.ok()) return out.report(diagnostics);
  const dossier::AttributionResult result = dossier::examine(law, *attribution);
  const documents::AttributionView view{law, *attribution, result, *legal ? &**legal : nullptr};
  out.print(written(view, arguments.format, out));
  return 0;
}

}  // namespace

int run_attribution(const AttributionArguments& arguments, const Output& out) {
  return with_law(arguments.norms, out,
                  [&](const language::Law& law) { return print(arguments, law, out); });
}

}  // namespace comity::app
