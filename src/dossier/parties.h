// Parties by their codes, and how their recorded positions divide on a reading.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "language/law.h"

namespace comity::dossier {

// The parties that the codes name, sorted, none twice: a party's own code, or a group's, which
// stands for its members as of `view_date` (without one, as they were last).
// Errors: invalid_input for a code that nobody has, with the nearest, or for a day on which there
// was no such group.
Result<std::vector<std::string>> parties_named(const language::Law& law,
                                               const std::vector<std::string>& codes,
                                               std::optional<Date> view_date);

// Who is recorded as holding what. Codes, sorted; each party stands in exactly one place.
struct Spread {
  std::vector<std::vector<std::string>> holders;  // by option
  std::vector<std::string> left_open;
  std::vector<std::string> not_seen;

  size_t chose() const;
  // The most parties that chose alike.
  size_t most() const;
};

// Among all parties of the law, or among some.
Spread spread_of(const language::Law& law, const language::LawReading& reading);
Spread spread_of(const language::LawReading& reading, const std::vector<std::string>& parties);

// The parties by the regional groups of the law as they are last, in the order of the norms; those
// of no group come last, under an empty name.
struct Region {
  std::string code, name;  // of the group; empty: of no region
  std::vector<std::string> parties;
};
std::vector<Region> by_region(const language::Law& law, const std::vector<std::string>& parties);

}  // namespace comity::dossier
