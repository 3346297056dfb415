// A Program is the compiled law: rules over typed, function-free sentences with variables.
// ground.h turns it, the names of a case and what is known of its facts into a Theory.
//
// The program knows nothing of wording: predicates, rules and readings are numbers here, and the
// rooms above keep the sentence templates and the articles under the same numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "reason/theory.h"

namespace comity::reason {

using KindId = uint32_t;
using PredicateId = uint32_t;
using Individual = uint32_t;
using VariableId = uint32_t;
using ReadingId = uint32_t;
using OptionId = uint32_t;
using Grade = uint8_t;  // place on the evidence scale; 0 is the weakest

// Kinds form a forest: a State is a Party.
struct ProgramKind {
  std::optional<KindId> parent;
  bool dated = false;
};

struct ProgramPredicate {
  std::vector<KindId> arguments;
  bool closed = false;       // what nobody stated is false
  bool derived = false;      // for rules to conclude, even where none that does is in force
  bool propagating = false;  // ambiguity propagates through it
};

struct Term {
  bool variable = false;
  uint32_t index = 0;  // VariableId of the rule, or Individual
  friend bool operator==(const Term&, const Term&) = default;
};

enum class When : uint8_t { any, before, after };

// A sentence with its holes filled by terms. `when` compares the date of the fact with that of
// `moment`, a term of a dated kind.
struct Pattern {
  PredicateId predicate = 0;
  std::vector<Term> arguments;
  bool negated = false;
  When when = When::any;
  Term moment;
};

struct ProgramPremise {
  Pattern pattern;
  bool burden = false;  // somebody bears the burden: what nobody has raised counts as not shown
  Grade standard = 0;   // only facts of at least this grade count, also behind derived premises
};

struct Comparison {
  Term left, right;
  bool equal = true;
};

// A rule counts only under these options of a reading.
struct ReadingGuard {
  ReadingId reading = 0;
  uint64_t options = 0;  // bit per OptionId
};

struct ProgramRule {
  Pattern head;
  Strength strength = Strength::defeasible;
  std::vector<KindId> variables;  // kind of each VariableId
  std::vector<ProgramPremise> premises;
  std::vector<Comparison> comparisons;
  std::vector<ReadingGuard> guards;
  DateRange in_force;    // holds the date of view
  DateRange applies_to;  // holds the date of the facts
  // The passage of its text that is not encoded, where there is one: whatever rests on the rule
  // then rests on that passage. Rules that encode the same passage share the number.
  std::optional<uint32_t> passage;
};

struct ProgramReading {
  // One entry per option; true where the option's own test is not encoded.
  std::vector<bool> not_encoded;
};

struct Program {
  std::vector<ProgramKind> kinds;
  std::vector<ProgramPredicate> predicates;
  std::vector<ProgramRule> rules;
  std::vector<std::pair<uint32_t, uint32_t>> superiority;  // (stronger, weaker) rules
  std::vector<ProgramReading> readings;
  Grade grades = 1;  // number of grades on the scale

  bool is_a(KindId kind, KindId ancestor) const;
};

}  // namespace comity::reason
