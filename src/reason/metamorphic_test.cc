// Changes to a theory whose effect on its conclusions is known, without knowing these.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "reason/explain.h"
#include "reason/random_theory.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

struct Rule {
  Literal head;
  std::vector<Literal> body;
  Strength strength;
};

// A theory taken apart, to be changed and built again.
struct Parts {
  Atom atoms;
  std::vector<Literal> facts;
  std::vector<Rule> rules;
  std::vector<std::pair<RuleId, RuleId>> stronger;
  std::vector<Atom> marked;

  explicit Parts(const Theory& t) : atoms(t.atom_count()) {
    facts.assign(t.facts().begin(), t.facts().end());
    for (RuleId r = 0; r < t.rule_count(); ++r) {
      rules.push_back({t.head(r), {t.body(r).begin(), t.body(r).end()}, t.strength(r)});
      for (RuleId weaker : t.weaker_than(r)) stronger.emplace_back(r, weaker);
    }
    for (Atom a = 0; a < atoms; ++a) {
      if (t.propagating(a)) marked.push_back(a);
    }
  }

  Theory build() const {
    TheoryBuilder builder;
    builder.reserve_atoms(atoms);
    for (Literal l : facts) builder.add_fact(l);
    for (const Rule& r : rules) builder.add_rule(r.head, r.body, r.strength);
    for (const auto& [a, b] : stronger) builder.add_superiority(a, b);
    for (Atom a : marked) builder.mark_propagating(a);
    return std::move(*builder.build());
  }
};

std::vector<Tag> tags(const Theory& theory) {
  Solver solver(theory);
  solver.solve({});
  std::vector<Tag> out;
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) out.push_back(solver.tag({code}));
  return out;
}

using Change = std::function<std::optional<Parts>(Parts, Random&)>;
using Rename = std::function<Literal(Literal)>;

// How many of 500 random theories have other tags after the change, for the atoms they had before.
size_t differences(uint64_t seed, const Change& change, const Rename& rename) {
  Random random(seed);
  size_t wrong = 0;
  for (int i = 0; i < 500; ++i) {
    const Theory theory = random_theory(random, {.rules_max = 12, .propagating_percent = 15});
    const std::optional<Parts> changed = change(Parts(theory), random);
    if (!changed) continue;
    const std::vector<Tag> before = tags(theory);
    const std::vector<Tag> after = tags(changed->build());
    for (uint32_t code = 0; code < before.size(); ++code) {
      wrong += before[code] != after[rename({code}).code];
    }
  }
  return wrong;
}

Literal same(Literal l) { return l; }

TEST_CASE("swapping a literal and its complement swaps their tags") {
  const Rename flip = [](Literal l) { return l.atom() % 2 == 0 ? l.complement() : l; };
  CHECK(differences(
            61,
            [&](Parts p, Random&) {
              for (Literal& l : p.facts) l = flip(l);
              for (Rule& r : p.rules) {
                r.head = flip(r.head);
                for (Literal& l : r.body) l = flip(l);
              }
              return p;
            },
            flip) == 0);
}

TEST_CASE("the order of rules, premises and facts is no matter") {
  CHECK(differences(
            62,
            [](Parts p, Random& random) {
              std::vector<RuleId> order(p.rules.size());
              std::iota(order.begin(), order.end(), 0);
              for (size_t i = order.size(); i > 1; --i) {
                std::swap(order[i - 1], order[random.below(static_cast<uint32_t>(i))]);
              }
              std::vector<RuleId> place(order.size());
              std::vector<Rule> rules;
              for (RuleId at = 0; at < order.size(); ++at) {
                place[order[at]] = at;
                rules.push_back(p.rules[order[at]]);
                std::reverse(rules.back().body.begin(), rules.back().body.end());
              }
              p.rules = rules;
              for (auto& [a, b] : p.stronger) {
                a = place[a];
                b = place[b];
              }
              std::reverse(p.facts.begin(), p.facts.end());
              return p;
            },
            same) == 0);
}

TEST_CASE("a rule said twice, with its priorities, says nothing new") {
  CHECK(differences(
            63,
            [](Parts p, Random& random) {
              const RuleId twin = random.below(static_cast<uint32_t>(p.rules.size()));
              const auto copy = static_cast<RuleId>(p.rules.size());
              p.rules.push_back(p.rules[twin]);
              const auto pairs = p.stronger;
              for (const auto& [a, b] : pairs) {
                if (a == twin) p.stronger.emplace_back(copy, b);
                if (b == twin) p.stronger.emplace_back(a, copy);
              }
              return p;
            },
            same) == 0);
}

TEST_CASE("a fact about nothing else changes nothing else") {
  CHECK(differences(
            64,
            [](Parts p, Random&) {
              p.facts.push_back(Literal::positive(p.atoms++));
              return p;
            },
            same) == 0);
}

TEST_CASE("a premise may be said by a fresh atom that a strict rule alone carries") {
  CHECK(differences(
            65,
            [](Parts p, Random& random) {
              Rule& rule = p.rules[random.below(static_cast<uint32_t>(p.rules.size()))];
              if (rule.body.empty()) return p;
              const Literal fresh = Literal::positive(p.atoms++);
              const Literal premise = rule.body.front();
              if (std::find(p.marked.begin(), p.marked.end(), premise.atom()) != p.marked.end()) {
                p.marked.push_back(fresh.atom());
              }
              rule.body.front() = fresh;
              p.rules.push_back({fresh, {premise}, Strength::strict});
              return p;
            },
            same) == 0);
}

TEST_CASE("a rule that can never apply may go") {
  CHECK(differences(
            66,
            [](Parts p, Random& random) -> std::optional<Parts> {
              const RuleId rule = random.below(static_cast<uint32_t>(p.rules.size()));
              const Literal never = Literal::positive(p.atoms++);
              p.rules[rule].body.push_back(never);
              Parts without = p;
              without.rules.erase(without.rules.begin() + rule);
              std::erase_if(without.stronger,
                            [&](const auto& s) { return s.first == rule || s.second == rule; });
              for (auto& [a, b] : without.stronger) {
                a -= a > rule;
                b -= b > rule;
              }
              const auto with_it = tags(p.build());
              CHECK(with_it == tags(without.build()));
              return std::nullopt;
            },
            same) == 0);
}

TEST_CASE("a literal that is proved stays so when one of its rules gets a further priority") {
  Random random(67);
  size_t tried = 0;
  for (int i = 0; i < 1000; ++i) {
    // Not with marks: there a priority can take support from an objection's premise.
    const Theory theory = random_theory(random, {.rules_max = 12, .superiority_percent = 20});
    Parts parts(theory);
    const RuleId a = random.below(static_cast<uint32_t>(parts.rules.size()));
    const RuleId b = random.below(static_cast<uint32_t>(parts.rules.size()));
    if (parts.rules[a].head != parts.rules[b].head.complement()) continue;
    if (parts.rules[a].strength == Strength::defeater) continue;
    const Literal winner = parts.rules[a].head;
    const std::vector<Tag> before = tags(theory);
    if (before[winner.code] != Tag::proved || before[winner.complement().code] == Tag::proved) {
      continue;
    }
    parts.stronger.emplace_back(a, b);
    TheoryBuilder builder;
    builder.reserve_atoms(parts.atoms);
    for (const Rule& r : parts.rules) builder.add_rule(r.head, r.body, r.strength);
    for (const auto& [x, y] : parts.stronger) builder.add_superiority(x, y);
    if (!builder.build()) continue;  // that would be a cycle
    CHECK(tags(parts.build())[winner.code] == Tag::proved);
    ++tried;
  }
  CHECK(tried > 20);
}

TEST_CASE("no literal is proved and refuted, and both sides only where both are definite") {
  Random random(68);
  for (int i = 0; i < 1000; ++i) {
    const Theory theory = random_theory(random, {.strict_percent = 30, .propagating_percent = 15});
    Solver solver(theory);
    solver.solve({});
    for (Atom a = 0; a < theory.atom_count(); ++a) {
      const Literal l = Literal::positive(a);
      if (solver.tag(l) != Tag::proved || solver.tag(l.complement()) != Tag::proved) continue;
      CHECK(solver.definite(l) == Tag::proved);
      CHECK(solver.definite(l.complement()) == Tag::proved);
    }
  }
}

TEST_CASE("what is proved, or refuted, everywhere is what its bounds say, or more") {
  Random random(69);
  for (int i = 0; i < 500; ++i) {
    const Theory theory = random_theory(random, {.choices_max = 4, .propagating_percent = 15});
    Solver bounds(theory);
    bounds.bound(Restriction::none(theory));
    Solver solver(theory);
    World world(theory.choice_count(), 0);
    do {
      solver.solve(world);
      for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
        if (bounds.tag({code}) == Tag::undetermined) continue;
        CHECK(solver.tag({code}) == bounds.tag({code}));
      }
    } while (next_world(theory, world));
  }
}

}  // namespace
}  // namespace comity::reason
