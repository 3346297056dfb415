// Guided intake: of all that a case leaves open, the one point of fact whose answer would settle
// most of what the law asks.
//
// Everything that nobody has spoken of yet counts as open here, whoever would have to show it, and
// every question of law that could still arise is looked at. What has been spoken of, if only to
// say that it is unknown or withheld, is not asked again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/assess.h"

namespace comity::dossier {

struct Point {
  reason::GroundSentence sentence;  // of fact
  std::string asks;                 // "Did the relay operation enter computer systems in Halvora?"
  std::vector<std::string> bears_on;  // names of the questions of law that hang on it
};

// What the case raises is settled first; only then is it asked what would raise more.
struct Intake {
  size_t raised = 0;    // questions of law that the case raises as it stands
  size_t settled = 0;   // of these, those that hang on no further point that can be asked
  size_t possible = 0;  // questions of law that it does not raise and still could
  size_t points = 0;    // points of fact to ask about what is raised, else about what could be
  std::optional<Point> next;
};

// The case as it is seen from its claimant's side: questions about an injured State are those about
// the claimant, if the case names one. Responses are left out: they are chosen, not found.
// Errors: limit (ground.h).
Result<Intake> intake(const language::Law& law, const Case& the_case, const AssessOptions& options);

// A question of law whose answer is another one than before, or that was not raised before.
struct Changed {
  std::string asks;
  std::optional<Answer> before;
  Answer after = Answer::not_established;
};

// What the later assessment of a case says otherwise, in its order.
std::vector<Changed> changed(const Assessment& before, const Assessment& after);

}  // namespace comity::dossier
