#include "base/bytes.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

TEST_CASE("strings behind their lengths read back, and none that is cut short") {
  std::string whole;
  append_string(whole, "one");
  append_string(whole, "");
  CHECK(whole == std::string("\0\0\0\3one\0\0\0\0", 11));
  std::string_view rest = whole;
  CHECK(take_string(rest) == "one");
  CHECK(take_string(rest) == "");
  CHECK(rest.empty());
  CHECK_FALSE(take_string(rest));
  for (std::size_t size = 0; size < 7; ++size) {
    std::string_view cut = std::string_view(whole).substr(0, size);
    CHECK_FALSE(take_string(cut));
    CHECK(cut.size() == size);
  }
  std::string_view boundless("\xff\xff\xff\xff text", 9);
  CHECK_FALSE(take_string(boundless));
}

}  // namespace
}  // namespace comity
