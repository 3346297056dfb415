#include "register/sequencer.h"

#include <algorithm>

#include "base/hash.h"
#include "register/amendment.h"
#include "register/erasure.h"

namespace comity::registry {

namespace {

// An author's clock may be ahead of the register's by this much; an entry from further in the
// future is refused. Platform default: no instrument sets it.
constexpr std::chrono::seconds kClockTolerance{300};

constexpr std::string_view kHalted = "the register has stopped after a failed write";

}  // namespace

tl::unexpected<Error> Sequencer::halt(const Error& error) {
  halted_ = true;
  return tl::unexpected<Error>(error.with("the register has stopped"));
}

Instant Sequencer::tick() {
  last_recorded_ = std::max(last_recorded_, env_.clock.now());
  return last_recorded_;
}

std::shared_ptr<const KeyBook> Sequencer::keys() const {
  const std::lock_guard guard(mutex_);
  return keys_;
}

std::string Sequencer::head() const {
  const std::lock_guard guard(mutex_);
  return head_;
}

Checkpoint Sequencer::checkpoint() const {
  const std::lock_guard guard(mutex_);
  return checkpoint_;
}

// An entry that is in the log, or enters it with this group.
Result<Entry> Sequencer::entry_named(const Group& group, const Hash& id) {
  COMITY_TRY(const auto place, stores_.entries.find(id));
  if (place) {
    COMITY_TRY(StandingEntry standing, entry_at(stores_.entries, *place));
    return std::move(standing.entry);
  }
  const auto found = group.ids.find(id);
  if (found == group.ids.end()) {
    return fail(Errc::not_found, "the entry refers to one that is not in the log");
  }
  const Record& record = group.records[found->second].record;
  COMITY_TRY(const Envelope envelope, Envelope::parse(record.envelope));
  return Entry::parse(envelope.payload);
}

// Everything that can refuse an entry for what is already in the log.
Result<void> Sequencer::check_against_log(const Group& group, const Admitted& item) {
  if (item.entry.time > group.now + kClockTolerance) {
    return fail(Errc::invalid_input, "the entry is dated in the future");
  }
  for (const auto& reference : {item.entry.corrects, item.entry.withdraws}) {
    if (!reference) continue;
    COMITY_TRY(const Entry earlier, entry_named(group, *reference));
    COMITY_CHECK(check_amendment(item.entry, earlier));
  }
  if (item.entry.type == kErasureType) COMITY_CHECK(check_erasure(stores_.entries, item.entry));
  for (const auto& claim : item.claims) {
    COMITY_TRY(const auto holder, stores_.entries.claimant(claim));
    if (holder || group.claims.contains(claim)) {
      return fail(Errc::conflict, "another entry holds \"" + claim + "\"");
    }
  }
  const std::uint64_t position = next_ + group.records.size();
  return group.book->authorise(item.entry, item.key_ids, position, group.now);
}

Result<NewRecord> Sequencer::make_record(Group& group, Admitted item) {
  NewRecord out;
  out.control = KeyBook::concerns(item.entry);
  out.record = {group.now, env_.random.hash(), group.book->history(), std::move(item.envelope)};
  if (out.control) {
    auto changed = std::make_shared<KeyBook>(*group.book);
    COMITY_CHECK(changed->apply(item.entry, out.record.envelope, next_ + group.records.size()));
    group.book = std::move(changed);
  }
  out.commitment = out.record.commitment();
  out.id = item.id;
  out.matter = std::move(item.entry.matter);
  out.claims = std::move(item.claims);
  out.openings = std::move(item.openings);
  return out;
}

Placement Sequencer::placement(std::uint64_t position, const Record& record) const {
  if (!signs_receipts_) return {position, record, ""};
  return place_record(*keys()->genesis(), log_key_, position, record);
}

Result<Placement> Sequencer::stored_placement(std::uint64_t position) {
  COMITY_TRY(const auto records, stores_.entries.read(position, 1));
  if (records.empty()) return fail(Errc::corrupt, "an entry that was found is not there");
  return placement(position, records.front());
}

Result<void> Sequencer::append(std::span<const NewRecord> records) {
  if (records.empty()) return {};
  if (auto done = stores_.entries.append(next_, records); !done) return halt(done.error());
  next_ += records.size();
  return {};
}

Result<void> Sequencer::add(Group& group, Admitted item, std::optional<std::uint64_t> before) {
  if (before) {
    COMITY_TRY(Placement again, stored_placement(*before));
    group.results.emplace_back(std::move(again));
    return {};
  }
  auto twin = group.ids.find(item.id);
  if (twin == group.ids.end()) {
    COMITY_CHECK(check_against_log(group, item));
    COMITY_TRY(NewRecord record, make_record(group, std::move(item)));
    twin = group.ids.emplace(record.id, group.records.size()).first;
    group.claims.insert(record.claims.begin(), record.claims.end());
    group.records.push_back(std::move(record));
  }
  group.pending.emplace_back(group.results.size(), twin->second);
  group.results.emplace_back(Placement{});
  return {};
}

std::vector<Result<Placement>> Sequencer::commit(std::vector<Admitted> items) {
  Group group{tick(), keys(), {}, {}, {}, {}, {}};
  std::vector<Hash> ids;
  for (const auto& item : items) ids.push_back(item.id);
  const auto before = stores_.entries.find_all(ids);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Result<void> done = fail(Errc::unavailable, std::string(kHalted));
    if (!halted_ && !before) done = tl::unexpected<Error>(before.error());
    if (!halted_ && before) done = add(group, std::move(items[i]), (*before)[i]);
    if (!done) group.results.emplace_back(tl::unexpected<Error>(done.error()));
  }
  const std::uint64_t first = next_;
  const auto done = append(group.records);
  if (done) {
    const std::lock_guard guard(mutex_);
    keys_ = group.book;
  }
  for (const auto& [result, record] : group.pending) {
    group.results[result] = done ? placement(first + record, group.records[record].record)
                                 : Result<Placement>(tl::unexpected<Error>(done.error()));
  }
  return std::move(group.results);
}

Result<void> Sequencer::pad() {
  if (halted_) return fail(Errc::unavailable, std::string(kHalted));
  const auto book = keys();
  const std::uint64_t unit = book->genesis()->padding;
  if (unit == 0) return {};
  const std::uint64_t least = std::max(next_, checkpoint().size + 1);
  const std::uint64_t target = (least + unit - 1) / unit * unit;
  std::vector<NewRecord> padding;
  const Instant now = tick();
  for (std::uint64_t position = next_; position < target; ++position) {
    NewRecord item;
    item.record = {now, env_.random.hash(), book->history(), ""};
    item.commitment = item.record.commitment();
    item.id = item.commitment;
    padding.push_back(std::move(item));
  }
  return append(std::move(padding));
}

}  // namespace comity::registry
