#include "dossier/intake.h"

#include "dossier/case_for_test.h"
#include "dossier/intake_file.h"
#include "dossier/parties.h"

namespace comity::dossier {
namespace {

const char* const kLaw = R"(kinds State, Act (dated)
scale evidence: alleged < probable
sentence <Act> reached <State>
  ask: Did <Act> reach <State>?
sentence <Act> broke a pump in <State>
  not: <Act> did not break a pump in <State>
  ask: Did <Act> break a pump in <State>?
sentence <Act> cut the power in <State>
  ask: Did <Act> cut the power in <State>?
sentence <State> agreed to <Act>
  ask: Did <State> agree to <Act>?
sentence <Act> was foul play against <State>
  layer: law
rule F1: <Act> was foul play against <State>
  if <Act> broke a pump in <State>
  unless <State> agreed to <Act>
rule F2: <Act> was foul play against <State>
  if <Act> cut the power in <State>
  unless <State> agreed to <Act>
question foul play: <Act> was foul play against <State>
  asks: Was <Act> foul play against <State>?
  raised when <Act> reached <State>
  answers for <State>)";

const std::string kNames =
    "  claimant: Halvora\nname Halvora, Talverne: State\nname the job: Act on 2031-04-11\n";

Case begun(const language::Law& law, const std::string& facts = "") {
  return case_from(law, kNames + facts);
}

std::string next(const language::Law& law, const Case& the_case) {
  const auto turn = intake(law, the_case, {});
  REQUIRE(turn);
  return turn->next ? turn->next->asks : "";
}

TEST_CASE("whether a question arises is asked first, and only for the claimant") {
  const language::Law law = law_of(kLaw);
  const auto turn = intake(law, begun(law), {});
  REQUIRE(turn);
  CHECK(turn->raised == 0);
  CHECK(turn->possible == 1);
  REQUIRE(turn->next);
  CHECK(turn->next->asks == "Did the job reach Halvora?");
  CHECK(turn->next->bears_on == std::vector<std::string>{"foul play"});
}

TEST_CASE("then what settles most: consent decides whatever else happened") {
  const language::Law law = law_of(kLaw);
  const std::string reached = "fact F1: the job reached Halvora\n  asserted by Halvora\n";
  CHECK(next(law, begun(law, reached)) == "Did Halvora agree to the job?");
  const std::string agreed = "fact F2: Halvora agreed to the job\n  asserted by Halvora\n";
  const auto turn = intake(law, begun(law, reached + agreed), {});
  REQUIRE(turn);
  CHECK(turn->raised == 1);
  CHECK(turn->settled == 1);
  CHECK_FALSE(turn->next);
}

TEST_CASE("what was spoken of is not asked again, if only to say that it is unknown") {
  const language::Law law = law_of(kLaw);
  const std::string reached = "fact F1: the job reached Halvora\n  asserted by Halvora\n";
  const std::string unknown = "fact F2: Halvora agreed to the job\n  unknown\n";
  CHECK(next(law, begun(law, reached + unknown)) == "Did the job break a pump in Halvora?");
}

TEST_CASE("answers written into the file lead to the end, and each is one fact of a sound case") {
  const language::Law law = law_of(kLaw);
  for (const Reply reply : {Reply::yes, Reply::no, Reply::unknown, Reply::withheld,
                            Reply::not_asked, Reply::not_applicable}) {
    std::string text = new_case_text({.title = "A job",
                                      .claimant = "Halvora",
                                      .respondent = "Talverne",
                                      .entity = {},
                                      .act = "the job",
                                      .happened = *Date::parse("2031-04-11"),
                                      .opened = *Date::parse("2031-05-01")});
    size_t asked = 0;
    for (;; ++asked) {
      REQUIRE(asked < 10);
      Diagnostics diagnostics;
      const auto the_case = read_case(law, source_of("case.norm.md", text), diagnostics);
      REQUIRE_MESSAGE(the_case, render(diagnostics));
      CHECK(the_case->facts.size() == asked);
      const auto turn = intake(law, *the_case, {});
      REQUIRE(turn);
      if (!turn->next) break;
      text = with_answer(law, *the_case, text,
                         {.sentence = turn->next->sentence,
                          .reply = asked == 0 ? Reply::yes : reply,
                          .by = "Halvora",
                          .on = *Date::parse("2031-05-02"),
                          .grade = reason::Grade{1}});
    }
    CHECK(asked >= 2);
  }
}

TEST_CASE("an answer leaves every line before it as it was") {
  const language::Law law = law_of(kLaw);
  const std::string text = "Prose.\n\n```norm\ncase \"A test\"\n" + kNames + "```\n\nMore prose.\n";
  Diagnostics diagnostics;
  const auto the_case = read_case(law, source_of("case.norm.md", text), diagnostics);
  REQUIRE(the_case);
  const auto turn = intake(law, *the_case, {});
  REQUIRE(turn);
  const std::string answered = with_answer(law, *the_case, text,
                                           {.sentence = turn->next->sentence,
                                            .reply = Reply::no,
                                            .by = "Halvora",
                                            .on = *Date::parse("2031-05-02"),
                                            .grade = {}});
  CHECK(answered.starts_with(text));
  CHECK(answered.ends_with(
      "fact G1: the job reached Halvora\n  denied by Halvora (2031-05-02)\n```\n"));
}

TEST_CASE("every word of a reply is understood") {
  for (const std::string& word : reply_words()) CHECK(reply_named(word));
  CHECK_FALSE(reply_named("maybe"));
}

// An outage under the norms of the project, told to the intake one answer after the other.
class Outage {
 public:
  struct Turn {
    Intake intake;
    std::string asks;
    bool says(const char* words) const { return asks.find(words) != std::string::npos; }
  };

  Turn next() const {
    auto turn = intake(law_, read(), {.view_date = read().opened});
    REQUIRE(turn);
    REQUIRE(turn->next);
    std::string asks = turn->next->asks;
    return {std::move(*turn), std::move(asks)};
  }
  void answer(const Turn& turn, bool yes) {
    text_ = with_answer(law_, read(), text_,
                        {.sentence = turn.intake.next->sentence,
                         .reply = yes ? Reply::yes : Reply::no,
                         .by = "Halvora",
                         .on = *Date::parse("2026-03-06"),
                         .grade = law_.grade("clear and convincing")});
  }

 private:
  Case read() const {
    Diagnostics diagnostics;
    auto the_case = read_case(law_, source_of("case.norm.md", text_), diagnostics);
    REQUIRE_MESSAGE(the_case, render(diagnostics));
    return std::move(*the_case);
  }

  const language::Law& law_ = project_law();
  std::string text_ = new_case_text({.title = "Registry outage",
                                     .claimant = "Halvora",
                                     .respondent = "Talverne",
                                     .entity = "the Ferrow group",
                                     .act = "the registry operation",
                                     .happened = *Date::parse("2026-03-02"),
                                     .opened = *Date::parse("2026-03-05")});
};

TEST_CASE("under the norms of the project an outage is analysed after less than 30 questions") {
  Outage outage;
  for (size_t asked = 0;; ++asked) {
    const Outage::Turn turn = outage.next();
    if (turn.intake.raised >= 5 && turn.intake.settled == turn.intake.raised) {
      CHECK(asked < 30);
      return;
    }
    REQUIRE(asked < 40);
    outage.answer(turn, turn.says("come back with no repair") ||
                            turn.says("carry out the registry operation?") ||
                            turn.says("that Talverne is behind"));
  }
}

TEST_CASE("nobody was accused: how the author is bound to the State is asked before refinements") {
  Outage outage;
  size_t set_aside = 0, organ = 0, words = 0;
  for (size_t asked = 1; asked <= 30; ++asked) {
    const Outage::Turn turn = outage.next();
    set_aside += turn.says("aside") ? 1 : 0;
    words += turn.says("the account of") ? 1 : 0;
    if (organ == 0 && turn.says("one of its organs")) organ = asked;
    outage.answer(turn, turn.says("come back with no repair") ||
                            turn.says("carry out the registry operation?"));
  }
  CHECK(set_aside <= 1);
  CHECK(organ > 0);
  CHECK(organ <= 20);
  CHECK(words == 0);  // what the account says the program reads for itself
}

// ---- parties and groups -------------------------------------------------------------------------

const char* const kGroups = R"(kinds State
sentence <State> spoke
parties
  AAA: Aldoria
  BBB: Brenland
  CCC: Cardona
regional group NORTH: the north
  AAA, BBB
group PACT: the pact  (source "https://pact.example"; in force until 2030-12-31)
  AAA
group PACT: the pact  (in force from 2031-01-01)
  AAA, CCC
reading tone: "Is it loud?"
  loud
  quiet
positions on tone
  AAA: loud (2030; source "https://a.example")
  BBB: left open (2030; source "https://b.example"))";

TEST_CASE("a group stands for its members of the day, and a code that nobody has is named") {
  const language::Law law = law_of(kGroups);
  const auto on = [&](const char* day) {
    return parties_named(law, {"PACT", "BBB"}, *Date::parse(day)).value();
  };
  CHECK(on("2030-06-01") == std::vector<std::string>{"AAA", "BBB"});
  CHECK(on("2031-06-01") == std::vector<std::string>{"AAA", "BBB", "CCC"});
  CHECK(parties_named(law, {"PACT"}, {}).value() == std::vector<std::string>{"AAA", "CCC"});
  const auto unknown = parties_named(law, {"PAKT"}, {});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message() == "no party and no group has the code `PAKT`; nearest: `PACT`");
  CHECK(parties_named(law, {"the north"}, {}).error().message().find("its code is `NORTH`") !=
        std::string::npos);
}

TEST_CASE("each party stands in one place of a spread, and in one region") {
  const language::Law law = law_of(kGroups);
  const Spread spread = spread_of(law, law.readings.front());
  CHECK(spread.holders == std::vector<std::vector<std::string>>{{"AAA"}, {}});
  CHECK(spread.left_open == std::vector<std::string>{"BBB"});
  CHECK(spread.not_seen == std::vector<std::string>{"CCC"});
  CHECK(spread.chose() == 1);
  const auto regions = by_region(law, {"AAA", "BBB", "CCC"});
  REQUIRE(regions.size() == 2);
  CHECK(regions[0].name == "the north");
  CHECK(regions[0].parties == std::vector<std::string>{"AAA", "BBB"});
  CHECK(regions[1].parties == std::vector<std::string>{"CCC"});
}

}  // namespace
}  // namespace comity::dossier
