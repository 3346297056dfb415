// For tests only: small theories at random, with everything that the logic has: loops, strict
// rules, defeaters, superiority, marked atoms, choices. The same seed gives the same theory.
#pragma once

#include <cstdint>

#include "reason/random.h"
#include "reason/theory.h"

namespace comity::reason {

struct TheoryShape {
  uint32_t atoms_max = 6;
  uint32_t rules_max = 10;
  uint32_t body_max = 2;
  uint32_t facts_max = 2;
  uint32_t choices_max = 0;
  uint32_t strict_percent = 12;
  uint32_t defeater_percent = 10;
  uint32_t superiority_percent = 45;
  uint32_t propagating_percent = 0;
};

Theory random_theory(Random& random, const TheoryShape& shape);
World random_world(Random& random, const Theory& theory);

// The next world in counting order; false after the last, when it is the first one again.
bool next_world(const Theory& theory, World& world);

}  // namespace comity::reason
