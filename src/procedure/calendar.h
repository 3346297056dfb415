// Counting time as instruments do: hours on the clock of the world, days by a named calendar.
//
// A period of hours or minutes runs on UTC. Days, weeks, months and years run in the calendar's
// time zone and end with a day; working days leave out weekends and holidays. Which day is the
// first, when a day ends and where an end on a day off moves differs from instrument to instrument
// (Regulation 1182/71, art. 3; CISG, art. 20; the Hague rules of arbitration), so each calendar
// says.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/zone.h"

namespace comity::procedure {

enum class Unit : uint8_t { minute, hour, day, working_day, week, month, year };

struct Period {
  int64_t count = 0;
  Unit unit = Unit::hour;
  friend bool operator==(const Period&, const Period&) = default;
};

std::string format(Period period);  // "5 working days", "1 hour"

// Where an end goes that falls on a weekend or a holiday. A period of working days cannot end
// there.
enum class DayOff : uint8_t { stays, moves_on, moves_back };

struct Calendar {
  uint8_t working_days = 0b0011111;  // bit 0 is Monday
  bool starts_day_after = true;      // the day of the event does not count
  int day_ends = 24 * 60;            // minutes after midnight
  DayOff day_off = DayOff::stays;
};

// What a place adds to a calendar: its clock and its holidays, listed year by year.
struct Place {
  Zone zone;
  std::map<int, std::set<Date>> holidays;  // a year that is missing has not been listed
};

// From `begin` until before `end`: when a clock stood still.
struct Interval {
  Instant begin, end;
};

// When the period that begins with `from` ends. Time in `stops` (sorted, apart from each other)
// does not count: for hours to the second, for days each day that a stop touches. Errors: not_found
// where a day has to be told from a day off and the holidays of its year are not listed; limit
// where the end lies beyond the year 9999.
Result<Instant> end_of(Period period, Instant from, const Calendar& calendar, const Place& place,
                       const std::vector<Interval>& stops = {});

// The first instant of the n-th day, working day, week, month or year after the day of `from`
// there.
Result<Instant> begin_of_nth(Period nth, Instant from, const Calendar& calendar,
                             const Place& place);

}  // namespace comity::procedure
