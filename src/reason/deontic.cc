#include "reason/deontic.h"

#include <algorithm>
#include <array>
#include <utility>

namespace comity::reason {

const DeonticBuilder::Act& DeonticBuilder::act(Literal l) {
  const auto [it, fresh] = acts_.try_emplace(l.code);
  if (!fresh) return it->second;
  builder_.reserve_atoms(l.atom() + 1);
  const auto atom = [&] { return Literal::positive(builder_.add_atom()); };
  Act& made = it->second;
  made = {atom(), atom(), atom(), atom()};
  builder_.add_rule(made.violated, std::array{made.obligatory, l.complement()});
  const RuleId open = builder_.add_rule(made.not_complied, std::array{made.obligatory});
  const RuleId met = builder_.add_rule(made.not_complied.complement(), std::array{l});
  builder_.add_superiority(met, open);
  return made;
}

Literal DeonticBuilder::obligatory(Literal l) { return act(l).obligatory; }
Literal DeonticBuilder::permitted(Literal l) { return act(l).permitted; }
Literal DeonticBuilder::violated(Literal l) { return act(l).violated; }
Literal DeonticBuilder::not_complied(Literal l) { return act(l).not_complied; }

Literal DeonticBuilder::literal(const Conclusion& c) {
  return c.duty ? obligatory(c.act) : permitted(c.act);
}

void DeonticBuilder::add(NormId norm, std::vector<Literal> body, Conclusion conclusion) {
  const RuleId rule = builder_.add_rule(literal(conclusion), body);
  rules_.push_back({norm, rule, std::move(body), conclusion});
}

NormId DeonticBuilder::oblige(std::span<const Literal> body, std::span<const Literal> chain) {
  COMITY_ASSERT(!chain.empty());
  std::vector<Literal> so_far(body.begin(), body.end());
  for (Literal duty : chain) {
    add(norms_, so_far, {true, duty});
    so_far.push_back(violated(duty));
  }
  return norms_++;
}

NormId DeonticBuilder::permit(std::span<const Literal> body, Literal act) {
  add(norms_, {body.begin(), body.end()}, {false, act});
  return norms_++;
}

void DeonticBuilder::prefer(NormId stronger, NormId weaker) {
  COMITY_ASSERT(stronger < norms_ && weaker < norms_);
  preferred_.emplace_back(stronger, weaker);
}

bool DeonticBuilder::conflict(const Conclusion& a, const Conclusion& b) {
  return a.act == b.act.complement() && (a.duty || b.duty);
}

void DeonticBuilder::finish() {
  const auto prefers = [&](const Rule& a, const Rule& b) {
    return std::find(preferred_.begin(), preferred_.end(), std::pair(a.norm, b.norm)) !=
           preferred_.end();
  };
  for (const Rule& r : rules_) {
    for (const Rule& s : rules_) {
      if (!conflict(r.conclusion, s.conclusion)) continue;
      // r's objection to what s concludes; it beats s, or a rule like s beats it.
      const RuleId objection =
          builder_.add_rule(literal(s.conclusion).complement(), r.body, Strength::defeater);
      if (prefers(r, s)) builder_.add_superiority(objection, s.rule);
      if (prefers(s, r)) builder_.add_superiority(s.rule, objection);
    }
  }
}

Permission permission(const Solver& solver, Literal permitted, Literal opposite_obligatory) {
  if (solver.tag(permitted) == Tag::proved) return Permission::strong;
  return solver.tag(opposite_obligatory) == Tag::refuted ? Permission::weak : Permission::none;
}

}  // namespace comity::reason
