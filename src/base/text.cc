#include "base/text.h"

#include <algorithm>

namespace comity::text {

namespace {

constexpr std::string_view kFirstStrongIsolate = "\xE2\x81\xA8";     // U+2068
constexpr std::string_view kPopDirectionalIsolate = "\xE2\x81\xA9";  // U+2069
constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

// What the first byte of a sequence promises: its length, and the bounds of the second byte, which
// alone keep overlong forms, surrogates and values over U+10FFFF out (table 3-7).
struct Lead {
  std::uint32_t size;
  unsigned second_min;
  unsigned second_max;
};

std::optional<Lead> classify(unsigned first) {
  if (first >= 0xC2 && first <= 0xDF) return Lead{2, 0x80, 0xBF};
  if (first == 0xE0) return Lead{3, 0xA0, 0xBF};
  if (first == 0xED) return Lead{3, 0x80, 0x9F};
  if (first >= 0xE1 && first <= 0xEF) return Lead{3, 0x80, 0xBF};
  if (first == 0xF0) return Lead{4, 0x90, 0xBF};
  if (first >= 0xF1 && first <= 0xF3) return Lead{4, 0x80, 0xBF};
  if (first == 0xF4) return Lead{4, 0x80, 0x8F};
  return std::nullopt;
}

char32_t fold_case(char32_t c) { return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c; }

std::u32string folded(std::string_view utf8) {
  std::u32string out = code_points(utf8);
  std::transform(out.begin(), out.end(), out.begin(), fold_case);
  return out;
}

// Three rows of the table suffice: a transposition looks two rows back.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

template <class Part>
std::string join_parts(std::span<const Part> parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string wrap_line(std::string_view line, std::size_t columns, std::size_t indent) {
  std::string out;
  std::size_t used = indent;
  for (const std::string_view word : split_words(line)) {
    const std::size_t width = display_width(word);
    if (out.empty()) {
      used += width;
    } else if (used + 1 + width > columns) {
      out += '\n' + std::string(indent, ' ');
      used = indent + width;
    } else {
      out += ' ';
      used += 1 + width;
    }
    out += word;
  }
  return out;
}

}  // namespace

std::optional<CodePoint> decode(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const unsigned first = byte_at(bytes, 0);
  if (first < 0x80) return CodePoint{first, 1};
  const auto lead = classify(first);
  if (!lead || bytes.size() < lead->size) return std::nullopt;
  const unsigned second = byte_at(bytes, 1);
  if (second < lead->second_min || second > lead->second_max) return std::nullopt;
  char32_t value = first & (0x7FU >> lead->size);
  for (std::uint32_t i = 1; i < lead->size; ++i) {
    const unsigned next = byte_at(bytes, i);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    value = (value << 6U) | (next & 0x3FU);
  }
  return CodePoint{value, lead->size};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](unsigned shift) { put(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put_tail(0);
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put_tail(6);
    put_tail(0);
  } else {
    put(0xF0U | (c >> 18U));
    put_tail(12);
    put_tail(6);
    put_tail(0);
  }
}

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto next = decode(bytes.substr(at));
    if (!next) return at;
    at += next->size;
  }
  return std::nullopt;
}

bool is_valid_utf8(std::string_view bytes) { return !find_invalid_utf8(bytes); }

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  while (!utf8.empty()) {
    const CodePoint next = decode(utf8).value_or(CodePoint{kReplacement, 1});
    out.push_back(next.value);
    utf8.remove_prefix(next.size);
  }
  return out;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t cells = 0;
  for (const char32_t c : code_points(utf8)) cells += display_width(c);
  return cells;
}

std::string isolate(std::string_view utf8) {
  return std::string(kFirstStrongIsolate) + std::string(utf8) + std::string(kPopDirectionalIsolate);
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  return join_parts(parts, separator);
}

std::string join(std::span<const std::string_view> parts, std::string_view separator) {
  return join_parts(parts, separator);
}

std::string join_in_words(std::span<const std::string> parts, std::string_view conjunction) {
  if (parts.size() < 2) return join(parts, "");
  return join(parts.first(parts.size() - 1), ", ") + ' ' + std::string(conjunction) + ' ' +
         parts.back();
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || is_space(text[word.size()]));
}

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    if (!out.empty()) out += '\n' + std::string(indent, ' ');
    out += wrap_line(line, columns, indent);
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  return distance(code_points(a), code_points(b));
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::u32string meant = folded(word);
  std::size_t best = std::max<std::size_t>(meant.size() / 3, 1) + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : candidates) {
    const std::u32string other = folded(candidate);
    const std::size_t longer = std::max(meant.size(), other.size());
    const std::size_t shorter = std::min(meant.size(), other.size());
    if (longer - shorter >= best) continue;  // the distance is at least the difference in length
    const std::size_t d = distance(meant, other);
    if (d >= best || d >= longer) continue;
    best = d;
    found = candidate;
  }
  return found;
}

}  // namespace comity::text
