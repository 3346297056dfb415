// Time zones: which day and hour it is somewhere, from the system's copy of the IANA database.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace date {
class time_zone;  // NOLINT(readability-identifier-naming): named by the library
}

namespace comity {

// A zone of the IANA database, or UTC. Cheap to copy.
class Zone {
 public:
  Zone() = default;  // UTC
  // "Europe/Berlin", "UTC". Refuses a name that the database does not know.
  static Result<Zone> named(std::string_view name);

  std::string name() const;
  // The day that a clock on a wall there shows.
  Date date_at(Instant at) const;
  // The first instant of a day there: where summer time begins at midnight, that is 01:00.
  Instant begin_of(Date day) const;
  // When a clock there shows `minutes` after midnight of `day`; 24 * 60 is the end of the day. A
  // time that the clock skips is the instant at which it skips, one that it shows twice the first.
  Instant at(Date day, int minutes) const;
  // "2031-03-02 10:00 Europe/Berlin".
  std::string format(Instant at) const;

  friend bool operator==(const Zone&, const Zone&) = default;

 private:
  const date::time_zone* zone_ = nullptr;  // null: UTC; the database outlives every user
};

// "2031-03-02 10:00 Europe/Berlin", and whatever Instant::parse reads. A time that the clock there
// skips, or shows twice, names no instant and is refused.
Result<Instant> parse_zoned(std::string_view text);

}  // namespace comity
