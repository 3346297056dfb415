#include "reason/theory.h"

#include <doctest/doctest.h>

#include <vector>

namespace comity::reason {
namespace {

constexpr Literal p = Literal::positive(0);
constexpr Literal q = Literal::positive(1);

TEST_CASE("a theory lists its rules by head, by premise and by strength") {
  TheoryBuilder builder;
  const RuleId r0 = builder.add_rule(p, std::vector{q, q});
  const RuleId r1 = builder.add_rule(p.complement(), {}, Strength::defeater);
  const RuleId r2 = builder.add_rule(p, {}, Strength::strict);
  builder.add_superiority(r0, r1);
  const Result<Theory> theory = builder.build();
  REQUIRE(theory);
  CHECK(theory->atom_count() == 2);
  CHECK(std::vector(theory->rules_for(p).begin(), theory->rules_for(p).end()) ==
        std::vector{r0, r2});
  CHECK(theory->rules_for(q).empty());
  CHECK(theory->rules_with_premise(q).size() == 2);
  CHECK(theory->stronger(r0, r1));
  CHECK_FALSE(theory->stronger(r1, r0));
  CHECK(theory->stronger_than(r1).size() == 1);
  CHECK(theory->stronger_than(r0).empty());
  CHECK(theory->strength(r2) == Strength::strict);
}

TEST_CASE("a superiority joins conflicting rules only, and has no cycle") {
  TheoryBuilder builder;
  builder.add_rule(p, {});
  builder.add_rule(p, {});
  builder.add_superiority(0, 1);
  CHECK(builder.build().error().code() == Errc::invalid_input);

  builder.add_rule(p, {});
  builder.add_rule(p.complement(), {});
  builder.add_superiority(0, 1);
  builder.add_superiority(1, 0);
  CHECK(builder.build().error().code() == Errc::invalid_input);
  CHECK(builder.build()->rule_count() == 0);
}

TEST_CASE("an open atom is a choice between it and its complement") {
  TheoryBuilder builder;
  const ChoiceId open = builder.add_open(3);
  const std::vector<std::vector<Literal>> reading{{p}, {}, {p, q}};
  const ChoiceId c = builder.add_choice(reading);
  const Result<Theory> theory = builder.build();
  REQUIRE(theory);
  CHECK(theory->atom_count() == 4);
  CHECK(theory->alternative_count(open) == 2);
  CHECK(theory->asserts(open, 1).front() == Literal::negative(3));
  CHECK(theory->alternative_count(c) == 3);
  CHECK(theory->asserts(c, 1).empty());
  CHECK(theory->asserts(c, 2).size() == 2);
}

}  // namespace
}  // namespace comity::reason
