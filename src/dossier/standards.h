// Whether an answer hangs on how much proof is asked for.
#pragma once

#include <optional>
#include <vector>

#include "dossier/assess.h"

namespace comity::dossier {

// The answer to one question if every standard of proof that the norms set stood one grade lower or
// higher; nothing where it would be the same.
struct StandardShift {
  std::optional<Answer> lower, higher;
};

// On which attributions an answer may rest: those that its question assumes already, or whatever
// is alleged, save for the question of that attribution itself.
enum class Assumed { as_in_the_question, whatever_is_alleged };

// One per question of the assessment, in order. The case is grounded twice more. Errors: limit.
Result<std::vector<StandardShift>> standard_shifts(const Assessment& assessment,
                                                   Assumed assumed = Assumed::as_in_the_question);

}  // namespace comity::dossier
