// When an answer stands, and on which day it becomes another.
#include "dossier/timeline.h"

#include <random>

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

constexpr const char* kLaw = R"(
kinds Party, State is a Party, Act (dated)
parties
  AAA: Aaland
  BBB: Beland
sentence <Act> reached <State>
  not: <Act> did not reach <State>
sentence <Act> was grave
  not: <Act> was not grave
sentence <Act> wrongs <State>
  not: <Act> does not wrong <State>
  layer: law
reading reach: "Is mere reach enough?"
  enough
  not enough
positions on reach
  AAA: enough (2019)
  BBB: not enough (2021)
rule B1: <Act> wrongs <State> (in force from 2001-06-01; in force until 2009-12-31)
  if <Act> reached <State>
rule B2: <Act> wrongs <State> (in force from 2010-01-01; applies to facts from 2005-03-01)
  if <Act> reached <State>
  and <Act> was grave
rule B3: <Act> wrongs <State> (reading reach: enough; in force from 2015-01-01)
  if <Act> reached <State>
question duty: <Act> wrongs <State>
  asks: Does <Act> wrong <State>?
  raised when <Act> reached <State>
)";

constexpr const char* kCase = R"(
  opened: 2031-06-01
  happened: 2008-03-01
name Aldoria: State
name the raid: Act on 2008-03-01
fact F1: the raid reached Aldoria
  agreed by Aldoria
fact F2: the raid was grave
  unknown
)";

Date day(const char* text) { return Date::parse(text).value(); }

struct Dated {
  language::Law law = law_of(kLaw);
  Case the_case = case_from(law, kCase);

  OverTime along(TimeAxis axis, const AssessOptions& options = {}) const {
    auto out = over_time(law, the_case, options, axis);
    REQUIRE(out);
    return std::move(*out);
  }
};

TEST_CASE("an answer stands until the law, or a position, becomes another") {
  const Dated dated;
  const OverTime view = dated.along(TimeAxis::view);
  REQUIRE(view.questions.size() == 1);
  const auto& answers = view.questions[0].answers;
  REQUIRE(answers.size() == 5);
  CHECK(answers[0].dates == DateRange{{}, day("2001-05-31")});
  CHECK(answers[0].answer == Answer::not_established);
  CHECK(answers[1].dates == DateRange{day("2001-06-01"), day("2009-12-31")});
  CHECK(answers[1].answer == Answer::established);
  CHECK(answers[2].dates == DateRange{day("2010-01-01"), day("2018-12-31")});
  CHECK(answers[2].answer == Answer::depends_on_facts);
  CHECK(answers[2].parties.empty());
  CHECK(answers[3].dates == DateRange{day("2019-01-01"), day("2020-12-31")});
  CHECK(answers[3].parties == std::map<std::string, Answer>{{"AAA", Answer::established}});
  CHECK(answers[4].dates == DateRange{day("2021-01-01"), {}});
  CHECK(answers[4].parties.at("BBB") == Answer::depends_on_facts);
  CHECK(&view.questions[0].on(day("2012-02-02")) == &answers[2]);
}

TEST_CASE("the law for facts of another day may be another law") {
  const Dated dated;
  const OverTime fact = dated.along(TimeAxis::fact, {.view_date = day("2012-01-01")});
  REQUIRE(fact.questions.size() == 1);
  const auto& answers = fact.questions[0].answers;
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].answer == Answer::not_established);
  CHECK(answers[0].dates == DateRange{{}, day("2005-02-28")});
  CHECK(answers[1].answer == Answer::depends_on_facts);
}

// Every answer of an assessment on a day, beside what the stretches say of that day.
size_t disagreements(const language::Law& law, const Case& the_case, AssessOptions options,
                     TimeAxis axis, const OverTime& over_time, Date on) {
  (axis == TimeAxis::view ? options.view_date : options.fact_date) = on;
  const auto assessment = assess(law, the_case, options);
  REQUIRE(assessment);
  size_t arising = 0, wrong = 0;
  for (const AnswerOverTime& q : over_time.questions) arising += q.on(on).answer.has_value();
  wrong += arising != assessment->questions().size();
  for (const QuestionResult& question : assessment->questions()) {
    const auto at =
        std::find_if(over_time.questions.begin(), over_time.questions.end(), [&](const auto& q) {
          return q.question == question.question && q.sentence == question.sentence;
        });
    if (at == over_time.questions.end()) {
      ++wrong;
      continue;
    }
    std::map<std::string, Answer> parties;
    for (const ReadingGroup& group : question.groups) {
      for (const std::string& party : group.parties) {
        parties.emplace(party, group.finding().answer);
      }
    }
    wrong += at->on(on).answer != question.finding().answer || at->on(on).parties != parties;
  }
  return wrong;
}

TEST_CASE("random days: within a stretch the assessment is the same") {
  const Dated dated;
  std::mt19937 random(5);
  for (const TimeAxis axis : {TimeAxis::view, TimeAxis::fact}) {
    const AssessOptions options{.view_date = day("2012-01-01")};
    const OverTime over_time = dated.along(axis, options);
    for (int i = 0; i < 100; ++i) {
      const Date on = day("2000-01-01") + std::chrono::days(random() % 9000);
      CHECK(disagreements(dated.law, dated.the_case, options, axis, over_time, on) == 0);
    }
  }
}

TEST_CASE("the project's own law and cases: the stretches say what an assessment of a day says") {
  const language::Law& law = project_law();
  std::mt19937 random(6);
  for (const auto& path : project_cases()) {
    const Case the_case = project_case(law, path);
    const AssessOptions options{.view_date = the_case.opened};
    for (const TimeAxis axis : {TimeAxis::view, TimeAxis::fact}) {
      const auto over_time = dossier::over_time(law, the_case, options, axis);
      REQUIRE(over_time);
      CHECK(over_time->assessed <= over_time->stretches);
      for (int i = 0; i < 10; ++i) {
        const Date on = day("1940-01-01") + std::chrono::days(random() % 40000);
        CHECK(disagreements(law, the_case, options, axis, *over_time, on) == 0);
      }
    }
  }
}

}  // namespace
}  // namespace comity::dossier
