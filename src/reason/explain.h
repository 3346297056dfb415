// Why, and why not: the proof of one tagged literal in one world, rebuilt on demand from the
// final tags, of minimal height, with shared steps stored once. And a checker, in another style
// and with no code in common, that replays a proof against the theory.
//
// A proof speaks of rule ids and literals; the rooms above put sentences and articles to them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reason/solver.h"
#include "reason/theory.h"

namespace comity::reason {

using StepId = uint32_t;

// Why a rule against a conclusion does not stand in its way (or, in a refutation, why a rule for
// it does not carry it).
enum class Failing : uint8_t {
  premise,     // one premise is refuted (step `because`)
  beaten,      // a stronger applicable rule of the other side, `by`
  overridden,  // the complement is definite
};

struct Objection {
  RuleId rule;
  Failing failing;
  std::optional<StepId> because;    // with premise: the refutation of that premise
  std::optional<RuleId> by;         // with beaten: the stronger rule of the team
  std::vector<StepId> by_premises;  // with beaten: the proofs of that rule's premises
};

struct Step {
  Literal literal;
  Tag tag;
  enum class Kind : uint8_t {
    fact,          // a definite fact of the theory or of the world
    strict_rule,   // definite, by `rule` and `premises`
    rule,          // proved by `rule` and `premises`, every objection failing
    no_support,    // refuted: every rule for it fails (`objections` holds each, with its reason)
    defeated,      // refuted: `rule`, for the complement, stands with `premises`, and no
                   // applicable rule for the literal is stronger
    contradicted,  // refuted: the complement is definite (`premises` holds that one step)
    loop,          // undetermined: `premises` names the undetermined literals it waits for
  } kind;
  std::optional<RuleId> rule;
  std::vector<StepId> premises;
  std::vector<Objection> objections;
};

struct Proof {
  std::vector<Step> steps;  // a step refers only to steps before it, but for loops
  StepId root;
};

// The proof of the tag that `solver` gave `literal`; the solver must have solved `world`.
Proof explain(const Theory& theory, const Solver& solver, const World& world, Literal literal);

// Replays the proof. Errors: invalid_input, naming the first step that does not follow.
Result<void> check(const Theory& theory, const World& world, const Proof& proof);

}  // namespace comity::reason
