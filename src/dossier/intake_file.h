// What guided intake writes down: answers become facts of a case file, as if somebody had typed
// them. The file is the whole state, so that intake can be left and taken up again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/case.h"

namespace comity::dossier {

enum class Reply : uint8_t { yes, no, unknown, withheld, not_asked, not_applicable };

// "yes", "y", "true", "not applicable" …
std::optional<Reply> reply_named(std::string_view word);
// Every word that is understood, for a reader who used another.
std::vector<std::string> reply_words();

// What a reply to a sentence is to its opposite: yes and no change places.
Reply opposite(Reply reply);

struct Answered {
  reason::GroundSentence sentence;
  Reply reply = Reply::unknown;
  std::string by;  // who answers, as the case names them
  Date on;
  std::optional<reason::Grade> grade;  // of yes and no
};

// The text of the case file with the answer at its end, under a heading of its own: everything
// before stays as it is. The case is the one that the text gives.
std::string with_answer(const language::Law& law, const Case& the_case, std::string_view text,
                        const Answered& answered);

// A case of which only this is known.
struct NewCase {
  std::string title, claimant, respondent, entity, act;  // respondent, entity: if any is named
  std::optional<Date> happened;
  Date opened;
};
std::string new_case_text(const NewCase& begun);

}  // namespace comity::dossier
