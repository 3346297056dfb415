#include "reason/lint.h"

#include <doctest/doctest.h>

#include <vector>

#include "reason/random_theory.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

using Kind = LintFinding::Kind;

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }

TEST_CASE("a dead rule, a swallowed rule and a tie are told, each with a world that shows it") {
  TheoryBuilder builder;
  builder.add_open(0);
  builder.add_open(1);
  builder.add_rule(lit(2), std::vector{lit(0)});          // 0: ties with 1
  builder.add_rule(no(2), std::vector{lit(1)});           // 1
  builder.add_rule(lit(3), std::vector{lit(0), no(0)});   // 2: never applies
  builder.add_rule(lit(4), std::vector{lit(0), lit(1)});  // 3: swallowed by 4
  builder.add_rule(no(4), std::vector{lit(0)});           // 4
  builder.add_superiority(4, 3);
  const Theory theory = std::move(*builder.build());
  const LintReport report = lint(theory);
  CHECK(report.exhaustive);
  CHECK(report.worlds == 4);
  REQUIRE(report.findings.size() == 3);
  CHECK(report.findings[0].kind == Kind::never_applies);
  CHECK(report.findings[0].rule == 2);
  CHECK(report.findings[1].kind == Kind::swallowed);
  CHECK(report.findings[1].rule == 3);
  CHECK(report.findings[1].world == World{0, 0});
  CHECK(report.findings[2].kind == Kind::tie);
  CHECK(report.findings[2].rule == 0);
  CHECK(report.findings[2].other == 1);
  CHECK(report.findings[2].world == World{0, 0});
  CHECK_FALSE(lint(theory, 3).exhaustive);
}

TEST_CASE("random theories: each finding can be seen in its world") {
  Random random(71);
  size_t ties = 0;
  for (int i = 0; i < 300; ++i) {
    const Theory theory = random_theory(random, {.choices_max = 3, .superiority_percent = 20});
    Solver solver(theory);
    for (const LintFinding& f : lint(theory).findings) {
      if (f.kind == Kind::never_applies) continue;
      solver.solve(*f.world);
      for (Literal l : theory.body(f.rule)) CHECK(solver.tag(l) == Tag::proved);
      CHECK(solver.tag(theory.head(f.rule)) != Tag::proved);
      if (f.kind != Kind::tie) continue;
      for (Literal l : theory.body(*f.other)) CHECK(solver.tag(l) == Tag::proved);
      CHECK(solver.tag(theory.head(*f.other)) != Tag::proved);
      ++ties;
    }
  }
  CHECK(ties > 30);
}

}  // namespace
}  // namespace comity::reason
