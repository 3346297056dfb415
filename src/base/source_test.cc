#include "base/source.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

SourcePtr source(std::string text) {
  return SourceFile::make("a.norm.md", std::move(text)).value();
}

TEST_CASE("a position counts lines and code points from one") {
  const SourcePtr file = source("rule\n\n  é中x\n");
  CHECK(file->position(0) == Position{1, 1});
  CHECK(file->position(4) == Position{1, 5});
  CHECK(file->position(5) == Position{2, 1});
  CHECK(file->position(6) == Position{3, 1});
  CHECK(file->position(13) == Position{3, 5});
  CHECK(file->position(15) == Position{4, 1});
  CHECK(file->position(999) == Position{4, 1});
  CHECK(file->line_count() == 4);
  CHECK(file->line_text(1) == "rule");
  CHECK(file->line_text(2) == "");
  CHECK(file->line_text(3) == "  é中x");
  CHECK(file->line_text(4) == "");
  CHECK(file->text({8, 13}) == "é中");
}

TEST_CASE("a text that was read is read the same again") {
  for (const std::string twice : {"\xEF\xBB\xBF\xEF\xBB\xBFrule\n", "rule\r\r\n\r", "\r\n\r\r\n"}) {
    const std::string once = source(twice)->text();
    CHECK(source(once)->text() == once);
  }
}

TEST_CASE("a byte order mark and CR LF leave no trace") {
  const SourcePtr file = source("\xEF\xBB\xBFrule\r\nif\r\n");
  CHECK(file->text() == "rule\nif\n");
  CHECK(file->position(5) == Position{2, 1});
}

TEST_CASE("what is not UTF-8 is refused with its line") {
  const auto bad = SourceFile::make("case.md", "a\nb\xFF\n");
  REQUIRE(!bad);
  CHECK(bad.error().code() == Errc::invalid_input);
  CHECK(bad.error().message() == "case.md:2: not a text in UTF-8 (byte 4 of the file)");
}

TEST_CASE("a text over the limit is refused") {
  CHECK(SourceFile::make("a", std::string(SourceFile::kBytesMax, 'a')));
  const auto long_text = SourceFile::make("a", std::string(SourceFile::kBytesMax + 1, 'a'));
  REQUIRE(!long_text);
  CHECK(long_text.error().code() == Errc::limit);
}

TEST_CASE("spans join to the smallest that holds both") {
  CHECK(Span{3, 5}.to({9, 12}) == Span{3, 12});
  CHECK(Span{9, 12}.to({3, 5}) == Span{3, 12});
  CHECK(Span{4, 4}.empty());
}

}  // namespace
}  // namespace comity
