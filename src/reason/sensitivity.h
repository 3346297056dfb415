// How much each choice weighs. For finding out which facts are worth the asking, and no more: no
// page or document prints a probability of a breach, of an attribution or of guilt.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "reason/outcome_function.h"

namespace comity::reason {

// One row a choice of the theory, one weight an alternative; each row sums to 1.
using Weights = std::vector<std::vector<double>>;

struct Importance {
  ChoiceId choice;
  double birnbaum;     // the outcome's probability given the alternative that favours it most, less
                       // that given the one that favours it least
  double information;  // mutual information of choice and outcome, in bits
};

struct Sensitivity {
  double probability;
  std::vector<Importance> importances;  // of the cone's choices, largest birnbaum first
};

// Choices are taken as independent. O(choices * alternatives * nodes).
Sensitivity sensitivity(const OutcomeFunction& function, const Weights& weights, Outcome outcome);

}  // namespace comity::reason
