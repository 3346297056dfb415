#include "base/date.h"

#include <array>
#include <cstdio>

namespace comity {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads a text from its left; every function leaves the text alone when it does not match.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  bool done() const { return rest_.empty(); }

  bool skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  bool skip_any(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `count` decimal digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  // One or more digits whose value does not matter.
  bool skip_digits() {
    bool some = false;
    while (skip_any("0123456789")) some = true;
    return some;
  }

 private:
  std::string_view rest_;
};

tl::unexpected<Error> not_a_date(std::string_view text) {
  return fail(Errc::invalid_input, "`" + std::string(text) + "` is not a date as in 2031-03-02");
}

tl::unexpected<Error> not_an_instant(std::string_view text) {
  return fail(Errc::invalid_input,
              "`" + std::string(text) + "` is not a time as in 2031-03-02 10:00 UTC");
}

// An offset can carry the first or the last day out of the years that a Date has.
bool has_year_of_four_digits(Date date) {
  const int year = static_cast<int>(date.ymd().year());
  return year >= 1 && year <= 9999;
}

struct CalendarFields {
  int year, month, day;
};

std::optional<CalendarFields> read_date(Reader& reader) {
  const auto year = reader.digits(4);
  if (!year || !reader.skip("-")) return std::nullopt;
  const auto month = reader.digits(2);
  if (!month || !reader.skip("-")) return std::nullopt;
  const auto day = reader.digits(2);
  if (!day) return std::nullopt;
  return CalendarFields{*year, *month, *day};
}

Result<Date> to_date(const CalendarFields& f) {
  return Date::make(f.year, static_cast<unsigned>(f.month), static_cast<unsigned>(f.day));
}

std::optional<seconds> read_hours_and_minutes(Reader& reader) {
  const auto hour = reader.digits(2);
  if (!hour || !reader.skip(":")) return std::nullopt;
  const auto minute = reader.digits(2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  return hours(*hour) + minutes(*minute);
}

// RFC 3339, section 5.6: full-time without its offset.
std::optional<seconds> read_time_of_day(Reader& reader, bool seconds_required) {
  const auto time = read_hours_and_minutes(reader);
  if (!time) return std::nullopt;
  if (!reader.skip(":")) return seconds_required ? std::nullopt : time;
  const auto second = reader.digits(2);
  if (!second || *second > 59) return std::nullopt;
  if (reader.skip(".") && !reader.skip_digits()) return std::nullopt;
  return *time + seconds(*second);
}

// RFC 3339, section 5.6: time-offset, east of Greenwich positive; " UTC" where a person wrote it.
std::optional<seconds> read_offset(Reader& reader, bool may_name_utc) {
  if (may_name_utc && reader.skip(" UTC")) return seconds(0);
  if (reader.skip_any("Zz")) return seconds(0);
  const bool east = reader.skip("+");
  if (!east && !reader.skip("-")) return std::nullopt;
  const auto offset = read_hours_and_minutes(reader);
  if (!offset) return std::nullopt;
  return east ? *offset : -*offset;
}

}  // namespace

Result<Date> Date::make(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month),
                                        std::chrono::day(day)};
  if (year < 1 || year > 9999 || !ymd.ok()) {
    return fail(Errc::invalid_input, "no calendar has day " + std::to_string(day) + " of month " +
                                         std::to_string(month) + " in the year " +
                                         std::to_string(year));
  }
  return Date(std::chrono::sys_days(ymd));
}

Result<Date> Date::parse(std::string_view text) {
  Reader reader(text);
  const auto fields = read_date(reader);
  if (!fields || !reader.done()) return not_a_date(text);
  return to_date(*fields);
}

std::string Date::format() const {
  const auto date = ymd();
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return out.data();
}

Result<Instant> Instant::parse(std::string_view text) {
  Reader reader(text);
  const auto fields = read_date(reader);
  if (!fields) return not_an_instant(text);
  COMITY_TRY(const Date date, to_date(*fields));

  const bool rfc = reader.skip_any("Tt");
  if (!rfc && !reader.skip(" ")) return not_an_instant(text);
  const auto time = read_time_of_day(reader, rfc);
  if (!time) return not_an_instant(text);
  const auto offset = read_offset(reader, !rfc);
  if (!offset || !reader.done()) return not_an_instant(text);
  const Instant at = Instant(date) + (*time - *offset);
  if (!has_year_of_four_digits(at.date())) return not_an_instant(text);
  return at;
}

Date Instant::date() const { return Date(std::chrono::floor<std::chrono::days>(seconds_)); }

namespace {

std::string format_time(const Instant& at, const char* pattern) {
  const std::chrono::hh_mm_ss time(at.seconds() - at.date().days());
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), pattern, static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return out.data();
}

}  // namespace

std::string Instant::format() const {
  const bool whole_minute = seconds_ == std::chrono::floor<minutes>(seconds_);
  return date().format() +
         format_time(*this, whole_minute ? " %02d:%02d UTC" : " %02d:%02d:%02d UTC");
}

std::string Instant::rfc3339() const {
  return date().format() + format_time(*this, "T%02d:%02d:%02dZ");
}

bool DateRange::contains(Date date) const {
  return (!from || *from <= date) && (!until || date <= *until);
}

bool DateRange::overlaps(const DateRange& other) const {
  if (empty() || other.empty()) return false;
  const bool before = until && other.from && *until < *other.from;
  const bool after = from && other.until && *other.until < *from;
  return !before && !after;
}

std::string DateRange::format() const {
  if (!from && !until) return "at any date";
  std::string out = from ? "from " + from->format() : "";
  if (until) out += (from ? " until " : "until ") + until->format();
  return out;
}

}  // namespace comity
