// Mutation testing of the norms (DeMillo, Lipton and Sayward, 1978): each condition and each
// exception of each rule is left out in turn, and an example must notice: some expectation that
// the norms as written meet comes out otherwise without it.
#pragma once

#include <optional>
#include <vector>

#include "dossier/assess.h"

namespace comity::dossier {

struct Mutant {
  enum class Leaves : uint8_t {
    condition,         // of the rule itself
    exception,         // one way in which an `unless` is met
    exception_clause,  // one of several conditions of such a way
  } leaves_out = Leaves::condition;
  uint32_t rule = 0;                        // LawRule
  Span span;                                // of what is left out, in the rule's file
  std::optional<uint32_t> noticed_by = {};  // the first such place in Law::examples
};

// In the order of the rules and of their texts. A comparison of two holes is left in: it only says
// how the holes may be filled; so are the rules of the register, whose premises coverage.h looks
// at. Errors: limit (reason/ground.h). O(expectations × mutants that no earlier example has
// noticed × grounding).
Result<std::vector<Mutant>> mutants_of(const language::Law& law);

}  // namespace comity::dossier
