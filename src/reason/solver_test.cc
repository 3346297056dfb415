#include "reason/solver.h"

#include <doctest/doctest.h>

#include <vector>

#include "reason/random_theory.h"
#include "reason/reference.h"

namespace comity::reason {
namespace {

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }

Theory built(TheoryBuilder& builder) {
  Result<Theory> theory = builder.build();
  REQUIRE(theory);
  return std::move(*theory);
}

// Returns the number of literals on which the two differ.
size_t differences(const Theory& theory, Solver& solver, const World& world) {
  solver.solve(world);
  const Reference expected = reference_model(theory, world);
  size_t wrong = 0;
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
    const Literal l{code};
    wrong += (solver.definite(l) == Tag::proved) != expected.definite.contains(l);
    wrong += solver.tag(l) != expected.tag(l);
    wrong += solver.support(l) != expected.support(l);
    wrong += solver.outcome(l) != expected.outcome(l);
  }
  return wrong;
}

size_t random_differences(const TheoryShape& shape, uint64_t seed, int count) {
  Random random(seed);
  size_t wrong = 0;
  for (int i = 0; i < count; ++i) {
    const Theory theory = random_theory(random, shape);
    Solver solver(theory);
    for (int w = 0; w < 3; ++w) wrong += differences(theory, solver, random_world(random, theory));
  }
  return wrong;
}

TEST_CASE("a team wins where each objection meets a stronger member") {
  TheoryBuilder builder;
  for (Literal head : {lit(0), lit(0), no(0), no(0)}) builder.add_rule(head, {});
  builder.add_superiority(0, 2);
  builder.add_superiority(1, 3);
  const Theory theory = built(builder);
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.outcome(lit(0)) == Outcome::established);
  CHECK(solver.outcome(no(0)) == Outcome::excluded);
}

TEST_CASE("a conflict without priority establishes neither side") {
  TheoryBuilder builder;
  builder.add_rule(lit(0), {});
  builder.add_rule(no(0), {});
  const Theory theory = built(builder);
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.outcome(lit(0)) == Outcome::not_established);
  CHECK(solver.tag(no(0)) == Tag::refuted);
}

TEST_CASE("a defeater blocks and supports nothing") {
  TheoryBuilder builder;
  builder.add_rule(lit(0), {});
  builder.add_rule(no(0), {}, Strength::defeater);
  const Theory theory = built(builder);
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.tag(lit(0)) == Tag::refuted);
  CHECK(solver.tag(no(0)) == Tag::refuted);
}

TEST_CASE("a definite fact prevails over every rule, also by a strict rule") {
  TheoryBuilder builder;
  builder.add_rule(no(1), {});
  builder.add_rule(lit(1), std::vector{lit(0)}, Strength::strict);
  builder.add_open(0);
  const Theory theory = built(builder);
  Solver solver(theory);
  solver.solve({0});
  CHECK(solver.outcome(lit(1)) == Outcome::established);
  CHECK(solver.definite(lit(1)) == Tag::proved);
  solver.solve({1});
  CHECK(solver.outcome(lit(1)) == Outcome::excluded);
  CHECK(solver.definite(no(1)) == Tag::refuted);
}

TEST_CASE("ambiguity of the evidence reaches the verdict only where the atom is marked") {
  for (const bool marked : {false, true}) {
    TheoryBuilder builder;  // 0: responsible, 1: guilty
    builder.add_rule(lit(0), {});
    builder.add_rule(no(0), {});
    builder.add_rule(lit(1), std::vector{lit(0)});
    builder.add_rule(no(1), {});
    if (marked) builder.mark_propagating(0);
    const Theory theory = built(builder);
    Solver solver(theory);
    solver.solve({});
    CHECK(solver.tag(lit(0)) == Tag::refuted);
    CHECK(solver.support(lit(0)) == (marked ? Tag::proved : Tag::refuted));
    CHECK(solver.outcome(lit(1)) == (marked ? Outcome::not_established : Outcome::excluded));
  }
}

TEST_CASE("a loop that only supports itself is refuted, one through objections stays open") {
  TheoryBuilder builder;
  builder.add_rule(lit(0), std::vector{lit(1)});
  builder.add_rule(lit(1), std::vector{lit(0)});
  builder.add_rule(lit(2), {});  // 2 and 3 each hold unless the other does
  builder.add_rule(no(2), std::vector{lit(3)});
  builder.add_rule(lit(3), {});
  builder.add_rule(no(3), std::vector{lit(2)});
  const Theory theory = built(builder);
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.tag(lit(0)) == Tag::refuted);
  CHECK(solver.outcome(lit(1)) == Outcome::not_established);
  CHECK(solver.outcome(lit(2)) == Outcome::undetermined);
  CHECK(solver.outcome(lit(3)) == Outcome::undetermined);
}

TEST_CASE("random theories: the solver agrees with the definition") {
  CHECK(random_differences({}, 1, 3000) == 0);
  CHECK(random_differences({.atoms_max = 3, .rules_max = 8}, 2, 3000) == 0);
  CHECK(random_differences({.choices_max = 3, .strict_percent = 30}, 3, 2000) == 0);
  CHECK(random_differences({.propagating_percent = 40}, 4, 3000) == 0);
  CHECK(random_differences(
            {.atoms_max = 4, .rules_max = 14, .choices_max = 2, .propagating_percent = 100}, 5,
            2000) == 0);
  CHECK(random_differences({.atoms_max = 12, .rules_max = 30, .body_max = 3}, 6, 500) == 0);
}

}  // namespace
}  // namespace comity::reason
