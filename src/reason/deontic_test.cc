#include "reason/deontic.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

namespace comity::reason {
namespace {

constexpr Literal lit(Atom a) { return Literal::positive(a); }
constexpr Literal no(Atom a) { return Literal::negative(a); }
const std::vector<Literal> kAlways;

// Atoms: 0 transit (an operation passes through the State), 1 act (it acts against it), 2 notify,
// 3 repair.
struct Duty {
  TheoryBuilder builder;
  DeonticBuilder norms{builder};

  Duty() { builder.reserve_atoms(4); }
  Theory build() {
    norms.finish();
    return std::move(*builder.build());
  }
};

TEST_CASE("a chain: each further duty begins where those before it are violated") {
  Duty d;
  d.norms.oblige(std::vector{lit(0)}, std::vector{lit(1), lit(2), lit(3)});
  const std::array duties{d.norms.obligatory(lit(1)), d.norms.obligatory(lit(2)),
                          d.norms.obligatory(lit(3))};
  const Literal open = d.norms.not_complied(lit(1));
  const Literal violated = d.norms.violated(lit(1));
  const std::vector<std::vector<Literal>> known{{},
                                                {lit(0)},
                                                {lit(0), no(1)},
                                                {lit(0), no(1), lit(2)},
                                                {lit(0), no(1), no(2)},
                                                {lit(0), lit(1)}};
  d.builder.add_choice(known);
  const Theory theory = d.build();
  Solver solver(theory);
  const auto in = [&](Alternative a) {
    solver.solve({a});
    return std::array{solver.tag(duties[0]), solver.tag(duties[1]), solver.tag(duties[2])};
  };
  const Tag yes = Tag::proved;
  const Tag nay = Tag::refuted;
  CHECK(in(0) == std::array{nay, nay, nay});
  CHECK(in(1) == std::array{yes, nay, nay});
  CHECK(solver.tag(violated) == nay);  // nothing is known of the act: no violation,
  CHECK(solver.tag(open) == yes);      // yet compliance is not shown
  CHECK(in(2) == std::array{yes, yes, nay});
  CHECK(solver.tag(violated) == yes);
  CHECK(in(3) == std::array{yes, yes, nay});
  CHECK(in(4) == std::array{yes, yes, yes});
  CHECK(in(5) == std::array{yes, nay, nay});
  CHECK(solver.tag(open) == nay);
}

TEST_CASE("a duty and a permission to the contrary conflict; priority decides") {
  for (const int preferred : {0, 1, 2}) {
    Duty d;
    const NormId duty = d.norms.oblige(kAlways, std::vector{no(1)});  // a prohibition
    const NormId leave = d.norms.permit(kAlways, lit(1));
    if (preferred == 1) d.norms.prefer(duty, leave);
    if (preferred == 2) d.norms.prefer(leave, duty);
    const Literal forbidden = d.norms.obligatory(no(1));
    const Literal permitted = d.norms.permitted(lit(1));
    const Theory theory = d.build();
    Solver solver(theory);
    solver.solve({});
    CHECK(solver.tag(forbidden) == (preferred == 1 ? Tag::proved : Tag::refuted));
    CHECK(solver.tag(permitted) == (preferred == 2 ? Tag::proved : Tag::refuted));
    CHECK(permission(solver, permitted, forbidden) == (preferred == 1   ? Permission::none
                                                       : preferred == 2 ? Permission::strong
                                                                        : Permission::weak));
  }
}

TEST_CASE("opposite duties conflict, two permissions do not") {
  Duty d;
  d.norms.oblige(kAlways, std::vector{lit(1)});
  d.norms.oblige(kAlways, std::vector{no(1)});
  d.norms.permit(kAlways, lit(2));
  d.norms.permit(kAlways, no(2));
  const std::array literals{d.norms.obligatory(lit(1)), d.norms.obligatory(no(1)),
                            d.norms.permitted(lit(2)), d.norms.permitted(no(2))};
  const Theory theory = d.build();
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.tag(literals[0]) == Tag::refuted);
  CHECK(solver.tag(literals[1]) == Tag::refuted);
  CHECK(solver.tag(literals[2]) == Tag::proved);
  CHECK(solver.tag(literals[3]) == Tag::proved);
}

TEST_CASE("what is permitted owes no reparation: a chain begins with its first duty") {
  for (const bool preferred : {false, true}) {
    Duty d;
    const NormId chain = d.norms.oblige(kAlways, std::vector{no(1), lit(3)});
    const NormId leave = d.norms.permit(std::vector{lit(2)}, lit(1));
    if (preferred) d.norms.prefer(leave, chain);
    const Literal forbidden = d.norms.obligatory(no(1));
    const Literal repair = d.norms.obligatory(lit(3));
    const Literal permitted = d.norms.permitted(lit(1));
    d.builder.add_choice(std::vector<std::vector<Literal>>{{lit(1)}, {lit(1), lit(2)}});
    const Theory theory = d.build();
    Solver solver(theory);
    solver.solve({0});
    CHECK(solver.tag(repair) == Tag::proved);
    CHECK(permission(solver, permitted, forbidden) == Permission::none);
    solver.solve({1});  // leave was given
    CHECK(solver.tag(repair) == Tag::refuted);
    CHECK(permission(solver, permitted, forbidden) ==
          (preferred ? Permission::strong : Permission::weak));
  }
}

TEST_CASE("a later duty of a chain is open to objection by itself; the first stays violated") {
  Duty d;
  const NormId chain = d.norms.oblige(kAlways, std::vector{no(1), lit(3)});
  const NormId excuse = d.norms.oblige(kAlways, std::vector{no(3)});
  d.norms.prefer(excuse, chain);
  const std::array literals{d.norms.violated(no(1)), d.norms.obligatory(lit(3)),
                            d.norms.obligatory(no(3)), d.norms.violated(lit(3))};
  d.builder.add_fact(lit(1));
  const Theory theory = d.build();
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.tag(literals[0]) == Tag::proved);
  CHECK(solver.tag(literals[1]) == Tag::refuted);
  CHECK(solver.tag(literals[2]) == Tag::proved);
  CHECK(solver.tag(literals[3]) == Tag::refuted);
}

TEST_CASE("a duty that is carried out late in the chain leaves what came before it violated") {
  Duty d;
  d.norms.oblige(kAlways, std::vector{lit(1), lit(2), lit(3)});
  const std::array literals{d.norms.violated(lit(1)), d.norms.violated(lit(2)),
                            d.norms.violated(lit(3)), d.norms.not_complied(lit(3))};
  for (Literal l : {no(1), no(2), lit(3)}) d.builder.add_fact(l);
  const Theory theory = d.build();
  Solver solver(theory);
  solver.solve({});
  CHECK(solver.tag(literals[0]) == Tag::proved);
  CHECK(solver.tag(literals[1]) == Tag::proved);
  CHECK(solver.tag(literals[2]) == Tag::refuted);
  CHECK(solver.tag(literals[3]) == Tag::refuted);
}

TEST_CASE("primary and secondary layer: what precludes wrongfulness leaves the duty violated") {
  Duty d;  // atoms 4 wrongful, 5 a countermeasure
  d.builder.reserve_atoms(6);
  d.norms.oblige(kAlways, std::vector{no(1)});
  const Literal violated = d.norms.violated(no(1));
  const RuleId wrongful = d.builder.add_rule(lit(4), std::array{violated});
  const RuleId precluded = d.builder.add_rule(no(4), std::array{lit(5)});
  d.builder.add_superiority(precluded, wrongful);
  d.norms.oblige(std::vector{lit(4)}, std::vector{lit(3)});
  const Literal repair = d.norms.obligatory(lit(3));
  const Literal duty = d.norms.obligatory(no(1));
  d.builder.add_fact(lit(1));
  d.builder.add_open(5);
  const Theory theory = d.build();
  Solver solver(theory);
  for (const Alternative countermeasure : {0u, 1u}) {
    solver.solve({countermeasure});
    CHECK(solver.tag(duty) == Tag::proved);
    CHECK(solver.tag(violated) == Tag::proved);
    CHECK(solver.outcome(lit(4)) ==
          (countermeasure == 0 ? Outcome::excluded : Outcome::established));
    CHECK(solver.tag(repair) == (countermeasure == 0 ? Tag::refuted : Tag::proved));
  }
}

TEST_CASE("the weaker norm stays silent, and nothing of it is violated") {
  Duty d;
  const NormId weak = d.norms.oblige(kAlways, std::vector{lit(1), lit(2)});
  const NormId strong = d.norms.oblige(std::vector{lit(0)}, std::vector{no(1)});
  d.norms.prefer(strong, weak);
  const std::array literals{d.norms.obligatory(lit(1)), d.norms.obligatory(no(1)),
                            d.norms.violated(lit(1)), d.norms.obligatory(lit(2))};
  d.builder.add_fact(no(1));
  d.builder.add_open(0);
  const Theory theory = d.build();
  Solver solver(theory);
  solver.solve({0});
  CHECK(solver.tag(literals[0]) == Tag::refuted);
  CHECK(solver.tag(literals[1]) == Tag::proved);
  CHECK(solver.tag(literals[2]) == Tag::refuted);
  CHECK(solver.tag(literals[3]) == Tag::refuted);
  solver.solve({1});  // the stronger one does not apply
  CHECK(solver.tag(literals[0]) == Tag::proved);
  CHECK(solver.tag(literals[2]) == Tag::proved);
  CHECK(solver.tag(literals[3]) == Tag::proved);
}

}  // namespace
}  // namespace comity::reason
