// What the authors of a theory would want to know of its rules, each with a world that shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

struct LintFinding {
  enum class Kind : uint8_t {
    never_applies,  // in no world are all premises of `rule` proved
    swallowed,      // it applies, as in `world`, but its conclusion then never holds
    tie,            // in `world` it and `other` apply, conflict, and neither side prevails
  } kind;
  RuleId rule;
  std::optional<RuleId> other;
  std::optional<World> world;
};

struct LintReport {
  std::vector<LintFinding> findings;  // by kind, then by rule
  // Whether every world was looked at. If not, never_applies and swallowed are said of the worlds
  // that were drawn only, and the caller must say so.
  bool exhaustive;
  uint64_t worlds;
};

// Looks at every world where there are at most `worlds_max`, else at so many drawn with the seed.
// O(worlds * theory).
LintReport lint(const Theory& theory, uint64_t worlds_max = 1u << 16, uint64_t seed = 1);

}  // namespace comity::reason
