#include "procedure/calendar.h"

#include <doctest/doctest.h>

namespace comity::procedure {

namespace {

Instant utc(std::string_view text) {
  const auto at = parse_zoned(text);
  REQUIRE_MESSAGE(at, std::string(text));
  return *at;
}

Date day(std::string_view text) {
  const auto date = Date::parse(text);
  REQUIRE(date);
  return *date;
}

Place place(std::string_view zone, std::map<int, std::set<Date>> holidays = {}) {
  const auto found = Zone::named(zone);
  REQUIRE(found);
  return {*found, std::move(holidays)};
}

Instant end(Period period, std::string_view from, const Calendar& calendar, const Place& where,
            const std::vector<Interval>& stops = {}) {
  const auto at = end_of(period, utc(from), calendar, where, stops);
  REQUIRE_MESSAGE(at, (at ? "" : at.error().message()));
  return *at;
}

}  // namespace

TEST_CASE("hours run on the clock of the world, through every change of summer time") {
  const Place berlin = place("Europe/Berlin");
  CHECK(end({24, Unit::hour}, "2025-03-29 12:00 Europe/Berlin", {}, berlin) ==
        utc("2025-03-30 13:00 Europe/Berlin"));
  CHECK(end({15, Unit::minute}, "2025-12-31 23:50 UTC", {}, {}) == utc("2026-01-01 00:05 UTC"));
}

TEST_CASE("a day ends where the calendar's clock stands, and the day of the event does not count") {
  const Place apia = place("Pacific/Apia");
  // Already the 2nd there, though the 1st in UTC.
  CHECK(end({1, Unit::day}, "2031-03-01 12:00 UTC", {}, apia) ==
        utc("2031-03-04 00:00 Pacific/Apia"));
  Calendar same_day;
  same_day.starts_day_after = false;
  CHECK(end({1, Unit::day}, "2031-03-01 12:00 UTC", same_day, apia) ==
        utc("2031-03-03 00:00 Pacific/Apia"));
  Calendar office;
  office.day_ends = 17 * 60;
  CHECK(end({10, Unit::day}, "2031-03-01 09:00 UTC", office, {}) == utc("2031-03-11 17:00 UTC"));
}

TEST_CASE("a month ends on the same day, or on the last one of a shorter month") {
  CHECK(end({1, Unit::month}, "2031-01-31 09:00 UTC", {}, {}) == utc("2031-03-01 00:00 UTC"));
  CHECK(end({1, Unit::month}, "2032-01-31 09:00 UTC", {}, {}) == utc("2032-03-01 00:00 UTC"));
  CHECK(end({1, Unit::year}, "2032-02-29 09:00 UTC", {}, {}) == utc("2033-03-01 00:00 UTC"));
  CHECK(end({12, Unit::month}, "2031-05-05 09:00 UTC", {}, {}) == utc("2032-05-06 00:00 UTC"));
}

TEST_CASE("working days leave out weekends and holidays, and need the year's list") {
  const Place listed = place("UTC", {{2031, {day("2031-04-14"), day("2031-04-11")}}});
  // Thursday 10 April; Good Friday and Easter Monday are holidays.
  CHECK(end({2, Unit::working_day}, "2031-04-10 09:00 UTC", {}, listed) ==
        utc("2031-04-17 00:00 UTC"));
  const auto unlisted = end_of({2, Unit::working_day}, utc("2031-12-30 09:00 UTC"), {}, listed);
  REQUIRE_FALSE(unlisted);
  CHECK(unlisted.error().message() == "the holidays of 2032 are not listed");
}

TEST_CASE("an end on a day off moves where the calendar says") {
  const Place listed = place("UTC", {{2031, {day("2031-04-14")}}});
  Calendar moves;
  moves.day_off = DayOff::moves_on;
  CHECK(end({10, Unit::day}, "2031-04-02 09:00 UTC", moves, listed) == utc("2031-04-16 00:00 UTC"));
  moves.day_off = DayOff::moves_back;
  CHECK(end({10, Unit::day}, "2031-04-02 09:00 UTC", moves, listed) == utc("2031-04-12 00:00 UTC"));
  moves.day_off = DayOff::stays;
  CHECK(end({10, Unit::day}, "2031-04-02 09:00 UTC", moves, listed) == utc("2031-04-13 00:00 UTC"));
}

TEST_CASE("a clock that stands still gives back the seconds, a stop the days that it touches") {
  const std::vector<Interval> stops{{utc("2031-03-01 12:00 UTC"), utc("2031-03-01 15:00 UTC")},
                                    {utc("2031-03-03 23:00 UTC"), utc("2031-03-04 01:00 UTC")}};
  CHECK(end({6, Unit::hour}, "2031-03-01 10:00 UTC", {}, {}, stops) == utc("2031-03-01 19:00 UTC"));
  CHECK(end({2, Unit::hour}, "2031-03-01 10:00 UTC", {}, {}, stops) == utc("2031-03-01 12:00 UTC"));
  CHECK(end({3, Unit::day}, "2031-03-01 10:00 UTC", {}, {}, stops) == utc("2031-03-07 00:00 UTC"));
}

TEST_CASE("the ninetieth day begins at the depositary, not where the instrument came from") {
  const Place new_york = place("America/New_York");
  const auto begin =
      begin_of_nth({90, Unit::day}, utc("2031-03-01 16:00 Pacific/Kiritimati"), {}, new_york);
  REQUIRE(begin);
  CHECK(*begin == utc("2031-05-29 00:00 America/New_York"));
}

TEST_CASE("no calendar counts past its end") {
  CHECK_FALSE(end_of({1'000'000, Unit::year}, utc("2031-03-01 16:00 UTC"), {}, {}));
  CHECK_FALSE(end_of({-1, Unit::day}, utc("2031-03-01 16:00 UTC"), {}, {}));
  CHECK_FALSE(end_of({1'000'001, Unit::hour}, utc("2031-03-01 16:00 UTC"), {}, {}));
}

}  // namespace comity::procedure
