#include "dossier/agreement.h"

#include <cstdlib>

#include "dossier/case_for_test.h"
#include "dossier/csv.h"
#include "dossier/importers.h"
#include "tests/skip.h"

namespace comity::dossier {

namespace {

Mapping table(const std::string& name) {
  const std::string path = "mappings/" + name + ".csv";
  Diagnostics diagnostics;
  auto read = Mapping::read(source_of(path, read_file(path)), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

std::string coded(const std::string& id, const std::string& responsibility,
                  const std::string& rules, const std::string& label) {
  return csv_line({id, "['Aldoria']", "", responsibility, rules, label});
}

Agreement labels_of(const language::Law& law, const std::string& rows) {
  Diagnostics diagnostics;
  auto import = import_eurepoc(
      source_of("t.csv",
                "ID,receiver_country,attribution_basis,state_responsibility_indicator,"
                "IL_breach_indicator,legal_response_indicator\n" +
                    rows),
      table("eurepoc"), diagnostics);
  REQUIRE_MESSAGE(import.has_value(), render(diagnostics));
  const auto cases = checked_cases(law, *import);
  CHECK(import->refused.empty());
  auto agreement = compare_labels(law, *import, cases, table("eurepoc-labels"));
  REQUIRE(agreement);
  return std::move(*agreement);
}

Agreement answers_to(const language::Law& law, const std::string& lines) {
  Diagnostics diagnostics;
  auto import = import_experts(source_of("t.jsonl", lines), table("experts"), diagnostics);
  REQUIRE_MESSAGE(import.has_value(), render(diagnostics));
  const auto cases = checked_cases(law, *import);
  CHECK_MESSAGE(import->refused.empty(), import->refused.front().reason);
  auto agreement = compare_answers(law, *import, cases, table("expert-topics"));
  REQUIRE_MESSAGE(agreement.has_value(), agreement.error().message());
  return std::move(*agreement);
}

// A record, however it is broken into lines here.
Agreement answers_in(const language::Law& law, std::string record) {
  std::erase(record, '\n');
  return answers_to(law, record);
}

std::filesystem::path shared(const char* file) {
  const char* chosen = std::getenv("COMITY_SHARED_DATA");
  return std::filesystem::path(chosen != nullptr ? chosen : "../shared/data") / file;
}

}  // namespace

TEST_CASE("a coding is held against its own rule, in each cell of the rule") {
  const language::Law& law = project_law();
  const Agreement agreement = labels_of(
      law, coded("1", "Direct (x)", "Sovereignty; Human rights", "Countermeasures justified") +
               coded("2", "Indirect (x)", "Not available", "Unfriendly acts justified") +
               coded("3", "None/Negligent", "Sovereignty", "Unfriendly acts justified") +
               coded("4", "Not available", "Not available", "No response justified") +
               coded("5", "None/Negligent", "Sovereignty", "Countermeasures justified") +
               coded("6", "Direct", "Sovereignty", "Not available") + coded("7", "", "", ""));
  REQUIRE(agreement.rows.size() == 5);
  CHECK(agreement.comparable() == 5);
  CHECK(agreement.agreeing() == 4);
  CHECK(agreement.rows[4].id == "5");
  CHECK(agreement.rows[4].computed == "Unfriendly acts");
  CHECK(agreement_table(agreement).find("5 published: 5 comparable, of these 4 agree") !=
        std::string::npos);
}

TEST_CASE(
    "published answers are compared where the norms ask the same, and counted apart elsewhere") {
  const language::Law& law = project_law();
  const std::string organ = R"("actors": {"relation_to_state": "State organ"}, )";
  const Agreement agreement =
      answers_in(law, R"({"case_id": "one", )" + organ +
                          R"("conclusions": [{"question": "attribution art 4", "answer": "yes"},
                  {"question": "military objective", "answer": "yes"},
                  {"question": "use of force", "answer": "no"}]})"
                          "\n");
  REQUIRE(agreement.rows.size() == 3);
  CHECK(agreement.rows[0].computed == "yes");
  CHECK(agreement.rows[1].reason.starts_with("not covered: no norm calls an object"));
  CHECK(agreement.rows[2].reason == "the facts as coded do not raise the question");
  CHECK(agreement.comparable() == 1);
}

TEST_CASE("the five answers: by readings, by what is open, and by the strength of the evidence") {
  const language::Law& law = project_law();
  const auto computed = [&](const std::string& facts, const std::string& topic) {
    const Agreement agreement = answers_in(law, R"({"case_id": "one", )" + facts +
                                                    R"(, "conclusions": [{"question": ")" + topic +
                                                    R"(", "answer": "?"}]})"
                                                    "\n");
    REQUIRE(agreement.rows.size() == 1);
    return agreement.rows[0].computed;
  };
  const std::string reported =
      R"("actors": {"relation_to_state": "State organ, as reported by researchers"})";
  CHECK(computed(reported, "attribution art 4") == "likely");
  const std::string group = R"("actors": {"relation_to_state": "instructed auxiliaries"})";
  CHECK(computed(group, "attribution art 8") == "yes");
  const std::string copied = group + R"(, "effects": {"data_exfiltration": true,
      "data_deletion": false, "physical_damage": false, "loss_of_functionality": "none"})";
  CHECK(computed(copied, "sovereignty") != "yes");
}

TEST_CASE("one recorded position alone makes no majority") {
  // Under one position the collapse of an economy is force; three more come to no answer.
  const Agreement agreement =
      answers_in(project_law(), R"({"case_id": "HY-TM02", "actors": {"relation_to_state":
          "State organ"}, "conclusions": [{"question": "use of force", "answer": "unsettled"}]})"
                                "\n");
  REQUIRE(agreement.rows.size() == 1);
  CHECK(agreement.rows[0].computed == "unsettled");
}

TEST_CASE(
    "the labelled rows of EuRepoC: all reproduced but those that break the coding's own rule") {
  const auto path = shared("incidents/eurepoc-1.1/EuRepoC_Global_Database_1.1.csv");
  if (!std::filesystem::exists(path)) {
    COMITY_SKIP("the reference data are not beside the repository (COMITY_SHARED_DATA)");
  }
  const language::Law& law = project_law();
  Diagnostics diagnostics;
  auto import = import_eurepoc(source_of("e.csv", read_file(path)), table("eurepoc"), diagnostics);
  REQUIRE(import);
  const auto cases = checked_cases(law, *import);
  const auto agreement = compare_labels(law, *import, cases, table("eurepoc-labels"));
  REQUIRE(agreement);
  CHECK(agreement->comparable() == 106);
  CHECK(agreement->agreeing() == 98);
  std::vector<std::string> differ;
  for (const Comparison& row : agreement->rows) {
    if (!row.agrees()) differ.push_back(row.id);
  }
  CHECK(differ ==
        std::vector<std::string>{"994", "1538", "1628", "1797", "1801", "1908", "1972", "2098"});
}

TEST_CASE("the published cases of experts: each becomes a case, each answer has a row") {
  const auto path = shared("../reference/toolkit_cases_dev.jsonl");
  if (!std::filesystem::exists(path)) {
    COMITY_SKIP("the published cases are not beside the repository (COMITY_SHARED_DATA)");
  }
  const Agreement agreement = answers_to(project_law(), read_file(path));
  CHECK(agreement.rows.size() == 54);
  size_t seen = 0, agreeing = 0;
  for (const Comparison& row : agreement.rows) {
    CHECK_FALSE(row.reason.empty());
    seen += row.seen;
    agreeing += row.seen && row.comparable() && row.agrees();
  }
  CHECK(seen == 22);
  CHECK(agreeing >= 20);
}

TEST_CASE("an answer published on a stated reading is compared on it; one fact can be changed") {
  const language::Law& law = project_law();
  const std::string record =
      R"({"case_id": "HY-TM05", "actors": {"relation_to_state": "State organ"}, )"
      R"("conclusions": [{"question": "self-defence", "answer": "no", "confidence": "seen"}], )"
      R"("questions_addressed_answer_not_seen": ["use of force", "export control law"]})";
  Diagnostics diagnostics;
  auto import = import_experts(source_of("t.jsonl", record), table("experts"), diagnostics);
  REQUIRE(import);
  const auto cases = checked_cases(law, *import);
  REQUIRE(cases.size() == 1);
  const Mapping topics = table("expert-topics");
  const auto agreement = compare_answers(law, *import, cases, topics);
  REQUIRE(agreement);
  const auto variants = compare_variants(
      law, cases, *agreement,
      source_of("v.csv",
                "case,topic,change,answer,reason\n"
                "HY-TM05,self-defence,held: gap between force and armed attack: no gap,yes,w\n"
                "HY-TM05,self-*,<Act> has ended,no,w\n"),
      diagnostics);
  REQUIRE_MESSAGE(variants.has_value(), variants.error().message());
  REQUIRE(variants->size() == 2);
  CHECK(variants->at(0).base.agrees());
  CHECK(variants->at(0).flips());
  CHECK(variants->at(0).varied.agrees());
  CHECK_FALSE(variants->at(1).flips());

  const auto issues = compare_issues(law, *import, cases, topics);
  REQUIRE(issues);
  REQUIRE(issues->size() == 2);
  CHECK(issues->at(0).question == "force");
  CHECK(issues->at(1).question.empty());
  CHECK(issues->at(1).reason == "no transfer of tools is coded");

  const auto wrong = compare_variants(
      law, cases, *agreement,
      source_of("v.csv", "case,topic,change,answer,reason\nHY-TM05,nothing,x,no,w\n"), diagnostics);
  CHECK_FALSE(wrong.has_value());
}

}  // namespace comity::dossier
