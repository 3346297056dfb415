#include "reason/solver.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity::reason {

Solver::Solver(const Theory& theory)
    : theory_(&theory),
      literal_count_(2 * theory.atom_count()),
      claim_space_(literal_count_),
      claims_to_decide_(literal_count_) {
  lay_out_rules();
  if (theory.any_propagating()) lay_out_support();
}

void Solver::lay_out_rules() {
  const Theory& t = *theory_;
  first_rules_.resize(t.rule_count());
  first_literals_.resize(literal_count_);
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    first_rules_[r].waiting = static_cast<uint32_t>(t.body(r).size());
    for (RuleId s : t.stronger_than(r)) {
      first_rules_[r].rivals += t.strength(s) != Strength::defeater ? 1u : 0u;
    }
    if (t.strength(r) != Strength::defeater) ++first_literals_[t.head(r).code].carriers;
    ++first_literals_[t.head(r).complement().code].objections;
    if (t.strength(r) == Strength::strict) strict_.push_back(r);
    if (t.body(r).empty()) unconditional_.push_back(r);
  }
  for (uint32_t code = 0; code < literal_count_; ++code) {
    if (first_literals_[code].carriers == 0) unsupported_.push_back({code});
  }
  if (!strict_.empty()) strict_waiting_.resize(t.rule_count());
}

void Solver::lay_out_support() {
  const Theory& t = *theory_;
  claim_space_ = size_t{2} * literal_count_;
  for (Atom a = 0; a < t.atom_count(); ++a) claims_to_decide_ += t.propagating(a) ? 2 : 0;
  first_support_.resize(t.rule_count());
  first_supporters_.resize(literal_count_);
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    first_support_[r].waiting = static_cast<uint32_t>(t.body(r).size());
    first_support_[r].rivals = static_cast<uint32_t>(t.stronger_than(r).size());
  }
  for (uint32_t code = 0; code < literal_count_; ++code) {
    first_supporters_[code] = first_literals_[code].carriers;
  }
}

void Solver::solve(const World& world) {
  COMITY_ASSERT(world.size() == theory_->choice_count());
  reset();
  close_definite(Tag::proved, [&](ChoiceId c, const auto& put) {
    for (Literal l : theory_->asserts(c, world[c])) put(l);
  });
  run();
}

void Solver::bound(const Restriction& within) {
  COMITY_ASSERT(within.allowed.size() == theory_->choice_count());
  const auto each_allowed = [&](ChoiceId c, const auto& act) {
    for (uint64_t left = within.allowed[c]; left != 0; left &= left - 1) {
      act(static_cast<Alternative>(std::countr_zero(left)));
    }
  };
  reset();
  close_definite(Tag::undetermined, [&](ChoiceId c, const auto& put) {
    each_allowed(c, [&](Alternative a) {
      for (Literal l : theory_->asserts(c, a)) put(l);
    });
  });
  definites_.clear();
  close_definite(Tag::proved, [&](ChoiceId c, const auto& put) {
    const auto first = static_cast<Alternative>(std::countr_zero(within.allowed[c]));
    for (Literal l : theory_->asserts(c, first)) {
      bool always = true;
      each_allowed(c, [&](Alternative a) {
        const auto other = theory_->asserts(c, a);
        always = always && std::find(other.begin(), other.end(), l) != other.end();
      });
      if (always) put(l);
    }
  });
  run();
}

void Solver::run() {
  start();
  drain();
  if (decided_ < claims_to_decide_) settle_loops();
}

void Solver::reset() {
  rules_ = first_rules_;
  literals_ = first_literals_;
  support_ = first_support_;
  supporters_ = first_supporters_;
  definite_.assign(literal_count_, Tag::refuted);
  tags_.assign(claim_space_, Tag::undetermined);
  definites_.clear();
  queue_.clear();
  decided_ = 0;
}

void Solver::make_definite(Literal l, Tag tag) {
  Tag& now = definite_[l.code];
  if (now == tag || now == Tag::proved) return;
  now = tag;
  definites_.push_back(l);
}

template <class Asserted>
void Solver::close_definite(Tag tag, const Asserted& asserted) {
  const auto put = [&](Literal l) { make_definite(l, tag); };
  for (Literal l : theory_->facts()) put(l);
  for (ChoiceId c = 0; c < theory_->choice_count(); ++c) asserted(c, put);
  if (strict_.empty()) return;
  for (RuleId r : strict_) {
    strict_waiting_[r] = static_cast<uint32_t>(theory_->body(r).size());
    if (strict_waiting_[r] == 0) put(theory_->head(r));
  }
  for (size_t i = 0; i < definites_.size(); ++i) {
    for (RuleId r : theory_->rules_with_premise(definites_[i])) {
      const bool strict = theory_->strength(r) == Strength::strict;
      if (strict && --strict_waiting_[r] == 0) put(theory_->head(r));
    }
  }
}

// What is decided before any rule is looked at: definite literals hold whatever opposes them, and
// their complements fail whatever speaks for them.
void Solver::start() {
  for (Literal l : definites_) {
    decide(l.code, Tag::proved);
    decide(objection_claim(l), Tag::proved);
  }
  for (Literal l : definites_) {
    set(l.complement().code, Tag::refuted);
    set(objection_claim(l.complement()), Tag::refuted);
  }
  for (Literal l : unsupported_) {
    set(l.code, Tag::refuted);
    set(objection_claim(l), Tag::refuted);
  }
  for (RuleId r : unconditional_) {
    applies(r);
    if (theory_->any_propagating()) stands(r);
  }
}

// Where a literal is definite, or may be, no rule refutes it, nor proves its complement.
void Solver::set(Claim claim, Tag tag) {
  const Literal l{claim < literal_count_ ? claim : claim - literal_count_};
  const Literal barrier = tag == Tag::proved ? l.complement() : l;
  if (definite_[barrier.code] == Tag::refuted) decide(claim, tag);
}

void Solver::decide(Claim claim, Tag tag) {
  if (tags_[claim] != Tag::undetermined) return;
  tags_[claim] = tag;
  ++decided_;
  queue_.push_back(claim);
}

void Solver::drain() {
  for (size_t i = 0; i < queue_.size(); ++i) {
    const Claim claim = queue_[i];
    const bool yes = tags_[claim] == Tag::proved;
    if (claim >= literal_count_) {
      const Literal l{claim - literal_count_};
      yes ? use_supported(l) : use_unsupported(l);
      continue;
    }
    const Literal l{claim};
    yes ? use_proved(l) : use_refuted(l);
    if (theory_->any_propagating() && !theory_->propagating(l.atom())) {
      yes ? use_supported(l) : use_unsupported(l);
    }
  }
  queue_.clear();
}

void Solver::use_proved(Literal l) {
  for (RuleId r : theory_->rules_with_premise(l)) {
    if (--rules_[r].waiting == 0) applies(r);
  }
}

void Solver::use_refuted(Literal l) {
  for (RuleId r : theory_->rules_with_premise(l)) {
    if (!std::exchange(rules_[r].dead, true)) dies(r);
  }
}

void Solver::use_supported(Literal l) {
  for (RuleId r : theory_->rules_with_premise(l)) {
    if (--support_[r].waiting == 0) stands(r);
  }
}

void Solver::use_unsupported(Literal l) {
  for (RuleId r : theory_->rules_with_premise(l)) {
    if (!std::exchange(support_[r].unfit, true)) fails(r);
  }
}

void Solver::applies(RuleId r) {
  const bool supports = theory_->strength(r) != Strength::defeater;
  if (supports) {
    literals_[theory_->head(r).code].carry();
    try_prove(theory_->head(r));
    for (RuleId s : theory_->weaker_than(r)) counter(s);
  }
  if (!theory_->any_propagating()) return stands(r);
  for (RuleId s : theory_->weaker_than(r)) drop_support(s);
}

void Solver::dies(RuleId r) {
  const bool supports = theory_->strength(r) != Strength::defeater;
  if (supports) {
    const Literal head = theory_->head(r);
    if (--literals_[head.code].carriers == 0) set(head.code, Tag::refuted);
    for (RuleId s : theory_->weaker_than(r)) {
      --rules_[s].rivals;
      try_defeat(s);
    }
  }
  if (!theory_->any_propagating()) return fails(r);
  for (RuleId s : theory_->weaker_than(r)) {
    --support_[s].rivals;
    try_support(s);
  }
}

void Solver::stands(RuleId r) {
  rules_[r].stands = true;
  try_defeat(r);
  if (theory_->any_propagating()) try_support(r);
}

void Solver::fails(RuleId r) {
  counter(r);
  if (theory_->any_propagating()) drop_support(r);
}

void Solver::counter(RuleId objection) {
  if (std::exchange(rules_[objection].countered, true)) return;
  const Literal target = theory_->head(objection).complement();
  if (--literals_[target.code].objections == 0) try_prove(target);
}

void Solver::try_prove(Literal l) {
  const LiteralState& state = literals_[l.code];
  if (state.carried() && state.objections == 0) set(l.code, Tag::proved);
}

void Solver::try_defeat(RuleId objection) {
  const RuleState& state = rules_[objection];
  if (!state.stands || state.rivals != 0) return;
  set(theory_->head(objection).complement().code, Tag::refuted);
}

void Solver::try_support(RuleId r) {
  const Literal head = theory_->head(r);
  if (!theory_->propagating(head.atom()) || theory_->strength(r) == Strength::defeater) return;
  if (rules_[r].stands && support_[r].rivals == 0) set(objection_claim(head), Tag::proved);
}

void Solver::drop_support(RuleId r) {
  const Literal head = theory_->head(r);
  if (!theory_->propagating(head.atom()) || theory_->strength(r) == Strength::defeater) return;
  if (std::exchange(support_[r].unusable, true)) return;
  if (--supporters_[head.code] == 0) set(objection_claim(head), Tag::refuted);
}

Outcome Solver::outcome(Literal l) const {
  if (tag(l) == Tag::proved) return Outcome::established;
  if (tag(l.complement()) == Tag::proved) return Outcome::excluded;
  const bool open = tag(l) == Tag::undetermined || tag(l.complement()) == Tag::undetermined;
  return open ? Outcome::undetermined : Outcome::not_established;
}

}  // namespace comity::reason
