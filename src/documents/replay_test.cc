// What shows an analysis can be replayed, and cannot be forged.
#include <boost/json.hpp>
#include <functional>

#include "base/json.h"
#include "documents/analysis_for_test.h"
#include "documents/json.h"

namespace comity::documents {
namespace {

namespace json = boost::json;

class Hostile {
 public:
  Hostile()
      : analysis_(analysis_of(dossier::project_cases().front())),
        whole_(parse_json(to_json(analysis_)).value()) {}

  const json::value& whole() const { return whole_; }
  bool refused(const std::function<void(json::value&)>& change) const {
    json::value file = whole_;
    change(file);
    return !replay(analysis_, canonical_json(file)).has_value();
  }

 private:
  dossier::Assessment analysis_;
  json::value whole_;
};

const Hostile& hostile_reader() {
  static const Hostile once;
  return once;
}

// The first question's first answer that hangs on something.
json::object& hanging(json::value& file) {
  for (json::value& question : file.at("questions").as_array()) {
    json::object& finding = question.at("on_record").as_object();
    if (!finding["hangs_on"].as_array().empty()) return finding;
  }
  FAIL("no answer hangs on anything");
  std::abort();
}

json::object& settled(json::value& file) {
  for (json::value& question : file.at("questions").as_array()) {
    json::array& sets = question.at("settled_by").as_array();
    if (!sets.empty()) return sets.front().as_object();
  }
  FAIL("nothing settles anything");
  std::abort();
}

json::object& question(json::value& file) { return file.at("questions").at(0).as_object(); }
json::object& step(json::value& file) { return file.at("steps").at(0).as_object(); }

void each_number(json::value& value, const std::function<void(json::value&)>& act) {
  if (value.is_int64()) act(value);
  if (json::array* list = value.if_array()) {
    for (json::value& each : *list) each_number(each, act);
  }
  if (json::object* object = value.if_object()) {
    for (auto& entry : *object) each_number(entry.value(), act);
  }
}

}  // namespace

TEST_CASE("every answer can be replayed against an assessment made anew") {
  for (const auto& path : dossier::project_cases()) {
    CAPTURE(path.string());
    const std::string file = to_json(analysis_of(path));
    const auto anew = analysis_of(path, true);
    const auto replayed = replay(anew, file);
    REQUIRE_MESSAGE(replayed.has_value(), replayed.error().message());
    CHECK(replayed->not_shown == 0);
    CHECK(replayed->certificates > 10 * anew.questions().size());
  }
}

TEST_CASE("an analysis of another matter is refused") {
  const Hostile& hostile = hostile_reader();
  CHECK_FALSE(hostile.refused([](json::value&) {}));
  CHECK(
      hostile.refused([](json::value& file) { file.as_object()["format"] = "comity analysis 9"; }));
  CHECK(
      hostile.refused([](json::value& file) { file.at("reproduce").as_object()["norms"] = "00"; }));
  CHECK(
      hostile.refused([](json::value& file) { file.at("reproduce").as_object()["facts"] = "00"; }));
  CHECK(hostile.refused([](json::value& file) { file.at("questions").as_array().pop_back(); }));
  CHECK(hostile.refused([](json::value& file) { question(file)["asks"] = "May anybody?"; }));
}

TEST_CASE("an answer that was changed is refused") {
  const Hostile& hostile = hostile_reader();
  const auto refused = [&](auto change) { return hostile.refused(change); };
  CHECK(refused([](json::value& f) { hanging(f)["answer"] = "established"; }));
  CHECK(refused([](json::value& f) { hanging(f)["words"] = "established beyond doubt"; }));
  CHECK(refused([](json::value& f) { hanging(f)["possible"].as_array().pop_back(); }));
  CHECK(refused([](json::value& f) { hanging(f)["hangs_on"].as_array().pop_back(); }));
  CHECK(refused([](json::value& f) {
    hanging(f)["hangs_on"].at(0).as_object()["words"] = "nothing happened";
  }));
  CHECK(refused([](json::value& f) { settled(f)["given"].as_array().pop_back(); }));
  CHECK(refused([](json::value& f) { settled(f)["answer"] = "undetermined"; }));
  CHECK(refused([](json::value& f) { question(f)["groups"].as_array().clear(); }) ==
        !hostile.whole().at("questions").at(0).at("groups").as_array().empty());
}

TEST_CASE("a certificate that was changed is refused") {
  const Hostile& hostile = hostile_reader();
  const auto refused = [&](auto change) { return hostile.refused(change); };
  const auto shown = [](json::object& object) -> json::object& {
    return object["shown_by"].as_object();
  };
  CHECK(refused([&](json::value& f) { shown(hanging(f))["completions"].as_array().pop_back(); }));
  CHECK(refused([&](json::value& f) { shown(hanging(f))["cases"].as_array().clear(); }));
  CHECK(refused([&](json::value& f) {
    json::array& cases = shown(hanging(f))["cases"].as_array();
    cases.push_back(cases.back());
  }));
  CHECK(refused([](json::value& f) {
    json::array& pair = hanging(f)["hangs_on"].at(0).at("shown_by").as_array();
    pair[0] = pair[1];
  }));
  CHECK(
      refused([](json::value& f) { hanging(f)["hangs_on"].at(0).as_object().erase("shown_by"); }));
  CHECK(refused([&](json::value& f) { shown(settled(f))["without"].as_array().pop_back(); }));
  CHECK(refused([&](json::value& f) { shown(settled(f))["cases"].as_array().clear(); }));
  CHECK(refused([](json::value& f) { question(f)["why"].as_array().clear(); }));
  CHECK(refused([](json::value& f) {
    auto& answer = question(f)["why"].at(0).as_object()["answer"];
    answer = answer == "established" ? "not established" : "established";
  }));
  CHECK(refused([](json::value& f) { step(f)["says"] = "nothing happened"; }));
  CHECK(refused([](json::value& f) { step(f)["statement"] = 123456789; }));
  CHECK(refused([](json::value& f) { step(f)["statement"] = -1; }));
  CHECK(refused([](json::value& f) { step(f).erase("status"); }));
  CHECK(refused([](json::value& f) {
    auto& status = step(f)["status"];
    status = status == "shown" ? "not shown" : "shown";
  }));
  CHECK(refused(
      [](json::value& f) { f.at("completions").at(0).as_object()["world"] = json::array(); }));
}

// One number after another. A changed number may still show the same, as where a world picks
// otherwise at a point that is no matter there.
TEST_CASE("hardly a number of a certificate can be another") {
  const Hostile& hostile = hostile_reader();
  size_t numbers = 0, refusals = 0;
  for (const char* part : {"steps", "proofs", "completions"}) {
    size_t count = 0;
    json::value counted = hostile.whole();
    each_number(counted.at(part), [&](json::value&) { ++count; });
    const size_t stride = std::max<size_t>(1, count / 40);
    for (size_t i = 0; i < count; i += stride) {
      ++numbers;
      refusals += hostile.refused([&](json::value& file) {
        size_t at = 0;
        each_number(file.at(part), [&](json::value& n) {
          if (at++ == i) n = n.as_int64() + 1;
        });
      });
    }
  }
  CHECK(numbers > 100);
  CHECK(refusals * 10 > numbers * 8);
}

TEST_CASE("an answer without a certificate is counted as such") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  json::value file = parse_json(to_json(analysis)).value();
  hanging(file).erase("shown_by");
  const auto replayed = replay(analysis, canonical_json(file));
  REQUIRE(replayed);
  CHECK(replayed->not_shown == 1);
}

TEST_CASE("what is no analysis is refused, and nothing breaks") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  for (const char* text : {"", "[]", "{}", "null", "{\"format\":\"comity analysis 2\"}"}) {
    CHECK_FALSE(replay(analysis, text));
  }
}

}  // namespace comity::documents
