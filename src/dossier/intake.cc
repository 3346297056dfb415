#include "dossier/intake.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dossier/finding.h"
#include "dossier/raise.h"
#include "dossier/words_used.h"

namespace comity::dossier {

namespace {

using Kind = reason::ChoiceInfo::Kind;
using reason::GroundSentence;
using Signed = std::pair<GroundSentence, bool>;  // a sentence, or its opposite
using Trigger = std::vector<Signed>;

// A question of law with its holes filled, and what would raise it.
struct Goal {
  const language::LawQuestion* question = nullptr;
  GroundSentence sentence;
  std::vector<Trigger> triggers;
  bool raised = false;  // by what is asserted, as the analysis has it
};

// The questions that could arise between those whom the case names.
class Goals {
 public:
  Goals(const language::Law& law, const Case& the_case, const reason::Domain& domain)
      : law_(law), domain_(domain), claimant_(find_claimant(law, the_case)) {}

  std::vector<Goal> run(const std::vector<Raised>& raised) {
    for (const Raised& one : raised) {
      if (of_law(*one.question)) goal_of(*one.question, one.sentence).raised = true;
    }
    for (const language::LawQuestion& question : law_.questions) {
      if (!of_law(question)) continue;
      for (const auto& trigger : question.raised_when) {
        binding_.assign(trigger.variables.size(), 0);
        fill(question, trigger, 0);
      }
    }
    std::vector<Goal> goals;
    for (auto& [key, goal] : goals_) goals.push_back(std::move(goal));
    return goals;
  }

 private:
  // Responses are chosen, not found; how a database codes an incident is no law.
  bool of_law(const language::LawQuestion& question) const {
    return law_.predicates[question.predicate].layer != language::Layer::response &&
           question.declared.weight != language::Weight::academic_coding;
  }

  static std::optional<reason::Individual> find_claimant(const language::Law& law,
                                                         const Case& the_case) {
    for (size_t i = 0; i < the_case.names.size(); ++i) {
      if (the_case.names[i].name == the_case.claimant)
        return static_cast<reason::Individual>(law.names.size() + i);
    }
    return std::nullopt;
  }

  // The hole that a question answers for is the claimant's, and no other hole of its kind is.
  bool fits(const language::LawQuestion& question, size_t variable,
            reason::Individual individual) const {
    if (!claimant_ || variable >= question.holes.size()) return true;
    if (question.answers_for == variable) return individual == *claimant_;
    return individual != *claimant_;
  }

  void fill(const language::LawQuestion& question, const language::LawQuestion::Trigger& trigger,
            size_t next) {
    if (next == binding_.size()) return add(question, trigger);
    for (reason::Individual i = 0; i < domain_.kinds.size(); ++i) {
      if (!law_.program.is_a(domain_.kinds[i], trigger.variables[next])) continue;
      if (!fits(question, next, i)) continue;
      // Two holes are two of them: nobody complains of itself.
      if (std::find(binding_.begin(), binding_.begin() + static_cast<std::ptrdiff_t>(next), i) !=
          binding_.begin() + static_cast<std::ptrdiff_t>(next))
        continue;
      binding_[next] = i;
      fill(question, trigger, next + 1);
    }
  }

  void add(const language::LawQuestion& question, const language::LawQuestion::Trigger& trigger) {
    GroundSentence sentence{.predicate = question.predicate, .arguments = binding_};
    sentence.arguments.resize(question.holes.size());
    Trigger& filled = goal_of(question, sentence).triggers.emplace_back();
    for (const reason::Pattern& premise : trigger.premises) {
      GroundSentence one{.predicate = premise.predicate};
      for (const reason::Term& term : premise.arguments)
        one.arguments.push_back(term.variable ? binding_[term.index] : term.index);
      filled.emplace_back(std::move(one), premise.negated);
    }
  }

  Goal& goal_of(const language::LawQuestion& question, const GroundSentence& sentence) {
    Goal& goal = goals_[{&question - law_.questions.data(), sentence}];
    goal.question = &question;
    goal.sentence = sentence;
    return goal;
  }

  const language::Law& law_;
  const reason::Domain& domain_;
  std::optional<reason::Individual> claimant_;
  std::vector<reason::Individual> binding_;
  std::map<std::pair<std::ptrdiff_t, GroundSentence>, Goal> goals_;  // in the order of the norms
};

std::vector<GroundSentence> roots_of(const std::vector<Goal>& goals) {
  std::vector<GroundSentence> roots;
  for (const Goal& goal : goals) {
    roots.push_back(goal.sentence);
    for (const Trigger& trigger : goal.triggers) {
      for (const auto& [sentence, negated] : trigger) roots.push_back(sentence);
    }
  }
  return roots;
}

// Nobody is asked for the mission of a State in that State itself.
bool speaks_twice_of_one(const GroundSentence& sentence) {
  std::vector<reason::Individual> sorted = sentence.arguments;
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

// What the questions reach and nobody has spoken of: mere facts of the case.
std::set<GroundSentence> unsaid(const language::Law& law, const reason::Grounding& grounding,
                                const reason::Facts& facts) {
  std::vector<bool> concluded(law.predicates.size());
  for (const reason::ProgramRule& rule : law.program.rules) concluded[rule.head.predicate] = true;
  std::set<GroundSentence> found;
  for (const reason::AtomInfo& atom : grounding.atoms) {
    if (atom.kind != reason::AtomInfo::Kind::sentence) continue;
    const GroundSentence& sentence = atom.key.sentence;
    const language::LawPredicate& predicate = law.predicates[sentence.predicate];
    const bool asked = predicate.layer == language::Layer::fact && !predicate.exception_of &&
                       !speaks_twice_of_one(sentence) && !is_of_words(law, sentence.predicate);
    if (asked && !concluded[sentence.predicate] && !facts.contains(sentence))
      found.insert(sentence);
  }
  return found;
}

// Weighs the points of fact against each other over one grounding.
class Weighing {
 public:
  Weighing(const language::Law& law, const Case& the_case, const reason::Grounding& grounding,
           std::vector<Goal> goals, const std::set<GroundSentence>& askable)
      : law_(law), case_(the_case), grounding_(grounding), goals_(std::move(goals)) {
    for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
      const reason::ChoiceInfo& info = grounding.choices[c];
      if (info.kind == Kind::fact && askable.contains(info.sentence)) askable_.insert(c);
    }
  }

  Intake run(const reason::Restriction& within) {
    Intake out;
    std::set<reason::ChoiceId> of_raised, of_possible;
    for (const Goal& goal : goals_) {
      const Raising raising = raising_of(goal, within);
      if (!raising.possible && !goal.raised) continue;
      if (!raising.certain && !goal.raised) {
        ++out.possible;
        possible_.push_back(&goal);
        of_possible.insert(raising.hangs_on.begin(), raising.hangs_on.end());
        continue;
      }
      ++out.raised;
      std::set<reason::ChoiceId> points;
      add_points(inquiry(goal.sentence, false), within, points);
      if (points.empty()) ++out.settled;
      raised_.push_back(&goal);
      of_raised.insert(points.begin(), points.end());
    }
    const bool more = of_raised.empty();
    out.points = more ? of_possible.size() : of_raised.size();
    const auto best = more ? least(of_possible, [&](auto c) { return raises(c, within); })
                           : least(of_raised, [&](auto c) { return leaves(c, within); });
    if (best) out.next = point(*best, within);
    return out;
  }

 private:
  using Cost = std::array<double, 3>;

  struct Raising {
    bool possible = false, certain = false;
    std::set<reason::ChoiceId> hangs_on;
  };

  const reason::Inquiry& inquiry(const GroundSentence& sentence, bool negated) {
    const reason::Literal literal = *grounding_.literal(sentence, negated);
    auto& known = inquiries_[literal];
    if (!known) known = std::make_unique<reason::Inquiry>(grounding_.residual, literal, kSearch);
    return *known;
  }

  // The points that can be asked and on which the literal hangs within the restriction.
  void add_points(const reason::Inquiry& inquiry, const reason::Restriction& within,
                  std::set<reason::ChoiceId>& points) const {
    if (inquiry.outcomes(within).single()) return;
    const auto keep = [&](reason::ChoiceId c) {
      const uint64_t allowed = within.allowed[c];
      if (askable_.contains(c) && (allowed & (allowed - 1)) != 0) points.insert(c);
    };
    if (inquiry.exact()) {
      for (const reason::ChoiceId c : inquiry.relevant(within)) keep(c);
    } else {
      for (const reason::ChoiceId c : inquiry.cone()) keep(c);
    }
  }

  Raising raising_of(const Goal& goal, const reason::Restriction& within) {
    Raising out;
    for (const Trigger& trigger : goal.triggers) {
      bool possible = true, certain = true;
      for (const auto& [sentence, negated] : trigger) {
        const reason::OutcomeSet outcomes = inquiry(sentence, negated).outcomes(within);
        possible = possible && outcomes.has(reason::Outcome::established);
        certain = certain && possible && outcomes.single();
      }
      if (!possible) continue;
      out.possible = true;
      out.certain = out.certain || certain;
      for (const auto& [sentence, negated] : trigger)
        add_points(inquiry(sentence, negated), within, out.hangs_on);
    }
    return out;
  }

  // The candidate of the least cost; of equals the one that the norms declare first.
  template <class Of>
  std::optional<reason::ChoiceId> least(const std::set<reason::ChoiceId>& candidates,
                                        const Of& cost) {
    std::vector<reason::ChoiceId> order(candidates.begin(), candidates.end());
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return grounding_.choices[a].sentence < grounding_.choices[b].sentence;
    });
    std::optional<reason::ChoiceId> best;
    Cost lowest;
    for (const reason::ChoiceId c : order) {
      const Cost of_this = cost(c);
      if (best && of_this >= lowest) continue;
      best = c;
      lowest = of_this;
    }
    return best;
  }

  // How many points the questions that are raised still hang on, on average over its answers.
  Cost leaves(reason::ChoiceId c, const reason::Restriction& within) {
    size_t sum = 0, answers = 0;
    for (reason::Alternative a = 0; a < grounding_.choices[c].alternatives.size(); ++a) {
      if (((within.allowed[c] >> a) & 1u) == 0) continue;
      const reason::Restriction answered = within.with(c, a);
      for (const Goal* goal : raised_) {
        std::set<reason::ChoiceId> points;
        add_points(inquiry(goal->sentence, false), answered, points);
        sum += points.size();
      }
      ++answers;
    }
    return {static_cast<double>(sum) / static_cast<double>(answers), 0, 0};
  }

  // The more questions the most fruitful of its answers raises, the less it costs; of equals, what
  // was not asked of somebody or something else before; of these, the more it has to do with.
  Cost raises(reason::ChoiceId c, const reason::Restriction& within) {
    size_t most = 0;
    for (reason::Alternative a = 0; a < grounding_.choices[c].alternatives.size(); ++a) {
      if (((within.allowed[c] >> a) & 1u) == 0) continue;
      const reason::Restriction answered = within.with(c, a);
      const auto raised = std::count_if(possible_.begin(), possible_.end(), [&](const Goal* goal) {
        return raising_of(*goal, answered).certain;
      });
      most = std::max(most, static_cast<size_t>(raised));
    }
    const auto touches = std::count_if(possible_.begin(), possible_.end(), [&](const Goal* goal) {
      return raising_of(*goal, within).hangs_on.contains(c);
    });
    const auto asked = std::count_if(case_.facts.begin(), case_.facts.end(), [&](const Fact& fact) {
      return fact.sentence.predicate == grounding_.choices[c].sentence.predicate;
    });
    return {-static_cast<double>(most), static_cast<double>(asked), -static_cast<double>(touches)};
  }

  Point point(reason::ChoiceId c, const reason::Restriction& within) {
    Point out{.sentence = grounding_.choices[c].sentence};
    out.asks = ask(law_, case_, out.sentence);
    for (const Goal* goal : raised_) {
      std::set<reason::ChoiceId> points;
      add_points(inquiry(goal->sentence, false), within, points);
      if (points.contains(c)) add_bearing(*goal, out);
    }
    for (const Goal* goal : possible_) {
      if (raising_of(*goal, within).hangs_on.contains(c)) add_bearing(*goal, out);
    }
    return out;
  }

  static void add_bearing(const Goal& goal, Point& point) {
    const auto told = std::find(point.bears_on.begin(), point.bears_on.end(), goal.question->name);
    if (told == point.bears_on.end()) point.bears_on.push_back(goal.question->name);
  }

  const language::Law& law_;
  const Case& case_;
  const reason::Grounding& grounding_;
  std::vector<Goal> goals_;
  std::set<reason::ChoiceId> askable_;
  std::vector<const Goal*> raised_, possible_;
  std::map<reason::Literal, std::unique_ptr<reason::Inquiry>> inquiries_;
};

// One party's readings, where one party was asked for; else every reading stays open.
HeldOptions held_options(const language::Law& law, const AssessOptions& options) {
  return options.parties.size() == 1 ? held_by(law, options.parties.front()) : HeldOptions{};
}

}  // namespace

Result<Intake> intake(const language::Law& law, const Case& as_written,
                      const AssessOptions& options) {
  const Case the_case = with_words_used(law, as_written);
  const reason::Domain domain = domain_of(law, the_case, options.dates());
  const auto standing = standings(law, the_case);
  reason::Facts facts = facts_of(law, standing, the_case);
  COMITY_TRY(const auto raised, raise(law, the_case, standing, options.dates()));
  std::vector<Goal> goals = Goals(law, the_case, domain).run(raised);
  const std::vector<GroundSentence> roots = roots_of(goals);
  COMITY_TRY(const reason::Grounding closed, reason::ground(law.program, domain, facts, roots));
  const std::set<GroundSentence> askable = unsaid(law, closed, facts);
  for (const GroundSentence& sentence : askable) facts[sentence] = {.versions = {{}}};
  COMITY_TRY(const reason::Grounding open, reason::ground(law.program, domain, facts, roots));
  const reason::Restriction within =
      read_as(open, base_restriction(open, {}), held_options(law, options));
  return Weighing(law, the_case, open, std::move(goals), askable).run(within);
}

std::vector<Changed> changed(const Assessment& before, const Assessment& after) {
  std::vector<Changed> out;
  for (const QuestionResult& now : after.questions()) {
    const auto then =
        std::find_if(before.questions().begin(), before.questions().end(),
                     [&](const QuestionResult& q) { return q.sentence == now.sentence; });
    const bool raised = then != before.questions().end();
    const Answer answer = now.finding().answer;
    if (raised && then->finding().answer == answer) continue;
    out.push_back(
        {now.asks, raised ? std::optional(then->finding().answer) : std::nullopt, answer});
  }
  return out;
}

}  // namespace comity::dossier
