#include "register/admission.h"

#include <algorithm>

#include "base/hash.h"

namespace comity::registry {

namespace {

void add_claims(Admitted& admitted, const std::vector<std::string>& claims) {
  auto& held = admitted.claims;
  for (const auto& claim : claims) {
    if (std::find(held.begin(), held.end(), claim) == held.end()) held.push_back(claim);
  }
}

Result<Admitted> read_submission(const Submission& submission, const Envelope& envelope) {
  if (envelope.payload_type != kEntryType) {
    return fail(Errc::invalid_input, "the envelope holds something else than an entry");
  }
  Admitted admitted;
  COMITY_TRY(admitted.entry, Entry::parse(envelope.payload));
  COMITY_CHECK(check_openings(admitted.entry, submission.openings));
  admitted.envelope = envelope.format();
  admitted.id = envelope.id();
  admitted.openings = submission.openings;
  add_claims(admitted, submission.claims);
  return admitted;
}

}  // namespace

std::vector<std::string> claims_of(const Entry& entry, const std::vector<std::string>& once) {
  if (std::find(once.begin(), once.end(), entry.type) == once.end()) return {};
  return {entry.type + " of " + entry.matter};
}

Result<Admitted> admit(const KeyBook& keys, const Submission& submission) {
  COMITY_TRY(const Envelope envelope, Envelope::parse(submission.envelope));
  COMITY_TRY(Admitted admitted, read_submission(submission, envelope));
  COMITY_TRY(admitted.key_ids, keys.verify_signatures(envelope));
  if (keys.genesis()) add_claims(admitted, claims_of(admitted.entry, keys.genesis()->once));
  return admitted;
}

Result<Admitted> admit_verified(const Submission& submission, std::set<std::string> key_ids) {
  COMITY_TRY(const Envelope envelope, Envelope::parse(submission.envelope));
  COMITY_TRY(Admitted admitted, read_submission(submission, envelope));
  admitted.key_ids = std::move(key_ids);
  return admitted;
}

Result<KeyBook> replay_keys(EntryStore& entries) {
  COMITY_TRY(const auto positions, entries.control_positions());
  KeyBook book;
  for (const std::uint64_t position : positions) {
    COMITY_TRY(const auto records, entries.read(position, 1));
    if (records.empty()) return fail(Errc::corrupt, "a record of the keys is missing");
    COMITY_TRY(const Envelope envelope, Envelope::parse(records.front().envelope));
    COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
    COMITY_CHECK(book.apply(entry, records.front().envelope, position));
  }
  if (!book.genesis()) return fail(Errc::not_found, "there is no register here");
  return book;
}

Placement place_record(const Genesis& terms, const SigningKey& log_key, std::uint64_t position,
                       Record record) {
  const std::chrono::seconds interval(terms.interval_seconds);
  const Receipt receipt{terms.origin, position, leaf_hash(view(record.commitment())),
                        record.recorded, record.recorded + 2 * interval};
  const std::string text = receipt.text();
  const Note note{text, {sign_note(text, receipt.origin, log_key)}};
  return {position, std::move(record), note.format()};
}

}  // namespace comity::registry
