#include "base/result.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

Result<int> half(int n) {
  if (n % 2 != 0) return fail(Errc::invalid_input, "odd");
  return n / 2;
}

Result<int> quarter(int n) {
  COMITY_TRY(const int h, half(n));
  return half(h);
}

TEST_CASE("a Result carries a value or the first failure") {
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).error().message() == "odd");
  CHECK(quarter(6).error().with("halving").message() == "halving: odd");
}

TEST_CASE("wrong input always leaves with status 2") {
  CHECK(exit_status(Errc::invalid_input) == 2);
  CHECK(name(Errc::corrupt) == "corrupt");
}

}  // namespace
}  // namespace comity
