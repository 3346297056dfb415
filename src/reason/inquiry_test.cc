#include "reason/inquiry.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reason/random_theory.h"
#include "reason/solver.h"
#include "reason/sweep.h"

namespace comity::reason {
namespace {

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }

// Wrongful (3) if attributable (0) and a breach (1), unless a countermeasure (2).
Theory wrongful() {
  TheoryBuilder builder;
  builder.add_rule(lit(3), std::vector{lit(0), lit(1)});
  builder.add_rule(no(3), std::vector{lit(2)});
  builder.add_superiority(1, 0);
  for (Atom a = 0; a < 3; ++a) builder.add_open(a);
  builder.add_open(7);  // nothing depends on it
  return std::move(*builder.build());
}

TEST_CASE("an inquiry says what can come out, on what it hangs, and what would settle it") {
  const Theory theory = wrongful();
  const Inquiry inquiry(theory, lit(3));
  const Restriction all = Restriction::none(theory);
  CHECK(inquiry.exact());
  CHECK(inquiry.cone().size() == 3);
  CHECK(inquiry.outcomes(all).has(Outcome::established));
  CHECK(inquiry.outcomes(all).has(Outcome::excluded));
  CHECK(inquiry.outcomes(all).has(Outcome::not_established));
  CHECK_FALSE(inquiry.outcomes(all).has(Outcome::undetermined));
  CHECK(inquiry.relevant(all) == std::vector<ChoiceId>{0, 1, 2});
  CHECK(inquiry.relevant(all.with(2, 0)).empty());

  const std::vector<Settlement> settled = inquiry.settlements(all, 10, 3);
  REQUIRE(settled.size() == 4);
  CHECK(settled[0].picks == std::vector<Pick>{{2, 0}});
  CHECK(settled[0].outcome == Outcome::excluded);
  CHECK(settled[1].picks == std::vector<Pick>{{0, 1}, {2, 1}});
  CHECK(settled[1].outcome == Outcome::not_established);
  CHECK(settled[3].picks == std::vector<Pick>{{0, 0}, {1, 0}, {2, 1}});
  CHECK(settled[3].outcome == Outcome::established);

  const std::vector<Settlement> changes = inquiry.nearest_changes({0, 0, 1, 0}, all, 10);
  CHECK(changes.size() == 3);
  CHECK(inquiry.next_question(all, inquiry.cone()) == ChoiceId{2});
}

// Everything by enumeration with the solver, choice by choice.
struct Enumerated {
  const Theory& theory;
  Literal query;
  Solver solver{theory};

  OutcomeSet outcomes(const Restriction& within) {
    OutcomeSet set;
    World world(theory.choice_count(), 0);
    do {
      if (!allowed(world, within)) continue;
      solver.solve(world);
      set.add(solver.outcome(query));
    } while (next_world(theory, world));
    return set;
  }
  bool allowed(const World& world, const Restriction& within) const {
    for (ChoiceId c = 0; c < world.size(); ++c) {
      if (!((within.allowed[c] >> world[c]) & 1)) return false;
    }
    return true;
  }
};

Restriction random_restriction(Random& random, const Theory& theory) {
  Restriction within = Restriction::none(theory);
  for (uint64_t& allowed : within.allowed) {
    const uint64_t some = allowed & random.next();
    if (random.chance(40) && some != 0) allowed = some;
  }
  return within;
}

constexpr TheoryShape kOpen{.atoms_max = 6, .rules_max = 12, .choices_max = 5};

TEST_CASE("random theories: outcomes within a restriction are those of its worlds") {
  Random random(21);
  for (int i = 0; i < 400; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    const Inquiry inquiry(theory, query);
    const Inquiry bounded(theory, query, {.worlds_log2_max = 0, .diagram_nodes_max = 0});
    Enumerated enumerated{theory, query};
    for (int k = 0; k < 4; ++k) {
      const Restriction within = random_restriction(random, theory);
      const OutcomeSet expected = enumerated.outcomes(within);
      CHECK(inquiry.outcomes(within) == expected);
      OutcomeSet both = bounded.outcomes(within);
      both.add(expected);
      CHECK(both == bounded.outcomes(within));
    }
  }
}

TEST_CASE("sweep, diagram, part of a sweep and bounds: the same answers as far as each goes") {
  Random random(24);
  for (int i = 0; i < 300; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    const Inquiry swept(theory, query);
    const Inquiry grown(theory, query, {.worlds_log2_max = 0});
    const Inquiry part(theory, query, {.worlds_log2_max = 3, .diagram_nodes_max = 0});
    const Restriction within = random_restriction(random, theory);
    const World world = random_world(random, theory);
    CHECK(grown.exact());
    CHECK(swept.outcomes(within) == grown.outcomes(within));
    CHECK(swept.relevant(within) == grown.relevant(within));
    CHECK(swept.next_question(within, swept.cone()) == grown.next_question(within, grown.cone()));
    const auto same = [](const auto& a, const auto& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                        [](const Settlement& x, const Settlement& y) {
                          return x.picks == y.picks && x.outcome == y.outcome;
                        });
    };
    CHECK(same(swept.settlements(within, 9, 5), grown.settlements(within, 9, 5)));
    const Restriction all = Restriction::none(theory);
    CHECK(same(swept.nearest_changes(world, all, 9), grown.nearest_changes(world, all, 9)));
    if (!part.exact(within)) continue;
    CHECK(part.outcomes(within) == swept.outcomes(within));
    CHECK(part.relevant(within) == swept.relevant(within));
    CHECK(same(part.settlements(within, 9, 5), swept.settlements(within, 9, 5)));
  }
}

TEST_CASE("a sample's shares lie within its margin, and the same seed draws the same worlds") {
  Random random(25);
  int outside = 0;
  for (int i = 0; i < 100; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    const Restriction within = random_restriction(random, theory);
    const OutcomeCounts counts = Sweep(theory, {&query, 1}).count(within).front();
    const double worlds = static_cast<double>(counts[0] + counts[1] + counts[2] + counts[3]);
    const Inquiry inquiry(theory, query);
    const Sample sample = inquiry.sample(within, 10000, 7);
    for (size_t o = 0; o < 4; ++o) {
      const double share = static_cast<double>(counts[o]) / worlds;
      outside += std::abs(share - sample.shares[o]) > sample.margin;
    }
    CHECK(sample.shares == inquiry.sample(within, 10000, 7).shares);
    CHECK(sample.worlds >= 10000);
  }
  CHECK(outside <= 1);
}

TEST_CASE("random theories: a settlement settles, and none of its picks can be left out") {
  Random random(22);
  size_t seen = 0;
  for (int i = 0; i < 300; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Inquiry inquiry(theory, {random.below(2 * theory.atom_count())});
    const Restriction within = random_restriction(random, theory);
    for (const Settlement& s : inquiry.settlements(within, 20, 4)) {
      Restriction settled = within;
      for (const Pick& pick : s.picks) settled = settled.with(pick.choice, pick.alternative);
      CHECK(inquiry.outcomes(settled).only() == s.outcome);
      for (size_t left_out = 0; left_out < s.picks.size(); ++left_out) {
        Restriction weaker = within;
        for (size_t k = 0; k < s.picks.size(); ++k) {
          if (k != left_out) weaker = weaker.with(s.picks[k].choice, s.picks[k].alternative);
        }
        CHECK_FALSE(inquiry.outcomes(weaker).single());
      }
      ++seen;
    }
  }
  CHECK(seen > 300);
}

TEST_CASE("random theories: a change changes the answer, and no smaller change would") {
  Random random(23);
  size_t seen = 0;
  for (int i = 0; i < 300; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    const Inquiry inquiry(theory, query);
    const World world = random_world(random, theory);
    Solver solver(theory);
    solver.solve(world);
    const Outcome now = solver.outcome(query);
    for (const Settlement& s : inquiry.nearest_changes(world, Restriction::none(theory), 5)) {
      World changed = world;
      for (const Pick& pick : s.picks) {
        CHECK(changed[pick.choice] != pick.alternative);
        changed[pick.choice] = pick.alternative;
      }
      solver.solve(changed);
      CHECK(solver.outcome(query) == s.outcome);
      CHECK(s.outcome != now);
      ++seen;
    }
  }
  CHECK(seen > 100);
}

}  // namespace
}  // namespace comity::reason
