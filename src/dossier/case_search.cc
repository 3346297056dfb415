#include "dossier/case_search.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "language/binder.h"
#include "reason/outcome_function.h"

namespace comity::dossier {

namespace {

using Value = reason::Version::Value;
using Held = std::optional<std::pair<reason::ReadingId, std::optional<reason::OptionId>>>;

constexpr size_t kNodesMax = size_t{1} << 15;
constexpr size_t kDaysMax = 16;

using Answers = std::pair<std::optional<Answer>, std::optional<Answer>>;  // before, after

// On which the acts of a case happen where no other day matters.
Date some_day() { return Date(std::chrono::sys_days(std::chrono::year{2031} / 6 / 15)); }

HeldOptions option_of(const Held& held) {
  if (!held || !held->second) return {};
  return {std::pair(held->first, *held->second)};
}

// One question, both versions, one size of case.
class Search {
 public:
  Search(const Merged& merged, const Side& before, const Side& after, const HeldPositions& held)
      : merged_(merged), before_(before), after_(after), held_(held) {}

  // What is asked, about individuals of its own, and whatever else the rules speak of.
  void ask(reason::PredicateId asked_before, reason::PredicateId asked_after,
           reason::PredicateId stated, size_t spare, std::optional<Date> act,
           std::optional<Date> view) {
    act_ = act.value_or(some_day());
    case_.view_date = view;
    for (const reason::KindId kind : merged_.program.predicates[stated].arguments)
      stated_.arguments.push_back(somebody(kind));
    stated_.predicate = stated;
    roots_ = {{asked_before, stated_.arguments}, {asked_after, stated_.arguments}};
    for (const auto& [kind, n] : needed()) {
      size_t there = 0;
      for (const language::LawName& name : merged_.names) there += name.kind == kind ? 1 : 0;
      for (const language::LawName& name : case_.names) there += name.kind == kind ? 1 : 0;
      for (; there < n + spare; ++there) somebody(kind);
    }
  }

  // False where the question is too large to be decided.
  bool run() {
    COMITY_ASSERT(roots_.size() == 2);
    domain_ = domain();
    const auto open = open_facts();
    if (!open) return false;
    const auto grounding = reason::ground(merged_.program, domain_, *open, roots_);
    if (!grounding) return false;
    std::vector<reason::OutcomeFunction> functions;
    for (const reason::GroundSentence& root : roots_) {
      const reason::Literal literal = *grounding->literal(root, false);
      auto function = reason::OutcomeFunction::of(
          grounding->residual, reason::compile(grounding->residual, {&literal, 1}), kNodesMax);
      if (!function) return false;
      functions.push_back(std::move(*function));
    }
    const auto world =
        reason::OutcomeFunction::difference(grounding->residual, functions[0], functions[1]);
    if (!world) return true;
    std::set<reason::ChoiceId> cone;
    for (const auto& function : functions) {
      cone.insert(function.choices().begin(), function.choices().end());
    }
    for (const reason::ChoiceId c : cone) take(*grounding, c, (*world)[c]);
    found_ = differs(case_);
    wanted_ = answers(case_);
    if (found_) make_small();
    return true;
  }

  bool found() const { return found_; }

  ShownCase shown() const {
    ShownCase out{.names = used_names(), .facts = {}, .readings = {}, .viewed_on = case_.view_date};
    for (const auto& [sentence, state] : case_.facts) out.facts.push_back(told(sentence, state));
    for (const auto& [reading, option] : case_.readings) {
      out.readings.push_back(merged_.readings[reading] + ": " + merged_.options[reading][option]);
    }
    out.sentence = *after_.say(case_, stated_, false);
    const auto [was, now] = answers(case_);
    out.before = *was;
    out.after = *now;
    return out;
  }

 private:
  reason::Individual somebody(reason::KindId kind) {
    const auto number = std::count_if(case_.names.begin(), case_.names.end(),
                                      [&](const auto& name) { return name.kind == kind; });
    const bool dated = merged_.program.kinds[kind].dated;
    case_.names.push_back({.name = merged_.kinds[kind] + " " + static_cast<char>('A' + number % 26),
                           .kind = kind,
                           .date = dated ? std::optional(act_) : std::nullopt});
    return static_cast<reason::Individual>(merged_.names.size() + case_.names.size() - 1);
  }

  // The most individuals of each kind that one rule behind the question speaks of.
  std::map<reason::KindId, size_t> needed() const {
    std::map<reason::KindId, size_t> most;
    std::set<reason::PredicateId> reached;
    std::vector<reason::PredicateId> pending;
    for (const reason::GroundSentence& root : roots_) pending.push_back(root.predicate);
    while (!pending.empty()) {
      const reason::PredicateId p = pending.back();
      pending.pop_back();
      if (!reached.insert(p).second) continue;
      for (const reason::ProgramRule& rule : merged_.program.rules) {
        if (rule.head.predicate != p) continue;
        std::map<reason::KindId, size_t> here;
        for (const reason::KindId kind : rule.variables) ++here[kind];
        for (const auto& [kind, n] : here) most[kind] = std::max(most[kind], n);
        for (const auto& premise : rule.premises) pending.push_back(premise.pattern.predicate);
      }
    }
    return most;
  }

  reason::Domain domain() const {
    reason::Domain domain{.view_date = case_.view_date};
    for (const auto* names : {&merged_.names, &case_.names}) {
      for (const language::LawName& name : *names) {
        domain.kinds.push_back(name.kind);
        domain.dates.push_back(name.date);
      }
    }
    return domain;
  }

  // Every fact that the question can reach, open: shown to each grade that some rule asks for, or
  // not so; and not raised, where that is not the same as open.
  std::optional<reason::Facts> open_facts() const {
    const auto top = static_cast<reason::Grade>(merged_.program.grades - 1);
    std::set<reason::Grade> grades{top};
    for (const reason::ProgramRule& rule : merged_.program.rules) {
      for (const auto& premise : rule.premises) grades.insert(premise.standard);
    }
    const auto grounding = reason::ground(merged_.program, domain_, {}, roots_);
    if (!grounding) return std::nullopt;
    std::map<reason::GroundSentence, bool> burdened;
    for (const reason::AtomInfo& atom : grounding->atoms) {
      if (atom.kind != reason::AtomInfo::Kind::sentence || concluded(atom.key.sentence.predicate))
        continue;
      const auto it = burdened.emplace(atom.key.sentence, true).first;
      it->second = it->second && atom.key.burdened;
    }
    reason::Facts facts;
    for (const auto& [sentence, only_burdened] : burdened) {
      reason::FactState state;
      if (only_burdened) state.versions.push_back({.value = Value::not_shown});
      state.versions.push_back({.value = Value::fails, .grade = top});
      for (const reason::Grade grade : grades) {
        state.versions.push_back({.value = Value::holds, .grade = grade});
      }
      facts.emplace(sentence, state);
    }
    return facts;
  }

  bool concluded(reason::PredicateId p) const {
    return std::any_of(merged_.program.rules.begin(), merged_.program.rules.end(),
                       [&](const auto& rule) { return rule.head.predicate == p; });
  }

  // What the found world says of one choice becomes part of the case.
  void take(const reason::Grounding& grounding, reason::ChoiceId c, reason::Alternative a) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    if (info.kind == reason::ChoiceInfo::Kind::reading) {
      case_.readings[info.reading] = info.options[a];
    }
    if (info.kind != reason::ChoiceInfo::Kind::fact) return;
    const reason::FactAlternative& alternative = info.alternatives[a];
    if (alternative.version.value == Value::not_shown) return;
    case_.facts[info.sentence] = {.versions = {alternative.version},
                                  .date = date_of(grounding, info.sentence, alternative)};
  }

  // A day that puts the fact before or after what the rules compare it with, or on the same day.
  std::optional<Date> date_of(const reason::Grounding& grounding,
                              const reason::GroundSentence& sentence,
                              const reason::FactAlternative& alternative) const {
    if (alternative.version.value != Value::holds) return std::nullopt;
    for (const reason::AtomInfo& atom : grounding.atoms) {
      if (atom.key.sentence != sentence || atom.key.when == reason::When::any) continue;
      const Date moment = domain_.dates[atom.key.moment].value_or(act_);
      if (!alternative.in_time) return moment;
      constexpr std::chrono::days kDay{1};
      return atom.key.when == reason::When::before ? moment - kDay : moment + kDay;
    }
    return std::nullopt;
  }

  // ---- as the two versions answer it

  std::pair<std::optional<Answer>, std::optional<Answer>> answers(
      const MergedCase& the_case) const {
    const auto was = before_.answer(the_case, stated_, false, option_of(held_.before));
    const auto now = after_.answer(the_case, stated_, false, option_of(held_.after));
    return {was ? std::optional(was->answer) : std::nullopt,
            now ? std::optional(now->answer) : std::nullopt};
  }

  bool differs(const MergedCase& the_case) const {
    const auto [was, now] = answers(the_case);
    return was && now && *was != *now;
  }

  // Leaves out what the two answers do not need, half of it at a time, then a quarter, then one by
  // one.
  void make_small() {
    std::vector<reason::GroundSentence> facts;
    for (const auto& [sentence, state] : case_.facts) facts.push_back(sentence);
    // What is not so first: a case that says less of what did not happen is the plainer one.
    std::stable_partition(facts.begin(), facts.end(), [&](const auto& sentence) {
      return case_.facts.at(sentence).versions.front().value == Value::fails;
    });
    for (size_t size = facts.size(); size > 0; size /= 2) {
      for (size_t at = 0; at < facts.size();) {
        const size_t end = std::min(at + size, facts.size());
        MergedCase smaller = case_;
        for (size_t f = at; f < end; ++f) smaller.facts.erase(facts[f]);
        if (answers(smaller) == wanted_) {
          case_ = std::move(smaller);
          facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(at),
                      facts.begin() + static_cast<std::ptrdiff_t>(end));
        } else {
          at = end;
        }
      }
    }
    const auto readings = case_.readings;
    for (const auto& [reading, option] : readings) {
      MergedCase smaller = case_;
      smaller.readings.erase(reading);
      if (answers(smaller) == wanted_) case_ = std::move(smaller);
    }
    const auto top = static_cast<reason::Grade>(merged_.program.grades - 1);
    for (const reason::GroundSentence& fact : facts) {
      MergedCase plainer = case_;
      plainer.facts.at(fact).versions.front().grade = top;
      if (answers(plainer) == wanted_) case_ = std::move(plainer);
    }
  }

  // ---- in words

  std::string told(const reason::GroundSentence& sentence, const reason::FactState& state) const {
    const reason::Version& version = state.versions.front();
    const bool negated = version.value == Value::fails;
    auto words = after_.say(case_, sentence, negated);
    if (!words) words = before_.say(case_, sentence, negated);
    std::vector<std::string> notes;
    if (version.grade + 1 < merged_.program.grades) {
      notes.push_back("grade " + after_.law().grades[version.grade]);
    }
    if (state.date) notes.push_back("on " + state.date->format());
    return *words + (notes.empty() ? "" : "  (" + text::join(notes, "; ") + ")");
  }

  // "State A, State B: State", for those that the case speaks of.
  std::vector<std::string> used_names() const {
    std::set<reason::Individual> used(stated_.arguments.begin(), stated_.arguments.end());
    for (const auto& [sentence, state] : case_.facts) {
      used.insert(sentence.arguments.begin(), sentence.arguments.end());
    }
    std::map<reason::KindId, std::vector<std::string>> by_kind;
    for (const reason::Individual i : used) {
      if (i < merged_.names.size()) continue;
      const language::LawName& name = case_.names[i - merged_.names.size()];
      by_kind[name.kind].push_back(name.name);
    }
    std::vector<std::string> words;
    for (const auto& [kind, names] : by_kind) {
      words.push_back(text::join(names, ", ") + ": " + merged_.kinds[kind] +
                      (merged_.program.kinds[kind].dated ? " on " + act_.format() : ""));
    }
    return words;
  }

  const Merged& merged_;
  const Side& before_;
  const Side& after_;
  const HeldPositions& held_;
  Date act_ = some_day();
  MergedCase case_;
  reason::GroundSentence stated_;
  std::vector<reason::GroundSentence> roots_;
  reason::Domain domain_;
  bool found_ = false;
  Answers wanted_;  // of the case as it was found
};

}  // namespace

// Both sides of every day on which a changed rule begins or ends; no day in particular first.
std::vector<CaseSearch::Days> CaseSearch::days() const {
  constexpr std::chrono::days kDay{1};
  std::set<Date> views, acts;
  const auto add = [&](const DateRange& range, std::set<Date>& into) {
    if (range.from) into.insert({*range.from - kDay, *range.from});
    if (range.until) into.insert({*range.until, *range.until + kDay});
  };
  const auto add_rules = [&](const language::Law& law, const std::vector<uint32_t>& rules) {
    for (uint32_t c = 0; c < law.compiled.size(); ++c) {
      if (std::find(rules.begin(), rules.end(), law.compiled[c].rule) == rules.end()) continue;
      add(law.program.rules[c].in_force, views);
      add(law.program.rules[c].applies_to, acts);
    }
  };
  add_rules(before_, changes_.old_rules);
  add_rules(after_, changes_.new_rules);
  std::vector<Days> all{{}};
  for (const Date view : views) all.push_back({view, std::nullopt});
  for (const Date act : acts) all.push_back({std::nullopt, act});
  if (all.size() > kDaysMax) all.resize(kDaysMax);
  return all;
}

Result<QuestionEffect> CaseSearch::look(reason::PredicateId asked, const ChangedRules& changed,
                                        const HeldPositions& held) {
  const reason::PredicateId asked_before = *match_.predicates.to_old[asked];
  const language::LawPredicate& predicate = after_.predicates[asked];
  QuestionEffect effect{
      .asks = language::plain(predicate.positive, predicate.holes), .parties = {}, .shown = {}};
  // Passages that are not encoded can hide a difference behind them, and can be one.
  for (const bool with_passages : {false, true}) {
    COMITY_TRY(const Merged merged, merge(before_, after_, match_, changed, held, with_passages));
    const Side before(before_, merged, merged.before);
    const Side after(after_, merged, merged.after);
    for (const Days& day : days()) {
      for (const size_t spare : {0U, 1U}) {
        Search search(merged, before, after, held);
        search.ask(merged.before.predicates[asked_before], merged.after.predicates[asked],
                   merged.after.stated[asked], spare, day.act, day.view);
        effect.exhaustive = search.run() && effect.exhaustive;
        if (!search.found()) continue;
        effect.shown = search.shown();
        return effect;
      }
    }
  }
  return effect;
}

}  // namespace comity::dossier
