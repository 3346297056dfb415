// DSSE v1 (secure-systems-lab/dsse, protocol.md): a payload, its type, and signatures over both.
// A signature covers PAE(type, payload), so a payload can never be taken for one of another type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "register/signing.h"

namespace comity::registry {

constexpr std::string_view kEntryType = "application/vnd.comity.entry+json";
constexpr std::size_t kEnvelopeMax = 1 << 20;  // larger material is a digest into the blob store

struct EnvelopeSignature {
  std::string key_id;  // PublicKey::id(); a hint only, the register looks the key up itself
  std::string octets;
};

struct Envelope {
  std::string payload_type;
  std::string payload;
  std::vector<EnvelopeSignature> signatures;

  // "DSSEv1 33 application/… 5 {…}": what is signed.
  std::string signed_bytes() const;

  // The entry's name for ever: SHA-256 of signed_bytes(). It does not depend on who has signed yet.
  Hash id() const;

  void add(const SigningKey& key);

  // The canonical JSON that is stored and hashed.
  std::string format() const;

  // Takes either base64 alphabet, as the specification asks. Errors: invalid_input, limit.
  static Result<Envelope> parse(std::string_view text);

  // The same, of an envelope that nobody may have signed yet.
  static Result<Envelope> parse_unsigned(std::string_view text);
};

}  // namespace comity::registry
