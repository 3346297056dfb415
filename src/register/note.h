// C2SP signed-note v1.0.0: a text, and under it lines that sign it.
//
//   example.com/log
//   15
//   rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
//
//   — example.com/log M9e0luh4…
//
// A signature line names a key and carries four octets of its id before the signature proper.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "register/signing.h"

namespace comity::registry {

// What a key signs with: the type octet of a verifier key.
enum class NoteKeyType : std::uint8_t {
  ed25519 = 1,         // over the note's text
  cosignature_v1 = 4,  // C2SP tlog-cosignature: over a time stamp and the note's text
};

// "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
struct NoteKey {
  std::string name;
  NoteKeyType type = NoteKeyType::ed25519;
  PublicKey key;

  std::uint32_t id() const;  // the first four octets of SHA-256(name ‖ \n ‖ type ‖ key)
  std::string text() const;
  static Result<NoteKey> parse(std::string_view text);

  friend bool operator==(const NoteKey&, const NoteKey&) = default;
};

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string octets;  // what follows the key id

  std::string line() const;  // "— name base64\n"
};

struct Note {
  std::string text;  // ends with a line feed
  std::vector<NoteSignature> signatures;

  std::string format() const;

  // Checks the form only. Errors: invalid_input for control characters, text that is not UTF-8, a
  // missing signature, more than 100 of them, more than 1 MiB.
  static Result<Note> parse(std::string_view bytes);
};

// A signature of a key that the reader knows.
struct VerifiedSignature {
  NoteKey key;
  std::optional<Instant> time;  // of a cosignature
};

// The signatures on the note by keys in `known`, each counted once. Signatures by other keys are
// passed over. Errors: denied if a signature of a known key does not verify, or there is none.
Result<std::vector<VerifiedSignature>> verify_note(const Note& note,
                                                   std::span<const NoteKey> known);

// A name fit for a key: not empty, no '+', no white space, no control character.
bool is_key_name(std::string_view name);

NoteKey note_key(std::string name, NoteKeyType type, const SigningKey& key);
NoteSignature sign_note(std::string_view text, const std::string& name, const SigningKey& key);

// Says that the signer saw this checkpoint as the longest of its log at `time`.
NoteSignature cosign_note(std::string_view text, const std::string& name, const SigningKey& key,
                          Instant time);

}  // namespace comity::registry
