// Times in signed records have one spelling: a second reading of a record gives the same octets.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace comity::registry {

// "2031-03-02T12:00:00Z" as Instant::rfc3339 writes it, and nothing else.
inline Result<Instant> parse_instant(std::string_view text) {
  COMITY_TRY(const Instant instant, Instant::parse(text));
  if (instant.rfc3339() == text) return instant;
  return fail(Errc::invalid_input,
              "`" + std::string(text) + "` is not written like " + instant.rfc3339());
}

}  // namespace comity::registry
