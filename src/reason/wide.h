// Vectors of 2,048 bits, and the three operations of a sweep on them, in the widest instructions
// that the processor has.
#pragma once

#include <cstddef>
#include <cstdint>

namespace comity::reason {

constexpr size_t kWideBits = 2048;
constexpr size_t kWideWords = kWideBits / 64;

struct alignas(64) Wide {
  uint64_t words[kWideWords];
};

struct WideOp {
  enum class Kind : uint32_t {
    both,        // a and b
    first_only,  // a and not b
    neither,     // not a and not b
  } kind;
  uint32_t out, a, b;  // indices of registers
};

// Runs [first, last) over the registers.
void run_wide(const WideOp* first, const WideOp* last, Wide* registers);

// The number of ones in (a xor flip) and mask, where flip is all zeros or all ones.
uint64_t count_wide(const Wide& a, uint64_t flip, const Wide& mask);

}  // namespace comity::reason
