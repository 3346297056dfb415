#include "reason/sweep.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <thread>
#include <utility>

#include "reason/random.h"

namespace comity::reason {
namespace {

using Kind = Circuit::Node::Kind;

void fill(Wide& wide, bool value) {
  std::fill(std::begin(wide.words), std::end(wide.words), value ? ~uint64_t{0} : 0);
}

size_t round_up(size_t n) { return (n + kWideBits - 1) / kWideBits * kWideBits; }

}  // namespace

Outcome OutcomeTable::at(size_t index) const {
  const auto bit = [&](const std::vector<uint64_t>& plane) {
    return ((plane[index / 64] >> (index % 64)) & 1) != 0;
  };
  if (bit(established_)) return Outcome::established;
  if (bit(excluded_)) return Outcome::excluded;
  return bit(undetermined_) ? Outcome::undetermined : Outcome::not_established;
}

Sweep::Sweep(const Theory& theory, std::span<const Literal> queries)
    : theory_(&theory), circuit_(compile(theory, queries)) {
  allocate(uses_of(circuit_));
}

// Registers are used again once their value has been read for the last time, so that the whole
// program runs in the nearest cache. Register 0 is false, and inputs keep theirs.
void Sweep::allocate(const Uses& uses) {
  std::vector<std::vector<uint32_t>> expiring(circuit_.size() + 1);
  std::vector<uint32_t> free;
  slot_.resize(circuit_.size(), 0);
  for (uint32_t node = 0; node < circuit_.size(); ++node) {
    op_begin_.push_back(static_cast<uint32_t>(ops_.size()));
    free.insert(free.end(), expiring[node].begin(), expiring[node].end());
    const Kind kind = circuit_.nodes[node].kind;
    if (kind == Kind::constant || (!uses.needed[node] && kind != Kind::input)) continue;
    if (free.empty()) {
      slot_[node] = slots_++;
    } else {
      slot_[node] = free.back();
      free.pop_back();
    }
    if (kind != Kind::input && uses.last[node] < circuit_.size()) {
      expiring[uses.last[node]].push_back(slot_[node]);
    }
    if (kind == Kind::gate) emit(node);
  }
  op_begin_.push_back(static_cast<uint32_t>(ops_.size()));
}

void Sweep::emit(uint32_t node) {
  Edge a = circuit_.nodes[node].a;
  Edge b = circuit_.nodes[node].b;
  if (negated(a) && !negated(b)) std::swap(a, b);
  const WideOp::Kind kind = negated(a)   ? WideOp::Kind::neither
                            : negated(b) ? WideOp::Kind::first_only
                                         : WideOp::Kind::both;
  ops_.push_back({kind, slot_[node], slot_[node_of(a)], slot_[node_of(b)]});
}

// One thread's registers.
class Sweep::Machine {
 public:
  explicit Machine(const Sweep& sweep) : s_(sweep), registers_(sweep.slots_) {
    fill(registers_[0], false);
  }

  Wide& input(uint32_t node) { return registers_[s_.slot_[node]]; }
  const Wide& value(Edge e) const { return registers_[s_.slot_[node_of(e)]]; }

  void run(uint32_t begin, uint32_t end) {
    const WideOp* ops = s_.ops_.data();
    run_wide(ops + s_.op_begin_[begin], ops + s_.op_begin_[end], registers_.data());
  }
  void clear(const std::vector<Circuit::State>& states) {
    for (const Circuit::State& s : states) {
      if (s_.slot_[s.node] != 0) fill(registers_[s_.slot_[s.node]], false);
    }
  }
  bool advance(const std::vector<Circuit::State>& states) {
    uint64_t changed = 0;
    for (const Circuit::State& s : states) {
      if (s_.slot_[s.node] == 0) continue;
      Wide& state = registers_[s_.slot_[s.node]];
      const Wide& next = value(s.next);
      const uint64_t flip = negated(s.next) ? ~uint64_t{0} : 0;
      for (size_t i = 0; i < kWideWords; ++i) {
        const uint64_t to = state.words[i] | (next.words[i] ^ flip);
        changed |= state.words[i] ^ to;
        state.words[i] = to;
      }
    }
    return changed != 0;
  }

 private:
  const Sweep& s_;
  std::vector<Wide> registers_;
};

uint64_t Sweep::worlds(const Restriction& within) const {
  uint64_t worlds = 1;
  for (ChoiceId c : circuit_.choices) {
    const auto width = static_cast<uint64_t>(std::popcount(within.allowed[c]));
    if (worlds > std::numeric_limits<uint64_t>::max() / width) {
      return std::numeric_limits<uint64_t>::max();
    }
    worlds *= width;
  }
  return worlds;
}

WorldLayout Sweep::lay_out(const Restriction& within) const {
  WorldLayout layout;
  layout.choices = circuit_.choices;
  for (ChoiceId c : layout.choices) {
    std::vector<Alternative>& list = layout.alternatives.emplace_back();
    for (uint64_t left = within.allowed[c]; left != 0; left &= left - 1) {
      list.push_back(static_cast<Alternative>(std::countr_zero(left)));
    }
    COMITY_ASSERT(!list.empty());
    if (layout.row_worlds >= kWideBits) {
      if (layout.row_stride == 0) layout.row_stride = round_up(layout.row_worlds);
      layout.stride.push_back(layout.row_stride * layout.rows);
      layout.rows *= list.size();
    } else {
      layout.stride.push_back(layout.row_worlds);
      layout.row_worlds *= list.size();
      ++layout.inner;
    }
  }
  layout.row_stride = round_up(layout.row_worlds);
  return layout;
}

// Calls sink(row, step, machine, valid) for each step of rows first .. last-1.
template <class Sink>
void Sweep::for_rows(const WorldLayout& layout, size_t first, size_t last, const Sink& sink) const {
  const size_t steps = layout.row_stride / kWideBits;
  std::vector<size_t> place(theory_->choice_count(), layout.choices.size());
  for (size_t i = 0; i < layout.choices.size(); ++i) place[layout.choices[i]] = i;

  // The inputs that vary within a row, and in which of its worlds each is true.
  std::vector<std::vector<Wide>> patterns(circuit_.inputs.size());
  std::vector<Wide> valid(steps, Wide{});
  const auto set_bit = [](std::vector<Wide>& wide, size_t w) {
    wide[w / kWideBits].words[w % kWideBits / 64] |= uint64_t{1} << (w % 64);
  };
  for (size_t w = 0; w < layout.row_worlds; ++w) set_bit(valid, w);
  for (size_t k = 0; k < circuit_.inputs.size(); ++k) {
    const size_t i = place[circuit_.inputs[k].choice];
    if (i >= layout.inner) continue;
    patterns[k].assign(steps, Wide{});
    const std::vector<Alternative>& list = layout.alternatives[i];
    for (size_t w = 0; w < layout.row_worlds; ++w) {
      const Alternative here = list[w / layout.stride[i] % list.size()];
      if (here == circuit_.inputs[k].alternative) set_bit(patterns[k], w);
    }
  }

  Machine machine(*this);
  for (size_t row = first; row < last; ++row) {
    for (size_t k = 0; k < circuit_.inputs.size(); ++k) {
      if (!patterns[k].empty()) continue;
      const size_t i = place[circuit_.inputs[k].choice];
      const std::vector<Alternative>& list = layout.alternatives[i];
      const size_t turn = layout.stride[i] / layout.row_stride;
      fill(machine.input(circuit_.inputs[k].node),
           list[row / turn % list.size()] == circuit_.inputs[k].alternative);
    }
    for (size_t step = 0; step < steps; ++step) {
      for (size_t k = 0; k < circuit_.inputs.size(); ++k) {
        if (!patterns[k].empty()) machine.input(circuit_.inputs[k].node) = patterns[k][step];
      }
      execute(circuit_, machine);
      sink(row, step, machine, valid[step]);
    }
  }
}

// Splits the rows into as many ranges as there are threads; work(thread, first, last).
template <class Work>
void Sweep::share(size_t rows, unsigned threads, const Work& work) {
  const size_t parts = std::clamp<size_t>(threads, 1, rows);
  std::vector<std::thread> others;
  for (size_t part = 1; part < parts; ++part) {
    others.emplace_back([&, part] { work(part, rows * part / parts, rows * (part + 1) / parts); });
  }
  work(0, 0, rows / parts);
  for (std::thread& thread : others) thread.join();
}

void Sweep::add_counts(const Machine& machine, const Wide& valid,
                       std::vector<OutcomeCounts>& counts) const {
  const auto ones = [&](Edge e) {
    return count_wide(machine.value(e), negated(e) ? ~uint64_t{0} : 0, valid);
  };
  const uint64_t worlds = count_wide(valid, 0, valid);
  for (size_t q = 0; q < counts.size(); ++q) {
    const Circuit::Answer& a = circuit_.answers[q];
    const OutcomeCounts here{ones(a.established), ones(a.excluded), 0, ones(a.undetermined)};
    for (size_t o = 0; o < 4; ++o) counts[q][o] += here[o];
    counts[q][size_t(Outcome::not_established)] += worlds - here[0] - here[1] - here[3];
  }
}

std::vector<OutcomeCounts> Sweep::count(const Restriction& within, unsigned threads) const {
  const WorldLayout layout = lay_out(within);
  const std::vector<OutcomeCounts> none(circuit_.answers.size(), OutcomeCounts{});
  std::vector<std::vector<OutcomeCounts>> parts(std::max(1u, threads), none);
  share(layout.rows, threads, [&](size_t part, size_t first, size_t last) {
    std::vector<OutcomeCounts> counts = none;
    for_rows(layout, first, last, [&](size_t, size_t, const Machine& machine, const Wide& valid) {
      add_counts(machine, valid, counts);
    });
    parts[part] = std::move(counts);
  });
  std::vector<OutcomeCounts> total = none;
  for (const std::vector<OutcomeCounts>& part : parts) {
    for (size_t q = 0; q < total.size(); ++q) {
      for (size_t o = 0; o < 4; ++o) total[q][o] += part[q][o];
    }
  }
  return total;
}

std::vector<OutcomeCounts> Sweep::sample(const Restriction& within, uint64_t steps,
                                         uint64_t seed) const {
  std::vector<OutcomeCounts> counts(circuit_.answers.size(), OutcomeCounts{});
  const WorldLayout layout = lay_out(within);
  Machine machine(*this);
  Random random(seed);
  Wide all;
  fill(all, true);
  for (uint64_t step = 0; step < steps; ++step) {
    auto input = circuit_.inputs.begin();
    for (size_t i = 0; i < layout.choices.size(); ++i) {
      const auto first = input;
      for (; input != circuit_.inputs.end() && input->choice == layout.choices[i]; ++input) {
        fill(machine.input(input->node), false);
      }
      const std::vector<Alternative>& listed = layout.alternatives[i];
      for (size_t w = 0; w < kWideBits; ++w) {
        const Alternative drawn = listed[random.below(static_cast<uint32_t>(listed.size()))];
        const auto at = std::find_if(
            first, input, [&](const Circuit::Input& in) { return in.alternative == drawn; });
        if (at == input) continue;
        machine.input(at->node).words[w / 64] |= uint64_t{1} << (w % 64);
      }
    }
    execute(circuit_, machine);
    add_counts(machine, all, counts);
  }
  return counts;
}

std::vector<OutcomeTable> Sweep::tabulate(const Restriction& within, unsigned threads) const {
  const WorldLayout layout = lay_out(within);
  std::vector<OutcomeTable> tables(circuit_.answers.size());
  for (OutcomeTable& table : tables) {
    table.layout_ = layout;
    for (auto* plane : {&table.established_, &table.excluded_, &table.undetermined_}) {
      plane->resize(layout.rows * layout.row_stride / 64);
    }
  }
  share(layout.rows, threads, [&](size_t, size_t first, size_t last) {
    for_rows(layout, first, last,
             [&](size_t row, size_t step, const Machine& machine, const Wide&) {
               const size_t at = (row * layout.row_stride + step * kWideBits) / 64;
               const auto copy = [&](Edge e, std::vector<uint64_t>& plane) {
                 const Wide& from = machine.value(e);
                 const uint64_t flip = negated(e) ? ~uint64_t{0} : 0;
                 for (size_t i = 0; i < kWideWords; ++i) plane[at + i] = from.words[i] ^ flip;
               };
               for (size_t q = 0; q < tables.size(); ++q) {
                 copy(circuit_.answers[q].established, tables[q].established_);
                 copy(circuit_.answers[q].excluded, tables[q].excluded_);
                 copy(circuit_.answers[q].undetermined, tables[q].undetermined_);
               }
             });
  });
  return tables;
}

}  // namespace comity::reason
