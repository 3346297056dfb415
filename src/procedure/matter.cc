#include "procedure/matter.h"

#include <algorithm>

#include "procedure/evaluator.h"
#include "procedure/reads.h"

namespace comity::procedure {

// ---- facts --------------------------------------------------------------------------------------

void Facts::add(const std::vector<Value>& places, Instant time, uint32_t entry) {
  const uint32_t row = size();
  for (size_t i = 0; i < places_; ++i) index_[i][places[i]].push_back(row);
  cells_.insert(cells_.end(), places.begin(), places.end());
  entries_.push_back(entry);
  times_.push_back(time);
}

const std::vector<uint32_t>& Facts::with(size_t place, Value value) const {
  static const std::vector<uint32_t> none;
  const auto it = index_[place].find(value);
  return it == index_[place].end() ? none : it->second;
}

// ---- state --------------------------------------------------------------------------------------

Matter::State::State(const Program& p) : program(p) {
  for (const auto& places_of : p.predicates) facts.emplace_back(places_of.size());
  rules_for.resize(2 * p.predicates.size());
  acts_for.resize(p.predicates.size());
  breaches_for.resize(p.predicates.size());
  for (RuleId r = 0; r < p.rules.size(); ++r) {
    rules_for[2 * p.rules[r].head.predicate + (p.rules[r].head.negated ? 1 : 0)].push_back(r);
  }
  for (ActId a = 0; a < p.acts.size(); ++a) acts_for[p.acts[a].done.predicate].push_back(a);
  for (DutyId d = 0; d < p.duties.size(); ++d) {
    if (p.duties[d].if_breached) breaches_for[p.duties[d].if_breached->predicate].push_back(d);
  }
  settled.resize(p.duties.size());
  const ReadsOf reads(p);
  for (const Status& status : p.statuses) status_reads.push_back(reads.of(status));
  for (const Rule& rule : p.rules) rule_reads.push_back(reads.of(rule.body));
  for (const Duty& duty : p.duties) stop_reads.push_back(reads.of(duty.stops));
}

View Matter::State::all_at(Instant now) const {
  const auto end = std::upper_bound(recorded.begin(), recorded.end(), now);
  return {static_cast<uint32_t>(end - recorded.begin()), now, true};
}

const Place& Matter::State::place_of(const CalendarRule& calendar,
                                     const std::vector<Value>& bound) const {
  const Place& otherwise = program.places[calendar.place].place;
  if (!calendar.of || *calendar.of >= bound.size()) return otherwise;
  const Value who = bound[*calendar.of];
  if (who.type != Value::Type::individual) return otherwise;
  const auto place = individuals[static_cast<size_t>(who.data)].place;
  return place ? places[*place] : otherwise;
}

Matter::Matter(const Program& program) : state_(std::make_unique<State>(program)) {
  for (const Program::Name& name : program.names) {
    individual(name.name, name.kind, name.date ? std::optional(Instant(*name.date)) : std::nullopt);
  }
  for (const PlaceRule& place : program.places) {
    if (place.individual) set_place(*place.individual, place.place);
  }
}

Matter::~Matter() = default;
Matter::Matter(Matter&&) noexcept = default;

// ---- values -------------------------------------------------------------------------------------

std::optional<Value> Matter::individual(std::string_view name, KindId kind,
                                        std::optional<Instant> time) {
  if (const auto known = find(name)) {
    if (!state_->program.is_a(this->kind(*known), kind)) return std::nullopt;
    return known;
  }
  const Value value{Value::Type::individual, static_cast<int64_t>(state_->individuals.size())};
  state_->individuals.push_back({std::string(name), kind, time, std::nullopt, std::nullopt});
  state_->by_name.emplace(name, value.data);
  for (std::optional<KindId> k = kind; k; k = state_->program.parents[*k])
    state_->by_kind[*k].push_back(value);
  return value;
}

std::optional<Value> Matter::find(std::string_view name) const {
  const auto it = state_->by_name.find(name);
  if (it == state_->by_name.end()) return std::nullopt;
  return Value{Value::Type::individual, it->second};
}

Value Matter::text(std::string_view text) {
  const auto next = static_cast<int64_t>(state_->texts.size());
  const auto [it, fresh] = state_->by_text.try_emplace(std::string(text), next);
  if (fresh) state_->texts.emplace_back(text);
  return {Value::Type::text, it->second};
}

Value Matter::list(std::vector<Value> members) {
  state_->lists.push_back(std::move(members));
  return {Value::Type::list, static_cast<int64_t>(state_->lists.size()) - 1};
}

Value Matter::quote(PredicateId predicate, bool negated, std::vector<Value> places) {
  Quote quote{predicate, negated, std::move(places)};
  const auto next = static_cast<int64_t>(state_->quotes.size());
  const auto [it, fresh] = state_->by_quote.try_emplace(quote, next);
  if (fresh) state_->quotes.push_back(std::move(quote));
  return {Value::Type::quote, it->second};
}

std::string Matter::name(Value value) const {
  const auto at = static_cast<size_t>(value.data);
  switch (value.type) {
    case Value::Type::nothing: return "nothing";
    case Value::Type::individual: return state_->individuals[at].name;
    case Value::Type::word: return state_->program.words[at];
    case Value::Type::text: return "\"" + state_->texts[at] + "\"";
    case Value::Type::instant: return as_instant(value).format();
    case Value::Type::period: return format(state_->program.periods[at]);
    case Value::Type::list: {
      std::string out;
      for (const Value& member : state_->lists[at]) out += (out.empty() ? "" : ", ") + name(member);
      return out;
    }
    case Value::Type::quote: return "a statement";
    case Value::Type::number: break;
  }
  std::string out = std::to_string(value.data / kNumberScale);
  if (const int64_t rest = std::abs(value.data % kNumberScale); rest != 0) {
    std::string digits = std::to_string(kNumberScale + rest).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out;
}

KindId Matter::kind(Value individual) const {
  return state_->individuals[static_cast<size_t>(individual.data)].kind;
}

std::vector<Value> Matter::individuals(KindId kind) const {
  const auto it = state_->by_kind.find(kind);
  return it == state_->by_kind.end() ? std::vector<Value>{} : it->second;
}

void Matter::set_place(Value individual, Place place) {
  state_->individuals[static_cast<size_t>(individual.data)].place =
      static_cast<uint32_t>(state_->places.size());
  state_->places.push_back(std::move(place));
}

// ---- entries ------------------------------------------------------------------------------------

uint32_t Matter::size() const { return static_cast<uint32_t>(state_->recorded.size()); }

std::optional<ActId> Matter::made_by(uint32_t entry) const { return state_->made_by[entry]; }

Instant Matter::last() const {
  return state_->recorded.empty() ? Instant() : state_->recorded.back();
}

View Matter::at(Instant now) const { return state_->all_at(now); }

void Matter::note(const Fact& fact, Instant time) {
  const uint32_t entry = size();
  state_->recorded.push_back(std::max(time, last()));
  state_->made_by.emplace_back(std::nullopt);
  state_->facts[fact.predicate].add(fact.places, time, entry);
}

namespace {

bool is_value_of(const Matter::State& m, const Field& field, Value value) {
  switch (field.type) {
    case FieldType::text: return value.type == Value::Type::text;
    case FieldType::number: return value.type == Value::Type::number;
    case FieldType::time: return value.type == Value::Type::instant;
    case FieldType::period: return value.type == Value::Type::period;
    case FieldType::yes_or_no:
    case FieldType::word:
      return std::find(field.words.begin(), field.words.end(), value) != field.words.end();
    case FieldType::individual:
      return value.type == Value::Type::individual &&
             m.program.is_a(m.individuals[static_cast<size_t>(value.data)].kind, *field.kind);
    case FieldType::list: return value.type == Value::Type::list;
  }
  return false;
}

// The thing that the entry would record under this act.
std::optional<Value> recorded_thing(const Act& act, const Entry& entry) {
  if (!act.records) return std::nullopt;
  for (size_t i = 0; i < act.done.places.size(); ++i) {
    const Expr& place = act.done.places[i];
    if (place.kind == Expr::Kind::variable && place.index == *act.records)
      return entry.said.places[i];
  }
  return std::nullopt;
}

std::optional<Refusal> refused_form(const Matter::State& m, ActId id, const Entry& entry) {
  using Why = Refusal::Why;
  const Act& act = m.program.acts[id];
  const auto thing = recorded_thing(act, entry);
  if (thing && m.individuals[static_cast<size_t>(thing->data)].recorded_by)
    return Refusal{Why::recorded_before, id, 0, nullptr};
  for (const auto& [field, value] : entry.fields) {
    if (std::find(act.fields.begin(), act.fields.end(), field) == act.fields.end())
      return Refusal{Why::field_unknown, id, field, nullptr};
    if (!is_value_of(m, m.program.fields[field], value))
      return Refusal{Why::bad_value, id, field, nullptr};
  }
  for (size_t i = 0; i < act.fields.size(); ++i) {
    const bool carried = std::any_of(entry.fields.begin(), entry.fields.end(),
                                     [&](const auto& f) { return f.first == act.fields[i]; });
    if (act.required[i] && !carried) return Refusal{Why::field_missing, id, act.fields[i], nullptr};
  }
  return std::nullopt;
}

std::optional<Refusal> refused_by(const Matter::State& m, ActId id, const Entry& entry) {
  if (const auto refusal = refused_form(m, id, entry)) return refusal;
  const Act& act = m.program.acts[id];
  Bindings bound(act.body.variables.size());
  for (size_t i = 0; i < act.done.places.size(); ++i) {
    const Expr& place = act.done.places[i];
    const Value said = entry.said.places[i];
    const bool same = place.kind == Expr::Kind::variable
                          ? bound[place.index].empty() || bound[place.index] == said
                          : place.value == said;
    if (!same) return Refusal{Refusal::Why::no_such_act, id, 0, nullptr};
    if (place.kind == Expr::Kind::variable) bound[place.index] = said;
  }
  Evaluator evaluator(m, {static_cast<uint32_t>(m.recorded.size()), entry.recorded, false});
  evaluator.judge(entry, recorded_thing(act, entry));
  if (evaluator.meets(act.body, bound)) return std::nullopt;
  return Refusal{Refusal::Why::not_allowed, id, 0, evaluator.unmet(act.body, bound)};
}

// The act that allows the entry, or why none does: the reason of the first.
tl::expected<ActId, Refusal> allowing(const Matter::State& m, const Entry& entry) {
  using Why = Refusal::Why;
  if (!m.recorded.empty() && entry.recorded < m.recorded.back())
    return tl::unexpected(Refusal{Why::out_of_order, 0, 0, nullptr});
  const auto& acts = m.acts_for[entry.said.predicate];
  if (acts.empty()) return tl::unexpected(Refusal{Why::no_such_act, 0, 0, nullptr});
  if (!entry.author.empty() && entry.author != entry.said.places.front())
    return tl::unexpected(Refusal{Why::other_author, acts.front(), 0, nullptr});
  std::optional<Refusal> first;
  for (const ActId act : acts) {
    const auto refusal = refused_by(m, act, entry);
    if (!refusal) return act;
    if (!first) first = refusal;
  }
  return tl::unexpected(*first);
}

}  // namespace

std::optional<Refusal> Matter::refusal(const Entry& entry) const {
  const auto act = allowing(*state_, entry);
  if (act) return std::nullopt;
  return act.error();
}

tl::expected<uint32_t, Refusal> Matter::submit(Entry entry) {
  const auto allowed = allowing(*state_, entry);
  if (!allowed) return tl::unexpected(allowed.error());
  const Act& act = state_->program.acts[*allowed];
  const uint32_t index = size();
  state_->recorded.push_back(entry.recorded);
  state_->made_by.emplace_back(*allowed);
  Bindings bound(act.body.variables.size());
  for (size_t i = 0; i < act.done.places.size(); ++i) {
    if (act.done.places[i].kind == Expr::Kind::variable)
      bound[act.done.places[i].index] = entry.said.places[i];
  }
  if (const auto thing = recorded_thing(act, entry)) {
    Individual& individual = state_->individuals[static_cast<size_t>(thing->data)];
    individual.recorded_by = index;
    individual.time = entry.recorded;
    for (const auto& [field, value] : entry.fields)
      state_->fields.insert_or_assign({thing->data, field}, value);
  }
  state_->facts[entry.said.predicate].add(entry.said.places, entry.recorded, index);
  for (const Head& head : act.asserts) {
    std::vector<Value> places;
    for (const Expr& place : head.places)
      places.push_back(place.kind == Expr::Kind::variable ? bound[place.index] : place.value);
    state_->facts[head.predicate].add(places, entry.recorded, index);
  }
  return index;
}

// ---- questions ----------------------------------------------------------------------------------

bool Matter::holds(const Fact& fact, View view) const {
  return Evaluator(*state_, view).holds(fact.predicate, fact.places);
}

bool Matter::meets(const Clause& clause, const std::vector<Value>& bound, View view) const {
  Bindings values = bound;
  return Evaluator(*state_, view).meets(clause, values);
}

std::vector<std::vector<Value>> Matter::fillings(const Clause& clause, View view) const {
  std::set<std::vector<Value>> found;
  Bindings bound(clause.variables.size());
  Evaluator(*state_, view).solve(clause, bound, [&] {
    found.insert(bound);
    return false;
  });
  return {found.begin(), found.end()};
}

std::vector<std::vector<Value>> Matter::all(const Fact& open, View view) const {
  std::set<std::vector<Value>> found;
  std::vector<Value> places = open.places;
  Evaluator(*state_, view).sentence(open.predicate, places, [&] {
    found.insert(places);
    return false;
  });
  return {found.begin(), found.end()};
}

Value Matter::field(FieldId field, const std::vector<Value>& of, View view) const {
  return Evaluator(*state_, view).field(field, of);
}

std::vector<uint32_t> Matter::steps(StatusId status, Value of, View view) const {
  return steps_of(*state_, status, of, view);
}

std::vector<DutyInstance> Matter::duties(View view, Which which) const {
  std::vector<DutyInstance> out;
  std::optional<Instant> horizon;
  for (DutyId d = 0; d < state_->program.duties.size(); ++d)
    duty_instances(*state_, d, view, which, {}, out, horizon);
  return out;
}

std::vector<DutyInstance> Matter::duties(View view, const Fact& owed) const {
  std::vector<DutyInstance> out;
  std::optional<Instant> horizon;
  for (DutyId d = 0; d < state_->program.duties.size(); ++d) {
    const Duty& duty = state_->program.duties[d];
    if (duty.owed.predicate != owed.predicate) continue;
    const Clause& clause = duty.act ? state_->program.acts[*duty.act].body : duty.body;
    Bindings about(clause.variables.size());
    for (size_t i = 0; i < owed.places.size(); ++i) {
      const Expr& place = duty.owed.places[i];
      if (place.kind == Expr::Kind::variable) about[place.index] = owed.places[i];
    }
    std::vector<DutyInstance> found;
    duty_instances(*state_, d, view, Which::all, about, found, horizon);
    std::erase_if(found, [&](const DutyInstance& one) {
      Evaluator evaluator(*state_, view);
      for (size_t i = 0; i < owed.places.size(); ++i) {
        const Value value = evaluator.value(duty.owed.places[i], one.bound);
        if (!value.empty() && value != owed.places[i]) return true;
      }
      return false;
    });
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

}  // namespace comity::procedure
