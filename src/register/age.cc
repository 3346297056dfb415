#include "register/age.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/hash.h"
#include "base/text.h"

namespace comity::registry {

namespace {

constexpr std::string_view kVersion = "age-encryption.org/v1\n";
constexpr std::string_view kWrapInfo = "age-encryption.org/v1/X25519";
constexpr std::size_t kColumns = 64;
constexpr std::size_t kFileKeySize = 16;
constexpr std::size_t kTagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t kNonceSize = 16;
constexpr std::size_t kChunkSize = std::size_t{64} * 1024;

using ChunkNonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

Hash hmac(std::string_view key, std::string_view message) {
  Hash out{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, octets(key), key.size());
  crypto_auth_hmacsha256_update(&state, octets(message), message.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

// HKDF-SHA-256 (RFC 5869) for 32 octets: one round of each half.
Hash hkdf(std::string_view secret, std::string_view salt, std::string_view info) {
  const Hash key = hmac(salt, secret);
  return hmac(view(key), std::string(info) + '\x01');
}

std::string seal(const Hash& key, const ChunkNonce& nonce, std::string_view plain) {
  std::string out(plain.size() + kTagSize, '\0');
  crypto_aead_chacha20poly1305_ietf_encrypt(octets(out), nullptr, octets(plain), plain.size(),
                                            nullptr, 0, nullptr, nonce.data(), key.data());
  return out;
}

std::optional<std::string> unseal(const Hash& key, const ChunkNonce& nonce,
                                  std::string_view sealed) {
  if (sealed.size() < kTagSize) return std::nullopt;
  std::string out(sealed.size() - kTagSize, '\0');
  if (crypto_aead_chacha20poly1305_ietf_decrypt(octets(out), nullptr, nullptr, octets(sealed),
                                                sealed.size(), nullptr, 0, nonce.data(),
                                                key.data()) != 0) {
    return std::nullopt;
  }
  return out;
}

ChunkNonce chunk_nonce(std::uint64_t number, bool last) {
  ChunkNonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  nonce[11] = last ? 1 : 0;
  return nonce;
}

std::string unpadded(std::string_view bytes) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

Result<std::string> from_unpadded(std::string_view text) {
  if (text.find('=') != text.npos) return fail(Errc::invalid_input, "padding in an age header");
  return from_base64(std::string(text) + std::string((4 - text.size() % 4) % 4, '='));
}

struct Stanza {
  std::vector<std::string> arguments;
  std::string body;

  std::string format() const {
    std::string out = "->";
    for (const auto& argument : arguments) out += " " + argument;
    out += "\n";
    const std::string text = unpadded(body);
    for (std::size_t at = 0; at <= text.size(); at += kColumns) {
      out += text.substr(at, kColumns) + "\n";
    }
    return out;
  }
};

struct Header {
  std::vector<Stanza> stanzas;
  std::string covered;  // by the MAC
  std::string mac;
  std::string_view payload;
};

class HeaderReader {
 public:
  explicit HeaderReader(std::string_view file) : file_(file), rest_(file) {}

  Result<Header> read() {
    if (!rest_.starts_with(kVersion)) return wrong();
    rest_.remove_prefix(kVersion.size());
    Header header;
    while (rest_.starts_with("-> ")) {
      COMITY_TRY(Stanza stanza, read_stanza());
      header.stanzas.push_back(std::move(stanza));
    }
    header.covered = std::string(file_.substr(0, file_.size() - rest_.size())) + "---";
    COMITY_TRY(const std::string_view line, next_line());
    if (header.stanzas.empty() || !line.starts_with("--- ")) return wrong();
    COMITY_TRY(header.mac, from_unpadded(line.substr(4)));
    if (header.mac.size() != 32) return wrong();
    header.payload = rest_;
    return header;
  }

 private:
  static tl::unexpected<Error> wrong() {
    return fail(Errc::invalid_input, "not an age file, or not one of version 1");
  }

  Result<std::string_view> next_line() {
    const auto end = rest_.find('\n');
    if (end == rest_.npos) return wrong();
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }

  Result<Stanza> read_stanza() {
    Stanza stanza;
    COMITY_TRY(std::string_view line, next_line());
    line.remove_prefix(3);
    while (true) {
      const auto space = line.find(' ');
      const std::string_view argument = line.substr(0, space);
      const bool visible = std::all_of(argument.begin(), argument.end(),
                                       [](char c) { return c >= 0x21 && c <= 0x7e; });
      if (argument.empty() || !visible) return wrong();
      stanza.arguments.emplace_back(argument);
      if (space == line.npos) break;
      line.remove_prefix(space + 1);
    }
    std::string text;
    do {
      COMITY_TRY(line, next_line());
      if (line.size() > kColumns) return wrong();
      text += line;
    } while (line.size() == kColumns);
    COMITY_TRY(stanza.body, from_unpadded(text));
    return stanza;
  }

  std::string_view file_;
  std::string_view rest_;
};

Stanza wrap(std::string_view file_key, const AgeRecipient& recipient, const Hash& ephemeral,
            bool& valid) {
  Hash share{};
  Hash shared{};
  crypto_scalarmult_base(share.data(), ephemeral.data());
  valid = crypto_scalarmult(shared.data(), ephemeral.data(), recipient.point.data()) == 0;
  const std::string salt = std::string(view(share)) + std::string(view(recipient.point));
  const Hash key = hkdf(view(shared), salt, kWrapInfo);
  return {{"X25519", unpadded(view(share))}, seal(key, ChunkNonce{}, file_key)};
}

// The file key, nothing if the stanza is for somebody else. Errors: invalid_input.
Result<std::optional<std::string>> unwrap(const Stanza& stanza, const AgeIdentity& identity) {
  if (stanza.arguments[0] != "X25519") return std::nullopt;
  if (stanza.arguments.size() != 2 || stanza.body.size() != kFileKeySize + kTagSize) {
    return fail(Errc::invalid_input, "an X25519 stanza of the wrong shape");
  }
  COMITY_TRY(const std::string share, from_unpadded(stanza.arguments[1]));
  if (share.size() != 32) return fail(Errc::invalid_input, "a share of the wrong length");
  Hash shared{};
  if (crypto_scalarmult(shared.data(), identity.secret.data(), octets(share)) != 0) {
    return fail(Errc::invalid_input, "a share of low order");
  }
  const std::string salt = share + std::string(view(identity.recipient().point));
  return unseal(hkdf(view(shared), salt, kWrapInfo), ChunkNonce{}, stanza.body);
}

Result<std::string> find_file_key(const Header& header, std::span<const AgeIdentity> identities) {
  for (const Stanza& stanza : header.stanzas) {
    if (stanza.arguments[0] == "scrypt" && header.stanzas.size() > 1) {
      return fail(Errc::invalid_input, "a passphrase stanza must stand alone");
    }
  }
  for (const Stanza& stanza : header.stanzas) {
    for (const AgeIdentity& identity : identities) {
      COMITY_TRY(auto key, unwrap(stanza, identity));
      if (key) return std::move(*key);
    }
  }
  return fail(Errc::denied, "this file is sealed to others");
}

Result<std::string> decrypt_payload(std::string_view payload, std::string_view file_key) {
  if (payload.size() < kNonceSize) {
    return fail(Errc::invalid_input, "the sealed file ends within its header");
  }
  const Hash key = hkdf(file_key, payload.substr(0, kNonceSize), "payload");
  payload.remove_prefix(kNonceSize);
  std::string out;
  for (std::uint64_t number = 0;; ++number) {
    const std::string_view chunk = payload.substr(0, kChunkSize + kTagSize);
    payload.remove_prefix(chunk.size());
    const bool last = payload.empty();
    const auto plain = unseal(key, chunk_nonce(number, last), chunk);
    if (!plain || (plain->empty() && number > 0)) {
      return fail(Errc::corrupt, "the sealed file was changed or cut off");
    }
    out += *plain;
    if (last) return out;
  }
}

}  // namespace

Result<std::string> age_encrypt(std::string_view plaintext, std::span<const AgeRecipient> to,
                                Random& random) {
  if (to.empty()) return fail(Errc::invalid_input, "a sealed file needs a reader");
  std::array<std::uint8_t, kFileKeySize> file_key{};
  random.fill(file_key);
  std::string header(kVersion);
  for (const AgeRecipient& recipient : to) {
    bool valid = false;
    header += wrap(view(file_key), recipient, random.hash(), valid).format();
    if (!valid) return fail(Errc::invalid_input, "a reader's key is no point of the curve");
  }
  header += "---";
  const Hash mac = hmac(view(hkdf(view(file_key), "", "header")), header);
  std::array<std::uint8_t, kNonceSize> nonce{};
  random.fill(nonce);
  const Hash key = hkdf(view(file_key), view(nonce), "payload");
  std::string out = header + " " + unpadded(view(mac)) + "\n" + std::string(view(nonce));
  for (std::uint64_t number = 0;; ++number) {
    const std::string_view chunk = plaintext.substr(0, kChunkSize);
    plaintext.remove_prefix(chunk.size());
    out += seal(key, chunk_nonce(number, plaintext.empty()), chunk);
    if (plaintext.empty()) return out;
  }
}

Result<std::string> age_decrypt(std::string_view file, std::span<const AgeIdentity> identities) {
  constexpr std::string_view kArmor = "-----BEGIN";
  std::string dearmored;
  if (text::trim(file.substr(0, 1024)).starts_with(kArmor)) {
    COMITY_TRY(dearmored, age_dearmor(file));
    file = dearmored;
  }
  COMITY_TRY(const Header header, HeaderReader(file).read());
  COMITY_TRY(const std::string file_key, find_file_key(header, identities));
  const Hash mac = hmac(view(hkdf(file_key, "", "header")), header.covered);
  if (view(mac) != header.mac)
    return fail(Errc::corrupt, "the header of the sealed file was changed");
  return decrypt_payload(header.payload, file_key);
}

Result<std::string> age_dearmor(std::string_view armored) {
  constexpr std::string_view kBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
  constexpr std::string_view kEnd = "-----END AGE ENCRYPTED FILE-----";
  const auto wrong = [] { return fail(Errc::invalid_input, "armor that breaks its format"); };
  std::vector<std::string_view> lines = text::split_lines(text::trim(armored));
  if (lines.size() < 3 || lines.front() != kBegin || lines.back() != kEnd) return wrong();
  std::string encoded;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const bool last = i + 2 == lines.size();
    if (lines[i].empty() || lines[i].size() > kColumns) return wrong();
    if (!last && lines[i].size() != kColumns) return wrong();
    encoded += lines[i];
  }
  return from_base64(encoded);
}

}  // namespace comity::registry
