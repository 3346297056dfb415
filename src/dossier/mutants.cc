#include "dossier/mutants.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dossier/example.h"
#include "dossier/finding.h"
#include "reason/residual.h"

namespace comity::dossier {

namespace {

using language::CompiledRule;
using language::Law;
using Part = CompiledRule::Part;

// What a mutant changes: premises of compiled rules, or compiled rules as a whole.
struct Cut {
  std::set<std::pair<uint32_t, size_t>> premises;
  std::set<uint32_t> rules;
};

bool is_exception(const Law& law, const reason::Pattern& premise) {
  return law.predicates[premise.predicate].exception_of.has_value();
}

class MutantList {
 public:
  explicit MutantList(const Law& law) : law_(law), of_rule_(law.compiled.size()) {
    for (uint32_t r = 0; r < law.compiled.size(); ++r) {
      const CompiledRule& compiled = law.compiled[r];
      if (compiled.part == Part::main) add_premises(r, Mutant::Leaves::condition);
      if (compiled.part != Part::exception) continue;
      cut(r, Mutant::Leaves::exception, compiled.premises.front().span).rules.insert(r);
      if (compiled.premises.size() > 1) add_premises(r, Mutant::Leaves::exception_clause);
    }
  }

  const Cut& cut_of(size_t mutant) const { return cuts_[mutant]; }
  // The mutants that change this compiled rule.
  const std::set<size_t>& of_rule(uint32_t compiled) const { return of_rule_[compiled]; }

  std::vector<Mutant> mutants;

 private:
  void add_premises(uint32_t r, Mutant::Leaves leaves_out) {
    const auto& premises = law_.program.rules[r].premises;
    for (size_t p = 0; p < premises.size(); ++p) {
      if (is_exception(law_, premises[p].pattern)) continue;
      cut(r, leaves_out, law_.compiled[r].premises[p].span).premises.emplace(r, p);
    }
  }

  // A condition that several compiled rules share, one for each combination of the alternatives
  // around it, is one mutant.
  Cut& cut(uint32_t r, Mutant::Leaves leaves_out, Span span) {
    const uint32_t rule = law_.compiled[r].rule;
    const auto [at, fresh] =
        known_.emplace(std::tuple(rule, leaves_out, span.begin, span.end), mutants.size());
    if (fresh) {
      mutants.push_back({leaves_out, rule, span});
      cuts_.emplace_back();
    }
    of_rule_[r].insert(at->second);
    return cuts_[at->second];
  }

  const Law& law_;
  std::vector<Cut> cuts_;                  // beside mutants
  std::vector<std::set<size_t>> of_rule_;  // by compiled rule
  std::map<std::tuple<uint32_t, Mutant::Leaves, uint32_t, uint32_t>, size_t> known_;
};

// The theory of a grounding without what the cut takes out.
reason::Theory without(const reason::Grounding& grounding, const Cut& cut) {
  const reason::Theory& theory = grounding.theory;
  reason::TheoryBuilder builder;
  builder.reserve_atoms(theory.atom_count());
  for (const reason::Literal fact : theory.facts()) builder.add_fact(fact);
  for (reason::Atom a = 0; a < theory.atom_count(); ++a) {
    if (theory.propagating(a)) builder.mark_propagating(a);
  }
  for (reason::ChoiceId c = 0; c < theory.choice_count(); ++c) {
    std::vector<std::vector<reason::Literal>> alternatives;
    for (reason::Alternative a = 0; a < theory.alternative_count(c); ++a) {
      const auto asserted = theory.asserts(c, a);
      alternatives.emplace_back(asserted.begin(), asserted.end());
    }
    builder.add_choice(alternatives);
  }
  std::vector<std::optional<reason::RuleId>> now(theory.rule_count());
  for (reason::RuleId r = 0; r < theory.rule_count(); ++r) {
    const reason::RuleInfo& info = grounding.rules[r];
    if (cut.rules.contains(info.rule)) continue;
    const size_t first = info.guard_count + (info.tainted ? 1 : 0);
    const auto body = theory.body(r);
    std::vector<reason::Literal> kept;
    for (size_t i = 0; i < body.size(); ++i) {
      const bool out = i >= first && cut.premises.contains({info.rule, i - first});
      if (!out) kept.push_back(body[i]);
    }
    now[r] = builder.add_rule(theory.head(r), kept, theory.strength(r));
  }
  for (reason::RuleId r = 0; r < theory.rule_count(); ++r) {
    for (const reason::RuleId weaker : theory.weaker_than(r)) {
      if (now[r] && now[weaker]) builder.add_superiority(*now[r], *now[weaker]);
    }
  }
  return std::move(builder.build().value());  // a part of a sound order is one
}

class Hunt {
 public:
  explicit Hunt(const Law& law) : law_(law), list_(law) {}

  Result<std::vector<Mutant>> run() {
    for (uint32_t e = 0; e < law_.examples.size(); ++e) COMITY_CHECK(look_at(e));
    std::sort(list_.mutants.begin(), list_.mutants.end(), [](const Mutant& a, const Mutant& b) {
      return std::tuple(a.rule, a.span.begin, a.leaves_out) <
             std::tuple(b.rule, b.span.begin, b.leaves_out);
    });
    return std::move(list_.mutants);
  }

 private:
  Result<void> look_at(uint32_t e) {
    const language::LawExample& example = law_.examples[e];
    const Case the_case = case_of(example);
    const reason::Facts facts = facts_of(law_, standings(law_, the_case), the_case);
    const reason::Domain domain = domain_of(law_, the_case, {example.viewed_on, {}});
    for (const auto& expectation : example.expectations) {
      const reason::GroundSentence sentence = sentence_of(expectation);
      COMITY_TRY(const reason::Grounding grounding,
                 reason::ground(law_.program, domain, facts, {&sentence, 1}));
      const reason::Literal asked = *grounding.literal(sentence, expectation.sentence.negated);
      std::vector<reason::Restriction> views;
      for (const View& view : views_of(law_, expectation)) {
        views.push_back(read_as(grounding, base_restriction(grounding, {}), view.held));
      }
      for (const size_t m : at_large(grounding)) {
        if (comes_out_otherwise(grounding, asked, views, list_.cut_of(m), expectation.answer)) {
          list_.mutants[m].noticed_by = e;
        }
      }
    }
    return {};
  }

  // The mutants that change something here and that nothing has noticed yet.
  std::set<size_t> at_large(const reason::Grounding& grounding) const {
    std::set<size_t> all;
    std::set<uint32_t> seen;
    for (const reason::RuleInfo& info : grounding.rules) {
      if (!seen.insert(info.rule).second) continue;
      for (const size_t m : list_.of_rule(info.rule)) {
        if (!list_.mutants[m].noticed_by) all.insert(m);
      }
    }
    return all;
  }

  static bool comes_out_otherwise(const reason::Grounding& grounding, reason::Literal asked,
                                  const std::vector<reason::Restriction>& views, const Cut& cut,
                                  Answer expected) {
    const reason::Theory theory = reason::residual(without(grounding, cut));
    const reason::Inquiry inquiry(theory, asked, kSearch);
    return std::any_of(views.begin(), views.end(), [&](const reason::Restriction& within) {
      return find(grounding, inquiry, within).answer != expected;
    });
  }

  const Law& law_;
  MutantList list_;
};

}  // namespace

Result<std::vector<Mutant>> mutants_of(const Law& law) { return Hunt(law).run(); }

}  // namespace comity::dossier
