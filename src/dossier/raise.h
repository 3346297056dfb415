// Which questions a case raises. Inside the room only.
#pragma once

#include "dossier/assess.h"

namespace comity::dossier {

struct Raised {
  const language::LawQuestion* question = nullptr;
  reason::GroundSentence sentence;
};

// A question is raised for every way to fill its holes for which one of its triggers is established
// or asserted by a party, or for which a party asserts the answer itself. By layer, then in the
// order of the norms.
Result<std::vector<Raised>> raise(const language::Law& law, const Case& the_case,
                                  const std::map<reason::GroundSentence, Standing>& standings,
                                  const LawDates& dates);

}  // namespace comity::dossier
