// The outcome of a query as one decision diagram over the choices of its cone: every question of
// an inquiry is a walk over it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reason/circuit.h"
#include "reason/diagram.h"
#include "reason/inquiry.h"
#include "reason/pick_sets.h"
#include "reason/sweep.h"

namespace comity::reason {

// Not thread-safe: answering makes nodes.
class OutcomeFunction {
 public:
  // From the answers to every world of a restriction, which bounds what may then be asked.
  // O(worlds).
  static OutcomeFunction of(const Theory& theory, const OutcomeTable& table);
  // From the circuit of one query, reordering when it has sift_from nodes and each time that it
  // doubles. Nothing where more than nodes_max nodes were needed.
  static std::optional<OutcomeFunction> of(const Theory& theory, const Circuit& circuit,
                                           size_t nodes_max, size_t sift_from = 200'000);

  const std::vector<ChoiceId>& choices() const { return choices_; }
  size_t node_count() const { return diagram_.size({&root_, 1}); }

  OutcomeSet outcomes(const Restriction& within) const;
  Outcome outcome(const World& world) const;
  std::vector<ChoiceId> relevant(const Restriction& within);
  std::vector<Settlement> settlements(const Restriction& within, size_t limit, size_t picks_max);
  // How many smallest settling sets there are for an outcome, of any size (Coudert, Madre, DAC
  // 1992). Exponential in the worst case.
  uint64_t settlement_count(const Restriction& within, Outcome outcome);
  std::vector<Settlement> nearest_changes(const World& world, const Restriction& within,
                                          size_t limit) const;
  std::optional<ChoiceId> next_question(const Restriction& within,
                                        std::span<const ChoiceId> candidates);

  // As in inquiry.h. O(nodes), and O(pairs of nodes).
  std::optional<World> world_with(Outcome outcome, const Restriction& within,
                                  const World& near) const;
  std::optional<std::array<World, 2>> turned_by(ChoiceId choice, const Restriction& within,
                                                const World& near) const;

  // Exact; saturates at 2^64 - 1. Choices outside the cone do not count.
  OutcomeCounts count(const Restriction& within) const;
  // weights[c][a] is the weight of alternative a of choice c; the sum over all worlds of the
  // products of their weights, by outcome.
  std::array<double, 4> weigh(const std::vector<std::vector<double>>& weights) const;

  // A world in which two functions differ, such as those of two versions of a norm. The choices of
  // both are this theory's.
  static std::optional<World> difference(const Theory& theory, const OutcomeFunction& a,
                                         const OutcomeFunction& b);

 private:
  using Node = Diagram::Node;
  using Variable = Diagram::Variable;

  OutcomeFunction(std::vector<ChoiceId> choices, Diagram diagram)
      : choices_(std::move(choices)), diagram_(std::move(diagram)) {}

  uint64_t allowed(const Restriction& within, Variable v) const {
    return within.allowed[choices_[v]];
  }
  Node constrain(Node n, const Restriction& within, std::vector<Node>& memo);
  Node constrained(const Restriction& within);
  std::vector<uint8_t> support(Node n) const;
  Node indicator(Node n, Outcome outcome, std::vector<Node>& memo);
  template <class Value, class Leaf, class Combine>
  Value fold(const Leaf& leaf, const Combine& combine) const;

  class Importer;
  class Primes;
  class Changes;
  class Walk;

  std::vector<ChoiceId> choices_;  // by variable
  Diagram diagram_;
  Node root_ = 0;
};

}  // namespace comity::reason
