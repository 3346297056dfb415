#include "reason/reference.h"

#include <algorithm>

namespace comity::reason {
namespace {

using Set = std::set<Literal>;

struct Level {
  Set proved;
  Set supported;
  friend bool operator==(const Level&, const Level&) = default;
};

class Conditions {
 public:
  Conditions(const Theory& theory, const World& world) : t_(theory) {
    for (Literal l : t_.facts()) definite_.insert(l);
    for (ChoiceId c = 0; c < t_.choice_count(); ++c) {
      for (Literal l : t_.asserts(c, world[c])) definite_.insert(l);
    }
    for (bool grew = true; grew;) {
      grew = false;
      for (RuleId r = 0; r < t_.rule_count(); ++r) {
        if (t_.strength(r) != Strength::strict || !all(r, definite_)) continue;
        grew |= definite_.insert(t_.head(r)).second;
      }
    }
  }

  const Set& definite() const { return definite_; }

  // The least set closed under the conditions, where "not shown" is read as "not in other".
  Level closure(const Level& other) const {
    Level now;
    for (Level before = now;; before = now) {
      for (uint32_t code = 0; code < 2 * t_.atom_count(); ++code) {
        const Literal q{code};
        if (proves(q, now, other)) now.proved.insert(q);
        if (supports(q, now, other)) now.supported.insert(q);
      }
      if (now == before) return now;
    }
  }

 private:
  bool all(RuleId r, const Set& set) const {
    const auto body = t_.body(r);
    return std::all_of(body.begin(), body.end(), [&](Literal l) { return set.contains(l); });
  }
  bool objection_stands(RuleId s, const Level& level) const {
    const auto body = t_.body(s);
    return std::all_of(body.begin(), body.end(), [&](Literal l) {
      return t_.propagating(l.atom()) ? level.supported.contains(l) : level.proved.contains(l);
    });
  }
  template <class Test>
  bool some_rule(Literal head, const Test& test) const {
    for (RuleId r = 0; r < t_.rule_count(); ++r) {
      if (t_.head(r) == head && test(r)) return true;
    }
    return false;
  }
  bool carries(RuleId r) const { return t_.strength(r) != Strength::defeater; }

  bool proves(Literal q, const Level& now, const Level& other) const {
    if (definite_.contains(q)) return true;
    if (definite_.contains(q.complement())) return false;
    const auto applies = [&](RuleId r) { return carries(r) && all(r, now.proved); };
    const auto unanswered = [&](RuleId s) {
      return objection_stands(s, other) &&
             !some_rule(q, [&](RuleId t) { return applies(t) && t_.stronger(t, s); });
    };
    return some_rule(q, applies) && !some_rule(q.complement(), unanswered);
  }

  bool supports(Literal q, const Level& now, const Level& other) const {
    if (definite_.contains(q)) return true;
    if (definite_.contains(q.complement())) return false;
    return some_rule(q, [&](RuleId r) {
      return carries(r) && objection_stands(r, now) && !some_rule(q.complement(), [&](RuleId s) {
               return t_.stronger(s, r) && all(s, other.proved);
             });
    });
  }

  const Theory& t_;
  Set definite_;
};

}  // namespace

Tag Reference::of(Literal l, const std::set<Literal>& yes, const std::set<Literal>& maybe) {
  if (yes.contains(l)) return Tag::proved;
  return maybe.contains(l) ? Tag::undetermined : Tag::refuted;
}

Outcome Reference::outcome(Literal l) const {
  if (proved.contains(l)) return Outcome::established;
  if (proved.contains(l.complement())) return Outcome::excluded;
  const bool open = possible.contains(l) || possible.contains(l.complement());
  return open ? Outcome::undetermined : Outcome::not_established;
}

Reference reference_model(const Theory& theory, const World& world) {
  const Conditions conditions(theory, world);
  Level low;
  Level high = conditions.closure(low);
  for (Level next = conditions.closure(high); next != low; next = conditions.closure(high)) {
    low = next;
    high = conditions.closure(low);
  }
  // An atom without the mark supports an objection just where it is proved.
  const auto merged = [&](const Level& level) {
    Set set;
    for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
      const Literal l{code};
      const Set& from = theory.propagating(l.atom()) ? level.supported : level.proved;
      if (from.contains(l)) set.insert(l);
    }
    return set;
  };
  return {conditions.definite(), low.proved, high.proved, merged(low), merged(high)};
}

}  // namespace comity::reason
