// Grounding: which rules are left, its limits, and that it always gives the same.
#include <doctest/doctest.h>

#include "reason/ground.h"
#include "reason/ground_bench_for_test.h"

namespace comity::reason {

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

TEST_CASE("a rule about States says nothing of a party that is none") {
  Bench bench;
  const auto q = bench.predicate({kParty});
  bench.rule(of(q), {}, {kState});
  CHECK(bench.outcomes(about(q, {kAldoria})) == only(kYes));
  CHECK(bench.outcomes(about(q, {kFirm})) == only(kNot));
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
    bench.rule(of(q), {asks_for(p)});
    bench.rule(of(q, true), {asks_for(o)});
    bench.rule(of(r), {asks_for(q, standard)});
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
  bench.rule(of(q), {asks_for(p)});
  bench.rule(of(other), {asks_for(q)});
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
  bench.rule(of(q), {asks_for(p, 1)}, {kState, kParty}).guards = {{.reading = 0, .options = 1}};
  bench.rule(of(q, true), {asks_for(o)}).passage = 3;
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
