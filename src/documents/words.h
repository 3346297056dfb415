// The words of an analysis: how answers, weights, facts and their sources are put to a reader. One
// place, so that text, HTML and JSON never disagree, and so that no page can say more than the
// weight of a norm allows (DESIGN.md section 3) or use a word of the logic's own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/speech.h"

namespace comity::documents {

// "established", "excluded: the opposite is established", "depends on the reading" …
std::string answer_words(dossier::Answer answer);
std::string answer_words(const Speech& speech, dossier::Answer answer);

// What a reader must know of the weight of the norms that an answer rests on: nothing for treaty
// and custom, "under contested custom", "an agreed voluntary norm: what does not fit it is not
// thereby unlawful" …
std::string weight_remark(language::Weight weight);
std::string weight_remark(const Speech& speech, language::Weight weight);

// "sovereignty: a rule", as a reader sees a position.
std::string option_words(const language::Law& law, reason::ReadingId reading,
                         reason::OptionId option);
std::string option_words(const Speech& speech, reason::ReadingId reading, reason::OptionId option);

// The ids of the facts of the case that a choice is about: "F3". Empty where the case does not
// mention it; then the sentence itself has to be said.
std::vector<std::string> fact_ids(const dossier::Assessment& assessment,
                                  const reason::ChoiceInfo& choice);

// What a choice asks, as a sentence: "Brenland instructed the Tern group to carry out …"; for a
// reading its question; for text not encoded the passage.
std::string choice_words(const Speech& speech, reason::ChoiceId choice);

// What a step of a proof says: a sentence of the case or its opposite, how a text is read, or that
// a passage is met.
std::string statement_words(const Speech& speech, reason::Literal statement);

// "if F3 holds", "read so: sovereignty is a rule", "if it fails that …".
std::string pick_words(const Speech& speech, const reason::Pick& pick);

// "asserted by Aldoria on 2031-03-02 (clear and convincing; E1, E4); denied by Brenland".
std::string accounts_words(const Speech& speech, const dossier::Fact& fact);

// "ILC Articles on State Responsibility, art 8; custom". Where the reader has just been told the
// source, only what is new: "art 8; custom".
std::string rule_words(const Speech& speech, uint32_t rule, std::string_view told_source = {});

// The codes of some parties, or, where they are many, how many of each region: "African States 52,
// Asia-Pacific States 48".
std::string parties_words(const language::Law& law, const std::vector<std::string>& parties);
std::string parties_words(const Speech& speech, const std::vector<std::string>& parties);

// The closing line: hashes of norms and facts and the program's version, so that anybody can
// reproduce the analysis.
std::string reproduction_line(const Speech& speech);

// At the end of every document that names States.
inline constexpr char kWithoutPrejudice[] =
    "Names of States and the word State are used without prejudice to questions of status, "
    "territory or borders.";

inline constexpr std::string_view kProgramVersion = "0.1.0";

}  // namespace comity::documents
