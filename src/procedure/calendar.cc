#include "procedure/calendar.h"

#include <algorithm>
#include <array>
#include <optional>

namespace comity::procedure {

namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr std::array<const char*, 7> kUnits = {"minute", "hour",  "day", "working day",
                                               "week",   "month", "year"};

// No period of an instrument is longer; it also keeps every sum within its type.
constexpr int64_t kCountMax = 1'000'000;

bool runs_on_the_clock(Unit unit) { return unit == Unit::minute || unit == Unit::hour; }

// One calendar at one place, with the days that a stop touches.
class Days {
 public:
  Days(const Calendar& calendar, const Place& place, const std::vector<Interval>& stops)
      : calendar_(calendar), place_(place), stops_(stops) {}

  bool touched(Date day) const {
    const Instant begin = place_.zone.begin_of(day), end = place_.zone.begin_of(day + days(1));
    return std::any_of(stops_.begin(), stops_.end(),
                       [&](const Interval& stop) { return stop.begin < end && begin < stop.end; });
  }

  Result<bool> off(Date day) const {
    const auto weekday = std::chrono::weekday(day.days()).iso_encoding() - 1;
    if ((calendar_.working_days >> weekday & 1) == 0) return true;
    const int year = static_cast<int>(day.ymd().year());
    const auto listed = place_.holidays.find(year);
    if (listed == place_.holidays.end()) {
      return fail(Errc::not_found, "the holidays of " + std::to_string(year) + " are not listed");
    }
    return listed->second.contains(day);
  }

  // The day on which the `count`-th counted day falls, `first` being the first that may count.
  Result<Date> counted(Date first, int64_t count, bool working) const {
    Date day = first;
    for (;; day = day + days(1)) {
      if (day.ymd().year() > std::chrono::year(9999)) return too_late();
      bool counts = !touched(day);
      if (counts && working) {
        COMITY_TRY(const bool free, off(day));
        counts = !free;
      }
      if (counts && --count <= 0) return day;
    }
  }

  // `day`, or the working day to which the calendar moves it.
  Result<Date> moved(Date day) const {
    if (calendar_.day_off == DayOff::stays) return day;
    const days step(calendar_.day_off == DayOff::moves_on ? 1 : -1);
    for (;; day = day + step) {
      COMITY_TRY(const bool free, off(day));
      if (!free) return day;
    }
  }

  static tl::unexpected<Error> too_late() {
    return fail(Errc::limit, "the period ends after the year 9999");
  }

 private:
  const Calendar& calendar_;
  const Place& place_;
  const std::vector<Interval>& stops_;
};

// The same day `count` months later, or the last day of that month where it is shorter.
Result<Date> months_later(Date from, int64_t count) {
  namespace chrono = std::chrono;
  const chrono::year_month_day ymd = from.ymd();
  const auto month = chrono::year_month(ymd.year(), ymd.month()) + chrono::months(count);
  if (!month.ok() || month.year() > chrono::year(9999)) return Days::too_late();
  const chrono::day last = (month / chrono::last).day();
  return Date(chrono::sys_days(month / std::min(ymd.day(), last)));
}

Instant on_the_clock(Period period, Instant from, const std::vector<Interval>& stops) {
  seconds left(period.count * (period.unit == Unit::hour ? 3600 : 60));
  Instant at = from;
  for (const Interval& stop : stops) {
    if (stop.end <= at) continue;
    const Instant begin = std::max(at, stop.begin);
    if (begin - at >= left) break;
    left -= begin - at;
    at = stop.end;
  }
  return at + left;
}

// The day that ends a period of days, weeks, months or years.
Result<Date> last_day(Period period, Date from, const Calendar& calendar, const Days& in) {
  const Date first = calendar.starts_day_after ? from + days(1) : from;
  const int64_t n = period.count;
  switch (period.unit) {
    case Unit::day: return in.counted(first, n, false);
    case Unit::working_day: return in.counted(first, n, true);
    case Unit::week: return in.counted(first, 7 * n, false);
    default: break;
  }
  COMITY_TRY(Date end, months_later(from, period.unit == Unit::year ? 12 * n : n));
  if (!calendar.starts_day_after) end = end - days(1);
  int64_t lost = 0;  // a day that a stop touched is given back at the end
  for (Date day = first; day <= end; day = day + days(1)) lost += in.touched(day) ? 1 : 0;
  return lost == 0 ? Result<Date>(end) : in.counted(end + days(1), lost, false);
}

}  // namespace

std::string format(Period period) {
  return std::to_string(period.count) + " " + kUnits[static_cast<size_t>(period.unit)] +
         (period.count == 1 ? "" : "s");
}

Result<Instant> end_of(Period period, Instant from, const Calendar& calendar, const Place& place,
                       const std::vector<Interval>& stops) {
  if (period.count < 0 || period.count > kCountMax) return Days::too_late();
  if (runs_on_the_clock(period.unit)) return on_the_clock(period, from, stops);
  const Days in(calendar, place, stops);
  COMITY_TRY(Date day, last_day(period, place.zone.date_at(from), calendar, in));
  if (period.unit != Unit::working_day) {
    COMITY_TRY(day, in.moved(day));
  }
  return place.zone.at(day, calendar.day_ends);
}

Result<Instant> begin_of_nth(Period nth, Instant from, const Calendar& calendar,
                             const Place& place) {
  if (nth.count < 0 || nth.count > kCountMax) return Days::too_late();
  if (runs_on_the_clock(nth.unit)) return on_the_clock(nth, from, {});
  const std::vector<Interval> no_stops;
  Calendar from_next = calendar;
  from_next.starts_day_after = true;
  const Days in(from_next, place, no_stops);
  COMITY_TRY(const Date day, last_day(nth, place.zone.date_at(from), from_next, in));
  return place.zone.begin_of(day);
}

}  // namespace comity::procedure
