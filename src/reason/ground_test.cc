// Grounding: what becomes a fact and what a choice, seen through what then follows.
#include "reason/ground.h"

#include <doctest/doctest.h>

#include "reason/ground_bench_for_test.h"

namespace comity::reason {

// ---- grades ------------------------------------------------------------------------------------

TEST_CASE("at a standard only facts of that grade or above count") {
  for (Grade grade = 0; grade < 3; ++grade) {
    for (Grade standard = 0; standard < 3; ++standard) {
      CAPTURE(int{grade});
      CAPTURE(int{standard});
      Bench bench;
      const auto p = bench.predicate(), q = bench.predicate();
      bench.rule(of(q), {asks_for(p, standard)});
      bench.say(about(p), {holds(grade)});
      CHECK(bench.outcomes(about(q)) == only(grade >= standard ? kYes : kNot));
    }
  }
}

TEST_CASE("the standard reaches through what rules conclude") {
  for (const Grade grade : {Grade{0}, Grade{1}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
    bench.rule(of(q), {asks_for(p)});
    bench.rule(of(r), {asks_for(q, 1)});
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(q)) == only(kYes));  // by itself it follows all the same
    CHECK(bench.outcomes(about(r)) == only(grade == 1 ? kYes : kNot));
  }
}

TEST_CASE("of two standards on one path the higher counts") {
  for (const Grade grade : {Grade{1}, Grade{2}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
    bench.rule(of(q), {asks_for(p, 2)});
    bench.rule(of(r), {asks_for(q, 1)});
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(r)) == only(grade == 2 ? kYes : kNot));
  }
}

TEST_CASE("an objection needs no more than the weakest grade") {
  Bench bench;
  const auto p = bench.predicate(), o = bench.predicate(), q = bench.predicate(),
             r = bench.predicate();
  bench.rule(of(q), {asks_for(p)});
  bench.rule(of(q, true), {asks_for(o)});
  bench.rule(of(r), {asks_for(q, 2)});
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

TEST_CASE("rules that conclude the opposite show it to a grade as well") {
  for (const Grade grade : {Grade{0}, Grade{1}}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
    bench.rule(of(q, true), {asks_for(p)});
    bench.rule(of(r), {{.pattern = of(q, true), .standard = 1}});
    bench.say(about(p), {holds(grade)});
    CHECK(bench.outcomes(about(r)) == only(grade == 1 ? kYes : kNot));
  }
}

TEST_CASE("what is open can come out at any grade") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.rule(of(q), {asks_for(p, 2)});
  bench.say(about(p), {{.value = Value::open}});
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
}

// ---- what nobody said --------------------------------------------------------------------------

TEST_CASE("without a burden what nobody has said is open; with one it is not shown") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate();
  bench.rule(of(q), {asks_for(p)});
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
  bench.rule(of(q), {asks_for(p)});
  bench.rule(of(r), {shown_by_claimant(p)});
  bench.rule(of(s), {asks_for(q), asks_for(r)});
  CHECK(bench.outcomes(about(s)) == only(kNot));
  CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
}

TEST_CASE("a fact that was raised is one choice, whoever bears a burden for it") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate(), r = bench.predicate(),
             s = bench.predicate();
  bench.rule(of(q), {asks_for(p)});
  bench.rule(of(r), {shown_by_claimant(p)});
  bench.rule(of(s), {asks_for(q), asks_for(r)});
  bench.say(about(p), {{.value = Value::open}});
  CHECK(bench.ground(about(s)).choices.size() == 1);
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
  bench.rule(of(q), {asks_for(p)});
  bench.rule(of(r), {{.pattern = of(p, true)}});
  bench.say(about(p), {{.value = Value::not_shown}});
  CHECK(bench.outcomes(about(q)) == only(kNot));
  CHECK(bench.outcomes(about(r)) == only(kNot));
}

TEST_CASE("a contested fact has an alternative for each version, with its own grade") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  bench.rule(of(q), {asks_for(p, 1)});
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
      ProgramPremise premise = asks_for(p);
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
  ProgramPremise premise = asks_for(p);
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

TEST_CASE("an open date falls somewhere among the days of the moments, and nowhere else") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  for (const When when : {When::before, When::after}) {
    for (const Individual moment : {kRaid, kReply}) {
      ProgramPremise premise = asks_for(p);
      premise.pattern.when = when;
      premise.pattern.moment = individual(moment);
      bench.rule(of(q), {premise});
    }
  }
  bench.say(about(p), {holds(2)});
  const Grounding grounding = bench.ground(about(q));
  REQUIRE(grounding.choices.size() == 1);
  // Before both, on the first, between them, on the second, after both: never before and after one.
  CHECK(grounding.choices[0].alternatives.size() == 5);
  CHECK(bench.outcomes(about(q)) == only(kYes));
}

TEST_CASE("a fact with an open date may be compared with any number of moments") {
  for (const bool with_days : {true, false}) {
    Bench bench;
    const auto p = bench.predicate(), q = bench.predicate();
    for (uint32_t m = 0; m < 50; ++m) {
      const auto moment = static_cast<Individual>(bench.domain.kinds.size());
      bench.domain.kinds.push_back(bench.domain.kinds[kRaid]);
      bench.domain.dates.push_back(
          with_days ? std::optional(day("2032-01-01") + std::chrono::days(m)) : std::nullopt);
      ProgramPremise premise = asks_for(p);
      premise.pattern.when = When::before;
      premise.pattern.moment = individual(moment);
      bench.rule(of(q), {premise});
    }
    bench.say(about(p), {holds(2)});
    CHECK(bench.outcomes(about(q)) == either(kYes, kNot));
  }
}

TEST_CASE("one fact may be compared with two moments") {
  Bench bench;
  const auto p = bench.predicate(), q = bench.predicate();
  ProgramPremise late = asks_for(p), early = asks_for(p);
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
  bench.rule(of(r), {asks_for(p), asks_for(q)});
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
  bench.rule(of(q), {asks_for(a, 2)});
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

}  // namespace comity::reason
