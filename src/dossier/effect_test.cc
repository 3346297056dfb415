// What a change does to answers, on small laws where it can be told by hand.
#include "dossier/effect.h"

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

const std::string kDeclared =
    "kinds State, Act (dated)\n"
    "parties\n  AAA: Aldoria\n"
    "scale evidence: alleged < shown\n"
    "sentence <Act> reached <State>\n  not: <Act> did not reach <State>\n"
    "sentence <Act> did harm in <State>\n  not: <Act> did no harm in <State>\n"
    "sentence <State> consented to <Act>\n"
    "sentence <Act> concerns <State>\n  not: <Act> does not concern <State>\n  layer: law\n"
    "sentence <State> may complain of <Act>\n  layer: response\n"
    "question complaint: <State> may complain of <Act>\n"
    "  asks: May <State> complain of <Act>?\n"
    "  raised when <Act> reached <State>\n"
    "rule C: <State> may complain of <Act>\n"
    "  if <Act> concerns <State>\n";

const std::string kRule =
    "rule A: <Act> concerns <State>\n"
    "  if <Act> reached <State>  (burden on <State>)\n"
    "  and <Act> did harm in <State>  (burden on <State>)\n"
    "  unless <State> consented to <Act>  (burden on <State>)\n";

struct Difference {
  language::Changes changes;
  Effects effects;
};

Difference difference_of(const language::Law& before, const language::Law& after) {
  const language::Match match = language::match(before, after);
  Difference out{language::compare(before, after, match), {}};
  out.effects = effects_of(before, after, match, out.changes);
  return out;
}

std::string without(std::string text, const std::string& part) {
  const size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.erase(at, part.size());
}

TEST_CASE("a condition that was dropped shows in the smallest case that lacks it") {
  const auto out = difference_of(
      law_of(kDeclared + kRule),
      law_of(kDeclared + without(kRule, "  and <Act> did harm in <State>  (burden on <State>)\n")));
  REQUIRE(out.changes.changes.size() == 1);
  CHECK(out.changes.changes[0].details[0] == "condition removed: `<Act> did harm in <State>`");
  REQUIRE(out.effects.questions.size() == 1);
  REQUIRE(out.effects.questions[0].shown);
  const ShownCase& shown = *out.effects.questions[0].shown;
  CHECK(shown.facts == std::vector<std::string>{"Act A reached State A"});
  CHECK(shown.before == Answer::not_established);
  CHECK(shown.after == Answer::established);
}

TEST_CASE("an exception that was dropped shows in a case that meets it") {
  const auto out = difference_of(
      law_of(kDeclared + kRule),
      law_of(kDeclared +
             without(kRule, "  unless <State> consented to <Act>  (burden on <State>)\n")));
  REQUIRE(out.effects.questions[0].shown);
  CHECK(out.effects.questions[0].shown->facts ==
        std::vector<std::string>{"Act A reached State A", "Act A did harm in State A",
                                 "State A consented to Act A"});
}

TEST_CASE("a standard that was raised shows in a case below it") {
  std::string stricter = kRule;
  stricter.insert(stricter.find("(burden on <State>)\n  unless") + 1, "standard shown; ");
  const auto out = difference_of(law_of(kDeclared + kRule), law_of(kDeclared + stricter));
  REQUIRE(out.effects.questions[0].shown);
  const ShownCase& shown = *out.effects.questions[0].shown;
  CHECK(shown.facts.back() == "Act A did harm in State A  (grade alleged)");
  CHECK(shown.before == Answer::established);
  CHECK(shown.after == Answer::not_established);
}

TEST_CASE("a rule that ends shows on the day after") {
  std::string ending = kRule;
  ending.insert(ending.find("<State>\n") + 7, "  (in force until 2030-12-31)");
  const auto out = difference_of(law_of(kDeclared + kRule), law_of(kDeclared + ending));
  REQUIRE(out.effects.questions[0].shown);
  CHECK(out.effects.questions[0].shown->viewed_on->format() == "2031-01-01");
}

TEST_CASE("what says the same in other words or another order has no effect") {
  const std::string reordered =
      "rule A: <Act> concerns <State>\n"
      "  if <Act> did harm in <State>  (burden on <State>)  // a comment\n"
      "  and <Act> reached <State>  (burden on <State>)\n"
      "  unless <State> consented to <Act>  (burden on <State>)\n";
  const language::Law before = law_of(kDeclared + kRule);
  CHECK_FALSE(difference_of(before, law_of(kDeclared + reordered)).changes.may_change_answers());
  std::string reworded = kDeclared + kRule;
  for (size_t at = 0; (at = reworded.find("did harm in", at)) != std::string::npos;) {
    reworded.replace(at, 11, "did some harm in");
    at += 16;
  }
  const auto changes = difference_of(before, law_of(reworded)).changes;
  REQUIRE(changes.changes.size() == 1);
  CHECK(changes.changes[0].what == "sentence `<Act> did some harm in <State>`");
  CHECK_FALSE(changes.may_change_answers());
  std::string renamed = kDeclared + kRule;
  renamed.replace(renamed.find("rule A:"), 7, "rule B:");
  CHECK_FALSE(difference_of(before, law_of(renamed)).changes.may_change_answers());
}

TEST_CASE("a rule that can add nothing is found to add nothing") {
  const auto out =
      difference_of(law_of(kDeclared + kRule),
                    law_of(kDeclared + kRule +
                           "rule A2: <Act> concerns <State>\n"
                           "  if <Act> reached <State>  (burden on <State>)\n"
                           "  and <Act> did harm in <State>  (burden on <State>; standard shown)\n"
                           "  unless <State> consented to <Act>  (burden on <State>)\n"));
  CHECK(out.changes.may_change_answers());
  REQUIRE(out.effects.questions.size() == 1);
  CHECK_FALSE(out.effects.questions[0].shown);
  CHECK(out.effects.questions[0].exhaustive);
}

TEST_CASE("a position that moved shows under that party's reading") {
  const std::string read =
      "reading view: \"Is it so?\"\n  strict\n  wide\n"
      "rule B: <Act> concerns <State>  (reading view: wide)\n"
      "  if <Act> reached <State>  (burden on <State>)\n"
      "positions on view\n  AAA: ";
  const auto out = difference_of(law_of(kDeclared + kRule + read + "strict (2030)\n"),
                                 law_of(kDeclared + kRule + read + "wide (2030)\n"));
  REQUIRE(out.changes.moved.size() == 1);
  REQUIRE(out.effects.questions.size() == 1);
  CHECK(out.effects.questions[0].parties == std::vector<std::string>{"AAA"});
  REQUIRE(out.effects.questions[0].shown);
  CHECK(out.effects.questions[0].shown->before == Answer::not_established);
  CHECK(out.effects.questions[0].shown->after == Answer::established);
}

TEST_CASE("examples whose answer is another one are named, and the others are counted") {
  const std::string examples =
      "example \"harm\"\n  with Aldoria: State; the act: Act\n"
      "  given the act reached Aldoria\n  given the act did harm in Aldoria\n"
      "  expect Aldoria may complain of the act: established\n"
      "example \"no harm\"\n  with Aldoria: State; the act: Act\n"
      "  given the act reached Aldoria\n  given the act did no harm in Aldoria\n"
      "  expect Aldoria may complain of the act: not established\n";
  const auto out = difference_of(
      law_of(kDeclared + kRule + examples),
      law_of(kDeclared + without(kRule, "  and <Act> did harm in <State>  (burden on <State>)\n") +
             examples));
  CHECK(out.effects.examples_compared == 2);
  REQUIRE(out.effects.examples.size() == 1);
  CHECK(out.effects.examples[0].title == "no harm");
  CHECK(out.effects.examples[0].after == Answer::established);
}

TEST_CASE("versions that no case can be put to are compared in words only") {
  std::string undated = kDeclared + kRule;
  undated.erase(undated.find(" (dated)"), 8);
  const auto out = difference_of(law_of(kDeclared + kRule), law_of(undated));
  CHECK(out.changes.may_change_answers());
  CHECK(out.effects.not_searched == "the kind `Act` is another one");
}

// Whatever rule is taken away, an example that notices it means a case that shows it. Under the
// whole law each search takes half a minute: `./check --long` runs it.
TEST_CASE("no example knows of a difference that the search does not find" * doctest::skip()) {
  const language::Law& whole = project_law();
  for (const std::string id : {"S3", "C4"}) {
    const auto rule = whole.rule(id);
    REQUIRE(rule);
    language::Changes changes;
    language::Law reduced = whole;
    for (uint32_t c = 0; c < reduced.compiled.size(); ++c) {
      // A rule that is in force on no day.
      if (reduced.compiled[c].rule == *rule)
        reduced.program.rules[c].applies_to = {Date(), Date() - std::chrono::days(1)};
    }
    const language::Match match = language::match(whole, whole);
    changes.old_rules = changes.new_rules = {*rule};
    const Effects effects = effects_of(whole, reduced, match, changes);
    CAPTURE(id);
    CHECK_FALSE(effects.examples.empty());
    CHECK(std::any_of(effects.questions.begin(), effects.questions.end(),
                      [](const QuestionEffect& q) { return q.shown.has_value(); }));
  }
}

}  // namespace
}  // namespace comity::dossier
