// Exhibits, hypotheses, matrices, and where reviewers differ.
#include <algorithm>

#include "base/text.h"
#include "documents/attribution_parts.h"

namespace comity::documents {

namespace {

using dossier::Attribution;
using dossier::MatrixResult;

constexpr std::string_view kBlank = "·";

// "B, usually reliable".
std::string grade_words(const language::Law& law, std::string_view list, const std::string& grade) {
  const language::LawList* known = law.list(list);
  const auto* entry = known == nullptr ? nullptr : known->find(grade);
  return entry == nullptr ? grade : grade + ", " + entry->value;
}

std::string cell_words(const language::Law& law, const std::optional<size_t>& cell) {
  const language::LawList* cells = law.list("cells of the matrix");
  return cell && cells != nullptr ? cells->entries[*cell].words.front() : std::string(kBlank);
}

std::string matrix_title(const Attribution& attribution, const MatrixResult& result) {
  const bool before = attribution.meeting && result.matrix->blind();
  return "Matrix of " + result.matrix->by + ", " + result.matrix->on.format() +
         (before ? ", filled before anybody met" : "");
}

SheetTable cells_table(const AttributionView& view, const MatrixResult& result) {
  SheetTable table{.columns = {"Exhibit", "Weight"}, .rows = {}};
  for (const auto& hypothesis : view.attribution.hypotheses) table.columns.push_back(hypothesis.id);
  for (size_t e = 0; e < view.attribution.exhibits.size(); ++e) {
    const dossier::CaseworkExhibit& exhibit = view.attribution.exhibits[e];
    std::vector<std::string> row{exhibit.id, std::to_string(exhibit.weight)};
    for (const auto& cell : result.matrix->cells[e]) row.push_back(cell_words(view.law, cell));
    table.rows.push_back(std::move(row));
  }
  std::vector<std::string> sum{"Against it", ""};
  for (const int score : result.analysis.order.scores) sum.push_back(std::to_string(score));
  table.rows.push_back(std::move(sum));
  return table;
}

std::vector<std::string> hanging_points(const Attribution& attribution,
                                        const MatrixResult& result) {
  std::vector<std::string> points;
  for (const dossier::OrderWithout& without : result.analysis.hangs_on) {
    points.push_back("Without " + attribution.exhibits[without.exhibit].id + ": " +
                     order_words(attribution, without.order) +
                     (without.other_first ? ". Who stands first hangs on it." : "."));
  }
  if (points.empty()) points.emplace_back("No single exhibit changes the order.");
  return points;
}

void write_matrix(const AttributionView& view, const MatrixResult& result, Sheet& sheet) {
  sheet.minor(matrix_title(view.attribution, result));
  sheet.blocks.emplace_back(cells_table(view, result));
  const Attribution& attribution = view.attribution;
  const dossier::HypothesisAnalysis& analysis = result.analysis;
  const bool same_open = result.open_only.places == analysis.order.places;
  sheet.entries(
      {{"Order, least against it first", order_words(attribution, analysis.order)},
       {"With equal weights",
        analysis.unweighted ? order_words(attribution, *analysis.unweighted) : "the same"},
       {"On the open exhibits alone",
        same_open ? "the same" : order_words(attribution, result.open_only)},
       {"Does not tell them apart", exhibit_ids(attribution, analysis.silent)}});
  sheet.points(hanging_points(attribution, result));
}

}  // namespace

void write_exhibits(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Exhibits");
  SheetTable table{.columns = {"Id", "Exhibit", "Received", "Source", "Information", "Access"},
                   .rows = {}};
  std::vector<std::string> closed;
  for (const dossier::CaseworkExhibit& exhibit : view.attribution.exhibits) {
    table.rows.push_back({exhibit.id, exhibit.title, exhibit.received.format(),
                          grade_words(view.law, "reliability of a source", exhibit.reliability),
                          grade_words(view.law, "credibility of information", exhibit.credibility),
                          exhibit.closed ? "closed" : "open"});
    if (exhibit.closed) {
      closed.push_back(exhibit.id + " is closed. What may be said of it: " + exhibit.gist +
                       " SHA-256 " + exhibit.sha256);
    }
  }
  sheet.blocks.emplace_back(std::move(table));
  sheet.points(std::move(closed));
  sheet.remark(
      "A source and its information are graded apart. F and 6 mean that nobody can judge; "
      "they never mean bad, and weigh as the middle does.");
}

void write_hypotheses(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Competing hypotheses");
  std::vector<std::string> points;
  for (const dossier::Hypothesis& hypothesis : view.attribution.hypotheses) {
    points.push_back(hypothesis.id + " " + hypothesis.title +
                     (hypothesis.always.empty() ? "" : " (" + hypothesis.always + ")"));
  }
  sheet.points(std::move(points));
  sheet.remark(
      "The order says which hypothesis has least against it. It is no probability, it "
      "proves nothing, and it decides for nobody.");
  for (const MatrixResult& result : view.result.matrices) write_matrix(view, result, sheet);
}

void write_differences(const AttributionView& view, Sheet& sheet) {
  const auto reviewers =
      std::count_if(view.attribution.matrices.begin(), view.attribution.matrices.end(),
                    [](const auto& matrix) { return matrix.blind(); });
  if (reviewers < 2) return;
  sheet.heading("Where reviewers differ");
  if (view.result.differences.empty()) {
    sheet.line("Nowhere: every cell was filled alike.");
    return;
  }
  SheetTable table{.columns = {"Exhibit", "Hypothesis"}, .rows = {}};
  for (const auto& [by, cell] : view.result.differences.front().filled) table.columns.push_back(by);
  for (const dossier::CellDifference& difference : view.result.differences) {
    std::vector<std::string> row{view.attribution.exhibits[difference.exhibit].id,
                                 view.attribution.hypotheses[difference.hypothesis].id};
    for (const auto& [by, cell] : difference.filled) row.push_back(cell_words(view.law, cell));
    table.rows.push_back(std::move(row));
  }
  sheet.blocks.emplace_back(std::move(table));
}

void write_pivotal(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Pivotal exhibits, and who analysed them");
  if (view.result.pivotal.empty()) sheet.line("No exhibit is pivotal.");
  for (const size_t e : view.result.pivotal) {
    sheet.minor(view.attribution.exhibits[e].id + " " + view.attribution.exhibits[e].title);
    std::vector<std::string> points;
    for (const dossier::ExhibitAnalysis& analysis : view.attribution.analyses) {
      if (analysis.exhibit != e) continue;
      points.push_back(analysis.organisation + ", " + analysis.on.format() + ": " +
                       analysis.result + (analysis.finds.empty() ? "" : ". " + analysis.finds));
    }
    if (points.empty()) points.emplace_back("Not analysed independently.");
    sheet.points(std::move(points));
  }
}

}  // namespace comity::documents
