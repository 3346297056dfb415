#include "documents/hanging.h"

#include "base/text.h"
#include "documents/words.h"

namespace comity::documents {

Hanging hanging_of(const Speech& speech, const dossier::QuestionResult& question) {
  const dossier::Assessment& assessment = speech.assessment();
  Hanging hanging;
  for (const reason::ChoiceId c : question.finding().hangs_on) {
    const reason::ChoiceInfo& info = assessment.grounding().choices[c];
    const std::string words = choice_words(speech, c);
    const auto ids = fact_ids(assessment, info);
    switch (info.kind) {
      case reason::ChoiceInfo::Kind::fact:
        hanging.ids.insert(hanging.ids.end(), ids.begin(), ids.end());
        hanging.unstated += ids.empty() ? 1 : 0;
        hanging.facts.push_back(ids.empty() ? speech("whether {} (nobody has said)", {words})
                                            : text::join(ids, ", ") + " (" + words + ")");
        break;
      case reason::ChoiceInfo::Kind::reading:
        hanging.readings.push_back(speech.reading(info.reading));
        break;
      case reason::ChoiceInfo::Kind::not_encoded: hanging.passages.push_back(words); break;
      case reason::ChoiceInfo::Kind::assumption: break;
    }
  }
  return hanging;
}

}  // namespace comity::documents
