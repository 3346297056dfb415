#include "dossier/coverage.h"

#include <algorithm>
#include <bit>

#include "dossier/example.h"
#include "dossier/finding.h"
#include "dossier/raise.h"
#include "reason/solver.h"

namespace comity::dossier {

namespace {

using language::CompiledRule;
using language::Law;
using Part = CompiledRule::Part;

constexpr size_t kChangesMax = 8;

void note(Examples& examples, uint32_t example) {
  if (examples.empty() || examples.back() != example) examples.push_back(example);
}

// One world for each outcome that is possible, the plainest first.
std::vector<reason::World> worlds_of(const reason::Grounding& grounding,
                                     const reason::Inquiry& inquiry,
                                     const reason::Restriction& within) {
  const reason::World plainest = plainest_world(grounding, within, {});
  std::vector<reason::World> worlds{plainest};
  if (!inquiry.exact(within) || inquiry.outcomes(within).single()) return worlds;
  reason::OutcomeSet seen;
  for (const auto& change : inquiry.nearest_changes(plainest, within, kChangesMax)) {
    if (seen.has(change.outcome)) continue;
    seen.add(change.outcome);
    worlds.push_back(plainest_world(grounding, within, change.picks));
  }
  return worlds;
}

class Collector {
 public:
  explicit Collector(const Law& law) : law_(law) {
    out_.rules.resize(law.rules.size());
    out_.questions.resize(law.questions.size());
    for (const language::LawReading& reading : law.readings) {
      out_.readings.emplace_back(reading.options.size());
    }
    for (uint32_t r = 0; r < law.compiled.size(); ++r) list_parts(r);
  }

  Result<Coverage> run() {
    for (uint32_t e = 0; e < law_.examples.size(); ++e) COMITY_CHECK(look_at(e));
    out_.in_register = cover_register_law(law_, out_.rules);
    return std::move(out_);
  }

 private:
  // Conditions and exceptions, as the text has them: a rule that can be met in several ways has
  // one compiled rule for each.
  void list_parts(uint32_t r) {
    const CompiledRule& compiled = law_.compiled[r];
    RuleCoverage& rule = out_.rules[compiled.rule];
    if (compiled.part == Part::exception) {
      rule.exceptions.push_back({.span = compiled.premises.front().span, .raised = {}});
      exception_[r] = rule.exceptions.size() - 1;
    }
    if (compiled.part != Part::main) return;
    for (size_t p = 0; p < compiled.premises.size(); ++p) {
      if (!no_exception(r, p) && find(rule, compiled.premises[p].span) == rule.conditions.end())
        rule.conditions.push_back({.span = compiled.premises[p].span, .met = {}, .missing = {}});
    }
  }

  static std::vector<ConditionCoverage>::iterator find(RuleCoverage& rule, Span span) {
    return std::find_if(rule.conditions.begin(), rule.conditions.end(),
                        [&](const ConditionCoverage& c) { return c.span == span; });
  }

  // Whether a premise says that no exception applies.
  bool no_exception(uint32_t r, size_t premise) const {
    const auto predicate = law_.program.rules[r].premises[premise].pattern.predicate;
    return law_.predicates[predicate].exception_of.has_value();
  }

  Result<void> look_at(uint32_t e) {
    example_ = e;
    const language::LawExample& example = law_.examples[e];
    const Case the_case = case_of(example);
    const auto standing = standings(law_, the_case);
    const reason::Facts facts = facts_of(law_, standing, the_case);
    const reason::Domain domain = domain_of(law_, the_case, {example.viewed_on, {}});
    COMITY_TRY(const std::vector<Raised> raised,
               raise(law_, the_case, standing, {example.viewed_on, {}}));
    for (const Raised& r : raised) {
      note(out_.questions[static_cast<size_t>(r.question - law_.questions.data())].raised, e);
    }
    for (const auto& expectation : example.expectations) {
      const reason::GroundSentence sentence = sentence_of(expectation);
      for (size_t q = 0; q < law_.questions.size(); ++q) {
        if (law_.questions[q].predicate == sentence.predicate) note(out_.questions[q].expected, e);
      }
      COMITY_TRY(const reason::Grounding grounding,
                 reason::ground(law_.program, domain, facts, {&sentence, 1}));
      const reason::Inquiry inquiry(
          grounding.residual, *grounding.literal(sentence, expectation.sentence.negated), kSearch);
      for (const View& view : views_of(law_, expectation)) {
        look_at(grounding, inquiry, read_as(grounding, base_restriction(grounding, {}), view.held));
      }
    }
    return {};
  }

  void look_at(const reason::Grounding& grounding, const reason::Inquiry& inquiry,
               const reason::Restriction& within) {
    reason::Solver solver(grounding.theory);
    for (const reason::World& world : worlds_of(grounding, inquiry, within)) {
      solver.solve(world);
      for (const reason::ChoiceId c : inquiry.cone()) {
        const reason::ChoiceInfo& info = grounding.choices[c];
        if (info.kind != reason::ChoiceInfo::Kind::reading) continue;
        note(out_.readings[info.reading][info.options[world[c]]], example_);
      }
      for (reason::RuleId r = 0; r < grounding.theory.rule_count(); ++r) {
        look_at(grounding, solver, r);
      }
    }
  }

  // How one rule, filled in one way, fares in the world that the solver has decided.
  void look_at(const reason::Grounding& grounding, const reason::Solver& solver,
               reason::RuleId ground_rule) {
    const reason::RuleInfo& info = grounding.rules[ground_rule];
    const CompiledRule& compiled = law_.compiled[info.rule];
    const auto body = grounding.theory.body(ground_rule);
    const size_t first = info.guard_count + (info.tainted ? 1 : 0);
    const auto proved = [&](reason::Literal l) { return solver.tag(l) == reason::Tag::proved; };
    if (!std::all_of(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(first), proved))
      return;  // read otherwise
    std::vector<size_t> missing;
    bool excepted = false;
    for (size_t i = first; i < body.size(); ++i) {
      if (proved(body[i])) continue;
      const bool exception = compiled.part == Part::main && no_exception(info.rule, i - first);
      excepted = excepted || exception;
      if (!exception) missing.push_back(i - first);
    }
    const bool only_blocks = grounding.theory.strength(ground_rule) == reason::Strength::defeater;
    const bool concluded = only_blocks || proved(grounding.theory.head(ground_rule));
    RuleCoverage& rule = out_.rules[compiled.rule];
    if (compiled.part == Part::exception && missing.empty()) {
      note(rule.exceptions[exception_.at(info.rule)].raised, example_);
    }
    if (compiled.part != Part::main) return;
    if (!missing.empty()) {
      note(rule.lacking, example_);
      const bool alone = missing.size() == 1 && !excepted && (only_blocks || !concluded);
      if (alone) note(find(rule, compiled.premises[missing.front()].span)->missing, example_);
    } else if (excepted || !concluded) {
      note(rule.stopped, example_);
    } else {
      note(rule.carried, example_);
      for (ConditionCoverage& condition : rule.conditions) {
        const bool here = std::any_of(compiled.premises.begin(), compiled.premises.end(),
                                      [&](const auto& p) { return p.span == condition.span; });
        if (here) note(condition.met, example_);
      }
    }
  }

  const Law& law_;
  Coverage out_;
  std::map<uint32_t, size_t> exception_;  // compiled rule -> place among its rule's exceptions
  uint32_t example_ = 0;
};

}  // namespace

Result<Coverage> coverage_of(const language::Law& law) { return Collector(law).run(); }

}  // namespace comity::dossier
