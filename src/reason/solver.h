// Kernel 1: one world, linear time (Maher 2001), counters and a work list over flat arrays.
#pragma once

#include <cstdint>
#include <vector>

#include "reason/inquiry.h"
#include "reason/theory.h"

namespace comity::reason {

// Where a literal ended. The three tags are exclusive for each of the two proof levels.
enum class Tag : uint8_t {
  refuted,       // -d: shown not to be provable
  proved,        // +d
  undetermined,  // neither: it depends on itself and the well-founded step leaves it open
};

// Buffers are kept between runs: one Solver per thread, reused for every world of a theory.
class Solver {
 public:
  explicit Solver(const Theory& theory);

  // Decides every literal of the theory in this world. O(size of the theory).
  void solve(const World& world);

  Tag definite(Literal l) const { return definite_[l.code]; }  // +D / -D, by facts and strict rules
  Tag tag(Literal l) const { return defeasible_[l.code]; }     // +d / -d
  Outcome outcome(Literal l) const;

 private:
  const Theory& theory_;
  std::vector<Tag> definite_;
  std::vector<Tag> defeasible_;
  // (working buffers of the implementation follow)
};

}  // namespace comity::reason
