#include "base/zone.h"

#include <doctest/doctest.h>

namespace comity {

namespace {

Zone zone(std::string_view name) {
  const auto found = Zone::named(name);
  REQUIRE(found);
  return *found;
}

Instant utc(std::string_view text) {
  const auto at = Instant::parse(text);
  REQUIRE(at);
  return *at;
}

Date day(std::string_view text) {
  const auto date = Date::parse(text);
  REQUIRE(date);
  return *date;
}

}  // namespace

TEST_CASE("the day depends on where one stands") {
  const Instant at = utc("2031-03-01 02:00 UTC");
  CHECK(zone("UTC").date_at(at) == day("2031-03-01"));
  CHECK(zone("America/New_York").date_at(at) == day("2031-02-28"));
  CHECK(zone("Pacific/Kiritimati").date_at(utc("2031-03-01 12:00 UTC")) == day("2031-03-02"));
}

TEST_CASE("a day begins when the clock there says so, whatever summer time does") {
  CHECK(zone("America/New_York").begin_of(day("2031-05-29")) == utc("2031-05-29 04:00 UTC"));
  // Beirut goes from 00:00 to 01:00 on the last Sunday of March: the day has no midnight.
  CHECK(zone("Asia/Beirut").begin_of(day("2025-03-30")) == utc("2025-03-29 22:00 UTC"));
  CHECK(zone("Asia/Beirut").at(day("2025-03-29"), 24 * 60) == utc("2025-03-29 22:00 UTC"));
  // Samoa had no 30 December 2011 at all.
  CHECK(zone("Pacific/Apia").begin_of(day("2011-12-30")) == utc("2011-12-30 10:00 UTC"));
  CHECK(zone("Pacific/Apia").begin_of(day("2011-12-31")) == utc("2011-12-30 10:00 UTC"));
}

TEST_CASE("a time with its zone is an instant, unless the clock skips or repeats it") {
  CHECK(*parse_zoned("2031-03-01 16:00 Pacific/Kiritimati") == utc("2031-03-01 02:00 UTC"));
  CHECK(*parse_zoned("2031-03-01 16:00 UTC") == utc("2031-03-01 16:00 UTC"));
  CHECK(*parse_zoned("2031-03-01T16:00:00Z") == utc("2031-03-01 16:00 UTC"));
  CHECK_FALSE(parse_zoned("2025-03-30 02:30 Europe/Berlin"));
  CHECK_FALSE(parse_zoned("2025-10-26 02:30 Europe/Berlin"));
  CHECK_FALSE(parse_zoned("2025-10-26 02:30 Europe/Berlln"));
  CHECK_FALSE(parse_zoned("2025-10-26 25:30 Europe/Berlin"));
  CHECK(zone("Europe/Berlin").format(utc("2031-03-02 10:00 UTC")) ==
        "2031-03-02 11:00 Europe/Berlin");
}

}  // namespace comity
