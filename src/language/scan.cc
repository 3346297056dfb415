#include "language/scan.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace comity::language {

namespace {

// An opening mark, and the marks that may close it, one after the other.
struct QuotePair {
  std::string_view open;
  std::string_view closers;
};

constexpr std::array<QuotePair, 4> kQuotes{{
    {"\"", "\""},
    {"\u201C", "\u201D"},
    {"\u201E", "\u201C\u201D"},
    {"\u00AB", "\u00BB"},
}};

// What may follow a word that is whole.
constexpr std::string_view kWordEnds = " \t\r\n:;,()[]<>";

const QuotePair* quote_at(std::string_view text) {
  if (text.empty() || (text[0] != '"' && static_cast<unsigned char>(text[0]) < 0x80))
    return nullptr;
  for (const QuotePair& pair : kQuotes) {
    if (text.starts_with(pair.open)) return &pair;
  }
  return nullptr;
}

std::uint32_t code_point_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::uint32_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(size, static_cast<std::uint32_t>(text.size()));
}

}  // namespace

void Walk::look() {
  if (done()) return;
  const std::string_view here = text_.substr(at_);
  size_ = code_point_size(here);
  quoted_here_ = !closers_.empty() || quote_at(here) != nullptr;
}

void Walk::step() {
  const std::string_view here = text_.substr(at_);
  const char c = here.front();
  if (!closers_.empty()) {
    if (closers_.find(here.substr(0, size_)) != std::string_view::npos) closers_ = {};
  } else if (const QuotePair* pair = quoted_here_ ? quote_at(here) : nullptr) {
    closers_ = pair->closers;
    quote_begin_ = at_;
  } else if (c == '(' || c == '[') {
    if (depth_++ == 0) bracket_begin_ = at_;
  } else if ((c == ')' || c == ']') && depth_ > 0) {
    --depth_;
  } else if (c == '<') {
    in_hole_ = here.size() > 1 && !text::is_space(here[1]);
  } else if (c == '>') {
    in_hole_ = false;
  }
  at_ += size_;
  quoted_here_ = false;
  look();
}

std::optional<std::uint32_t> Walk::open_quote() const {
  if (closers_.empty()) return std::nullopt;
  return quote_begin_;
}

std::optional<std::uint32_t> Walk::open_bracket() const {
  if (depth_ == 0) return std::nullopt;
  return bracket_begin_;
}

std::optional<std::uint32_t> find_outside(std::string_view text, char c) {
  for (Walk walk(text); !walk.done(); walk.step()) {
    if (walk.outside() && walk.c() == c) return walk.at();
  }
  return std::nullopt;
}

std::vector<Span> split_outside(const SourceFile& source, Span span, char separator) {
  std::vector<Span> parts;
  std::uint32_t begin = span.begin;
  for (Walk walk(source.text(span)); !walk.done(); walk.step()) {
    if (!walk.outside() || walk.c() != separator) continue;
    parts.push_back(trim(source, {begin, span.begin + walk.at()}));
    begin = span.begin + walk.at() + 1;
  }
  parts.push_back(trim(source, {begin, span.end}));
  return parts;
}

Span trim(const SourceFile& source, Span span) {
  const std::string_view text = source.text(span);
  while (!span.empty() && text::is_space(text[span.size() - 1])) --span.end;
  std::uint32_t skip = 0;
  while (skip < span.size() && text::is_space(text[skip])) ++skip;
  span.begin += skip;
  return span;
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text::trim(text)) {
    if (!text::is_space(c)) {
      out.push_back(c);
    } else if (out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

std::uint32_t quote_size(std::string_view text) {
  const QuotePair* pair = quote_at(text);
  return pair ? static_cast<std::uint32_t>(pair->open.size()) : 0;
}

std::uint32_t keyword_size(std::string_view text, std::string_view keyword) {
  std::size_t at = 0;
  for (const std::string_view word : text::split_words(keyword)) {
    while (at < text.size() && text::is_space(text[at])) ++at;
    if (!text.substr(at).starts_with(word)) return 0;
    at += word.size();
    const bool whole = at == text.size() || kWordEnds.find(text[at]) != std::string_view::npos ||
                       quote_size(text.substr(at)) > 0;
    if (!whole && word.back() != ':') return 0;
  }
  return static_cast<std::uint32_t>(at);
}

bool take(const SourceFile& source, Span& rest, std::string_view keyword) {
  const std::uint32_t size = keyword_size(source.text(rest), keyword);
  if (size == 0) return false;
  rest.begin += size;
  rest = trim(source, rest);
  return true;
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && kWordEnds.find(text[end]) == std::string_view::npos &&
         quote_size(text.substr(end)) == 0) {
    ++end;
  }
  return text.substr(0, end);
}

bool is_identifier(std::string_view text) {
  const auto belongs = [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool other = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
    return letter || other || static_cast<unsigned char>(c) >= 0x80;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), belongs);
}

}  // namespace comity::language
