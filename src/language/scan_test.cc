#include "language/scan.h"

#include <doctest/doctest.h>

namespace comity::language {

TEST_CASE("what stands in quotation marks, brackets and holes is not outside") {
  CHECK(find_outside("a \"b:c\" (d:e) <F:g> [h:i] j: k", ':') == 27);
  CHECK(find_outside("„a:b“ “c:d” «e:f»", ':') == std::nullopt);
  CHECK(find_outside("it's a: b", ':') == 6);
}

TEST_CASE("a clause is parted where nothing is open, and its parts are trimmed") {
  const std::string_view text = "(a;b) ; \"c;d\";<e;f>;  ";
  const auto source = SourceFile::make("a", std::string(text));
  REQUIRE(source);
  const Span whole{0, static_cast<std::uint32_t>(text.size())};
  std::vector<std::string> parts;
  for (const Span part : split_outside(**source, whole, ';')) {
    parts.emplace_back((*source)->text(part));
  }
  CHECK(parts == std::vector<std::string>{"(a;b)", "\"c;d\"", "<e;f>", ""});
}

TEST_CASE("a keyword is whole words, whatever white space parts them") {
  CHECK(keyword_size("burden on <State>", "burden on") == 9);
  CHECK(keyword_size("burden   on", "burden on") == 11);
  CHECK(keyword_size("burden one", "burden on") == 0);
  CHECK(keyword_size("asks:Did it?", "asks:") == 5);
  CHECK(keyword_size("case“Title”", "case") == 4);
  CHECK(first_word("rule: <Act>") == "rule");
  CHECK(squeeze("  a \t b\n") == "a b");
}

TEST_CASE("a walk tells what was never closed") {
  Walk walk("a (b [c] «d");
  while (!walk.done()) walk.step();
  CHECK(walk.open_quote() == 9);
  CHECK(walk.open_bracket() == 2);
}

}  // namespace comity::language
