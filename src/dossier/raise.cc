#include "dossier/raise.h"

#include <algorithm>
#include <set>

#include "dossier/finding.h"

namespace comity::dossier {

namespace {

using Value = reason::Version::Value;
using Standings = std::map<reason::GroundSentence, Standing>;
using Trigger = language::LawQuestion::Trigger;

bool asserted(const Standings& standings, const reason::GroundSentence& sentence, bool negated) {
  const auto it = standings.find(sentence);
  if (it == standings.end()) return false;
  const auto& versions = it->second.state.versions;
  return std::any_of(versions.begin(), versions.end(), [&](const reason::Version& version) {
    return version.value == (negated ? Value::fails : Value::holds);
  });
}

// A trigger with its holes filled, as far as the facts alone decide it; `derived` is what rules
// would still have to conclude.
struct Candidate {
  size_t question = 0;
  reason::GroundSentence sentence;
  std::vector<std::pair<reason::GroundSentence, bool>> derived;
};

class Raiser {
 public:
  Raiser(const language::Law& law, const Case& the_case, const Standings& standings,
         const LawDates& dates)
      : law_(law),
        standings_(standings),
        domain_(domain_of(law, the_case, dates)),
        facts_(facts_of(law, standings, the_case)),
        concluded_(law.predicates.size()) {
    for (const reason::ProgramRule& rule : law.program.rules)
      concluded_[rule.head.predicate] = true;
  }

  Result<std::vector<Raised>> run() {
    for (size_t q = 0; q < law_.questions.size(); ++q) {
      collect_asserted(q);
      for (const Trigger& trigger : law_.questions[q].raised_when) {
        std::vector<std::optional<reason::Individual>> binding(trigger.variables.size());
        fill(q, trigger, binding, 0);
      }
    }
    COMITY_CHECK(decide_derived());
    std::stable_sort(raised_.begin(), raised_.end(), [&](const auto& a, const auto& b) {
      const auto layer = [&](const auto& r) { return law_.predicates[r.second.predicate].layer; };
      return std::tuple(layer(a), a.first, a.second) < std::tuple(layer(b), b.first, b.second);
    });
    std::vector<Raised> out;
    for (const auto& [q, sentence] : raised_) {
      if (out.empty() || out.back().sentence != sentence)
        out.push_back({&law_.questions[q], sentence});
    }
    return out;
  }

 private:
  // Where a party asserts or denies the answer itself, the question is open.
  void collect_asserted(size_t q) {
    for (const auto& [sentence, standing] : standings_) {
      if (sentence.predicate != law_.questions[q].predicate) continue;
      if (asserted(standings_, sentence, false)) raised_.emplace_back(q, sentence);
    }
  }

  reason::GroundSentence ground(
      const reason::Pattern& pattern,
      const std::vector<std::optional<reason::Individual>>& binding) const {
    reason::GroundSentence sentence{.predicate = pattern.predicate};
    for (const reason::Term& term : pattern.arguments) {
      sentence.arguments.push_back(term.variable ? *binding[term.index] : term.index);
    }
    return sentence;
  }

  static bool bound(const reason::Pattern& pattern,
                    const std::vector<std::optional<reason::Individual>>& binding) {
    return std::all_of(
        pattern.arguments.begin(), pattern.arguments.end(),
        [&](const reason::Term& t) { return !t.variable || binding[t.index].has_value(); });
  }

  // Whether some premise that is a mere fact, and whose holes are filled, is not asserted.
  bool fails(const Trigger& trigger,
             const std::vector<std::optional<reason::Individual>>& binding) const {
    return std::any_of(trigger.premises.begin(), trigger.premises.end(), [&](const auto& premise) {
      return !concluded_[premise.predicate] && bound(premise, binding) &&
             !asserted(standings_, ground(premise, binding), premise.negated);
    });
  }

  void fill(size_t q, const Trigger& trigger,
            std::vector<std::optional<reason::Individual>>& binding, size_t next) {
    if (fails(trigger, binding)) return;
    if (next == binding.size()) {
      add_candidate(q, trigger, binding);
      return;
    }
    for (reason::Individual i = 0; i < domain_.kinds.size(); ++i) {
      if (!law_.program.is_a(domain_.kinds[i], trigger.variables[next])) continue;
      binding[next] = i;
      fill(q, trigger, binding, next + 1);
    }
    binding[next].reset();
  }

  void add_candidate(size_t q, const Trigger& trigger,
                     const std::vector<std::optional<reason::Individual>>& binding) {
    Candidate candidate{.question = q, .sentence = {.predicate = law_.questions[q].predicate}};
    // A trigger numbers the question's own holes first.
    for (size_t a = 0; a < law_.questions[q].holes.size(); ++a) {
      candidate.sentence.arguments.push_back(*binding[a]);
    }
    for (const reason::Pattern& premise : trigger.premises) {
      reason::GroundSentence sentence = ground(premise, binding);
      if (!concluded_[premise.predicate] || asserted(standings_, sentence, premise.negated))
        continue;
      candidate.derived.emplace_back(std::move(sentence), premise.negated);
    }
    if (candidate.derived.empty()) {
      raised_.emplace_back(q, std::move(candidate.sentence));
    } else {
      candidates_.push_back(std::move(candidate));
    }
  }

  // What rules conclude counts as established for this purpose if it follows, under some reading,
  // from what is asserted.
  Result<void> decide_derived() {
    if (candidates_.empty()) return {};
    std::vector<reason::GroundSentence> roots;
    for (const Candidate& candidate : candidates_) {
      for (const auto& [sentence, negated] : candidate.derived) roots.push_back(sentence);
    }
    COMITY_TRY(const reason::Grounding grounding,
               reason::ground(law_.program, domain_, facts_, roots));
    const reason::Restriction within = as_asserted(grounding);
    for (const Candidate& candidate : candidates_) {
      const bool holds =
          std::all_of(candidate.derived.begin(), candidate.derived.end(), [&](const auto& premise) {
            const auto literal = grounding.literal(premise.first, premise.second);
            const reason::Inquiry inquiry(grounding.residual, *literal);
            return inquiry.outcomes(within).has(reason::Outcome::established);
          });
      if (holds) raised_.emplace_back(candidate.question, candidate.sentence);
    }
    return {};
  }

  // The worlds in which every assertion is true and nothing that is merely open is.
  reason::Restriction as_asserted(const reason::Grounding& grounding) const {
    reason::Restriction within = base_restriction(grounding, {});
    for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
      const reason::ChoiceInfo& info = grounding.choices[c];
      if (info.kind != reason::ChoiceInfo::Kind::fact) continue;
      const bool said = asserted(standings_, info.sentence, false);
      uint64_t allowed = 0;
      for (size_t a = 0; a < info.alternatives.size(); ++a) {
        const bool holds = info.alternatives[a].version.value == Value::holds;
        if (holds == said) allowed |= uint64_t{1} << a;
      }
      if (allowed != 0) within.allowed[c] = allowed;
    }
    return within;
  }

  const language::Law& law_;
  const Standings& standings_;
  reason::Domain domain_;
  reason::Facts facts_;
  std::vector<bool> concluded_;
  std::vector<std::pair<size_t, reason::GroundSentence>> raised_;
  std::vector<Candidate> candidates_;
};

}  // namespace

Result<std::vector<Raised>> raise(const language::Law& law, const Case& the_case,
                                  const Standings& standings, const LawDates& dates) {
  return Raiser(law, the_case, standings, dates).run();
}

}  // namespace comity::dossier
