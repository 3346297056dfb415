// Running text cut into sentences and words, to find phrases in it. A capital ASCII letter is as
// good as its small one. Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace comity::dossier {

struct Word {
  std::string text;  // in lower case
  Span at;
};

bool is_letter(char c);

std::vector<Word> words_of(std::string_view text, Span within);

// A sentence ends with its mark, before white space and what is no small letter and no figure; and
// with an empty line.
std::vector<Span> sentences_of(std::string_view text);

// Whether the words of a phrase stand one after the other from `first`, with nothing but white
// space or one hyphen between them.
bool stands_at(std::string_view text, const std::vector<Word>& words, size_t first,
               const std::vector<std::string_view>& phrase);

// Where the phrase first stands among the words of the text. O(words × phrase).
std::optional<Span> find_phrase(std::string_view text, const std::vector<Word>& words,
                                std::string_view phrase);

}  // namespace comity::dossier
