#include "base/hash.h"

#include <openssl/evp.h>

#include <memory>

namespace comity {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Fetching an algorithm by name takes longer than hashing with it, so it is done once.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  COMITY_ASSERT(fetched != nullptr);
  return fetched;
}

EVP_MD_CTX* context() {
  struct Free {
    void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
  };
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> owned(EVP_MD_CTX_new());
  COMITY_ASSERT(owned != nullptr);
  return owned.get();
}

std::string encode_base64(std::string_view bytes, std::string_view alphabet, bool padded) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    const std::uint64_t bits = big_endian(group) << (8 * (3 - group.size()));
    for (std::size_t digit = 0; digit < 4; ++digit) {
      if (digit <= group.size()) {
        out.push_back(alphabet[bits >> (18 - 6 * digit) & 63]);
      } else if (padded) {
        out.push_back('=');
      }
    }
  }
  return out;
}

Result<std::string> decode_base64(std::string_view text, std::string_view alphabet, bool padded) {
  static constexpr auto table_of = [](std::string_view digits) {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < digits.size(); ++i) {
      table[static_cast<std::uint8_t>(digits[i])] = static_cast<std::int8_t>(i);
    }
    return table;
  };
  static constexpr auto standard = table_of(kBase64);
  static constexpr auto url = table_of(kBase64Url);
  const auto& table = alphabet == kBase64 ? standard : url;

  if (padded) {
    if (text.size() % 4 != 0) return fail(Errc::invalid_input, "base64 without its padding");
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return fail(Errc::invalid_input, "base64 of an impossible length");
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int digit = table[static_cast<std::uint8_t>(c)];
    if (digit < 0) return fail(Errc::invalid_input, "a character that is not base64");
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<char>(bits >> held & 0xff));
    }
  }
  if ((bits & ((1U << held) - 1)) != 0) {
    return fail(Errc::invalid_input, "base64 whose last bits are not zero");
  }
  return out;
}

Result<Hash> exactly_32(const std::string& bytes) {
  if (bytes.size() != 32) return fail(Errc::invalid_input, "not a value of 32 octets");
  return take<32>(bytes);
}

}  // namespace

Hash sha256(std::string_view bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const ctx = context();
  Hash out{};
  bool ok = EVP_DigestInit_ex(ctx, algorithm(), nullptr) == 1;
  for (const auto part : parts) ok = ok && EVP_DigestUpdate(ctx, part.data(), part.size()) == 1;
  ok = ok && EVP_DigestFinal_ex(ctx, out.data(), nullptr) == 1;
  COMITY_ASSERT(ok);
  return out;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(view(sha256(bytes))); }

std::string to_hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto octet = static_cast<std::uint8_t>(c);
    out.push_back(kHex[octet >> 4]);
    out.push_back(kHex[octet & 15]);
  }
  return out;
}

Result<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Errc::invalid_input, "an odd number of hexadecimal digits");
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = kHex.find(text[i]);
    const auto low = kHex.find(text[i + 1]);
    if (high == kHex.npos || low == kHex.npos) {
      return fail(Errc::invalid_input, "not lower-case hexadecimal");
    }
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

std::string to_base64(std::string_view bytes) { return encode_base64(bytes, kBase64, true); }
std::string to_base64_url(std::string_view bytes) {
  return encode_base64(bytes, kBase64Url, false);
}
Result<std::string> from_base64(std::string_view text) {
  return decode_base64(text, kBase64, true);
}
Result<std::string> from_base64_url(std::string_view text) {
  return decode_base64(text, kBase64Url, false);
}

Result<Hash> hash_from_base64(std::string_view text) {
  COMITY_TRY(const std::string bytes, from_base64(text));
  return exactly_32(bytes);
}

Result<Hash> hash_from_hex(std::string_view text) {
  COMITY_TRY(const std::string bytes, from_hex(text));
  return exactly_32(bytes);
}

}  // namespace comity
