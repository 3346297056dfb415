// The proof checker. It shares no code with what makes the proofs, and works out by itself which
// literals are definite in every world that it is asked about, and which may be in some.
#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "reason/explain.h"

namespace comity::reason {
namespace {

using Kind = Step::Kind;
using Place = std::pair<Literal, Level>;

class Checker {
 public:
  Checker(const Theory& theory, const Restriction& within, const Proof& proof)
      : t_(theory), steps_(proof.steps) {
    given_ = asserted(within, true);
    certain_ = closed(given_);
    possible_ = closed(asserted(within, false));
    for (const Step& s : steps_) tags_.emplace(Place(s.literal, s.level), s.tag);
  }

  Result<void> run() const {
    for (StepId i = 0; i < steps_.size(); ++i) {
      if (!well_formed(steps_[i]) || !follows(i)) return wrong(i, "does not follow");
      if (tags_.at({steps_[i].literal, steps_[i].level}) != steps_[i].tag) {
        return wrong(i, "contradicts another");
      }
    }
    if (!loops_are_left_open()) {
      return fail(Errc::invalid_input, "the undetermined steps are no stable remainder");
    }
    return {};
  }

 private:
  static Result<void> wrong(StepId i, const std::string& what) {
    return fail(Errc::invalid_input, "step " + std::to_string(i) + " " + what);
  }

  // What is given in every world, or in some.
  std::set<Literal> asserted(const Restriction& within, bool in_every) const {
    std::set<Literal> out(t_.facts().begin(), t_.facts().end());
    for (ChoiceId c = 0; c < t_.choice_count(); ++c) {
      std::map<Literal, int> times;
      for (Alternative a = 0; a < t_.alternative_count(c); ++a) {
        if (((within.allowed[c] >> a) & 1) == 0) continue;
        const std::set<Literal> here(t_.asserts(c, a).begin(), t_.asserts(c, a).end());
        for (Literal l : here) ++times[l];
      }
      const int least = in_every ? std::popcount(within.allowed[c]) : 1;
      for (const auto& [l, n] : times) {
        if (n >= least) out.insert(l);
      }
    }
    return out;
  }

  std::set<Literal> closed(std::set<Literal> set) const {
    std::vector<Literal> fresh(set.begin(), set.end());
    const auto fire = [&](RuleId r) {
      const auto body = t_.body(r);
      const bool holds =
          t_.strength(r) == Strength::strict &&
          std::all_of(body.begin(), body.end(), [&](Literal l) { return set.contains(l); });
      if (holds && set.insert(t_.head(r)).second) fresh.push_back(t_.head(r));
    };
    for (RuleId r = 0; r < t_.rule_count(); ++r) fire(r);
    while (!fresh.empty()) {
      const Literal l = fresh.back();
      fresh.pop_back();
      for (RuleId r : t_.rules_with_premise(l)) fire(r);
    }
    return set;
  }

  bool well_formed(const Step& s) const {
    if (s.literal.atom() >= t_.atom_count()) return false;
    if (s.rule && *s.rule >= t_.rule_count()) return false;
    if (s.level == Level::support && !t_.propagating(s.literal.atom())) return false;
    for (const Objection& o : s.objections) {
      if (o.rule >= t_.rule_count() || (o.by && *o.by >= t_.rule_count())) return false;
    }
    if (s.tag != Tag::proved && possible_.contains(s.literal)) return false;
    return certain_.contains(s.literal) == (s.level == Level::definite);
  }

  // Step `id` may be used in step `i`.
  bool usable(StepId i, StepId id) const {
    if (id < i) return true;
    if (id >= steps_.size()) return false;
    return std::all_of(steps_.begin() + i, steps_.begin() + id + 1,
                       [](const Step& s) { return s.tag == Tag::refuted; });
  }
  bool says(StepId i, StepId id, Literal l, Tag tag, Level level) const {
    if (!usable(i, id)) return false;
    const Step& s = steps_[id];
    const bool enough = s.level == level || (tag == Tag::proved && s.level == Level::definite);
    return s.literal == l && s.tag == tag && enough;
  }
  Level resting(Literal l, bool objection) const {
    return objection && t_.propagating(l.atom()) ? Level::support : Level::defeasible;
  }
  bool carries(RuleId r) const { return t_.strength(r) != Strength::defeater; }

  bool premises_hold(StepId i, RuleId r, const std::vector<StepId>& given, bool objection) const {
    const auto body = t_.body(r);
    return std::all_of(body.begin(), body.end(), [&](Literal l) {
      return std::any_of(given.begin(), given.end(), [&](StepId id) {
        return says(i, id, l, Tag::proved, resting(l, objection));
      });
    });
  }
  bool premise_fails(StepId i, const Objection& o, bool objection) const {
    if (o.failing != Failing::premise || !o.because) return false;
    const auto body = t_.body(o.rule);
    return std::any_of(body.begin(), body.end(), [&](Literal l) {
      return says(i, *o.because, l, Tag::refuted, resting(l, objection));
    });
  }
  bool is_beaten(StepId i, const Objection& o) const {
    return o.failing == Failing::beaten && o.by && t_.stronger(*o.by, o.rule) &&
           premises_hold(i, *o.by, o.by_premises, false);
  }

  template <class Rules, class Test>
  bool each_listed(const Step& s, const Rules& rules, const Test& test) const {
    return std::all_of(rules.begin(), rules.end(), [&](RuleId r) {
      return std::any_of(s.objections.begin(), s.objections.end(),
                         [&](const Objection& o) { return o.rule == r && test(o); });
    });
  }
  template <class Test>
  bool each_carrier_listed(const Step& s, std::span<const RuleId> rules, const Test& test) const {
    std::vector<RuleId> carriers;
    for (RuleId r : rules) {
      if (carries(r)) carriers.push_back(r);
    }
    return each_listed(s, carriers, test);
  }

  bool follows(StepId i) const {
    const Step& s = steps_[i];
    switch (s.kind) {
      case Kind::fact: return s.tag == Tag::proved && given_.contains(s.literal);
      case Kind::strict_rule: return s.tag == Tag::proved && follows_strictly(i);
      case Kind::rule: return s.tag == Tag::proved && is_carried(i);
      case Kind::no_support: return s.tag == Tag::refuted && lacks_support(i);
      case Kind::defeated: return s.tag == Tag::refuted && is_defeated(i);
      case Kind::contradicted:
        return s.tag == Tag::refuted && certain_.contains(s.literal.complement());
      case Kind::loop: return s.tag == Tag::undetermined;
    }
    return false;
  }

  bool follows_strictly(StepId i) const {
    const Step& s = steps_[i];
    if (!s.rule || t_.head(*s.rule) != s.literal) return false;
    const auto body = t_.body(*s.rule);
    return t_.strength(*s.rule) == Strength::strict &&
           std::all_of(body.begin(), body.end(), [&](Literal l) {
             return std::any_of(s.premises.begin(), s.premises.end(), [&](StepId id) {
               return says(i, id, l, Tag::proved, Level::definite);
             });
           });
  }

  bool is_carried(StepId i) const {
    const Step& s = steps_[i];
    if (!s.rule || t_.head(*s.rule) != s.literal || !carries(*s.rule)) return false;
    if (possible_.contains(s.literal.complement())) return false;
    const bool support = s.level == Level::support;
    if (!premises_hold(i, *s.rule, s.premises, support)) return false;
    if (support) {
      return each_listed(s, t_.stronger_than(*s.rule),
                         [&](const Objection& o) { return premise_fails(i, o, false); });
    }
    return each_listed(s, t_.rules_for(s.literal.complement()), [&](const Objection& o) {
      return premise_fails(i, o, true) || (is_beaten(i, o) && carries(*o.by));
    });
  }

  bool lacks_support(StepId i) const {
    const Step& s = steps_[i];
    const bool support = s.level == Level::support;
    return each_carrier_listed(s, t_.rules_for(s.literal), [&](const Objection& o) {
      return premise_fails(i, o, support) || (support && is_beaten(i, o));
    });
  }

  bool is_defeated(StepId i) const {
    const Step& s = steps_[i];
    if (s.level != Level::defeasible || !s.rule) return false;
    if (t_.head(*s.rule) != s.literal.complement()) return false;
    return premises_hold(i, *s.rule, s.premises, true) &&
           each_carrier_listed(s, t_.stronger_than(*s.rule),
                               [&](const Objection& o) { return premise_fails(i, o, false); });
  }

  // The undetermined steps: with all of them taken as not shown nothing shows one of them, and
  // with their objections taken as failing each can be shown from the others that can. So the
  // proof describes a partial stable model, and the well-founded model, which is the least of
  // these, leaves them open too.
  bool loops_are_left_open() const {
    std::set<Place> waiting;
    std::set<Place> proved;
    for (const Step& s : steps_) {
      if (s.tag == Tag::undetermined) waiting.emplace(s.literal, s.level);
    }
    if (waiting.empty()) return true;
    for (const auto& [place, tag] : tags_) {
      if (tag == Tag::proved) proved.insert(place);
    }
    std::set<Place> reached = proved;
    std::set<Place> all = proved;
    all.insert(waiting.begin(), waiting.end());
    for (const Place& p : waiting) {
      if (!rests_on_steps(p.first) || shown(p, proved, all)) return false;
    }
    for (bool grew = true; grew;) {
      grew = false;
      for (const Place& p : waiting) {
        if (shown(p, reached, proved)) grew |= reached.insert(p).second;
      }
    }
    return reached == all;
  }

  // Everything that the rules for and against a literal rest on has its step, and is definite in
  // every world or in none.
  bool rests_on_steps(Literal l) const {
    for (Literal side : {l, l.complement()}) {
      if (!settled(side)) return false;
      for (RuleId r : t_.rules_for(side)) {
        for (Literal p : t_.body(r)) {
          if (!settled(p)) return false;
          if (certain_.contains(p)) continue;
          if (!tags_.contains({p, Level::defeasible})) return false;
          if (!tags_.contains({p, resting(p, true)})) return false;
        }
      }
    }
    return true;
  }

  bool settled(Literal l) const { return certain_.contains(l) == possible_.contains(l); }

  bool all_in(RuleId r, bool objection, const std::set<Place>& set) const {
    const auto body = t_.body(r);
    return std::all_of(body.begin(), body.end(), [&](Literal l) {
      return certain_.contains(l) || set.contains({l, resting(l, objection)});
    });
  }

  // Whether `place` follows in one step from `now`, where what is not in `other` counts as failed.
  bool shown(const Place& place, const std::set<Place>& now, const std::set<Place>& other) const {
    const auto& [l, level] = place;
    if (certain_.contains(l.complement())) return false;
    const auto rules = t_.rules_for(l);
    const auto against = t_.rules_for(l.complement());
    if (level == Level::support) {
      return std::any_of(rules.begin(), rules.end(), [&](RuleId r) {
        const auto beaters = t_.stronger_than(r);
        return carries(r) && all_in(r, true, now) &&
               std::none_of(beaters.begin(), beaters.end(),
                            [&](RuleId s) { return all_in(s, false, other); });
      });
    }
    const auto applies = [&](RuleId r) { return carries(r) && all_in(r, false, now); };
    return std::any_of(rules.begin(), rules.end(), applies) &&
           std::all_of(against.begin(), against.end(), [&](RuleId s) {
             const auto team = t_.stronger_than(s);
             return !all_in(s, true, other) || std::any_of(team.begin(), team.end(), applies);
           });
  }

  const Theory& t_;
  const std::vector<Step>& steps_;
  std::map<Place, Tag> tags_;
  std::set<Literal> given_;     // in every world
  std::set<Literal> certain_;   // definite in every world
  std::set<Literal> possible_;  // definite in some world, if not more
};

bool fits(const Theory& theory, const Restriction& within) {
  if (within.allowed.size() != theory.choice_count()) return false;
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    const uint64_t none = ~(~uint64_t{0} >> (64 - theory.alternative_count(c)));
    if (within.allowed[c] == 0 || (within.allowed[c] & none) != 0) return false;
  }
  return true;
}

}  // namespace

Result<void> check(const Theory& theory, const World& world, const Proof& proof) {
  const bool small = std::all_of(world.begin(), world.end(), [](Alternative a) { return a < 64; });
  if (!small) return fail(Errc::invalid_input, "the proof's world does not fit the theory");
  return check_within(theory, Restriction::to(world), proof);
}

Result<void> check_within(const Theory& theory, const Restriction& within, const Proof& proof) {
  if (!fits(theory, within)) {
    return fail(Errc::invalid_input, "the proof's worlds do not fit the theory");
  }
  if (proof.root >= proof.steps.size()) return fail(Errc::invalid_input, "the proof has no root");
  return Checker(theory, within, proof).run();
}

}  // namespace comity::reason
