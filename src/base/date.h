// Dates and instants as legal texts use them. Nothing here reads a clock (base/env.h does).
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity {

// A day of the (proleptic) Gregorian calendar, without a time zone; years 0001 to 9999.
class Date {
 public:
  Date() = default;  // 1970-01-01
  explicit Date(std::chrono::sys_days days) : days_(days) {}

  // Refuses days that no calendar has, such as 30 February.
  static Result<Date> make(int year, unsigned month, unsigned day);
  // ISO 8601, extended, whole: "2031-03-02".
  static Result<Date> parse(std::string_view text);

  std::chrono::sys_days days() const { return days_; }
  std::chrono::year_month_day ymd() const { return std::chrono::year_month_day(days_); }
  std::string format() const;  // "2031-03-02"

  friend auto operator<=>(Date, Date) = default;
  friend bool operator==(Date, Date) = default;
  friend Date operator+(Date date, std::chrono::days n) { return Date(date.days_ + n); }
  friend Date operator-(Date date, std::chrono::days n) { return Date(date.days_ - n); }
  friend std::chrono::days operator-(Date a, Date b) { return a.days_ - b.days_; }

 private:
  std::chrono::sys_days days_{};
};

// A second of UTC as POSIX counts it (leap seconds have no number of their own).
class Instant {
 public:
  Instant() = default;  // 1970-01-01 00:00 UTC
  explicit Instant(std::chrono::sys_seconds seconds) : seconds_(seconds) {}
  // Midnight UTC at which `date` begins.
  explicit Instant(Date date) : seconds_(date.days()) {}

  // "2031-03-02 10:00 UTC" (seconds may follow the minutes), or RFC 3339:
  // "2031-03-02T10:00:00Z", "2031-03-02T12:00:00.5+02:00". A fraction of a second is dropped; a
  // text without a zone is refused, because it names no instant.
  static Result<Instant> parse(std::string_view text);

  std::chrono::sys_seconds seconds() const { return seconds_; }
  Date date() const;            // the day in UTC
  std::string format() const;   // "2031-03-02 10:00 UTC", with seconds when there are any
  std::string rfc3339() const;  // "2031-03-02T10:00:00Z"

  friend auto operator<=>(Instant, Instant) = default;
  friend bool operator==(Instant, Instant) = default;
  friend Instant operator+(Instant at, std::chrono::seconds n) { return Instant(at.seconds_ + n); }
  friend Instant operator-(Instant at, std::chrono::seconds n) { return Instant(at.seconds_ - n); }
  friend std::chrono::seconds operator-(Instant a, Instant b) { return a.seconds_ - b.seconds_; }

 private:
  std::chrono::sys_seconds seconds_{};
};

// "In force from X until Y": both days belong to it, as in the texts of treaties; a side without a
// day is open. It is empty when `until` lies before `from`.
struct DateRange {
  std::optional<Date> from;
  std::optional<Date> until;

  bool contains(Date date) const;
  bool empty() const { return from && until && *until < *from; }
  bool overlaps(const DateRange& other) const;
  std::string format() const;  // "from 2031-01-01 until 2031-12-31", "at any date"

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

}  // namespace comity
