// Byte strings are std::string and std::string_view: what is hashed, signed or stored is always a
// sequence of octets without a character set. This header holds the few conversions between them,
// fixed-size arrays, big-endian integers (network order, as RFC 8446 section 3 writes them) and
// strings behind their lengths.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace comity {

// A SHA-256 digest, or any other value of 32 octets (salt, public key, commitment).
using Hash = std::array<std::uint8_t, 32>;

inline std::string_view view(std::span<const std::uint8_t> octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

inline const std::uint8_t* octets(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

inline std::uint8_t* octets(std::string& bytes) {
  return reinterpret_cast<std::uint8_t*>(bytes.data());
}

// Copies exactly N octets; the caller has checked bytes.size() >= N.
template <std::size_t N>
std::array<std::uint8_t, N> take(std::string_view bytes) {
  std::array<std::uint8_t, N> out{};
  for (std::size_t i = 0; i < N && i < bytes.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(bytes[i]);
  }
  return out;
}

// Appends the `width` low octets of `value`, most significant first.
inline void append_big_endian(std::string& out, std::uint64_t value, int width) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

// Reads all of `bytes` (at most eight octets), most significant first.
inline std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

// Appends `text` behind its length in four octets: a string of RFC 4251, section 5.
inline void append_string(std::string& out, std::string_view text) {
  append_big_endian(out, text.size(), 4);
  out += text;
}

// Takes such a string off the front of `rest`; none, and `rest` as it was, where it is cut short.
inline std::optional<std::string_view> take_string(std::string_view& rest) {
  if (rest.size() < 4) return std::nullopt;
  const std::uint64_t size = big_endian(rest.substr(0, 4));
  if (size > rest.size() - 4) return std::nullopt;
  const std::string_view text = rest.substr(4, size);
  rest.remove_prefix(4 + size);
  return text;
}

}  // namespace comity
