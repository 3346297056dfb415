#include "dossier/example.h"

#include "dossier/finding.h"

namespace comity::dossier {

std::vector<View> views_of(const language::Law& law,
                           const language::LawExample::Expectation& expectation) {
  std::vector<View> all;
  for (const std::string& party : expectation.parties) all.push_back({party, held_by(law, party)});
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
