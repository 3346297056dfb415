#include "base/date.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

using std::chrono::days;
using std::chrono::seconds;

Date date(std::string_view text) { return Date::parse(text).value(); }
Instant instant(std::string_view text) { return Instant::parse(text).value(); }

TEST_CASE("every day of four centuries survives its own text") {
  Date day = date("1899-12-31");
  for (int i = 0; i < 146'097; ++i, day = day + days(1)) REQUIRE(date(day.format()) == day);
  CHECK(day == date("2299-12-31"));
}

TEST_CASE("days that no calendar has are refused, and so is every other form") {
  for (const char* text : {"2031-02-30", "2031-02-29", "2031-13-01", "2031-00-10", "2031-01-00",
                           "0000-01-01", "2031-3-2", "2031-03-02 ", "02/03/2031", "20310302", "",
                           "-031-03-02", "2031-03", "2031-03-021"}) {
    CAPTURE(text);
    CHECK(!Date::parse(text));
  }
  CHECK(Date::parse("2032-02-29"));
  CHECK(Date::parse("2031-02-30").error().message() ==
        "no calendar has day 30 of month 2 in the year 2031");
  CHECK(Date::parse("March").error().message() == "`March` is not a date as in 2031-03-02");
}

TEST_CASE("dates compare and count in days") {
  CHECK(date("2031-03-02") < date("2031-03-10"));
  CHECK(date("2032-03-01") - date("2032-02-28") == days(2));
}

TEST_CASE("one instant has many texts") {
  const Instant at = instant("2031-03-02 10:00 UTC");
  for (const char* text :
       {"2031-03-02T10:00:00Z", "2031-03-02t10:00:00z", "2031-03-02T12:00:00+02:00",
        "2031-03-02T04:30:00-05:30", "2031-03-02T10:00:00.999Z", "2031-03-02 10:00:00 UTC",
        "2031-03-02 10:00Z"}) {
    CAPTURE(text);
    CHECK(instant(text) == at);
  }
  CHECK(at.format() == "2031-03-02 10:00 UTC");
  CHECK(at.rfc3339() == "2031-03-02T10:00:00Z");
  CHECK((at + seconds(5)).format() == "2031-03-02 10:00:05 UTC");
  CHECK(instant("2031-03-02T00:30:00+01:00").date() == date("2031-03-01"));
  CHECK(instant("1969-12-31T23:59:59Z").rfc3339() == "1969-12-31T23:59:59Z");
}

TEST_CASE("a text that names no instant is refused") {
  for (const char* text :
       {"2031-03-02", "2031-03-02 10:00", "2031-03-02T10:00Z", "2031-03-02T24:00:00Z",
        "2031-03-02T10:60:00Z", "2031-03-02T10:00:60Z", "2031-03-02T10:00:00.Z",
        "2031-02-30T10:00:00Z", "2031-03-02T10:00:00+24:00", "9999-12-31T23:59:59-00:01",
        "0001-01-01T00:00:00+00:01", "2031-03-02 10:00 UTC!", "10:00 UTC"}) {
    CAPTURE(text);
    CHECK(!Instant::parse(text));
  }
}

TEST_CASE("both ends of a range belong to it, and an open side holds everything") {
  const DateRange year{date("2031-01-01"), date("2031-12-31")};
  CHECK(year.contains(date("2031-01-01")));
  CHECK(year.contains(date("2031-12-31")));
  CHECK(!year.contains(date("2030-12-31")));
  CHECK(!year.contains(date("2032-01-01")));
  CHECK(DateRange{}.contains(date("0001-01-01")));
  CHECK(DateRange{date("2031-01-01"), {}}.contains(date("9999-12-31")));
  CHECK(DateRange{{}, date("2031-01-01")}.contains(date("1900-01-01")));
  CHECK(DateRange{date("2031-01-02"), date("2031-01-01")}.empty());
  CHECK(year.format() == "from 2031-01-01 until 2031-12-31");
  CHECK(DateRange{{}, date("2031-01-01")}.format() == "until 2031-01-01");
  CHECK(DateRange{}.format() == "at any date");
}

TEST_CASE("two ranges overlap exactly when some day is in both") {
  const Date base = date("2031-01-01");
  for (int a = 0; a < 256; ++a) {
    const DateRange x{base + days(a & 3), base + days((a >> 2) & 3)};
    const DateRange y{base + days((a >> 4) & 3), base + days(a >> 6)};
    bool common = false;
    for (int d = 0; d < 4; ++d) common |= x.contains(base + days(d)) && y.contains(base + days(d));
    REQUIRE(x.overlaps(y) == common);
  }
}

}  // namespace
}  // namespace comity
