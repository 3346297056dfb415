// The age file format, version 1 (https://age-encryption.org/v1), with X25519 recipients: what
// Debian's age and every other implementation opens. A file is encrypted to several recipients;
// each opens it alone. age says nothing about who wrote it: the entry that carries its digest does.
//
// A file is held in memory as a whole. Written files are binary; armored ones are read too.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/env.h"

namespace comity::registry {

struct AgeRecipient {
  Hash point{};

  std::string text() const;  // "age1…", Bech32 (BIP 173)
  static Result<AgeRecipient> parse(std::string_view text);
  friend bool operator==(const AgeRecipient&, const AgeRecipient&) = default;
};

struct AgeIdentity {
  Hash secret{};

  static AgeIdentity generate(Random& random);
  std::string text() const;  // "AGE-SECRET-KEY-1…"
  static Result<AgeIdentity> parse(std::string_view text);
  AgeRecipient recipient() const;
};

// Errors: invalid_input without recipients, or for one that is no point of the curve.
Result<std::string> age_encrypt(std::string_view plaintext, std::span<const AgeRecipient> to,
                                Random& random);

// Errors: invalid_input for a header or armor that breaks the format; denied if no identity fits;
// corrupt if the header or the payload was changed or cut.
Result<std::string> age_decrypt(std::string_view file, std::span<const AgeIdentity> identities);

// Takes the armor (strict PEM) off. Errors: invalid_input.
Result<std::string> age_dearmor(std::string_view text);

// The two halves of Bech32, for keys. Errors: invalid_input for mixed case, a wrong checksum, or
// another prefix.
std::string bech32_encode(std::string_view prefix, std::string_view octets);
Result<std::string> bech32_decode(std::string_view prefix, std::string_view text);

}  // namespace comity::registry
