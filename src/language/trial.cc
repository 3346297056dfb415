#include "language/trial.h"

#include <algorithm>

#include "language/binder.h"
#include "language/register_words.h"

namespace comity::language {

using procedure::DutyInstance;
using procedure::Matter;
using procedure::Value;

namespace {

std::string_view name(DutyInstance::State state) {
  switch (state) {
    case DutyInstance::State::pending: return "owed";
    case DutyInstance::State::stopped: return "stopped";
    case DutyInstance::State::met: return "met";
    case DutyInstance::State::met_late: return "late";
    case DutyInstance::State::missed: return "missed";
    case DutyInstance::State::forbidden: return "forbidden";
    case DutyInstance::State::breached: return "breached";
    case DutyInstance::State::uncounted: return "uncounted";
  }
  return "";
}

// A constant or what somebody said, as a value of the matter.
Value value_of(Matter& matter, const procedure::Expr& expr) {
  if (expr.kind != procedure::Expr::Kind::quote) return expr.value;
  std::vector<Value> places;
  for (const procedure::Expr& part : expr.parts) places.push_back(value_of(matter, part));
  return matter.quote(expr.index / 2, expr.index % 2 == 1, std::move(places));
}

using StepKind = LawTrial::Step::Kind;

procedure::Fact fact(Matter& matter, const procedure::Head& said) {
  procedure::Fact fact{.predicate = said.predicate};
  for (const procedure::Expr& place : said.places) fact.places.push_back(value_of(matter, place));
  return fact;
}

void note(const Law& law, Matter& matter, const LawTrial::Step& step) {
  procedure::Fact one = fact(matter, step.said);
  if (step.different == 0) return matter.note(std::move(one), step.at);
  const auto kind = law.program.predicates[one.predicate].arguments[step.varied];
  for (uint32_t n = 1; n <= step.different; ++n) {
    const auto other = matter.individual(law.kinds[kind] + " no. " + std::to_string(n), kind);
    one.places[step.varied] = *other;
    matter.note(one, step.at);
  }
}

std::optional<std::string> submit(const Law& law, Matter& matter, const LawTrial::Step& step,
                                  const Watch& watch) {
  procedure::Entry entry{.said = fact(matter, step.said), .fields = step.fields};
  entry.signer = step.signer;
  entry.recorded = step.at;
  for (const auto& [field, text] : step.texts) entry.fields.emplace_back(field, matter.text(text));
  for (const auto& [field, list] : step.lists) entry.fields.emplace_back(field, matter.list(list));
  const auto taken = matter.submit(std::move(entry));
  if (watch) watch(taken ? std::nullopt : std::optional(taken.error()), matter);
  if (step.kind == StepKind::entry && !taken)
    return "the entry is refused: " + say(law, taken.error());
  if (step.kind == StepKind::refused && taken) return "the entry is taken";
  return std::nullopt;
}

// What became of the duty that the step names: "due 2031-03-02 10:00 UTC", "met", "none".
std::string state_of(Matter& matter, const LawTrial::Step& step) {
  std::string found = "none";
  for (const DutyInstance& one : matter.duties(matter.at(step.at), fact(matter, step.said))) {
    const bool due = one.state == DutyInstance::State::pending && one.due;
    found = due ? "due " + one.due->format() : std::string(name(one.state));
    if (!one.problem.empty()) found += ": " + one.problem;
  }
  return found;
}

std::string came_out(std::string_view expected, std::string_view found) {
  return "expected `" + std::string(expected) + "`, comes out `" + std::string(found) + "`";
}

}  // namespace

Matter enter(const Law& law, const LawTrial& trial, std::vector<TrialFailure>& failures,
             const Watch& watch) {
  Matter matter(law.procedure);
  for (const LawName& name : trial.names) {
    matter.individual(name.name, name.kind,
                      name.date ? std::optional(Instant(*name.date)) : std::nullopt);
  }
  for (const auto& [individual, place] : trial.places)
    matter.set_place({Value::Type::individual, individual}, place);
  for (const LawTrial::Step& step : trial.steps) {
    if (step.kind == StepKind::given) note(law, matter, step);
    if (step.kind != StepKind::entry && step.kind != StepKind::refused) continue;
    if (auto failure = submit(law, matter, step, watch))
      failures.push_back({step.span, std::move(*failure)});
  }
  return matter;
}

std::optional<TrialFailure> check(Matter& matter, const LawTrial::Step& step) {
  const auto failure = [&](std::string message) {
    return TrialFailure{step.span, std::move(message)};
  };
  if (step.kind == StepKind::check) {
    if (matter.meets(step.check, {}, matter.at(step.at)) == step.expected) return std::nullopt;
    return failure(step.expected ? came_out("yes", "no") : came_out("no", "yes"));
  }
  if (step.kind == StepKind::duty) {
    const std::string expected = step.time ? "due " + step.time->format() : step.outcome;
    const std::string found = state_of(matter, step);
    if (found == expected) return std::nullopt;
    return failure(came_out(expected, found));
  }
  if (step.kind != StepKind::next_change) return std::nullopt;
  const auto words = [](const std::optional<Instant>& at) { return at ? at->format() : "never"; };
  const auto next = matter.next_change(matter.at(step.at));
  if (next == step.time) return std::nullopt;
  return failure(came_out(words(step.time), words(next)));
}

std::vector<TrialFailure> run(const Law& law, const LawTrial& trial) {
  std::vector<TrialFailure> failures;
  Matter matter = enter(law, trial, failures);
  for (const LawTrial::Step& step : trial.steps) {
    if (auto failure = check(matter, step)) failures.push_back(std::move(*failure));
  }
  std::sort(failures.begin(), failures.end(),
            [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  return failures;
}

std::string say(const Law& law, const Matter& matter, reason::PredicateId predicate,
                const std::vector<Value>& places) {
  std::string out;
  for (const WordingToken& token : law.predicates[predicate].positive) {
    if (!out.empty() && !token.joined) out += ' ';
    out += token.hole ? matter.name(places[token.argument]) : token.word;
  }
  return out;
}

std::string say(const Law& law, const procedure::Refusal& refusal) {
  using Why = procedure::Refusal::Why;
  const auto field = [&] { return "`" + law.procedure.fields[refusal.field].name + "`"; };
  switch (refusal.why) {
    case Why::out_of_order: return "it is dated before the last entry";
    case Why::no_such_act: return "no act makes such an entry";
    case Why::other_author: return "only the one whom it speaks of first can make it";
    case Why::recorded_before: return "what it would record is in the register already";
    case Why::field_missing: return "it does not carry " + field();
    case Why::field_unknown: return "it cannot carry " + field();
    case Why::bad_value: return field() + " has no such value";
    case Why::not_allowed: break;
  }
  if (refusal.unmet == nullptr) return "its act is not in force";
  const LawPremise& premise = law.register_premises[refusal.unmet->text];
  return "`" + premise_words(law, *refusal.unmet) + "` stands against it" +
         (premise.citation.empty() ? "" : " (" + premise.citation + ")");
}

}  // namespace comity::language
