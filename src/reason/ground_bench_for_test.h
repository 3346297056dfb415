// What the tests of grounding share: a bench on which to lay out predicates, rules and facts.
#pragma once

#include <algorithm>
#include <array>

#include "reason/ground.h"
#include "reason/inquiry.h"

namespace comity::reason {

using Value = Version::Value;

constexpr KindId kParty = 0, kState = 1, kAct = 2;
// Individuals of every case here: two States, a party that is none, two acts.
constexpr Individual kAldoria = 0, kBrenland = 1, kFirm = 2, kRaid = 3, kReply = 4;

constexpr Term variable(uint32_t index) { return {.variable = true, .index = index}; }
constexpr Term individual(uint32_t index) { return {.variable = false, .index = index}; }

inline Date day(std::string_view text) { return Date::parse(text).value(); }

// A collection of rules over predicates of one or two arguments, and a case to try them on.
struct Bench {
  Program program;
  Domain domain;
  Facts facts;

  explicit Bench(Grade grades = 3) {
    program.kinds = {{}, {.parent = kParty}, {.dated = true}};
    program.grades = grades;
    domain.kinds = {kState, kState, kParty, kAct, kAct};
    domain.dates.resize(domain.kinds.size());
    domain.dates[kRaid] = day("2031-03-01");
    domain.dates[kReply] = day("2031-06-01");
  }

  PredicateId predicate(std::vector<KindId> arguments = {kState}) {
    program.predicates.push_back({.arguments = std::move(arguments)});
    return static_cast<PredicateId>(program.predicates.size() - 1);
  }

  // "head(x) if premises", all over the variables given.
  ProgramRule& rule(Pattern head, std::vector<ProgramPremise> premises,
                    std::vector<KindId> variables = {kState}) {
    program.rules.push_back({.head = std::move(head),
                             .variables = std::move(variables),
                             .premises = std::move(premises)});
    return program.rules.back();
  }

  void say(const GroundSentence& sentence, std::vector<Version> versions,
           std::optional<Date> date = {}) {
    facts[sentence] = {.versions = std::move(versions), .date = date};
  }

  Grounding ground(const GroundSentence& root,
                   std::span<const GroundSentence> assumable = {}) const {
    auto grounding = reason::ground(program, domain, facts, {&root, 1}, assumable);
    REQUIRE(grounding);
    return std::move(*grounding);
  }

  // The outcomes that the root can have.
  OutcomeSet outcomes(const GroundSentence& root) const {
    const Grounding grounding = ground(root);
    const Inquiry inquiry(grounding.theory, *grounding.literal(root, false));
    return inquiry.outcomes(Restriction::none(grounding.theory));
  }
};

inline Pattern of(PredicateId predicate, bool negated = false,
                  std::vector<Term> terms = {variable(0)}) {
  return {.predicate = predicate, .arguments = std::move(terms), .negated = negated};
}
inline ProgramPremise asks_for(PredicateId predicate, Grade standard = 0) {
  return {.pattern = of(predicate), .standard = standard};
}
inline ProgramPremise shown_by_claimant(PredicateId predicate) {
  return {.pattern = of(predicate), .burden = true};
}
inline GroundSentence about(PredicateId predicate, std::vector<Individual> who = {kAldoria}) {
  return {.predicate = predicate, .arguments = std::move(who)};
}
inline Version holds(Grade grade) { return {.value = Value::holds, .grade = grade}; }
inline Version fails(Grade grade) { return {.value = Value::fails, .grade = grade}; }

inline OutcomeSet only(Outcome outcome) {
  OutcomeSet set;
  set.add(outcome);
  return set;
}
inline OutcomeSet either(Outcome a, Outcome b) {
  OutcomeSet set = only(a);
  set.add(b);
  return set;
}
constexpr Outcome kYes = Outcome::established, kNo = Outcome::excluded,
                  kNot = Outcome::not_established;

}  // namespace comity::reason
