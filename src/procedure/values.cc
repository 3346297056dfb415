// What expressions come to, and how values compare.
#include <algorithm>
#include <unordered_map>

#include "procedure/algorithms.h"
#include "procedure/evaluator.h"

namespace comity::procedure {

namespace {

__extension__ typedef __int128 Wide;  // a product of two 64-bit numbers

struct Ratio {
  Wide numerator = 0, denominator = 1;
};

int sign(Wide x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }

// Seconds of a period on the clock; days and longer only compare within their own unit.
std::optional<int64_t> seconds_of(Period period) {
  if (period.unit == Unit::minute) return period.count * 60;
  if (period.unit == Unit::hour) return period.count * 3600;
  return std::nullopt;
}

}  // namespace

std::optional<int> order(const Program& program, Value left, Value right) {
  if (left.type != right.type) return std::nullopt;
  if (left.type == Value::Type::number || left.type == Value::Type::instant)
    return sign(static_cast<Wide>(left.data) - right.data);
  if (left.type != Value::Type::period) return std::nullopt;
  const Period a = program.periods[static_cast<size_t>(left.data)];
  const Period b = program.periods[static_cast<size_t>(right.data)];
  if (a.unit == b.unit) return sign(static_cast<Wide>(a.count) - b.count);
  const auto x = seconds_of(a), y = seconds_of(b);
  if (!x || !y) return std::nullopt;
  return sign(static_cast<Wide>(*x) - *y);
}

// ---- expressions --------------------------------------------------------------------------------

Value Evaluator::value(const Expr& expr, const Bindings& bound) {
  switch (expr.kind) {
    case Expr::Kind::variable: return bound[expr.index];
    case Expr::Kind::constant: return expr.value;
    case Expr::Kind::signer: return judged_ == nullptr ? Value{} : judged_->signer;
    case Expr::Kind::fraction: return {};  // only compared, see compare_values
    case Expr::Kind::plus:
    case Expr::Kind::minus:
    case Expr::Kind::nth_time: {
      const auto at = time(expr, bound);
      return at ? instant(*at) : Value{};
    }
    case Expr::Kind::quote: {
      Quote quote{expr.index / 2, expr.index % 2 == 1, {}};
      for (const Expr& part : expr.parts) quote.places.push_back(value(part, bound));
      const auto known = m_.by_quote.find(quote);
      if (known == m_.by_quote.end()) return {};  // nobody has said anything of it
      return {Value::Type::quote, known->second};
    }
    case Expr::Kind::field: break;
  }
  std::vector<Value> of;
  for (const Expr& part : expr.parts) of.push_back(value(part, bound));
  return field(expr.index, of);
}

std::optional<Moment> Evaluator::moment(Value value) const {
  if (value.type == Value::Type::instant) return Moment{as_instant(value), std::nullopt};
  if (value.type != Value::Type::individual) return std::nullopt;
  if (thing_ && value == *thing_) return Moment{view_.now, view_.entries};
  const Individual& individual = m_.individuals[static_cast<size_t>(value.data)];
  if (individual.recorded_by && *individual.recorded_by >= view_.entries) return std::nullopt;
  if (!individual.time) return std::nullopt;
  return Moment{*individual.time, individual.recorded_by};
}

std::optional<Instant> Evaluator::time(const Expr& expr, const Bindings& bound) {
  const bool shifted = expr.kind == Expr::Kind::plus || expr.kind == Expr::Kind::minus;
  if (!shifted && expr.kind != Expr::Kind::nth_time) {
    const auto at = moment(value(expr, bound));
    return at ? std::optional(at->at) : std::nullopt;
  }
  const auto from = time(expr.parts.front(), bound);
  if (!from) return std::nullopt;
  const CalendarRule& rule = p_.calendars[expr.index];
  const Place* place = &m_.place_of(rule, bound);
  if (expr.parts.size() > 1) {
    const Value where = value(expr.parts[1], bound);
    if (where.type != Value::Type::individual) return std::nullopt;
    const auto at = m_.individuals[static_cast<size_t>(where.data)].place;
    if (!at) return std::nullopt;
    place = &m_.places[*at];
  }
  if (expr.kind == Expr::Kind::nth_time) {
    const auto begin = begin_of_nth(expr.period, *from, rule.calendar, *place);
    return begin ? std::optional(*begin) : std::nullopt;
  }
  if (expr.kind == Expr::Kind::plus) {
    const auto end = end_of(expr.period, *from, rule.calendar, *place);
    return end ? std::optional(*end) : std::nullopt;
  }
  const auto back = seconds_of(expr.period);
  return back ? std::optional(*from - std::chrono::seconds(*back)) : std::nullopt;
}

// ---- comparisons --------------------------------------------------------------------------------

namespace {

bool fits(Compare how, int order) {
  switch (how) {
    case Compare::same: return order == 0;
    case Compare::at_least: return order >= 0;
    case Compare::at_most: return order <= 0;
    case Compare::more: return order > 0;
    case Compare::less: return order < 0;
    case Compare::one_of: return false;
  }
  return false;
}

}  // namespace

bool Evaluator::compare_values(Compare how, const Expr& left, const Expr& right,
                               const Bindings& bound) {
  const auto ratio = [&](const Expr& expr) -> std::optional<Ratio> {
    const bool part = expr.kind == Expr::Kind::fraction;
    const Value value = this->value(part ? expr.parts.front() : expr, bound);
    if (value.type != Value::Type::number) return std::nullopt;
    if (!part) return Ratio{value.data, 1};
    return Ratio{static_cast<Wide>(value.data) * expr.numerator, expr.denominator};
  };
  const auto a = ratio(left), b = ratio(right);
  if (a && b) {
    return fits(how, sign(a->numerator * b->denominator - b->numerator * a->denominator));
  }
  const Value x = value(left, bound), y = value(right, bound);
  if (x.empty() || y.empty()) return false;
  if (const auto compared = order(p_, x, y)) return fits(how, *compared);
  return how == Compare::same && x == y;
}

bool Evaluator::compare(const Goal& goal, Bindings& bound, Then then) {
  if (goal.compare == Compare::one_of) return one_of(goal, bound, then);
  std::vector<VariableId> needed;
  for (const Expr& side : goal.sides) open_variables(side, bound, needed);
  return enumerate(needed, 0, bound, [&] {
    return compare_values(goal.compare, goal.sides[0], goal.sides[1], bound) != goal.negated &&
           then();
  });
}

// "is one of a, b", where a member may be a list; an open left side takes each member in turn.
bool Evaluator::one_of(const Goal& goal, Bindings& bound, Then then) {
  std::vector<VariableId> needed;
  for (size_t i = 1; i < goal.sides.size(); ++i) open_variables(goal.sides[i], bound, needed);
  const Expr& left = goal.sides.front();
  const bool takes = left.kind == Expr::Kind::variable && bound[left.index].empty();
  if (!takes || goal.negated) open_variables(left, bound, needed);
  return enumerate(needed, 0, bound, [&] {
    std::vector<Value> members;
    for (size_t i = 1; i < goal.sides.size(); ++i) {
      const Value member = value(goal.sides[i], bound);
      if (member.type != Value::Type::list) {
        members.push_back(member);
        continue;
      }
      const auto& list = m_.lists[static_cast<size_t>(member.data)];
      members.insert(members.end(), list.begin(), list.end());
    }
    if (!takes || goal.negated) {
      const Value x = value(left, bound);
      const bool is = !x.empty() && std::find(members.begin(), members.end(), x) != members.end();
      return is != goal.negated && then();
    }
    return std::any_of(members.begin(), members.end(), [&](Value member) {
      std::vector<VariableId> trail;
      const bool stop = !member.empty() && unify(left, member, bound, trail) && then();
      undo(bound, trail);
      return stop;
    });
  });
}

// "before <Measure>", "at <Filing Time>", "within 72 hours of <Start Time>".
bool Evaluator::timed(const Goal& goal, const Moment& when, Bindings& bound, Then then) {
  const Expr& side = goal.moment.front();
  if (side.kind == Expr::Kind::variable && bound[side.index].empty()) {
    if (goal.when != When::at) return false;
    bound[side.index] = instant(when.at);
    const bool stop = then();
    bound[side.index] = {};
    return stop;
  }
  if (goal.when == When::within) {
    const auto from = time(side, bound);
    if (!from || when.at < *from) return false;
    Expr end{.kind = Expr::Kind::plus, .index = 0, .parts = {side}, .period = goal.within};
    const auto until = time(end, bound);
    return until && when.at <= *until && then();
  }
  const auto other = side.kind == Expr::Kind::plus || side.kind == Expr::Kind::minus
      ? [&]() -> std::optional<Moment> {
    const auto at = time(side, bound);
    return at ? std::optional(Moment{*at, std::nullopt}) : std::nullopt;
  }()
      : moment(value(side, bound));
  if (!other) return false;
  // Two entries of one second stand in the order of the register.
  const bool by_entry = when.at == other->at && when.entry && other->entry;
  const bool before = by_entry ? *when.entry < *other->entry : when.at < other->at;
  const bool after = by_entry ? *when.entry > *other->entry : when.at > other->at;
  bool met = false;
  if (goal.when == When::before) met = before;
  if (goal.when == When::after) met = after;
  if (goal.when == When::at) met = !before && !after;
  if (goal.when == When::since) met = !before;
  if (goal.when == When::until) met = !after;
  return met && then();
}

// ---- fields -------------------------------------------------------------------------------------

Value Evaluator::field(FieldId id, const std::vector<Value>& of) {
  if (std::any_of(of.begin(), of.end(), [](const Value& v) { return v.empty(); })) return {};
  const Field& field = p_.fields[id];
  const auto key = std::pair(id, of);
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  Value value;
  switch (field.source) {
    case Field::Source::record: return record(id, of.front());
    case Field::Source::time: {
      const auto at = moment(of.front());
      return at ? instant(at->at) : Value{};
    }
    case Field::Source::status: value = status(id, of.front()); break;
    case Field::Source::figure: value = figure(p_.figures[field.index], of.front()); break;
    case Field::Source::table: value = table(p_.tables[field.index], of.front()); break;
    case Field::Source::algorithm: {
      std::vector<std::string> texts;
      for (const Value& v : of) {
        if (v.type != Value::Type::text) return {};
        texts.push_back(m_.texts[static_cast<size_t>(v.data)]);
      }
      value = run_algorithm(p_.algorithms[field.index], texts);
      break;
    }
  }
  known_.emplace(key, value);
  return value;
}

Value Evaluator::status(FieldId field, Value of) {
  return status_at(m_, p_.fields[field].index, of, view_, horizon_);
}

Value Evaluator::record(FieldId id, Value of) {
  const Field& field = p_.fields[id];
  if (of.type != Value::Type::individual) return {};
  if (thing_ && of == *thing_) {
    for (const auto& [carried, value] : judged_->fields) {
      if (carried == id) return value;
    }
    return {};
  }
  const auto found = m_.fields.find({of.data, id});
  if (found == m_.fields.end()) return {};
  const Individual& thing = m_.individuals[static_cast<size_t>(of.data)];
  if (thing.recorded_by && *thing.recorded_by >= view_.entries) return {};
  if (field.erasable_after && thing.time) {
    const auto end = end_of(*field.erasable_after, *thing.time, p_.calendars[0].calendar,
                            p_.places[p_.calendars[0].place].place);
    if (end && passed(*end)) return {};
  }
  return found->second;
}

Value Evaluator::table(const Table& table, Value of) {
  Bindings bound(table.scope.variables.size());
  bound.front() = of;
  const Value by = value(table.by, bound);
  for (const auto& [key, result] : table.rows) {
    if (key == by) return result;
  }
  return {};
}

namespace {

// What was found of one thing: when it first and last happened, and what it adds to a sum.
struct Occurrence {
  Moment first, last;
  Value amount;
};

bool before(const Moment& a, const Moment& b) {
  return std::pair(a.at, a.entry) < std::pair(b.at, b.entry);
}

using Occurrences = std::unordered_map<Value, Occurrence, ValueHash>;

Value extreme(const Occurrences& found, bool latest) {
  const auto* best = static_cast<const Occurrences::value_type*>(nullptr);
  for (const auto& one : found) {
    const bool better = best == nullptr || (latest ? before(best->second.last, one.second.last)
                                                   : before(one.second.first, best->second.first));
    if (better) best = &one;
  }
  return best == nullptr ? Value{} : best->first;
}

}  // namespace

// Each thing counts once, whatever happened to it how often.
Value Evaluator::figure(const Figure& figure, Value of) {
  Bindings bound(figure.scope.variables.size());
  bound.front() = of;
  const auto* outer = std::exchange(kinds_, &figure.scope.variables);
  const auto outer_match = std::exchange(matched_, std::nullopt);
  Occurrences found;
  std::map<Bindings, Moment> events;  // of an nth time: the first with these parties
  // In the order of the register the last of the wanted ones decides, and the rest need no look.
  const bool in_order = in_order_of_entries(figure.of);
  const bool newest = figure.kind == Figure::Kind::latest && in_order;
  const bool nth = figure.kind == Figure::Kind::nth && in_order;
  backwards_ = newest;
  solve(figure.of, bound, [&] {
    const Moment at = matched_.value_or(Moment{});
    if (figure.kind == Figure::Kind::nth && bound.size() > 2) {
      const auto [it, fresh] = events.try_emplace(bound, at);
      if (before(at, it->second)) it->second = at;
      return false;
    }
    const auto [it, fresh] = found.try_emplace(bound[figure.each], Occurrence{at, at, {}});
    if (before(at, it->second.first)) it->second.first = at;
    if (before(it->second.last, at)) it->second.last = at;
    if (fresh && !figure.summed.empty()) it->second.amount = value(figure.summed.front(), bound);
    return newest || (nth && static_cast<int64_t>(found.size()) == figure.n);
  });
  backwards_ = false;
  kinds_ = outer;
  matched_ = outer_match;
  switch (figure.kind) {
    case Figure::Kind::count: return number(static_cast<int64_t>(found.size()));
    case Figure::Kind::sum: {
      Wide sum = 0;
      for (const auto& [each, one] : found) {
        if (one.amount.type == Value::Type::number) sum += one.amount.data;
      }
      return {Value::Type::number, static_cast<int64_t>(sum)};
    }
    case Figure::Kind::earliest: return extreme(found, false);
    case Figure::Kind::latest: return extreme(found, true);
    case Figure::Kind::nth: break;
  }
  std::vector<Moment> times;
  for (const auto& [parties, at] : events) times.push_back(at);
  for (const auto& [party, one] : found) times.push_back(one.first);
  if (static_cast<int64_t>(times.size()) < figure.n) return {};
  const auto wanted = times.begin() + (figure.n - 1);
  std::nth_element(times.begin(), wanted, times.end(), before);
  return instant(wanted->at);
}

}  // namespace comity::procedure
