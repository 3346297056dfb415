// The JSON form of an analysis: the same bytes every time, and no word of the logic's own.
#include "documents/json.h"

#include <array>
#include <boost/json.hpp>
#include <functional>

#include "base/json.h"
#include "documents/analysis_for_test.h"

namespace comity::documents {
namespace {

namespace json = boost::json;

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

}  // namespace

TEST_CASE("the same norms and case give the same bytes, in whatever order the files are read") {
  for (const auto& path : dossier::project_cases()) {
    CAPTURE(path.string());
    const std::string first = to_json(analysis_of(path));
    CHECK(first == to_json(analysis_of(path)));
    CHECK(first == to_json(analysis_of(path, true)));
    CHECK(is_canonical_json(first));
  }
}

TEST_CASE("an analysis gives whole hashes of norms and facts, and the version of the program") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  const json::value file = parse_json(to_json(analysis)).value();
  const json::value& from = file.at("reproduce");
  CHECK(from.at("norms").as_string() == dossier::project_law().hash);
  CHECK(from.at("facts").as_string() == analysis.the_case().hash);
  CHECK(from.at("norms").as_string().size() == 64);
  CHECK(!from.at("program").as_string().empty());
}

TEST_CASE("no word of the logic's own reaches a reader") {
  constexpr std::array kJargon{"attacker", "defeat",    "kernel", "literal",   "pareto",
                               "atom",     "grounding", "theory", "ambiguity", "tainted"};
  for (const auto& path : dossier::project_cases()) {
    const json::value file = parse_json(to_json(analysis_of(path))).value();
    each_text(file, [&](std::string_view text) {
      for (const char* word : kJargon) {
        CHECK_MESSAGE(text.find(word) == std::string_view::npos, word << " in: " << text);
      }
    });
  }
}

}  // namespace comity::documents
