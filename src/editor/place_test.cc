#include "editor/place.h"

#include <doctest/doctest.h>

namespace comity::editor {
namespace {

TEST_CASE("a column counts UTF-16 code units, and comes back to the same byte") {
  const auto source = SourceFile::make("a", "a\xC3\xA9\xF0\x9F\x98\x80z\nsecond\n");
  REQUIRE(source);
  CHECK(place_of(**source, 0) == Place{0, 0});
  CHECK(place_of(**source, 3) == Place{0, 2});
  CHECK(place_of(**source, 7) == Place{0, 4});
  CHECK(place_of(**source, 9) == Place{1, 0});
  for (const std::uint32_t offset : {0U, 1U, 3U, 7U, 8U, 9U, 12U}) {
    CHECK(offset_of(**source, place_of(**source, offset)) == offset);
  }
}

TEST_CASE("a place beyond the text is its nearest end") {
  const auto source = SourceFile::make("a", "one\ntwo");
  REQUIRE(source);
  CHECK(offset_of(**source, {0, 99}) == 3);
  CHECK(offset_of(**source, {9, 0}) == 7);
}

TEST_CASE("half of a character outside the basic plane is its beginning") {
  const auto source = SourceFile::make("a", "\xF0\x9F\x98\x80");
  REQUIRE(source);
  CHECK(offset_of(**source, {0, 1}) == 0);
}

TEST_CASE("a path and its URI stand for each other") {
  for (const std::string path : {"/a b/\xC3\xA9.norm.md", "/x/100%/y#z?.md"}) {
    CHECK(path_of(uri_of(path)) == path);
  }
  CHECK(uri_of("/a b") == "file:///a%20b");
  CHECK(path_of("file://localhost/a") == "/a");
  for (const std::string bad :
       {"untitled:1", "file://host/a", "file:///a%2", "file:///%zz", "file:///%00", "file://"}) {
    CAPTURE(bad);
    CHECK_FALSE(path_of(bad).has_value());
  }
}

}  // namespace
}  // namespace comity::editor
