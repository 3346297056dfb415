#include "app/agreement_command.h"

#include "app/import_command.h"
#include "app/norms.h"
#include "documents/fidelity.h"
#include "documents/page.h"
#include "dossier/agreement.h"
#include "dossier/importers.h"
#include "language/load.h"

namespace comity::app {

namespace {

using dossier::Agreement;
using dossier::Case;
using dossier::Comparison;
using dossier::Mapping;

Result<std::optional<Mapping>> read_table(const std::string& name, Diagnostics& diagnostics) {
  COMITY_TRY(const SourcePtr file, read_source(mappings_folder() / name, name));
  return Mapping::read(file, diagnostics);
}

// Why the published label does not follow, in the words of an explanation.
Result<std::string> why_not(const language::Law& law, const Case& the_case, const Comparison& row,
                            const Output& out) {
  COMITY_TRY(const auto assessment, dossier::assess(law, the_case, {.view_date = the_case.opened}));
  COMITY_TRY(const auto question, assessment.about(*row.sentence));
  return "\n" + row.id + ": why it does not follow that " + row.published + "\n" +
         documents::to_answer(assessment, question, {.columns = out.columns});
}

Result<std::string> labels_text(const language::Law& law, dossier::Import import,
                                const Mapping& labels, const Output& out) {
  const std::vector<Case> cases = dossier::checked_cases(law, import);
  COMITY_TRY(const Agreement agreement, dossier::compare_labels(law, import, cases, labels));
  std::string text = dossier::agreement_table(agreement);
  for (const Comparison& row : agreement.rows) {
    if (row.agrees()) continue;
    COMITY_TRY(const std::string why, why_not(law, cases[row.of_case], row, out));
    text += why;
  }
  return text;
}

// The answers, their variants, and the issues that have no answer to compare.
Result<std::string> answers_text(const language::Law& law, dossier::Import import,
                                 const Mapping& topics, bool markdown, Diagnostics& diagnostics) {
  const std::vector<Case> cases = dossier::checked_cases(law, import);
  COMITY_TRY(const Agreement agreement, dossier::compare_answers(law, import, cases, topics));
  COMITY_TRY(const SourcePtr table,
             read_source(mappings_folder() / "expert-variants.csv", "expert-variants.csv"));
  COMITY_TRY(const auto variants,
             dossier::compare_variants(law, cases, agreement, table, diagnostics));
  COMITY_TRY(const auto issues, dossier::compare_issues(law, import, cases, topics));
  if (markdown) return documents::fidelity_page(agreement, variants, issues);
  std::string text = dossier::agreement_table(agreement) + dossier::variants_table(variants) +
                     dossier::issues_table(issues);
  for (const dossier::RefusedRecord& refused : import.refused) {
    text += "refused: " + refused.place + ": " + refused.reason + "\n";
  }
  return text;
}

Result<std::optional<dossier::Import>> read_experts(const std::string& path,
                                                    Diagnostics& diagnostics) {
  COMITY_TRY(const auto mapping, read_table("experts.csv", diagnostics));
  const std::filesystem::path data(path);
  COMITY_TRY(const SourcePtr file, read_source(data, data.filename().string()));
  if (!mapping) return std::nullopt;
  return dossier::import_experts(file, *mapping, diagnostics);
}

}  // namespace

int run_agreement(const AgreementArguments& arguments, const Output& out) {
  const bool experts = arguments.source == "experts";
  if (!experts && arguments.source != "eurepoc") {
    return out.fail({Errc::invalid_input, "`" + arguments.source +
                                              "` publishes nothing to compare; known: eurepoc, "
                                              "experts"});
  }
  Diagnostics diagnostics;
  const auto norms =
      read_norms(arguments.norms.empty() ? norms_folder() : std::filesystem::path(arguments.norms));
  if (!norms) return out.fail(norms.error());
  const language::Law law = language::load(*norms, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return out.report(diagnostics);
  auto import = experts ? read_experts(arguments.path, diagnostics)
                        : read_import("eurepoc", arguments.path, "", diagnostics);
  if (!import) return out.fail(import.error());
  auto table = read_table(experts ? "expert-topics.csv" : "eurepoc-labels.csv", diagnostics);
  if (!table) return out.fail(table.error());
  if (!*import || !*table) return out.report(diagnostics);
  const auto text = experts ? answers_text(law, std::move(**import), **table,
                                           arguments.format == "markdown", diagnostics)
                            : labels_text(law, std::move(**import), **table, out);
  if (!text) return out.fail(text.error());
  out.print(*text);
  return 0;
}

}  // namespace comity::app
