// Who may sign for whom, as the log itself says it. Keys enter, and leave, only by entries whose
// type begins with "register.":
//
//   register.genesis  the register's name, its key, the regime's root keys and their threshold
//   register.roots    other root keys; signed by the threshold of the old ones
//   register.party    a party and its root key; signed by the threshold of the regime's roots
//   register.key      a role key of a party, with dates; signed by the party's root
//   register.revoke   the end of a key, from this place of the log on; by the same
//
// A signature is judged by where its entry stands in the log, not by the date that the signer
// wrote: a key counts if it was granted before that place, not revoked before it, and in its dates
// when the register recorded the entry. What a role may do is for the norms, not for this room.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "register/entry.h"
#include "register/note.h"

namespace comity::registry {

// The party name under which the regime itself acts, by its root keys or its own role keys.
constexpr std::string_view kRegime = "register";

struct Genesis {
  std::string origin;
  NoteKey log_key;
  std::vector<PublicKey> roots;
  int threshold = 1;
  std::uint64_t padding = 0;            // every checkpoint's size is a multiple; 0: no padding
  std::uint64_t interval_seconds = 60;  // between checkpoints, and the bound of a receipt
  RelyingParty relying_party;
  std::vector<std::string> once;  // an entry of one of these types stands once in its matter

  Entry entry(Instant time) const;
  static Result<Genesis> parse(const Entry& entry);
};

struct PartyKey {
  PublicKey key;
  std::string party;
  std::string role;  // "root" for a party's root
  std::optional<Instant> from;
  std::optional<Instant> until;
  std::uint64_t granted_at = 0;  // log position
  std::optional<std::uint64_t> revoked_at;
};

class KeyBook {
 public:
  // The key history so far, hashed: SHA-256("comity-keys/1\n" ‖ the hash before ‖
  // SHA-256(envelope)) over the entries of this kind, beginning with 32 zeros. Each Record carries
  // it, so a bundle cannot leave a revocation out.
  const Hash& history() const { return history_; }

  const std::optional<Genesis>& genesis() const { return genesis_; }

  // The keys whose signatures on the envelope verify, each once. The costly half of admission: it
  // reads only keys that are there, and may run in any thread on a copy.
  // Errors: denied if no signature verifies, a signature of a known key does not, or a key is
  // unknown.
  Result<std::set<std::string>> verify_signatures(const Envelope& envelope) const;

  // May these keys sign this entry at this place and time? Errors: denied, with who is missing.
  Result<void> authorise(const Entry& entry, const std::set<std::string>& key_ids,
                         std::uint64_t position, Instant recorded) const;

  // Takes note of an entry of the kinds above; passes over all others.
  // Errors: invalid_input or conflict if it says nothing that can be carried out. Nothing changes
  // then. The entry has been authorised.
  Result<void> apply(const Entry& entry, std::string_view envelope, std::uint64_t position);

  // Whether apply() would succeed.
  Result<void> check(const Entry& entry) const;

  const PartyKey* find(const std::string& key_id) const;

  static bool concerns(const Entry& entry) { return entry.type.starts_with("register."); }

 private:
  Result<void> change(const Entry& entry, std::uint64_t position);
  Result<void> add_party(const Entry& entry, std::uint64_t position);
  Result<void> add_key(const Entry& entry, std::uint64_t position);
  Result<void> revoke(const Entry& entry, std::uint64_t position);
  Result<void> set_roots(const Entry& entry, std::uint64_t position);
  Result<void> insert(PartyKey key);
  bool in_force(const PartyKey& key, std::uint64_t position, Instant recorded) const;
  Result<void> authorise_party(const Signers& needed, const Entry& entry,
                               const std::set<std::string>& key_ids, std::uint64_t position,
                               Instant recorded) const;

  std::optional<Genesis> genesis_;
  std::map<std::string, PartyKey> keys_;
  Hash history_{};
};

}  // namespace comity::registry
