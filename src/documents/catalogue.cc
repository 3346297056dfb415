#include "documents/catalogue.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace comity::documents {

namespace {

constexpr std::string_view kBetween = " = ";

bool is_entry(std::string_view line) { return !line.empty() && line.front() != '#'; }

// Whether words would lose their order inside text that runs from right to left.
bool runs_left_to_right(std::string_view words) {
  const std::u32string letters = text::code_points(words);
  return !letters.empty() && std::none_of(letters.begin(), letters.end(), text::is_right_to_left);
}

}  // namespace

Catalogue::Catalogue(std::string_view text) {
  for (const std::string_view line : text::split_lines(text)) {
    constexpr std::string_view kReviewed = "# reviewed by ";
    if (line == "# written from right to left") right_to_left_ = true;
    if (line.starts_with(kReviewed)) reviewed_by_ = line.substr(kReviewed.size());
    const size_t between = is_entry(line) ? line.find(kBetween) : std::string_view::npos;
    if (between == std::string_view::npos) continue;
    entries_.emplace_back(line.substr(0, between), line.substr(between + kBetween.size()));
  }
  std::sort(entries_.begin(), entries_.end());
}

const Catalogue& Catalogue::of(std::string_view tag) {
  static const std::map<std::string_view, Catalogue> all = [] {
    std::map<std::string_view, Catalogue> made;
    for (const auto& [code, text] : kCatalogueTexts) made.emplace(code, Catalogue(text));
    return made;
  }();
  static const Catalogue english{""};
  const auto found = all.find(tag);
  return found == all.end() ? english : found->second;
}

std::string Catalogue::word(std::string_view english) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), std::pair(english, std::string_view()));
  const bool known = found != entries_.end() && found->first == english;
  return std::string(known ? found->second : english);
}

// Inside text that runs from right to left, what is written in Latin letters keeps its order.
std::string Catalogue::filled(std::string_view pattern,
                              const std::vector<std::string>& fill) const {
  std::string out;
  size_t next = 0;
  for (size_t at = 0; at < pattern.size(); ++at) {
    const size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += pattern[at];
      continue;
    }
    const bool numbered = close == at + 2;
    const size_t which = numbered ? static_cast<size_t>(pattern[at + 1] - '1') : next++;
    if (which < fill.size()) {
      const std::string& words = fill[which];
      out += right_to_left_ && runs_left_to_right(words) ? text::isolate(words) : words;
    }
    at = close;
  }
  return out;
}

std::vector<std::string> Catalogue::missing() const {
  std::vector<std::string> out;
  for (const std::string_view phrase : text::split_lines(kEnglishPhrases)) {
    const auto known = std::any_of(entries_.begin(), entries_.end(),
                                   [&](const auto& entry) { return entry.first == phrase; });
    if (is_entry(phrase) && !known) out.emplace_back(phrase);
  }
  return out;
}

size_t Catalogue::phrases() {
  const auto lines = text::split_lines(kEnglishPhrases);
  return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), is_entry));
}

std::vector<std::string> Catalogue::all() const {
  std::vector<std::string> out;
  for (const auto& [phrase, words] : entries_) out.emplace_back(phrase);
  return out;
}

std::vector<std::string> Catalogue::unknown() const {
  std::vector<std::string> out = all();
  std::erase_if(out, [](const auto& phrase) { return lists_phrase(kEnglishPhrases, phrase); });
  return out;
}

}  // namespace comity::documents
