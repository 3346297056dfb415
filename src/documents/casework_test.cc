// Casework and option sheets on paper: the layers stay apart, and no word says too much.
#include <doctest/doctest.h>

#include "base/text.h"
#include "documents/attribution.h"
#include "documents/option_sheet.h"
#include "dossier/case_for_test.h"

namespace comity::documents {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Grid {
  const language::Law& law = dossier::project_law();
  std::optional<dossier::Attribution> casework;
  std::optional<dossier::Assessment> legal;
  dossier::AttributionResult result;

  Grid() {
    Diagnostics diagnostics;
    const std::string path = "examples/senn-grid/case.attribution.md";
    casework = dossier::read_attribution(law, dossier::source_of(path, dossier::read_file(path)),
                                         diagnostics);
    REQUIRE_MESSAGE(casework, render(diagnostics));
    result = dossier::examine(law, *casework);
    dossier::Case the_case = dossier::project_case(law, "examples/senn-grid/case.norm.md");
    const dossier::AssessOptions options{.view_date = the_case.opened};
    auto made = dossier::assess(law, std::move(the_case), options);
    REQUIRE(made);
    legal.emplace(std::move(*made));
  }

  AttributionView view(bool with_case = true) const {
    return {law, *casework, result, with_case ? &*legal : nullptr};
  }
};

const Grid& grid() {
  static const Grid once;
  return once;
}

// From one heading to the next.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const size_t begin = text.find(from), end = text.find(to);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  return text.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("the judgements of the technical layer name no State") {
  const std::string json = attribution_json(grid().view());
  const std::string page = to_text(attribution_sheet(grid().view()), 100);
  for (const dossier::Judgement& judgement : grid().casework->judgements) {
    for (const std::string& says : judgement.says) {
      for (const char* state : {"Maravel", "Dalmere"}) CHECK_FALSE(holds(says, state));
    }
  }
  const std::string technical = between(page, "1 TECHNICAL", "2 LEGAL");
  CHECK(holds(technical, "an activity, not a State"));
  CHECK_FALSE(holds(technical, "attributable"));
  CHECK_FALSE(holds(between(json, "\"technical\":", "\"title\":\"The Lake"), "\"state\""));
}

TEST_CASE("the legal layer is the case file's, and without one nothing is said") {
  const std::string with = to_text(attribution_sheet(grid().view()), 100);
  CHECK(holds(with, "attributable to Maravel?"));
  const std::string without = to_text(attribution_sheet(grid().view(false)), 100);
  CHECK_FALSE(holds(without, "attributable to Maravel?"));
  CHECK(holds(without, "names no case file"));
  CHECK(holds(attribution_json(grid().view(false)), "\"legal\":null"));
}

TEST_CASE("no page of casework speaks of a percentage, of guilt or of a violation") {
  const Sheet sheet = attribution_sheet(grid().view());
  for (const std::string& page : {to_text(sheet, 80), attribution_json(grid().view())}) {
    for (const char* word : {"guilt", "violat", "% ", "Pareto", "percent"}) {
      CAPTURE(word);
      CHECK_FALSE(holds(page, word));
    }
  }
}

TEST_CASE("what cannot be judged has no number in STIX") {
  for (const dossier::CaseworkExhibit& exhibit : grid().casework->exhibits) {
    CHECK(stix_confidence(grid().law, exhibit).has_value() == (exhibit.credibility != "6"));
  }
}

TEST_CASE("a sheet keeps to its width, whatever its tables hold") {
  const Sheet sheet = attribution_sheet(grid().view());
  for (const size_t columns : {60U, 80U, 100U, 120U}) {
    const std::string page = to_text(sheet, columns);
    for (const std::string_view line : text::split_lines(page)) {
      const bool one_word = text::split_words(line).size() <= 1 || holds(line, "SHA-256");
      CHECK((one_word || text::display_width(line) <= columns));
    }
  }
}

TEST_CASE("a sheet is well-formed HTML, with everything escaped") {
  Sheet sheet{.title = "a < b", .nature = "a test", .blocks = {}};
  sheet.heading("One & two");
  sheet.points({"<script>"});
  sheet.entries({{"empty", ""}, {"full", "\"x\""}});
  const std::string page = to_html(sheet);
  CHECK(holds(page, "a &lt; b"));
  CHECK(holds(page, "&lt;script&gt;"));
  CHECK_FALSE(holds(page, "<script>"));
  CHECK_FALSE(holds(page, "empty"));
}

TEST_CASE("third States' countermeasures are contested, with positions") {
  for (const language::LawQuestion& question : grid().law.questions) {
    if (question.name != "collective countermeasures") continue;
    const auto contested = contested_readings(grid().law, question);
    REQUIRE(contested.size() == 1);
    size_t holders = 0;
    for (const auto& [option, codes] : contested[0].holders) holders += codes.size();
    CHECK(holders + contested[0].not_seen.size() == grid().law.parties.size());
    CHECK(holders > 0);
  }
}

}  // namespace comity::documents
