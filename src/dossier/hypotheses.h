// Analysis of competing hypotheses: which hypothesis has least against it, what does not tell them
// apart, and on which exhibits the order hangs. It orders and proves nothing, and no number here is
// a probability.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace comity::dossier {

// How much each exhibit speaks against each hypothesis, and what each exhibit weighs.
struct HypothesisMatrix {
  std::vector<std::vector<std::optional<int>>> against;  // exhibit, hypothesis; nothing: not filled
  std::vector<int> weights;                              // one for each exhibit
  size_t hypotheses = 0;
};

// Places from the hypothesis with least against it; those that tie share a place.
struct HypothesisOrder {
  std::vector<int> scores;  // weighted inconsistency, by hypothesis
  std::vector<std::vector<size_t>> places;
};

// The order by the exhibits that `counted` has. O(exhibits × hypotheses).
HypothesisOrder order_of(const HypothesisMatrix& matrix, const std::vector<bool>& counted);

// The order without one exhibit, where it is another one.
struct OrderWithout {
  size_t exhibit = 0;
  HypothesisOrder order;
  bool other_first = false;  // not only further down: who stands first changes
};

struct HypothesisAnalysis {
  HypothesisOrder order;
  std::optional<HypothesisOrder> unweighted;  // where it is another one
  std::vector<size_t> silent;                 // exhibits that add the same to every hypothesis
  std::vector<OrderWithout> hangs_on;  // exhibits without which the order would be another one
};

HypothesisAnalysis analyse(const HypothesisMatrix& matrix);

}  // namespace comity::dossier
