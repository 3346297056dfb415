#include "dossier/effect.h"

#include <algorithm>
#include <set>

#include "dossier/case_search.h"
#include "dossier/example.h"
#include "language/binder.h"

namespace comity::dossier {

namespace {

using language::Law;

// The rules that an answer about this sentence can rest on.
std::set<uint32_t> rules_behind(const Law& law, reason::PredicateId asked) {
  std::set<uint32_t> rules;
  std::set<reason::PredicateId> reached;
  std::vector<reason::PredicateId> pending{asked};
  while (!pending.empty()) {
    const reason::PredicateId p = pending.back();
    pending.pop_back();
    if (!reached.insert(p).second) continue;
    for (uint32_t r = 0; r < law.program.rules.size(); ++r) {
      if (law.program.rules[r].head.predicate != p) continue;
      rules.insert(law.compiled[r].rule);
      for (const auto& premise : law.program.rules[r].premises)
        pending.push_back(premise.pattern.predicate);
    }
  }
  return rules;
}

bool meet(const std::set<uint32_t>& some, const std::vector<uint32_t>& others) {
  return std::any_of(others.begin(), others.end(), [&](uint32_t r) { return some.contains(r); });
}

class Comparison {
 public:
  Comparison(const Law& before, const Law& after, const language::Match& match,
             const language::Changes& changes)
      : before_(before),
        after_(after),
        match_(match),
        changes_(changes),
        search_(before, after, match, changes) {}

  Effects run() {
    Result<void> done = compare_examples();
    if (done) done = compare_questions();
    if (!done) out_.not_searched = done.error().message();
    return std::move(out_);
  }

 private:
  // ---- questions

  Result<void> compare_questions() {
    const ChangedRules changed{.before = {changes_.old_rules.begin(), changes_.old_rules.end()},
                               .after = {changes_.new_rules.begin(), changes_.new_rules.end()},
                               .all = !changes_.ground.empty()};
    for (const reason::PredicateId asked : asked_about()) {
      const bool touched =
          !changes_.ground.empty() || meet(rules_behind(after_, asked), changes_.new_rules) ||
          meet(rules_behind(before_, *match_.predicates.to_old[asked]), changes_.old_rules);
      if (touched) COMITY_CHECK(look(asked, changed, {}, {}));
      COMITY_CHECK(look_at_moved(asked));
    }
    return {};
  }

  // What questions ask; then what changed rules conclude that no question rests on.
  std::vector<reason::PredicateId> asked_about() const {
    std::vector<reason::PredicateId> asked;
    std::set<uint32_t> behind_old, behind_new;
    const auto add = [&](reason::PredicateId p) {
      const auto& old = match_.predicates.to_old[p];
      if (!old || std::find(asked.begin(), asked.end(), p) != asked.end()) return;
      asked.push_back(p);
      behind_new.merge(rules_behind(after_, p));
      behind_old.merge(rules_behind(before_, *old));
    };
    for (const language::LawQuestion& question : after_.questions) add(question.predicate);
    for (const uint32_t r : changes_.new_rules) {
      const bool searched = !behind_new.contains(r) && !after_.rules[r].in_register;
      if (searched) add(after_.rules[r].head.predicate);
    }
    for (const uint32_t r : changes_.old_rules) {
      const auto now = match_.predicates.to_new[before_.rules[r].head.predicate];
      if (!behind_old.contains(r) && now && !before_.rules[r].in_register) add(*now);
    }
    return asked;
  }

  Result<void> look(reason::PredicateId asked, const ChangedRules& changed,
                    const HeldPositions& held, const std::vector<std::string>& parties) {
    COMITY_TRY(QuestionEffect effect, search_.look(asked, changed, held));
    effect.parties = parties;
    out_.questions.push_back(std::move(effect));
    return {};
  }

  // Parties that moved from one option to the same other one are looked at together.
  Result<void> look_at_moved(reason::PredicateId asked) {
    using Move =
        std::tuple<std::string, std::optional<reason::OptionId>, std::optional<reason::OptionId>>;
    std::map<Move, std::vector<std::string>> moves;
    for (const language::MovedPosition& moved : changes_.moved) {
      moves[{moved.reading, moved.before, moved.after}].push_back(moved.party);
    }
    for (const auto& [move, parties] : moves) {
      const auto& [reading, was, now] = move;
      const HeldPositions held{.before = std::pair(*before_.reading(reading), was),
                               .after = std::pair(*after_.reading(reading), now)};
      // Besides what changed, the versions then differ in every rule that looks at the reading.
      ChangedRules changed{.before = guarded(before_, held.before->first),
                           .after = guarded(after_, held.after->first),
                           .all = !changes_.ground.empty()};
      const std::set<uint32_t> behind = rules_behind(after_, asked);
      const bool matters = std::any_of(changed.after.begin(), changed.after.end(),
                                       [&](uint32_t rule) { return behind.contains(rule); });
      changed.before.insert(changes_.old_rules.begin(), changes_.old_rules.end());
      changed.after.insert(changes_.new_rules.begin(), changes_.new_rules.end());
      if (matters) COMITY_CHECK(look(asked, changed, held, parties));
    }
    return {};
  }

  static std::set<uint32_t> guarded(const Law& law, reason::ReadingId reading) {
    std::set<uint32_t> rules;
    for (uint32_t c = 0; c < law.compiled.size(); ++c) {
      for (const reason::ReadingGuard& guard : law.program.rules[c].guards) {
        if (guard.reading == reading) rules.insert(law.compiled[c].rule);
      }
    }
    return rules;
  }

  // ---- examples

  // Every example, as its newest text has it, put to both versions.
  Result<void> compare_examples() {
    COMITY_TRY(const Merged merged, merge(before_, after_, match_, {.all = true}, {}, true));
    const Side before(before_, merged, merged.before);
    const Side after(after_, merged, merged.after);
    std::set<std::string> titles;
    for (const language::LawExample& example : after_.examples) {
      titles.insert(example.title);
      compare(example, after, before, after);
    }
    for (const language::LawExample& example : before_.examples) {
      if (!titles.contains(example.title)) compare(example, before, before, after);
    }
    return {};
  }

  // `own` is the side whose text the example is.
  void compare(const language::LawExample& example, const Side& own, const Side& before,
               const Side& after) {
    const MergedCase the_case = own.merged_case(example);
    const bool whole =
        std::all_of(the_case.facts.begin(), the_case.facts.end(), [&](const auto& fact) {
          return before.own(fact.first).has_value() && after.own(fact.first).has_value();
        });
    ++(whole ? out_.examples_compared : out_.examples_left_out);
    if (!whole) return;
    for (const auto& expectation : example.expectations) {
      for (const View& view : views_of(own.law(), expectation)) {
        compare(example, expectation, view, own, {before, after});
      }
    }
  }

  void compare(const language::LawExample& example,
               const language::LawExample::Expectation& expectation, const View& view,
               const Side& own, const std::pair<const Side&, const Side&>& sides) {
    const auto& [before, after] = sides;
    const MergedCase the_case = own.merged_case(example);
    const reason::GroundSentence asked = own.merged(expectation.sentence);
    const bool negated = expectation.sentence.negated;
    const auto was = before.answer(the_case, asked, negated, held_in(before.law(), own, view));
    const auto now = after.answer(the_case, asked, negated, held_in(after.law(), own, view));
    if (!was || !now || was->answer == now->answer) return;
    const SourcePtr& file = example.declared.file;
    out_.examples.push_back(
        {.title = example.title,
         .place = file->name() + ":" + std::to_string(file->position(expectation.span.begin).line),
         .sentence = *own.say(the_case, asked, negated),
         .view = view_words(own.law(), view),
         .before = was->answer,
         .after = now->answer});
  }

  // What the view holds in one version: a party's positions there, or the option of that name.
  static HeldOptions held_in(const Law& law, const Side& own, const View& view) {
    HeldOptions held;
    if (view.party) {
      for (reason::ReadingId r = 0; r < law.readings.size(); ++r) {
        const auto it = law.readings[r].positions.find(*view.party);
        if (it != law.readings[r].positions.end() && it->second.option)
          held.emplace_back(r, *it->second.option);
      }
      return held;
    }
    for (const auto& [reading, option] : view.held) {
      const language::LawReading& named = own.law().readings[reading];
      const auto here = law.reading(named.name);
      if (!here) continue;
      const auto& options = law.readings[*here].options;
      const auto it = std::find(options.begin(), options.end(), named.options[option]);
      if (it != options.end())
        held.emplace_back(*here, static_cast<reason::OptionId>(it - options.begin()));
    }
    return held;
  }

  static std::string view_words(const Law& law, const View& view) {
    if (view.party) return " under " + *view.party;
    if (view.held.empty()) return "";
    const language::LawReading& reading = law.readings[view.held.front().first];
    return " under " + reading.name + ": " + reading.options[view.held.front().second];
  }

  const Law& before_;
  const Law& after_;
  const language::Match& match_;
  const language::Changes& changes_;
  CaseSearch search_;
  Effects out_;
};

}  // namespace

Effects effects_of(const Law& before, const Law& after, const language::Match& match,
                   const language::Changes& changes) {
  return Comparison(before, after, match, changes).run();
}

}  // namespace comity::dossier
