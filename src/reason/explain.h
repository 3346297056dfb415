// Why, and why not: the proof of one tagged literal in one world, rebuilt on demand from the
// final tags, of minimal height, with shared steps stored once. And a checker, in another style
// and with no code in common, that replays a proof against the theory.
//
// A proof speaks of rule ids and literals; the rooms above put sentences and articles to them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "reason/solver.h"
#include "reason/theory.h"

namespace comity::reason {

using StepId = uint32_t;

// What a step says of its literal. A definite step serves wherever a proof at another level is
// asked for.
enum class Level : uint8_t {
  definite,    // it follows from facts and strict rules alone
  defeasible,  // it is (not) provable: +d, -d
  support,     // of a propagating atom: an objection may (not) rest on it: +s, -s
};

// Why a rule against a conclusion does not stand in its way (or, in a refutation, why a rule for
// it does not carry it).
enum class Failing : uint8_t {
  premise,     // one premise is refuted (step `because`)
  beaten,      // a stronger applicable rule of the other side, `by`
  overridden,  // the conclusion is definite
};

struct Objection {
  RuleId rule;
  Failing failing;
  std::optional<StepId> because;    // with premise: the refutation of that premise
  std::optional<RuleId> by;         // with beaten: the stronger rule of the team
  std::vector<StepId> by_premises;  // with beaten: the proofs of that rule's premises
};

struct Step {
  enum class Kind : uint8_t {
    fact,          // a definite fact of the theory or of the world
    strict_rule,   // definite, by `rule` and `premises`
    rule,          // proved by `rule` and `premises`, every objection failing
    no_support,    // refuted: every rule for it fails (`objections` holds each, with its reason)
    defeated,      // refuted: `rule`, for the complement, stands with `premises`, and no
                   // applicable rule for the literal is stronger (`objections` holds each)
    contradicted,  // refuted: the complement is definite (`premises` holds that one step)
    loop,          // undetermined: `premises` names what the rules for and against it rest on,
                   // the undetermined literals that it waits for among them
  };

  Literal literal;
  Tag tag;
  Kind kind;
  std::optional<RuleId> rule;
  std::vector<StepId> premises;
  std::vector<Objection> objections;
  Level level = Level::defeasible;
};

// A step refers to steps before it. Two exceptions: loop steps refer to any step; and refuted
// steps that stand next to each other may refer to one another as refuted premises, where nothing
// but the others would carry them (an unfounded set).
struct Proof {
  std::vector<Step> steps;
  StepId root;
};

// The proof of the tag that `solver` gave `literal`; the solver must have solved `world`. Of least
// height. O(size of the rules that the literal rests on).
Proof explain(const Theory& theory, const Solver& solver, const World& world, Literal literal);

// One proof of the tags that the solver gave to all of these literals (not empty; the first is the
// root) in every world within the restriction; the solver must have bounded it.
Proof explain_within(const Theory& theory, const Solver& solver, const Restriction& within,
                     std::span<const Literal> literals);

// Replays the proof. Errors: invalid_input, naming a step that does not follow.
Result<void> check(const Theory& theory, const World& world, const Proof& proof);
// The same for every world within the restriction at once: a step then has to follow in each, from
// what is definite in all of them and whatever may be definite in some.
Result<void> check_within(const Theory& theory, const Restriction& within, const Proof& proof);

}  // namespace comity::reason
