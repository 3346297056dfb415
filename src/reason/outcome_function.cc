#include "reason/outcome_function.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace comity::reason {
namespace {

constexpr Diagram::Node kUnknown = ~Diagram::Node{0};

uint64_t bit(Alternative a) { return uint64_t{1} << a; }

template <class Act>
void each_allowed(uint64_t allowed, const Act& act) {
  for (; allowed != 0; allowed &= allowed - 1) {
    act(static_cast<Alternative>(std::countr_zero(allowed)));
  }
}

}  // namespace

Outcome OutcomeFunction::outcome(const World& world) const {
  Node n = root_;
  while (!Diagram::is_terminal(n)) {
    n = diagram_.children(n)[world[choices_[diagram_.variable(n)]]];
  }
  return Outcome(n);
}

OutcomeSet OutcomeFunction::outcomes(const Restriction& within) const {
  OutcomeSet set;
  std::vector<Node> open{root_};
  std::vector<uint8_t> seen;
  while (!open.empty()) {
    const Node n = open.back();
    open.pop_back();
    if (Diagram::is_terminal(n)) {
      set.add(Outcome(n));
      continue;
    }
    if (seen.size() <= n) seen.resize(size_t{2} * n + 1, 0);
    if (std::exchange(seen[n], uint8_t{1})) continue;
    each_allowed(allowed(within, diagram_.variable(n)),
                 [&](Alternative a) { open.push_back(diagram_.children(n)[a]); });
  }
  return set;
}

// The function of the allowed alternatives, read at the others as at the first allowed one.
OutcomeFunction::Node OutcomeFunction::constrain(Node n, const Restriction& within,
                                                 std::vector<Node>& memo) {
  if (Diagram::is_terminal(n)) return n;
  if (memo.size() <= n) memo.resize(size_t{2} * n + 1, kUnknown);
  if (memo[n] != kUnknown) return memo[n];
  const Variable v = diagram_.variable(n);
  const uint64_t may = allowed(within, v);
  const auto first = static_cast<size_t>(std::countr_zero(may));
  std::vector<Node> below(diagram_.children(n).begin(), diagram_.children(n).end());
  each_allowed(may, [&](Alternative a) { below[a] = constrain(below[a], within, memo); });
  for (size_t a = 0; a < below.size(); ++a) {
    if (!((may >> a) & 1)) below[a] = below[first];
  }
  return memo[n] = diagram_.make(v, below);
}

OutcomeFunction::Node OutcomeFunction::constrained(const Restriction& within) {
  std::vector<Node> memo;
  return constrain(root_, within, memo);
}

std::vector<uint8_t> OutcomeFunction::support(Node n) const {
  std::vector<uint8_t> used(choices_.size(), 0);
  std::vector<Node> open{n};
  std::vector<uint8_t> seen;
  while (!open.empty()) {
    const Node at = open.back();
    open.pop_back();
    if (Diagram::is_terminal(at)) continue;
    if (seen.size() <= at) seen.resize(size_t{2} * at + 1, 0);
    if (std::exchange(seen[at], uint8_t{1})) continue;
    used[diagram_.variable(at)] = 1;
    for (Node c : diagram_.children(at)) open.push_back(c);
  }
  return used;
}

std::vector<ChoiceId> OutcomeFunction::relevant(const Restriction& within) {
  const std::vector<uint8_t> used = support(constrained(within));
  std::vector<ChoiceId> out;
  for (Variable v = 0; v < used.size(); ++v) {
    if (used[v]) out.push_back(choices_[v]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<ChoiceId> OutcomeFunction::next_question(const Restriction& within,
                                                       std::span<const ChoiceId> candidates) {
  std::optional<ChoiceId> best;
  double fewest = 0;
  for (ChoiceId c : relevant(within)) {
    if (std::find(candidates.begin(), candidates.end(), c) == candidates.end()) continue;
    double left = 0;
    each_allowed(within.allowed[c], [&](Alternative a) {
      left += static_cast<double>(relevant(within.with(c, a)).size());
    });
    left /= std::popcount(within.allowed[c]);
    if (best && left >= fewest) continue;
    best = c;
    fewest = left;
  }
  return best;
}

// 1 where the outcome is this one, else 0.
OutcomeFunction::Node OutcomeFunction::indicator(Node n, Outcome outcome, std::vector<Node>& memo) {
  if (Diagram::is_terminal(n)) return n == Node(outcome) ? 1 : 0;
  if (memo.size() <= n) memo.resize(size_t{2} * n + 1, kUnknown);
  if (memo[n] != kUnknown) return memo[n];
  std::vector<Node> below(diagram_.children(n).begin(), diagram_.children(n).end());
  for (Node& c : below) c = indicator(c, outcome, memo);
  return memo[n] = diagram_.make(diagram_.variable(n), below);
}

// The smallest sets of picks under which a function is 1, by Coudert and Madre's recursion: those
// that do not name the top variable are the ones of the conjunction over its values; those that
// pick a value are the ones of that child, less the former.
class OutcomeFunction::Primes {
 public:
  Primes(OutcomeFunction& f, const Restriction& within) : f_(f), within_(within) {
    for (uint32_t i = 0; i < f.diagram_.order().size(); ++i) {
      const Variable v = f.diagram_.order()[i];
      first_item_.resize(f.choices_.size());
      first_item_[v] = items_;
      items_ += f.diagram_.arity(v);
      for (Alternative a = 0; a < f.diagram_.arity(v); ++a) picks_.push_back({f.choices_[v], a});
    }
  }

  // Of at most `budget` picks.
  PickSets::Family of(Node n, size_t budget) {
    if (Diagram::is_terminal(n)) return n == 1 ? PickSets::kEmpty : PickSets::kNone;
    const size_t levels = f_.diagram_.order().size() - f_.diagram_.level(n);
    budget = std::min(budget, levels);
    if (budget == 0) return PickSets::kNone;
    const uint64_t key = (uint64_t{n} << 16) | budget;
    if (const auto hit = memo_.find(key); hit != memo_.end()) return hit->second;
    const Variable v = f_.diagram_.variable(n);
    const std::vector<Node> below(f_.diagram_.children(n).begin(), f_.diagram_.children(n).end());
    Node common = 1;
    each_allowed(f_.allowed(within_, v),
                 [&](Alternative a) { common = f_.diagram_.conj(common, below[a]); });
    const PickSets::Family always = of(common, budget);
    PickSets::Family out = always;
    for (size_t a = below.size(); a-- > 0;) {
      if (!((f_.allowed(within_, v) >> a) & 1)) continue;
      const PickSets::Family here = sets_.minus(of(below[a], budget - 1), always);
      out = sets_.make(first_item_[v] + static_cast<uint32_t>(a), out, here);
    }
    memo_.emplace(key, out);
    return out;
  }

  std::vector<std::vector<Pick>> of_size(PickSets::Family family, size_t size) const {
    std::vector<std::vector<Pick>> out;
    for (const std::vector<PickSets::Item>& items : sets_.of_size(family, size)) {
      std::vector<Pick>& picks = out.emplace_back();
      for (PickSets::Item item : items) picks.push_back(picks_[item]);
      std::sort(picks.begin(), picks.end());
    }
    return out;
  }
  uint64_t count(PickSets::Family family) const { return sets_.count(family); }

 private:
  OutcomeFunction& f_;
  const Restriction& within_;
  PickSets sets_;
  std::vector<PickSets::Item> first_item_;
  PickSets::Item items_ = 0;
  std::vector<Pick> picks_;  // by item
  std::unordered_map<uint64_t, PickSets::Family> memo_;
};

std::vector<Settlement> OutcomeFunction::settlements(const Restriction& within, size_t limit,
                                                     size_t picks_max) {
  const Node here = constrained(within);
  Primes primes(*this, within);
  std::array<PickSets::Family, 4> families;
  for (unsigned o = 0; o < 4; ++o) {
    std::vector<Node> memo;
    families[o] = primes.of(indicator(here, Outcome(o), memo), picks_max);
  }
  std::vector<Settlement> found;
  for (size_t size = 0; size <= std::min(picks_max, choices_.size()); ++size) {
    if (found.size() >= limit) break;
    const auto from = static_cast<ptrdiff_t>(found.size());
    for (unsigned o = 0; o < 4; ++o) {
      for (auto& picks : primes.of_size(families[o], size)) {
        found.push_back({std::move(picks), Outcome(o)});
      }
    }
    std::sort(found.begin() + from, found.end(),
              [](const Settlement& a, const Settlement& b) { return a.picks < b.picks; });
  }
  if (found.size() > limit) found.resize(limit);
  return found;
}

uint64_t OutcomeFunction::settlement_count(const Restriction& within, Outcome outcome) {
  std::vector<Node> memo;
  Primes primes(*this, within);
  const Node here = indicator(constrained(within), outcome, memo);
  return primes.count(primes.of(here, choices_.size()));
}

// The fewest picks that lead from a world to another outcome, and then all ways with so few.
class OutcomeFunction::Changes {
 public:
  Changes(const OutcomeFunction& f, const World& world, const Restriction& within)
      : f_(f), world_(world), within_(within), now_(f.outcome(world)) {}

  std::vector<Settlement> find(size_t limit) {
    const uint32_t fewest = distance(f_.root_);
    if (fewest != kFar) spread(f_.root_, fewest);
    std::sort(found_.begin(), found_.end(),
              [](const Settlement& a, const Settlement& b) { return a.picks < b.picks; });
    if (found_.size() > limit) found_.resize(limit);
    return std::move(found_);
  }

 private:
  static constexpr uint32_t kFar = std::numeric_limits<uint32_t>::max();

  template <class Act>
  void each_way(Node n, const Act& act) const {
    const ChoiceId c = f_.choices_[f_.diagram_.variable(n)];
    each_allowed(within_.allowed[c] | bit(world_[c]), [&](Alternative a) {
      act(Pick{c, a}, f_.diagram_.children(n)[a], a != world_[c] ? 1u : 0u);
    });
  }

  uint32_t distance(Node n) {
    if (Diagram::is_terminal(n)) return Outcome(n) == now_ ? kFar : 0;
    if (const auto hit = memo_.find(n); hit != memo_.end()) return hit->second;
    uint32_t best = kFar;
    each_way(n, [&](Pick, Node below, uint32_t cost) {
      const uint32_t rest = distance(below);
      if (rest != kFar) best = std::min(best, rest + cost);
    });
    memo_.emplace(n, best);
    return best;
  }

  void spread(Node n, uint32_t left) {
    if (Diagram::is_terminal(n)) {
      found_.push_back({picks_, Outcome(n)});
      std::sort(found_.back().picks.begin(), found_.back().picks.end());
      return;
    }
    each_way(n, [&](Pick pick, Node below, uint32_t cost) {
      const uint32_t rest = distance(below);
      if (rest == kFar || rest + cost != left) return;
      if (cost != 0) picks_.push_back(pick);
      spread(below, rest);
      if (cost != 0) picks_.pop_back();
    });
  }

  const OutcomeFunction& f_;
  const World& world_;
  const Restriction& within_;
  Outcome now_;
  std::unordered_map<Node, uint32_t> memo_;
  std::vector<Pick> picks_;
  std::vector<Settlement> found_;
};

std::vector<Settlement> OutcomeFunction::nearest_changes(const World& world,
                                                         const Restriction& within,
                                                         size_t limit) const {
  return Changes(*this, world, within).find(limit);
}

// Bottom up over the diagram, with the levels that an edge passes over put in: combine(v, values)
// is called for every variable on the way, with one value an alternative.
template <class Value, class Leaf, class Combine>
Value OutcomeFunction::fold(const Leaf& leaf, const Combine& combine) const {
  std::unordered_map<Node, Value> memo;
  const std::vector<Variable>& order = diagram_.order();
  const auto lift = [&](Value value, uint32_t from, uint32_t to) {  // from below, up to level `to`
    while (from > to) {
      --from;
      const std::vector<Value> same(diagram_.arity(order[from]), value);
      value = combine(order[from], same);
    }
    return value;
  };
  const std::function<Value(Node)> visit = [&](Node n) -> Value {
    if (Diagram::is_terminal(n)) return leaf(Outcome(n));
    if (const auto hit = memo.find(n); hit != memo.end()) return hit->second;
    std::vector<Value> values;
    for (Node c : diagram_.children(n)) {
      values.push_back(lift(visit(c), diagram_.level(c), diagram_.level(n) + 1));
    }
    const Value value = combine(diagram_.variable(n), values);
    memo.emplace(n, value);
    return value;
  };
  return lift(visit(root_), diagram_.level(root_), 0);
}

OutcomeCounts OutcomeFunction::count(const Restriction& within) const {
  return fold<OutcomeCounts>(
      [](Outcome o) {
        OutcomeCounts one{};
        one[size_t(o)] = 1;
        return one;
      },
      [&](Variable v, const std::vector<OutcomeCounts>& values) {
        OutcomeCounts sum{};
        each_allowed(allowed(within, v), [&](Alternative a) {
          for (size_t o = 0; o < 4; ++o) {
            const uint64_t room = std::numeric_limits<uint64_t>::max() - sum[o];
            sum[o] += std::min(values[a][o], room);
          }
        });
        return sum;
      });
}

std::array<double, 4> OutcomeFunction::weigh(
    const std::vector<std::vector<double>>& weights) const {
  using Weights = std::array<double, 4>;
  return fold<Weights>(
      [](Outcome o) {
        Weights one{};
        one[size_t(o)] = 1;
        return one;
      },
      [&](Variable v, const std::vector<Weights>& values) {
        Weights sum{};
        for (size_t a = 0; a < values.size(); ++a) {
          for (size_t o = 0; o < 4; ++o) sum[o] += weights[choices_[v]][a] * values[a][o];
        }
        return sum;
      });
}

}  // namespace comity::reason
