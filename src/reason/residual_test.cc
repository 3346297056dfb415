#include "reason/residual.h"

#include <doctest/doctest.h>

#include "reason/random_theory.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

TEST_CASE("a rule whose premise nobody can bring about is dropped, and its choices with it") {
  TheoryBuilder builder;
  const Atom head = builder.add_atom(), open = builder.add_atom(), never = builder.add_atom();
  const Literal body[] = {Literal::positive(open), Literal::positive(never)};
  builder.add_rule(Literal::positive(head), body);
  builder.add_open(open);
  const Theory theory = *builder.build();
  CHECK(residual(theory).rule_count() == 0);
  CHECK(residual(theory).choice_count() == 1);
}

TEST_CASE("what only a circle would hold up is dropped") {
  TheoryBuilder builder;
  const Atom a = builder.add_atom(), b = builder.add_atom();
  const Literal to_b[] = {Literal::positive(a)}, to_a[] = {Literal::positive(b)};
  builder.add_rule(Literal::positive(b), to_b);
  builder.add_rule(Literal::positive(a), to_a);
  CHECK(residual(*builder.build()).rule_count() == 0);
}

TEST_CASE("every literal keeps its outcome in every world of random theories") {
  size_t dropped = 0;
  Random random(20310411);
  for (int round = 0; round < 2000; ++round) {
    const Theory theory =
        random_theory(random, {.choices_max = 3, .propagating_percent = round % 2 == 0 ? 0u : 40u});
    const Theory smaller = residual(theory);
    dropped += theory.rule_count() - smaller.rule_count();
    Solver before(theory), after(smaller);
    World world(theory.choice_count(), 0);
    do {
      before.solve(world);
      after.solve(world);
      for (Atom a = 0; a < theory.atom_count(); ++a) {
        CAPTURE(round);
        REQUIRE(before.outcome(Literal::positive(a)) == after.outcome(Literal::positive(a)));
      }
    } while (next_world(theory, world));
  }
  CHECK(dropped > 100);  // the property is not about nothing
}

}  // namespace
}  // namespace comity::reason
