#include "reason/timeline.h"

#include <doctest/doctest.h>

#include <set>

#include "reason/ground_bench_for_test.h"
#include "reason/random.h"

namespace comity::reason {
namespace {

TEST_CASE("an axis is cut on the first day of what is new") {
  const DateRange ranges[] = {{day("2001-12-12"), day("2010-12-31")},
                              {day("2011-01-01"), {}},
                              {{}, day("2001-12-11")},
                              {day("2020-01-02"), day("2020-01-01")}};  // empty: on no day
  const Axis axis(changes_of(ranges));
  REQUIRE(axis.size() == 3);
  CHECK(axis.dates(0) == DateRange{{}, day("2001-12-11")});
  CHECK(axis.dates(1) == DateRange{day("2001-12-12"), day("2010-12-31")});
  CHECK(axis.dates(2) == DateRange{day("2011-01-01"), {}});
  CHECK(axis.stretch_of(day("2001-12-11")) == 0);
  CHECK(axis.stretch_of(day("2001-12-12")) == 1);
  CHECK(axis.stretch_of(day("2010-12-31")) == 1);
  CHECK(axis.stretch_of(day("2011-01-01")) == 2);
  CHECK(Axis({}).size() == 1);
  CHECK(Axis({}).dates(0) == DateRange{});
}

// A rule that an amendment replaces, another that lapses and is made again in the same words.
struct Amended : Bench {
  PredicateId given = predicate(), more = predicate(), owed = predicate(), barred = predicate();

  Amended() {
    rule(of(owed), {asks_for(given)}).in_force = {day("2001-01-01"), day("2009-12-31")};
    rule(of(owed), {asks_for(given), asks_for(more)}).in_force = {day("2010-01-01"), {}};
    rule(of(barred), {asks_for(given)}).in_force = {day("2005-01-01"), day("2006-12-31")};
    rule(of(barred), {asks_for(given)}).in_force = {day("2008-01-01"), day("2008-12-31")};
    for (ProgramRule& r : program.rules) r.applies_to.from = day("2000-01-01");
  }
};

TEST_CASE("slices hold the rules of their dates, and share a program where these say the same") {
  const Amended law;
  const Timeline timeline(law.program);
  const auto rules = [&](const char* fact, const char* view) {
    const auto slice = timeline.at(day(fact), day(view));
    return std::set<uint32_t>(slice.rules.begin(), slice.rules.end());
  };
  CHECK(rules("2004-05-05", "2000-12-31").empty());
  CHECK(rules("1999-12-31", "2005-01-01").empty());
  CHECK(rules("2004-05-05", "2005-01-01") == std::set<uint32_t>{0, 2});
  CHECK(rules("2004-05-05", "2008-01-01") == std::set<uint32_t>{0, 3});
  CHECK(rules("2004-05-05", "2010-01-01") == std::set<uint32_t>{1});
  const auto program = [&](const char* view) {
    return timeline.at(day("2004-05-05"), day(view)).program;
  };
  CHECK(program("2005-06-01") == program("2008-06-01"));  // lapsed, and made again
  CHECK(program("2004-06-01") == program("2007-06-01"));
  CHECK(program("2004-06-01") == program("2009-06-01"));
  CHECK(program("2004-06-01") != program("2010-06-01"));
  CHECK(timeline.force().size() == 7);
  CHECK(timeline.efficacy().size() == 2);
  CHECK(timeline.distinct() == 4);  // nothing, the first rule, it and the bar, its replacement
}

TEST_CASE("what no rule in force concludes is not shown, and no open fact") {
  Amended law;
  law.say(about(law.given), {holds(2)});
  const auto outcomes = [&](const char* view) {
    Amended then = law;
    then.program = *Timeline(law.program).at(day("2004-05-05"), day(view)).program;
    return then.outcomes(about(law.owed));
  };
  CHECK(outcomes("2000-06-01") == only(kNot));
  CHECK(outcomes("2004-06-01") == only(kYes));
  CHECK(outcomes("2011-06-01") == either(kYes, kNot));
}

struct RandomLaw : Bench {
  std::vector<PredicateId> facts_of, derived;

  explicit RandomLaw(Random& random) {
    for (int i = 0; i < 3; ++i) facts_of.push_back(predicate());
    for (int i = 0; i < 3; ++i) derived.push_back(predicate());
    std::vector<PredicateId> all = facts_of;
    all.insert(all.end(), derived.begin(), derived.end());
    const auto count = 4 + random.below(8);
    for (uint32_t r = 0; r < count; ++r) {
      std::vector<ProgramPremise> premises;
      for (uint32_t p = random.below(3); p > 0; --p)
        premises.push_back(asks_for(all[random.below(6)]));
      ProgramRule& made = rule(of(derived[random.below(3)], random.below(3) == 0), premises);
      made.in_force = range(random);
      made.applies_to = range(random);
    }
    for (uint32_t a = 0; a < count; ++a) {
      for (uint32_t b = a + 1; b < count; ++b) {
        const Pattern &one = program.rules[a].head, &other = program.rules[b].head;
        const bool conflict = one.predicate == other.predicate && one.negated != other.negated;
        if (conflict && random.below(2) == 0) program.superiority.emplace_back(a, b);
      }
    }
  }

  static Date date(Random& random) {
    return day("2010-01-01") + std::chrono::days(random.below(60));
  }
  static DateRange range(Random& random) {
    DateRange range;
    if (random.below(2) == 0) range.from = date(random);
    if (random.below(2) == 0) range.until = date(random);
    return range;
  }
};

TEST_CASE("random laws: a slice says what the whole law says at its dates, on every day in it") {
  Random random(81);
  size_t checked = 0;
  for (int i = 0; i < 60; ++i) {
    RandomLaw law(random);
    const Timeline timeline(law.program);
    for (int tries = 0; tries < 10; ++tries) {
      const Date fact = RandomLaw::date(random), view = RandomLaw::date(random);
      for (const PredicateId p : law.facts_of) {
        if (random.below(3) != 0) law.say(about(p), {random.below(2) == 0 ? holds(2) : fails(2)});
      }
      law.domain.governed_as_of = fact;
      law.domain.view_date = view;
      RandomLaw sliced = law;
      sliced.program = *timeline.at(fact, view).program;
      sliced.domain.governed_as_of = sliced.domain.view_date = std::nullopt;
      for (const PredicateId root : law.derived) {
        CHECK(sliced.outcomes(about(root)) == law.outcomes(about(root)));
        ++checked;
      }
      const Axis& force = timeline.force();
      const DateRange stretch = force.dates(force.stretch_of(view));
      CHECK(stretch.contains(view));
      if (stretch.from)
        CHECK(timeline.at(fact, *stretch.from).program == timeline.at(fact, view).program);
    }
    CHECK(timeline.distinct() <= timeline.force().size() * timeline.efficacy().size());
  }
  CHECK(checked == 1800);
}

}  // namespace
}  // namespace comity::reason
