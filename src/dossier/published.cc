#include "dossier/published.h"

#include "dossier/assess.h"

namespace comity::dossier {

namespace {

std::string replaced(std::string text, std::string_view hole, const std::string& name) {
  for (size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at)) {
    text.replace(at, hole.size(), name);
    at += name.size();
  }
  return text;
}

}  // namespace

Result<std::pair<reason::GroundSentence, bool>> bind_published(const language::Law& law,
                                                               const Case& the_case,
                                                               const std::string& says) {
  std::string act;
  for (const language::LawName& name : the_case.names) {
    if (law.kinds[name.kind] == "Act" && act.empty()) act = name.name;
  }
  std::string words = replaced(says, "<Act>", act);
  words = replaced(words, "<Receiver State>", published::kReceiver);
  words = replaced(words, "<Initiator State>", published::kInitiatorState);
  words = replaced(words, "<Attributing State>", published::kAttributing);
  words = replaced(words, "<Initiator>", published::kInitiator);
  return bind_sentence(law, the_case, words);
}

Result<reason::GroundSentence> sentence_in(const language::Law& law, const Case& the_case,
                                           const std::string& says) {
  COMITY_TRY(const auto bound, bind_published(law, the_case, says));
  if (bound.second) return fail(Errc::invalid_input, "`" + says + "` is an opposite");
  return bound.first;
}

Result<bool> established(const language::Law& law, const Case& the_case,
                         const reason::GroundSentence& sentence) {
  COMITY_TRY(const Finding finding, answer(law, the_case, sentence, false, the_case.opened, {}));
  return finding.answer == Answer::established;
}

}  // namespace comity::dossier
