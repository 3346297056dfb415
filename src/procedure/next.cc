// When something changes though nobody makes an entry.
#include <algorithm>

#include "procedure/evaluator.h"

namespace comity::procedure {

namespace {

// Everything that the clock can change, and when it may next do so.
struct Snapshot {
  std::vector<Value> statuses;
  std::vector<DutyInstance> duties;
  std::set<std::pair<PredicateId, std::vector<Value>>> conclusions;
  std::optional<Instant> horizon;

  bool same_as(const Snapshot& other) const {
    return statuses == other.statuses && duties == other.duties && conclusions == other.conclusions;
  }
};

Snapshot snapshot(const Matter::State& m, View view) {
  const Program& p = m.program;
  Snapshot all;
  for (StatusId s = 0; s < p.statuses.size(); ++s) {
    const auto subjects = m.by_kind.find(p.statuses[s].scope.variables.front());
    if (subjects == m.by_kind.end()) continue;
    for (const Value of : subjects->second)
      all.statuses.push_back(status_at(m, s, of, view, all.horizon));
  }
  for (DutyId d = 0; d < p.duties.size(); ++d)
    duty_instances(m, d, view, Matter::Which::open, {}, all.duties, all.horizon);
  for (RuleId r = 0; r < p.rules.size(); ++r) {
    const Reads& reads = m.rule_reads[r];
    const bool may_change = reads.clock || std::any_of(reads.force.begin(), reads.force.end(),
                                                       [&](Instant at) { return view.now < at; });
    if (!may_change || p.rules[r].head.negated) continue;
    Evaluator evaluator(m, view);
    std::vector<Value> open(p.rules[r].head.places.size());
    evaluator.sentence(p.rules[r].head.predicate, open, [&] {
      all.conclusions.insert({p.rules[r].head.predicate, open});
      return false;
    });
    earlier(all.horizon, evaluator.horizon());
  }
  return all;
}

}  // namespace

std::optional<Instant> Matter::next_change(View view) const {
  const Snapshot now = snapshot(*state_, view);
  // A comparison with the clock may come out otherwise without changing anything that follows.
  for (auto at = now.horizon; at;) {
    View then = view;
    then.now = *at;
    then.timers = true;
    const Snapshot later = snapshot(*state_, then);
    if (!later.same_as(now)) return at;
    at = later.horizon;
  }
  return std::nullopt;
}

}  // namespace comity::procedure
