// The JSON form of an analysis: the same bytes every time, no word of the logic's own, and proofs
// that can be replayed and not be forged.
#include "documents/json.h"

#include <array>
#include <boost/json.hpp>
#include <functional>

#include "base/json.h"
#include "dossier/case_for_test.h"

namespace comity::documents {
namespace {

namespace json = boost::json;

struct Analysis {
  language::Law law;
  std::optional<dossier::Assessment> assessment;
};

// Built in place: an assessment points to its law.
std::unique_ptr<Analysis> analysis_of(const std::filesystem::path& path, bool backwards = false) {
  auto out = std::make_unique<Analysis>(Analysis{dossier::project_law(backwards), std::nullopt});
  dossier::Case the_case = dossier::project_case(out->law, path);
  const dossier::AssessOptions options{.view_date = the_case.opened};
  auto assessment = dossier::assess(out->law, std::move(the_case), options);
  REQUIRE(assessment);
  out->assessment.emplace(std::move(*assessment));
  return out;
}

void each_text(const json::value& value, const std::function<void(std::string_view)>& visit) {
  if (const auto* text = value.if_string()) visit(*text);
  if (const auto* list = value.if_array()) {
    for (const json::value& each : *list) each_text(each, visit);
  }
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      visit(member.key());
      each_text(member.value(), visit);
    }
  }
}

// The first step of the first certificate of the first question.
json::object& first_step(json::value& analysis) {
  return analysis.at("questions").at(0).at("why").at(0).at("steps").at(0).as_object();
}

}  // namespace

TEST_CASE("the same norms and case give the same bytes, in whatever order the files are read") {
  for (const auto& path : dossier::project_cases()) {
    CAPTURE(path.string());
    const std::string first = to_json(*analysis_of(path)->assessment);
    CHECK(first == to_json(*analysis_of(path)->assessment));
    CHECK(first == to_json(*analysis_of(path, true)->assessment));
    CHECK(is_canonical_json(first));
  }
}

TEST_CASE("an analysis gives whole hashes of norms and facts, and the version of the program") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  const json::value file = parse_json(to_json(*analysis->assessment)).value();
  const json::value& from = file.at("reproduce");
  CHECK(from.at("norms").as_string() == analysis->law.hash);
  CHECK(from.at("facts").as_string() == analysis->assessment->the_case().hash);
  CHECK(from.at("norms").as_string().size() == 64);
  CHECK(!from.at("program").as_string().empty());
}

TEST_CASE("no word of the logic's own reaches a reader") {
  constexpr std::array kJargon{"attacker", "defeat",    "kernel", "literal",   "pareto",
                               "atom",     "grounding", "theory", "ambiguity", "tainted"};
  for (const auto& path : dossier::project_cases()) {
    const json::value file = parse_json(to_json(*analysis_of(path)->assessment)).value();
    each_text(file, [&](std::string_view text) {
      for (const char* word : kJargon) {
        CHECK_MESSAGE(text.find(word) == std::string_view::npos, word << " in: " << text);
      }
    });
  }
}

TEST_CASE("every certificate can be replayed against an assessment made anew") {
  for (const auto& path : dossier::project_cases()) {
    CAPTURE(path.string());
    const std::string file = to_json(*analysis_of(path)->assessment);
    const auto anew = analysis_of(path, true);
    const auto replayed = replay(*anew->assessment, file);
    REQUIRE_MESSAGE(replayed.has_value(), replayed.error().message());
    CHECK(*replayed >= anew->assessment->questions().size());
  }
}

TEST_CASE("a certificate that was changed is refused") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  const json::value whole = parse_json(to_json(*analysis->assessment)).value();
  const auto refused = [&](const std::function<void(json::value&)>& change) {
    json::value file = whole;
    change(file);
    return !replay(*analysis->assessment, canonical_json(file)).has_value();
  };
  CHECK_FALSE(refused([](json::value&) {}));
  CHECK(refused([](json::value& file) { file.as_object()["format"] = "comity analysis 9"; }));
  CHECK(refused([](json::value& file) { file.at("reproduce").as_object()["norms"] = "00"; }));
  CHECK(refused([](json::value& file) { file.at("reproduce").as_object()["facts"] = "00"; }));
  CHECK(refused([](json::value& file) { file.at("questions").as_array().pop_back(); }));
  CHECK(refused([](json::value& file) { first_step(file)["says"] = "nothing happened"; }));
  CHECK(refused([](json::value& file) { first_step(file)["statement"] = 123456789; }));
  CHECK(refused([](json::value& file) { first_step(file)["statement"] = -1; }));
  CHECK(refused([](json::value& file) { first_step(file).erase("status"); }));
  CHECK(refused([](json::value& file) {
    auto& status = first_step(file)["status"];
    status = status == "shown" ? "not shown" : "shown";
  }));
  CHECK(refused([](json::value& file) {
    file.at("questions").at(0).at("why").at(0).as_object()["world"] = json::array();
  }));
  CHECK(
      refused([](json::value& file) { file.at("questions").at(0).at("why").as_array().clear(); }));
  CHECK(refused([](json::value& file) {
    auto& answer = file.at("questions").at(0).at("why").at(0).as_object()["answer"];
    answer = answer == "established" ? "not established" : "established";
  }));
}

TEST_CASE("what is no analysis is refused, and nothing breaks") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  for (const char* text : {"", "[]", "{}", "null", "{\"format\":\"comity analysis 1\"}"}) {
    CHECK_FALSE(replay(*analysis->assessment, text));
  }
}

}  // namespace comity::documents
