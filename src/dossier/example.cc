#include "dossier/example.h"

namespace comity::dossier {

namespace {

View view_of(const language::Law& law, const std::string& party) {
  View view{.party = party, .held = {}};
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r) {
    const auto it = law.readings[r].positions.find(party);
    if (it != law.readings[r].positions.end() && it->second.option)
      view.held.emplace_back(r, *it->second.option);
  }
  return view;
}

}  // namespace

std::vector<View> views_of(const language::Law& law,
                           const language::LawExample::Expectation& expectation) {
  std::vector<View> all;
  for (const std::string& party : expectation.parties) all.push_back(view_of(law, party));
  if (expectation.reading) all.push_back({std::nullopt, {*expectation.reading}});
  if (all.empty()) all.emplace_back();
  return all;
}

reason::GroundSentence sentence_of(const language::LawExample::Expectation& expectation) {
  reason::GroundSentence sentence{.predicate = expectation.sentence.predicate, .arguments = {}};
  for (const reason::Term& term : expectation.sentence.arguments)
    sentence.arguments.push_back(term.index);
  return sentence;
}

}  // namespace comity::dossier
