#include "documents/fidelity.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace comity::documents {

namespace {

using dossier::Agreement;
using dossier::Comparison;
using dossier::IssueRow;
using dossier::Variant;

std::string line(const std::vector<std::string>& cells) {
  return "| " + text::join(cells, " | ") + " |\n";
}

std::string head(const std::vector<std::string>& cells) {
  std::string rule;
  for (size_t i = 0; i < cells.size(); ++i) rule += "|---";
  return line(cells) + rule + "|\n";
}

std::string remark_on(const Comparison& row) {
  if (!row.explained.empty()) return row.explained;
  return row.comparable() && row.agrees() ? "" : row.reason;
}

// The page names no State: a party's code says only that its positions were taken.
std::string held_words(const Comparison& row) {
  return row.held_by_party ? "the positions of one party" : row.held;
}

std::string change_words(const Variant& variant) {
  return variant.varied.held == variant.base.held ? variant.change
                                                  : "read with " + held_words(variant.varied);
}

std::string answers(const Agreement& agreement, bool seen) {
  std::string rows;
  size_t all = 0, comparable = 0, agreeing = 0;
  for (const Comparison& row : agreement.rows) {
    if (row.seen != seen) continue;
    ++all;
    comparable += row.comparable();
    agreeing += row.comparable() && row.agrees();
    rows += line({row.id, row.topic, row.published, row.comparable() ? row.computed : "–",
                  held_words(row), row.comparable() && row.agrees() ? "yes" : "**no**",
                  remark_on(row)});
  }
  return std::to_string(all) + " published, " + std::to_string(comparable) + " comparable, " +
         std::to_string(agreeing) + " agree.\n\n" +
         head({"case", "question", "published", "computed", "read with", "agree", "remark"}) + rows;
}

std::string variant_rows(const std::vector<Variant>& variants) {
  std::string rows;
  size_t as_expected = 0, flips = 0;
  for (const Variant& variant : variants) {
    as_expected += variant.varied.agrees();
    flips += variant.flips();
    rows += line({variant.base.id, variant.base.topic, change_words(variant), variant.base.computed,
                  variant.varied.comparable() ? variant.varied.computed : "–",
                  variant.varied.agrees()
                      ? variant.reason
                      : "**expected " + variant.varied.published + "**: " + variant.reason});
  }
  return std::to_string(variants.size()) + " variants: " + std::to_string(as_expected) +
         " as expected; " + std::to_string(flips) + " flip, " +
         std::to_string(variants.size() - flips) + " hold.\n\n" +
         head({"case", "question", "the one change", "before", "after", "why"}) + rows;
}

std::string issue_rows(const std::vector<IssueRow>& issues) {
  std::string rows;
  size_t raised = 0;
  for (const IssueRow& row : issues) {
    raised += !row.question.empty();
    rows += line({row.id, row.issue, row.question.empty() ? "**not raised**" : row.question,
                  row.question.empty() ? row.reason : ""});
  }
  return std::to_string(issues.size()) + " issues: " + std::to_string(raised) + " raised.\n\n" +
         head({"case", "issue", "question of the norms", "why not"}) + rows;
}

}  // namespace

std::string fidelity_page(const Agreement& agreement, const std::vector<Variant>& variants,
                          const std::vector<IssueRow>& issues) {
  return "### Answers seen at the source\n\n" + answers(agreement, true) +
         "\n### Answers inferred from keywords\n\n" + answers(agreement, false) +
         "\n### One fact changed\n\n" + variant_rows(variants) + "\n### Issues raised\n\n" +
         issue_rows(issues);
}

}  // namespace comity::documents
