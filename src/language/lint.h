// Static analysis for authors of norms: what is sound, and yet hardly meant. Each finding is shown
// by a concrete case, in the words of the norms, that the engine has decided.
#pragma once

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

// Warnings, by these codes:
//   never-met            no case can meet the rule: its premises contradict each other, or it is
//                        in force or applies at no date
//   swallowed            a case with all that the rule asks for and nothing else does not establish
//                        its conclusion: another rule, or an exception, always stands against it
//   tie                  two rules that contradict each other can both be met, and neither wins
//   same-option          no rule tells two options of a reading apart
//   not-concluded        a sentence of law or response that no rule concludes
//   not-granted          a form of a sentence of the register that no act or duty uses
//   asked-and-concluded  a question about a fact that a rule concludes, so that nobody is asked
// O(rules² × grounding of one small case).
void lint(const Law& law, Diagnostics& findings);

}  // namespace comity::language
