#include "procedure/reads.h"

#include <set>

namespace comity::procedure {

// One walk over the graph of who looks at what; each rule, field and duty is entered once.
struct ReadsOf::Walk {
  explicit Walk(const Program& program) : p(program) {
    reads.predicates.resize(program.predicates.size());
  }

  void clause(const Clause& clause) {
    goals(clause.premises);
    goals(clause.exceptions);
    const DateRange& force = clause.in_force;
    if (force.from) reads.force.emplace_back(*force.from);
    if (force.until) reads.force.emplace_back(*force.until + std::chrono::days(1));
  }

  void goals(const std::vector<Goal>& list) {
    for (const Goal& goal : list) one(goal);
  }

  void one(const Goal& goal) {
    if (goal.kind == Goal::Kind::sentence) predicate(goal.predicate);
    if (goal.kind == Goal::Kind::passed) reads.clock = true;
    for (const Expr& side : goal.sides) expr(side);
    for (const Expr& moment : goal.moment) expr(moment);
    goals(goal.parts);
  }

  void predicate(PredicateId id) {
    if (reads.predicates[id]) return;
    reads.predicates[id] = true;
    for (const Rule& rule : p.rules) {
      if (rule.head.predicate == id) clause(rule.body);
    }
    for (DutyId d = 0; d < p.duties.size(); ++d) {
      if (p.duties[d].if_breached && p.duties[d].if_breached->predicate == id) duty(d);
    }
  }

  void duty(DutyId id) {
    if (!duties.insert(id).second) return;
    const Duty& duty = p.duties[id];
    reads.clock = true;
    clause(duty.body);
    predicate(duty.owed.predicate);
    if (duty.act) predicate(p.acts[*duty.act].done.predicate);
    goals(duty.stops);
    goals(duty.done_when);
    if (duty.extension) one(duty.extension->on);
  }

  void expr(const Expr& expr) {
    for (const Expr& part : expr.parts) this->expr(part);
    if (expr.kind == Expr::Kind::field) field(expr.index);
  }

  void field(FieldId id) {
    if (!fields.insert(id).second) return;
    const Field& field = p.fields[id];
    if (field.erasable_after) reads.clock = true;
    if (field.source == Field::Source::status) status(p.statuses[field.index]);
    if (field.source == Field::Source::table) expr(p.tables[field.index].by);
    if (field.source == Field::Source::figure) {
      one(p.figures[field.index].of);
      for (const Expr& summed : p.figures[field.index].summed) expr(summed);
    }
    // What an act records can be known once its entry is in.
    if (field.source == Field::Source::record || field.source == Field::Source::time) {
      for (const Act& act : p.acts) {
        if (act.records) predicate(act.done.predicate);
      }
    }
  }

  void status(const Status& status) {
    goals(status.starts_on);
    for (const Status::Transition& transition : status.transitions) {
      if (transition.cause == Status::Transition::Cause::after) {
        reads.clock = true;
        expr(transition.length);
      } else {
        one(transition.goal);
      }
      goals(transition.conditions);
    }
  }

  const Program& p;
  Reads reads;
  std::set<FieldId> fields;
  std::set<DutyId> duties;
};

Reads ReadsOf::of(const Clause& clause) const {
  Walk walk(p_);
  walk.clause(clause);
  return walk.reads;
}

Reads ReadsOf::of(const std::vector<Goal>& goals) const {
  Walk walk(p_);
  walk.goals(goals);
  return walk.reads;
}

Reads ReadsOf::of(const Status& status) const {
  Walk walk(p_);
  for (const Status::Transition& transition : status.transitions) {
    if (transition.cause == Status::Transition::Cause::when) walk.one(transition.goal);
  }
  return walk.reads;
}

}  // namespace comity::procedure
