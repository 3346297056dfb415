#include "language/procedure_compiler.h"

#include <algorithm>

#include "base/text.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

namespace {

using VariableSet = std::set<procedure::VariableId>;

void collect(const Expr& expr, VariableSet& out) {
  if (expr.kind == Expr::Kind::variable) out.insert(expr.index);
  for (const Expr& part : expr.parts) collect(part, out);
}

void collect(const Goal& goal, VariableSet& out) {
  for (const Expr& side : goal.sides) collect(side, out);
  for (const Expr& moment : goal.moment) collect(moment, out);
  for (const Goal& part : goal.parts) collect(part, out);
}

// A goal that only tests: what is free in it alone means "any".
bool only_tests(const Goal& goal) {
  return goal.kind == Goal::Kind::none || goal.kind == Goal::Kind::for_every || goal.negated;
}

// Gives every testing goal the variables that occur nowhere outside it.
void assign_own(std::vector<Goal>& goals, const VariableSet& outside) {
  for (size_t i = 0; i < goals.size(); ++i) {
    VariableSet others = outside;
    for (size_t j = 0; j < goals.size(); ++j) {
      if (j != i) collect(goals[j], others);
    }
    if (only_tests(goals[i])) {
      VariableSet inside;
      collect(goals[i], inside);
      for (const procedure::VariableId v : inside) {
        if (!others.contains(v)) goals[i].own.push_back(v);
      }
    }
    assign_own(goals[i].parts, others);
  }
}

// What a list of goals binds when it is met in its order.
void bind(const Goal& goal, VariableSet& bound) {
  if (goal.kind == Goal::Kind::sentence && !goal.negated) {
    for (const Expr& side : goal.sides) {
      if (side.kind == Expr::Kind::variable || side.kind == Expr::Kind::quote) collect(side, bound);
    }
    if (goal.when == procedure::When::at) collect(goal.moment.front(), bound);
  }
  if (goal.kind == Goal::Kind::compare && goal.compare == procedure::Compare::one_of)
    collect(goal.sides.front(), bound);
  if (goal.kind == Goal::Kind::all) {
    for (const Goal& part : goal.parts) bind(part, bound);
  }
  if (goal.kind == Goal::Kind::any && !goal.parts.empty()) {
    VariableSet common;
    bind(goal.parts.front(), common);
    for (const Goal& part : goal.parts) {
      VariableSet one;
      bind(part, one);
      std::erase_if(common, [&](procedure::VariableId v) { return !one.contains(v); });
    }
    bound.insert(common.begin(), common.end());
  }
}

}  // namespace

// ---- bodies
// --------------------------------------------------------------------------------------

ProcedureBinder ProcedureCompiler::binder(const Place& place, Variables* variables) {
  return binder(place, checker_.names_, variables);
}

ProcedureBinder ProcedureCompiler::binder(const Place& place, const Names& names,
                                          Variables* variables) {
  return {law_, names, place.document.source, checker_.diagnostics_, variables};
}

bool ProcedureCompiler::body(ProcedureBinder& bind, const std::vector<Premise>& premises,
                             const std::vector<Premise>& exceptions, procedure::Clause& clause) {
  const auto read = [&](const std::vector<Premise>& from, std::vector<Goal>& into) {
    bool sound = true;
    for (const Premise& premise : from) {
      auto goal = bind.premise(premise);
      sound = sound && goal;
      if (goal) into.push_back(std::move(*goal));
    }
    return sound;
  };
  const bool sound = read(premises, clause.premises);
  return read(exceptions, clause.exceptions) && sound;
}

// Fixes the variables of a clause, and refuses one that no premise gives a value: a time or a text
// cannot be tried one by one.
void ProcedureCompiler::finish(procedure::Clause& clause, const Variables& variables,
                               const std::vector<const Expr*>& outside, const Place& place,
                               Span span) {
  clause.variables = variables.kinds;
  VariableSet used, bound;
  for (const Expr* expr : outside) {
    collect(*expr, used);
    if (expr->kind == Expr::Kind::variable) bound.insert(expr->index);
  }
  assign_own(clause.premises, used);
  VariableSet in_premises = used;
  for (const Goal& goal : clause.premises) collect(goal, in_premises);
  assign_own(clause.exceptions, in_premises);
  const std::set<std::optional<reason::KindId>> endless{
      law_.kind("Time"), law_.kind("Text"), law_.kind("Number"), law_.kind("Statement")};
  const auto check = [&](const std::vector<Goal>& goals) {
    for (const Goal& goal : goals) {
      VariableSet needed;
      collect(goal, needed);
      language::bind(goal, bound);
      for (const procedure::VariableId v : needed) {
        const bool own = std::find(goal.own.begin(), goal.own.end(), v) != goal.own.end();
        if (own || bound.contains(v) || !endless.contains(variables.kinds[v])) continue;
        checker_.error("unbound-hole",
                       "nothing before this says which `<" + variables.names[v] + ">` is meant",
                       place, span,
                       "a premise like `… at <" + variables.names[v] + ">` has to come first");
        return;
      }
    }
  };
  check(clause.premises);
}

bool ProcedureCompiler::concludes(const Rule& rule, const Checker::Place& place) const {
  Variables variables;
  Diagnostics ignored;
  ProcedureBinder bind(law_, checker_.names_, place.document.source, ignored, &variables);
  return bind.head(rule.head, Modality::is).has_value();
}

void ProcedureCompiler::compile_rule(uint32_t r) {
  const Rule& written = *checker_.written_[r];
  const Place& place = checker_.written_at_[r];
  LawRule& declared = law_.rules[r];
  const auto notes = noted(written.notes, declared.declared, place);
  if (!notes) return;
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  bind.set_calendar(notes->calendar);
  const auto head = bind.head(written.head, Modality::is);
  if (!head) return;
  procedure::Rule rule{.head = *head};
  rule.body.in_force = notes->in_force;
  if (!body(bind, written.premises, written.exceptions, rule.body)) return;
  std::vector<const Expr*> places;
  for (const Expr& expr : head->places) places.push_back(&expr);
  finish(rule.body, variables, places, place, written.span);
  declared.weight = notes->weight;
  declared.notes = notes->citation;
  declared.citation =
      declared.declared.source + (notes->citation.empty() ? "" : ", " + notes->citation);
  declared.variables = variables.names;
  declared.head = {.predicate = head->predicate, .negated = head->negated};
  checker_.check_weight(declared, written.head.span, place);
  declared.in_register = static_cast<procedure::RuleId>(law_.procedure.rules.size());
  if (written.access) access_.insert(head->predicate);
  law_.procedure.rules.push_back(std::move(rule));
}

void ProcedureCompiler::compile() {
  checker_.each<ActItem>(
      [&](const ActItem& item, const Place& place) { compile_act(item, place); });
  checker_.each<DutyItem>(
      [&](const DutyItem& item, const Place& place) { compile_duty(item, place); });
  procedure::StatusId status = 0;
  checker_.each<StatusItem>(
      [&](const StatusItem& item, const Place& place) { compile_status(item, status++, place); });
  uint32_t figure = 0;
  checker_.each<FigureItem>(
      [&](const FigureItem& item, const Place& place) { compile_figure(item, figure++, place); });
  uint32_t table = 0;
  checker_.each<TableItem>(
      [&](const TableItem& item, const Place& place) { compile_table(item, table++, place); });
  for (procedure::KindId k = 0; k < law_.program.kinds.size(); ++k) {
    law_.procedure.parents.push_back(law_.program.kinds[k].parent);
    law_.procedure.dated.push_back(law_.program.kinds[k].dated);
  }
  for (const auto& predicate : law_.program.predicates)
    law_.procedure.predicates.push_back(predicate.arguments);
  for (const LawName& name : law_.names)
    law_.procedure.names.push_back({name.name, name.kind, name.date});
}

// ---- acts and duties
// -----------------------------------------------------------------------------

void ProcedureCompiler::compile_act(const ActItem& item, const Place& place) {
  const Provenance declared = checker_.provenance(place, item.span);
  const auto notes = noted(item.notes, declared, place);
  if (!notes) return;
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  bind.set_calendar(notes->calendar);
  const auto head = bind.head(item.head, Modality::can);
  if (!head) return;
  procedure::Act act{.id = item.id.text, .done = *head};
  act.body.in_force = notes->in_force;
  if (item.records) {
    act.records = variables.find(item.records->thing.text);
    if (!act.records) {
      checker_.error("unknown-hole", "the act has no hole `<" + item.records->thing.text + ">`",
                     place, item.records->thing.span);
      return;
    }
    const reason::KindId kind = variables.kinds[*act.records];
    for (const FieldDeclaration& field : item.records->fields) {
      for (procedure::FieldId f = 0; f < law_.procedure.fields.size(); ++f) {
        const procedure::Field& known = law_.procedure.fields[f];
        if (known.source != procedure::Field::Source::record || known.name != field.name.text ||
            known.of.front() != kind)
          continue;
        act.fields.push_back(f);
        act.required.push_back(std::none_of(field.marks.begin(), field.marks.end(),
                                            [](const Text& m) { return m.text == "optional"; }));
      }
    }
  }
  if (!body(bind, item.premises, item.exceptions, act.body)) return;
  for (const Sentence& sentence : item.asserts) {
    const auto asserted = bind.head(sentence, Modality::is);
    if (!asserted) return;
    act.asserts.push_back(*asserted);
  }
  const auto id = static_cast<procedure::ActId>(law_.procedure.acts.size());
  std::vector<std::pair<procedure::Duty, Noted>> duties;
  for (const Owed& owed : item.then) {
    auto duty = this->owed(owed, bind, place, *notes);
    if (!duty) return;
    duty->act = id;
    duty->id = act.id;
    duties.emplace_back(std::move(*duty), *notes);
  }
  std::vector<const Expr*> places;
  for (const Expr& expr : act.done.places) places.push_back(&expr);
  finish(act.body, variables, places, place, item.span);
  for (size_t i = 0; i < duties.size(); ++i) {
    act.then.push_back(static_cast<procedure::DutyId>(law_.procedure.duties.size()));
    add_duty(std::move(duties[i].first), duties[i].second, item.id.text, variables, {}, place,
             item.then[i].span);
  }
  law_.procedure.acts.push_back(std::move(act));
  law_.acts.push_back({item.id.text, notes->citation, notes->weight, variables.names, declared});
}

void ProcedureCompiler::add_duty(procedure::Duty duty, const Noted& noted, const std::string& id,
                                 const Variables& variables, const Wording&, const Place& place,
                                 Span span) {
  const Modality modality = duty.forbidden ? Modality::must_not : Modality::must;
  LawDuty declared{.id = id,
                   .citation = noted.citation,
                   .weight = noted.weight,
                   .owed = {},
                   .variables = variables.names,
                   .declared = checker_.provenance(place, span)};
  const auto modal = checker_.modal_.find({duty.owed.predicate, modality});
  if (modal != checker_.modal_.end()) declared.owed = law_.predicates[modal->second].positive;
  law_.duties.push_back(std::move(declared));
  law_.procedure.duties.push_back(std::move(duty));
}

// "48 hours of <Filing Time>", "the step of <Message>".
bool ProcedureCompiler::within(const Sentence& sentence, ProcedureBinder& bind,
                               procedure::Duty& duty) {
  const auto& tokens = sentence.tokens;
  const bool literal = !tokens.front().hole && tokens.front().text.front() >= '0' &&
                       tokens.front().text.front() <= '9';
  const auto of =
      !literal ? tokens.end() : std::find_if(tokens.begin(), tokens.end(), [](const Token& token) {
        return !token.hole && token.text == "of";
      });
  const auto length = bind.period({{tokens.begin(), of}, sentence.span});
  if (!length) return false;
  duty.length.push_back(*length);
  if (of == tokens.end()) return true;
  const auto from = bind.time({{of + 1, tokens.end()}, sentence.span});
  if (!from) return false;
  duty.from.push_back(*from);
  return true;
}

std::optional<procedure::Duty> ProcedureCompiler::owed(const Owed& item, ProcedureBinder& bind,
                                                       const Place& place, const Noted& noted) {
  procedure::Duty duty;
  Diagnostics quiet;
  std::swap(quiet, checker_.diagnostics_);
  auto head = bind.head(item.sentence, Modality::must_not);
  std::swap(quiet, checker_.diagnostics_);
  duty.forbidden = head.has_value();
  if (!head) head = bind.head(item.sentence, Modality::must);
  if (!head) return std::nullopt;
  duty.owed = *head;
  if (item.within && !within(*item.within, bind, duty)) return std::nullopt;
  if (duty.forbidden && item.within) {
    checker_.error("period-of-prohibition", "what must not be done has no day on which it is due",
                   place, item.within->span, "say in a premise when the prohibition ends");
    return std::nullopt;
  }
  duty.calendar = noted.calendar;
  if (of_holder_[noted.calendar] && duty.owed.places.front().kind == Expr::Kind::variable) {
    procedure::CalendarRule of_holder = law_.procedure.calendars[noted.calendar];
    of_holder.of = duty.owed.places.front().index;
    duty.calendar = static_cast<uint32_t>(law_.procedure.calendars.size());
    law_.procedure.calendars.push_back(of_holder);
    of_holder_.push_back(false);
  }
  const auto conditions = [&](const std::vector<Premise>& from, std::vector<Goal>& into) {
    return std::all_of(from.begin(), from.end(), [&](const Premise& premise) {
      auto goal = bind.premise(premise);
      if (goal) into.push_back(std::move(*goal));
      return goal.has_value();
    });
  };
  if (!conditions(item.stops, duty.stops) || !conditions(item.done_when, duty.done_when))
    return std::nullopt;
  if (item.extension) {
    const auto by = parse_period(item.extension->by.text);
    auto on = bind.sentence(item.extension->on);
    if (!by) {
      checker_.error("bad-value", "`" + item.extension->by.text + "` is no period", place,
                     item.extension->by.span, "write one like `2 months`");
    }
    if (!by || !on) return std::nullopt;
    duty.extension = procedure::Duty::Extension{item.extension->times, *by, std::move(*on)};
  }
  if (item.if_breached) {
    duty.if_breached = bind.head(*item.if_breached, Modality::is);
    if (!duty.if_breached) return std::nullopt;
  }
  return duty;
}

// The premise whose event opens a duty: the one that binds the time from which it runs, or else the
// first event.
bool ProcedureCompiler::find_trigger(procedure::Duty& duty, const Place& place, Span span) {
  if (duty.length.empty()) return true;
  const auto& premises = duty.body.premises;
  const auto opens = [&](const Goal& goal, bool at) {
    const bool event = goal.kind == Goal::Kind::sentence && !goal.negated;
    if (!event || !at) return event;
    return goal.when == procedure::When::at && !duty.from.empty() &&
           goal.moment.front().kind == Expr::Kind::variable &&
           duty.from.front().kind == Expr::Kind::variable &&
           goal.moment.front().index == duty.from.front().index;
  };
  for (const bool at : {true, false}) {
    for (size_t i = 0; i < premises.size() && !duty.trigger; ++i) {
      if (opens(premises[i], at)) duty.trigger = i;
    }
  }
  if (duty.trigger) return true;
  checker_.error("no-beginning", "no event opens this duty, so its period begins nowhere", place,
                 span, "add a premise like `<Party> filed <Report> at <Filing Time>`");
  return false;
}

void ProcedureCompiler::compile_duty(const DutyItem& item, const Place& place) {
  const Provenance declared = checker_.provenance(place, item.span);
  const auto notes = noted(item.owed.notes, declared, place);
  if (!notes) return;
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  bind.set_calendar(notes->calendar);
  procedure::Clause clause;
  if (!body(bind, item.premises, item.exceptions, clause)) return;
  auto duty = owed(item.owed, bind, place, *notes);
  if (!duty) return;
  duty->id = item.id.text;
  duty->body = std::move(clause);
  duty->body.in_force = notes->in_force;
  finish(duty->body, variables, {}, place, item.span);
  if (!find_trigger(*duty, place, item.span)) return;
  add_duty(std::move(*duty), *notes, item.id.text, variables, {}, place, item.span);
}

// ---- statuses, figures, tables
// -------------------------------------------------------------------

std::optional<uint32_t> ProcedureCompiler::value_of(const StatusItem& status, const Text& value,
                                                    const Place& place) {
  std::vector<std::string> known;
  for (const Text& v : status.values) known.push_back(v.text);
  const auto it = std::find(known.begin(), known.end(), value.text);
  if (it != known.end()) return static_cast<uint32_t>(it - known.begin());
  checker_.error("unknown-value",
                 "`" + value.text + "` is no value of `the " + status.head.field.text + "`", place,
                 value.span, Checker::nearest_help(value.text, known));
  return std::nullopt;
}

bool ProcedureCompiler::compile_transition(const Transition& item, const StatusItem& status,
                                           ProcedureBinder& bind, procedure::Status& compiled,
                                           const Place& place) {
  using Cause = procedure::Status::Transition::Cause;
  procedure::Status::Transition transition;
  transition.cause = static_cast<Cause>(item.cause);
  if (item.cause == Transition::Cause::after) {
    const auto length = bind.period(item.sentence);
    if (!length) return false;
    transition.length = *length;
  } else {
    auto goal = item.when ? bind.premise(*item.when) : bind.sentence(item.sentence);
    if (!goal) return false;
    transition.goal = std::move(*goal);
  }
  if (transition.cause == Cause::on &&
      (transition.goal.kind != Goal::Kind::sentence || transition.goal.negated)) {
    checker_.error("not-an-event", "`on` takes something that happens", place, item.sentence.span,
                   "use `when` for a condition");
    return false;
  }
  for (const Premise& condition : item.conditions) {
    auto goal = bind.premise(condition);
    if (!goal) return false;
    transition.conditions.push_back(std::move(*goal));
  }
  for (const auto& [from, to] : item.steps) {
    transition.from_any = from.text == "any";
    const auto before = transition.from_any ? std::optional(0U) : value_of(status, from, place);
    const auto after = value_of(status, to, place);
    if (!before || !after) return false;
    transition.from = *before;
    transition.to = *after;
    compiled.transitions.push_back(transition);
  }
  return true;
}

void ProcedureCompiler::compile_status(const StatusItem& item, procedure::StatusId id,
                                       const Place& place) {
  if (id >= law_.procedure.statuses.size()) return;
  procedure::Status status = law_.procedure.statuses[id];
  const auto notes = noted(item.notes, checker_.provenance(place, item.span), place);
  if (!notes) return;
  status.calendar = notes->calendar;
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  bind.set_calendar(notes->calendar);
  if (!bind.hole(item.head.of.front())) return;
  const auto starts = value_of(item, item.starts, place);
  if (!starts) return;
  status.starts = *starts;
  if (item.starts_on) {
    auto goal = bind.sentence(*item.starts_on);
    if (!goal) return;
    status.starts_on.push_back(std::move(*goal));
  }
  for (const Transition& transition : item.transitions) {
    if (!compile_transition(transition, item, bind, status, place)) return;
  }
  const VariableSet subject{0};
  for (procedure::Status::Transition& transition : status.transitions) {
    std::vector<Goal> one{transition.goal};
    assign_own(one, subject);
    transition.goal = std::move(one.front());
    VariableSet outside = subject;
    collect(transition.goal, outside);
    assign_own(transition.conditions, outside);
  }
  status.scope.variables = variables.kinds;
  law_.procedure.statuses[id] = std::move(status);
}

void ProcedureCompiler::compile_figure(const FigureItem& item, uint32_t id, const Place& place) {
  if (id >= law_.procedure.figures.size()) return;
  const auto notes = noted(item.notes, checker_.provenance(place, item.span), place);
  if (!notes) return;
  procedure::Figure figure = law_.procedure.figures[id];
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  bind.set_calendar(notes->calendar);
  if (!bind.hole(item.head.of.front())) return;
  VariableSet outside{0};
  if (item.kind == FigureItem::Kind::nth) {
    const auto n = parse_ordinal(item.nth.text);
    if (!n) {
      checker_.error("bad-value", "`" + item.nth.text + "` does not say which time", place,
                     item.nth.span, "write it like `40th`");
      return;
    }
    figure.n = *n;
    auto goal = bind.sentence(item.event);
    if (!goal) return;
    figure.of = std::move(*goal);
  } else {
    const auto each = bind.hole(item.each);
    if (!each) return;
    figure.each = *each;
    outside.insert(*each);
    if (item.kind == FigureItem::Kind::sum) {
      const auto summed = bind.term(item.summed);
      if (!summed) return;
      figure.summed.push_back(*summed);
    }
    auto goal = bind.premise(*item.such_that);
    if (!goal) return;
    figure.of = std::move(*goal);
  }
  std::vector<Goal> one{figure.of};
  assign_own(one, outside);
  figure.of = std::move(one.front());
  if (item.kind == FigureItem::Kind::nth) figure.each = 1;  // whoever does it, if that is one
  figure.scope.variables = variables.kinds;
  law_.procedure.figures[id] = std::move(figure);
}

void ProcedureCompiler::compile_table(const TableItem& item, uint32_t id, const Place& place) {
  if (id >= law_.procedure.tables.size()) return;
  Variables variables;
  ProcedureBinder bind = binder(place, &variables);
  if (!bind.hole(item.head.of.front())) return;
  const auto by = bind.term(item.by);
  const auto key = by ? bind.field_of(*by) : std::nullopt;
  if (!key) {
    if (by) checker_.error("bad-value", "a table is read by a field", place, item.by.span);
    return;
  }
  procedure::Table table{.by = *by};
  const procedure::Field of_table = *std::find_if(
      law_.procedure.fields.begin(), law_.procedure.fields.end(), [&](const procedure::Field& f) {
        return f.source == procedure::Field::Source::table && f.index == id;
      });
  const procedure::Field by_field = law_.procedure.fields[*key];
  for (const auto& [row, none] : item.rows) {
    const size_t cut = row.text.find_first_of("0123456789");
    if (cut == std::string::npos || cut == 0) {
      checker_.error("bad-value", "a row is a word and what it gives: `flash 15 minutes`", place,
                     row.span);
      return;
    }
    const auto k =
        bind.value(by_field, text::trim(std::string_view(row.text).substr(0, cut)), row.span);
    const auto v = bind.value(of_table, std::string_view(row.text).substr(cut), row.span);
    if (!k || !v) return;
    table.rows.emplace_back(*k, *v);
  }
  table.scope.variables = variables.kinds;
  law_.procedure.tables[id] = std::move(table);
}

}  // namespace comity::language
