// The cone of influence of literals: what can reach them through rules, for or against.
#pragma once

#include <span>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

struct Cone {
  std::vector<Atom> atoms;        // sorted
  std::vector<ChoiceId> choices;  // those that assert a literal of the cone; sorted
};

// O(size of the theory).
Cone cone_of(const Theory& theory, std::span<const Literal> queries);

}  // namespace comity::reason
