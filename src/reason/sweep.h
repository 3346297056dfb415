// Kernel 2: every world within a restriction, 2,048 worlds a step, one bit a world, four vectors of
// 512 bits wide. The vectors are portable; the processor's AVX2 or AVX-512 is used where it has
// them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "reason/circuit.h"
#include "reason/inquiry.h"
#include "reason/theory.h"
#include "reason/wide.h"

namespace comity::reason {

// Where each world of a sweep lies: world w is at the sum of position(w's alternative) * stride
// over the choices. Only the cone's choices vary.
struct WorldLayout {
  std::vector<ChoiceId> choices;
  std::vector<std::vector<Alternative>> alternatives;  // those allowed, in order
  std::vector<size_t> stride;
  size_t inner = 0;       // the first so many choices vary inside a row
  size_t row_worlds = 1;  // worlds in a row
  size_t row_stride = 0;  // a row begins at each multiple of this, in worlds
  size_t rows = 1;

  uint64_t worlds() const { return uint64_t{row_worlds} * rows; }
};

// The outcome of one query in every world.
class OutcomeTable {
 public:
  const WorldLayout& layout() const { return layout_; }
  Outcome at(size_t index) const;

 private:
  friend class Sweep;

  WorldLayout layout_;
  std::vector<uint64_t> established_;
  std::vector<uint64_t> excluded_;
  std::vector<uint64_t> undetermined_;
};

// How many worlds have each outcome, by Outcome.
using OutcomeCounts = std::array<uint64_t, 4>;

// Thread safety: the const members may run at the same time.
class Sweep {
 public:
  // The theory must outlive the sweep.
  Sweep(const Theory& theory, std::span<const Literal> queries);

  const Circuit& circuit() const { return circuit_; }
  // How many worlds a restriction leaves for the cone; the largest uint64_t if more than that.
  uint64_t worlds(const Restriction& within) const;

  // One entry a query. O(worlds * circuit), on up to `threads` threads. worlds() must fit a size_t
  // (and for tables 3 bits a world must fit in memory).
  std::vector<OutcomeCounts> count(const Restriction& within, unsigned threads = 1) const;
  std::vector<OutcomeTable> tabulate(const Restriction& within, unsigned threads = 1) const;
  // As count(), over steps * kWideBits worlds drawn at random with repetition.
  std::vector<OutcomeCounts> sample(const Restriction& within, uint64_t steps, uint64_t seed) const;

 private:
  class Machine;

  void allocate(const Uses& uses);
  void emit(uint32_t node);
  WorldLayout lay_out(const Restriction& within) const;
  template <class Sink>
  void for_rows(const WorldLayout& layout, size_t first, size_t last, const Sink& sink) const;
  void add_counts(const Machine& machine, const Wide& valid,
                  std::vector<OutcomeCounts>& counts) const;
  template <class Work>
  static void share(size_t rows, unsigned threads, const Work& work);

  const Theory* theory_;
  Circuit circuit_;
  std::vector<WideOp> ops_;
  std::vector<uint32_t> op_begin_;  // node -> the first op at or after it
  std::vector<uint32_t> slot_;      // node -> its slot
  uint32_t slots_ = 1;
};

}  // namespace comity::reason
