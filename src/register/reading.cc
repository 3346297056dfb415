#include "register/reading.h"

namespace comity::registry {

Result<StandingEntry> entry_at(EntryStore& entries, std::uint64_t position) {
  COMITY_TRY(auto records, entries.read(position, 1));
  if (records.empty() || records.front().envelope.empty()) {
    return fail(Errc::not_found, "there is no entry " + std::to_string(position));
  }
  StandingEntry out{position, std::move(records.front()), {}, {}};
  COMITY_TRY(out.envelope, Envelope::parse(out.record.envelope));
  COMITY_TRY(out.entry, Entry::parse(out.envelope.payload));
  return out;
}

Result<void> each_of_matter(EntryStore& entries, const std::string& matter,
                            const std::function<Result<void>(const StandingEntry&)>& visit) {
  constexpr std::uint64_t kReadCount = 256;
  std::uint64_t next = 0;
  while (true) {
    COMITY_TRY(const auto positions, entries.matter_positions(matter, next, kReadCount));
    for (const std::uint64_t position : positions) {
      COMITY_TRY(const StandingEntry one, entry_at(entries, position));
      COMITY_CHECK(visit(one));
    }
    if (positions.size() < kReadCount) return {};
    next = positions.back() + 1;
  }
}

}  // namespace comity::registry
