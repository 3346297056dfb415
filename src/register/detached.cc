#include "register/detached.h"

#include <sodium.h>

#include "base/hash.h"
#include "base/text.h"

namespace comity::registry {

namespace {

constexpr std::string_view kSshKind = "ssh-ed25519";
constexpr std::string_view kSshMagic = "SSHSIG";
constexpr std::string_view kSshBegin = "-----BEGIN SSH SIGNATURE-----\n";
constexpr std::string_view kSshEnd = "-----END SSH SIGNATURE-----";
constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::size_t kNumberSize = 8;  // minisign's name for a key

std::string sha512(std::string_view content) {
  std::string digest(crypto_hash_sha512_BYTES, '\0');
  crypto_hash_sha512(octets(digest), octets(content), content.size());
  return digest;
}

std::string blake2b(std::string_view content) {
  std::string digest(crypto_generichash_BYTES_MAX, '\0');
  crypto_generichash(octets(digest), digest.size(), octets(content), content.size(), nullptr, 0);
  return digest;
}

Result<std::string_view> next_string(std::string_view& rest) {
  if (const auto text = take_string(rest)) return *text;
  return fail(Errc::invalid_input, "an SSH string is cut short");
}

std::string ssh_blob(std::string_view octets) {
  std::string blob;
  append_string(blob, kSshKind);
  append_string(blob, octets);
  return blob;
}

// What stands behind the kind in a key or a signature of SSH.
Result<std::string_view> ssh_octets(std::string_view blob, std::size_t size) {
  COMITY_TRY(const std::string_view kind, next_string(blob));
  COMITY_TRY(const std::string_view octets, next_string(blob));
  if (kind != kSshKind || octets.size() != size || !blob.empty()) {
    return fail(Errc::invalid_input, "not of the kind ssh-ed25519");
  }
  return octets;
}

std::string ssh_message(std::string_view purpose, std::string_view hash_name,
                        std::string_view digest) {
  std::string message(kSshMagic);
  for (const std::string_view part : {purpose, std::string_view(), hash_name, digest}) {
    append_string(message, part);
  }
  return message;
}

std::string sign_ssh(const SigningKey& key, std::string_view content, std::string_view purpose) {
  std::string blob(kSshMagic);
  append_big_endian(blob, 1, 4);
  append_string(blob, ssh_blob(key.public_key().octets));
  append_string(blob, purpose);
  append_string(blob, "");
  append_string(blob, "sha512");
  append_string(blob, ssh_blob(key.sign(ssh_message(purpose, "sha512", sha512(content)))));
  std::string out(kSshBegin);
  const std::string encoded = to_base64(blob);
  for (std::size_t at = 0; at < encoded.size(); at += 70) out += encoded.substr(at, 70) + "\n";
  return out + std::string(kSshEnd) + "\n";
}

Result<void> verify_ssh(const PublicKey& key, std::string_view content, std::string_view armored,
                        std::string_view purpose) {
  std::string encoded(armored.substr(kSshBegin.size()));
  const auto end = encoded.find(kSshEnd);
  if (end == encoded.npos) return fail(Errc::invalid_input, "the SSH signature has no end");
  encoded.resize(end);
  std::erase(encoded, '\n');
  COMITY_TRY(const std::string blob, from_base64(encoded));
  std::string_view rest = blob;
  if (!rest.starts_with(kSshMagic) || big_endian(rest.substr(kSshMagic.size(), 4)) != 1) {
    return fail(Errc::invalid_input, "not an SSH signature of version 1");
  }
  rest.remove_prefix(kSshMagic.size() + 4);
  COMITY_TRY(const std::string_view signer, next_string(rest));
  COMITY_TRY(const std::string_view named, next_string(rest));
  COMITY_TRY(const std::string_view reserved, next_string(rest));
  COMITY_TRY(const std::string_view hash_name, next_string(rest));
  COMITY_TRY(const std::string_view signature_blob, next_string(rest));
  COMITY_TRY(const std::string_view octets, ssh_octets(signer, 32));
  COMITY_TRY(const std::string_view signature, ssh_octets(signature_blob, 64));
  if (!rest.empty() || !reserved.empty()) {
    return fail(Errc::invalid_input, "an SSH signature with unknown parts");
  }
  if (octets != key.octets) return fail(Errc::denied, "the signature is another key's");
  if (named != purpose) {
    return fail(Errc::denied, "the signature was made for \"" + std::string(named) + "\"");
  }
  if (hash_name != "sha512" && hash_name != "sha256") {
    return fail(Errc::invalid_input, "an SSH signature over an unknown digest");
  }
  const std::string digest =
      hash_name == "sha512" ? sha512(content) : std::string(view(sha256(content)));
  return verify(key, ssh_message(purpose, hash_name, digest), signature);
}

std::string minisign_number(const PublicKey& key) {
  return std::string(view(sha256(key.octets)).substr(0, kNumberSize));
}

std::string sign_minisign(const SigningKey& key, std::string_view content,
                          std::string_view purpose) {
  const std::string signature = key.sign(blake2b(content));
  const std::string comment(purpose);
  return std::string(kUntrusted) + "signed with Comity\n" +
         to_base64("ED" + minisign_number(key.public_key()) + signature) + "\n" +
         std::string(kTrusted) + comment + "\n" + to_base64(key.sign(signature + comment)) + "\n";
}

Result<void> verify_minisign(const PublicKey& key, std::string_view content,
                             std::string_view text) {
  const auto lines = text::split_lines(text);
  if (lines.size() < 4 || !lines[2].starts_with(kTrusted)) {
    return fail(Errc::invalid_input, "not a minisign signature");
  }
  COMITY_TRY(const std::string blob, from_base64(lines[1]));
  COMITY_TRY(const std::string whole, from_base64(lines[3]));
  if (blob.size() != 2 + kNumberSize + 64 || blob.substr(0, 2) != "ED") {
    return fail(Errc::invalid_input, "not a prehashed minisign signature");
  }
  const std::string signature = blob.substr(2 + kNumberSize);
  COMITY_CHECK(verify(key, blake2b(content), signature));
  return verify(key, signature + std::string(lines[2].substr(kTrusted.size())), whole);
}

}  // namespace

std::string detached_key(DetachedForm form, const PublicKey& key) {
  if (form == DetachedForm::ssh) {
    return std::string(kSshKind) + " " + to_base64(ssh_blob(key.octets)) + "\n";
  }
  return std::string(kUntrusted) + "minisign public key\n" +
         to_base64("Ed" + minisign_number(key) + key.octets) + "\n";
}

Result<PublicKey> parse_detached_key(std::string_view text) {
  if (text.starts_with(kSshKind)) {
    const auto words = text::split_words(text);
    if (words.size() < 2) return fail(Errc::invalid_input, "not a public key of SSH");
    COMITY_TRY(const std::string blob, from_base64(words[1]));
    COMITY_TRY(const std::string_view octets, ssh_octets(blob, 32));
    return PublicKey{Algorithm::ed25519, std::string(octets)};
  }
  const auto lines = text::split_lines(text);
  const bool commented = !lines.empty() && lines[0].starts_with(kUntrusted);
  if (lines.size() <= (commented ? 1U : 0U)) {
    return fail(Errc::invalid_input, "not a public key of minisign or SSH");
  }
  COMITY_TRY(const std::string blob, from_base64(lines[commented ? 1 : 0]));
  if (blob.size() != 2 + kNumberSize + 32 || blob.substr(0, 2) != "Ed") {
    return fail(Errc::invalid_input, "not a public key of minisign");
  }
  return PublicKey{Algorithm::ed25519, blob.substr(2 + kNumberSize)};
}

std::string sign_detached(DetachedForm form, const SigningKey& key, std::string_view content,
                          std::string_view purpose) {
  return form == DetachedForm::ssh ? sign_ssh(key, content, purpose)
                                   : sign_minisign(key, content, purpose);
}

Result<void> verify_detached(const PublicKey& key, std::string_view content,
                             std::string_view signature, std::string_view purpose) {
  if (key.algorithm != Algorithm::ed25519) {
    return fail(Errc::invalid_input, "a detached signature is Ed25519");
  }
  return signature.starts_with(kSshBegin) ? verify_ssh(key, content, signature, purpose)
                                          : verify_minisign(key, content, signature);
}

}  // namespace comity::registry
