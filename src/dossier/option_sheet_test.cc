// The option sheet: every response, judgements by named people, and no score.
#include "dossier/option_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

struct Made {
  const language::Law& law = project_law();
  std::vector<OptionColumn> columns;
  std::optional<Assessment> assessment;

  Made() {
    auto read = option_columns(law);
    REQUIRE(read);
    columns = *read;
    Case the_case = project_case(law, "examples/senn-grid/case.norm.md");
    AssessOptions options{.view_date = the_case.opened};
    for (size_t i = 0; i < the_case.names.size(); ++i) {
      if (the_case.names[i].name == "Dalmere") {
        options.for_state = static_cast<reason::Individual>(law.names.size() + i);
      }
    }
    auto made = assess(law, std::move(the_case), options);
    REQUIRE(made);
    assessment.emplace(std::move(*made));
  }

  OptionFile judged(const std::string& entries) const {
    Diagnostics diagnostics;
    auto read = read_options(
        law, columns,
        source_of("t.options.md", "```norm\noptions \"t\"\n  State: Dalmere\n" + entries + "```\n"),
        diagnostics);
    REQUIRE_MESSAGE(read, render(diagnostics));
    return *read;
  }
};

const Made& made() {
  static const Made once;
  return once;
}

// A judgement in every column, each at this place of its scale.
std::string judged_at(const std::string& response, const std::vector<size_t>& degrees) {
  std::string out = "option \"" + response + "\"\n  response: " + response + "\n";
  for (size_t c = 0; c < degrees.size(); ++c) {
    const OptionColumn& column = made().columns[c];
    out += "  " + column.name + ": " + column.scale->entries[degrees[c]].words.front() +
           " (Mira Tallis; 2032-05-01; \"why\")\n";
  }
  return out;
}

const SheetOption& row(const OptionSheet& sheet, const std::string& name) {
  const auto found = std::find_if(sheet.options.begin(), sheet.options.end(),
                                  [&](const auto& option) { return option.name == name; });
  REQUIRE(found != sheet.options.end());
  return *found;
}

}  // namespace

TEST_CASE("nothing that the norms ask of responses is left out") {
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, nullptr);
  size_t shown = sheet.others.size() + sheet.not_put.size();
  for (const SheetOption& option : sheet.options) shown += option.tests.size();
  size_t known = 0;
  for (const language::LawQuestion& question : made().law.questions) {
    if (made().law.predicates[question.predicate].layer != language::Layer::response) continue;
    const auto& put = made().assessment->questions();
    const auto times = std::count_if(put.begin(), put.end(), [&](const QuestionResult& result) {
      return result.question == &question;
    });
    known += std::max<size_t>(1, static_cast<size_t>(times));
  }
  CHECK(shown == known);
}

TEST_CASE("doing nothing and speaking in confidence stand first, and blanks are blanks") {
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, nullptr);
  CHECK(row(sheet, "doing nothing").tests.size() == 1);
  CHECK(row(sheet, "quiet diplomacy").tests.size() == 1);
  for (const SheetOption& option : sheet.options) {
    CHECK_FALSE(option.judged);
    CHECK_FALSE(option.compared);
  }
}

TEST_CASE("a measure is one row with every test that the norms put to it") {
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, nullptr);
  const SheetOption& measure = row(sheet, "the transit fee suspension");
  CHECK(measure.is_measure);
  CHECK(measure.tests.size() >= 2);
  for (const SheetOption& option : sheet.options) CHECK(option.name != "measure");
}

TEST_CASE("an option is beaten by one at least as good in every column and better in one") {
  const OptionFile judged = made().judged(judged_at("doing nothing", {1, 1, 2, 2, 1, 1}) +
                                          judged_at("quiet diplomacy", {1, 1, 2, 2, 1, 2}) +
                                          judged_at("retorsion", {2, 1, 2, 2, 0, 1}) +
                                          judged_at("peaceful settlement", {1, 1, 2, 2, 1, 2}));
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK(row(sheet, "doing nothing").beaten_by.size() == 2);
  CHECK(row(sheet, "quiet diplomacy").beaten_by.empty());
  CHECK(row(sheet, "retorsion").beaten_by.empty());
  CHECK(row(sheet, "peaceful settlement").beaten_by.empty());  // equal is not better
}

TEST_CASE("an option with a blank beats nothing and is beaten by nothing") {
  const OptionFile judged = made().judged(judged_at("doing nothing", {0, 0, 0, 0, 0}) +
                                          judged_at("quiet diplomacy", {2, 2, 4, 3, 2, 2}));
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK_FALSE(row(sheet, "doing nothing").compared);
  CHECK(row(sheet, "doing nothing").beaten_by.empty());
  CHECK(row(sheet, "quiet diplomacy").compared);
}

TEST_CASE("a judgement on what the case does not put is reported, not lost") {
  const OptionFile judged =
      made().judged("option \"Together with others\"\n  response: collective countermeasures\n");
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  REQUIRE(sheet.astray.size() == 1);
  CHECK(sheet.astray[0].title == "Together with others");
  CHECK(sheet.astray[0].why == "This case does not put it.");
}

TEST_CASE("a second judgement of one option is reported and takes nothing away") {
  const std::string first = judged_at("doing nothing", {1, 1, 2, 2, 1, 1});
  const OptionFile judged = made().judged(
      first + "option \"Again\"\n  response: doing nothing\n  about: the Senn grid operation\n");
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK(row(sheet, "doing nothing").compared);
  REQUIRE(sheet.astray.size() == 1);
  CHECK(sheet.astray[0].title == "Again");
  CHECK(sheet.astray[0].why.ends_with("judges the same option."));
}

TEST_CASE("a measure is judged by its name") {
  const OptionFile judged =
      made().judged("option \"The fee\"\n  measure: the transit fee suspension\n");
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK(row(sheet, "the transit fee suspension").judged);
  CHECK(sheet.astray.empty());
}

}  // namespace comity::dossier
