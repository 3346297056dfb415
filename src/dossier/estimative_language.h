// The language guard: how a judgement may say how likely something is, and how sure its authors
// are. The words are those of the norms (norms/casework/02); the rules are ICD 203, para D.6.e(2):
// one row of synonyms in a text, and never likelihood and confidence in one sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "language/law.h"

namespace comity::dossier {

// A word or a phrase in lower case, and what the norms say of it.
struct EstimativeTerm {
  enum class Kind { likelihood, confidence, chance, no_band, legal } kind = Kind::likelihood;
  std::string words;
  size_t band = 0;      // of likelihood, from the least likely
  size_t row = 0;       // of likelihood: which of the synonyms
  std::string instead;  // no_band: what to write
};

struct EstimativeWords {
  std::vector<EstimativeTerm> terms;
  std::vector<std::vector<std::string>> bands;  // the words of each band, by row
};

// Errors: not_found where the norms have no such lists.
Result<EstimativeWords> estimative_words(const language::Law& law);

struct LanguageFault {
  std::string code;
  std::string message;
  std::string help;
  Span at;  // in the passage
};

// Looks at the passages of one text, in their order.
class LanguageGuard {
 public:
  explicit LanguageGuard(const EstimativeWords& words) : words_(words) {}

  // What is wrong with one more passage. A technical passage uses no word of the legal layer.
  // O(length × terms).
  std::vector<LanguageFault> check(std::string_view passage, bool technical);

 private:
  const EstimativeWords& words_;
  std::optional<EstimativeTerm> first_;  // the term that fixed the row of this text
};

// "We have high confidence that X is very likely." as two sentences; nothing where the sentence has
// another shape than those that this knows.
std::optional<std::string> split_sentence(std::string_view sentence, const EstimativeWords& words);

}  // namespace comity::dossier
