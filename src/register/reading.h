// Entries as they stand in a store, taken out of their records and envelopes.
#pragma once

#include <functional>

#include "register/store.h"

namespace comity::registry {

struct StandingEntry {
  std::uint64_t position = 0;
  Record record;
  Envelope envelope;
  Entry entry;
};

// Errors: not_found for padding and beyond the end.
Result<StandingEntry> entry_at(EntryStore& entries, std::uint64_t position);

// Every entry of a matter, in the order of the log; ends with the first failure of `visit`.
Result<void> each_of_matter(EntryStore& entries, const std::string& matter,
                            const std::function<Result<void>(const StandingEntry&)>& visit);

}  // namespace comity::registry
