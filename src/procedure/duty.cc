// What is owed: each instance of a duty, since when, until when, and whether it was done.
#include <algorithm>

#include "procedure/evaluator.h"

namespace comity::procedure {

namespace {

using State = DutyInstance::State;

class Instances {
 public:
  Instances(const Matter::State& matter, DutyId id, View view, std::optional<Instant>& horizon)
      : m_(matter), id_(id), duty_(matter.program.duties[id]), view_(view), horizon_(horizon) {}

  void find(Matter::Which which, const Bindings& about, std::vector<DutyInstance>& out) {
    if (duty_.forbidden) return forbidden(which, out);
    if (!duty_.act && !duty_.trigger) return continuing(out);
    const Facts& facts = m_.facts[trigger()];
    if (const auto* rows = rows_about(about)) {
      for (const uint32_t row : *rows) {
        if (facts.entry(row) < view_.entries) of_row(row, which, out);
      }
      return;
    }
    for (uint32_t row = 0; row < facts.size() && facts.entry(row) < view_.entries; ++row)
      of_row(row, which, out);
  }

 private:
  // The rows of the trigger in which one of the given variables has its value; all where none has.
  const std::vector<uint32_t>* rows_about(const Bindings& about) const {
    const std::vector<Expr>& places = duty_.act ? m_.program.acts[*duty_.act].done.places
                                                : duty_.body.premises[*duty_.trigger].sides;
    for (size_t i = 0; i < places.size(); ++i) {
      const bool open = places[i].kind == Expr::Kind::variable;
      if (open && places[i].index < about.size() && !about[places[i].index].empty())
        return &m_.facts[trigger()].with(i, about[places[i].index]);
    }
    return nullptr;
  }

  void of_row(uint32_t row, Matter::Which which, std::vector<DutyInstance>& out) {
    if (duty_.act && m_.made_by[m_.facts[trigger()].entry(row)] != duty_.act) return;
    auto& settled = m_.settled[id_];
    std::vector<DutyInstance> found;
    if (const auto known = settled.find(row); known != settled.end() && is_past(known->second)) {
      found = known->second;
      for (DutyInstance& instance : found) look_again(instance, m_.facts[trigger()].entry(row));
    } else {
      found = instances(row);
      if (!found.empty() && is_past(found)) settled.insert_or_assign(row, found);
    }
    for (DutyInstance& instance : found) {
      const bool is_done = instance.state == State::met || instance.state == State::met_late;
      if (which == Matter::Which::all || !is_done) out.push_back(std::move(instance));
    }
  }

  // Whether nothing but doing it late can still change them. What an act lays on somebody has no
  // body that could end, so it is settled when it is done; all else when its day has passed.
  bool is_past(const std::vector<DutyInstance>& known) const {
    return std::all_of(known.begin(), known.end(), [&](const DutyInstance& instance) {
      if (duty_.act && instance.done) return *instance.done < view_.now;
      return instance.due && view_.passed(*instance.due) &&
             (!instance.done || *instance.done < view_.now);
    });
  }

  // What was missed may have been done since.
  void look_again(DutyInstance& instance, uint32_t entry) {
    if (instance.state != State::missed) return;
    Evaluator evaluator(m_, view_);
    instance.done = done(evaluator, instance.bound, entry);
    if (instance.done) instance.state = State::met_late;
  }

  PredicateId trigger() const {
    return duty_.act ? m_.program.acts[*duty_.act].done.predicate
                     : duty_.body.premises[*duty_.trigger].predicate;
  }

  // One for each thing owed because of the row. Whoever was bound when the duty arose, or is bound
  // at the moment that decides (when it was due, or else now), may owe it.
  std::vector<DutyInstance> instances(uint32_t row) {
    const Facts& facts = m_.facts[trigger()];
    const uint32_t entry = facts.entry(row);
    std::vector<DutyInstance> found;
    for (const Bindings& bound : candidates(row, entry)) {
      DutyInstance one = instance(bound, facts.time(row), entry);
      if (duty_.act || still_owed(one, row)) found.push_back(std::move(one));
    }
    return found;
  }

  std::vector<Bindings> candidates(uint32_t row, uint32_t entry) {
    if (duty_.act) return matches(row, view_, false);
    auto found = matches(row, {entry + 1, m_.recorded[entry], true}, false);
    std::vector<Bindings> later;
    for (const Bindings& bound : found) {
      const auto due = instance(bound, m_.facts[trigger()].time(row), entry).due;
      if (due && view_.passed(*due)) later = matches(row, at_due(*due), false);
    }
    if (later.empty()) later = matches(row, view_, true);
    for (Bindings& bound : later) {
      if (std::find(found.begin(), found.end(), bound) == found.end())
        found.push_back(std::move(bound));
    }
    return found;
  }

  // What was done in time stays done; what was missed was owed when it was due; all else is owed as
  // long as the body holds.
  bool still_owed(const DutyInstance& one, uint32_t row) {
    if (one.state == State::met) return true;
    const bool late = one.state == State::missed || one.state == State::met_late;
    const auto then = matches(row, late ? at_due(*one.due) : view_, !late);
    return std::find(then.begin(), then.end(), one.bound) != then.end();
  }

  // All that was recorded until a duty was due; what ends at that instant comes after it.
  View at_due(Instant due) const {
    View then = m_.all_at(due);
    then.entries = std::min(then.entries, view_.entries);
    then.timers = false;
    return then;
  }

  // The ways to meet the body with this row as its trigger.
  std::vector<Bindings> matches(uint32_t row, const View& view, bool note_horizon) {
    std::vector<Bindings> found;
    Evaluator evaluator(m_, view);
    if (duty_.act) {
      const Act& act = m_.program.acts[*duty_.act];
      Bindings bound(act.body.variables.size());
      for (size_t i = 0; i < act.done.places.size(); ++i) {
        if (act.done.places[i].kind == Expr::Kind::variable)
          bound[act.done.places[i].index] = m_.facts[act.done.predicate].place(row, i);
      }
      return {bound};
    }
    const Goal& trigger = duty_.body.premises[*duty_.trigger];
    const uint32_t entry = m_.facts[trigger.predicate].entry(row);
    Bindings bound(duty_.body.variables.size());
    evaluator.within(duty_.body.variables);
    evaluator.happened(trigger, entry, bound, [&] {
      return evaluator.solve(duty_.body, bound, [&] {
        if (std::find(found.begin(), found.end(), bound) == found.end()) found.push_back(bound);
        return false;
      });
    });
    if (note_horizon) earlier(horizon_, evaluator.horizon());
    return found;
  }

  DutyInstance instance(const Bindings& bound, Instant opened, uint32_t entry) {
    Evaluator evaluator(m_, view_);
    DutyInstance one{.duty = id_, .bound = bound, .opened = opened};
    one.done = done(evaluator, bound, entry);
    if (duty_.length.empty()) {
      one.state = one.done ? State::met : State::pending;
      return one;
    }
    const auto from =
        duty_.from.empty() ? std::optional(opened) : evaluator.time(duty_.from.front(), bound);
    const Value length = evaluator.value(duty_.length.front(), bound);
    if (!from || length.type != Value::Type::period) {
      one.state = State::uncounted;
      one.problem = "the period, or the time from which it runs, has not been given";
      return one;
    }
    bool stopped = false;
    const CalendarRule& rule = m_.program.calendars[duty_.calendar];
    const Place& place = m_.place_of(rule, bound);
    const Period period = m_.program.periods[static_cast<size_t>(length.data)];
    const auto over = [&](const std::vector<Interval>& so_far, Instant at) {
      const auto end = end_of(period, *from, rule.calendar, place, so_far);
      return end && *end < at;
    };
    const auto stops = stopped_intervals(bound, *from, entry, over, stopped);
    const auto due = end_of(period, *from, rule.calendar, place, stops);
    if (!due) {
      one.state = State::uncounted;
      one.problem = due.error().message();
      return one;
    }
    const auto extended = extend(bound, *due, rule, place);
    one.due = extended;
    state(one, stopped);
    return one;
  }

  void state(DutyInstance& one, bool stopped) {
    if (one.done) {
      one.state = *one.done <= *one.due ? State::met : State::met_late;
    } else if (view_.passed(*one.due)) {
      one.state = State::missed;
    } else if (stopped) {
      one.state = State::stopped;
      one.due.reset();
    } else {
      one.state = State::pending;
      earlier(horizon_, one.due);
    }
  }

  Instant extend(const Bindings& bound, Instant due, const CalendarRule& rule, const Place& place) {
    if (!duty_.extension) return due;
    for (int n = 0; n < duty_.extension->times; ++n) {
      // An extension counts if it was given before the period ended.
      Evaluator evaluator(m_, at_due(due));
      int given = 0;
      Bindings values = bound;
      evaluator.within(clause().variables);
      evaluator.solve(duty_.extension->on, values, [&] { return ++given > n; });
      if (given <= n) return due;
      const auto later = end_of(duty_.extension->by, due, rule.calendar, place);
      if (!later) return due;
      due = *later;
    }
    return due;
  }

  const Clause& clause() const { return duty_.act ? m_.program.acts[*duty_.act].body : duty_.body; }

  // When what is owed was first done after the duty arose.
  std::optional<Instant> done(Evaluator& evaluator, const Bindings& bound, uint32_t entry) {
    std::vector<Value> open;
    for (const Expr& place : duty_.owed.places) open.push_back(evaluator.value(place, bound));
    const Facts& facts = m_.facts[duty_.owed.predicate];
    const std::vector<uint32_t>* shortest = nullptr;
    for (size_t i = 0; i < open.size(); ++i) {
      if (open[i].empty()) continue;
      const auto& with = facts.with(i, open[i]);
      if (shortest == nullptr || with.size() < shortest->size()) shortest = &with;
    }
    const auto fits = [&](uint32_t row) {
      for (size_t i = 0; i < open.size(); ++i) {
        if (!open[i].empty() && open[i] != facts.place(row, i)) return false;
      }
      return true;
    };
    const size_t count = shortest == nullptr ? facts.size() : shortest->size();
    const auto row_at = [&](size_t n) {
      return shortest == nullptr ? static_cast<uint32_t>(n) : (*shortest)[n];
    };
    size_t first = 0;
    for (size_t end = count; first < end;) {  // the first row after the entry
      const size_t middle = (first + end) / 2;
      if (facts.entry(row_at(middle)) <= entry)
        first = middle + 1;
      else
        end = middle;
    }
    for (size_t n = first; n < count && facts.entry(row_at(n)) < view_.entries; ++n) {
      if (fits(row_at(n))) return facts.time(row_at(n));
    }
    if (duty_.done_when.empty()) return std::nullopt;
    Bindings values = bound;
    evaluator.within(clause().variables);
    return evaluator.meets(duty_.done_when, values) ? std::optional(view_.now) : std::nullopt;
  }

  // From the opening of the duty to now, or until the period was over: when its clock stood still.
  std::vector<Interval> stopped_intervals(
      const Bindings& bound, Instant from, uint32_t entry,
      FunctionRef<bool(const std::vector<Interval>&, Instant)> over, bool& stopped) {
    std::vector<Interval> stops;
    if (duty_.stops.empty()) return stops;
    const Reads& reads = m_.stop_reads[id_];
    View at{entry + 1, std::max(from, m_.recorded[entry]), true};
    for (;;) {
      Evaluator evaluator(m_, at);
      Bindings values = bound;
      evaluator.within(clause().variables);
      const bool now = evaluator.meets(duty_.stops, values);
      if (now && !stopped) stops.push_back({at.now, at.now});
      if (!now && stopped) stops.back().end = at.now;
      stopped = now;
      uint32_t next = view_.entries;
      for (PredicateId p = 0; p < reads.predicates.size(); ++p) {
        const auto& entries = m_.facts[p].entries();
        const auto it = std::lower_bound(entries.begin(), entries.end(), at.entries);
        if (reads.predicates[p] && it != entries.end()) next = std::min(next, *it);
      }
      const auto timer = evaluator.horizon();
      if (!stopped && next < view_.entries && over(stops, m_.recorded[next])) break;
      if (next < view_.entries && (!timer || m_.recorded[next] <= *timer)) {
        at = {next + 1, m_.recorded[next], true};
      } else if (timer && view_.passed(*timer)) {
        at.now = *timer;
      } else {
        earlier(horizon_, timer);
        break;
      }
    }
    if (stopped) stops.pop_back();  // it has no end yet, and nothing is due before it has
    return stops;
  }

  // Owed as long as the body holds, without a day on which it is due.
  void continuing(std::vector<DutyInstance>& out) {
    Evaluator evaluator(m_, view_);
    Bindings bound;
    std::set<std::vector<Value>> seen;
    evaluator.solve(duty_.body, bound, [&] {
      if (seen.insert(bound).second) {
        DutyInstance one{.duty = id_, .bound = bound, .opened = view_.now};
        one.done = done(evaluator, bound, 0);
        one.opened = Instant();
        one.state = one.done ? State::met : State::pending;
        out.push_back(std::move(one));
      }
      return false;
    });
    earlier(horizon_, evaluator.horizon());
  }

  void forbidden(Matter::Which which, std::vector<DutyInstance>& out) {
    Evaluator evaluator(m_, view_);
    Bindings bound;
    std::set<std::vector<Value>> seen;
    evaluator.solve(duty_.body, bound, [&] {
      if (seen.insert(bound).second)
        out.push_back({.duty = id_, .bound = bound, .state = State::forbidden});
      return false;
    });
    earlier(horizon_, evaluator.horizon());
    if (which == Matter::Which::open) return;
    const Facts& facts = m_.facts[duty_.owed.predicate];
    for (uint32_t row = 0; row < facts.size() && facts.entry(row) < view_.entries; ++row) {
      const View before{facts.entry(row), facts.time(row), false};
      Evaluator then(m_, before);
      Bindings values;
      then.solve(duty_.body, values, [&] {
        for (size_t i = 0; i < duty_.owed.places.size(); ++i) {
          const Value owed = then.value(duty_.owed.places[i], values);
          if (!owed.empty() && owed != facts.place(row, i)) return false;
        }
        out.push_back(
            {.duty = id_, .bound = values, .done = facts.time(row), .state = State::breached});
        return true;
      });
    }
  }

  const Matter::State& m_;
  DutyId id_;
  const Duty& duty_;
  View view_;
  std::optional<Instant>& horizon_;
};

}  // namespace

void duty_instances(const Matter::State& matter, DutyId duty, View view, Matter::Which which,
                    const Bindings& about, std::vector<DutyInstance>& out,
                    std::optional<Instant>& horizon) {
  Instances(matter, duty, view, horizon).find(which, about, out);
}

}  // namespace comity::procedure
