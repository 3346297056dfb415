// Assessing small cases under small laws: what is raised, what is answered, under whose reading, on
// whose account, and what is kept apart.
#include "dossier/assess.h"

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

// A duty not to reach a State, attribution in between, two readings, and a response.
constexpr const char* kLaw = R"(
kinds Party, State is a Party, Entity, Act (dated)
scale evidence: alleged < probable < certain
parties
  AAA: Aaland
  BBB: Beland
  CCC: Celand
  DDD: Deland
sentence <Act> reached <State>
  not: <Act> did not reach <State>
sentence <State> steered <Act>
  not: <State> did not steer <Act>
sentence <State> warned <Other State> of <Act>
sentence <Act> is attributable to <State>
  layer: attribution
sentence <Act> breaches a duty to <State>
  not: <Act> breaches no duty to <State>
  layer: law
sentence <State> may answer <Act>
  layer: response
reading reach: "Is mere reach enough?"
  enough
  not enough
positions on reach
  AAA: enough (2019)
  BBB: not enough (2021)
  CCC: left open (2020)
rule A1: <Act> is attributable to <State> (art 1)
  if <State> steered <Act> (burden on the claimant; standard probable)
rule B1: <Act> breaches a duty to <State> (art 2; reading reach: enough)
  if <Act> reached <State> (burden on the claimant)
  and <Act> is attributable to <Other State>
rule R1: <State> may answer <Act> (art 3)
  if <Act> breaches a duty to <State>
  and <State> warned <Other State> of <Act> (burden on <State>; art 4)
question who: <Act> is attributable to <State>
  asks: Is <Act> attributable to <State>?
  raised when <State> steered <Act>
question duty: <Act> breaches a duty to <State>
  asks: Does <Act> breach a duty to <State>?
  raised when <Act> reached <State>
question answer: <State> may answer <Act>
  asks: May <State> answer <Act>?
  raised when <Act> reached <State>
  answers for <State>
)";

constexpr const char* kNames = R"(
  opened: 2031-06-01
  happened: 2031-03-01
name Aldoria, Brenland: State
name the Panel: Party
name the raid: Act on 2031-03-01
)";

struct Assessed {
  language::Law law;
  std::optional<Assessment> assessment;

  const QuestionResult* find(const std::string& name) const {
    for (const QuestionResult& question : assessment->questions()) {
      if (question.question->name == name) return &question;
    }
    return nullptr;
  }
  const QuestionResult& operator[](const std::string& name) const {
    const QuestionResult* found = find(name);
    REQUIRE_MESSAGE(found != nullptr, name);
    return *found;
  }
  std::vector<std::string> asked() const {
    std::vector<std::string> all;
    for (const QuestionResult& question : assessment->questions()) all.push_back(question.asks);
    return all;
  }
};

// Where a party of the law stands; "?" for no position seen, "-" for nowhere.
std::string group_of(const QuestionResult& question, const std::string& party) {
  for (const ReadingGroup& group : question.groups) {
    for (const std::string& member : group.parties) {
      if (member == party) return std::string(language::name(group.finding().answer));
    }
  }
  const auto& unseen = question.not_seen;
  return std::find(unseen.begin(), unseen.end(), party) != unseen.end() ? "?" : "-";
}

std::unique_ptr<Assessed> assess_facts(const std::string& facts, const AssessOptions& options = {},
                                       const char* text = kLaw) {
  auto out = std::make_unique<Assessed>(Assessed{law_of(text), std::nullopt});
  auto assessment = assess(out->law, case_from(out->law, kNames + facts), options);
  REQUIRE(assessment);
  out->assessment.emplace(std::move(*assessment));
  return out;
}

const std::string kReached = "fact F1: the raid reached Aldoria\n  agreed by Aldoria, Brenland\n";
const std::string kSteered = "fact F2: Brenland steered the raid\n";

}  // namespace

// ---- what is raised ----------------------------------------------------------------------------

TEST_CASE("a question is raised when its trigger is asserted, and not when it is denied or open") {
  const auto count = [](const std::string& account) {
    return assess_facts("fact F1: the raid reached Aldoria\n  " + account + "\n")
        ->assessment->questions()
        .size();
  };
  CHECK(count("asserted by Aldoria") == 1);  // the response is asked for a State only
  CHECK(count("agreed by Aldoria") == 1);
  CHECK(count("found by the Panel") == 1);
  CHECK(count("denied by Brenland") == 0);
  CHECK(count("unknown") == 0);
  CHECK(count("withheld by Brenland") == 0);
  CHECK(count("not applicable") == 0);
  CHECK(count("asserted by Aldoria\n  denied by Brenland") == 1);
}

TEST_CASE("a question is raised once for each way to fill its holes, by layer") {
  const auto assessed =
      assess_facts(kReached + "fact F3: the raid reached Brenland\n  asserted by Brenland\n" +
                   kSteered + "  asserted by Aldoria\n");
  CHECK(assessed->asked() == std::vector<std::string>{"Is the raid attributable to Brenland?",
                                                      "Does the raid breach a duty to Aldoria?",
                                                      "Does the raid breach a duty to Brenland?"});
}

TEST_CASE("a party that asserts the answer raises the question") {
  const auto assessed = assess_facts(
      "fact F1: the raid is attributable to Brenland\n  asserted by Aldoria (grade certain)\n");
  CHECK(assessed->find("who") != nullptr);
}

TEST_CASE("a response is listed for the State that asks, and for no other") {
  const std::string facts = kReached + kSteered + "  asserted by Aldoria (grade certain)\n";
  CHECK(assess_facts(facts)->find("answer") == nullptr);
  const auto aldoria = assess_facts(facts, {.for_state = reason::Individual{0}});
  CHECK(aldoria->find("answer") != nullptr);
  const auto brenland = assess_facts(facts, {.for_state = reason::Individual{1}});
  CHECK(brenland->find("answer") == nullptr);
}

// ---- fact, attribution and law -----------------------------------------------------------------

TEST_CASE("a party's word on the law proves nothing; a finding of it does") {
  const auto answer = [](const std::string& account) {
    return (*assess_facts("fact F1: the raid is attributable to Brenland\n  " + account + "\n" +
                          kSteered + "  unknown\n"))["who"]
        .on_record.answer;
  };
  CHECK(answer("asserted by Aldoria (grade certain)") == Answer::depends_on_facts);
  CHECK(answer("found by the Panel (grade certain)") == Answer::established);
  CHECK(answer("agreed by Aldoria, Brenland") == Answer::established);
}

TEST_CASE("a denial of the law disproves nothing") {
  const auto assessed = assess_facts(
      "fact F3: the raid breaches a duty to Aldoria\n  denied by "
      "Brenland (grade certain)\n" +
          kReached + kSteered + "  agreed by Brenland, Aldoria\n",
      {.parties = {"AAA"}});
  CHECK(group_of((*assessed)["duty"], "AAA") == "established");
}

TEST_CASE("the standard of proof decides between allegation and attribution") {
  const auto answer = [](const std::string& grade) {
    return (*assess_facts(kSteered + "  asserted by Aldoria (grade " + grade + ")\n"))["who"]
        .on_record.answer;
  };
  CHECK(answer("alleged") == Answer::not_established);
  CHECK(answer("probable") == Answer::established);
}

TEST_CASE("law is answered on the record, and apart from it as if what is alleged were so") {
  const auto assessed =
      assess_facts(kReached + kSteered + "  asserted by Aldoria (grade alleged)\n");
  const QuestionResult& duty = (*assessed)["duty"];
  CHECK(duty.on_record.answer == Answer::not_established);
  REQUIRE(duty.if_attributed.has_value());
  CHECK(duty.if_attributed->answer == Answer::depends_on_reading);
  REQUIRE(duty.attributions.size() == 1);
  CHECK(say(assessed->law, assessed->assessment->the_case(), duty.attributions[0]) ==
        "the raid is attributable to Brenland");
  // The attribution itself is never assumed for its own question.
  CHECK_FALSE((*assessed)["who"].if_attributed.has_value());
  CHECK((*assessed)["who"].finding().answer == Answer::not_established);
}

TEST_CASE("what is attributed on the record is not assumed") {
  const auto assessed =
      assess_facts(kReached + kSteered + "  asserted by Aldoria (grade certain)\n");
  CHECK_FALSE((*assessed)["duty"].if_attributed.has_value());
  CHECK((*assessed)["duty"].attributions.empty());
}

TEST_CASE("an attribution that nobody alleges is not assumed") {
  const auto assessed = assess_facts(kReached);
  CHECK((*assessed)["duty"].on_record.answer == Answer::not_established);
  CHECK_FALSE((*assessed)["duty"].if_attributed.has_value());
}

// ---- readings ----------------------------------------------------------------------------------

TEST_CASE("States stand by answer, and whoever was not seen to speak in a group of its own") {
  const auto assessed =
      assess_facts(kReached + kSteered + "  asserted by Aldoria (grade certain)\n");
  const QuestionResult& duty = (*assessed)["duty"];
  CHECK(duty.on_record.answer == Answer::depends_on_reading);
  CHECK(group_of(duty, "AAA") == "established");
  CHECK(group_of(duty, "BBB") == "not established");
  CHECK(group_of(duty, "CCC") == "depends on the reading");  // spoke, and left it open
  CHECK(group_of(duty, "DDD") == "?");
  for (const ReadingGroup& group : duty.groups) {
    CHECK(group.deciding.size() == (group.parties.front() == "CCC" ? 0u : 1u));
  }
}

TEST_CASE("where no reading divides there are no groups and nobody is missing") {
  const auto assessed = assess_facts(kSteered + "  asserted by Aldoria (grade certain)\n");
  CHECK((*assessed)["who"].groups.empty());
  CHECK((*assessed)["who"].not_seen.empty());
}

TEST_CASE("a position of a later year than the day of view does not count") {
  const std::string facts = kReached + kSteered + "  asserted by Aldoria (grade certain)\n";
  const auto viewed = [&](const char* day) {
    return assess_facts(facts, {.view_date = Date::parse(day).value()});
  };
  const auto before = viewed("2018-12-31");
  CHECK(group_of((*before)["duty"], "AAA") == "?");
  const auto between = viewed("2020-06-01");
  CHECK(group_of((*between)["duty"], "AAA") == "established");
  CHECK(group_of((*between)["duty"], "BBB") == "?");
  CHECK(group_of((*viewed("2021-01-01"))["duty"], "BBB") == "not established");
}

TEST_CASE("only the parties that were asked for are grouped") {
  const auto assessed = assess_facts(
      kReached + kSteered + "  asserted by Aldoria (grade certain)\n", {.parties = {"BBB", "DDD"}});
  CHECK(group_of((*assessed)["duty"], "AAA") == "-");
  CHECK(group_of((*assessed)["duty"], "BBB") == "not established");
  CHECK(group_of((*assessed)["duty"], "DDD") == "?");
}

// ---- accounts, settling and reasons ------------------------------------------------------------

TEST_CASE("a contested fact that matters gives the answer on each account") {
  const auto assessed = assess_facts(
      kSteered + "  asserted by Aldoria (grade probable)\n  denied by Brenland (grade certain)\n");
  const QuestionResult& who = (*assessed)["who"];
  CHECK(who.on_record.answer == Answer::depends_on_facts);
  REQUIRE(who.accounts.size() == 2);
  CHECK(who.accounts[0].party == "Aldoria");
  CHECK(who.accounts[0].finding.answer == Answer::established);
  CHECK(who.accounts[1].party == "Brenland");
  CHECK(who.accounts[1].finding.answer == Answer::not_established);
}

TEST_CASE("a contested fact that matters to nothing is no account") {
  const auto assessed = assess_facts(
      kSteered + "  asserted by Aldoria (grade alleged)\n  denied by Brenland (grade certain)\n");
  CHECK((*assessed)["who"].on_record.answer == Answer::not_established);
  CHECK((*assessed)["who"].accounts.empty());
}

TEST_CASE("an open fact settles the question either way, and is what to ask next") {
  const auto assessed =
      assess_facts("fact F1: the raid is attributable to Brenland\n  asserted by Aldoria\n" +
                   kSteered + "  unknown (asked of Brenland 2031-04-01)\n");
  const QuestionResult& who = (*assessed)["who"];
  CHECK(who.on_record.answer == Answer::depends_on_facts);
  CHECK(who.on_record.exact);
  REQUIRE(who.on_record.hangs_on.size() == 1);
  CHECK(who.next_question == who.on_record.hangs_on[0]);
  REQUIRE(who.settlements.size() == 2);
  CHECK(who.settlements[0].picks.size() == 1);
  CHECK(who.settlements[0].outcome != who.settlements[1].outcome);
}

TEST_CASE("each outcome that is left has a reason, and each reason is a proof") {
  const auto assessed = assess_facts(
      kReached + kSteered + "  asserted by Aldoria (grade probable)\n  denied by Brenland\n");
  for (const QuestionResult& question : assessed->assessment->questions()) {
    const auto all = assessed->assessment->why(question);
    size_t outcomes = 0;
    for (unsigned o = 0; o < 4; ++o) {
      outcomes += question.finding().outcomes.has(static_cast<reason::Outcome>(o)) ? 1 : 0;
    }
    CHECK(all.size() == outcomes);
    for (const Why& why : all) {
      CHECK(question.finding().outcomes.has(why.outcome));
      CHECK(reason::check(assessed->assessment->grounding().theory, why.world, why.proof));
    }
  }
}

TEST_CASE("the weight of an answer is that of the lightest norm that it rests on") {
  const std::string text = std::string(kLaw) +
                           "rule A2: <Act> is attributable to <State> (weight platform default)\n"
                           "  if <State> warned <Other State> of <Act> (burden on the claimant)\n";
  const auto heavy =
      assess_facts(kSteered + "  asserted by Aldoria (grade certain)\n", {}, text.c_str());
  CHECK((*heavy)["who"].weight == language::Weight::custom);
  const auto light = assess_facts(
      kReached + "fact F3: Brenland warned Aldoria of the raid\n  agreed by Aldoria\n" + kSteered +
          "  asserted by Aldoria\n",
      {}, text.c_str());
  CHECK((*light)["who"].on_record.answer == Answer::established);
  CHECK((*light)["who"].weight == language::Weight::platform_default);
  // A duty of custom that is reached through it is no heavier.
  CHECK((*light)["duty"].weight == language::Weight::platform_default);
}

// ---- responses ---------------------------------------------------------------------------------

TEST_CASE("a response lists every condition with its article, met or not") {
  const auto assessed =
      assess_facts(kReached + kSteered + "  asserted by Aldoria (grade alleged)\n",
                   {.for_state = reason::Individual{0}});
  const QuestionResult& answer = (*assessed)["answer"];
  CHECK(answer.finding().answer == Answer::not_established);
  REQUIRE(answer.conditions.size() == 2);
  CHECK(answer.conditions[0].wording == "the raid breaches a duty to Aldoria");
  CHECK(answer.conditions[0].citation == "art 3");
  CHECK(answer.conditions[1].citation == "art 4");
  CHECK(answer.conditions[1].finding.answer == Answer::not_established);
}

TEST_CASE("of the ways to fill a rule's holes a response lists the one that lacks least") {
  const auto assessed =
      assess_facts(kReached + "fact F4: Aldoria warned Brenland of the raid\n  agreed by Aldoria\n",
                   {.for_state = reason::Individual{0}});
  const auto& conditions = (*assessed)["answer"].conditions;
  REQUIRE(conditions.size() == 2);
  CHECK(conditions[1].wording == "Aldoria warned Brenland of the raid");
  CHECK(conditions[1].finding.answer == Answer::established);
}

// ---- one sentence ------------------------------------------------------------------------------

TEST_CASE("about() answers any sentence that a question comes to, and no other") {
  const auto assessed = assess_facts(kReached + kSteered + "  asserted by Aldoria\n");
  const Case& the_case = assessed->assessment->the_case();
  const auto reached = assessed->assessment->about(the_case.facts[0].sentence);
  REQUIRE(reached);
  CHECK(reached->on_record.answer == Answer::established);
  CHECK(reached->layer == language::Layer::fact);
  reason::GroundSentence elsewhere = the_case.facts[0].sentence;
  elsewhere.arguments[0] = 0;  // "Aldoria reached Aldoria": no question speaks of it
  const auto nothing = assessed->assessment->about(elsewhere);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code() == Errc::not_found);
}

TEST_CASE("the examples of a law come out as they say: positions held fixed one by one") {
  const language::Law law = law_of(std::string(kLaw) + R"(
example "reach"
  with Aldoria, Brenland: State; the raid: Act on 2031-03-01
  given the raid reached Aldoria
  given Brenland steered the raid
  expect the raid breaches a duty to Aldoria: established under reach: enough
)");
  const Case the_case = case_of(law.examples[0]);
  reason::GroundSentence duty{.predicate = law.examples[0].expectations[0].sentence.predicate,
                              .arguments = {2, 0}};
  const auto under = [&](const std::vector<std::pair<reason::ReadingId, reason::OptionId>>& held) {
    const auto found = answer(law, the_case, duty, false, {}, held);
    REQUIRE(found);
    return found->answer;
  };
  CHECK(under({}) == Answer::depends_on_reading);
  CHECK(under({{0, 0}}) == Answer::established);
  CHECK(under({{0, 1}}) == Answer::not_established);
}

}  // namespace comity::dossier
