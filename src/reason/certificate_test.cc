// Certificates: what is made is accepted; what is accepted is true, whoever made it.
#include "reason/certificate.h"

#include <doctest/doctest.h>

#include <bit>
#include <functional>
#include <vector>

#include "reason/random_theory.h"
#include "reason/reference.h"

namespace comity::reason {
namespace {

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }

OutcomeSet set_of(unsigned bits) {
  OutcomeSet set;
  for (unsigned o = 0; o < 4; ++o) {
    if ((bits >> o) & 1) set.add(Outcome(o));
  }
  return set;
}

// By enumeration, with the naive reference.
OutcomeSet truth(const Theory& theory, const Restriction& within, Literal query) {
  OutcomeSet set;
  World world(theory.choice_count(), 0);
  do {
    bool inside = true;
    for (ChoiceId c = 0; c < world.size(); ++c) inside &= (within.allowed[c] >> world[c]) & 1;
    if (inside) set.add(reference_model(theory, world).outcome(query));
  } while (next_world(theory, world));
  return set;
}

Restriction random_restriction(Random& random, const Theory& theory) {
  Restriction within = Restriction::none(theory);
  for (uint64_t& allowed : within.allowed) {
    const auto alternatives = static_cast<uint32_t>(std::bit_width(allowed));
    if (random.below(3) == 0) allowed &= uint64_t{1} << random.below(alternatives);
  }
  return within;
}

const std::vector<TheoryShape>& shapes() {
  static const std::vector<TheoryShape> all{
      {.choices_max = 3},
      {.atoms_max = 5, .rules_max = 16, .choices_max = 4, .propagating_percent = 30},
      {.atoms_max = 8, .rules_max = 24, .body_max = 3, .choices_max = 4, .strict_percent = 25}};
  return all;
}

struct Asked {
  Theory theory;
  Restriction within;
  Literal query;
  World near;
};

void each_random(uint64_t seed, int count, const std::function<void(const Asked&, Random&)>& act) {
  Random random(seed);
  for (int i = 0; i < count; ++i) {
    Theory theory = random_theory(random, shapes()[size_t(i) % shapes().size()]);
    Restriction within = random_restriction(random, theory);
    const Literal query{random.below(2 * theory.atom_count())};
    World near = random_world(random, theory);
    act({std::move(theory), std::move(within), query, std::move(near)}, random);
  }
}

TEST_CASE("random theories: every answer has a certificate, and it is accepted") {
  size_t trees = 0, circles = 0;
  each_random(21, 3000, [&](const Asked& a, Random&) {
    const Inquiry inquiry(a.theory, a.query);
    const OutcomeSet possible = inquiry.outcomes(a.within);
    CHECK(possible == truth(a.theory, a.within, a.query));
    Certifier certifier(a.theory, inquiry);
    const auto certificate = certifier.outcomes(a.within, a.near);
    REQUIRE(certificate);
    const auto checked = check_outcomes(a.theory, a.within, a.query, possible, *certificate);
    CHECK_MESSAGE(checked.has_value(), checked.error().message());
    trees += certificate->cases.size() > 1;
    circles += possible.has(Outcome::undetermined);
    for (ChoiceId c = 0; c < a.theory.choice_count(); ++c) {
      const auto relevant = inquiry.relevant(a.within);
      const bool matters = std::find(relevant.begin(), relevant.end(), c) != relevant.end();
      const auto turn = certifier.turn(c, a.within, a.near);
      CHECK(turn.has_value() == matters);
      if (turn) CHECK(check_turn(a.theory, a.within, a.query, c, *turn));
    }
    for (const Settlement& s : inquiry.settlements(a.within, 10, 4)) {
      const auto shown = certifier.settlement(s, a.within, a.near);
      REQUIRE(shown);
      CHECK(check_settlement(a.theory, a.within, a.query, s, *shown));
    }
  });
  CHECK(trees > 100);
  CHECK(circles > 50);
}

TEST_CASE("a false answer has no certificate: the true one's never serves it") {
  each_random(22, 1000, [&](const Asked& a, Random&) {
    const Inquiry inquiry(a.theory, a.query);
    const OutcomeSet possible = inquiry.outcomes(a.within);
    const auto certificate = Certifier(a.theory, inquiry).outcomes(a.within, a.near);
    for (unsigned bits = 0; bits < 16; ++bits) {
      const bool accepted =
          check_outcomes(a.theory, a.within, a.query, set_of(bits), *certificate).has_value();
      CHECK(accepted == (set_of(bits) == possible));
    }
  });
}

Proof& random_proof(Random& random, OutcomesCertificate& certificate) {
  const auto completions = static_cast<uint32_t>(certificate.completions.size());
  const uint32_t i = random.below(completions + static_cast<uint32_t>(certificate.cases.size()));
  return i < completions ? certificate.completions[i].proof
                         : certificate.cases[i - completions].proof;
}

// One change of any kind to a certificate.
void disturb(Random& random, const Theory& theory, OutcomesCertificate& certificate) {
  Proof& proof = random_proof(random, certificate);
  CaseTree& cases = certificate.cases;
  const auto any = [&](size_t size) { return random.below(static_cast<uint32_t>(size)); };
  switch (random.below(7)) {
    case 0:
      if (!cases.empty()) cases.erase(cases.begin() + any(cases.size()));
      return;
    case 1:
      if (!cases.empty()) cases[any(cases.size())].split = random.below(theory.choice_count() + 1);
      return;
    case 2:
      if (!cases.empty()) cases.insert(cases.begin() + any(cases.size()), cases[any(cases.size())]);
      return;
    case 3: proof = random_proof(random, certificate); return;
    case 4: {
      World& world = certificate.completions[any(certificate.completions.size())].world;
      if (!world.empty()) world[any(world.size())] ^= 1;
      return;
    }
    case 5:
      if (!proof.steps.empty()) proof.steps[any(proof.steps.size())].tag = Tag(random.below(3));
      return;
    default:
      if (!proof.steps.empty())
        proof.steps[any(proof.steps.size())].literal = {random.below(2 * theory.atom_count())};
  }
}

// The claim is drawn too: what is accepted for it, however disturbed, must be so.
TEST_CASE("hostile certificates: whatever is accepted is true") {
  size_t refused = 0, accepted = 0;
  each_random(23, 4000, [&](const Asked& a, Random& random) {
    const Inquiry inquiry(a.theory, a.query);
    auto certificate = *Certifier(a.theory, inquiry).outcomes(a.within, a.near);
    for (uint32_t changes = 1 + random.below(2); changes > 0; --changes) {
      disturb(random, a.theory, certificate);
    }
    const Restriction within =
        random.below(2) == 0 ? a.within : random_restriction(random, a.theory);
    const OutcomeSet claim =
        random.below(2) == 0 ? inquiry.outcomes(a.within) : set_of(1 + random.below(15));
    const bool good = check_outcomes(a.theory, within, a.query, claim, certificate).has_value();
    (good ? accepted : refused) += 1;
    if (good) CHECK(claim == truth(a.theory, within, a.query));
  });
  CHECK(refused > 2000);
  CHECK(accepted > 100);
}

// 0: attributable, 1: countermeasure, 2: wrongful. What is attributable is wrongful, unless it is a
// countermeasure; an alternative route (3) carries it where it is none.
Theory by_cases() {
  TheoryBuilder builder;
  builder.add_rule(lit(2), std::vector{lit(0)});
  builder.add_rule(lit(2), std::vector{no(0)});
  builder.add_rule(no(2), std::vector{lit(1)});
  builder.add_superiority(2, 0);
  builder.add_open(0);
  builder.add_open(1);
  return std::move(*builder.build());
}

struct ByCases {
  Theory theory = by_cases();
  Restriction within = Restriction::none(theory).with(1, 1);  // no countermeasure
  Inquiry inquiry{theory, lit(2)};
  Certifier certifier{theory, inquiry};
};

TEST_CASE("what each case establishes is established, by a tree of the cases") {
  ByCases b;
  const OutcomeSet established = set_of(1);
  const auto certificate = b.certifier.outcomes(b.within, {0, 0});
  REQUIRE(certificate);
  REQUIRE(certificate->cases.size() == 3);
  CHECK(certificate->cases[0].split == 0);
  CHECK(check_outcomes(b.theory, b.within, lit(2), established, *certificate));

  const auto refused = [&](const std::function<void(OutcomesCertificate&)>& change) {
    OutcomesCertificate changed = *certificate;
    change(changed);
    return !check_outcomes(b.theory, b.within, lit(2), established, changed).has_value();
  };
  CHECK_FALSE(refused([](auto&) {}));
  CHECK(refused([](auto& c) { c.completions.clear(); }));
  CHECK(refused([](auto& c) { c.cases.clear(); }));
  CHECK(refused([](auto& c) { c.cases.pop_back(); }));
  CHECK(refused([](auto& c) { c.cases.push_back(c.cases.back()); }));
  CHECK(refused([](auto& c) { c.cases.erase(c.cases.begin()); }));
  CHECK(refused([](auto& c) { c.cases[0].split = 1; }));
  CHECK(refused([](auto& c) { c.cases[0].split = 7; }));
  CHECK(refused([](auto& c) { c.cases[1].split = 0; }));
  CHECK(refused([](auto& c) { std::swap(c.cases[1], c.cases[2]); }));
  CHECK(refused([](auto& c) { c.cases[1].proof = c.cases[2].proof; }));
  CHECK(refused([](auto& c) { c.cases[1].proof.steps.clear(); }));
  CHECK(refused([](auto& c) { c.cases[1].proof.root = 99; }));
  CHECK(refused([](auto& c) { c.completions[0].world[1] = 0; }));   // outside
  CHECK(refused([](auto& c) { c.completions[0].world[0] = 64; }));  // nowhere
  CHECK(refused([](auto& c) { c.completions[0].world.pop_back(); }));
  CHECK_FALSE(check_outcomes(b.theory, {}, lit(2), established, *certificate));
  CHECK_FALSE(
      check_outcomes(b.theory, Restriction::none(b.theory), lit(2), established, *certificate));
}

TEST_CASE("a smallest set needs its sufficiency and a counterexample for each of its members") {
  ByCases b;
  const Restriction all = Restriction::none(b.theory);
  const Settlement settlement{{{0, 0}, {1, 0}}, Outcome::excluded};
  const auto certificate = b.certifier.settlement(settlement, all, {0, 0});
  REQUIRE(certificate);
  CHECK(check_settlement(b.theory, all, lit(2), settlement, *certificate));

  const auto refused = [&](const Settlement& claim,
                           const std::function<void(SettlementCertificate&)>& change) {
    SettlementCertificate changed = *certificate;
    change(changed);
    return !check_settlement(b.theory, all, lit(2), claim, changed).has_value();
  };
  const auto nothing = [](SettlementCertificate&) {};
  CHECK(refused({{{0, 0}}, Outcome::excluded}, nothing));
  CHECK(refused({{{0, 0}, {1, 0}}, Outcome::established}, nothing));
  CHECK(refused({{{0, 1}, {1, 0}}, Outcome::excluded}, nothing));
  CHECK(refused({{{0, 0}, {9, 0}}, Outcome::excluded}, nothing));
  CHECK(refused({{{0, 0}, {1, 64}}, Outcome::excluded}, nothing));
  CHECK(refused({{{0, 0}, {1, 0}, {1, 0}}, Outcome::excluded}, nothing));
  CHECK(refused(settlement, [](auto& c) { c.without.pop_back(); }));
  CHECK(refused(settlement, [](auto& c) { std::swap(c.without[0], c.without[1]); }));
  CHECK(refused(settlement, [](auto& c) { c.without[0].world = {0, 0}; }));
  CHECK(refused(settlement, [](auto& c) { c.cases.clear(); }));
}

TEST_CASE("that a choice matters is shown by two completions that differ in it alone") {
  ByCases b;
  const Restriction all = Restriction::none(b.theory);
  const auto turn = b.certifier.turn(1, all, {0, 0});
  REQUIRE(turn);
  CHECK(check_turn(b.theory, all, lit(2), 1, *turn));
  CHECK_FALSE(check_turn(b.theory, all, lit(2), 0, *turn));
  CHECK_FALSE(check_turn(b.theory, b.within, lit(2), 1, *turn));
  TurnCertificate same{(*turn)[0], (*turn)[0]};
  CHECK_FALSE(check_turn(b.theory, all, lit(2), 1, same));
  TurnCertificate two = *turn;
  two[1].world[0] ^= 1;
  CHECK_FALSE(check_turn(b.theory, all, lit(2), 1, two));
  CHECK_FALSE(b.certifier.turn(0, b.within, {0, 0}).has_value());
}

TEST_CASE("a tree that would be too large is given up") {
  TheoryBuilder builder;  // exactly half of 10 facts, by parity: no case is settled before the last
  builder.reserve_atoms(21);
  for (Atom i = 0; i < 10; ++i) {
    builder.add_rule(lit(10 + i + 1), std::vector{lit(10 + i), no(i)}, Strength::strict);
    builder.add_rule(lit(10 + i + 1), std::vector{no(10 + i), lit(i)}, Strength::strict);
    builder.add_rule(no(10 + i + 1), std::vector{lit(10 + i), lit(i)}, Strength::strict);
    builder.add_rule(no(10 + i + 1), std::vector{no(10 + i), no(i)}, Strength::strict);
    builder.add_open(i);
  }
  builder.add_fact(no(10));
  const Theory theory = std::move(*builder.build());
  const Inquiry inquiry(theory, lit(20));
  const World near(10, 0);
  CHECK_FALSE(Certifier(theory, inquiry, 1000).outcomes(Restriction::none(theory), near));
  const auto whole = Certifier(theory, inquiry, 1024).outcomes(Restriction::none(theory), near);
  REQUIRE(whole);
  CHECK(check_outcomes(theory, Restriction::none(theory), lit(20),
                       inquiry.outcomes(Restriction::none(theory)), *whole));
}

}  // namespace
}  // namespace comity::reason
