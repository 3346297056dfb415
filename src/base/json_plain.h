// The part of a JSON string that stands for itself: most of it, in what is signed here. Apart, so
// that reader and writer pass over it in the same way, eight octets at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace comity {

// How many octets from the beginning are printable ASCII other than '"' and '\\'.
inline std::size_t plain_run(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  // Non-zero if some octet of the word is below n, for n up to 128.
  const auto below = [](std::uint64_t word, std::uint64_t n) {
    return (word - kOnes * n) & ~word & kHigh;
  };
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t special = (word & kHigh) | below(word, 0x20) |
                                  below(word ^ (kOnes * '"'), 1) | below(word ^ (kOnes * '\\'), 1);
    if (special != 0) break;
  }
  const auto plain = [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet >= 0x20 && octet < 0x80 && c != '"' && c != '\\';
  };
  while (at < text.size() && plain(text[at])) ++at;
  return at;
}

}  // namespace comity
