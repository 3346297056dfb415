#include "base/text.h"

#include <doctest/doctest.h>

#include <random>

namespace comity::text {
namespace {

TEST_CASE("every code point survives UTF-8") {
  for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x1000 ? 1 : 37)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string out;
    append_utf8(out, c);
    const auto back = decode(out);
    REQUIRE(back);
    REQUIRE(back->value == c);
    REQUIRE(back->size == out.size());
  }
}

TEST_CASE("the case of ASCII letters alone is changed") {
  CHECK(lower_ascii("AZ az @[`{ 09 ÅÉ") == "az az @[`{ 09 ÅÉ");
  CHECK(upper_ascii("AZ az @[`{ 09 åé") == "AZ AZ @[`{ 09 åé");
}

TEST_CASE("ill-formed UTF-8 is found where it begins") {
  CHECK(is_valid_utf8("Åland, 中文, العربية"));
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong NUL
  CHECK(find_invalid_utf8("\xE0\x9F\xBF") == 0);      // overlong U+07FF
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1);     // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // over U+10FFFF
  CHECK(find_invalid_utf8("\xE2\x82") == 0);          // cut short
  CHECK(find_invalid_utf8("\xE2\x82(") == 0);
  CHECK(code_points("a\xFF") == U"a\xFFFD");
}

TEST_CASE("a width is counted in the cells of a terminal") {
  CHECK(display_width("Comity") == 6);
  CHECK(display_width("中文") == 4);
  CHECK(display_width("e\xCC\x81") == 1);  // e and a combining acute accent
  CHECK(display_width("العربية") == 7);
  CHECK(display_width("\xE2\x80\x8D") == 0);  // zero width joiner
  CHECK(display_width("😀") == 2);
  CHECK(display_width("한") == 2);
  CHECK(display_width("\x1b") == 0);
}

TEST_CASE("direction is known by script") {
  CHECK(is_right_to_left(U'ع'));
  CHECK(is_right_to_left(U'א'));
  CHECK(!is_right_to_left(U'a'));
  CHECK(!is_right_to_left(U'1'));
  CHECK(isolate("2031-03-02") ==
        "\u2068"
        "2031-03-02"
        "\u2069");
}

TEST_CASE("lines end with a line feed or CR LF") {
  const std::vector<std::string_view> lines{"a", "", "b"};
  CHECK(split_lines("a\r\n\nb\n") == lines);
  CHECK(split_lines("").empty());
  CHECK(split_lines("\n").size() == 1);
  CHECK(split_words("  if\t<Act>  is ").size() == 3);
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(trim(" \n").empty());
}

TEST_CASE("words join as a sentence does") {
  using Words = std::vector<std::string>;
  CHECK(join(Words{"a", "b"}, "/") == "a/b");
  CHECK(join_in_words(Words{}) == "");
  CHECK(join_in_words(Words{"a"}) == "a");
  CHECK(join_in_words(Words{"a", "b"}) == "a and b");
  CHECK(join_in_words(Words{"a", "b", "c"}, "or") == "a, b or c");
}

TEST_CASE("a word begins a text only when it ends there") {
  CHECK(starts_with_word("if <Act>", "if"));
  CHECK(starts_with_word("if", "if"));
  CHECK(!starts_with_word("iffy", "if"));
  CHECK(!starts_with_word("i", "if"));
}

TEST_CASE("wrapping keeps every word and no line too wide") {
  CHECK(wrap("a bb ccc", 4) == "a bb\nccc");
  CHECK(wrap("a bb ccc", 6, 2) == "a bb\n  ccc");
  CHECK(wrap("overlong a", 4) == "overlong\na");
  CHECK(wrap("a\n\nb", 10, 1) == "a\n \n b");
  CHECK(wrap("中文 中文", 8) == "中文\n中文");
}

std::string random_word(std::mt19937& random) {
  std::string word;
  for (auto n = random() % 7; n > 0; --n) word.push_back("ab中"[random() % 2]);
  return word;
}

TEST_CASE("the edit distance is symmetric, bounded, and zero only for equals") {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string a = random_word(random);
    const std::string b = random_word(random);
    const std::size_t d = edit_distance(a, b);
    REQUIRE(d == edit_distance(b, a));
    REQUIRE((d == 0) == (a == b));
    REQUIRE(d <= std::max(a.size(), b.size()));
    REQUIRE(d >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
  }
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("é", "e") == 1);
}

TEST_CASE("the nearest word is one that may have been meant") {
  const std::vector<std::string> known{"attributable", "breach", "State", "act"};
  CHECK(nearest("attributble", known) == "attributable");
  CHECK(nearest("braech", known) == "breach");
  CHECK(nearest("state", known) == "State");
  CHECK(nearest("acts", known) == "act");
  CHECK(!nearest("sovereignty", known));
  CHECK(!nearest("x", known));
  CHECK(!nearest("", known));
}

}  // namespace
}  // namespace comity::text
