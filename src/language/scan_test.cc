#include "language/scan.h"

#include <doctest/doctest.h>

namespace comity::language {

TEST_CASE("what stands in quotation marks, brackets and holes is not outside") {
  CHECK(find_outside("a \"b:c\" (d:e) <F:g> [h:i] j: k", ':') == 27);
  CHECK(find_outside("„a:b“ “c:d” «e:f»", ':') == std::nullopt);
  CHECK(find_outside("it's a: b", ':') == 6);
}

}  // namespace comity::language
