#include <sodium.h>

#include "base/text.h"
#include "register/age.h"

namespace comity::registry {

namespace {

constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kChecksumSize = 6;

// The BCH code of BIP 173 over a prefix and 5-bit digits.
std::uint32_t checksum(std::string_view prefix, std::string_view digits) {
  constexpr std::uint32_t kGenerator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                          0x2a1462b3};
  std::uint32_t state = 1;
  const auto absorb = [&](std::uint32_t value) {
    const std::uint32_t top = state >> 25;
    state = (state & 0x1ffffff) << 5 ^ value;
    for (std::size_t i = 0; i < 5; ++i) {
      if ((top >> i & 1) != 0) state ^= kGenerator[i];
    }
  };
  for (const char c : prefix) absorb(static_cast<std::uint32_t>(c) >> 5);
  absorb(0);
  for (const char c : prefix) absorb(static_cast<std::uint32_t>(c) & 31);
  for (const char digit : digits) absorb(static_cast<std::uint32_t>(digit));
  return state;
}

// Regroups bits: from groups of `from` to groups of `to`. Left-over bits are padded with zeros, or
// must be zero padding themselves.
Result<std::string> regroup(std::string_view groups, int from, int to, bool pad) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char group : groups) {
    bits = (bits << from | static_cast<std::uint8_t>(group)) & 0xffff;
    held += from;
    while (held >= to) {
      held -= to;
      out.push_back(static_cast<char>(bits >> held & ((1U << to) - 1)));
    }
  }
  const std::uint32_t rest = bits & ((1U << held) - 1);
  if (pad && held > 0) out.push_back(static_cast<char>(rest << (to - held)));
  if (!pad && (held >= from || rest != 0)) return fail(Errc::invalid_input, "a key cut off");
  return out;
}

constexpr std::string_view kRecipientPrefix = "age";
constexpr std::string_view kIdentityPrefix = "age-secret-key-";

Result<Hash> decode_32(std::string_view prefix, std::string_view text) {
  COMITY_TRY(const std::string octets, bech32_decode(prefix, text));
  if (octets.size() != 32) return fail(Errc::invalid_input, "a key of the wrong length");
  return take<32>(octets);
}

}  // namespace

std::string bech32_encode(std::string_view prefix, std::string_view octets) {
  std::string digits = *regroup(octets, 8, 5, true);
  const std::uint32_t sum = checksum(prefix, digits + std::string(kChecksumSize, '\0')) ^ 1;
  for (int i = 5; i >= 0; --i) digits.push_back(static_cast<char>(sum >> (5 * i) & 31));
  std::string out = std::string(prefix) + "1";
  for (const char digit : digits) out.push_back(kDigits[static_cast<std::size_t>(digit)]);
  return out;
}

Result<std::string> bech32_decode(std::string_view prefix, std::string_view text) {
  const std::string small = text::lower_ascii(text);
  if (text != small && text != text::upper_ascii(text))
    return fail(Errc::invalid_input, "mixed case in a key");
  if (!small.starts_with(std::string(prefix) + "1") ||
      small.size() < prefix.size() + 1 + kChecksumSize) {
    return fail(Errc::invalid_input, "not a key of this kind");
  }
  std::string digits;
  for (const char c : std::string_view(small).substr(prefix.size() + 1)) {
    const auto digit = kDigits.find(c);
    if (digit == kDigits.npos) return fail(Errc::invalid_input, "not a key's character");
    digits.push_back(static_cast<char>(digit));
  }
  if (checksum(prefix, digits) != 1) return fail(Errc::invalid_input, "a mistyped key");
  digits.resize(digits.size() - kChecksumSize);
  return regroup(digits, 5, 8, false);
}

std::string AgeRecipient::text() const { return bech32_encode(kRecipientPrefix, view(point)); }

Result<AgeRecipient> AgeRecipient::parse(std::string_view text) {
  COMITY_TRY(const Hash point, decode_32(kRecipientPrefix, text));
  return AgeRecipient{point};
}

AgeIdentity AgeIdentity::generate(Random& random) { return {random.hash()}; }

std::string AgeIdentity::text() const {
  return text::upper_ascii(bech32_encode(kIdentityPrefix, view(secret)));
}

Result<AgeIdentity> AgeIdentity::parse(std::string_view text) {
  COMITY_TRY(const Hash secret, decode_32(kIdentityPrefix, text));
  return AgeIdentity{secret};
}

AgeRecipient AgeIdentity::recipient() const {
  AgeRecipient recipient;
  crypto_scalarmult_base(recipient.point.data(), secret.data());
  return recipient;
}

}  // namespace comity::registry
