// Words against codes: the words that the account of a case uses of an act, where the norms say
// what has to be shown for a word to fit. Each becomes a fact of the case, "the account of … calls
// it espionage", so that the norms answer whether the word fits what is shown.
#pragma once

#include <string>
#include <vector>

#include "dossier/case.h"

namespace comity::dossier {

struct WordUsed {
  reason::GroundSentence sentence;  // "the account of the relay operation calls it espionage"
  std::string passage;              // the sentence of the account that uses the word
};

// What the narrative calls its acts, each word of an act once, in the order of the list "words in
// accounts" of the norms. A sentence is about the acts that it names, else about the one act of the
// case. Passed over are a sentence that denies ("words that deny"), and a word on which the case
// has spoken itself.
std::vector<WordUsed> words_used(const language::Law& law, const Case& the_case);

// The case with a fact for each of them, "W1", "W2" …, found by the program.
Case with_words_used(const language::Law& law, Case the_case);

// Whether the sentence says what an account calls an act: words_used() finds that, nobody is asked.
bool is_of_words(const language::Law& law, reason::PredicateId predicate);

}  // namespace comity::dossier
