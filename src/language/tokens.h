// Small questions about the words of a line. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/binder.h"

namespace comity::language {

using Tokens = std::vector<Token>;

inline Tokens slice(const Tokens& tokens, size_t begin, size_t end) {
  return {tokens.begin() + static_cast<std::ptrdiff_t>(begin),
          tokens.begin() + static_cast<std::ptrdiff_t>(end)};
}

// The kind that a hole names: "State" of "Victim State".
inline std::string last_word(std::string_view words) {
  const size_t space = words.rfind(' ');
  return std::string(space == std::string_view::npos ? words : words.substr(space + 1));
}

inline bool is_word(const Token& token, std::string_view word) {
  return !token.hole && token.quoted.empty() && token.text == word;
}

inline std::string words_of(const Tokens& tokens) { return words_of(Sentence{tokens, {}}); }

inline Span span_of(const Tokens& tokens) {
  return tokens.empty() ? Span{} : tokens.front().span.to(tokens.back().span);
}

}  // namespace comity::language
