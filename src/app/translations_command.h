// comity norms translations: how far the norms are translated, and what has not been reviewed.
#pragma once

#include <string>

#include "app/output.h"
#include "language/law.h"

namespace comity::app {

// Without a language a line or two for each; with one also everything that is missing.
int run_norms_translations(const std::string& path, const std::string& language, const Output& out);

// What the norms say in the language, for `norms show`: of a sentence with its opposite; of all the
// sentences of a rule; of a reading with its options. Each says whether a person has reviewed it.
std::string sentence_in(const language::LawLanguage& language, reason::PredicateId sentence);
std::string rule_in(const language::Law& law, const language::LawLanguage& language, uint32_t rule);
std::string reading_in(const language::Law& law, const language::LawLanguage& language,
                       reason::ReadingId reading);

}  // namespace comity::app
