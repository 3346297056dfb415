// For tests only: small theories at random, with everything that the logic has: loops, strict
// rules, defeaters, superiority, marked atoms, choices. The same seed gives the same theory.
#pragma once

#include <cstdint>

#include "reason/theory.h"

namespace comity::reason {

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next();
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(next() % n); }
  bool chance(uint32_t percent) { return below(100) < percent; }

 private:
  uint64_t state_;
};

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
