#include "dossier/register_coverage.h"

#include <algorithm>
#include <set>

#include "dossier/coverage.h"
#include "language/trial.h"

namespace comity::dossier {

namespace {

using language::Law;
using language::LawTrial;
using procedure::Clause;
using procedure::Goal;
using procedure::Matter;
using procedure::Value;
using procedure::View;
using Filling = std::vector<Value>;

void note(Examples& examples, uint32_t example) {
  if (examples.empty() || examples.back() != example) examples.push_back(example);
}

class Collector {
 public:
  Collector(const Law& law, std::vector<RuleCoverage>& rules) : law_(law), rules_(rules) {
    for (const procedure::Act& act : law.procedure.acts) {
      out_.acts.push_back({.taken = {},
                           .refused = {},
                           .premises = std::vector<Examples>(act.body.premises.size()),
                           .exceptions = std::vector<Examples>(act.body.exceptions.size())});
    }
    out_.duties.resize(law.duties.size());
    for (const procedure::Status& status : law.procedure.statuses)
      out_.statuses.emplace_back(status.transitions.size());
    for (uint32_t r = 0; r < law.rules.size(); ++r) list_parts(r);
  }

  RegisterCoverage run() {
    for (uint32_t t = 0; t < law_.trials.size(); ++t) look_at(t);
    return std::move(out_);
  }

 private:
  void list_parts(uint32_t r) {
    if (!law_.rules[r].in_register) return;
    const Clause& body = law_.procedure.rules[*law_.rules[r].in_register].body;
    for (const Goal& goal : body.premises)
      rules_[r].conditions.push_back({.span = span_of(goal), .met = {}, .missing = {}});
    for (const Goal& goal : body.exceptions)
      rules_[r].exceptions.push_back({.span = span_of(goal), .raised = {}});
  }
  Span span_of(const Goal& goal) const { return law_.register_premises[goal.text].span; }

  void look_at(uint32_t t) {
    example_ = t;
    const LawTrial& trial = law_.trials[t];
    std::vector<language::TrialFailure> failures;
    const Matter matter =
        language::enter(law_, trial, failures,
                        [&](const auto& refusal, const Matter& after) { tried(refusal, after); });
    std::set<Instant> moments;
    for (const LawTrial::Step& step : trial.steps) {
      using Kind = LawTrial::Step::Kind;
      const bool expects =
          step.kind == Kind::check || step.kind == Kind::duty || step.kind == Kind::next_change;
      if (expects) moments.insert(step.at);
    }
    for (const Instant at : moments) seen(matter, matter.at(at));
    if (!moments.empty()) statuses(matter, matter.at(*moments.rbegin()));
  }

  void tried(const std::optional<procedure::Refusal>& refusal, const Matter& after) {
    using Why = procedure::Refusal::Why;
    if (!refusal) return note(out_.acts[*after.made_by(after.size() - 1)].taken, example_);
    if (refusal->why == Why::no_such_act || refusal->why == Why::out_of_order) return;
    ActCoverage& act = out_.acts[refusal->act];
    note(act.refused, example_);
    const Clause& body = law_.procedure.acts[refusal->act].body;
    const auto because = [&](const std::vector<Goal>& goals, std::vector<Examples>& into) {
      for (size_t g = 0; g < goals.size(); ++g) {
        if (refusal->unmet == &goals[g]) note(into[g], example_);
      }
    };
    because(body.premises, act.premises);
    because(body.exceptions, act.exceptions);
  }

  void seen(const Matter& matter, View view) {
    using State = procedure::DutyInstance::State;
    for (const auto& one : matter.duties(view, Matter::Which::all)) {
      DutyCoverage& duty = out_.duties[one.duty];
      switch (one.state) {
        case State::met:
        case State::forbidden: note(duty.done, example_); break;
        case State::met_late: note(duty.late, example_); break;
        case State::missed:
        case State::breached: note(duty.breached, example_); break;
        case State::stopped: note(duty.stopped, example_); break;
        case State::pending:
        case State::uncounted: break;
      }
    }
    for (uint32_t r = 0; r < law_.rules.size(); ++r) {
      if (law_.rules[r].in_register) rule(matter, view, r);
    }
  }

  void statuses(const Matter& matter, View view) {
    for (procedure::StatusId s = 0; s < law_.procedure.statuses.size(); ++s) {
      const procedure::Field& field = law_.procedure.fields[law_.procedure.statuses[s].field];
      for (const Value of : matter.individuals(field.of.front())) {
        for (const uint32_t step : matter.steps(s, of, view))
          note(out_.statuses[s][step], example_);
      }
    }
  }

  // ---- rules

  void rule(const Matter& matter, View view, uint32_t r) {
    const procedure::Rule& rule = law_.procedure.rules[*law_.rules[r].in_register];
    RuleCoverage& cover = rules_[r];
    const auto whole = matter.fillings(rule.body, view);
    for (const Filling& filling : whole) {
      const bool carried = so(matter, view, rule, filling);
      note(carried ? cover.carried : cover.stopped, example_);
      for (ConditionCoverage& condition : cover.conditions) {
        if (carried) note(condition.met, example_);
      }
    }
    if (whole.empty()) note(cover.lacking, example_);
    exceptions(matter, view, rule, cover);
    for (size_t p = 0; p < rule.body.premises.size(); ++p) {
      if (alone_missing(matter, view, rule, p)) {
        note(cover.conditions[p].missing, example_);
        note(cover.lacking, example_);
      }
    }
  }

  void exceptions(const Matter& matter, View view, const procedure::Rule& rule,
                  RuleCoverage& cover) {
    for (size_t e = 0; e < rule.body.exceptions.size(); ++e) {
      Clause without = rule.body;
      without.exceptions.clear();
      Clause only = without;
      only.exceptions.push_back(rule.body.exceptions[e]);
      for (const Filling& filling : matter.fillings(without, view)) {
        if (matter.meets(only, filling, view)) continue;
        note(cover.exceptions[e].raised, example_);
        note(cover.stopped, example_);
      }
    }
  }

  // Whether something meets all of the rule but one premise, and the conclusion is not so of it.
  bool alone_missing(const Matter& matter, View view, const procedure::Rule& rule, size_t premise) {
    Clause without = rule.body;
    without.premises.erase(without.premises.begin() + static_cast<std::ptrdiff_t>(premise));
    const auto fillings = matter.fillings(without, view);
    return std::any_of(fillings.begin(), fillings.end(), [&](const Filling& filling) {
      const auto about = everybody(matter, rule, filling);
      return std::any_of(about.begin(), about.end(), [&](const Filling& one) {
        return !matter.meets(rule.body, one, view) && !so(matter, view, rule, one);
      });
    });
  }

  // The filling, with everybody in turn whom the conclusion could be about where it is open.
  static std::vector<Filling> everybody(const Matter& matter, const procedure::Rule& rule,
                                        const Filling& filling) {
    std::vector<Filling> all{filling};
    for (const procedure::Expr& place : rule.head.places) {
      if (place.kind != procedure::Expr::Kind::variable || !filling[place.index].empty()) continue;
      const auto individuals = matter.individuals(rule.body.variables[place.index]);
      std::vector<Filling> wider;
      for (const Filling& one : all) {
        for (const Value individual : individuals) {
          wider.push_back(one);
          wider.back()[place.index] = individual;
        }
      }
      if (!wider.empty()) all = std::move(wider);
    }
    return all;
  }

  // Whether what the rule concludes is so; a place that is left open can be anybody.
  static bool so(const Matter& matter, View view, const procedure::Rule& rule,
                 const Filling& filling) {
    procedure::Fact fact{.predicate = rule.head.predicate, .places = {}};
    for (const procedure::Expr& place : rule.head.places) {
      const bool variable = place.kind == procedure::Expr::Kind::variable;
      fact.places.push_back(variable ? filling[place.index] : place.value);
    }
    return matter.all(fact, view).empty() == rule.head.negated;
  }

  const Law& law_;
  std::vector<RuleCoverage>& rules_;
  RegisterCoverage out_;
  uint32_t example_ = 0;
};

}  // namespace

RegisterCoverage cover_register_law(const Law& law, std::vector<RuleCoverage>& rules) {
  return Collector(law, rules).run();
}

}  // namespace comity::dossier
