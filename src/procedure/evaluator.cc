#include "procedure/evaluator.h"

#include <algorithm>

namespace comity::procedure {

void earlier(std::optional<Instant>& horizon, std::optional<Instant> at) {
  if (at && (!horizon || *at < *horizon)) horizon = at;
}

bool Evaluator::passed(Instant at) {
  if (view_.passed(at)) return true;
  earlier(horizon_, at);
  return false;
}

// ---- lists of goals -----------------------------------------------------------------------------

bool Evaluator::solve_from(const std::vector<Goal>& goals, size_t i, Bindings& bound, Then then) {
  if (i == goals.size()) return then();
  return solve(goals[i], bound, [&] { return solve_from(goals, i + 1, bound, then); });
}

bool Evaluator::meets(const std::vector<Goal>& goals, Bindings& bound) {
  return solve(goals, bound, [] { return true; });
}

bool Evaluator::meets(const Clause& clause, Bindings& bound) {
  return solve(clause, bound, [] { return true; });
}

namespace {

// The first day after the range, at which a norm is no longer in force.
std::optional<Instant> end_of_force(const DateRange& range) {
  if (!range.until) return std::nullopt;
  return Instant(*range.until + std::chrono::days(1));
}

}  // namespace

bool Evaluator::solve(const Clause& clause, Bindings& bound, Then then) {
  bound.resize(clause.variables.size());
  if (clause.in_force.from && !passed(Instant(*clause.in_force.from))) return false;
  const auto end = end_of_force(clause.in_force);
  if (end && passed(*end)) return false;
  const auto* outer = std::exchange(kinds_, &clause.variables);
  const bool stopped = solve(clause.premises, bound, [&] {
    for (const Goal& exception : clause.exceptions) {
      if (solve(exception, bound, [] { return true; })) return false;
    }
    const auto* inner = std::exchange(kinds_, outer);
    const bool stop = then();
    kinds_ = inner;
    return stop;
  });
  kinds_ = outer;
  return stopped;
}

const Goal* Evaluator::unmet(const Clause& clause, Bindings& bound) {
  bound.resize(clause.variables.size());
  kinds_ = &clause.variables;
  // The premises up to the first that cannot be met together with those before it.
  std::vector<Goal> so_far;
  for (const Goal& premise : clause.premises) {
    so_far.push_back(premise);
    if (!meets(so_far, bound)) return &premise;
  }
  for (const Goal& exception : clause.exceptions) {
    std::vector<Goal> all = clause.premises;
    all.push_back(exception);
    if (meets(all, bound)) return &exception;
  }
  return nullptr;
}

bool Evaluator::solve(const Goal& goal, Bindings& bound, Then then) {
  switch (goal.kind) {
    case Goal::Kind::sentence: return sentence_goal(goal, bound, then);
    case Goal::Kind::compare: return compare(goal, bound, then);
    case Goal::Kind::all: return solve(goal.parts, bound, then);
    case Goal::Kind::any:
      return std::any_of(goal.parts.begin(), goal.parts.end(),
                         [&](const Goal& part) { return solve(part, bound, then); });
    default: break;
  }
  // What follows tests and binds nothing: the variables that it shares with others come first.
  std::vector<VariableId> needed;
  open_variables(goal, goal.own, bound, needed);
  return enumerate(needed, 0, bound, [&] {
    bool met = true;
    if (goal.kind == Goal::Kind::given) {
      met = std::none_of(goal.sides.begin(), goal.sides.end(),
                         [&](const Expr& side) { return value(side, bound).empty(); });
    } else if (goal.kind == Goal::Kind::passed) {
      const auto at = time(goal.sides.front(), bound);
      met = at && passed(*at);
    } else if (goal.kind == Goal::Kind::none) {
      met = std::none_of(goal.parts.begin(), goal.parts.end(),
                         [&](const Goal& part) { return solve(part, bound, [] { return true; }); });
    } else {
      met = for_every(goal, bound);
    }
    return met != goal.negated && then();
  });
}

bool Evaluator::for_every(const Goal& goal, Bindings& bound) {
  return !solve(goal.parts[0], bound,
                [&] { return !solve(goal.parts[1], bound, [] { return true; }); });
}

// ---- variables ----------------------------------------------------------------------------------

void Evaluator::open_variables(const Expr& expr, const Bindings& bound,
                               std::vector<VariableId>& out) const {
  if (expr.kind == Expr::Kind::variable && bound[expr.index].empty()) {
    if (std::find(out.begin(), out.end(), expr.index) == out.end()) out.push_back(expr.index);
  }
  for (const Expr& part : expr.parts) open_variables(part, bound, out);
}

// Those of a goal, but for those of its own.
void Evaluator::open_variables(const Goal& goal, const std::vector<VariableId>& own,
                               const Bindings& bound, std::vector<VariableId>& out) const {
  for (const auto* list : {&goal.sides, &goal.moment}) {
    for (const Expr& expr : *list) open_variables(expr, bound, out);
  }
  for (const Goal& part : goal.parts) open_variables(part, {}, bound, out);
  std::erase_if(out, [&](VariableId variable) {
    return std::find(own.begin(), own.end(), variable) != own.end();
  });
}

bool Evaluator::enumerate(const std::vector<VariableId>& needed, size_t i, Bindings& bound,
                          Then then) {
  if (i == needed.size()) return then();
  const auto known = m_.by_kind.find((*kinds_)[needed[i]]);
  if (known == m_.by_kind.end()) return false;
  for (const auto individual : known->second) {
    bound[needed[i]] = individual;
    const bool stop = enumerate(needed, i + 1, bound, then);
    bound[needed[i]] = {};
    if (stop) return true;
  }
  return false;
}

bool Evaluator::unify(const Expr& expr, Value value, Bindings& bound,
                      std::vector<VariableId>& trail) {
  if (expr.kind == Expr::Kind::variable) {
    if (!bound[expr.index].empty()) return bound[expr.index] == value;
    // A row may speak of another kind of thing than this clause does.
    if (value.type == Value::Type::individual && kinds_ != nullptr &&
        !p_.is_a(m_.individuals[static_cast<size_t>(value.data)].kind, (*kinds_)[expr.index]))
      return false;
    bound[expr.index] = value;
    trail.push_back(expr.index);
    return true;
  }
  if (expr.kind == Expr::Kind::quote && value.type == Value::Type::quote) {
    const Quote& quote = m_.quotes[static_cast<size_t>(value.data)];
    if (quote.predicate * 2 + (quote.negated ? 1 : 0) != expr.index) return false;
    for (size_t i = 0; i < expr.parts.size(); ++i) {
      if (!unify(expr.parts[i], quote.places[i], bound, trail)) return false;
    }
    return true;
  }
  return this->value(expr, bound) == value;
}

void Evaluator::undo(Bindings& bound, const std::vector<VariableId>& trail, size_t size) {
  for (size_t i = size; i < trail.size(); ++i) bound[trail[i]] = {};
}

// ---- sentences ----------------------------------------------------------------------------------

bool Evaluator::rows(PredicateId predicate, const std::vector<Value>& open,
                     FunctionRef<bool(uint32_t)> each) {
  const Facts& facts = m_.facts[predicate];
  const std::vector<uint32_t>* shortest = nullptr;
  for (size_t i = 0; i < open.size(); ++i) {
    if (open[i].empty()) continue;
    const auto& with = facts.with(i, open[i]);
    if (shortest == nullptr || with.size() < shortest->size()) shortest = &with;
  }
  const auto row_at = [&](size_t n) {
    return shortest == nullptr ? static_cast<uint32_t>(n) : (*shortest)[n];
  };
  // Rows stand in the order of the entries.
  size_t count = shortest == nullptr ? facts.size() : shortest->size();
  while (count > 0 && facts.entry(row_at(count - 1)) >= view_.entries) --count;
  if (std::exchange(backwards_, false)) {
    for (size_t n = count; n-- > 0;) {
      if (each(row_at(n))) return true;
    }
    return false;
  }
  for (size_t n = 0; n < count; ++n) {
    if (each(row_at(n))) return true;
  }
  return false;
}

// Whether the ways to meet the goal come in the order of the register: one event decides when each
// of them happened, and all else only tests.
bool Evaluator::in_order_of_entries(const Goal& goal) const {
  if (goal.kind != Goal::Kind::sentence || goal.negated) return false;
  const auto& rules = m_.rules_for[size_t{2} * goal.predicate];
  if (rules.empty() && m_.breaches_for[goal.predicate].empty()) return true;
  if (rules.size() != 1 || m_.facts[goal.predicate].size() > 0) return false;
  const auto& premises = p_.rules[rules.front()].body.premises;
  return in_order_of_entries(premises.front()) &&
         std::all_of(premises.begin() + 1, premises.end(), [](const Goal& premise) {
           return premise.negated ||
                  (premise.kind != Goal::Kind::sentence && premise.kind != Goal::Kind::any &&
                   premise.kind != Goal::Kind::all);
         });
}

bool Evaluator::match_row(const Goal& goal, uint32_t row, Bindings& bound, Then then) {
  const Facts& facts = m_.facts[goal.predicate];
  std::vector<VariableId> trail;
  bool fits = true;
  for (size_t i = 0; fits && i < goal.sides.size(); ++i) {
    fits = unify(goal.sides[i], facts.place(row, i), bound, trail);
  }
  bool stop = false;
  if (fits) {
    const Moment now{facts.time(row), facts.entry(row)};
    const auto before = matched_;
    if (!matched_ || matched_->at < now.at ||
        (matched_->at == now.at && matched_->entry < now.entry))
      matched_ = now;
    stop = goal.when == When::any ? then() : timed(goal, now, bound, then);
    matched_ = before;
  }
  undo(bound, trail);
  return stop;
}

bool Evaluator::happened(const Goal& goal, uint32_t entry, Bindings& bound, Then then) {
  const Facts& facts = m_.facts[goal.predicate];
  const auto [begin, end] = std::equal_range(facts.entries().begin(), facts.entries().end(), entry);
  for (auto it = begin; it != end; ++it) {
    if (match_row(goal, static_cast<uint32_t>(it - facts.entries().begin()), bound, then))
      return true;
  }
  return false;
}

bool Evaluator::sentence_goal(const Goal& goal, Bindings& bound, Then then) {
  std::vector<VariableId> needed;
  for (const Expr& side : goal.sides) {
    if (side.kind != Expr::Kind::variable && side.kind != Expr::Kind::quote)
      open_variables(side, bound, needed);
    if (goal.negated && side.kind == Expr::Kind::variable && bound[side.index].empty() &&
        std::find(goal.own.begin(), goal.own.end(), side.index) == goal.own.end())
      needed.push_back(side.index);
  }
  if (goal.negated) {
    Goal positive = goal;
    positive.negated = false;
    return enumerate(needed, 0, bound, [&] {
      return !sentence_goal(positive, bound, [] { return true; }) && then();
    });
  }
  return enumerate(needed, 0, bound, [&] {
    std::vector<Value> open(goal.sides.size());
    for (size_t i = 0; i < open.size(); ++i) {
      const Expr& side = goal.sides[i];
      if (side.kind == Expr::Kind::quote) continue;  // compared place by place
      open[i] = value(side, bound);
      if (open[i].empty() && side.kind != Expr::Kind::variable) return false;
    }
    if (rows(goal.predicate, open, [&](uint32_t row) { return match_row(goal, row, bound, then); }))
      return true;
    if (goal.when != When::any) return false;  // what follows from others has no time of its own
    return concluded(goal.predicate, open, [&] {
      std::vector<VariableId> trail;
      bool fits = true;
      for (size_t i = 0; fits && i < open.size(); ++i)
        fits = unify(goal.sides[i], open[i], bound, trail);
      const bool stop = fits && then();
      undo(bound, trail);
      return stop;
    });
  });
}

bool Evaluator::sentence(PredicateId predicate, std::vector<Value>& open, Then then) {
  const Facts& facts = m_.facts[predicate];
  const std::vector<Value> asked = open;
  const bool stop = rows(predicate, asked, [&](uint32_t row) {
    for (size_t i = 0; i < asked.size(); ++i) {
      if (!asked[i].empty() && asked[i] != facts.place(row, i)) return false;
      open[i] = facts.place(row, i);
    }
    return then();
  });
  open = asked;
  return stop || concluded(predicate, open, then);
}

bool Evaluator::holds(PredicateId predicate, std::vector<Value> places) {
  return sentence(predicate, places, [] { return true; });
}

bool Evaluator::concluded(PredicateId predicate, std::vector<Value>& open, Then then) {
  std::set<std::vector<Value>> seen;
  for (const RuleId rule : m_.rules_for[size_t{2} * predicate]) {
    if (conclude(p_.rules[rule], open, seen, then)) return true;
  }
  return breached(predicate, open, then);
}

bool Evaluator::conclude(const Rule& rule, std::vector<Value>& open,
                         std::set<std::vector<Value>>& seen, Then then) {
  Bindings bound(rule.body.variables.size());
  std::vector<VariableId> trail;
  const auto* outer = std::exchange(kinds_, &rule.body.variables);
  bool fits = true;
  for (size_t i = 0; fits && i < open.size(); ++i) {
    if (!open[i].empty()) fits = unify(rule.head.places[i], open[i], bound, trail);
  }
  const std::vector<Value> asked = open;
  const bool stop = fits && solve(rule.body, bound, [&] {
                      std::vector<VariableId> needed;
                      kinds_ = &rule.body.variables;
                      for (const Expr& place : rule.head.places)
                        open_variables(place, bound, needed);
                      return enumerate(needed, 0, bound, [&] {
                        std::vector<Value> places;
                        for (const Expr& place : rule.head.places)
                          places.push_back(value(place, bound));
                        if (!seen.insert(places).second || outweighed(rule.head.predicate, places))
                          return false;
                        open = places;
                        kinds_ = outer;
                        const bool stopped = then();
                        kinds_ = &rule.body.variables;
                        open = asked;
                        return stopped;
                      });
                    });
  kinds_ = outer;
  return stop;
}

// Whether a rule against it applies that no applying rule for it wins over.
bool Evaluator::outweighed(PredicateId predicate, const std::vector<Value>& places) {
  const auto& against = m_.rules_for[2 * predicate + 1];
  return std::any_of(against.begin(), against.end(), [&](RuleId other) {
    if (!fires(p_.rules[other], places)) return false;
    const auto& in_favour = m_.rules_for[size_t{2} * predicate];
    return std::none_of(in_favour.begin(), in_favour.end(), [&](RuleId rule) {
      const auto& weaker = p_.rules[rule].wins_over;
      return std::find(weaker.begin(), weaker.end(), other) != weaker.end() &&
             fires(p_.rules[rule], places);
    });
  });
}

bool Evaluator::fires(const Rule& rule, const std::vector<Value>& places) {
  Bindings bound(rule.body.variables.size());
  std::vector<VariableId> trail;
  const auto* outer = std::exchange(kinds_, &rule.body.variables);
  bool fits = true;
  for (size_t i = 0; fits && i < places.size(); ++i)
    fits = unify(rule.head.places[i], places[i], bound, trail);
  const bool met = fits && meets(rule.body, bound);
  kinds_ = outer;
  return met;
}

// What is so because a duty was not done in time.
bool Evaluator::breached(PredicateId predicate, std::vector<Value>& open, Then then) {
  for (const DutyId id : m_.breaches_for[predicate]) {
    const Duty& duty = p_.duties[id];
    Bindings about(duty.act ? p_.acts[*duty.act].body.variables.size()
                            : duty.body.variables.size());
    for (size_t i = 0; i < open.size(); ++i) {
      const Expr& place = duty.if_breached->places[i];
      if (place.kind == Expr::Kind::variable) about[place.index] = open[i];
    }
    std::vector<DutyInstance> instances;
    duty_instances(m_, id, view_, Matter::Which::all, about, instances, horizon_);
    const std::vector<Value> asked = open;
    for (const DutyInstance& instance : instances) {
      if (instance.state != DutyInstance::State::missed &&
          instance.state != DutyInstance::State::met_late)
        continue;
      bool fits = true;
      for (size_t i = 0; fits && i < asked.size(); ++i) {
        open[i] = value(duty.if_breached->places[i], instance.bound);
        fits = asked[i].empty() || asked[i] == open[i];
      }
      const bool stop = fits && then();
      open = asked;
      if (stop) return true;
    }
  }
  return false;
}

}  // namespace comity::procedure
