#include "dossier/passages.h"

#include "base/text.h"

namespace comity::dossier {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<Word> words_of(std::string_view text, Span within) {
  std::vector<Word> words;
  for (uint32_t i = within.begin; i < within.end;) {
    const uint32_t begin = i;
    while (i < within.end && (is_letter(text[i]) || (i > begin && text[i] == '\''))) ++i;
    if (i > begin) words.push_back({text::lower_ascii(text.substr(begin, i - begin)), {begin, i}});
    if (i == begin) ++i;
  }
  return words;
}

std::vector<Span> sentences_of(std::string_view text) {
  std::vector<Span> sentences;
  uint32_t begin = 0;
  const auto size = static_cast<uint32_t>(text.size());
  const auto end_at = [&](uint32_t i, uint32_t next) {
    if (i > begin) sentences.push_back({begin, i});
    begin = next;
  };
  for (uint32_t i = 0; i < size; ++i) {
    if (text.substr(i, 2) == "\n\n") end_at(i, i + 2);
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    uint32_t next = i + 1;
    while (next < size && text::is_space(text[next])) ++next;
    const char after = next < size ? text[next] : ' ';
    const bool goes_on = (after >= 'a' && after <= 'z') || (after >= '0' && after <= '9');
    const bool ends = next == size || (next > i + 1 && !goes_on);
    if (ends) end_at(i + 1, next);
  }
  if (begin < size) sentences.push_back({begin, size});
  return sentences;
}

bool stands_at(std::string_view text, const std::vector<Word>& words, size_t first,
               const std::vector<std::string_view>& phrase) {
  if (first + phrase.size() > words.size()) return false;
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (words[first + i].text != phrase[i]) return false;
    if (i == 0) continue;
    const Span gap{words[first + i - 1].at.end, words[first + i].at.begin};
    const std::string_view between = text::trim(text.substr(gap.begin, gap.size()));
    if (!between.empty() && between != "-") return false;
  }
  return true;
}

std::optional<Span> find_phrase(std::string_view text, const std::vector<Word>& words,
                                std::string_view phrase) {
  const auto wanted = words_of(phrase, {0, static_cast<uint32_t>(phrase.size())});
  std::vector<std::string_view> parts;
  for (const Word& word : wanted) parts.push_back(word.text);
  for (size_t i = 0; !parts.empty() && i < words.size(); ++i) {
    if (!stands_at(text, words, i, parts)) continue;
    return Span{words[i].at.begin, words[i + parts.size() - 1].at.end};
  }
  return std::nullopt;
}

}  // namespace comity::dossier
