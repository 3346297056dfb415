// What the examples of register law exercise: which acts they try and with what outcome, what they
// see become of duties, which steps of a status they see. Numbers stand for places in Law::trials,
// each once, in order.
#pragma once

#include <cstdint>
#include <vector>

#include "language/law.h"

namespace comity::dossier {

using Examples = std::vector<uint32_t>;

struct RuleCoverage;

struct ActCoverage {
  Examples taken;
  Examples refused;                  // for whatever reason
  std::vector<Examples> premises;    // refused because this one is not met, the first that is not
  std::vector<Examples> exceptions;  // refused because this one is met
};

// Seen at a moment at which an example expects something.
struct DutyCoverage {
  Examples done;  // met, if late; of a prohibition: kept
  Examples late;
  Examples breached;  // missed; of a prohibition: done all the same
  Examples stopped;   // its clock stands still
};

struct RegisterCoverage {
  std::vector<ActCoverage> acts;                // by LawAct
  std::vector<DutyCoverage> duties;             // by LawDuty
  std::vector<std::vector<Examples>> statuses;  // by status, by transition
};

// Runs every example of register law, and fills in `rules` (by LawRule) for the rules of the
// register.
RegisterCoverage cover_register_law(const language::Law& law, std::vector<RuleCoverage>& rules);

}  // namespace comity::dossier
