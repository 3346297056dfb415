// Keys and signatures. Parties sign with keys of their own; the register holds only its own key and
// the public halves of theirs.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/env.h"

namespace comity::registry {

// The kinds of key that may sign an entry. A third kind is one more line here, in `algorithms()`
// and in verify(); every stored key carries its kind's name.
enum class Algorithm {
  ed25519,         // RFC 8032; public key of 32 octets, signature of 64
  webauthn_es256,  // W3C WebAuthn assertion over P-256; public key: uncompressed point, 65 octets
};

struct PublicKey {
  Algorithm algorithm = Algorithm::ed25519;
  std::string octets;

  // "ed25519:" or "webauthn-es256:" and base64.
  std::string text() const;
  static Result<PublicKey> parse(std::string_view text);

  // SHA-256 of text() in hexadecimal: how entries name a key.
  std::string id() const;

  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// What a WebAuthn assertion must have been made for (W3C Web Authentication 2, section 7.2).
struct RelyingParty {
  std::string id;      // "comity.example"
  std::string origin;  // "https://comity.example"
};

// Errors: denied if the signature is not this key's over `message`, or is malformed.
Result<void> verify(const PublicKey& key, std::string_view message, std::string_view signature,
                    const RelyingParty& relying_party = {});

// An Ed25519 key pair (libsodium). The private half is wiped when it goes.
class SigningKey {
 public:
  static SigningKey generate(Random& random);
  static Result<SigningKey> from_seed(std::string_view seed);  // 32 octets

  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  std::string sign(std::string_view message) const;  // 64 octets

  // An authentication code (keyed BLAKE2b, RFC 7693): whoever can make it holds this key. For the
  // holders of the key among themselves.
  Hash code(std::string_view message) const;
  PublicKey public_key() const;
  std::string seed() const;

 private:
  SigningKey() = default;
  std::array<std::uint8_t, 64> secret_{};
};

// The WebAuthn half of verify(): `signature` is the canonical JSON of an assertion,
// {"authenticatorData":…,"clientDataJSON":…,"signature":…}, each base64url. Its challenge must be
// SHA-256(message), its type "webauthn.get", the user present and verified.
Result<void> verify_webauthn(std::string_view point, std::string_view message,
                             std::string_view assertion, const RelyingParty& relying_party);

// What a browser answered, as the signature that verify() takes: its PublicKeyCredential in JSON
// (W3C Web Authentication 3, toJSON()), or the three members of the response alone. Which site it
// was made for only the register can judge, which knows its own.
// Errors: invalid_input for another kind of key, or what is no JSON or base64url; denied if a
// member is missing, the user was not verified, or it was made over another message or with another
// key.
Result<std::string> webauthn_signature(const PublicKey& key, std::string_view message,
                                       std::string_view answer);

// ECDSA over P-256 with SHA-256. `signature` is DER (WebAuthn) or r ‖ s (IEEE P1363).
Result<void> verify_es256(std::string_view point, std::string_view message,
                          std::string_view signature_der);
Result<std::string> es256_der_from_p1363(std::string_view signature);

}  // namespace comity::registry
