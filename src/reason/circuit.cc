#include "reason/circuit.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "reason/components.h"
#include "reason/cone.h"

namespace comity::reason {
namespace {

using Kind = Circuit::Node::Kind;

class Compiler {
 public:
  Compiler(const Theory& theory, std::span<const Literal> queries)
      : t_(theory), cone_(cone_of(theory, queries)) {
    const size_t literals = size_t{2} * t_.atom_count();
    definite_.resize(literals, kFalse);
    low_.resize(literals, kFalse);
    high_.resize(literals, kFalse);
    if (t_.any_propagating()) {
      support_low_.resize(literals, kFalse);
      support_high_.resize(literals, kFalse);
    }
    group_.resize(t_.atom_count(), kOutside);
  }

  Circuit compile(std::span<const Literal> queries) {
    add_node(Kind::constant, kFalse, kFalse);
    c_.choices = cone_.choices;
    add_inputs();
    const Components parts = components(dependencies());
    for (uint32_t i = 0; i < parts.size(); ++i) {
      std::vector<Literal> literals;
      for (uint32_t node : parts[i]) {
        group_[cone_.atoms[node]] = i;
        literals.push_back(Literal::positive(cone_.atoms[node]));
        literals.push_back(Literal::negative(cone_.atoms[node]));
      }
      define(literals, i);
    }
    for (Literal q : queries) c_.answers.push_back(answer(q));
    return std::move(c_);
  }

 private:
  static constexpr uint32_t kOutside = ~uint32_t{0};

  struct View {  // the edges by which premises are read
    const std::vector<Edge>& proved;
    const std::vector<Edge>& supported;
  };

  uint32_t add_node(Kind kind, Edge a, Edge b) {
    c_.nodes.push_back({kind, a, b});
    return c_.size() - 1;
  }

  Edge conj(Edge a, Edge b) {
    if (a > b) std::swap(a, b);
    if (a == kFalse || a == (b ^ 1u)) return kFalse;
    if (a == kTrue || a == b) return b;
    const auto [it, fresh] = gates_.try_emplace((uint64_t{a} << 32) | b, 0);
    if (fresh) it->second = 2 * add_node(Kind::gate, a, b);
    return it->second;
  }
  Edge disj(Edge a, Edge b) { return conj(a ^ 1u, b ^ 1u) ^ 1u; }

  // A choice of two needs one input; a choice of one needs none.
  void add_inputs() {
    for (ChoiceId c : cone_.choices) {
      const uint32_t count = t_.alternative_count(c);
      Edge last = kTrue;
      for (Alternative a = 0; a < count; ++a) {
        Edge here = last;
        if (count != 2 ? count > 2 : a == 0) {
          c_.inputs.push_back({add_node(Kind::input, kFalse, kFalse), c, a});
          here = 2 * c_.inputs.back().node;
          last = here ^ 1u;
        }
        for (Literal l : t_.asserts(c, a)) definite_[l.code] = disj(definite_[l.code], here);
      }
    }
    for (Literal l : t_.facts()) definite_[l.code] = kTrue;
  }

  Graph dependencies() const {
    std::vector<uint32_t> index(t_.atom_count(), kOutside);
    for (uint32_t i = 0; i < cone_.atoms.size(); ++i) index[cone_.atoms[i]] = i;
    Graph graph;
    for (Atom a : cone_.atoms) {
      for (Literal head : {Literal::positive(a), Literal::negative(a)}) {
        for (RuleId r : t_.rules_for(head)) {
          for (Literal p : t_.body(r)) graph.targets.push_back(index[p.atom()]);
        }
      }
      graph.end_node();
    }
    return graph;
  }

  template <class Test>
  bool some_premise(const std::vector<Literal>& literals, const Test& test) const {
    return std::any_of(literals.begin(), literals.end(), [&](Literal head) {
      const auto rules = t_.rules_for(head);
      return std::any_of(rules.begin(), rules.end(), [&](RuleId r) {
        const auto body = t_.body(r);
        return std::any_of(body.begin(), body.end(), [&](Literal p) { return test(head, r, p); });
      });
    });
  }

  void define(const std::vector<Literal>& literals, uint32_t group) {
    const auto inside = [&](Literal p) { return group_[p.atom()] == group; };
    const bool strict_loop = some_premise(literals, [&](Literal, RuleId r, Literal p) {
      return inside(p) && t_.strength(r) == Strength::strict;
    });
    define_definite(literals, strict_loop);
    if (!some_premise(literals, [&](Literal, RuleId, Literal p) { return inside(p); })) {
      define_straight(literals);
      return;
    }
    const bool alternates = some_premise(literals, [&](Literal head, RuleId, Literal p) {
      return inside(p) ? has_carrier(head.complement()) : !two_valued(p);
    });
    alternates ? define_alternating(literals) : define_positive(literals);
  }

  bool carries(RuleId r) const { return t_.strength(r) != Strength::defeater; }
  bool has_carrier(Literal l) const {
    const auto rules = t_.rules_for(l);
    return std::any_of(rules.begin(), rules.end(), [&](RuleId r) { return carries(r); });
  }
  bool two_valued(Literal l) const {
    if (low_[l.code] != high_[l.code]) return false;
    return !t_.propagating(l.atom()) || support_low_[l.code] == support_high_[l.code];
  }

  Edge all(RuleId r, const std::vector<Edge>& edges) {
    Edge out = kTrue;
    for (Literal p : t_.body(r)) out = conj(out, edges[p.code]);
    return out;
  }
  Edge stands(RuleId r, const View& view) {
    Edge out = kTrue;
    for (Literal p : t_.body(r)) {
      out = conj(out, t_.propagating(p.atom()) ? view.supported[p.code] : view.proved[p.code]);
    }
    return out;
  }

  Edge definite(Literal q) {
    Edge out = definite_[q.code];
    for (RuleId r : t_.rules_for(q)) {
      if (t_.strength(r) == Strength::strict) out = disj(out, all(r, definite_));
    }
    return out;
  }

  // Holds where `q` follows from `now`, what is not in `other` counting as failed.
  Edge proves(Literal q, const View& now, const View& other) {
    Edge carried = kFalse;
    for (RuleId r : t_.rules_for(q)) {
      if (carries(r)) carried = disj(carried, all(r, now.proved));
    }
    Edge opposed = definite_[q.complement().code];
    for (RuleId s : t_.rules_for(q.complement())) {
      if (carried == kFalse) break;
      Edge beaten = kFalse;
      for (RuleId t : t_.stronger_than(s)) {
        if (carries(t)) beaten = disj(beaten, all(t, now.proved));
      }
      opposed = disj(opposed, conj(stands(s, other), beaten ^ 1u));
    }
    return disj(definite_[q.code], conj(carried, opposed ^ 1u));
  }

  Edge supports(Literal q, const View& now, const View& other) {
    Edge carried = kFalse;
    for (RuleId r : t_.rules_for(q)) {
      if (!carries(r)) continue;
      Edge beaten = kFalse;
      for (RuleId s : t_.stronger_than(r)) beaten = disj(beaten, all(s, other.proved));
      carried = disj(carried, conj(stands(r, now), beaten ^ 1u));
    }
    const Edge barred = definite_[q.complement().code];
    return disj(definite_[q.code], conj(carried, barred ^ 1u));
  }

  void define_definite(const std::vector<Literal>& literals, bool loop) {
    if (!loop) {
      std::vector<Edge> values;
      for (Literal l : literals) values.push_back(definite(l));
      for (size_t i = 0; i < literals.size(); ++i) definite_[literals[i].code] = values[i];
      return;
    }
    Circuit::Loop& made = c_.loops.emplace_back();
    std::vector<Edge> base;
    for (Literal l : literals) {
      base.push_back(definite_[l.code]);
      definite_[l.code] = add_state(made.low);
    }
    made.begin = made.middle = c_.size();
    for (size_t i = 0; i < literals.size(); ++i) {
      made.low[i].next = disj(base[i], definite(literals[i]));
    }
    made.end = c_.size();
  }

  void define_straight(const std::vector<Literal>& literals) {
    for (Literal l : literals) low_[l.code] = proves(l, low(), high());
    // The complement's rules rest on other atoms, so what is set here is not read here.
    for (Literal l : literals) high_[l.code] = proves(l, high(), low());
    for (Literal l : literals) {
      if (!t_.propagating(l.atom())) continue;
      support_low_[l.code] = supports(l, low(), high());
      support_high_[l.code] = supports(l, high(), low());
    }
  }

  void define_positive(const std::vector<Literal>& literals) {
    Circuit::Loop made;
    add_states(literals, made.low, low_, support_low_);
    made.begin = made.middle = c_.size();
    set_next(literals, made.low, low(), low());
    made.end = c_.size();
    for (Literal l : literals) {
      high_[l.code] = low_[l.code];
      if (t_.propagating(l.atom())) support_high_[l.code] = support_low_[l.code];
    }
    c_.loops.push_back(std::move(made));
  }

  void define_alternating(const std::vector<Literal>& literals) {
    Circuit::Loop made;
    add_states(literals, made.low, low_, support_low_);
    add_states(literals, made.high, high_, support_high_);
    made.begin = c_.size();
    set_next(literals, made.high, high(), low());
    made.middle = c_.size();
    set_next(literals, made.low, low(), high());
    made.end = c_.size();
    c_.loops.push_back(std::move(made));
  }

  View low() const { return {low_, support_low_}; }
  View high() const { return {high_, support_high_}; }

  Edge add_state(std::vector<Circuit::State>& states) {
    states.push_back({add_node(Kind::state, kFalse, kFalse), kFalse});
    return 2 * states.back().node;
  }

  void add_states(const std::vector<Literal>& literals, std::vector<Circuit::State>& states,
                  std::vector<Edge>& proved, std::vector<Edge>& supported) {
    for (Literal l : literals) proved[l.code] = add_state(states);
    for (Literal l : literals) {
      if (t_.propagating(l.atom())) supported[l.code] = add_state(states);
    }
  }

  void set_next(const std::vector<Literal>& literals, std::vector<Circuit::State>& states,
                const View& now, const View& other) {
    size_t i = 0;
    for (Literal l : literals) states[i++].next = proves(l, now, other);
    for (Literal l : literals) {
      if (t_.propagating(l.atom())) states[i++].next = supports(l, now, other);
    }
  }

  Circuit::Answer answer(Literal q) {
    const uint32_t yes = q.code;
    const uint32_t no = q.complement().code;
    const Edge established = low_[yes];
    const Edge neither = conj(low_[yes] ^ 1u, low_[no] ^ 1u);
    return {established, conj(low_[no], established ^ 1u),
            conj(neither, disj(high_[yes], high_[no]))};
  }

  const Theory& t_;
  Cone cone_;
  Circuit c_;
  std::unordered_map<uint64_t, Edge> gates_;
  std::vector<Edge> definite_;
  std::vector<Edge> low_;
  std::vector<Edge> high_;
  std::vector<Edge> support_low_;
  std::vector<Edge> support_high_;
  std::vector<uint32_t> group_;  // by atom: its component, once that is being defined
};

}  // namespace

Circuit compile(const Theory& theory, std::span<const Literal> queries) {
  return Compiler(theory, queries).compile(queries);
}

}  // namespace comity::reason
