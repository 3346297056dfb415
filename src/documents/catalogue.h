// The program's own words in other languages: headings, answers, what stands around the sentences
// of the norms. catalogue/english.txt lists the phrases, one a line; catalogue/<language>.txt gives
// what stands for them, "phrase = translation". A phrase that a language lacks is said in English.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "documents/catalogue_texts.h"

namespace comity::documents {

// Whether `phrase` is a line of `list`.
constexpr bool lists_phrase(std::string_view list, std::string_view phrase) {
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = std::min(list.find('\n', begin), list.size());
    if (list.substr(begin, end - begin) == phrase) return true;
    begin = end + 1;
  }
  return false;
}

// Not defined, and no constant: a phrase that comes here does not compile.
void stands_not_in_english_txt();

// A phrase of the program. One that english.txt does not list does not compile.
struct Phrase {
  // Not explicit: a phrase is written where it is said, as the string that it is.
  template <size_t n>
  // NOLINTNEXTLINE(google-explicit-constructor)
  consteval Phrase(const char (&text)[n]) : english(text, n - 1) {
    if (!lists_phrase(kEnglishPhrases, english)) stands_not_in_english_txt();
  }
  std::string_view english;
};

class Catalogue {
 public:
  // That of a language by its code (BCP 47), or English where the program has none for it.
  static const Catalogue& of(std::string_view tag);

  // The phrase with each `{}` filled in its order; a translation may say `{2}` for the second.
  std::string operator()(Phrase phrase, const std::vector<std::string>& fill = {}) const {
    return filled(word(phrase.english), fill);
  }
  // What stands for a word that is chosen while the program runs: a weight, an answer.
  std::string word(std::string_view english) const;

  bool right_to_left() const { return right_to_left_; }
  // Empty: nobody has reviewed it.
  const std::string& reviewed_by() const { return reviewed_by_; }
  // Phrases of English that have no translation, and lines that translate no phrase.
  std::vector<std::string> missing() const;
  static size_t phrases();  // how many there are
  // The phrases that have a translation.
  std::vector<std::string> all() const;
  std::vector<std::string> unknown() const;

 private:
  explicit Catalogue(std::string_view text);
  std::string filled(std::string_view pattern, const std::vector<std::string>& fill) const;

  std::vector<std::pair<std::string_view, std::string_view>> entries_;  // sorted
  bool right_to_left_ = false;
  std::string reviewed_by_;
};

}  // namespace comity::documents
