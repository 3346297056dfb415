// The cone of some queries as a straight line of Boolean operations, an and-inverter graph that
// every kernel beyond the first runs in its own way: 512 worlds at a time (sweep.h), or all worlds
// at once as decision diagrams (diagram.h).
//
// A claim has two edges: `low` where it is proved, and `high` where it is not refuted. Without a
// loop they are the same edge. A loop is computed by inner fixpoints, in alternation where it runs
// through objections (Van Gelder, JCSS 47(1), 1993).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

// A node, or its negation: 2 * node + (negated ? 1 : 0). Node 0 is false.
using Edge = uint32_t;
constexpr Edge kFalse = 0;
constexpr Edge kTrue = 1;

struct Circuit {
  // Nodes in the order in which they are computed. A gate is the conjunction of its two edges; an
  // input is true in the worlds that pick its alternative; a state belongs to a loop.
  struct Node {
    enum class Kind : uint8_t { constant, input, state, gate } kind;
    Edge a = kFalse;
    Edge b = kFalse;
  };
  struct Input {
    uint32_t node;
    ChoiceId choice;
    Alternative alternative;
  };
  struct State {
    uint32_t node;
    Edge next;
  };
  // States start as false. The high ones are computed from [begin, middle) until they stay, then
  // the low ones from [middle, end), and all of it until the low ones stay.
  struct Loop {
    uint32_t begin, middle, end;
    std::vector<State> high;
    std::vector<State> low;
  };
  struct Answer {
    Edge established, excluded, undetermined;  // exclusive; none of them: not established
  };

  std::vector<Node> nodes;
  std::vector<Input> inputs;  // by choice, then by alternative
  std::vector<Loop> loops;
  std::vector<Answer> answers;    // one a query
  std::vector<ChoiceId> choices;  // the choices of the cone; sorted

  uint32_t size() const { return static_cast<uint32_t>(nodes.size()); }
};

// What a kernel may leave out, and when it may forget a value.
struct Uses {
  std::vector<uint8_t> needed;  // by node: an answer rests on it
  // By node: where its value is read for the last time; what a loop reads is read until its end,
  // an answer until circuit.size().
  std::vector<uint32_t> last;
};
Uses uses_of(const Circuit& circuit);

// The circuit's choices in the order in which the answers reach them, depth first: a good first
// order for a decision diagram.
std::vector<ChoiceId> choices_by_reach(const Circuit& circuit);

constexpr uint32_t node_of(Edge e) { return e >> 1; }
constexpr bool negated(Edge e) { return (e & 1) != 0; }

// O(size of the theory).
Circuit compile(const Theory& theory, std::span<const Literal> queries);

// Runs a circuit. A machine computes a range of nodes, makes states false, and moves states to
// their next values, saying whether any of them changed.
template <class Machine>
void execute(const Circuit& circuit, Machine& machine) {
  uint32_t at = 0;
  for (const Circuit::Loop& loop : circuit.loops) {
    machine.run(at, loop.begin);
    machine.clear(loop.low);
    for (bool grew = true; grew;) {
      machine.clear(loop.high);
      do {
        machine.run(loop.begin, loop.middle);
      } while (machine.advance(loop.high));
      grew = false;
      for (machine.run(loop.middle, loop.end); machine.advance(loop.low);) {
        machine.run(loop.middle, loop.end);
        grew = !loop.high.empty();
      }
    }
    at = loop.end;
  }
  machine.run(at, circuit.size());
}

}  // namespace comity::reason
