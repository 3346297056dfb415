#include <algorithm>
#include <utility>

#include "reason/circuit.h"

namespace comity::reason {
namespace {

using Kind = Circuit::Node::Kind;

// The states of a loop lie before it and after the loop before.
const Circuit::Loop& loop_of(const Circuit& circuit, uint32_t state) {
  return *std::upper_bound(
      circuit.loops.begin(), circuit.loops.end(), state,
      [](uint32_t node, const Circuit::Loop& loop) { return node < loop.begin; });
}

// Visits every node that the answers rest on, once, before what it rests on. A loop is needed
// whole.
template <class Visit>
void each_needed(const Circuit& circuit, const Visit& visit) {
  std::vector<uint8_t> seen(circuit.size(), 0);
  std::vector<uint32_t> open;
  const auto push = [&](Edge e) { open.push_back(node_of(e)); };
  for (const Circuit::Answer& a : circuit.answers) {
    for (Edge e : {a.undetermined, a.excluded, a.established}) push(e);
  }
  while (!open.empty()) {
    const uint32_t node = open.back();
    open.pop_back();
    if (std::exchange(seen[node], uint8_t{1})) continue;
    visit(node);
    const Circuit::Node& n = circuit.nodes[node];
    if (n.kind == Kind::gate) {
      push(n.b);
      push(n.a);
    } else if (n.kind == Kind::state) {
      const Circuit::Loop& loop = loop_of(circuit, node);
      for (const auto* states : {&loop.high, &loop.low}) {
        for (const Circuit::State& s : *states) {
          push(2 * s.node);
          push(s.next);
        }
      }
    }
  }
}

}  // namespace

Uses uses_of(const Circuit& circuit) {
  Uses uses;
  uses.needed.resize(circuit.size(), 0);
  uses.last.resize(circuit.size(), 0);
  each_needed(circuit, [&](uint32_t node) { uses.needed[node] = 1; });
  const auto use = [&](Edge e, uint32_t when) {
    uses.last[node_of(e)] = std::max(uses.last[node_of(e)], when);
  };
  auto loop = circuit.loops.begin();
  for (uint32_t node = 0; node < circuit.size(); ++node) {
    while (loop != circuit.loops.end() && loop->end <= node) ++loop;
    const bool inside = loop != circuit.loops.end() && loop->begin <= node;
    if (!uses.needed[node] || circuit.nodes[node].kind != Kind::gate) continue;
    use(circuit.nodes[node].a, inside ? loop->end : node);
    use(circuit.nodes[node].b, inside ? loop->end : node);
  }
  for (const Circuit::Loop& l : circuit.loops) {
    for (const auto* states : {&l.high, &l.low}) {
      for (const Circuit::State& s : *states) {
        use(2 * s.node, l.end);
        use(s.next, l.end);
      }
    }
  }
  for (const Circuit::Answer& a : circuit.answers) {
    for (Edge e : {a.established, a.excluded, a.undetermined}) use(e, circuit.size());
  }
  return uses;
}

std::vector<ChoiceId> choices_by_reach(const Circuit& circuit) {
  std::vector<ChoiceId> order;
  const auto add = [&](ChoiceId c) {
    if (std::find(order.begin(), order.end(), c) == order.end()) order.push_back(c);
  };
  each_needed(circuit, [&](uint32_t node) {
    if (circuit.nodes[node].kind != Kind::input) return;
    const auto input =
        std::lower_bound(circuit.inputs.begin(), circuit.inputs.end(), node,
                         [](const Circuit::Input& i, uint32_t wanted) { return i.node < wanted; });
    add(input->choice);
  });
  for (ChoiceId c : circuit.choices) add(c);
  return order;
}

}  // namespace comity::reason
