#include "register/signing.h"

#include <sodium.h>

#include "base/hash.h"

namespace comity::registry {

namespace {

struct AlgorithmRow {
  Algorithm algorithm;
  std::string_view name;
  std::size_t key_size;
};

constexpr std::array<AlgorithmRow, 2> kAlgorithms = {{
    {Algorithm::ed25519, "ed25519", 32},
    {Algorithm::webauthn_es256, "webauthn-es256", 65},
}};

void start_sodium() {
  static const int status = sodium_init();
  COMITY_ASSERT(status >= 0);
}

Result<void> verify_ed25519(std::string_view key, std::string_view message,
                            std::string_view signature) {
  start_sodium();
  if (signature.size() != crypto_sign_BYTES) {
    return fail(Errc::denied, "an Ed25519 signature has 64 octets");
  }
  if (crypto_sign_verify_detached(octets(signature), octets(message), message.size(),
                                  octets(key)) != 0) {
    return fail(Errc::denied, "the signature is not this key's");
  }
  return {};
}

}  // namespace

std::string PublicKey::text() const {
  for (const auto& row : kAlgorithms) {
    if (row.algorithm == algorithm) return std::string(row.name) + ":" + to_base64(octets);
  }
  COMITY_ASSERT(false);
  return {};
}

Result<PublicKey> PublicKey::parse(std::string_view text) {
  for (const auto& row : kAlgorithms) {
    if (!text.starts_with(row.name) || text.substr(row.name.size(), 1) != ":") continue;
    COMITY_TRY(std::string octets, from_base64(text.substr(row.name.size() + 1)));
    if (octets.size() != row.key_size) {
      return fail(Errc::invalid_input, "a public key of the wrong length");
    }
    return PublicKey{row.algorithm, std::move(octets)};
  }
  return fail(Errc::invalid_input, "not a public key of a known kind");
}

std::string PublicKey::id() const { return sha256_hex(text()); }

Result<void> verify(const PublicKey& key, std::string_view message, std::string_view signature,
                    const RelyingParty& relying_party) {
  switch (key.algorithm) {
    case Algorithm::ed25519: return verify_ed25519(key.octets, message, signature);
    case Algorithm::webauthn_es256:
      return verify_webauthn(key.octets, message, signature, relying_party);
  }
  return fail(Errc::denied, "a key of an unknown kind");
}

SigningKey SigningKey::generate(Random& random) {
  const Hash seed = random.hash();
  return *from_seed(view(seed));
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed) {
  start_sodium();
  if (seed.size() != crypto_sign_SEEDBYTES) {
    return fail(Errc::invalid_input, "the seed of a signing key has 32 octets");
  }
  SigningKey key;
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> unused{};
  crypto_sign_seed_keypair(unused.data(), key.secret_.data(), octets(seed));
  return key;
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SigningKey::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(octets(signature), nullptr, octets(message), message.size(), secret_.data());
  return signature;
}

Hash SigningKey::code(std::string_view message) const {
  static constexpr std::string_view kPurpose = "comity-code/1";
  Hash key{};
  crypto_generichash(key.data(), key.size(), octets(kPurpose), kPurpose.size(), secret_.data(), 32);
  Hash code{};
  crypto_generichash(code.data(), code.size(), octets(message), message.size(), key.data(),
                     key.size());
  return code;
}

PublicKey SigningKey::public_key() const {
  return {Algorithm::ed25519, std::string(view(std::span(secret_).subspan(32)))};
}

std::string SigningKey::seed() const { return std::string(view(std::span(secret_).first(32))); }

}  // namespace comity::registry
