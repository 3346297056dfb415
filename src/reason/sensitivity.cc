#include "reason/sensitivity.h"

#include <algorithm>
#include <cmath>

namespace comity::reason {
namespace {

double entropy(double p) {
  if (p <= 0 || p >= 1) return 0;
  return -p * std::log2(p) - (1 - p) * std::log2(1 - p);
}

}  // namespace

Sensitivity sensitivity(const OutcomeFunction& function, const Weights& weights, Outcome outcome) {
  const double overall = function.weigh(weights)[size_t(outcome)];
  Sensitivity result{overall, {}};
  Weights given = weights;
  for (ChoiceId c : function.choices()) {
    double least = 1;
    double most = 0;
    double left = 0;
    for (Alternative a = 0; a < weights[c].size(); ++a) {
      given[c].assign(weights[c].size(), 0);
      given[c][a] = 1;
      const double p = function.weigh(given)[size_t(outcome)];
      least = std::min(least, p);
      most = std::max(most, p);
      left += weights[c][a] * entropy(p);
    }
    given[c] = weights[c];
    result.importances.push_back({c, most - least, std::max(0.0, entropy(overall) - left)});
  }
  std::stable_sort(
      result.importances.begin(), result.importances.end(),
      [](const Importance& a, const Importance& b) { return a.birnbaum > b.birnbaum; });
  return result;
}

}  // namespace comity::reason
