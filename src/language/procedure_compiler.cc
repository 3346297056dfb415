#include "language/procedure_compiler.h"

#include <algorithm>

#include "base/text.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

namespace {

void collect(const Expr& expr, VariableSet& out) {
  if (expr.kind == Expr::Kind::variable) out.insert(expr.index);
  for (const Expr& part : expr.parts) collect(part, out);
}

}  // namespace

void collect(const Goal& goal, VariableSet& out) {
  for (const Expr& side : goal.sides) collect(side, out);
  for (const Expr& moment : goal.moment) collect(moment, out);
  for (const Goal& part : goal.parts) collect(part, out);
}

namespace {

// A goal that only tests: what is free in it alone means "any".
bool only_tests(const Goal& goal) {
  return goal.kind == Goal::Kind::none || goal.kind == Goal::Kind::for_every || goal.negated;
}

}  // namespace

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

namespace {

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

// ---- bodies -------------------------------------------------------------------------------------

ProcedureBinder ProcedureCompiler::binder(const Place& place, Variables* variables) {
  return binder(place, checker_.names_, variables);
}

ProcedureBinder ProcedureCompiler::binder(const Place& place, const Names& names,
                                          Variables* variables) {
  return {law_, store(), names, place.document.source, checker_.diagnostics_, variables};
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
  ProcedureBinder bind(law_, store(), checker_.names_, place.document.source, ignored, &variables);
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
  declared.access = written.access;
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
  for (const auto& kind : law_.program.kinds) {
    law_.procedure.parents.push_back(kind.parent);
    law_.procedure.dated.push_back(kind.dated);
  }
  for (const auto& predicate : law_.program.predicates)
    law_.procedure.predicates.push_back(predicate.arguments);
  for (const LawName& name : law_.names)
    law_.procedure.names.push_back({name.name, name.kind, name.date});
}

}  // namespace comity::language
