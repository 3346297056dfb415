// Statuses, figures and tables of register law.
#include <algorithm>

#include "base/text.h"
#include "language/procedure_compiler.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

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
