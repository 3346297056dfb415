#include "reason/random_theory.h"

#include <vector>

namespace comity::reason {
namespace {

class Maker {
 public:
  Maker(Random& random, const TheoryShape& shape)
      : random_(random), shape_(shape), atoms_(2 + random.below(shape.atoms_max - 1)) {
    builder_.reserve_atoms(atoms_);
  }

  Theory make() {
    add_facts();
    add_rules();
    add_superiority();
    for (Atom a = 0; a < atoms_; ++a) {
      if (random_.chance(shape_.propagating_percent)) builder_.mark_propagating(a);
    }
    for (uint32_t n = random_.below(shape_.choices_max + 1); n > 0; --n) add_choice();
    Result<Theory> theory = builder_.build();
    COMITY_ASSERT(theory.has_value());
    return std::move(*theory);
  }

 private:
  Literal literal(uint32_t positive_percent) {
    const Atom atom = random_.below(atoms_);
    return random_.chance(positive_percent) ? Literal::positive(atom) : Literal::negative(atom);
  }

  std::vector<Literal> literals(uint32_t count) {
    std::vector<Literal> out;
    while (out.size() < count) out.push_back(literal(60));
    return out;
  }

  void add_facts() {
    for (uint32_t n = random_.below(shape_.facts_max + 1); n > 0; --n) {
      builder_.add_fact(literal(80));
    }
  }

  void add_rules() {
    for (uint32_t n = 1 + random_.below(shape_.rules_max); n > 0; --n) {
      const uint32_t kind = random_.below(100);
      const Strength strength = kind < shape_.strict_percent ? Strength::strict
                                : kind < shape_.strict_percent + shape_.defeater_percent
                                    ? Strength::defeater
                                    : Strength::defeasible;
      heads_.push_back(literal(55));
      builder_.add_rule(heads_.back(), literals(random_.below(shape_.body_max + 1)), strength);
    }
  }

  // An earlier rule may beat a later one, hence no cycle.
  void add_superiority() {
    for (RuleId a = 0; a < heads_.size(); ++a) {
      for (RuleId b = a + 1; b < heads_.size(); ++b) {
        if (heads_[a] != heads_[b].complement()) continue;
        if (random_.chance(shape_.superiority_percent)) builder_.add_superiority(a, b);
      }
    }
  }

  void add_choice() {
    if (random_.chance(60)) {
      builder_.add_open(random_.below(atoms_));
      return;
    }
    std::vector<std::vector<Literal>> alternatives(1 + random_.below(4));
    for (auto& asserted : alternatives) asserted = literals(random_.below(3));
    builder_.add_choice(alternatives);
  }

  Random& random_;
  const TheoryShape& shape_;
  Atom atoms_;
  TheoryBuilder builder_;
  std::vector<Literal> heads_;
};

}  // namespace

Theory random_theory(Random& random, const TheoryShape& shape) {
  return Maker(random, shape).make();
}

World random_world(Random& random, const Theory& theory) {
  World world;
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    world.push_back(random.below(theory.alternative_count(c)));
  }
  return world;
}

bool next_world(const Theory& theory, World& world) {
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    if (++world[c] < theory.alternative_count(c)) return true;
    world[c] = 0;
  }
  return false;
}

}  // namespace comity::reason
