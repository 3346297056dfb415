// Grounding: what becomes a fact, what a choice, and which rules are left, seen through what then
// follows.
#include "reason/ground.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "reason/inquiry.h"

namespace comity::reason {
namespace {

using Value = Version::Value;

constexpr KindId kParty = 0, kState = 1, kAct = 2;
// Individuals of every case here: two States, a party that is none, two acts.
constexpr Individual kAldoria = 0, kBrenland = 1, kFirm = 2, kRaid = 3, kReply = 4;

constexpr Term variable(uint32_t index) { return {.variable = true, .index = index}; }
constexpr Term individual(uint32_t index) { return {.variable = false, .index = index}; }

Date day(std::string_view text) { return Date::parse(text).value(); }

// A collection of rules over predicates of one or two arguments, and a case to try them on.
struct Bench {
  Program program;
  Domain domain;
  Facts facts;

  explicit Bench(Grade grades = 3) {
    program.kinds = {{}, {.parent = kParty}, {.dated = true}};
    program.grades = grades;
    domain.kinds = {kState, kState, kParty, kAct, kAct};
    domain.dates.resize(domain.kinds.size());
    domain.dates[kRaid] = day("2031-03-01");
    domain.dates[kReply] = day("2031-06-01");
  }

  PredicateId predicate(std::vector<KindId> arguments = {kState}) {
    program.predicates.push_back({.arguments = std::move(arguments)});
    return static_cast<PredicateId>(program.predicates.size() - 1);
  }

  // "head(x) if premises", all over the variables given.
  ProgramRule& rule(Pattern head, std::vector<ProgramPremise> premises,
                    std::vector<KindId> variables = {kState}) {
    program.rules.push_back({.head = std::move(head),
                             .variables = std::move(variables),
                             .premises = std::move(premises)});
    return program.rules.back();
  }

  void say(const GroundSentence& sentence, std::vector<Version> versions,
           std::optional<Date> date = {}) {
    facts[sentence] = {.versions = std::move(versions), .date = date};
  }

  Grounding ground(const GroundSentence& root,
                   std::span<const GroundSentence> assumable = {}) const {
    auto grounding = reason::ground(program, domain, facts, {&root, 1}, assumable);
    REQUIRE(grounding);
    return std::move(*grounding);
  }

  // The outcomes that the root can have.
  OutcomeSet outcomes(const GroundSentence& root) const {
    const Grounding grounding = ground(root);
    const Inquiry inquiry(grounding.theory, *grounding.literal(root, false));
    return inquiry.outcomes(Restriction::none(grounding.theory));
  }
};

Pattern of(PredicateId predicate, bool negated = false, std::vector<Term> terms = {variable(0)}) {
  return {.predicate = predicate, .arguments = std::move(terms), .negated = negated};
}
ProgramPremise if_(PredicateId predicate, Grade standard = 0) {
  return {.pattern = of(predicate), .standard = standard};
}
ProgramPremise shown_by_claimant(PredicateId predicate) {
  return {.pattern = of(predicate), .burden = true};
}
GroundSentence about(PredicateId predicate, std::vector<Individual> who = {kAldoria}) {
  return {.predicate = predicate, .arguments = std::move(who)};
}
Version holds(Grade grade) { return {.value = Value::holds, .grade = grade}; }
Version fails(Grade grade) { return {.value = Value::fails, .grade = grade}; }

OutcomeSet only(Outcome outcome) {
  OutcomeSet set;
  set.add(outcome);
  return set;
}
OutcomeSet either(Outcome a, Outcome b) {
  OutcomeSet set = only(a);
  set.add(b);
  return set;
}
constexpr Outcome kYes = Outcome::established, kNo = Outcome::excluded,
                  kNot = Outcome::not_established;

}  // namespace

// ---- grades ------------------------------------------------------------------------------------

TEST_CASE("at a standard only facts of that grade or above count") {
  for (Grade grade = 0; grade < 3; ++grade) {
    for (Grade standard = 0; standard < 3; ++standard) {
      CAPTURE(int{grade});
      CAPTURE(int{standard});
      Bench bench;
      const auto p = bench.predicate(), q = bench.predicate();
      bench.rule(of(q), {if_(p, standard)});
      bench.say(about(p), {holds(grade)});
      CHECK(bench.outcomes(about(q)) == only(grade >= standard ? kYes : kNot));
    }
  }
}

TEST_CASE("the standard reaches through what rules conclude") {
  for (const Grade grade : {Grade{0}, Grade{1}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
    bench.rule(of(q), {if_(p)});
    bench.rule(of(r), {if_(q, 1)});
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(q)) == only(kYes));  // by itself it follows all the same
    CHECK(bench.outcomes(about(r)) == only(grade == 1 ? kYes : kNot));
  }
}

TEST_CASE("of two standards on one path the higher counts") {
  for (const Grade grade : {Grade{1}, Grade{2}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
    bench.rule(of(q), {if_(p, 2)});
    bench.rule(of(r), {if_(q, 1)});
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(r)) == only(grade == 2 ? kYes : kNot));
  }
}

TEST_CASE("an objection needs no more than the weakest grade") {
  Bench bench;
  const auto p = bench.predicate(), o = bench.predicate(), q = bench.predicate(),
             r = bench.predicate();
  bench.rule(of(q), {if_(p)});
  bench.rule(of(q, true), {if_(o)});
  bench.rule(of(r), {if_(q, 2)});
  bench.say(about(p), {holds(2)});
  bench.say(about(o), {fails(2)});
  CHECK(bench.outcomes(about(r)) == only(kYes));
  bench.say(about(o), {holds(0)});
  CHECK(bench.outcomes(about(r)) == only(kNot));
}

TEST_CASE("the opposite of a sentence is shown to a grade of its own") {
  for (const Grade grade : {Grade{0}, Grade{1}, Grade{2}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate();
    bench.rule(of(q), {{.pattern = of(p, true), .standard = 1}});
    bench.say(about(p), {fails(grade)});
    CHECK(bench.outcomes(about(q)) == only(grade >= 1 ? kYes : kNot));
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(q)) == only(kNot));
  }
}

TEST_CASE("what is open can come out at any grade") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.rule(of(q), {if_(p, 2)});
  bench.say(about(p), {{.value = Value::open}});
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
}

// ---- what nobody said --------------------------------------------------------------------------

TEST_CASE("without a burden what nobody has said is open; with one it is not shown") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
  bench.rule(of(q), {if_(p)});
  bench.rule(of(r), {shown_by_claimant(p)});
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
  CHECK(bench.outcomes(about(r)) == only(kNot));
  CHECK(bench.ground(about(r)).choices.empty());
  // Whoever raised it makes it open for both.
  bench.say(about(p), {{.value = Value::open}});
  CHECK(bench.outcomes(about(r)) == either(kYes, kNot));
}

TEST_CASE("one rule may bear a burden for what another leaves open") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate(),
             s = bench.predicate();
  bench.rule(of(q), {if_(p)});
  bench.rule(of(r), {shown_by_claimant(p)});
  bench.rule(of(s), {if_(q), if_(r)});
  CHECK(bench.outcomes(about(s)) == only(kNot));
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
}

TEST_CASE("of a closed sentence what nobody has said is false") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.program.predicates[p].closed = true;
  bench.rule(of(q), {{.pattern = of(p, true), .standard = 2}});
  CHECK(bench.outcomes(about(q)) == only(kYes));
  CHECK(bench.outcomes(about(p)) == only(kNo));
  bench.say(about(p), {holds(0)});
  CHECK(bench.outcomes(about(q)) == only(kNot));
}

TEST_CASE("what rules conclude is not open because nobody has said it") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.rule(of(q), {shown_by_claimant(p)});
  CHECK(bench.outcomes(about(q)) == only(kNot));
}

TEST_CASE("what does not apply is neither shown nor disproved") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
  bench.rule(of(q), {if_(p)});
  bench.rule(of(r), {{.pattern = of(p, true)}});
  bench.say(about(p), {{.value = Value::not_shown}});
  CHECK(bench.outcomes(about(q)) == only(kNot));
  CHECK(bench.outcomes(about(r)) == only(kNot));
}

TEST_CASE("a contested fact has an alternative for each version, with its own grade") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.rule(of(q), {if_(p, 1)});
  bench.say(about(p), {holds(1), fails(0)});
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 1);
  const ChoiceInfo& choice = grounding.choices[0];
  CHECK(choice.kind == ChoiceInfo::Kind::fact);
  REQUIRE(choice.alternatives.size() == 2);
  CHECK(choice.alternatives[0].version == holds(1));
  CHECK(choice.alternatives[1].version == fails(0));
  CHECK(choice.alternatives[1].from == 1);
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
  bench.say(about(p), {holds(0), fails(0)});  // no version reaches the standard
  CHECK(bench.outcomes(about(q)) == only(kNot));
}

// ---- time --------------------------------------------------------------------------------------

TEST_CASE("a dated fact is before or after the moment, and on the same day neither") {
  struct Row {
    const char* date;
    bool before, after;
  };
  for (const Row& row : {Row{"2031-02-28", true, false}, Row{"2031-03-01", false, false},
                         Row{"2031-03-02", false, true}}) {
    for (const When when : {When::before, When::after}) {
      CAPTURE(row.date);
      Bench bench;
      const auto p = bench.predicate(), q = bench.predicate();
      ProgramPremise premise = if_(p);
      premise.pattern.when = when;
      premise.pattern.moment = individual(kRaid);
      bench.rule(of(q), {premise});
      bench.say(about(p), {holds(2)}, day(row.date));
      const bool in_time = when == When::before ? row.before : row.after;
      CHECK(bench.outcomes(about(q)) == only(in_time ? kYes : kNot));
    }
  }
}

TEST_CASE("where a date is not known the comparison is open, and what fails is never in time") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  ProgramPremise premise = if_(p);
  premise.pattern.when = When::before;
  premise.pattern.moment = individual(kRaid);
  bench.rule(of(q), {premise});
  bench.say(about(p), {holds(2)});
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 1);
  const auto& alternatives = grounding.choices[0].alternatives;
  REQUIRE(alternatives.size() == 2);
  CHECK(alternatives[0].in_time);
  CHECK_FALSE(alternatives[1].in_time);
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
  bench.say(about(p), {fails(2)});
  CHECK(bench.outcomes(about(q)) == only(kNot));
}

TEST_CASE("one fact may be compared with two moments") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  ProgramPremise late = if_(p), early = if_(p);
  late.pattern.when = When::after;
  late.pattern.moment = individual(kRaid);
  early.pattern.when = When::before;
  early.pattern.moment = individual(kReply);
  bench.rule(of(q), {late, early});
  bench.say(about(p), {holds(2)}, day("2031-04-01"));
  CHECK(bench.outcomes(about(q)) == only(kYes));
  bench.say(about(p), {holds(2)}, day("2031-07-01"));
  CHECK(bench.outcomes(about(q)) == only(kNot));
}

// ---- readings, passages, assumptions -----------------------------------------------------------

TEST_CASE("a rule counts only under the options of its reading") {
  Bench bench;
  const auto q = bench.predicate();
  bench.program.readings.push_back({.not_encoded = {false, false, false}});
  bench.rule(of(q), {}).guards = {{.reading = 0, .options = 0b101}};
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 1);
  CHECK(grounding.choices[0].kind == ChoiceInfo::Kind::reading);
  CHECK(grounding.choices[0].options == std::vector<OptionId>{0, 1, 2});
  const Inquiry inquiry(grounding.theory, *grounding.literal(about(q), false));
  const Restriction all = Restriction::none(grounding.theory);
  for (Alternative option = 0; option < 3; ++option) {
    CHECK(inquiry.outcomes(all.with(0, option)) == only(option == 1 ? kNot : kYes));
  }
}

TEST_CASE("an option whose test is not encoded leaves its rules open") {
  Bench bench;
  const auto q = bench.predicate();
  bench.program.readings.push_back({.not_encoded = {false, true}});
  bench.rule(of(q), {}).guards = {{.reading = 0, .options = 0b01}};
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 1);
  CHECK(grounding.choices[0].options == std::vector<OptionId>{0, 1, 1});
  const Inquiry inquiry(grounding.theory, *grounding.literal(about(q), false));
  Restriction second = Restriction::none(grounding.theory);
  second.allowed[0] = 0b110;
  CHECK(inquiry.outcomes(second) == either(kYes, kNot));
}

TEST_CASE("two readings on one rule must both agree") {
  Bench bench;
  const auto q = bench.predicate();
  bench.program.readings = {{.not_encoded = {false, false}}, {.not_encoded = {false, false}}};
  bench.rule(of(q), {}).guards = {{.reading = 0, .options = 1}, {.reading = 1, .options = 2}};
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 2);
  const Inquiry inquiry(grounding.theory, *grounding.literal(about(q), false));
  const Restriction all = Restriction::none(grounding.theory);
  CHECK(inquiry.outcomes(all.with(0, 0).with(1, 1)) == only(kYes));
  CHECK(inquiry.outcomes(all.with(0, 0).with(1, 0)) == only(kNot));
  CHECK(inquiry.outcomes(all.with(0, 1).with(1, 1)) == only(kNot));
}

TEST_CASE("what rests on a passage that is not encoded is open, one choice for each passage") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
  bench.rule(of(p), {}).passage = 7;
  bench.rule(of(q), {}).passage = 7;
  bench.rule(of(r), {if_(p), if_(q)});
  const Grounding grounding = bench.ground(about(r));
  REQUIRE(grounding.choices.size() == 1);
  CHECK(grounding.choices[0].kind == ChoiceInfo::Kind::not_encoded);
  CHECK(grounding.choices[0].passage == 7);
  CHECK(bench.outcomes(about(r)) == either(kYes, kNot));
}

TEST_CASE("an assumption takes a sentence as given, at every grade; others are left to the rules") {
  Bench bench;
  const auto p = bench.predicate(), a = bench.predicate(), q = bench.predicate();
  bench.rule(of(a), {shown_by_claimant(p)});
  bench.rule(of(q), {if_(a, 2)});
  const std::array assumable{about(a)};
  const Grounding grounding = bench.ground(about(q), assumable);
  REQUIRE(grounding.choices.size() == 1);
  CHECK(grounding.choices[0].kind == ChoiceInfo::Kind::assumption);
  CHECK(grounding.choices[0].sentence == about(a));
  const Inquiry inquiry(grounding.theory, *grounding.literal(about(q), false));
  const Restriction all = Restriction::none(grounding.theory);
  CHECK(inquiry.outcomes(all.with(0, 0)) == only(kNot));
  CHECK(inquiry.outcomes(all.with(0, 1)) == only(kYes));
  CHECK(bench.ground(about(q)).choices.empty());
}

// ---- which rules there are ---------------------------------------------------------------------

TEST_CASE("variables take every individual of their kind, and no other") {
  Bench bench;
  const auto p = bench.predicate({kParty}), q = bench.predicate({kState});
  // Somebody did it: some State, not the firm.
  bench.rule(of(q), {{.pattern = of(p, false, {variable(1)})}}, {kState, kState});
  bench.say(about(p, {kFirm}), {holds(2)});
  bench.say(about(p, {kAldoria}), {fails(2)});
  bench.say(about(p, {kBrenland}), {fails(2)});
  CHECK(bench.outcomes(about(q)) == only(kNot));
  bench.say(about(p, {kBrenland}), {holds(2)});
  CHECK(bench.outcomes(about(q)) == only(kYes));
}

TEST_CASE("comparisons drop the ways that do not fit") {
  for (const bool equal : {true, false}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate();
    bench.rule(of(q), {{.pattern = of(p, false, {variable(1)})}}, {kState, kState}).comparisons = {
        {.left = variable(0), .right = variable(1), .equal = equal}};
    bench.say(about(p), {holds(2)});
    bench.say(about(p, {kBrenland}), {fails(2)});
    CHECK(bench.outcomes(about(q)) == only(equal ? kYes : kNot));
    CHECK(bench.ground(about(q)).rules.size() == 1);
  }
}

TEST_CASE("a named individual in a head stands for itself alone") {
  Bench bench;
  const auto q = bench.predicate();
  bench.rule(of(q, false, {individual(kBrenland)}), {}, {});
  CHECK(bench.outcomes(about(q, {kBrenland})) == only(kYes));
  CHECK(bench.outcomes(about(q, {kAldoria})) == only(kNot));
}

TEST_CASE("a norm counts on the days on which it is in force, if a day of view is given") {
  Bench bench;
  const auto q = bench.predicate();
  bench.rule(of(q), {}).in_force = {day("2030-01-01"), day("2030-12-31")};
  CHECK(bench.outcomes(about(q)) == only(kYes));
  for (const auto& [date, inside] :
       std::array<std::pair<const char*, bool>, 4>{{{"2029-12-31", false},
                                                    {"2030-01-01", true},
                                                    {"2030-12-31", true},
                                                    {"2031-01-01", false}}}) {
    CAPTURE(date);
    bench.domain.view_date = day(date);
    CHECK(bench.outcomes(about(q)) == only(inside ? kYes : kNot));
  }
}

TEST_CASE(
    "a norm governs facts by the date of the act that it speaks of, else by that of the case") {
  Bench bench;
  const auto q = bench.predicate({kAct}), r = bench.predicate();
  bench.rule(of(q), {}, {kAct}).applies_to.from = day("2031-04-01");
  bench.rule(of(r), {}).applies_to.from = day("2031-04-01");
  CHECK(bench.outcomes(about(q, {kRaid})) == only(kNot));
  CHECK(bench.outcomes(about(q, {kReply})) == only(kYes));
  CHECK(bench.outcomes(about(r)) == only(kYes));
  bench.domain.fact_date = day("2031-03-31");
  CHECK(bench.outcomes(about(r)) == only(kNot));
  bench.domain.fact_date = day("2031-04-01");
  CHECK(bench.outcomes(about(r)) == only(kYes));
}

TEST_CASE("a stronger rule wins for every way in which both apply, at every grade") {
  for (const Grade standard : {Grade{0}, Grade{2}}) {
    Bench bench;
    const auto p = bench.predicate(), o = bench.predicate(), q = bench.predicate(),
               r = bench.predicate();
    bench.rule(of(q), {if_(p)});
    bench.rule(of(q, true), {if_(o)});
    bench.rule(of(r), {if_(q, standard)});
    bench.program.superiority = {{0, 1}};
    bench.say(about(p), {holds(2)});
    bench.say(about(o), {holds(2)});
    CHECK(bench.outcomes(about(r)) == only(kYes));
    bench.program.superiority = {{1, 0}};
    CHECK(bench.outcomes(about(r)) == only(kNot));
  }
}

TEST_CASE("only what the roots can reach is grounded") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), other = bench.predicate();
  bench.rule(of(q), {if_(p)});
  bench.rule(of(other), {if_(q)});
  bench.say(about(p), {holds(2)});
  const Grounding grounding = bench.ground(about(q));
  CHECK(grounding.rules.size() == 1);
  CHECK(grounding.literal(about(q), false).has_value());
  CHECK(grounding.literal(about(q), true) == grounding.literal(about(q), false)->complement());
  CHECK_FALSE(grounding.literal(about(other), false).has_value());
  CHECK_FALSE(grounding.literal(about(q, {kBrenland}), false).has_value());
}

// ---- limits and determinism --------------------------------------------------------------------

TEST_CASE("a case that is too large is refused, not cut") {
  Bench bench;
  const auto p = bench.predicate({kParty, kParty, kParty}), q = bench.predicate();
  bench.rule(of(q), {{.pattern = of(p, false, {variable(0), variable(1), variable(2)})}},
             {kState, kParty, kParty});
  const GroundSentence root = about(q);
  const auto with = [&](const GroundingLimits& limits) {
    return ground(bench.program, bench.domain, bench.facts, {&root, 1}, {}, limits);
  };
  CHECK(with({.atoms_max = 10, .rules_max = 9}));
  const auto rules = with({.rules_max = 8});
  REQUIRE_FALSE(rules);
  CHECK(rules.error().code() == Errc::limit);
  const auto atoms = with({.atoms_max = 9});
  REQUIRE_FALSE(atoms);
  CHECK(atoms.error().code() == Errc::limit);
}

TEST_CASE("the same input gives the same theory, atom for atom") {
  Bench bench;
  const auto p = bench.predicate(), o = bench.predicate(), q = bench.predicate();
  bench.program.readings.push_back({.not_encoded = {false, true}});
  bench.rule(of(q), {if_(p, 1)}, {kState, kParty}).guards = {{.reading = 0, .options = 1}};
  bench.rule(of(q, true), {if_(o)}).passage = 3;
  bench.say(about(p), {holds(1), fails(0)});
  const Grounding a = bench.ground(about(q)), b = bench.ground(about(q));
  CHECK(a.index == b.index);
  REQUIRE(a.theory.rule_count() == b.theory.rule_count());
  for (RuleId r = 0; r < a.theory.rule_count(); ++r) {
    CHECK(a.theory.head(r) == b.theory.head(r));
    CHECK(std::ranges::equal(a.theory.body(r), b.theory.body(r)));
    CHECK(a.rules[r].rule == b.rules[r].rule);
    CHECK(a.rules[r].binding == b.rules[r].binding);
  }
  REQUIRE(a.choices.size() == b.choices.size());
  for (ChoiceId c = 0; c < a.choices.size(); ++c) {
    CHECK(a.choices[c].kind == b.choices[c].kind);
    CHECK(a.theory.alternative_count(c) == b.theory.alternative_count(c));
  }
}

}  // namespace comity::reason
