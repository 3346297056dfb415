// Who had an exhibit in hand, and what they did to it (ISO/IEC 27037: identification, collection,
// acquisition, preservation; each hand-over with who, when, where and why). Each step is an entry
// of type "custody.step", signed by whoever took it, whose fields are those of CustodyStep; so the
// chain of custody is as hard to change as anything else in the register.
//
// An exhibit is named by the digest under which it first entered the chain.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "register/entry.h"
#include "register/store.h"

namespace comity::registry {

constexpr std::string_view kCustodyType = "custody.step";

struct CustodyStep {
  Hash exhibit{};
  std::string action;  // "collected", "handed over", "received", "examined", "re-hashed", …
  std::string person;  // who took the step
  std::string how;     // the method
  std::string tool;    // with its version; empty if none
  std::string reason;
  Hash hash_in{};                  // of the content before the step
  Hash hash_out{};                 // and after it
  std::optional<Hash> time_stamp;  // blob of an RFC 3161 answer over hash_out
  Instant time;                    // when the step was taken, as its author states it

  Entry entry(const std::string& author, const std::string& matter) const;
  // Errors: invalid_input for an entry of another type, or without one of the fields.
  static Result<CustodyStep> parse(const Entry& entry);
};

// A step with its place and its party.
struct CustodyRecord {
  std::uint64_t position = 0;
  std::string party;
  Instant recorded;
  CustodyStep step;
};

// The chain of an exhibit within a matter, in the order of the log, without withdrawn steps. Linear
// in the matter's entries.
Result<std::vector<CustodyRecord>> custody_of(EntryStore& entries, const std::string& matter,
                                              const Hash& exhibit);

// What is wrong with a chain, in plain sentences; empty if nothing is. A chain must begin with the
// exhibit's own digest, each step must take what the last one left, and none may be dated before
// the one that it follows. With `rehash_every`, the content must have been hashed that recently.
std::vector<std::string> custody_gaps(const std::vector<CustodyRecord>& chain, Instant now,
                                      std::optional<std::chrono::seconds> rehash_every = {});

// The blobs that an entry refers to, each with the name that the entry gives it: attachments,
// sealed fields, and a custody step's time stamp as "time stamp".
std::vector<std::pair<std::string, Hash>> material_named(const Entry& entry);

// One digest that the entries of the register refer to, and what the blob store has of it.
struct BlobState {
  enum class Kind { intact, changed, missing };
  std::uint64_t position = 0;  // the first entry that refers to it
  std::string name;            // of the attachment or the sealed field
  Hash digest{};
  Kind kind = Kind::intact;
};

// Hashes every blob that an entry refers to: the periodic re-hash. Linear in all entries and blobs.
// Errors: those of the stores, other than what `kind` says.
Result<std::vector<BlobState>> rehash_blobs(EntryStore& entries, BlobStore& blobs);

}  // namespace comity::registry
