#include "documents/coverage_register.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "language/binder.h"
#include "language/place.h"
#include "language/register_words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::ActCoverage;
using dossier::DutyCoverage;
using dossier::Examples;
using language::Law;
using procedure::Goal;

// Acts of several files may have one name.
std::string act_words(const Law& law, procedure::ActId a) {
  return "act " + law.acts[a].id + " (" + place_of(law.acts[a].declared) + ")";
}

// What is owed without a period is never missed.
bool can_be_breached(const procedure::Duty& duty) { return duty.forbidden || !duty.length.empty(); }

std::string duty_words(const Law& law, procedure::DutyId d) {
  const procedure::Duty& duty = law.procedure.duties[d];
  const auto modality = duty.forbidden ? language::Modality::must_not : language::Modality::must;
  return (duty.act ? "what act " : "duty ") + law.duties[d].id +
         (duty.act ? " makes owe: `" : ": `") + language::wording(law, duty.owed, modality) + "`";
}

std::string step_words(const Law& law, procedure::StatusId s, size_t t) {
  const procedure::Status& status = law.procedure.statuses[s];
  const procedure::Status::Transition& step = status.transitions[t];
  const auto word = [&](uint32_t value) {
    return law.procedure.words[static_cast<size_t>(status.values[value].data)];
  };
  std::string steps = "from " + (step.from_any ? "any" : word(step.from)) + " to " + word(step.to);
  using Cause = procedure::Status::Transition::Cause;
  switch (step.cause) {
    case Cause::on: {
      const language::LawPredicate& p = law.predicates[step.goal.predicate];
      return steps + " on `" + language::plain(p.positive, p.holes) + "`";
    }
    case Cause::when: return steps + " when a condition is met";
    case Cause::after: return steps + " after " + language::period_words(law, step.length);
  }
  return steps;
}

std::string status_words(const Law& law, procedure::StatusId s) {
  const procedure::Field& field = law.procedure.fields[law.procedure.statuses[s].field];
  return "status " + language::field_words(law, field);
}

const language::Provenance& declared(const Law& law, procedure::StatusId s) {
  return *law.fields[law.procedure.statuses[s].field].declared;
}

json::object placed(const language::Provenance& p, json::object object) {
  object["file"] = p.file->name();
  object["line"] = p.file->position(p.span.begin).line;
  return object;
}

json::array refusals(const Law& law, const std::vector<Goal>& goals,
                     const std::vector<Examples>& examples) {
  json::array out;
  for (size_t g = 0; g < goals.size(); ++g) {
    out.push_back(json::object{{"text", language::premise_words(law, goals[g])},
                               {"refused", numbers(examples[g])}});
  }
  return out;
}

}  // namespace

json::array numbers(const Examples& examples) {
  return json::array(examples.begin(), examples.end());
}

std::string times(const Examples& examples) {
  if (examples.empty()) return "never";
  return examples.size() == 1 ? "once" : std::to_string(examples.size()) + " times";
}

std::string_view what_it_does(const language::LawRule& rule) {
  if (!rule.access) return "carries its conclusion";
  return rule.head.negated ? "denies" : "grants";
}

std::vector<CoverageLine> act_lines(const Law& law, const dossier::RegisterCoverage& coverage,
                                    procedure::ActId act) {
  const ActCoverage& cover = coverage.acts[act];
  const procedure::Clause& body = law.procedure.acts[act].body;
  std::vector<CoverageLine> lines{
      {0, act_words(law, act), {{"taken", &cover.taken}, {"refused", &cover.refused}}}};
  for (size_t p = 0; p < body.premises.size(); ++p) {
    lines.push_back({1,
                     "if `" + language::premise_words(law, body.premises[p]) + "`",
                     {{"refused for lack of it", &cover.premises[p]}}});
  }
  for (size_t e = 0; e < body.exceptions.size(); ++e) {
    lines.push_back({1,
                     "unless `" + language::premise_words(law, body.exceptions[e]) + "`",
                     {{"refused because of it", &cover.exceptions[e]}}});
  }
  return lines;
}

std::vector<CoverageLine> duty_lines(const Law& law, const dossier::RegisterCoverage& coverage,
                                     procedure::DutyId duty) {
  const DutyCoverage& cover = coverage.duties[duty];
  const procedure::Duty& program = law.procedure.duties[duty];
  CoverageLine line{0,
                    duty_words(law, duty) + " (" + place_of(law.duties[duty].declared) + ")",
                    {{program.forbidden ? "kept" : "met", &cover.done}}};
  if (!program.length.empty()) line.counts.push_back({"met late", &cover.late});
  if (can_be_breached(program))
    line.counts.push_back({program.forbidden ? "breached" : "missed", &cover.breached});
  if (!program.stops.empty()) line.counts.push_back({"stopped", &cover.stopped});
  return {std::move(line)};
}

std::vector<CoverageLine> status_lines(const Law& law, const dossier::RegisterCoverage& coverage,
                                       procedure::StatusId status) {
  std::vector<CoverageLine> lines{
      {0, status_words(law, status) + " (" + place_of(declared(law, status)) + ")", {}}};
  for (size_t t = 0; t < coverage.statuses[status].size(); ++t)
    lines.push_back({1, step_words(law, status, t), {{"seen", &coverage.statuses[status][t]}}});
  return lines;
}

std::vector<std::string> unexercised(const Law& law, const dossier::Coverage& coverage) {
  std::vector<std::string> out;
  const dossier::RegisterCoverage& in_register = coverage.in_register;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    const ActCoverage& cover = in_register.acts[a];
    const procedure::Clause& body = law.procedure.acts[a].body;
    const std::string act = act_words(law, a);
    if (cover.taken.empty()) out.push_back(act + " is never taken");
    for (size_t p = 0; p < body.premises.size(); ++p) {
      if (cover.premises[p].empty())
        out.push_back(act + " is never refused for lack of `" +
                      language::premise_words(law, body.premises[p]) + "`");
    }
    for (size_t e = 0; e < body.exceptions.size(); ++e) {
      if (cover.exceptions[e].empty())
        out.push_back(act + " is never refused because of `" +
                      language::premise_words(law, body.exceptions[e]) + "`");
    }
  }
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d) {
    const DutyCoverage& cover = in_register.duties[d];
    const procedure::Duty& duty = law.procedure.duties[d];
    const std::string words = duty_words(law, d) + " is never ";
    if (cover.done.empty()) out.push_back(words + (duty.forbidden ? "kept" : "met"));
    if (cover.breached.empty() && can_be_breached(duty))
      out.push_back(words + (duty.forbidden ? "breached" : "missed"));
    if (cover.stopped.empty() && !duty.stops.empty()) out.push_back(words + "stopped");
  }
  for (procedure::StatusId s = 0; s < law.procedure.statuses.size(); ++s) {
    for (size_t t = 0; t < in_register.statuses[s].size(); ++t) {
      if (in_register.statuses[s][t].empty())
        out.push_back(status_words(law, s) + " never goes " + step_words(law, s, t));
    }
  }
  for (uint32_t r = 0; r < law.rules.size(); ++r) {
    const language::LawRule& rule = law.rules[r];
    if (!rule.in_register) continue;
    const dossier::RuleCoverage& cover = coverage.rules[r];
    const std::string words = (rule.access ? "access " : "rule ") + rule.id;
    if (cover.carried.empty()) out.push_back(words + " never " + std::string(what_it_does(rule)));
    if (rule.access && cover.lacking.empty() && cover.stopped.empty())
      out.push_back(words + " is never tried where it does not apply");
  }
  return out;
}

RegisterTotals register_totals(const Law& law, const dossier::RegisterCoverage& coverage) {
  RegisterTotals totals;
  for (const ActCoverage& act : coverage.acts) {
    totals.acts.add(!act.taken.empty());
    for (const auto* goals : {&act.premises, &act.exceptions}) {
      for (const Examples& examples : *goals) totals.premises.add(!examples.empty());
    }
  }
  for (procedure::DutyId d = 0; d < coverage.duties.size(); ++d) {
    const DutyCoverage& duty = coverage.duties[d];
    const bool breached = !duty.breached.empty() || !can_be_breached(law.procedure.duties[d]);
    totals.duties.add(!duty.done.empty() && breached);
  }
  for (const auto& steps : coverage.statuses) {
    for (const Examples& examples : steps) totals.steps.add(!examples.empty());
  }
  return totals;
}

void add_register_json(const Law& law, const dossier::RegisterCoverage& coverage,
                       json::object& into) {
  json::array acts, duties, statuses, trials;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    const ActCoverage& cover = coverage.acts[a];
    const procedure::Clause& body = law.procedure.acts[a].body;
    acts.push_back(placed(law.acts[a].declared,
                          {{"id", law.acts[a].id},
                           {"taken", numbers(cover.taken)},
                           {"refused", numbers(cover.refused)},
                           {"premises", refusals(law, body.premises, cover.premises)},
                           {"exceptions", refusals(law, body.exceptions, cover.exceptions)}}));
  }
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d) {
    const DutyCoverage& cover = coverage.duties[d];
    duties.push_back(placed(law.duties[d].declared, {{"id", law.duties[d].id},
                                                     {"done", numbers(cover.done)},
                                                     {"late", numbers(cover.late)},
                                                     {"breached", numbers(cover.breached)},
                                                     {"stopped", numbers(cover.stopped)}}));
  }
  for (procedure::StatusId s = 0; s < coverage.statuses.size(); ++s) {
    json::array steps;
    for (size_t t = 0; t < coverage.statuses[s].size(); ++t) {
      steps.push_back(json::object{{"step", step_words(law, s, t)},
                                   {"seen", numbers(coverage.statuses[s][t])}});
    }
    const procedure::Field& field = law.procedure.fields[law.procedure.statuses[s].field];
    statuses.push_back(placed(declared(law, s), {{"field", language::field_words(law, field)},
                                                 {"steps", std::move(steps)}}));
  }
  for (const language::LawTrial& trial : law.trials)
    trials.push_back(placed(trial.declared, {{"title", trial.title}}));
  into["acts"] = std::move(acts);
  into["duties"] = std::move(duties);
  into["statuses"] = std::move(statuses);
  into["trials"] = std::move(trials);
}

}  // namespace comity::documents
