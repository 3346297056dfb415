// How an OutcomeFunction comes about: from a sweep's table, or from a circuit.
#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

#include "reason/outcome_function.h"

namespace comity::reason {
namespace {

using Kind = Circuit::Node::Kind;
using Node = Diagram::Node;

std::vector<uint32_t> arities_of(const Theory& theory, const std::vector<ChoiceId>& choices) {
  std::vector<uint32_t> arities;
  for (ChoiceId c : choices) arities.push_back(theory.alternative_count(c));
  return arities;
}

// Runs a circuit on functions.
class Machine {
 public:
  Machine(const Circuit& circuit, Diagram& diagram, size_t sift_from)
      : circuit_(circuit),
        diagram_(diagram),
        uses_(uses_of(circuit)),
        values_(circuit.size(), 0),
        sift_at_(sift_from) {}

  void set_input(uint32_t node, Node value) { values_[node] = value; }

  Node value(Edge e) {
    const Node n = values_[node_of(e)];
    return negated(e) ? diagram_.negate(n) : n;
  }

  void run(uint32_t begin, uint32_t end) {
    for (uint32_t node = begin; node < end && !diagram_.full(); ++node) {
      const Circuit::Node& n = circuit_.nodes[node];
      if (!uses_.needed[node] || n.kind != Kind::gate) continue;
      values_[node] = gate(n.a, n.b);
      if (diagram_.node_count() > sift_at_) reorder(node);
    }
  }
  void clear(const std::vector<Circuit::State>& states) {
    for (const Circuit::State& s : states) values_[s.node] = 0;
  }
  bool advance(const std::vector<Circuit::State>& states) {
    bool changed = false;
    for (const Circuit::State& s : states) {
      const Node next = value(s.next);
      changed = changed || next != values_[s.node];
      values_[s.node] = next;
    }
    return changed && !diagram_.full();
  }

 private:
  Node gate(Edge a, Edge b) {
    if (negated(a) && !negated(b)) std::swap(a, b);
    const Diagram::Op op = negated(a)   ? Diagram::Op::neither
                           : negated(b) ? Diagram::Op::first_only
                                        : Diagram::Op::both;
    return diagram_.apply(op, values_[node_of(a)], values_[node_of(b)]);
  }

  void reorder(uint32_t now) {
    std::vector<Node> roots;
    for (uint32_t node = 0; node < values_.size(); ++node) {
      const bool input = circuit_.nodes[node].kind == Kind::input;
      if (!input && uses_.last[node] <= now) values_[node] = 0;
      if (!Diagram::is_terminal(values_[node])) roots.push_back(values_[node]);
    }
    diagram_.collect(roots);
    if (2 * diagram_.node_count() > sift_at_) diagram_.sift(roots);
    sift_at_ = std::max(sift_at_, 2 * diagram_.node_count());
  }

  const Circuit& circuit_;
  Diagram& diagram_;
  Uses uses_;
  std::vector<Node> values_;
  size_t sift_at_;
};

// One function with outcomes as its values, from three with truth values.
class Merger {
 public:
  explicit Merger(Diagram& diagram) : diagram_(diagram) {}

  Node merge(Node established, Node excluded, Node undetermined) {
    if (established == 1) return Node(Outcome::established);
    if (excluded == 1) return Node(Outcome::excluded);
    if (undetermined == 1) return Node(Outcome::undetermined);
    const std::array<Node, 3> key{established, excluded, undetermined};
    const uint32_t top = std::min(
        {diagram_.level(established), diagram_.level(excluded), diagram_.level(undetermined)});
    if (top == diagram_.order().size()) return Node(Outcome::not_established);
    if (const auto hit = memo_.find(key); hit != memo_.end()) return hit->second;
    const Diagram::Variable v = diagram_.order()[top];
    const auto below = [&](Node n, uint32_t a) {
      return diagram_.level(n) == top ? diagram_.children(n)[a] : n;
    };
    std::vector<Node> children;
    for (uint32_t a = 0; a < diagram_.arity(v); ++a) {
      children.push_back(merge(below(established, a), below(excluded, a), below(undetermined, a)));
    }
    return memo_[key] = diagram_.make(v, children);
  }

 private:
  Diagram& diagram_;
  std::map<std::array<Node, 3>, Node> memo_;
};

}  // namespace

OutcomeFunction OutcomeFunction::of(const Theory& theory, const OutcomeTable& table) {
  const WorldLayout& layout = table.layout();
  std::vector<Variable> order(layout.choices.size());
  std::iota(order.rbegin(), order.rend(), 0);  // neighbours in the table meet at the bottom
  OutcomeFunction f(layout.choices,
                    Diagram(arities_of(theory, layout.choices), std::move(order), ~size_t{0} >> 1));
  const std::function<Node(size_t, size_t)> build = [&](size_t left, size_t index) -> Node {
    if (left == 0) return Node(table.at(index));
    const auto v = static_cast<Variable>(left - 1);
    const std::vector<Alternative>& listed = layout.alternatives[v];
    std::array<Node, 64> children;
    const Node first = build(left - 1, index);
    std::fill_n(children.begin(), f.diagram_.arity(v), first);  // also for what is not listed
    for (size_t i = 1; i < listed.size(); ++i) {
      children[listed[i]] = build(left - 1, index + i * layout.stride[v]);
    }
    return f.diagram_.make(v, {children.data(), f.diagram_.arity(v)});
  };
  f.root_ = build(layout.choices.size(), 0);
  return f;
}

std::optional<OutcomeFunction> OutcomeFunction::of(const Theory& theory, const Circuit& circuit,
                                                   size_t nodes_max, size_t sift_from) {
  COMITY_ASSERT(circuit.answers.size() == 1);
  std::vector<Variable> order;
  const std::vector<ChoiceId>& choices = circuit.choices;
  const auto variable = [&](ChoiceId c) {
    return static_cast<Variable>(std::lower_bound(choices.begin(), choices.end(), c) -
                                 choices.begin());
  };
  for (ChoiceId c : choices_by_reach(circuit)) order.push_back(variable(c));
  OutcomeFunction f(choices, Diagram(arities_of(theory, choices), std::move(order), nodes_max));
  Machine machine(circuit, f.diagram_, sift_from);
  for (const Circuit::Input& input : circuit.inputs) {
    machine.set_input(input.node, f.diagram_.test(variable(input.choice), input.alternative));
  }
  execute(circuit, machine);
  const Circuit::Answer& answer = circuit.answers.front();
  const Node established = machine.value(answer.established);
  const Node excluded = machine.value(answer.excluded);
  const Node undetermined = machine.value(answer.undetermined);
  if (f.diagram_.full()) return std::nullopt;
  f.root_ = Merger(f.diagram_).merge(established, excluded, undetermined);
  if (f.diagram_.full()) return std::nullopt;
  f.diagram_.collect({&f.root_, 1});
  if (f.diagram_.node_count() > sift_from) f.diagram_.sift({&f.root_, 1});
  return f;
}

// Both functions are written again in one diagram, where they are equal if their nodes are.
class OutcomeFunction::Importer {
 public:
  Importer(Diagram& into, const OutcomeFunction& from, Outcome outcome)
      : into_(into), from_(from), outcome_(outcome) {}

  Node import() { return of(from_.root_); }

 private:
  Node of(Node n) {
    if (Diagram::is_terminal(n)) return n == Node(outcome_) ? 1 : 0;
    if (const auto hit = memo_.find(n); hit != memo_.end()) return hit->second;
    const ChoiceId c = from_.choices_[from_.diagram_.variable(n)];
    Node out = 0;
    for (Alternative a = 0; a < into_.arity(c); ++a) {
      const Node here = into_.conj(into_.test(c, a), of(from_.diagram_.children(n)[a]));
      out = into_.negate(into_.apply(Diagram::Op::neither, out, here));
    }
    return memo_[n] = out;
  }

  Diagram& into_;
  const OutcomeFunction& from_;
  Outcome outcome_;
  std::unordered_map<Node, Node> memo_;
};

std::optional<World> OutcomeFunction::difference(const Theory& theory, const OutcomeFunction& a,
                                                 const OutcomeFunction& b) {
  std::vector<ChoiceId> choices(theory.choice_count());
  std::iota(choices.begin(), choices.end(), 0);
  std::vector<Variable> order;
  const auto add = [&](ChoiceId c) {
    if (std::find(order.begin(), order.end(), c) == order.end()) order.push_back(c);
  };
  for (Variable v : a.diagram_.order()) add(a.choices_[v]);
  for (ChoiceId c : choices) add(c);
  Diagram joint(arities_of(theory, choices), std::move(order), ~size_t{0} >> 1);
  for (Outcome o : {Outcome::established, Outcome::excluded, Outcome::undetermined}) {
    const Node x = Importer(joint, a, o).import();
    const Node y = Importer(joint, b, o).import();
    if (x == y) continue;
    Node n = joint.apply(Diagram::Op::first_only, x, y);
    if (n == 0) n = joint.apply(Diagram::Op::first_only, y, x);
    World world(theory.choice_count(), 0);
    while (!Diagram::is_terminal(n)) {
      const auto below = joint.children(n);
      const auto way = std::find_if(below.begin(), below.end(), [](Node c) { return c != 0; });
      world[joint.variable(n)] = static_cast<Alternative>(way - below.begin());
      n = *way;
    }
    return world;
  }
  return std::nullopt;
}

}  // namespace comity::reason
