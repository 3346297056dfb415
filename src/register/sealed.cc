#include "register/sealed.h"

#include "base/hash.h"

namespace comity::registry {

namespace {

constexpr std::size_t kSaltSize = 32;

Hash commitment(std::string_view inside) { return sha256({"comity-sealed/1\n", inside}); }

}  // namespace

Result<Sealed> seal_content(std::string_view content, std::span<const Reader> readers,
                            Random& random) {
  const Hash salt = random.hash();
  const std::string inside = std::string(view(salt)) + std::string(content);
  Sealed sealed;
  std::vector<AgeRecipient> keys;
  for (const Reader& reader : readers) {
    keys.push_back(reader.key);
    sealed.field.readers.push_back(reader.party);
  }
  COMITY_TRY(sealed.blob, age_encrypt(inside, keys, random));
  sealed.field.blob = sha256(sealed.blob);
  sealed.field.commitment = commitment(inside);
  return sealed;
}

Result<std::string> open_content(const SealedField& field, std::string_view blob,
                                 const AgeIdentity& identity) {
  if (sha256(blob) != field.blob) {
    return fail(Errc::corrupt, "this is not the blob that the entry was signed for");
  }
  COMITY_TRY(std::string inside, age_decrypt(blob, {&identity, 1}));
  if (inside.size() < kSaltSize || commitment(inside) != field.commitment) {
    return fail(Errc::corrupt, "the content is not what the entry was signed for");
  }
  return inside.substr(kSaltSize);
}

}  // namespace comity::registry
