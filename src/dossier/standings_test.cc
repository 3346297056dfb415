// What a case settles: who counts, whose word is contested, and what stays open.
#include "dossier/case.h"
#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

using Value = reason::Version::Value;
using Versions = std::vector<reason::Version>;

constexpr const char* kLaw = R"(
kinds Party, State is a Party, Act (dated)
scale evidence: alleged < probable < certain
sentence <State> consented to <Act>
  not: <State> did not consent to <Act>
)";

// The standing of the one sentence that the facts are about.
Standing standing_of(const std::string& accounts, const std::string& fact = "F1: Aldoria consented",
                     const std::string& more = "") {
  const language::Law law = law_of(kLaw);
  const Case the_case = case_from(law,
                                  "name Aldoria, Brenland, Calder: State\nname the Panel: "
                                  "Party\nname the raid: Act\nfact " +
                                      fact + " to the raid\n" + accounts + more);
  const auto all = standings(law, the_case);
  REQUIRE(all.size() == 1);
  return all.begin()->second;
}

Versions versions(const std::string& accounts) { return standing_of(accounts).state.versions; }

}  // namespace

TEST_CASE("one account settles a fact; without a grade it is an allegation") {
  CHECK(versions("  asserted by Aldoria\n") == Versions{{Value::holds, 0}});
  CHECK(versions("  asserted by Aldoria (grade probable)\n") == Versions{{Value::holds, 1}});
  CHECK(versions("  denied by Aldoria\n") == Versions{{Value::fails, 0}});
}

TEST_CASE("what is agreed or found needs no more proof, unless it says less of itself") {
  CHECK(versions("  agreed by Aldoria, Brenland\n") == Versions{{Value::holds, 2}});
  CHECK(versions("  found by the Panel\n") == Versions{{Value::holds, 2}});
  CHECK(versions("  found by the Panel (grade probable)\n") == Versions{{Value::holds, 1}});
}

TEST_CASE("a fact written as the opposite is about the same sentence") {
  const Standing standing =
      standing_of("  asserted by Aldoria (grade certain)\n", "F1: Aldoria did not consent");
  CHECK(standing.state.versions == Versions{{Value::fails, 2}});
  const Standing denied = standing_of("  denied by Aldoria\n", "F1: Aldoria did not consent");
  CHECK(denied.state.versions == Versions{{Value::holds, 0}});
}

TEST_CASE("several assertions of one value count at their best grade") {
  CHECK(versions("  asserted by Aldoria\n  asserted by Brenland (grade certain)\n") ==
        Versions{{Value::holds, 2}});
}

TEST_CASE("what is asserted and denied is contested, and each party keeps its version") {
  const Standing standing = standing_of(
      "  asserted by Aldoria (grade certain)\n  denied by Brenland\n  denied by Calder (grade "
      "probable)\n");
  CHECK(standing.state.versions == Versions{{Value::holds, 2}, {Value::fails, 1}});
  CHECK(standing.version_of ==
        std::map<std::string, uint16_t>{{"Aldoria", 0}, {"Brenland", 1}, {"Calder", 1}});
}

TEST_CASE("a finding outweighs what parties say, and two findings are contested") {
  const Standing standing = standing_of(
      "  asserted by Aldoria (grade certain)\n  denied by Brenland\n"
      "  found by the Panel (grade probable)\n");
  CHECK(standing.state.versions == Versions{{Value::holds, 1}});
  CHECK(standing.version_of.empty());
  const Standing two = standing_of("  found by the Panel\n", "F1: Aldoria consented",
                                   "fact F2: Aldoria did not consent to the raid\n  found by "
                                   "Calder (grade probable)\n");
  CHECK(two.state.versions == Versions{{Value::holds, 2}, {Value::fails, 1}});
  CHECK(two.facts == std::vector<size_t>{0, 1});
}

TEST_CASE("withheld, unknown and not asked stay open; what does not apply is not shown") {
  for (const char* open : {"  unknown\n", "  not asked\n", "  withheld by Aldoria\n"}) {
    CAPTURE(std::string(open));
    CHECK(versions(open) == Versions{{Value::open, 0}});
  }
  CHECK(versions("  not applicable\n") == Versions{{Value::not_shown, 0}});
}

TEST_CASE("whoever speaks counts before whoever does not") {
  CHECK(versions("  withheld by Brenland\n  asserted by Aldoria (grade probable)\n") ==
        Versions{{Value::holds, 1}});
  CHECK(versions("  unknown\n  denied by Aldoria\n") == Versions{{Value::fails, 0}});
}

TEST_CASE("a sentence without words for its opposite is still told as one") {
  const language::Law law = law_of("kinds State\nsentence <State> slept");
  const Case the_case =
      case_from(law, "name Aldoria: State\nfact F1: Aldoria slept\n  denied by Aldoria\n");
  const auto& sentence = the_case.facts[0].sentence;
  CHECK(say(law, the_case, sentence) == "Aldoria slept");
  CHECK(say(law, the_case, sentence, true) == "it is not the case that Aldoria slept");
}

TEST_CASE("an example becomes a case whose facts are agreed, or open") {
  const language::Law law = law_of(std::string(kLaw) + R"(
example "one"
  with Aldoria: State; the raid, the ride: Act
  given Aldoria did not consent to the raid (grade probable)
  unknown Aldoria consented to the ride
  expect Aldoria consented to the raid: excluded
)");
  REQUIRE(law.examples.size() == 1);
  const auto all = standings(law, case_of(law.examples[0]));
  REQUIRE(all.size() == 2);
  CHECK(all.begin()->second.state.versions == Versions{{Value::fails, 1}});
  CHECK(std::next(all.begin())->second.state.versions == Versions{{Value::open, 0}});
}

}  // namespace comity::dossier
