// Casework: the order of the work, and what follows from it.
#include "dossier/attribution.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

std::string sound() { return read_file("tests/bad/sound-casework.attribution.md"); }

std::string with(std::string text, const std::string& was, const std::string& now) {
  const size_t at = text.find(was);
  REQUIRE(at != std::string::npos);
  return text.replace(at, was.size(), now);
}

std::optional<Attribution> read(const std::string& text, std::string* codes = nullptr) {
  Diagnostics diagnostics;
  auto made = read_attribution(project_law(), source_of("t.attribution.md", text), diagnostics);
  CHECK(made.has_value() == diagnostics.ok());
  if (codes != nullptr) {
    for (const Diagnostic& diagnostic : diagnostics.all()) *codes += diagnostic.code + " ";
  }
  return made;
}

std::string codes(const std::string& text) {
  std::string out;
  read(text, &out);
  return out;
}

bool lacks(const AttributionResult& result, const std::string& words) {
  return std::any_of(result.missing.begin(), result.missing.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("sound casework is read whole") {
  const auto made = read(sound());
  REQUIRE(made);
  CHECK(made->standard().words == "clear and convincing");
  CHECK(made->exhibits.size() == 2);
  CHECK(made->exhibits[0].weight == 10);
  CHECK(made->matrices.size() == 2);
  CHECK(made->judgements[0].confidence == "moderate confidence");
  CHECK(made->judgements[0].open_part_meets == true);
}

TEST_CASE("F and 6 weigh as the middle of their scales, not as the worst") {
  const auto made = read(sound());
  REQUIRE(made);
  const auto worst = read(
      with(with(sound(), "reliability: F", "reliability: E"), "credibility: 6", "credibility: 5"));
  const auto middle = read(
      with(with(sound(), "reliability: F", "reliability: C"), "credibility: 6", "credibility: 3"));
  REQUIRE(worst);
  REQUIRE(middle);
  CHECK(made->exhibits[1].weight == middle->exhibits[1].weight);
  CHECK(made->exhibits[1].weight > worst->exhibits[1].weight);
}

TEST_CASE("the standard is fixed before the first exhibit, and may be changed until then") {
  CHECK(codes(with(sound(), "received: 2031-04-10", "received: 2031-04-01")) ==
        "exhibit-before-standard ");
  const std::string changed = "  standard: fully conclusive (2031-04-05)\n  deadline: 2031-07-01";
  const auto early = read(with(sound(), "  deadline: 2031-07-01", changed));
  REQUIRE(early);
  CHECK(early->standard().words == "fully conclusive");
  CHECK(codes(with(sound(), "  deadline: 2031-07-01", with(changed, "04-05", "04-10"))) ==
        "standard-changed ");
}

TEST_CASE("reviewers' differences are found, cell by cell") {
  const auto made = read(sound());
  REQUIRE(made);
  const AttributionResult result = examine(project_law(), *made);
  REQUIRE(result.differences.size() == 2);
  CHECK(result.differences[0].exhibit == 0);
  CHECK(result.differences[0].hypothesis == 0);
  CHECK(result.differences[1].hypothesis == 1);
}

TEST_CASE("an exhibit on which the first place hangs is pivotal, and one that is marked") {
  const auto made = read(sound());
  REQUIRE(made);
  CHECK(examine(project_law(), *made).pivotal == std::vector<size_t>{0});
  // Adopted on a marked exhibit that nobody else analysed.
  const std::string marked = with(sound(), "  access: closed", "  pivotal: yes\n  access: closed");
  CHECK(codes(marked) == "adopted-without-analyses ");
  const auto draft = read(with(marked, "  adopted: 2031-06-20\n", ""));
  REQUIRE(draft);
  const AttributionResult result = examine(project_law(), *draft);
  CHECK(result.pivotal == std::vector<size_t>{0, 1});
  CHECK(lacks(result, "E2 has 0 of 2"));
  CHECK(lacks(result, "J1 is a draft"));
}

TEST_CASE("nothing is adopted on what came later") {
  const std::string late = with(sound(), "on: 2031-04-21", "on: 2031-07-21");
  CHECK(codes(late) == "adopted-without-analyses ");
  CHECK(codes(with(sound(), "received: 2031-04-12", "received: 2031-06-21")) ==
        "adopted-before-exhibit ");
  CHECK(codes(with(sound(), "until: 2031-06-15", "until: 2031-05-15")) == "reply-before-asking ");
}

TEST_CASE("no State stands in the technical layer, whoever names it") {
  const std::string code = "state-in-technical-layer ";
  const auto activity = [](const std::string& name) {
    std::string text = with(sound(), "cluster \"the Tern group\"", "cluster \"" + name + "\"");
    return with(text, "about: the Tern group", "about: " + name);
  };
  CHECK(codes(activity("the service of Brenland")) == code);
  CHECK(codes(activity("the service of france")) == code);
  CHECK(codes(activity("the service of Brenlandia")).empty());
  CHECK(codes(with(sound(), "The Tern group acted\"", "Orlany acted\"")) == code);
  CHECK(codes(with(sound(), "I would have said less", "It was Brenland")) == code);
  CHECK(codes(with(sound(), "I would have said less", "I would have said more of Niger")) == code);
  CHECK(codes(with(sound(), "I would have said less", "This breach is proved")) ==
        "law-in-technical-layer ");
}

TEST_CASE("without a day of the meeting nothing is said to be filled before it") {
  const auto made = read(with(sound(), "  meeting: 2031-05-10\n", ""));
  REQUIRE(made);
  CHECK(lacks(examine(project_law(), *made), "first `meeting` is not given"));
}

TEST_CASE("norms that lack a figure of the casework are refused, not read as none") {
  const std::string text =
      "# Figures\n\n- source: a try\n- weight: platform default\n\n```norm\n"
      "list figures of the casework\n  hypotheses at least: 3\n"
      "  analyses of a pivotal exhibit: 2\n  days for a reply: ten\n"
      "  per cent of the votes to exceed: 50\n```\n";
  const auto figures_in = [](const std::string& page) {
    Diagnostics diagnostics;
    return casework_figures(language::load({source_of("figures.norm.md", page)}, diagnostics));
  };
  const auto figures = figures_in(text);
  REQUIRE_FALSE(figures);
  CHECK(figures.error().message().find("days for a reply") != std::string::npos);
  CHECK(figures_in(with(text, "ten", "10")).value().votes_above == 50);
}

TEST_CASE("results that disagree are both kept") {
  const auto made = read(sound());
  REQUIRE(made);
  REQUIRE(made->analyses.size() == 2);
  CHECK(made->analyses[0].result == "confirms");
  CHECK(made->analyses[1].result == "does not confirm");
  CHECK(analysing_organisations(*made, 0) ==
        std::vector<std::string>{"Institute A", "Institute B"});
}

TEST_CASE("silence is no reply, and a short time to reply is said") {
  const auto made = read(sound());
  REQUIRE(made);
  CHECK_FALSE(made->replies[0].received);
  CHECK_FALSE(lacks(examine(project_law(), *made), "days to reply"));
  const auto hurried = read(with(sound(), "until: 2031-06-15", "until: 2031-06-04"));
  REQUIRE(hurried);
  CHECK(lacks(examine(project_law(), *hurried), "3 days to reply; the platform default is 10"));
}

TEST_CASE("the casework of the example is whole") {
  const auto made = read(read_file("examples/senn-grid/case.attribution.md"));
  REQUIRE(made);
  const AttributionResult result = examine(project_law(), *made);
  CHECK(result.matrices.size() == 4);
  CHECK(result.missing.size() <= 4);
}

}  // namespace comity::dossier
