#include "base/zone.h"

#include <date/tz.h>

#include <stdexcept>

#include "base/text.h"

namespace comity {

namespace {

using std::chrono::minutes;

date::local_seconds local(Date day, int after_midnight) {
  return date::local_seconds(day.days().time_since_epoch()) + minutes(after_midnight);
}

Date day_of(date::local_seconds at) {
  return Date(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(at).time_since_epoch()));
}

// "10:00" as minutes after midnight.
Result<int> parse_clock(std::string_view text) {
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4)) {
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return fail(Errc::invalid_input, "`" + std::string(text) + "` is not a time of day like 10:00");
}

}  // namespace

Result<Zone> Zone::named(std::string_view name) {
  Zone zone;
  if (name == "UTC") return zone;
  try {
    zone.zone_ = date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return fail(Errc::invalid_input, "no time zone is called `" + std::string(name) +
                                         "`; write one like Europe/Berlin, or UTC");
  }
  return zone;
}

std::string Zone::name() const { return zone_ == nullptr ? "UTC" : zone_->name(); }

Date Zone::date_at(Instant at) const {
  return zone_ == nullptr ? at.date() : day_of(zone_->to_local(at.seconds()));
}

Instant Zone::begin_of(Date day) const { return at(day, 0); }

Instant Zone::at(Date day, int minutes_after_midnight) const {
  if (zone_ == nullptr) return Instant(day) + minutes(minutes_after_midnight);
  return Instant(zone_->to_sys(local(day, minutes_after_midnight), date::choose::earliest));
}

std::string Zone::format(Instant at) const {
  if (zone_ == nullptr) return at.format();
  const date::local_seconds here = zone_->to_local(at.seconds());
  const Date day = day_of(here);
  const auto of_day = here - date::local_seconds(day.days().time_since_epoch());
  const std::string utc = Instant(Instant(day) + of_day).format();
  return utc.substr(0, utc.size() - std::string_view("UTC").size()) + zone_->name();
}

Result<Instant> parse_zoned(std::string_view text) {
  const auto words = text::split_words(text);
  if (words.size() != 3 || words[2] == "UTC") return Instant::parse(text);
  COMITY_TRY(const Date day, Date::parse(words[0]));
  COMITY_TRY(const int clock, parse_clock(words[1]));
  try {
    return Instant(date::locate_zone(std::string(words[2]))->to_sys(local(day, clock)));
  } catch (const date::nonexistent_local_time&) {
    return fail(Errc::invalid_input,
                "clocks in " + std::string(words[2]) + " skip this time; write it in UTC");
  } catch (const date::ambiguous_local_time&) {
    return fail(Errc::invalid_input,
                "clocks in " + std::string(words[2]) + " show this time twice; write it in UTC");
  } catch (const std::runtime_error&) {
    return fail(Errc::invalid_input, "no time zone is called `" + std::string(words[2]) +
                                         "`; write one like Europe/Berlin, or UTC");
  }
}

}  // namespace comity
