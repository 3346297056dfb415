// How a document speaks: in English, the language of the norms, or in one into which they were
// translated. Every word of a page goes through here, so that no page is half in one language and
// half in another without saying so: a sentence that has no translation is given in English,
// marked.
#pragma once

#include <string>
#include <vector>

#include "documents/catalogue.h"
#include "dossier/assess.h"

namespace comity::documents {

class Speech {
 public:
  // Without a language: English. Whoever speaks of an assessment speaks English unless told not to.
  Speech(const dossier::Assessment& assessment,  // NOLINT(google-explicit-constructor)
         const language::LawLanguage* language = nullptr);

  const dossier::Assessment& assessment() const { return assessment_; }
  const language::Law& law() const { return assessment_.law(); }
  const dossier::Case& the_case() const { return assessment_.the_case(); }
  // nullptr for English.
  const language::LawLanguage* language() const { return language_; }

  // A phrase of the program's own.
  std::string operator()(Phrase phrase, const std::vector<std::string>& fill = {}) const {
    return words_(phrase, fill);
  }
  std::string word(std::string_view english) const { return words_.word(english); }
  // "a, b and c"
  std::string listed(const std::vector<std::string>& parts) const;
  // "1 fact", "3 facts"
  std::string counted(size_t n, Phrase one, Phrase many) const;

  std::string say(const reason::GroundSentence& sentence, bool negated = false) const;
  std::string name(reason::Individual individual) const;
  // A name as the case writes it: of whoever says something, of a party to the case.
  std::string name(const std::string& written) const;
  std::string names(const std::vector<std::string>& written) const;
  std::string asks(const dossier::QuestionResult& question) const;

  std::string party(const std::string& code) const;
  // A group of States by its code, with its English name.
  std::string group(const std::string& code, const std::string& english) const;
  std::string grade(reason::Grade grade) const;
  std::string reading(reason::ReadingId reading) const;
  std::string reading_question(reason::ReadingId reading) const;
  std::string option(reason::ReadingId reading, reason::OptionId option) const;

  // What a reader of a translation has to know before anything else; empty in English.
  std::string notice() const;

 private:
  const language::LawName& named(reason::Individual individual) const;
  std::optional<std::string> translated(const language::TranslatedWording* wording,
                                        const std::vector<uint32_t>& arguments) const;
  std::string in_english(const std::string& words) const;

  const dossier::Assessment& assessment_;
  const language::LawLanguage* language_;
  const Catalogue& words_;
};

// The capital of a letter, in Latin and Cyrillic; other characters as they are.
std::string capital(char32_t letter);
// With a capital first.
std::string capitalised(const std::string& words);

}  // namespace comity::documents
