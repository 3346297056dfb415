#include "reason/cone.h"

#include <algorithm>
#include <utility>

namespace comity::reason {

Cone cone_of(const Theory& theory, std::span<const Literal> queries) {
  Cone cone;
  std::vector<uint8_t> seen(theory.atom_count(), 0);
  const auto reach = [&](Atom a) {
    if (!std::exchange(seen[a], uint8_t{1})) cone.atoms.push_back(a);
  };
  for (Literal query : queries) reach(query.atom());
  for (size_t i = 0; i < cone.atoms.size(); ++i) {
    const Atom a = cone.atoms[i];
    for (Literal head : {Literal::positive(a), Literal::negative(a)}) {
      for (RuleId r : theory.rules_for(head)) {
        for (Literal premise : theory.body(r)) reach(premise.atom());
      }
    }
  }
  std::sort(cone.atoms.begin(), cone.atoms.end());
  const auto touches = [&](ChoiceId c) {
    for (Alternative a = 0; a < theory.alternative_count(c); ++a) {
      for (Literal l : theory.asserts(c, a)) {
        if (seen[l.atom()]) return true;
      }
    }
    return false;
  };
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    if (touches(c)) cone.choices.push_back(c);
  }
  return cone;
}

}  // namespace comity::reason
