#include "reason/residual.h"

#include <optional>

namespace comity::reason {

namespace {

// The literals that some world may prove: what is asserted, and what rules reach from there. What
// only a circle of rules would hold up is not among them, and the well-founded step refutes it.
class Possible {
 public:
  explicit Possible(const Theory& theory)
      : theory_(theory), possible_(2 * size_t{theory.atom_count()}), excluded_(possible_.size()) {
    for (const Literal fact : theory.facts()) excluded_[fact.complement().code] = true;
    uses_.resize(possible_.size());
    waiting_.resize(theory.rule_count());
    for (RuleId r = 0; r < theory.rule_count(); ++r) {
      waiting_[r] = static_cast<uint32_t>(theory.body(r).size());
      for (const Literal premise : theory.body(r)) uses_[premise.code].push_back(r);
      if (waiting_[r] == 0) conclude(r);
    }
    for (const Literal fact : theory.facts()) reach(fact);
    for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
      for (Alternative a = 0; a < theory.alternative_count(c); ++a) {
        for (const Literal asserted : theory.asserts(c, a)) reach(asserted);
      }
    }
    spread();
  }

  bool alive(RuleId rule) const { return waiting_[rule] == 0; }

 private:
  // A rule that is not strict cannot carry its head against a fact.
  void conclude(RuleId rule) {
    const bool against_fact = excluded_[theory_.head(rule).code];
    if (theory_.strength(rule) == Strength::strict || !against_fact) reach(theory_.head(rule));
  }

  void reach(Literal literal) {
    if (possible_[literal.code]) return;
    possible_[literal.code] = true;
    queue_.push_back(literal);
  }

  void spread() {
    while (!queue_.empty()) {
      const Literal literal = queue_.back();
      queue_.pop_back();
      for (const RuleId r : uses_[literal.code]) {
        if (--waiting_[r] == 0) conclude(r);
      }
    }
  }

  const Theory& theory_;
  std::vector<bool> possible_;
  std::vector<bool> excluded_;  // the opposite is a fact
  std::vector<std::vector<RuleId>> uses_;
  std::vector<uint32_t> waiting_;  // premises of a rule that are not known to be possible
  std::vector<Literal> queue_;
};

}  // namespace

Theory residual(const Theory& theory) {
  const Possible possible(theory);
  TheoryBuilder builder;
  builder.reserve_atoms(theory.atom_count());
  std::vector<std::optional<RuleId>> renumbered(theory.rule_count());
  for (RuleId r = 0; r < theory.rule_count(); ++r) {
    if (!possible.alive(r)) continue;
    renumbered[r] = builder.add_rule(theory.head(r), theory.body(r), theory.strength(r));
  }
  for (RuleId r = 0; r < theory.rule_count(); ++r) {
    for (const RuleId weaker : theory.weaker_than(r)) {
      if (renumbered[r] && renumbered[weaker])
        builder.add_superiority(*renumbered[r], *renumbered[weaker]);
    }
  }
  for (const Literal fact : theory.facts()) builder.add_fact(fact);
  for (Atom a = 0; a < theory.atom_count(); ++a) {
    if (theory.propagating(a)) builder.mark_propagating(a);
  }
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    std::vector<std::vector<Literal>> alternatives;
    for (Alternative a = 0; a < theory.alternative_count(c); ++a) {
      const auto asserted = theory.asserts(c, a);
      alternatives.emplace_back(asserted.begin(), asserted.end());
    }
    builder.add_choice(alternatives);
  }
  auto built = builder.build();
  COMITY_ASSERT(built.has_value());  // a part of a sound theory is sound
  return std::move(*built);
}

}  // namespace comity::reason
