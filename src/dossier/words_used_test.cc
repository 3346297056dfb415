#include "dossier/words_used.h"

#include <doctest/doctest.h>

#include "dossier/assess.h"
#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

Case case_with(const std::string& narrative, const std::string& facts = "",
               const std::string& names = "the relay operation: Act") {
  Diagnostics diagnostics;
  auto made = read_case(project_law(),
                        source_of("t.norm.md",
                                  "# The relays\n\n```norm\ncase \"The relays\"\n"
                                  "  opened: 2032-04-01\n  claimant: Halvora\n\n"
                                  "name Halvora: State\nname " +
                                      names + "\n" + facts + "```\n\n" + narrative + "\n"),
                        diagnostics);
  REQUIRE_MESSAGE(made, render(diagnostics));
  return std::move(*made);
}

std::string said(const Case& the_case) {
  std::string out;
  for (const WordUsed& used : words_used(project_law(), the_case))
    out += say(project_law(), the_case, used.sentence) + "; ";
  return out;
}

}  // namespace

TEST_CASE("what an account calls an act is found, with the sentence that does") {
  const Case the_case = case_with("Relays\nfailed. It was *espionage*, they\nsaid. It ended.");
  const auto used = words_used(project_law(), the_case);
  REQUIRE(used.size() == 1);
  CHECK(said(the_case) == "the account of the relay operation calls it espionage; ");
  CHECK(used[0].passage == "It was *espionage*, they said.");
}

TEST_CASE("capitals and hyphens do not hide a word, and other words do not show one") {
  CHECK(said(case_with("Pre-positioning, then.")) ==
        "the account of the relay operation calls it pre-positioning; ");
  CHECK(said(case_with("Counterespionage, testing and contests.")).empty());
}

TEST_CASE("a sentence that denies calls the act nothing") {
  CHECK(said(case_with("This was no sabotage. A spokesman denied espionage.")).empty());
  CHECK(said(case_with("This was no sabotage. It was a test.")) ==
        "the account of the relay operation calls it a test or research; ");
}

TEST_CASE("a denial reaches as far as its part of the sentence") {
  CHECK(said(case_with("It was not sabotage but mere espionage.")) ==
        "the account of the relay operation calls it espionage; ");
  CHECK(said(case_with("Talverne denies damage and says that it was research.")) ==
        "the account of the relay operation calls it a test or research; ");
  CHECK(said(case_with("It was neither a test, research nor an experiment.")).empty());
}

TEST_CASE("of two acts only the one that the sentence names is called so") {
  const std::string names = "the relay operation, the pump operation: Act";
  CHECK(said(case_with("It was sabotage.", "", names)).empty());
  CHECK(said(case_with("The pump operation was sabotage.", "", names)) ==
        "the account of the pump operation calls it sabotage; ");
}

TEST_CASE("what the case says itself is not said again") {
  CHECK(said(case_with("It was sabotage.",
                       "fact F1: the account of the relay operation does not call it sabotage\n"
                       "  agreed by Halvora\n"))
            .empty());
}

TEST_CASE("a word that what is shown contradicts is flagged, with the fact") {
  const Case the_case = case_with("They call it mere espionage.",
                                  "fact F1: the relay operation deleted or altered data in Halvora"
                                  "\n  agreed by Halvora\n");
  const auto assessment = assess(project_law(), the_case, {});
  REQUIRE(assessment);
  const auto flagged =
      std::find_if(assessment->questions().begin(), assessment->questions().end(),
                   [](const auto& q) { return q.question->name == "the word espionage"; });
  REQUIRE(flagged != assessment->questions().end());
  CHECK(flagged->finding().answer == Answer::excluded);
  const Fact& found = assessment->the_case().facts.back();
  CHECK(found.id == "W1");
  CHECK(found.accounts[0].remark == "“They call it mere espionage.”");
}

}  // namespace comity::dossier
