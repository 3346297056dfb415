// A sealed field: material that the host keeps and cannot read. The entry carries the digest of the
// encrypted blob, a commitment to what is inside, and the names of its readers; the signature over
// the entry binds all three to the sender, which age alone does not.
//
// Inside the blob: a salt of 32 octets, then the content. Without the salt the host could guess
// short contents and compare.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "register/age.h"
#include "register/entry.h"

namespace comity::registry {

struct Reader {
  std::string party;
  AgeRecipient key;
};

struct Sealed {
  SealedField field;  // into the entry
  std::string blob;   // into the blob store
};

// Errors: those of age_encrypt.
Result<Sealed> seal_content(std::string_view content, std::span<const Reader> readers,
                            Random& random);

// Errors: corrupt if blob or content are not those that the entry was signed for; denied if it is
// sealed to others.
Result<std::string> open_content(const SealedField& field, std::string_view blob,
                                 const AgeIdentity& identity);

}  // namespace comity::registry
