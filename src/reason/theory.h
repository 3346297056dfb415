// A Theory is a ground (propositional) set of rules in defeasible logic, ready for the kernels.
//
// Semantics: DL(∂) with team defeat (Antoniou, Billington, Governatori, Maher, "Representation
// results for defeasible logic", ACM TOCL 2(2), 2001; linear time: Maher, TPLP 1(6), 2001),
// ambiguity blocking unless an atom is marked propagating, and a well-founded step for loops.
//
// What is not settled enters as Choices. A choice is a variable with a finite set of
// alternatives, exactly one of which holds in a world: a fact that nobody knows has the
// alternatives {p} and {¬p}; a disputed reading has one alternative per option; a fact may
// also have the alternative {}: neither shown nor disproved. A World picks one alternative of
// every choice; what the alternative asserts is then a definite fact.
//
// Thread safety: a Theory is immutable once built, and may be read by any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"

namespace comity::reason {

using Atom = uint32_t;
using RuleId = uint32_t;
using ChoiceId = uint32_t;
using Alternative = uint32_t;  // index into the alternatives of one choice

// An atom or its complement. code = 2 * atom + (negated ? 1 : 0), so that literals index arrays.
struct Literal {
  uint32_t code = 0;

  static constexpr Literal positive(Atom a) { return {2 * a}; }
  static constexpr Literal negative(Atom a) { return {2 * a + 1}; }
  constexpr Atom atom() const { return code >> 1; }
  constexpr bool negated() const { return (code & 1) != 0; }
  constexpr Literal complement() const { return {code ^ 1}; }
  friend constexpr bool operator==(Literal, Literal) = default;
  friend constexpr auto operator<=>(Literal, Literal) = default;
};

enum class Strength : uint8_t {
  strict,      // whenever the body is definite the head is definite
  defeasible,  // supports its head; may be defeated
  defeater,    // "only blocks": attacks the complement of its head, never supports
};

// One picked alternative per choice, indexed by ChoiceId.
using World = std::vector<Alternative>;

class Theory {
 public:
  Atom atom_count() const { return atom_count_; }
  RuleId rule_count() const { return static_cast<RuleId>(heads_.size()); }
  ChoiceId choice_count() const { return static_cast<ChoiceId>(choice_begin_.size() - 1); }

  Literal head(RuleId r) const { return heads_[r]; }
  Strength strength(RuleId r) const { return strengths_[r]; }
  std::span<const Literal> body(RuleId r) const {
    return {bodies_.data() + body_begin_[r], bodies_.data() + body_begin_[r + 1]};
  }

  // The rules with this head, defeaters included, in the order in which they were added.
  std::span<const RuleId> rules_for(Literal l) const {
    return {for_.data() + for_begin_[l.code], for_.data() + for_begin_[l.code + 1]};
  }

  // The rules that r is stronger than. Every one has the complementary head.
  std::span<const RuleId> weaker_than(RuleId r) const {
    return {weaker_.data() + weaker_begin_[r], weaker_.data() + weaker_begin_[r + 1]};
  }
  // The rules that are stronger than r: the inverse of weaker_than.
  std::span<const RuleId> stronger_than(RuleId r) const {
    return {stronger_.data() + stronger_begin_[r], stronger_.data() + stronger_begin_[r + 1]};
  }
  bool stronger(RuleId strong, RuleId weak) const;

  // The rules with this literal in their body, once for each time that it occurs there.
  std::span<const RuleId> rules_with_premise(Literal l) const {
    return {uses_.data() + uses_begin_[l.code], uses_.data() + uses_begin_[l.code + 1]};
  }

  // Literals that are definite in every world.
  std::span<const Literal> facts() const { return facts_; }
  // Where a propagating atom is ambiguous (supported, yet not proved), an objection that rests on
  // it still stands; elsewhere ambiguity is blocked and such an objection fails. With every atom
  // marked this is the ambiguity propagating logic of Antoniou, Billington, Governatori and
  // Maher; the mark on single atoms follows Governatori and Rotolo, ICAIL 2023.
  bool propagating(Atom a) const { return !propagating_.empty() && propagating_[a] != 0; }
  bool any_propagating() const { return !propagating_.empty(); }

  uint32_t alternative_count(ChoiceId c) const { return choice_begin_[c + 1] - choice_begin_[c]; }
  // What alternative a of choice c asserts as definite; may be empty.
  std::span<const Literal> asserts(ChoiceId c, Alternative a) const {
    const uint32_t i = choice_begin_[c] + a;
    return {asserted_.data() + alternative_begin_[i], asserted_.data() + alternative_begin_[i + 1]};
  }

 private:
  friend class TheoryBuilder;

  Atom atom_count_ = 0;
  std::vector<Literal> heads_;
  std::vector<Strength> strengths_;
  std::vector<uint32_t> body_begin_{0};
  std::vector<Literal> bodies_;
  std::vector<uint32_t> for_begin_{0};
  std::vector<RuleId> for_;
  std::vector<uint32_t> weaker_begin_{0};
  std::vector<RuleId> weaker_;
  std::vector<uint32_t> stronger_begin_{0};
  std::vector<RuleId> stronger_;
  std::vector<uint32_t> uses_begin_{0};
  std::vector<RuleId> uses_;
  std::vector<Literal> facts_;
  std::vector<uint8_t> propagating_;
  std::vector<uint32_t> choice_begin_{0};       // choice -> first of its alternatives
  std::vector<uint32_t> alternative_begin_{0};  // alternative -> first of its literals
  std::vector<Literal> asserted_;
};

// Collects rules in any order and lays them out flat. Amortised O(1) an added item; build() is
// linear in the size of the theory.
class TheoryBuilder {
 public:
  Atom add_atom();
  void reserve_atoms(Atom count);  // afterwards atoms 0 .. count-1 exist
  // Atoms that a rule, fact or choice names exist from then on.
  RuleId add_rule(Literal head, std::span<const Literal> body,
                  Strength strength = Strength::defeasible);
  void add_superiority(RuleId stronger, RuleId weaker);
  void add_fact(Literal fact);
  void mark_propagating(Atom atom);
  // alternatives[i] lists what alternative i asserts. At least one alternative.
  ChoiceId add_choice(std::span<const std::vector<Literal>> alternatives);
  // A choice between p and not p.
  ChoiceId add_open(Atom atom);

  // Errors: invalid_input where a superiority joins two rules whose heads do not conflict, or
  // the superiority relation has a cycle. The builder is empty afterwards.
  Result<Theory> build();

 private:
  void make_atom(Literal l);
  void index_rules();
  void index_superiority();
  Result<void> check_superiority() const;

  Theory theory_;
  std::vector<std::pair<RuleId, RuleId>> superiority_;  // stronger, weaker
};

}  // namespace comity::reason
