#include "reason/wide.h"

#include <bit>

namespace comity::reason {
namespace {

// 512 bits; the compiler splits them where the processor's registers are narrower.
using Vector = uint64_t __attribute__((vector_size(64), may_alias));
constexpr size_t kVectors = sizeof(Wide) / sizeof(Vector);

[[gnu::always_inline]] inline void run(const WideOp* op, const WideOp* last, Wide* registers) {
  for (; op != last; ++op) {
    const auto* a = reinterpret_cast<const Vector*>(&registers[op->a]);
    const auto* b = reinterpret_cast<const Vector*>(&registers[op->b]);
    auto* out = reinterpret_cast<Vector*>(&registers[op->out]);
    switch (op->kind) {
      case WideOp::Kind::both:
        for (size_t i = 0; i < kVectors; ++i) out[i] = a[i] & b[i];
        break;
      case WideOp::Kind::first_only:
        for (size_t i = 0; i < kVectors; ++i) out[i] = a[i] & ~b[i];
        break;
      case WideOp::Kind::neither:
        for (size_t i = 0; i < kVectors; ++i) out[i] = ~(a[i] | b[i]);
        break;
    }
  }
}

[[gnu::always_inline]] inline uint64_t count(const Wide& a, uint64_t flip, const Wide& mask) {
  uint64_t ones = 0;
  for (size_t i = 0; i < kWideWords; ++i) {
    ones += static_cast<uint64_t>(std::popcount((a.words[i] ^ flip) & mask.words[i]));
  }
  return ones;
}

struct Functions {
  void (*run)(const WideOp*, const WideOp*, Wide*);
  uint64_t (*count)(const Wide&, uint64_t, const Wide&);
};

void run_portable(const WideOp* first, const WideOp* last, Wide* registers) {
  run(first, last, registers);
}
uint64_t count_portable(const Wide& a, uint64_t flip, const Wide& mask) {
  return count(a, flip, mask);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void run_avx2(const WideOp* first, const WideOp* last,
                                              Wide* registers) {
  run(first, last, registers);
}
__attribute__((target("avx512f"))) void run_avx512(const WideOp* first, const WideOp* last,
                                                   Wide* registers) {
  run(first, last, registers);
}
__attribute__((target("popcnt"))) uint64_t count_popcnt(const Wide& a, uint64_t flip,
                                                        const Wide& mask) {
  return count(a, flip, mask);
}

Functions choose() {
  __builtin_cpu_init();
  Functions chosen{run_portable, count_portable};
  if (__builtin_cpu_supports("popcnt")) chosen.count = count_popcnt;
  if (__builtin_cpu_supports("avx2")) chosen.run = run_avx2;
  if (__builtin_cpu_supports("avx512f")) chosen.run = run_avx512;
  return chosen;
}
#else
Functions choose() { return {run_portable, count_portable}; }
#endif

const Functions& functions() {
  static const Functions chosen = choose();
  return chosen;
}

}  // namespace

void run_wide(const WideOp* first, const WideOp* last, Wide* registers) {
  functions().run(first, last, registers);
}

uint64_t count_wide(const Wide& a, uint64_t flip, const Wide& mask) {
  return functions().count(a, flip, mask);
}

}  // namespace comity::reason
