#include "register/custody.h"

#include <algorithm>
#include <set>

#include "register/amendment.h"
#include "register/json_reader.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

std::string hex(const Hash& hash) { return to_hex(view(hash)); }

Result<Hash> hex_member(const JsonReader& reader, std::string_view name) {
  COMITY_TRY(const std::string text, reader.text(name));
  return hash_from_hex(text);
}

// Calls `visit(position, record, entry)` for every entry that is not padding.
template <class Visit>
Result<void> each_entry(EntryStore& entries, Visit visit) {
  constexpr std::uint64_t kReadCount = 256;
  for (std::uint64_t first = 0;; first += kReadCount) {
    COMITY_TRY(const auto records, entries.read(first, kReadCount));
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].envelope.empty()) continue;
      COMITY_TRY(const Envelope envelope, Envelope::parse(records[i].envelope));
      COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
      COMITY_CHECK(visit(first + i, entry));
    }
    if (records.size() < kReadCount) return {};
  }
}

Result<BlobState::Kind> state_of(BlobStore& blobs, const Hash& digest) {
  const auto content = blobs.get(digest);
  if (content) return BlobState::Kind::intact;
  switch (content.error().code()) {
    case Errc::not_found: return BlobState::Kind::missing;
    case Errc::corrupt: return BlobState::Kind::changed;
    default: return tl::unexpected<Error>(content.error());
  }
}

std::string at_place(const CustodyRecord& record) {
  return "The step at place " + std::to_string(record.position) + " (" + record.step.action + ")";
}

}  // namespace

Entry CustodyStep::entry(const std::string& author, const std::string& matter) const {
  json::object fields{{"action", action},
                      {"exhibit", hex(exhibit)},
                      {"hash_in", hex(hash_in)},
                      {"hash_out", hex(hash_out)},
                      {"how", how},
                      {"person", person},
                      {"reason", reason},
                      {"tool", tool}};
  if (time_stamp) fields["time_stamp"] = hex(*time_stamp);
  Entry entry;
  entry.type = kCustodyType;
  entry.author = author;
  entry.matter = matter;
  entry.time = time;
  entry.fields = canonical_json(fields);
  return entry;
}

Result<CustodyStep> CustodyStep::parse(const Entry& entry) {
  if (entry.type != kCustodyType) return fail(Errc::invalid_input, "not a step of custody");
  COMITY_TRY(const json::value value, parse_json(entry.fields));
  const JsonReader reader(value.get_object());
  CustodyStep step;
  step.time = entry.time;
  COMITY_TRY(step.action, reader.text("action"));
  COMITY_TRY(step.person, reader.text("person"));
  COMITY_TRY(step.how, reader.text("how"));
  COMITY_TRY(step.tool, reader.text("tool"));
  COMITY_TRY(step.reason, reader.text("reason"));
  COMITY_TRY(step.exhibit, hex_member(reader, "exhibit"));
  COMITY_TRY(step.hash_in, hex_member(reader, "hash_in"));
  COMITY_TRY(step.hash_out, hex_member(reader, "hash_out"));
  if (reader.has("time_stamp")) {
    COMITY_TRY(step.time_stamp, hex_member(reader, "time_stamp"));
  }
  return step;
}

Result<std::vector<CustodyRecord>> custody_of(EntryStore& entries, const std::string& matter,
                                              const Hash& exhibit) {
  std::vector<CustodyRecord> chain;
  Amendments amendments;
  const auto read = [&](const StandingEntry& one) -> Result<void> {
    amendments.add(one.position, one.envelope.id(), one.entry);
    const auto step = CustodyStep::parse(one.entry);
    if (!step || step->exhibit != exhibit) return {};
    chain.push_back({one.position, one.entry.author, one.record.recorded, *step});
    return {};
  };
  COMITY_CHECK(each_of_matter(entries, matter, read));
  std::erase_if(chain, [&](const CustodyRecord& record) {
    const auto said = amendments.of(record.position);
    return std::any_of(said.begin(), said.end(), [](const Amendment& one) {
      return one.kind == Amendment::Kind::withdrawal;
    });
  });
  return chain;
}

std::vector<std::string> custody_gaps(const std::vector<CustodyRecord>& chain, Instant now,
                                      std::optional<std::chrono::seconds> rehash_every) {
  if (chain.empty()) return {"Nobody has recorded a step for this exhibit."};
  std::vector<std::string> gaps;
  Hash content = chain.front().step.exhibit;
  Instant time = chain.front().step.time;
  for (const CustodyRecord& record : chain) {
    if (record.step.hash_in != content) {
      gaps.push_back(at_place(record) + " takes other content than the step before it left.");
    }
    if (record.step.time < time) {
      gaps.push_back(at_place(record) + " is dated before the step that it follows.");
    }
    content = record.step.hash_out;
    time = record.step.time;
  }
  if (rehash_every && now - chain.back().recorded > *rehash_every) {
    gaps.push_back("The content was last hashed at " + chain.back().recorded.rfc3339() +
                   ", longer ago than asked.");
  }
  return gaps;
}

std::vector<std::pair<std::string, Hash>> material_named(const Entry& entry) {
  std::vector<std::pair<std::string, Hash>> named;
  for (const auto& one : entry.attachments) named.emplace_back(one.name, one.digest);
  for (const auto& [name, field] : entry.sealed) named.emplace_back(name, field.blob);
  if (const auto step = CustodyStep::parse(entry); step && step->time_stamp) {
    named.emplace_back("time stamp", *step->time_stamp);
  }
  return named;
}

Result<std::vector<BlobState>> rehash_blobs(EntryStore& entries, BlobStore& blobs) {
  std::vector<BlobState> states;
  std::set<Hash> seen;
  const auto add = [&](std::uint64_t position, const std::string& name,
                       const Hash& digest) -> Result<void> {
    if (!seen.insert(digest).second) return {};
    COMITY_TRY(const auto kind, state_of(blobs, digest));
    states.push_back({position, name, digest, kind});
    return {};
  };
  const auto visit = [&](std::uint64_t position, const Entry& entry) -> Result<void> {
    for (const auto& [name, digest] : material_named(entry)) {
      COMITY_CHECK(add(position, name, digest));
    }
    return {};
  };
  COMITY_CHECK(each_entry(entries, visit));
  return states;
}

}  // namespace comity::registry
