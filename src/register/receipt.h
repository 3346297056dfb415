// A receipt: the register's signed promise that an entry has a place in the log, and by when and
// under which size it will be included. It is a signed note with this text:
//
//   comity-receipt/1
//   register.example/log
//   index 17
//   leaf <base64 of the leaf hash>
//   recorded 2031-03-02T12:00:00Z
//   due 2031-03-02T12:02:00Z
//
// If the log then leaves the entry out, the receipt and a later checkpoint prove the breach.
#pragma once

#include <string>

#include "register/checkpoint.h"
#include "register/entry.h"

namespace comity::registry {

struct Receipt {
  std::string origin;
  std::uint64_t index = 0;
  Hash leaf{};
  Instant recorded;
  Instant due;  // a checkpoint of this time or later has a size above `index`

  std::string text() const;
  static Result<Receipt> parse(std::string_view text);
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// Reads a receipt and checks the log's signature on it. Errors: invalid_input, denied.
Result<Receipt> open_receipt(std::string_view note, const NoteKey& log);

// What the submitter keeps: the promise, and what ties it to the entry.
struct Placement {
  std::uint64_t index = 0;
  Record record;        // with the salt and the envelope
  std::string receipt;  // a note
};

// Whether the placement's leaf is the record's own. Errors: corrupt, denied, invalid_input.
Result<Receipt> check_placement(const Placement& placement, const NoteKey& log);

// Two ways to show that a promise was broken; each answers what the evidence proves, or fails with
// not_found if it proves nothing.

// A cosigned head of `due` or later that is too small to hold the entry. `cosigned_at` comes from a
// witness whose signature the caller has verified.
Result<std::string> missed_inclusion(const Receipt& receipt, const Checkpoint& head,
                                     Instant cosigned_at);

// Another leaf at the promised place of a head of the log.
Result<std::string> replaced_entry(const Receipt& receipt, const Checkpoint& head,
                                   const Hash& other_leaf, std::span<const Hash> inclusion);

}  // namespace comity::registry
