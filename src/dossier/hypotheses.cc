#include "dossier/hypotheses.h"

#include <algorithm>
#include <numeric>

namespace comity::dossier {

HypothesisOrder order_of(const HypothesisMatrix& matrix, const std::vector<bool>& counted) {
  HypothesisOrder order{.scores = std::vector<int>(matrix.hypotheses), .places = {}};
  for (size_t e = 0; e < matrix.against.size(); ++e) {
    if (!counted[e]) continue;
    for (size_t h = 0; h < matrix.hypotheses; ++h) {
      order.scores[h] += matrix.weights[e] * matrix.against[e][h].value_or(0);
    }
  }
  std::vector<size_t> sorted(matrix.hypotheses);
  std::iota(sorted.begin(), sorted.end(), size_t{0});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](size_t a, size_t b) { return order.scores[a] < order.scores[b]; });
  for (const size_t h : sorted) {
    const bool ties =
        !order.places.empty() && order.scores[order.places.back().front()] == order.scores[h];
    if (!ties) order.places.emplace_back();
    order.places.back().push_back(h);
  }
  return order;
}

HypothesisAnalysis analyse(const HypothesisMatrix& matrix) {
  std::vector<bool> counted(matrix.against.size(), true);
  HypothesisAnalysis out{
      .order = order_of(matrix, counted), .unweighted = {}, .silent = {}, .hangs_on = {}};
  HypothesisMatrix alike = matrix;
  std::fill(alike.weights.begin(), alike.weights.end(), 1);
  HypothesisOrder unweighted = order_of(alike, counted);
  if (unweighted.places != out.order.places) out.unweighted = std::move(unweighted);
  for (size_t e = 0; e < matrix.against.size(); ++e) {
    const auto& row = matrix.against[e];
    if (std::all_of(row.begin(), row.end(),
                    [&](const auto& cell) { return cell && cell == row.front(); })) {
      out.silent.push_back(e);
    }
    counted[e] = false;
    HypothesisOrder without = order_of(matrix, counted);
    counted[e] = true;
    if (without.places == out.order.places) continue;
    const bool other_first = without.places.front() != out.order.places.front();
    out.hangs_on.push_back({e, std::move(without), other_first});
  }
  return out;
}

}  // namespace comity::dossier
