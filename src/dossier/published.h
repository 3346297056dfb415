// Sentences of the tables about a published case. Inside the room only.
#pragma once

#include <string>

#include "dossier/case.h"

namespace comity::dossier {

// The sentence about the one act of the case and its players, who go by invented names; whether it
// is the opposite of what the norms declare. Errors: invalid_input, as of bind_sentence.
Result<std::pair<reason::GroundSentence, bool>> bind_published(const language::Law& law,
                                                               const Case& the_case,
                                                               const std::string& says);
Result<reason::GroundSentence> sentence_in(const language::Law& law, const Case& the_case,
                                           const std::string& says);

// Whether it is established on record, whatever is held of the readings.
Result<bool> established(const language::Law& law, const Case& the_case,
                         const reason::GroundSentence& sentence);

}  // namespace comity::dossier
