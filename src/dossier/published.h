// Sentences of the tables about a published case. Inside the room only.
#pragma once

#include <string>

#include "dossier/case.h"

namespace comity::dossier {

// What the players and the act go by: the cases name no State.
namespace published {
inline constexpr const char* kReceiver = "Halvora";
inline constexpr const char* kInitiatorState = "Talverne";
inline constexpr const char* kAttributing = "Ombria";
inline constexpr const char* kInitiator = "the acting group";
inline constexpr const char* kAct = "the operation";
}  // namespace published

// The sentence about the one act of the case and its players, who go by invented names; whether it
// is the opposite of what the norms declare. Errors: invalid_input, as of bind_sentence.
Result<std::pair<reason::GroundSentence, bool>> bind_published(const language::Law& law,
                                                               const Case& the_case,
                                                               const std::string& says);
// Errors: also where it is the opposite: what is compared is a sentence as the norms declare it.
Result<reason::GroundSentence> sentence_in(const language::Law& law, const Case& the_case,
                                           const std::string& says);

// Whether it is established on record, whatever is held of the readings.
Result<bool> established(const language::Law& law, const Case& the_case,
                         const reason::GroundSentence& sentence);

}  // namespace comity::dossier
