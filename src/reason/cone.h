// The cone of influence of a literal: what can reach it through rules, for or against.
#pragma once

#include <cstdint>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

struct Cone {
  std::vector<Atom> atoms;        // sorted
  std::vector<ChoiceId> choices;  // those that assert a literal of the cone; sorted
};

// O(size of the theory).
Cone cone_of(const Theory& theory, Literal query);

}  // namespace comity::reason
