#include "reason/outcome_function.h"

#include <doctest/doctest.h>

#include <numeric>
#include <set>
#include <vector>

#include "reason/random_theory.h"
#include "reason/sensitivity.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

constexpr TheoryShape kOpen{
    .atoms_max = 7, .rules_max = 16, .choices_max = 6, .propagating_percent = 15};

struct Both {
  OutcomeFunction swept;
  OutcomeFunction grown;

  Both(const Theory& theory, Literal query)
      : swept(OutcomeFunction::of(
            theory, Sweep(theory, {&query, 1}).tabulate(Restriction::none(theory)).front())),
        grown(*OutcomeFunction::of(theory, compile(theory, {&query, 1}), 1u << 20, 4)) {}
};

TEST_CASE("random theories: sweep, decision diagram and enumeration agree bit for bit") {
  Random random(41);
  size_t wrong = 0;
  for (int i = 0; i < 600; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    const Restriction all = Restriction::none(theory);
    Both both(theory, query);
    Solver solver(theory);
    World world(theory.choice_count(), 0);
    do {
      solver.solve(world);
      wrong += both.swept.outcome(world) != solver.outcome(query);
      wrong += both.grown.outcome(world) != solver.outcome(query);
    } while (next_world(theory, world));
    wrong += both.swept.count(all) != Sweep(theory, {&query, 1}).count(all).front();
    wrong += both.swept.count(all) != both.grown.count(all);
    wrong += both.swept.relevant(all) != both.grown.relevant(all);
    wrong += OutcomeFunction::difference(theory, both.swept, both.grown).has_value();
  }
  CHECK(wrong == 0);
}

TEST_CASE("random theories: two functions that differ come with a world in which they do") {
  Random random(42);
  size_t different = 0;
  for (int i = 0; i < 300; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal p{random.below(2 * theory.atom_count())};
    const Literal q{random.below(2 * theory.atom_count())};
    const OutcomeFunction a = Both(theory, p).swept;
    const OutcomeFunction b = Both(theory, q).grown;
    const std::optional<World> world = OutcomeFunction::difference(theory, a, b);
    if (world) {
      ++different;
      CHECK(a.outcome(*world) != b.outcome(*world));
      continue;
    }
    World every(theory.choice_count(), 0);
    do {
      CHECK(a.outcome(every) == b.outcome(every));
    } while (next_world(theory, every));
  }
  CHECK(different > 50);
}

TEST_CASE("random theories: weights give each outcome the sum of its worlds") {
  Random random(43);
  for (int i = 0; i < 100; ++i) {
    const Theory theory = random_theory(random, kOpen);
    const Literal query{random.below(2 * theory.atom_count())};
    std::vector<std::vector<double>> weights;
    for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
      std::vector<double>& w = weights.emplace_back();
      for (Alternative a = 0; a < theory.alternative_count(c); ++a) w.push_back(random.below(5));
      const double sum = std::accumulate(w.begin(), w.end(), 1.0);
      w.front() += 1;
      for (double& x : w) x /= sum;
    }
    const OutcomeFunction f = Both(theory, query).swept;
    std::array<double, 4> expected{};
    World world(theory.choice_count(), 0);
    do {
      double product = 1;
      for (ChoiceId c = 0; c < world.size(); ++c) product *= weights[c][world[c]];
      expected[size_t(f.outcome(world))] += product;
    } while (next_world(theory, world));
    const std::array<double, 4> weighed = f.weigh(weights);
    for (size_t o = 0; o < 4; ++o) CHECK(weighed[o] == doctest::Approx(expected[o]));
  }
}

TEST_CASE("a fact that decides everything has importance 1, one that decides nothing has 0") {
  TheoryBuilder builder;
  builder.add_rule(Literal::positive(2), std::vector{Literal::positive(0)});
  builder.add_rule(Literal::positive(2), std::vector{Literal::positive(0), Literal::positive(1)});
  builder.add_open(0);
  builder.add_open(1);
  const Theory theory = std::move(*builder.build());
  const OutcomeFunction f = Both(theory, Literal::positive(2)).swept;
  const Sensitivity s = sensitivity(f, {{0.25, 0.75}, {0.5, 0.5}}, Outcome::established);
  CHECK(s.probability == doctest::Approx(0.25));
  REQUIRE(s.importances.size() == 2);
  CHECK(s.importances[0].choice == 0);
  CHECK(s.importances[0].birnbaum == doctest::Approx(1));
  CHECK(s.importances[0].information == doctest::Approx(0.811278));
  CHECK(s.importances[1].birnbaum == doctest::Approx(0));
}

// All sets of picks, by size, that leave one outcome and of which no part does.
size_t settlements_by_definition(const Theory& theory, const OutcomeFunction& f,
                                 const Restriction& within, Outcome outcome) {
  std::vector<std::vector<Pick>> sets{{}};
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    const size_t before = sets.size();
    for (Alternative a = 0; a < theory.alternative_count(c); ++a) {
      if (!((within.allowed[c] >> a) & 1)) continue;
      for (size_t i = 0; i < before; ++i) {
        sets.push_back(sets[i]);
        sets.back().push_back({c, a});
      }
    }
  }
  const auto settles = [&](const std::vector<Pick>& picks, size_t but) {
    Restriction here = within;
    for (size_t i = 0; i < picks.size(); ++i) {
      if (i != but) here = here.with(picks[i].choice, picks[i].alternative);
    }
    return f.outcomes(here).only() == outcome;
  };
  size_t count = 0;
  for (const std::vector<Pick>& picks : sets) {
    bool smallest = settles(picks, picks.size());
    for (size_t i = 0; i < picks.size(); ++i) smallest = smallest && !settles(picks, i);
    count += smallest;
  }
  return count;
}

TEST_CASE("random theories: the smallest settling sets are all there") {
  Random random(44);
  for (int i = 0; i < 200; ++i) {
    const Theory theory = random_theory(random, {.rules_max = 14, .choices_max = 4});
    Both both(theory, {random.below(2 * theory.atom_count())});
    Restriction within = Restriction::none(theory);
    if (theory.choice_count() > 1 && theory.alternative_count(0) > 2) within.allowed[0] = 3;
    for (unsigned o = 0; o < 4; ++o) {
      const size_t expected = settlements_by_definition(theory, both.swept, within, Outcome(o));
      CHECK(both.swept.settlement_count(within, Outcome(o)) == expected);
      CHECK(both.grown.settlement_count(within, Outcome(o)) == expected);
    }
  }
}

// Enough variables and structure that sifting has something to do.
TEST_CASE("reordering keeps every function and never leaves the diagram larger") {
  Diagram diagram(
      std::vector<uint32_t>(16, 2),
      [] {
        std::vector<Diagram::Variable> order(16);
        std::iota(order.begin(), order.end(), 0);
        return order;
      }(),
      1u << 20);
  Diagram::Node f = 0;  // x0 x8 + x1 x9 + ...: exponential in this order, linear in the best one
  for (Diagram::Variable v = 0; v < 8; ++v) {
    const Diagram::Node pair = diagram.conj(diagram.test(v, 1), diagram.test(v + 8, 1));
    f = diagram.negate(diagram.apply(Diagram::Op::neither, f, pair));
  }
  const auto value = [&](uint32_t bits) {
    Diagram::Node n = f;
    while (!Diagram::is_terminal(n)) n = diagram.children(n)[(bits >> diagram.variable(n)) & 1];
    return n;
  };
  std::vector<Diagram::Node> before;
  for (uint32_t bits = 0; bits < 65536; ++bits) before.push_back(value(bits));
  const size_t large = diagram.size({&f, 1});
  diagram.sift({&f, 1});
  CHECK(large > 500);
  CHECK(diagram.size({&f, 1}) == 16);
  CHECK(diagram.node_count() == 16);
  size_t wrong = 0;
  for (uint32_t bits = 0; bits < 65536; ++bits) wrong += value(bits) != before[bits];
  CHECK(wrong == 0);
  CHECK(diagram.conj(f, diagram.negate(f)) == 0);
}

}  // namespace
}  // namespace comity::reason
