#include "reason/dfl.h"

#include <doctest/doctest.h>

#include <string>

#include "reason/random_theory.h"
#include "reason/solver.h"
#include "reason/sweep.h"
#include "reason/workloads.h"

namespace comity::reason {
namespace {

TEST_CASE("a theory is read, names kept, and later rules may be named before") {
  const auto read = read_dfl(
      "# an example\n>> attributable\n>>breach # both known\n\nr2 > r1\n"
      "r1: attributable, breach => wrongful\r\nr2: countermeasure=>-wrongful\n"
      "s: -countermeasure -> lawful\nd: ~> -wrongful");
  REQUIRE(read);
  const Theory& t = read->theory;
  CHECK(t.rule_count() == 4);
  CHECK(t.facts().size() == 2);
  CHECK(t.stronger(1, 0));
  CHECK(t.strength(2) == Strength::strict);
  CHECK(t.strength(3) == Strength::defeater);
  CHECK(read->spell(t.head(1)) == "-wrongful");
  CHECK(read->literal("-lawful") == t.head(2).complement());
  CHECK_FALSE(read->literal("unknown"));
  CHECK(read->labels[3] == "d");
}

TEST_CASE("a mistake is told with its line") {
  const auto message = [](const char* text) { return read_dfl(text).error().message(); };
  CHECK(message("r: a => b\nr: b => c").starts_with("line 2: the rule \"r\" stands twice"));
  CHECK(message("r > s\nr: => a").starts_with("line 1: there is no rule \"s\""));
  CHECK(message("\n\nr: a =: b").starts_with("line 3"));
  CHECK(message("r: a, => b").starts_with("line 1: a literal is missing"));
  CHECK(message("r: a => b c").starts_with("line 1: unexpected"));
  CHECK(message(">> ").starts_with("line 1"));
  CHECK(message("r").starts_with("line 1"));
  CHECK(message("r: => a\ns: => a\nr > s").find("do not conflict") != std::string::npos);
  CHECK(read_dfl("")->theory.rule_count() == 0);
}

TEST_CASE("writing and reading again gives the same text") {
  Random random(51);
  for (int i = 0; i < 300; ++i) {
    NamedTheory named{random_theory(random, {}), {}, {}};
    for (Atom a = 0; a < named.theory.atom_count(); ++a) named.atoms.add("a" + std::to_string(a));
    for (RuleId r = 0; r < named.theory.rule_count(); ++r) {
      named.labels.add("r" + std::to_string(r));
    }
    const std::string text = write_dfl(named);
    const auto again = read_dfl(text);
    REQUIRE(again);
    CHECK(write_dfl(*again) == text);
  }
}

TEST_CASE("the classical families have their known answers") {
  for (const std::string& family : families()) {
    for (const uint64_t size : {30u, 1000u, 5000u}) {
      const auto named = read_dfl(family_text(family, size));
      REQUIRE(named);
      Solver solver(named->theory);
      solver.solve({});
      size_t wrong = 0;
      for (Atom a = 0; a < named->theory.atom_count(); ++a) {
        const auto number = number_of(named->atoms[a]);
        for (const bool negated : {false, true}) {
          const Literal l = negated ? Literal::negative(a) : Literal::positive(a);
          const Tag expected = family_expects(family, number, negated) ? Tag::proved : Tag::refuted;
          wrong += solver.tag(l) != expected;
        }
      }
      CAPTURE(family);
      CHECK(wrong == 0);
    }
  }
}

// The count was found with four other tools: clingo, a sweep and a decision diagram of other
// make, and a solver that takes one world after the other.
TEST_CASE("the norm of 248 rules is established in 1,896 of its 65,536 worlds") {
  const NormWorkload norm = norm_workload(16, 6, 10, 1);
  CHECK(norm.theory.rule_count() == 248);
  const Sweep sweep(norm.theory, {&norm.query, 1});
  CHECK(sweep.count(Restriction::none(norm.theory)).front()[size_t(Outcome::established)] == 1896);
}

}  // namespace
}  // namespace comity::reason
