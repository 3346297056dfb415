// The option sheet: every response, judgements by named people, and no score.
#include "dossier/option_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

struct Made {
  language::Law law = project_law();
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
std::string judged_at(const std::string& question, const std::vector<size_t>& degrees) {
  std::string out = "option \"" + question + "\"\n  question: " + question + "\n";
  for (size_t c = 0; c < degrees.size(); ++c) {
    const OptionColumn& column = made().columns[c];
    out += "  " + column.name + ": " + column.scale->entries[degrees[c]].words.front() +
           " (Mira Tallis; 2032-05-01; \"why\")\n";
  }
  return out;
}

const SheetOption& row(const OptionSheet& sheet, const std::string& question) {
  const auto found = std::find_if(sheet.options.begin(), sheet.options.end(),
                                  [&](const auto& o) { return o.question->name == question; });
  REQUIRE(found != sheet.options.end());
  return *found;
}

}  // namespace

TEST_CASE("every response of the norms is listed, doing nothing and speaking in confidence too") {
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, nullptr);
  for (const language::LawQuestion& question : made().law.questions) {
    if (made().law.predicates[question.predicate].layer != language::Layer::response) continue;
    row(sheet, question.name);
  }
  CHECK(row(sheet, "doing nothing").result != nullptr);
  CHECK(row(sheet, "quiet diplomacy").result != nullptr);
  for (const SheetOption& option : sheet.options) {
    CHECK_FALSE(option.judged);
    CHECK_FALSE(option.compared);
  }
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
      made().judged("option \"Together with others\"\n  question: collective countermeasures\n");
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK(sheet.astray == std::vector<std::string>{"Together with others"});
}

TEST_CASE("a judgement may say which of several measures it is about") {
  const OptionFile judged = made().judged(
      "option \"The fee\"\n  question: measure\n  about: the transit fee suspension\n");
  const OptionSheet sheet = option_sheet(*made().assessment, made().columns, &judged);
  CHECK(row(sheet, "measure").judged);
  CHECK(sheet.astray.empty());
}

}  // namespace comity::dossier
