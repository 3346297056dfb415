// The examples of the norms, looked at as cases: under whose readings an expectation is to hold.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dossier/assess.h"

namespace comity::dossier {

// One way of reading the norms under which an expectation has to come out.
struct View {
  std::optional<std::string> party;  // whose positions these are
  std::vector<std::pair<reason::ReadingId, reason::OptionId>> held;
};

// Each named State's positions, or the one reading that is named, or nothing in particular.
std::vector<View> views_of(const language::Law& law,
                           const language::LawExample::Expectation& expectation);

// What the expectation speaks of.
reason::GroundSentence sentence_of(const language::LawExample::Expectation& expectation);

}  // namespace comity::dossier
