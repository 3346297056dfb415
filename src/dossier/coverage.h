// What the examples of the norms exercise, and what nothing exercises: for authors, who want an
// example on each side of every line that a rule draws.
//
// Every expectation is looked at in one world for each outcome that it leaves possible: the
// plainest, and the nearest to it that comes out otherwise. A rule is looked at as it was filled
// there. Numbers stand for places in Law::examples, each once, in order.
#pragma once

#include <vector>

#include "dossier/assess.h"
#include "dossier/register_coverage.h"

namespace comity::dossier {

// A condition of a rule, wherever it stands among its alternatives. A comparison of two holes is
// none: it only says how the holes may be filled.
struct ConditionCoverage {
  Span span;         // in the rule's file
  Examples met;      // it holds where the rule carries its conclusion
  Examples missing;  // it alone is missing, and the conclusion with it
  bool exercised() const { return !met.empty() && !missing.empty(); }
};

// One way in which an `unless` of a rule is met.
struct ExceptionCoverage {
  Span span;        // of its first condition
  Examples raised;  // it is met
};

// A rule of register law is looked at in the same way, at every moment at which an example of
// register law expects something; its numbers stand for places in Law::trials.
struct RuleCoverage {
  Examples carried;  // all that it asks for is there, and so is its conclusion
  Examples stopped;  // all that it asks for is there, and an exception or another rule stops it
  Examples lacking;  // something that it asks for is missing
  std::vector<ConditionCoverage> conditions;
  std::vector<ExceptionCoverage> exceptions;
};

struct QuestionCoverage {
  Examples expected;  // some answer to it is expected
  Examples raised;    // the example, taken as a case, raises it
};

struct Coverage {
  RegisterCoverage in_register;
  std::vector<RuleCoverage> rules;              // by LawRule
  std::vector<std::vector<Examples>> readings;  // by LawReading, by option
  std::vector<QuestionCoverage> questions;      // by LawQuestion
};

// Errors: limit (reason/ground.h). O(expectations × grounding of their example).
Result<Coverage> coverage_of(const language::Law& law);

}  // namespace comity::dossier
