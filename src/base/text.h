// Text as people meet it: UTF-8, the cells that it takes in a terminal, lines, and near spellings.
// Nothing here depends on the locale; every width comes from the table in text_width.cc.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::text {

// UTF-8 (RFC 3629; Unicode 14, section 3.9, table 3-7) --------------------------------------------

struct CodePoint {
  char32_t value;
  std::uint32_t size;  // bytes, 1 to 4
};

// The first code point of `bytes`; none when they are empty or do not begin with a well-formed one.
std::optional<CodePoint> decode(std::string_view bytes);
void append_utf8(std::string& out, char32_t code_point);

// The offset of the first ill-formed byte, if there is one.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

// The code points of well-formed text; each ill-formed byte becomes U+FFFD.
std::u32string code_points(std::string_view utf8);

// Terminal ----------------------------------------------------------------------------------------

// Cells in a terminal: 0 for combining, joining and control characters, 2 for East Asian wide and
// fullwidth ones and for emoji, else 1 (Unicode Standard Annex 11).
std::size_t display_width(char32_t code_point);
std::size_t display_width(std::string_view utf8);

// Whether a character is written from right to left or changes the direction of what follows.
bool is_right_to_left(char32_t code_point);

// `utf8` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9), so
// that a date, a number or an identifier keeps its order inside Arabic or Hebrew text.
std::string isolate(std::string_view utf8);

// Lines and words ---------------------------------------------------------------------------------

// White space is space, tab, line feed and carriage return: what the language treats as such.
bool is_space(char c);
std::string_view trim(std::string_view text);

// The lines of `text` without their line feeds (or CR LF); a line feed at the end opens no new one.
std::vector<std::string_view> split_lines(std::string_view text);
std::vector<std::string_view> split_words(std::string_view text);

// The views would outlive a temporary text: give it a name first.
template <class Text>
  requires std::same_as<Text, std::string>
std::vector<std::string_view> split_lines(Text&& text) = delete;
template <class Text>
  requires std::same_as<Text, std::string>
std::vector<std::string_view> split_words(Text&& text) = delete;

std::string join(std::span<const std::string> parts, std::string_view separator);
std::string join(std::span<const std::string_view> parts, std::string_view separator);

// "a", "a and b", "a, b and c".
std::string join_in_words(std::span<const std::string> parts, std::string_view conjunction = "and");

// The ASCII letters alone, whatever the locale.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);

// Whether `text` begins with `word` and the word ends there: "if" begins "if <Act>", not "iffy".
bool starts_with_word(std::string_view text, std::string_view word);

// `text` broken at spaces into lines of at most `columns` cells, each but the first preceded by
// `indent` spaces; a word wider than a line stands on a line of its own. Line feeds in `text` are
// kept. The first line is not indented, so that it can follow a label of that width.
std::string wrap(std::string_view text, std::size_t columns, std::size_t indent = 0);

// Near spellings ----------------------------------------------------------------------------------

// Damerau-Levenshtein distance (optimal string alignment) in code points; O(|a|·|b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, the case of ASCII letters aside, within a third of its length;
// of two at the same distance the earlier one. None when nothing is near enough to be meant.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace comity::text
