#include "reason/explain.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity::reason {
namespace {

// "Literal at level", numbered level by level; while a proof is sought its steps refer to each
// other by claim, and get their final numbers at the end.
using Claim = uint32_t;

class Explainer {
 public:
  Explainer(const Theory& theory, const Solver& solver, const Restriction& within)
      : theory_(theory), solver_(solver), literals_(2 * theory.atom_count()) {
    round_.resize(size_t{3} * literals_, 0);
    queued_.resize(round_.size(), 0);
    assumed_.resize(round_.size(), 0);
    step_of_.resize(round_.size(), 0);
    in_cone_.resize(theory.atom_count(), 0);
    given_.resize(literals_, 0);
    for (Literal l : theory.facts()) given_[l.code] = 1;
    for (ChoiceId c = 0; c < theory.choice_count(); ++c) give(c, within.allowed[c]);
  }

  Proof explain(std::span<const Literal> literals) {
    for (Literal l : literals) gather_cone(l.atom());
    agenda_ = cone_;
    seek();
    std::vector<Claim> roots;
    for (Literal l : literals) roots.push_back(claim(l));
    return assemble(roots);
  }

 private:
  using Draft = std::optional<Step>;

  Claim at(Literal l, Level level) const { return l.code + uint32_t(level) * literals_; }
  // Where the tag of a literal is shown: at the definite level if that suffices.
  Claim claim(Literal l) const {
    return at(l, solver_.definite(l) == Tag::proved ? Level::definite : Level::defeasible);
  }
  Claim objection_claim(Literal l) const {
    if (solver_.definite(l) == Tag::proved) return at(l, Level::definite);
    return at(l, theory_.propagating(l.atom()) ? Level::support : Level::defeasible);
  }
  Claim claim(Literal l, bool objection) const { return objection ? objection_claim(l) : claim(l); }
  Literal literal(Claim c) const { return {c % literals_}; }
  Level level(Claim c) const { return Level(c / literals_); }
  Tag tag(Claim c) const {
    if (level(c) == Level::definite) return Tag::proved;
    return level(c) == Level::support ? solver_.support(literal(c)) : solver_.tag(literal(c));
  }
  bool carries(RuleId r) const { return theory_.strength(r) != Strength::defeater; }

  // What every allowed alternative of the choice asserts.
  void give(ChoiceId c, uint64_t allowed) {
    const auto holds = [&](Literal l, uint64_t rest) {
      for (; rest != 0; rest &= rest - 1) {
        const auto other = theory_.asserts(c, static_cast<Alternative>(std::countr_zero(rest)));
        if (std::find(other.begin(), other.end(), l) == other.end()) return false;
      }
      return true;
    };
    for (Literal l : theory_.asserts(c, static_cast<Alternative>(std::countr_zero(allowed)))) {
      if (holds(l, allowed)) given_[l.code] = 1;
    }
  }

  void gather_cone(Atom root) {
    if (std::exchange(in_cone_[root], uint8_t{1})) return;
    std::vector<Atom> open{root};
    while (!open.empty()) {
      const Atom a = open.back();
      open.pop_back();
      for (Literal l : {Literal::positive(a), Literal::negative(a)}) {
        add_claims(l);
        for (RuleId r : theory_.rules_for(l)) {
          for (Literal p : theory_.body(r)) {
            if (!std::exchange(in_cone_[p.atom()], uint8_t{1})) open.push_back(p.atom());
          }
        }
      }
    }
  }

  void add_claims(Literal l) {
    cone_.push_back(claim(l));
    if (objection_claim(l) != claim(l)) cone_.push_back(objection_claim(l));
  }

  // Round after round, each claim that follows from claims of earlier rounds gets its step; hence
  // heights are least. Where nothing follows any more, the unfounded claims follow together.
  void seek() {
    for (now_ = 1;; ++now_) {
      std::vector<Claim> found = seek_next();
      if (found.empty()) found = seek_unfounded();
      if (found.empty()) break;
      for (Claim c : found) round_[c] = now_;
      for (Claim c : found) add_dependents(literal(c));
    }
    for (Claim c : cone_) {
      if (round_[c] == 0) keep(c, wait(literal(c), level(c)));
    }
  }

  std::vector<Claim> seek_next() {
    std::vector<Claim> found;
    for (Claim c : std::exchange(agenda_, {})) {
      if (round_[c] == 0 && tag(c) != Tag::undetermined && draft(c)) found.push_back(c);
    }
    return found;
  }

  // The greatest set of refuted claims each of which follows if the others do.
  std::vector<Claim> seek_unfounded() {
    std::vector<Claim> set;
    for (Claim c : cone_) {
      if (round_[c] == 0 && tag(c) == Tag::refuted) set.push_back(c);
    }
    for (Claim c : set) assumed_[c] = 1;
    for (size_t before = set.size() + 1; set.size() < before;) {
      before = set.size();
      std::erase_if(set, [&](Claim c) {
        if (!draft(c)) assumed_[c] = 0;
        return !assumed_[c];
      });
    }
    for (Claim c : set) assumed_[c] = 0;
    return set;
  }

  void add_dependents(Literal l) {
    const auto add = [&](Literal head) {
      if (!in_cone_[head.atom()]) return;
      for (Claim c : {claim(head), objection_claim(head)}) {
        if (std::exchange(queued_[c], now_) != now_) agenda_.push_back(c);
      }
    };
    add(l.complement());
    for (RuleId r : theory_.rules_with_premise(l)) {
      add(theory_.head(r));
      add(theory_.head(r).complement());
    }
  }

  bool draft(Claim c) {
    const Literal l = literal(c);
    Draft step;
    if (level(c) == Level::definite) {
      step = settle(l);
    } else if (solver_.definite(l.complement()) == Tag::proved) {
      step = contradict(l, level(c));
    } else if (level(c) == Level::support) {
      step = tag(c) == Tag::proved ? support(l) : drop(l);
    } else {
      step = tag(c) == Tag::proved ? prove(l) : refute(l);
    }
    if (!step) return false;
    keep(c, std::move(*step));
    return true;
  }

  void keep(Claim c, Step step) {
    if (step_of_[c] == 0) {
      steps_.push_back(std::move(step));
      step_of_[c] = static_cast<uint32_t>(steps_.size());
    } else {
      steps_[step_of_[c] - 1] = std::move(step);
    }
  }
  Step& kept(Claim c) { return steps_[step_of_[c] - 1]; }

  bool known(Claim c, Tag expected) const {
    return tag(c) == expected && ((round_[c] != 0 && round_[c] < now_) || assumed_[c]);
  }

  // The steps of all premises of a rule that applies (or, as an objection, stands).
  std::optional<std::vector<StepId>> held(RuleId r, bool objection) const {
    std::vector<StepId> out;
    for (Literal p : theory_.body(r)) {
      const Claim c = claim(p, objection);
      if (!known(c, Tag::proved)) return std::nullopt;
      out.push_back(c);
    }
    return out;
  }

  std::optional<Objection> by_premise(RuleId r, bool objection) const {
    std::optional<Claim> best;
    for (Literal p : theory_.body(r)) {
      const Claim c = claim(p, objection);
      if (!known(c, Tag::refuted)) continue;
      if (!best || round_[c] - 1 < round_[*best] - 1) best = c;  // an assumed one counts as last
    }
    if (!best) return std::nullopt;
    return Objection{r, Failing::premise, best, std::nullopt, {}};
  }

  std::optional<Objection> by_stronger(RuleId r, bool by_defeaters) const {
    for (RuleId by : theory_.stronger_than(r)) {
      if (!by_defeaters && !carries(by)) continue;
      if (auto premises = held(by, false)) {
        return Objection{r, Failing::beaten, std::nullopt, by, std::move(*premises)};
      }
    }
    return std::nullopt;
  }

  template <class Rules, class Why>
  std::optional<std::vector<Objection>> each_fails(const Rules& rules, const Why& why) const {
    std::vector<Objection> out;
    for (RuleId r : rules) {
      std::optional<Objection> objection = why(r);
      if (!objection) return std::nullopt;
      out.push_back(std::move(*objection));
    }
    return out;
  }

  std::vector<RuleId> carriers(std::span<const RuleId> rules) const {
    std::vector<RuleId> out;
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(out),
                 [&](RuleId r) { return carries(r); });
    return out;
  }

  Step made(Literal l, Tag tag, Step::Kind kind, Level level) const {
    return {l, tag, kind, std::nullopt, {}, {}, level};
  }

  Draft settle(Literal l) const {
    Step step = made(l, Tag::proved, Step::Kind::fact, Level::definite);
    for (RuleId s : theory_.rules_for(l.complement())) {
      step.objections.push_back({s, Failing::overridden, std::nullopt, std::nullopt, {}});
    }
    if (given_[l.code]) return step;
    step.kind = Step::Kind::strict_rule;
    for (RuleId r : theory_.rules_for(l)) {
      if (theory_.strength(r) != Strength::strict || !definite(r)) continue;
      std::optional<std::vector<StepId>> premises = held(r, false);
      if (!premises) continue;
      step.rule = r;
      step.premises = std::move(*premises);
      return step;
    }
    return std::nullopt;
  }

  bool definite(RuleId r) const {
    const auto body = theory_.body(r);
    return std::all_of(body.begin(), body.end(),
                       [&](Literal p) { return solver_.definite(p) == Tag::proved; });
  }

  Draft contradict(Literal l, Level level) const {
    const Claim other = at(l.complement(), Level::definite);
    if (!known(other, Tag::proved)) return std::nullopt;
    Step step = made(l, Tag::refuted, Step::Kind::contradicted, level);
    step.premises = {other};
    return step;
  }

  Draft prove(Literal l) const {
    auto objections = each_fails(theory_.rules_for(l.complement()), [&](RuleId s) {
      auto why = by_premise(s, true);
      return why ? why : by_stronger(s, false);
    });
    if (!objections) return std::nullopt;
    Step step = made(l, Tag::proved, Step::Kind::rule, Level::defeasible);
    step.objections = std::move(*objections);
    return carry(std::move(step), false);
  }

  // Adds the first rule for the step's literal whose premises all hold.
  Draft carry(Step step, bool objection) const {
    for (RuleId r : carriers(theory_.rules_for(step.literal))) {
      if (auto premises = held(r, objection)) {
        step.rule = r;
        step.premises = std::move(*premises);
        return step;
      }
    }
    return std::nullopt;
  }

  Draft refute(Literal l) const {
    const auto fails = [&](RuleId r) { return by_premise(r, false); };
    if (auto all = each_fails(carriers(theory_.rules_for(l)), fails)) {
      Step step = made(l, Tag::refuted, Step::Kind::no_support, Level::defeasible);
      step.objections = std::move(*all);
      return step;
    }
    for (RuleId s : theory_.rules_for(l.complement())) {
      auto premises = held(s, true);
      if (!premises) continue;
      auto rivals = each_fails(carriers(theory_.stronger_than(s)), fails);
      if (!rivals) continue;
      return Step{l,
                  Tag::refuted,
                  Step::Kind::defeated,
                  s,
                  std::move(*premises),
                  std::move(*rivals),
                  Level::defeasible};
    }
    return std::nullopt;
  }

  Draft support(Literal l) const {
    for (RuleId r : carriers(theory_.rules_for(l))) {
      auto premises = held(r, true);
      if (!premises) continue;
      auto rivals =
          each_fails(theory_.stronger_than(r), [&](RuleId s) { return by_premise(s, false); });
      if (!rivals) continue;
      return Step{l,
                  Tag::proved,
                  Step::Kind::rule,
                  r,
                  std::move(*premises),
                  std::move(*rivals),
                  Level::support};
    }
    return std::nullopt;
  }

  Draft drop(Literal l) const {
    auto all = each_fails(carriers(theory_.rules_for(l)), [&](RuleId r) {
      auto why = by_premise(r, true);
      return why ? why : by_stronger(r, true);
    });
    if (!all) return std::nullopt;
    Step step = made(l, Tag::refuted, Step::Kind::no_support, Level::support);
    step.objections = std::move(*all);
    return step;
  }

  Step wait(Literal l, Level level) const {
    Step step = made(l, Tag::undetermined, Step::Kind::loop, level);
    for (Literal side : {l, l.complement()}) {
      for (RuleId r : theory_.rules_for(side)) {
        for (Literal p : theory_.body(r)) {
          step.premises.push_back(claim(p));
          if (objection_claim(p) != claim(p)) step.premises.push_back(objection_claim(p));
        }
      }
    }
    std::sort(step.premises.begin(), step.premises.end());
    step.premises.erase(std::unique(step.premises.begin(), step.premises.end()),
                        step.premises.end());
    return step;
  }

  template <class Visit>
  static void each_reference(Step& step, const Visit& visit) {
    for (StepId& id : step.premises) visit(id);
    for (Objection& objection : step.objections) {
      if (objection.because) visit(*objection.because);
      for (StepId& id : objection.by_premises) visit(id);
    }
  }

  // Keeps the steps that the roots need, in the order of their rounds; loop steps come last.
  Proof assemble(const std::vector<Claim>& roots) {
    std::vector<Claim> order;
    std::vector<uint8_t> wanted(round_.size(), 0);
    for (Claim root : roots) {
      if (!std::exchange(wanted[root], uint8_t{1})) order.push_back(root);
    }
    for (size_t i = 0; i < order.size(); ++i) {
      each_reference(kept(order[i]), [&](StepId id) {
        if (!std::exchange(wanted[id], uint8_t{1})) order.push_back(id);
      });
    }
    std::sort(order.begin(), order.end(), [&](Claim a, Claim b) {
      return std::pair(round_[a] - 1, a) < std::pair(round_[b] - 1, b);
    });
    std::vector<StepId> number(round_.size());
    for (StepId id = 0; id < order.size(); ++id) number[order[id]] = id;
    Proof proof;
    for (Claim c : order) {
      each_reference(kept(c), [&](StepId& id) { id = number[id]; });
      proof.steps.push_back(std::move(kept(c)));
    }
    proof.root = number[roots.front()];
    return proof;
  }

  const Theory& theory_;
  const Solver& solver_;
  uint32_t literals_;
  uint32_t now_ = 0;
  std::vector<uint32_t> round_;   // by claim: when it was shown; 0 while it is not
  std::vector<uint32_t> queued_;  // by claim: the round in which it was last put on the agenda
  std::vector<uint8_t> assumed_;
  std::vector<uint32_t>
      step_of_;  // by claim: one more than its place in steps_; 0 while it has none
  std::vector<Step> steps_;
  std::vector<uint8_t> in_cone_;
  std::vector<uint8_t> given_;
  std::vector<Claim> agenda_;
  std::vector<Claim> cone_;
};

}  // namespace

Proof explain(const Theory& theory, const Solver& solver, const World& world, Literal literal) {
  return explain_within(theory, solver, Restriction::to(world), {&literal, 1});
}

Proof explain_within(const Theory& theory, const Solver& solver, const Restriction& within,
                     std::span<const Literal> literals) {
  return Explainer(theory, solver, within).explain(literals);
}

}  // namespace comity::reason
