// The difference of two versions of the norms in effect: which questions can be answered
// differently, each shown by a smallest case, and which examples change their answer.
//
// A case is looked for by the engine, among all cases with as many individuals of each kind as a
// rule speaks of at once and one more; both versions then answer the case that was found by
// themselves, and whatever can be left out of it without the answers becoming the same is left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/assess.h"
#include "language/changes.h"

namespace comity::dossier {

// A case as an example of the norms would put it.
struct ShownCase {
  std::vector<std::string> names;     // "State A, State B: State"
  std::vector<std::string> facts;     // "Act A reached State B"
  std::vector<std::string> readings;  // "sovereignty: a rule"
  std::optional<Date> viewed_on;
  std::string sentence;  // what is asked
  Answer before = Answer::not_established;
  Answer after = Answer::not_established;
};

struct QuestionEffect {
  std::string asks;                  // the question, or the conclusion of a rule behind none
  std::vector<std::string> parties;  // under whose readings, where their positions moved
  std::optional<ShownCase> shown;    // nothing: no case was found
  bool exhaustive = true;            // false: too many open points; there may be such a case
};

struct ExampleEffect {
  std::string title, place;
  std::string sentence, view;  // " under FRA"
  Answer before = Answer::not_established;
  Answer after = Answer::not_established;
};

struct Effects {
  std::vector<QuestionEffect> questions;  // whose answer rests on something that changed
  std::vector<ExampleEffect> examples;
  size_t examples_compared = 0, examples_left_out = 0;  // out: they cannot be put to both versions
  std::string not_searched;  // why no case could be looked for; empty where it could
};

Effects effects_of(const language::Law& before, const language::Law& after,
                   const language::Match& match, const language::Changes& changes);

}  // namespace comity::dossier
