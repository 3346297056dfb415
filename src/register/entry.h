// An entry: one act of the regime, as its author signs it. The payload of its envelope is canonical
// JSON with these members (docs/formats/entry.md):
//
//   format "comity-entry/1" · type · matter · author · time (of the event, as the author states it)
//   register    the one register for which it was signed; if absent, any in which its keys count
//   signers     who must have signed, and with how many keys; [{author, 1}] if absent
//   fields      what the host may read
//   erasable    name → commitment to a value that stands beside the entry and can be erased
//   sealed      name → a blob that only its readers can open
//   attachments digests of material in the blob store
//   corrects · withdraws   the id of an earlier entry
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/envelope.h"

namespace comity::registry {

struct Signers {
  std::string party;
  int keys = 1;  // this many distinct keys of the party: 2 for a two-person release
  friend bool operator==(const Signers&, const Signers&) = default;
};

struct SealedField {
  Hash blob{};        // SHA-256 of the age file in the blob store
  Hash commitment{};  // to the plaintext (register/sealed.h)
  std::vector<std::string> readers;
  friend bool operator==(const SealedField&, const SealedField&) = default;
};

struct Attachment {
  std::string name;
  std::string media_type;
  Hash digest{};
  std::uint64_t size = 0;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct Entry {
  std::string type;
  std::string matter;
  std::string author;
  Instant time;
  std::string origin;  // the register's name; empty: not bound to one
  std::vector<Signers> signers;
  std::string fields = "{}";  // canonical JSON of an object
  std::map<std::string, Hash> erasable;
  std::map<std::string, SealedField> sealed;
  std::vector<Attachment> attachments;
  std::optional<Hash> corrects;
  std::optional<Hash> withdraws;

  // Those who must sign: `signers`, or the author once.
  std::vector<Signers> required_signers() const;

  std::string payload() const;
  static Result<Entry> parse(std::string_view payload);

  // Ready to be signed.
  Envelope envelope() const;

  friend bool operator==(const Entry&, const Entry&) = default;
};

// The value behind an erasable field, with the salt without which the commitment says nothing.
struct Opening {
  std::string name;
  Hash salt{};
  std::string value;  // canonical JSON

  Hash commitment() const;  // SHA-256("comity-field/1\n" ‖ salt ‖ name ‖ "\n" ‖ value)
  static Opening make(std::string name, std::string value, Random& random);
  friend bool operator==(const Opening&, const Opening&) = default;
};

// Errors: invalid_input if an opening does not fit its commitment, or fits none.
Result<void> check_openings(const Entry& entry, const std::vector<Opening>& openings);

// One place of the log: an envelope, or nothing for padding, and what it is committed with.
struct Record {
  Instant recorded;  // when the register sequenced it, by the register's clock
  Hash salt{};
  Hash keys{};           // the key history under which it was admitted (register/keys.h)
  std::string envelope;  // empty for padding

  // What the public log shows of it: 32 octets that say nothing without the salt.
  // SHA-256("comity-leaf/1\n" ‖ salt ‖ recorded, 8 octets ‖ keys ‖ envelope)
  Hash commitment() const;
  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace comity::registry
