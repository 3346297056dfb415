// What follows from the casework: the orders of the hypotheses, where reviewers differ, what is
// pivotal, and what the work still lacks.
#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "dossier/attribution.h"

namespace comity::dossier {

namespace {

HypothesisMatrix matrix_of(const language::LawList& cells, const Attribution& attribution,
                           const ReviewMatrix& filled) {
  HypothesisMatrix matrix{
      .against = {}, .weights = {}, .hypotheses = attribution.hypotheses.size()};
  for (size_t e = 0; e < filled.cells.size(); ++e) {
    auto& row = matrix.against.emplace_back();
    for (const auto& cell : filled.cells[e]) {
      row.push_back(cell ? figure_of(&cells.entries[*cell]) : std::nullopt);
    }
    matrix.weights.push_back(attribution.exhibits[e].weight);
  }
  return matrix;
}

MatrixResult result_of(const language::LawList& cells, const Attribution& attribution,
                       const ReviewMatrix& filled) {
  const HypothesisMatrix matrix = matrix_of(cells, attribution, filled);
  MatrixResult result{
      .matrix = &filled, .analysis = analyse(matrix), .open_only = {}, .unfilled = {}};
  std::vector<bool> open;
  for (size_t e = 0; e < matrix.against.size(); ++e) {
    open.push_back(!attribution.exhibits[e].closed);
    const auto& row = matrix.against[e];
    const bool blank = std::any_of(row.begin(), row.end(), [](const auto& cell) { return !cell; });
    if (blank) result.unfilled.push_back(e);
  }
  result.open_only = order_of(matrix, open);
  return result;
}

std::vector<CellDifference> differences_in(const Attribution& attribution) {
  std::vector<CellDifference> out;
  for (size_t e = 0; e < attribution.exhibits.size(); ++e) {
    for (size_t h = 0; h < attribution.hypotheses.size(); ++h) {
      CellDifference difference{.exhibit = e, .hypothesis = h, .filled = {}};
      for (const ReviewMatrix& matrix : attribution.matrices) {
        if (matrix.blind()) difference.filled.emplace_back(matrix.by, matrix.cells[e][h]);
      }
      const auto& filled = difference.filled;
      if (std::any_of(filled.begin(), filled.end(),
                      [&](const auto& one) { return one.second != filled.front().second; })) {
        out.push_back(std::move(difference));
      }
    }
  }
  return out;
}

std::vector<size_t> pivotal_in(const Attribution& attribution,
                               const std::vector<MatrixResult>& matrices) {
  std::set<size_t> pivotal;
  for (size_t e = 0; e < attribution.exhibits.size(); ++e) {
    if (attribution.exhibits[e].marked_pivotal) pivotal.insert(e);
  }
  for (const MatrixResult& result : matrices) {
    for (const OrderWithout& without : result.analysis.hangs_on) {
      if (without.other_first) pivotal.insert(without.exhibit);
    }
  }
  return {pivotal.begin(), pivotal.end()};
}

// ---- what the work still lacks ------------------------------------------------------------------

class Missing {
 public:
  Missing(const Attribution& attribution, const AttributionResult& result)
      : attribution_(attribution), result_(result) {}

  std::vector<std::string> list() {
    analyses();
    matrices();
    replies();
    nationalities();
    adoption();
    return std::move(out_);
  }

 private:
  void analyses() {
    const int least = attribution_.figures.least_analyses;
    for (const size_t exhibit : result_.pivotal) {
      const auto by = analysing_organisations(attribution_, exhibit);
      if (static_cast<int>(by.size()) >= least) continue;
      out_.push_back("The pivotal exhibit " + attribution_.exhibits[exhibit].id + " has " +
                     std::to_string(by.size()) + " of " + std::to_string(least) +
                     " independent analyses from different organisations" +
                     (by.empty() ? "." : " (" + text::join_in_words(by) + ")."));
    }
  }

  void matrices() {
    if (!attribution_.meeting && !attribution_.matrices.empty()) {
      out_.emplace_back(
          "The day of the first `meeting` is not given, so nothing shows which matrices were "
          "filled before it.");
    }
    for (const Reviewer& reviewer : attribution_.reviewers) {
      const bool filled =
          std::any_of(attribution_.matrices.begin(), attribution_.matrices.end(),
                      [&](const ReviewMatrix& matrix) { return matrix.by == reviewer.id; });
      if (!filled && !reviewer.recused) out_.push_back(reviewer.id + " has filled no matrix.");
    }
    for (const MatrixResult& result : result_.matrices) {
      if (result.unfilled.empty()) continue;
      std::vector<std::string> ids;
      for (const size_t e : result.unfilled) ids.push_back(attribution_.exhibits[e].id);
      out_.push_back("The matrix of " + result.matrix->by + " is blank for " +
                     text::join_in_words(ids) + ".");
    }
  }

  void replies() {
    const int days = attribution_.figures.days_for_reply;
    for (const std::string& state : attribution_.named) {
      const auto reply = std::find_if(attribution_.replies.begin(), attribution_.replies.end(),
                                      [&](const Reply& r) { return r.party == state; });
      if (reply == attribution_.replies.end()) {
        out_.push_back(state + " is named and has not been asked to reply.");
      } else if ((reply->until - reply->asked).count() < days) {
        out_.push_back(state + " was given " +
                       std::to_string((reply->until - reply->asked).count()) +
                       " days to reply; the platform default is " + std::to_string(days) + ".");
      }
    }
  }

  // Whether it matters is for the panel: the rule packs differ.
  void nationalities() {
    for (const Reviewer& reviewer : attribution_.reviewers) {
      const auto& named = attribution_.named;
      const auto& givers = attribution_.mandate.given_by;
      const bool party = std::find(named.begin(), named.end(), reviewer.state) != named.end() ||
                         std::find(givers.begin(), givers.end(), reviewer.state) != givers.end();
      if (!party || reviewer.state.empty() || reviewer.recused) continue;
      out_.push_back(reviewer.id + " is a national of " + reviewer.state +
                     ", a party: say how that is balanced, or why it does not matter.");
    }
  }

  void adoption() {
    for (const Judgement& judgement : attribution_.judgements) {
      if (!judgement.adopted) out_.push_back("The judgement " + judgement.id + " is a draft.");
    }
  }

  const Attribution& attribution_;
  const AttributionResult& result_;
  std::vector<std::string> out_;
};

}  // namespace

const Reviewer* Attribution::reviewer(std::string_view id) const {
  const auto found = std::find_if(reviewers.begin(), reviewers.end(),
                                  [&](const Reviewer& one) { return one.id == id; });
  return found == reviewers.end() ? nullptr : &*found;
}

std::vector<std::string> analysing_organisations(const Attribution& attribution, size_t exhibit,
                                                 std::optional<Date> by) {
  std::vector<std::string> out;
  for (const ExhibitAnalysis& analysis : attribution.analyses) {
    if (analysis.exhibit != exhibit || (by && analysis.on > *by)) continue;
    if (std::find(out.begin(), out.end(), analysis.organisation) == out.end()) {
      out.push_back(analysis.organisation);
    }
  }
  return out;
}

std::optional<int> figure_of(const language::LawList::Entry* entry) {
  if (entry == nullptr) return std::nullopt;
  int value = 0;
  const char* end = entry->value.data() + entry->value.size();
  const auto read = std::from_chars(entry->value.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

Result<CaseworkFigures> casework_figures(const language::Law& law) {
  const std::string name = "figures of the casework";
  const language::LawList* list = law.list(name);
  if (list == nullptr) return fail(Errc::not_found, "the norms have no list `" + name + "`");
  CaseworkFigures figures;
  const std::pair<std::string_view, int*> wanted[] = {
      {"hypotheses at least", &figures.least_hypotheses},
      {"analyses of a pivotal exhibit", &figures.least_analyses},
      {"days for a reply", &figures.days_for_reply},
      {"per cent of the votes to exceed", &figures.votes_above}};
  for (const auto& [words, into] : wanted) {
    const auto value = figure_of(list->find(words));
    if (!value) {
      return fail(Errc::not_found, "the list `" + name +
                                       "` of the norms gives no whole number for `" +
                                       std::string(words) + "`");
    }
    *into = *value;
  }
  return figures;
}

AttributionResult examine(const language::Law& law, const Attribution& attribution) {
  AttributionResult result;
  if (const language::LawList* cells = law.list("cells of the matrix")) {
    for (const ReviewMatrix& matrix : attribution.matrices) {
      result.matrices.push_back(result_of(*cells, attribution, matrix));
    }
  }
  result.differences = differences_in(attribution);
  result.pivotal = pivotal_in(attribution, result.matrices);
  result.missing = Missing(attribution, result).list();
  return result;
}

}  // namespace comity::dossier
