// What an example exercises: on small laws where it can be told by hand.
#include "dossier/coverage.h"

#include "dossier/case_for_test.h"
#include "dossier/concern_for_test.h"

namespace comity::dossier {
namespace {

using namespace concern;  // NOLINT: the law that these tests are about

const std::string kDeclared = kSentences +
                              "question concern: <Act> concerns <State>\n"
                              "  asks: Does <Act> concern <State>?\n"
                              "  raised when <Act> reached <State>\n"
                              "rule A: <Act> concerns <State>\n"
                              "  if <Act> reached <State>\n"
                              "  and <Act> did harm\n"
                              "  unless <State> consented to <Act>  (burden on <State>)\n";

Coverage cover(const language::Law& law) {
  auto coverage = coverage_of(law);
  REQUIRE(coverage);
  return std::move(*coverage);
}

TEST_CASE("without an example nothing is exercised") {
  const Coverage coverage = cover(law_of(kDeclared));
  REQUIRE(coverage.rules.size() == 1);
  REQUIRE(coverage.rules[0].conditions.size() == 2);
  CHECK(coverage.rules[0].carried.empty());
  CHECK(coverage.rules[0].lacking.empty());
  CHECK(coverage.rules[0].exceptions.size() == 1);
  CHECK(coverage.questions[0].raised.empty());
}

TEST_CASE("a rule carries its conclusion, lacks one condition, or is stopped by its exception") {
  const language::Law law = law_of(kDeclared + titled("all", kReached + kHarm, "established") +
                                   titled("no harm", kReached + kNoHarm, "not established") +
                                   titled("leave", kReached + kHarm + kConsent, "not established"));
  const Coverage coverage = cover(law);
  const RuleCoverage& rule = coverage.rules[0];
  CHECK(rule.carried == Examples{0});
  CHECK(rule.lacking == Examples{1});
  CHECK(rule.stopped == Examples{2});
  CHECK(rule.conditions[0].met == Examples{0});
  CHECK(rule.conditions[0].missing.empty());
  CHECK(rule.conditions[1].met == Examples{0});
  CHECK(rule.conditions[1].missing == Examples{1});
  CHECK(rule.exceptions[0].raised == Examples{2});
  CHECK(coverage.questions[0].expected == Examples{0, 1, 2});
  CHECK(coverage.questions[0].raised == Examples{0, 1, 2});
}

TEST_CASE("where two conditions are missing neither is missing alone") {
  const Coverage coverage =
      cover(law_of(kDeclared + titled("none", "  given the act did not reach Aldoria\n" + kNoHarm,
                                      "not established")));
  CHECK(coverage.rules[0].lacking == Examples{0});
  CHECK(coverage.rules[0].conditions[0].missing.empty());
  CHECK(coverage.rules[0].conditions[1].missing.empty());
}

TEST_CASE("an open fact exercises both sides of the line") {
  const Coverage coverage = cover(law_of(
      kDeclared + titled("open", kReached + "  unknown the act did harm\n", "depends on facts")));
  CHECK(coverage.rules[0].carried == Examples{0});
  CHECK(coverage.rules[0].conditions[1].met == Examples{0});
  CHECK(coverage.rules[0].conditions[1].missing == Examples{0});
}

TEST_CASE("the options of a reading count where they are held") {
  const std::string read =
      "reading strict: \"Is harm needed?\"\n  harm needed\n  any act\n"
      "rule B: <Act> concerns <State>  (reading strict: any act)\n  if <Act> reached <State>\n";
  const language::Law law = law_of(
      kDeclared + read + "example \"any\"\n  with Aldoria: State; the act: Act\n" + kReached +
      kNoHarm + "  expect the act concerns Aldoria: established under strict: any act\n");
  const Coverage coverage = cover(law);
  CHECK(coverage.readings[0][0].empty());
  CHECK(coverage.readings[0][1] == Examples{0});
  CHECK(coverage.rules[1].carried == Examples{0});
  // The other rule's missing condition changes nothing here.
  CHECK(coverage.rules[0].conditions[1].missing.empty());
}

TEST_CASE("every rule of the project's norms has been looked at") {
  const language::Law& law = project_law();
  const Coverage coverage = cover(law);
  size_t carried = 0;
  for (const RuleCoverage& rule : coverage.rules) carried += rule.carried.empty() ? 0 : 1;
  CHECK(carried * 10 >= coverage.rules.size() * 9);
}

}  // namespace
}  // namespace comity::dossier
