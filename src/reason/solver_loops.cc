// The well-founded step of kernel 1 (Van Gelder, Ross, Schlipf, JACM 38(3), 1991): a claim is
// unfounded where, even if every objection still open came to nothing, nothing outside the loop
// would carry it. Such claims are refuted.
#include <utility>

#include "reason/components.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

Graph dependencies(const Theory& theory, const std::vector<Atom>& atoms,
                   const std::vector<uint32_t>& index) {
  constexpr uint32_t kOutside = ~uint32_t{0};
  Graph graph;
  const auto add = [&](Literal head) {
    for (RuleId r : theory.rules_for(head)) {
      for (Literal l : theory.body(r)) {
        if (index[l.atom()] != kOutside) graph.targets.push_back(index[l.atom()]);
      }
    }
  };
  for (Atom a : atoms) {
    add(Literal::positive(a));
    add(Literal::negative(a));
    graph.end_node();
  }
  return graph;
}

}  // namespace

// One pass over everything open settles most theories; what still stays open is taken apart.
void Solver::settle_loops() {
  std::vector<Atom> atoms;
  for (Atom a = 0; a < theory_->atom_count(); ++a) {
    if (open(a)) atoms.push_back(a);
  }
  if (refute_unfounded(atoms)) drain();
  if (decided_ == claims_to_decide_) return;

  std::erase_if(atoms, [&](Atom a) { return !open(a); });
  std::vector<uint32_t> index(theory_->atom_count(), ~uint32_t{0});
  for (uint32_t i = 0; i < atoms.size(); ++i) index[atoms[i]] = i;
  const Components parts = components(dependencies(*theory_, atoms, index));
  std::vector<Atom> scope;
  for (uint32_t i = 0; i < parts.size(); ++i) {
    scope.clear();
    for (uint32_t node : parts[i]) scope.push_back(atoms[node]);
    while (refute_unfounded(scope)) drain();
  }
}

bool Solver::open(Atom atom) const {
  for (Literal l : {Literal::positive(atom), Literal::negative(atom)}) {
    if (tags_[l.code] == Tag::undetermined) return true;
    if (tags_[objection_claim(l)] == Tag::undetermined) return true;
  }
  return false;
}

// Returns whether anything was refuted. O(size of the rules for the atoms in scope).
bool Solver::refute_unfounded(std::span<const Atom> scope) {
  in_scope_.resize(theory_->atom_count(), 0);
  possible_.resize(claim_space_);
  possibly_carried_.resize(literal_count_);
  possibly_countered_.resize(theory_->rule_count());
  need_.resize(theory_->rule_count());
  support_need_.resize(support_.size());
  blocks_.resize(literal_count_);

  const auto each_literal = [&](const auto& act) {
    for (Atom a : scope) {
      act(Literal::positive(a));
      act(Literal::negative(a));
    }
  };
  each_literal([&](Literal l) {
    in_scope_[l.atom()] = 1;
    possible_[l.code] = possible_[objection_claim(l)] = 0;
    possibly_carried_[l.code] = 0;
    blocks_[l.code] = 0;
  });
  each_literal([&](Literal l) { enter_scope(l); });
  each_literal([&](Literal l) {
    if (definite_[l.code] == Tag::undetermined) {
      mark_possible(l.code);
      mark_possible(objection_claim(l));
    }
    for (RuleId r : theory_->rules_for(l)) {
      if (need_[r] == 0) rule_possible(r);
      if (!support_.empty() && support_need_[r] == 0) support_possible(r);
    }
  });
  spread_possible();
  const size_t before = decided_;
  each_literal([&](Literal l) {
    for (Claim claim : {l.code, objection_claim(l)}) {
      if (!possible_[claim]) set(claim, Tag::refuted);
    }
    in_scope_[l.atom()] = 0;
  });
  return decided_ != before;
}

bool Solver::maybe(Claim claim, Atom atom) const {
  return tags_[claim] == Tag::proved || (tags_[claim] == Tag::undetermined && !in_scope_[atom]);
}

void Solver::enter_scope(Literal l) {
  for (RuleId r : theory_->rules_for(l)) {
    need_[r] = 0;
    for (Literal p : theory_->body(r)) need_[r] += maybe(p.code, p.atom()) ? 0u : 1u;
    const bool blocks = rules_[r].stands && !rules_[r].countered;
    possibly_countered_[r] = blocks ? 0 : 1;
    blocks_[l.complement().code] += blocks ? 1u : 0u;
    if (support_.empty()) continue;
    support_need_[r] = 0;
    for (Literal p : theory_->body(r)) {
      support_need_[r] += maybe(objection_claim(p), p.atom()) ? 0u : 1u;
    }
  }
}

void Solver::rule_possible(RuleId r) {
  if (theory_->strength(r) == Strength::defeater) return;
  const Literal head = theory_->head(r);
  possibly_carried_[head.code] = 1;
  for (RuleId s : theory_->weaker_than(r)) {
    if (!std::exchange(possibly_countered_[s], uint8_t{1})) --blocks_[head.code];
  }
  try_possible(head);
}

void Solver::support_possible(RuleId r) {
  const Literal head = theory_->head(r);
  if (!theory_->propagating(head.atom()) || theory_->strength(r) == Strength::defeater) return;
  if (!support_[r].unusable) mark_possible(objection_claim(head));
}

void Solver::try_possible(Literal l) {
  if (possibly_carried_[l.code] && blocks_[l.code] == 0) mark_possible(l.code);
}

void Solver::mark_possible(Claim claim) {
  if (tags_[claim] != Tag::undetermined || std::exchange(possible_[claim], uint8_t{1})) return;
  possible_queue_.push_back(claim);
}

void Solver::spread_possible() {
  const auto spread = [&](Literal l, std::vector<uint32_t>& need, const auto& reached) {
    for (RuleId r : theory_->rules_with_premise(l)) {
      if (in_scope_[theory_->head(r).atom()] && --need[r] == 0) reached(r);
    }
  };
  const auto for_rule = [&](RuleId r) { rule_possible(r); };
  const auto for_support = [&](RuleId r) { support_possible(r); };
  for (size_t i = 0; i < possible_queue_.size(); ++i) {
    const Claim claim = possible_queue_[i];
    const bool team = claim < literal_count_;
    const Literal l{team ? claim : claim - literal_count_};
    if (team) spread(l, need_, for_rule);
    if (!support_.empty() && objection_claim(l) == claim) spread(l, support_need_, for_support);
  }
  possible_queue_.clear();
}

}  // namespace comity::reason
