#include "reason/theory.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace comity::reason {
namespace {

// Buckets `values` by `keys` into a flat array: begin[k] .. begin[k+1] holds key k's values in
// their order of arrival.
template <class Each>
void bucket(size_t key_count, size_t item_count, std::vector<uint32_t>& begin,
            std::vector<RuleId>& out, const Each& each) {
  begin.assign(key_count + 1, 0);
  each([&](uint32_t key, RuleId) { ++begin[key + 1]; });
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  out.resize(item_count);
  std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
  each([&](uint32_t key, RuleId value) { out[next[key]++] = value; });
}

}  // namespace

bool Theory::stronger(RuleId strong, RuleId weak) const {
  const auto weaker = weaker_than(strong);
  return std::find(weaker.begin(), weaker.end(), weak) != weaker.end();
}

Atom TheoryBuilder::add_atom() { return theory_.atom_count_++; }

void TheoryBuilder::reserve_atoms(Atom count) {
  theory_.atom_count_ = std::max(theory_.atom_count_, count);
}

void TheoryBuilder::make_atom(Literal l) { reserve_atoms(l.atom() + 1); }

RuleId TheoryBuilder::add_rule(Literal head, std::span<const Literal> body, Strength strength) {
  make_atom(head);
  for (Literal l : body) make_atom(l);
  theory_.heads_.push_back(head);
  theory_.strengths_.push_back(strength);
  theory_.bodies_.insert(theory_.bodies_.end(), body.begin(), body.end());
  theory_.body_begin_.push_back(static_cast<uint32_t>(theory_.bodies_.size()));
  return theory_.rule_count() - 1;
}

void TheoryBuilder::add_superiority(RuleId stronger, RuleId weaker) {
  COMITY_ASSERT(stronger < theory_.rule_count() && weaker < theory_.rule_count());
  superiority_.emplace_back(stronger, weaker);
}

void TheoryBuilder::add_fact(Literal fact) {
  make_atom(fact);
  theory_.facts_.push_back(fact);
}

void TheoryBuilder::mark_propagating(Atom atom) {
  make_atom(Literal::positive(atom));
  if (theory_.propagating_.size() <= atom) theory_.propagating_.resize(atom + 1, 0);
  theory_.propagating_[atom] = 1;
}

ChoiceId TheoryBuilder::add_choice(std::span<const std::vector<Literal>> alternatives) {
  COMITY_ASSERT(!alternatives.empty() && alternatives.size() <= 64);
  for (const std::vector<Literal>& asserted : alternatives) {
    for (Literal l : asserted) make_atom(l);
    theory_.asserted_.insert(theory_.asserted_.end(), asserted.begin(), asserted.end());
    theory_.alternative_begin_.push_back(static_cast<uint32_t>(theory_.asserted_.size()));
  }
  theory_.choice_begin_.push_back(static_cast<uint32_t>(theory_.alternative_begin_.size() - 1));
  return theory_.choice_count() - 1;
}

ChoiceId TheoryBuilder::add_open(Atom atom) {
  const std::vector<Literal> alternatives[] = {{Literal::positive(atom)},
                                               {Literal::negative(atom)}};
  return add_choice(alternatives);
}

Result<Theory> TheoryBuilder::build() {
  index_rules();
  index_superiority();
  theory_.propagating_.resize(theory_.any_propagating() ? theory_.atom_count_ : 0, 0);
  Result<void> fit = check_superiority();
  Theory built = std::exchange(theory_, Theory());
  superiority_ = {};
  if (!fit) return tl::unexpected<Error>(fit.error());
  return built;
}

void TheoryBuilder::index_rules() {
  Theory& t = theory_;
  const size_t literals = size_t{2} * t.atom_count_;
  bucket(literals, t.heads_.size(), t.for_begin_, t.for_, [&](const auto& put) {
    for (RuleId r = 0; r < t.rule_count(); ++r) put(t.heads_[r].code, r);
  });
  bucket(literals, t.bodies_.size(), t.uses_begin_, t.uses_, [&](const auto& put) {
    for (RuleId r = 0; r < t.rule_count(); ++r) {
      for (Literal l : t.body(r)) put(l.code, r);
    }
  });
}

void TheoryBuilder::index_superiority() {
  Theory& t = theory_;
  const size_t pairs = superiority_.size();
  bucket(t.rule_count(), pairs, t.weaker_begin_, t.weaker_, [&](const auto& put) {
    for (const auto& [strong, weak] : superiority_) put(strong, weak);
  });
  bucket(t.rule_count(), pairs, t.stronger_begin_, t.stronger_, [&](const auto& put) {
    for (const auto& [strong, weak] : superiority_) put(weak, strong);
  });
}

// A superiority joins rules with complementary heads. It has no cycle where taking away every
// rule that nothing beats, again and again, leaves no rule (Kahn 1962).
Result<void> TheoryBuilder::check_superiority() const {
  const Theory& t = theory_;
  for (const auto& [strong, weak] : superiority_) {
    if (t.heads_[strong] == t.heads_[weak].complement()) continue;
    return fail(Errc::invalid_input, "rule " + std::to_string(strong) +
                                         " cannot be stronger than rule " + std::to_string(weak) +
                                         ": their heads do not conflict");
  }
  std::vector<size_t> beaters(t.rule_count());
  std::vector<RuleId> taken;
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    beaters[r] = t.stronger_than(r).size();
    if (beaters[r] == 0) taken.push_back(r);
  }
  for (size_t i = 0; i < taken.size(); ++i) {
    for (RuleId weak : t.weaker_than(taken[i])) {
      if (--beaters[weak] == 0) taken.push_back(weak);
    }
  }
  if (taken.size() == t.rule_count()) return {};
  const auto stuck = std::find_if(beaters.begin(), beaters.end(), [](size_t n) { return n > 0; });
  return fail(Errc::invalid_input, "the superiority relation has a cycle at or above rule " +
                                       std::to_string(stuck - beaters.begin()));
}

}  // namespace comity::reason
