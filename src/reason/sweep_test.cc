#include "reason/sweep.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "reason/random_theory.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

std::vector<Literal> all_literals(const Theory& theory) {
  std::vector<Literal> out;
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) out.push_back({code});
  return out;
}

// The place of a world in a table; its unlisted choices do not matter.
size_t place(const WorldLayout& layout, const World& world) {
  size_t index = 0;
  for (size_t i = 0; i < layout.choices.size(); ++i) {
    const auto& list = layout.alternatives[i];
    const auto at = std::find(list.begin(), list.end(), world[layout.choices[i]]);
    index += static_cast<size_t>(at - list.begin()) * layout.stride[i];
  }
  return index;
}

// Sweeps everything and solves every world by itself; returns the number of differences.
size_t differences(const Theory& theory) {
  const std::vector<Literal> queries = all_literals(theory);
  const Sweep sweep(theory, queries);
  const Restriction all = Restriction::none(theory);
  const std::vector<OutcomeTable> tables = sweep.tabulate(all);
  Solver solver(theory);
  World world(theory.choice_count(), 0);
  std::vector<OutcomeCounts> counts(queries.size());
  size_t wrong = 0;
  do {
    solver.solve(world);
    for (size_t q = 0; q < queries.size(); ++q) {
      const Outcome expected = solver.outcome(queries[q]);
      ++counts[q][size_t(expected)];
      wrong += tables[q].at(place(tables[q].layout(), world)) != expected;
    }
  } while (next_world(theory, world));
  uint64_t unseen = 1;  // choices outside the cone multiply the worlds
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) unseen *= theory.alternative_count(c);
  unseen /= sweep.worlds(all);
  const std::vector<OutcomeCounts> swept = sweep.count(all);
  for (size_t q = 0; q < queries.size(); ++q) {
    for (size_t o = 0; o < 4; ++o) wrong += swept[q][o] * unseen != counts[q][o];
  }
  return wrong;
}

TEST_CASE("random theories: a sweep agrees with the solver, world for world") {
  Random random(31);
  size_t wrong = 0;
  for (const TheoryShape& shape :
       {TheoryShape{.choices_max = 5}, TheoryShape{.choices_max = 3, .strict_percent = 40},
        TheoryShape{.atoms_max = 4, .rules_max = 14, .choices_max = 4, .propagating_percent = 50},
        TheoryShape{.atoms_max = 10,
                    .rules_max = 24,
                    .body_max = 3,
                    .choices_max = 6,
                    .propagating_percent = 20}}) {
    for (int i = 0; i < 300; ++i) wrong += differences(random_theory(random, shape));
  }
  CHECK(wrong == 0);
}

// 2^14 * 3^3 worlds: rows that do not fill their last step.
TEST_CASE("a wide sweep gives the same answer on any number of threads, whatever is allowed") {
  Random random(32);
  TheoryBuilder builder;
  for (Atom a = 0; a < 14; ++a) builder.add_open(a);
  for (Atom a = 14; a < 20; a += 2) {
    const std::vector<std::vector<Literal>> reading{
        {Literal::positive(a)}, {Literal::positive(a + 1)}, {}};
    builder.add_choice(reading);
  }
  for (Atom a = 20; a < 60; ++a) {
    std::vector<Literal> body;
    for (int k = 0; k < 3; ++k) body.push_back({random.below(2 * a)});
    builder.add_rule({2 * a + random.below(2)}, body);
    builder.add_rule({2 * a + random.below(2)}, std::vector{Literal{random.below(2 * a)}});
  }
  const Theory theory = std::move(*builder.build());
  const std::vector<Literal> query{Literal::positive(58), Literal::positive(59)};
  const Sweep sweep(theory, query);
  for (int i = 0; i < 4; ++i) {
    Restriction within = Restriction::none(theory);
    if (i % 2 == 1) within.allowed[15] = 5;
    if (i >= 2) within = within.with(3, 1);
    const std::vector<OutcomeCounts> one = sweep.count(within);
    CHECK(sweep.count(within, 3) == one);
    for (size_t q = 0; q < 2; ++q) {
      CHECK(one[q][0] + one[q][1] + one[q][2] + one[q][3] == sweep.worlds(within));
    }
    const std::vector<OutcomeTable> tables = sweep.tabulate(within, 2);
    Solver solver(theory);
    size_t wrong = 0;
    for (int k = 0; k < 2000; ++k) {
      World world = random_world(random, theory);
      for (size_t c = 0; c < world.size(); ++c) {
        while (!((within.allowed[c] >> world[c]) & 1)) world[c] = (world[c] + 1) % 3;
      }
      solver.solve(world);
      for (size_t q = 0; q < 2; ++q) {
        wrong += tables[q].at(place(tables[q].layout(), world)) != solver.outcome(query[q]);
      }
    }
    CHECK(wrong == 0);
  }
}

}  // namespace
}  // namespace comity::reason
