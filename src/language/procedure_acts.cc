// Acts and duties of register law.
#include <algorithm>

#include "base/text.h"
#include "language/procedure_compiler.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

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
    add_duty(std::move(duties[i].first), duties[i].second, place, item.then[i].span);
  }
  law_.procedure.acts.push_back(std::move(act));
  law_.acts.push_back({item.id.text, notes->weight, declared});
}

void ProcedureCompiler::add_duty(procedure::Duty duty, const Noted& noted, const Place& place,
                                 Span span) {
  // The platform's own calendar has no name and stands before those of the law.
  const auto calendar = noted.calendar > 0 ? std::optional(noted.calendar - 1) : std::nullopt;
  law_.duties.push_back({duty.id, noted.weight, calendar, checker_.provenance(place, span)});
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
  add_duty(std::move(*duty), *notes, place, item.span);
}

}  // namespace comity::language
