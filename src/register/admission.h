// The two ends of the way into the log, each without a writer's state, so that any server can stand
// at them: what is checked before an entry has a place, and the promise it gets with its place.
#pragma once

#include <set>

#include "register/keys.h"
#include "register/receipt.h"
#include "register/store.h"

namespace comity::registry {

struct Submission {
  std::string envelope;
  std::vector<Opening> openings;
  std::vector<std::string> claims;  // set by the norms of the entry's type, never by its author
};

// What an entry of one of the types `once` holds, so that no other of its type stands in its
// matter.
std::vector<std::string> claims_of(const Entry& entry, const std::vector<std::string>& once);

// A submission whose signatures have been verified.
struct Admitted {
  Entry entry;
  std::string envelope;  // canonical
  Hash id{};
  std::set<std::string> key_ids;
  std::vector<Opening> openings;
  std::vector<std::string> claims;  // also what the register's terms say; none twice
};

// The costly half: form, openings, signatures. Whether the keys may sign this is judged at its
// place. Errors: invalid_input, limit, denied.
Result<Admitted> admit(const KeyBook& keys, const Submission& submission);

// The same for an envelope whose signatures somebody has verified, by the keys `key_ids`.
Result<Admitted> admit_verified(const Submission& submission, std::set<std::string> key_ids);

// The keys as the entries of a store leave them. Errors: not_found if no register begins there;
// corrupt.
Result<KeyBook> replay_keys(EntryStore& entries);

// The register's promise for a record that is durable at this place, due after two intervals.
Placement place_record(const Genesis& terms, const SigningKey& log_key, std::uint64_t position,
                       Record record);

}  // namespace comity::registry
