// What words a reader may meet: the weight of a norm decides, and the logic's own words never.
#include "documents/words.h"

#include <array>

#include "documents/page.h"
#include "documents/reasons.h"
#include "dossier/case_for_test.h"

namespace comity::documents {
namespace {

using language::Weight;

bool holds_any(std::string_view text, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return text.find(stem) != std::string::npos; });
}

constexpr const char* kLaw = R"(
kinds State, Act (dated)
scale evidence: alleged < proven
sentence <Act> touched <State>
  not: <Act> did not touch <State>
  ask: Did <Act> touch <State>?
sentence <Act> is consistent with good practice towards <State>
  not: <Act> is not consistent with good practice towards <State>
  layer: law
rule G1: <Act> is not consistent with good practice towards <State> (para 1)
  if <Act> touched <State> (burden on the claimant)
question practice: <Act> is consistent with good practice towards <State>
  asks: Is <Act> consistent with good practice towards <State>?
  raised when <Act> touched <State>
)";

constexpr const char* kCase = R"(
  opened: 2031-03-02
name Aldoria: State
name the raid: Act on 2031-03-01
fact F1: the raid touched Aldoria
  asserted by Aldoria (2031-03-02; grade proven)
)";

}  // namespace

TEST_CASE("no answer and no remark on weight says that a voluntary norm was broken") {
  for (int a = 0; a <= static_cast<int>(dossier::Answer::not_encoded); ++a) {
    const std::string words = answer_words(static_cast<dossier::Answer>(a));
    CHECK(!words.empty());
    CHECK_FALSE(holds_any(words, {"violat", "breach", "unlawful", "guilty"}));
  }
  for (int w = 0; w <= static_cast<int>(Weight::academic_coding); ++w) {
    const auto weight = static_cast<Weight>(w);
    CHECK_FALSE(holds_any(weight_remark(weight), {"violat", "breach"}));
    // Law that binds everybody needs no remark; everything else has one.
    CHECK(weight_remark(weight).empty() == (weight == Weight::treaty || weight == Weight::custom));
  }
}

TEST_CASE("an analysis under a voluntary norm never speaks of a breach") {
  for (const char* weight : {"agreed voluntary", "confidence-building measure",
                             "expert restatement", "platform default", "academic coding"}) {
    CAPTURE(weight);
    const language::Law law = dossier::law_of(kLaw, weight);
    const auto assessment = dossier::assess(law, dossier::case_from(law, kCase), {});
    REQUIRE(assessment);
    const std::string page = to_page(*assessment, {.full = true});
    CHECK_FALSE(holds_any(page, {"violat", "breach", "illegal", "wrongful"}));
    CHECK(page.find("not consistent with good practice") != std::string::npos);
    CHECK(page.find(weight) != std::string::npos);
  }
}

TEST_CASE("no page and no reason holds a word of the logic's own") {
  const language::Law& law = dossier::project_law();
  for (const auto& path : dossier::project_cases()) {
    const auto assessment = dossier::assess(law, dossier::project_case(law, path), {});
    REQUIRE(assessment);
    const std::string page = to_page(*assessment, {.full = true});
    CHECK_FALSE(holds_any(page, {"attacker", "defeat", "kernel", "literal", "Pareto", "tainted"}));
  }
}

TEST_CASE("a contested fact is told with both accounts") {
  const language::Law law = dossier::law_of(kLaw);
  dossier::Case the_case = dossier::case_from(law, R"(
name Aldoria, Brenland: State
name the raid: Act
exhibit E1: "A log"
fact F1: the raid touched Aldoria
  asserted by Aldoria (2031-03-02; grade proven; exhibit E1)
  denied by Brenland (2031-03-09)
)");
  const auto assessment = dossier::assess(law, std::move(the_case), {});
  REQUIRE(assessment);
  CHECK(accounts_words(*assessment, assessment->the_case().facts[0]) ==
        "asserted by Aldoria on 2031-03-02 (proven; E1); denied by Brenland on 2031-03-09");
}

TEST_CASE("the closing line names norms, facts and program; an example has no facts file") {
  const language::Law law = dossier::law_of(kLaw);
  auto assessment = dossier::assess(law, dossier::case_from(law, kCase), {});
  REQUIRE(assessment);
  CHECK(reproduction_line(*assessment).find(law.hash.substr(0, 12)) != std::string::npos);
  dossier::Case bare = dossier::case_from(law, kCase);
  bare.hash.clear();
  assessment = dossier::assess(law, std::move(bare), {});
  REQUIRE(assessment);
  CHECK(reproduction_line(*assessment).find("facts none") != std::string::npos);
}

}  // namespace comity::documents
