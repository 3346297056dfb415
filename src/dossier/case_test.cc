// Reading cases, from text and from JSON: both give the same case, and both refuse the same
// mistakes at their place.
#include "dossier/case.h"

#include <sstream>

#include "base/json.h"
#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

constexpr const char* kLaw = R"(
kinds Party, State is a Party, Entity, Act (dated)
scale evidence: alleged < probable < certain
sentence <Entity> carried out <Act>
sentence <State> consented to <Act>
  not: <State> did not consent to <Act>
)";

using Forms = std::map<std::string, language::NameForms>;

bool same_forms(const Forms& a, const Forms& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.by_case == y.second.by_case &&
           x.second.agreement == y.second.agreement;
  });
}

bool equal(const std::vector<language::LawName>& a, const std::vector<language::LawName>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.name == y.name && x.kind == y.kind && x.date == y.date &&
           same_forms(x.translated, y.translated);
  });
}

// Everything but the hash, which is that of the file.
void check_equal(const Case& a, const Case& b) {
  CHECK(a.title == b.title);
  CHECK(a.opened == b.opened);
  CHECK(a.happened == b.happened);
  CHECK(a.claimant == b.claimant);
  CHECK(a.respondent == b.respondent);
  CHECK(equal(a.names, b.names));
  CHECK(a.exhibits == b.exhibits);
  CHECK(a.facts == b.facts);
  CHECK(a.narrative == b.narrative);
}

void check_round_trip(const language::Law& law, const Case& written) {
  const std::string json = to_case_json(law, written);
  CHECK(is_canonical_json(json));
  Diagnostics diagnostics;
  const auto read = read_case_json(law, source_of("case.json", json), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  check_equal(*read, written);
  CHECK(to_case_json(law, *read) == json);
}

// The only diagnostic that a case gives, as "code line:column".
template <class Read>
std::string complaint(Read read, const std::string& name, const std::string& text) {
  const language::Law law = law_of(kLaw);
  Diagnostics diagnostics;
  const auto the_case = read(law, source_of(name, text), diagnostics);
  if (diagnostics.empty()) {
    CHECK(the_case.has_value());
    return {};
  }
  CHECK_FALSE(the_case.has_value());
  CHECK_MESSAGE(diagnostics.size() == 1, render(diagnostics));
  const Diagnostic& first = diagnostics.all().front();
  const Position at = first.source->position(first.span.begin);
  return first.code + " " + std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string text_complaint(const std::string& clauses) {
  return complaint(read_case, "case.norm.md", "```norm\n" + clauses + "\n```\n");
}

std::string json_complaint(const std::string& json) {
  return complaint(read_case_json, "case.json", json);
}

// A file of one line but for the members given.
std::string json_case(const std::string& members) {
  return "{\"format\": \"comity case 1\", \"title\": \"T\",\n" + members + "}";
}

const std::string kNames =
    R"("names": [{"name": "Aldoria", "kind": "State"}, {"name": "the raid", "kind": "Act"}],)"
    "\n";

std::string json_fact(const std::string& members) {
  return json_case(kNames + "\"facts\": [{\"id\": \"F1\", " + members + "}]");
}

}  // namespace

TEST_CASE("text, JSON and back give an equal case: the cases of the project") {
  const language::Law& law = project_law();
  for (const auto& path : project_cases()) {
    CAPTURE(path.string());
    check_round_trip(law, project_case(law, path));
  }
}

TEST_CASE("text, JSON and back give an equal case: every kind of account and note") {
  const language::Law law = law_of(kLaw);
  check_round_trip(law, case_from(law, R"(
  opened: 2031-03-02
  claimant: Aldoria
  respondent: Brenland
  happened: 2031-03-01
name Aldoria, Brenland: State
name the Tern group, the panel: Entity; the harbour operation: Act on 2031-03-01
exhibit E1: "A log, with a \ and a tab" (collected 2031-03-02; source "the operator: a firm")
exhibit E2: "Ein Protokoll – übersetzt" (reliability B; credibility 2)
fact F1: the Tern group carried out the harbour operation
  asserted by Aldoria (2031-03-02; grade probable; exhibit E1, E2)
  denied by Brenland (2018/2022; note "in part; see annex")
  found by the panel (n/a; grade certain)
fact F2: Brenland did not consent to the harbour operation
  unknown (asked of Brenland 2031-03-04; until 2031-09-01)
  on 2031-03-05
fact F3: Aldoria consented to the harbour operation
  not asked
  not applicable
  withheld by Aldoria (until 2031-09-01)
  agreed by Aldoria, Brenland
)"));
}

TEST_CASE("an account keeps all its remarks") {
  const language::Law law = law_of(kLaw);
  const Case read = case_from(law, R"(
name Aldoria: State
name the raid: Act
fact F1: Aldoria consented to the raid
  unknown (asked of Aldoria 2031-03-04; note "no answer yet")
)");
  CHECK(read.facts[0].accounts[0].remark == "asked of Aldoria 2031-03-04; no answer yet");
}

TEST_CASE("a case as text is refused at the place of its mistake") {
  const std::string head = "case \"T\"\nname Aldoria: State\nname the raid: Act\n";
  const std::string fact = "fact F1: Aldoria consented to the raid\n  unknown\n";
  CHECK(text_complaint(head + fact).empty());
  CHECK(text_complaint("name Aldoria: State\n") == "no-case 1:1");
  CHECK(text_complaint(head + "case \"U\"\n") == "second-case 5:1");
  CHECK(text_complaint(head + "name Brenland: Sate\n") == "unknown-kind 5:16");
  CHECK(text_complaint(head + "name Brenland: State on 2031-03-01\n") == "undated-kind 5:16");
  CHECK(text_complaint(head + "name Aldoria: Entity\n") == "duplicate-name 5:6");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to the raid\n  denied by Aldora\n") ==
        "unknown-name 6:13");
  CHECK(text_complaint(head + "exhibit E1: \"a\"\nexhibit E1: \"b\"\n") == "duplicate-exhibit 6:9");
  CHECK(text_complaint(head + fact + fact) == "duplicate-fact 7:6");
  CHECK(text_complaint(head + "fact F1: Aldoria consents to the raid\n  unknown\n") ==
        "unknown-sentence 5:10");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to <Act>\n  unknown\n") ==
        "hole-in-fact 5:31");
  CHECK(text_complaint(head + "fact F1: the raid consented to the raid\n  unknown\n") ==
        "wrong-kind 5:10");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to the raid before the raid\n"
                              "  unknown\n") == "time-in-fact 5:10");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to the raid\n") == "no-account 5:6");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to the raid\n"
                              "  asserted by Aldoria (grade certian)\n") == "unknown-grade 6:30");
  CHECK(text_complaint(head + "fact F1: Aldoria consented to the raid\n"
                              "  asserted by Aldoria (exhibit E7)\n") == "unknown-exhibit 6:32");
}

TEST_CASE("a case that brings its own law is refused") {
  const std::string head = "case \"T\"\n";
  CHECK(text_complaint(head + "kinds Ship\n") == "law-in-case 3:7");
  CHECK(text_complaint(head + "scale evidence: a < b\n") == "law-in-case 3:7");
  CHECK(text_complaint(head + "parties\n  ALD: Aldoria\n") == "law-in-case 3:1");
  CHECK(text_complaint(head + "sentence <State> slept\n") == "law-in-case 3:10");
  CHECK(text_complaint(head + "rule R1: <State> consented to <Act>\n") == "law-in-case 3:1");
  CHECK(text_complaint(head + "not encoded \"at once\": no test\n") == "law-in-case 3:1");
  CHECK(text_complaint(head + "never conclude <State> consented to <Act>\n"
                              "  from <Entity> carried out <Act>\n  because x\n") ==
        "law-in-case 3:1");
}

TEST_CASE("a case as JSON is refused at the place of its mistake: its shape") {
  CHECK(json_complaint(json_case("\"facts\": []")).empty());
  CHECK(json_complaint("[]") == "wrong-type 1:1");
  CHECK(json_complaint("{\n  \"format\" 1}") == "json 2:12");
  CHECK(json_complaint("{\"format\": \"comity case 1\"}") == "missing-key 1:1");
  CHECK(json_complaint("{\"title\": \"T\"}") == "missing-key 1:1");
  CHECK(json_complaint("{\"format\": \"case 9\", \"title\": \"T\"}") == "unknown-format 1:13");
  CHECK(json_complaint(json_case("\"titel\": \"x\"")) == "unknown-key 2:1");
  CHECK(json_complaint(json_case("\"opened\": 2031")) == "wrong-type 2:11");
  CHECK(json_complaint(json_case("\"opened\": \"2031-02-30\"")) == "bad-date 2:12");
  CHECK(json_complaint(json_case("\"claimant\": \"  \"")) == "missing-value 2:13");
  CHECK(json_complaint(json_case("\"names\": {}")) == "wrong-type 2:10");
  CHECK(json_complaint(json_case("\"names\": [\"Aldoria\"]")) == "wrong-type 2:12");
  CHECK(json_complaint(json_case("\"narrative\": 1")) == "wrong-type 2:14");
  CHECK(json_complaint(json_case("\"names\": [{\"name\": \"Aldoria\"}]")) == "missing-key 2:11");
  const auto exhibit = [](const std::string& rest) {
    return json_case("\"exhibits\": [{\"id\": \"E1\", \"title\": \"x\"" + rest + "}]");
  };
  CHECK(json_complaint(exhibit("")).empty());
  CHECK(json_complaint(exhibit(",\n\"reliability\": \"G\"")) == "bad-grade 3:17");
  CHECK(json_complaint(exhibit(",\n\"credibility\": \"0\"")) == "bad-grade 3:17");
  CHECK(json_complaint(exhibit(",\n\"collected\": \"soon\"")) == "bad-date 3:15");
  CHECK(json_complaint(json_case("\"exhibits\": [{\"id\": \"E 1\", \"title\": \"x\"}]")) ==
        "bad-id 2:22");
}

TEST_CASE("the forms of a name in another language come back from JSON") {
  const language::Law law = law_of(std::string(kLaw) + R"(
language Russian (ru)
  cases: genitive
  agreement: m, f
)");
  const Case written = case_from(law, R"(
name Aldoria: State
  Russian f: Альдория; genitive: Альдории
name the raid: Act
fact F1: Aldoria consented to the raid
  unknown
)");
  const std::string json = to_case_json(law, written);
  Diagnostics diagnostics;
  const auto read = read_case_json(law, source_of("case.json", json), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  check_equal(*read, written);
  CHECK(read->names[0].translated.at("Russian").by_case.back() == "Альдории");
}

TEST_CASE("a case as JSON is refused at the place of its mistake: what it says") {
  const std::string unknown = R"("accounts": [{"kind": "unknown"}])";
  CHECK(json_complaint(json_fact(R"("sentence": "Aldoria consented to the raid", )" + unknown))
            .empty());
  CHECK(json_complaint(json_case(R"("names": [{"name": "Aldoria", "kind": "Sate"}])")) ==
        "unknown-kind 2:40");
  CHECK(json_complaint(json_fact(R"("sentence": "Aldoria consents to the raid", )" + unknown)) ==
        "unknown-sentence 3:37");
  CHECK(json_complaint(json_fact(R"("sentence": "the raid consented to the raid", )" + unknown)) ==
        "wrong-kind 3:37");
  CHECK(json_complaint(json_fact(R"("sentence": "Aldoria consented to <Act>", )" + unknown)) ==
        "hole-in-fact 3:58");
  // Written with an escape, the words have no places of their own: the whole text is shown.
  CHECK(json_complaint(json_fact(R"("sentence": "Aldori\u0061 consented to <Act>", )" + unknown)) ==
        "hole-in-fact 3:37");
  CHECK(json_complaint(json_fact(R"("sentence": "Aldoria (", )" + unknown)) == "bad-sentence 3:37");
  CHECK(json_complaint(json_fact(R"("sentence": "Aldoria consented to the raid")")) ==
        "no-account 3:19");
  const auto account = [](const std::string& members) {
    return json_fact(
        "\"sentence\": \"Aldoria consented to the raid\", \"accounts\": [\n{\"kind\": " + members +
        "}]");
  };
  CHECK(json_complaint(account(R"("asserted", "by": ["Aldoria"])")).empty());
  CHECK(json_complaint(account(R"("claimed", "by": ["Aldoria"])")) == "unknown-account 4:11");
  CHECK(json_complaint(account(R"("asserted", "by": [])")) == "account-of-nobody 4:11");
  CHECK(json_complaint(account(R"("unknown", "by": ["Aldoria"])")) == "account-by-somebody 4:11");
  CHECK(json_complaint(account(R"("unknown", "grade": "certian")")) == "unknown-grade 4:31");
  CHECK(json_complaint(account(R"("unknown", "exhibits": ["E1"])")) == "unknown-exhibit 4:35");
  CHECK(json_complaint(account(R"("unknown", "date": "31 March")")) == "bad-date 4:30");
  CHECK(json_complaint(account(R"("unknown", "date": "2031-02-30")")) == "bad-date 4:30");
  CHECK(json_complaint(account(R"("unknown", "date": "2018/2022")")).empty());
}

TEST_CASE("the sample in docs/formats/case.md is read under the norms of the project") {
  std::string sample;
  std::istringstream page(read_file("docs/formats/case.md"));
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("    ")) sample += line.substr(4) + "\n";
  }
  const language::Law& law = project_law();
  Diagnostics diagnostics;
  const auto read = read_case_json(law, source_of("case.json", sample), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  CHECK(read->facts.size() == 1);
}

}  // namespace comity::dossier
