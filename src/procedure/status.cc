// The life of a status: a fold over the entries that concern it and the periods that end, in the
// order of time.
#include <algorithm>

#include "procedure/evaluator.h"

namespace comity::procedure {

namespace {

using Cause = Status::Transition::Cause;

class Fold {
 public:
  // The steps are added to `steps`, where it is given.
  Fold(const Matter::State& matter, StatusId id, Value of, StatusLife& life,
       std::vector<uint32_t>* steps = nullptr)
      : m_(matter),
        id_(id),
        status_(matter.program.statuses[id]),
        of_(of),
        life_(life),
        steps_(steps) {}

  // The entries up to the view, and what the clock brings between them.
  void take_entries(const View& view) {
    if (!life_.value && status_.starts_on.empty()) {
      const View beginning{0, Instant(), true};
      enter(status_.starts, beginning);
      settle(beginning);
    }
    for (uint32_t entry = 0; (entry = next_entry(view.entries)) < view.entries;) {
      run_clock({entry, m_.recorded[entry], false});
      take(entry);
    }
    life_.seen = std::max(life_.seen, view.entries);
  }

  // The periods that end, and the conditions that come true, until the view. What ends at the
  // instant of an entry comes after it.
  void run_clock(const View& view) {
    for (;;) {
      auto timer = life_.due;
      earlier(timer, life_.look);
      if (!timer || !view.passed(*timer)) return;
      View then = m_.all_at(*timer);
      then.entries = std::min(then.entries, view.entries);
      if (life_.due == timer) follow(status_.transitions[life_.due_transition], then);
      settle(then);
    }
  }

 private:
  uint32_t next_entry(uint32_t limit) const {
    uint32_t next = limit;
    const auto from_rows = [&](const Goal& goal) {
      const Facts& facts = m_.facts[goal.predicate];
      for (size_t i = 0; i < goal.sides.size(); ++i) {
        if (goal.sides[i].kind != Expr::Kind::variable || goal.sides[i].index != 0) continue;
        const auto& rows = facts.with(i, of_);
        const auto it = std::partition_point(
            rows.begin(), rows.end(), [&](uint32_t row) { return facts.entry(row) < life_.seen; });
        if (it != rows.end()) next = std::min(next, facts.entry(*it));
        return;
      }
      from_entries(facts, next);
    };
    for (const Goal& goal : status_.starts_on) from_rows(goal);
    for (const Status::Transition& transition : status_.transitions) {
      if (transition.cause == Cause::on) from_rows(transition.goal);
    }
    const Reads& reads = m_.status_reads[id_];
    for (PredicateId p = 0; p < reads.predicates.size(); ++p) {
      if (reads.predicates[p]) from_entries(m_.facts[p], next);
    }
    return next;
  }

  void from_entries(const Facts& facts, uint32_t& next) const {
    const auto& entries = facts.entries();
    const auto it = std::lower_bound(entries.begin(), entries.end(), life_.seen);
    if (it != entries.end()) next = std::min(next, *it);
  }

  void take(uint32_t entry) {
    const View after{entry + 1, m_.recorded[entry], false};
    life_.seen = entry + 1;
    Evaluator evaluator(m_, after);
    evaluator.within(status_.scope.variables);
    const auto happens = [&](const Goal& goal, const std::vector<Goal>& conditions) {
      Bindings bound(status_.scope.variables.size());
      bound.front() = of_;
      return evaluator.happened(goal, entry, bound,
                                [&] { return evaluator.meets(conditions, bound); });
    };
    if (!life_.value) {
      if (!happens(status_.starts_on.front(), {})) return;
      enter(status_.starts, after);
    } else {
      for (const Status::Transition& transition : status_.transitions) {
        if (transition.cause != Cause::on || !leaves(transition)) continue;
        if (!happens(transition.goal, transition.conditions)) continue;
        follow(transition, after);
        break;
      }
    }
    settle(after);
  }

  bool leaves(const Status::Transition& transition) const {
    return transition.from_any || transition.from == *life_.value;
  }

  // Follows the `when` conditions that are met, and notes when to look again. Each value is entered
  // once: the checker has seen to it that no circle of conditions passes neither entry nor period.
  void settle(const View& view) {
    if (!life_.value) return;
    for (size_t turn = 0; turn <= status_.values.size(); ++turn) {
      life_.look.reset();
      bool moved = false;
      for (const Status::Transition& transition : status_.transitions) {
        if (transition.cause != Cause::when || !leaves(transition)) continue;
        Evaluator evaluator(m_, view);
        evaluator.within(status_.scope.variables);
        Bindings bound(status_.scope.variables.size());
        bound.front() = of_;
        moved = evaluator.solve(transition.goal, bound,
                                [&] { return evaluator.meets(transition.conditions, bound); });
        earlier(life_.look, evaluator.horizon());
        if (!moved) continue;
        follow(transition, view);
        break;
      }
      if (!moved) return;
    }
  }

  void follow(const Status::Transition& transition, const View& view) {
    if (steps_ != nullptr)
      steps_->push_back(static_cast<uint32_t>(&transition - status_.transitions.data()));
    enter(transition.to, view);
  }

  void enter(uint32_t value, const View& view) {
    life_.value = value;
    life_.due.reset();
    Evaluator evaluator(m_, view);
    const Bindings bound{of_};
    for (uint32_t t = 0; t < status_.transitions.size(); ++t) {
      const Status::Transition& transition = status_.transitions[t];
      if (transition.cause != Cause::after || !leaves(transition)) continue;
      const Value length = evaluator.value(transition.length, bound);
      if (length.type != Value::Type::period) continue;
      const CalendarRule& rule = m_.program.calendars[status_.calendar];
      const auto end = end_of(m_.program.periods[static_cast<size_t>(length.data)], view.now,
                              rule.calendar, m_.place_of(rule, bound));
      if (!end || (life_.due && *life_.due <= *end)) continue;
      life_.due = *end;
      life_.due_transition = t;
    }
  }

  const Matter::State& m_;
  StatusId id_;
  const Status& status_;
  Value of_;
  StatusLife& life_;
  std::vector<uint32_t>* steps_;
};

Value now(const Status& status, const StatusLife& life) {
  return life.value ? status.values[*life.value] : Value{};
}

}  // namespace

// What the entries made of it is remembered and only goes forward; the clock runs on a copy,
// because the next question may be about an earlier instant.
Value status_at(const Matter::State& matter, StatusId id, Value of, View view,
                std::optional<Instant>& horizon) {
  const Status& status = matter.program.statuses[id];
  StatusLife& kept = matter.lives[{id, of}];
  if (kept.busy) return now(status, kept);
  StatusLife earlier_life;
  StatusLife& life = view.entries >= kept.seen ? kept : earlier_life;
  kept.busy = true;
  Fold(matter, id, of, life).take_entries(view);
  StatusLife then = life;
  Fold(matter, id, of, then).run_clock(view);
  kept.busy = false;
  earlier(horizon, then.due);
  earlier(horizon, then.look);
  return now(status, then);
}

// Told from the beginning, on a life of its own.
std::vector<uint32_t> steps_of(const Matter::State& matter, StatusId id, Value of, View view) {
  std::vector<uint32_t> steps;
  StatusLife life;
  Fold fold(matter, id, of, life, &steps);
  fold.take_entries(view);
  fold.run_clock(view);
  return steps;
}

}  // namespace comity::procedure
