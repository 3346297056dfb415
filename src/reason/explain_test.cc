#include "reason/explain.h"

#include <doctest/doctest.h>

#include <vector>

#include "reason/random_theory.h"

namespace comity::reason {
namespace {

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }

// 0: breach, 1: countermeasure, 2: wrongful.
Theory wrongful_unless_countermeasure() {
  TheoryBuilder builder;
  builder.add_rule(lit(2), std::vector{lit(0)});
  builder.add_rule(no(2), std::vector{lit(1)});
  builder.add_superiority(1, 0);
  builder.add_open(0);
  builder.add_open(1);
  return std::move(*builder.build());
}

TEST_CASE("a proof names the rule and why each objection fails") {
  const Theory theory = wrongful_unless_countermeasure();
  Solver solver(theory);
  const World world{0, 1};
  solver.solve(world);
  const Proof proof = explain(theory, solver, world, lit(2));
  const Step& root = proof.steps[proof.root];
  CHECK(root.kind == Step::Kind::rule);
  CHECK(root.rule == 0);
  REQUIRE(root.objections.size() == 1);
  CHECK(root.objections[0].failing == Failing::premise);
  CHECK(proof.steps[*root.objections[0].because].kind == Step::Kind::contradicted);
  CHECK(check(theory, world, proof));
}

TEST_CASE("a refutation names the objection that stands") {
  const Theory theory = wrongful_unless_countermeasure();
  Solver solver(theory);
  const World world{0, 0};
  solver.solve(world);
  const Proof proof = explain(theory, solver, world, lit(2));
  CHECK(proof.steps[proof.root].kind == Step::Kind::defeated);
  CHECK(proof.steps[proof.root].rule == 1);
  CHECK(check(theory, world, proof));
  CHECK_FALSE(check(theory, {0, 1}, proof));  // another world, another answer
}

TEST_CASE("a proof has the least height") {
  TheoryBuilder builder;  // the long way to 5 comes first
  for (Atom a = 0; a < 5; ++a) builder.add_rule(lit(a + 1), std::vector{lit(a)});
  builder.add_rule(lit(5), std::vector{lit(0)});
  builder.add_fact(lit(0));
  const Theory theory = std::move(*builder.build());
  Solver solver(theory);
  solver.solve({});
  CHECK(explain(theory, solver, {}, lit(5)).steps.size() == 2);
}

TEST_CASE("the checker refuses a proof that was tampered with") {
  const Theory theory = wrongful_unless_countermeasure();
  Solver solver(theory);
  const World world{0, 1};
  solver.solve(world);
  const Proof proof = explain(theory, solver, world, lit(2));
  Proof other = proof;
  other.steps[other.root].objections.clear();
  CHECK_FALSE(check(theory, world, other));
  other = proof;
  other.steps[other.root].premises.clear();
  CHECK_FALSE(check(theory, world, other));
  other = proof;
  other.steps[other.root].tag = Tag::refuted;
  CHECK_FALSE(check(theory, world, other));
  other = proof;
  other.steps[other.root].literal = no(2);
  CHECK_FALSE(check(theory, world, other));
}

// Explains every literal; returns how many proofs the checker refuses, or turn out to show
// another tag than the solver's.
size_t refused(const Theory& theory, const World& world, size_t& loops) {
  Solver solver(theory);
  solver.solve(world);
  size_t count = 0;
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
    const Proof proof = explain(theory, solver, world, {code});
    const Step& root = proof.steps[proof.root];
    loops += root.kind == Step::Kind::loop;
    count += root.literal != Literal{code} || root.tag != solver.tag({code});
    count += !check(theory, world, proof);
  }
  return count;
}

TEST_CASE("random theories: every explanation is accepted, for the tag that the solver gave") {
  size_t loops = 0;
  size_t wrong = 0;
  Random random(11);
  for (const TheoryShape& shape :
       {TheoryShape{}, TheoryShape{.choices_max = 3, .strict_percent = 30},
        TheoryShape{.atoms_max = 4, .rules_max = 14, .propagating_percent = 50},
        TheoryShape{.atoms_max = 10, .rules_max = 30, .body_max = 3, .propagating_percent = 20}}) {
    for (int i = 0; i < 800; ++i) {
      const Theory theory = random_theory(random, shape);
      wrong += refused(theory, random_world(random, theory), loops);
    }
  }
  CHECK(wrong == 0);
  CHECK(loops > 100);
}

// Flips one thing in a proof. What the checker still accepts must still be true.
TEST_CASE("random theories: the checker accepts no false claim") {
  Random random(12);
  size_t refusals = 0;
  for (int i = 0; i < 3000; ++i) {
    const Theory theory = random_theory(random, {.propagating_percent = 20});
    Solver solver(theory);
    solver.solve(random_world(random, theory));
    const Literal l{random.below(2 * theory.atom_count())};
    Proof proof = explain(theory, solver, {}, l);
    Step& step = proof.steps[random.below(static_cast<uint32_t>(proof.steps.size()))];
    switch (random.below(4)) {
      case 0: step.tag = Tag(random.below(3)); break;
      case 1: step.literal = Literal{random.below(2 * theory.atom_count())}; break;
      case 2: step.kind = Step::Kind(random.below(7)); break;
      default: step.premises.clear(); step.objections.clear();
    }
    const bool accepted = check(theory, {}, proof).has_value();
    refusals += !accepted;
    for (const Step& s : proof.steps) {
      if (!accepted) break;
      CHECK(s.tag ==
            (s.level == Level::support ? solver.support(s.literal) : solver.tag(s.literal)));
    }
  }
  CHECK(refusals > 500);
}

}  // namespace
}  // namespace comity::reason
