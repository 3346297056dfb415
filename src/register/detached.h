// Signatures over a file in the forms of two ordinary tools, so that somebody without Comity can
// sign material for it, and check what was signed with it. Ed25519 only.
//
//   minisign 0.11, prehashed (jedisct1.github.io/minisign, "Signature format")
//   SSHSIG (OpenSSH, PROTOCOL.sshsig), as made by ssh-keygen -Y sign
#pragma once

#include <string>
#include <string_view>

#include "register/signing.h"

namespace comity::registry {

enum class DetachedForm { minisign, ssh };

// The key as the tool's own users hand it on.
std::string detached_key(DetachedForm form, const PublicKey& key);

// Reads a public key in either form. Errors: invalid_input.
Result<PublicKey> parse_detached_key(std::string_view text);

// `purpose` keeps a signature from being taken for one made for something else: the name space of
// SSHSIG; with minisign the trusted comment. Precondition: not empty, no line feed.
std::string sign_detached(DetachedForm form, const SigningKey& key, std::string_view content,
                          std::string_view purpose);

// Reads either form. A minisign signature's comment is not compared with the purpose, because that
// tool's users write what they like in it; it is covered by the signature all the same.
// Errors: invalid_input for what is neither form; denied if it is not this key's over the content.
Result<void> verify_detached(const PublicKey& key, std::string_view content,
                             std::string_view signature, std::string_view purpose);

}  // namespace comity::registry
