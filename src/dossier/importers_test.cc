// The importers on invented rows in the formats of the sources, and on the sources themselves where
// they lie beside the repository.
#include "dossier/importers.h"

#include <cstdlib>
#include <random>

#include "dossier/case_for_test.h"
#include "dossier/csv.h"
#include "tests/skip.h"

namespace comity::dossier {

namespace {

Mapping mapping_for(std::string_view source) {
  const std::string path = "mappings/" + std::string(source) + ".csv";
  Diagnostics diagnostics;
  auto read = Mapping::read(source_of(path, read_file(path)), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

const Importer& importer_named(std::string_view name) {
  for (const Importer& importer : importers()) {
    if (importer.name == name) return importer;
  }
  FAIL("no importer is called " << name);
  return importers().front();
}

Import import_text(std::string_view source, const std::string& text) {
  Diagnostics diagnostics;
  auto import =
      importer_named(source).run(source_of("test", text), mapping_for(source), diagnostics);
  REQUIRE_MESSAGE(import.has_value(), render(diagnostics));
  return std::move(*import);
}

// In as out: every record is a case that checks, or refused with a reason; every value has a fate.
std::vector<Case> check_whole(const language::Law& law, Import& import) {
  std::vector<Case> cases = checked_cases(law, import);
  CHECK(cases.size() == import.cases.size());
  CHECK(import.cases.size() + import.refused.size() == import.records);
  for (const ImportedCase& made : import.cases) {
    for (const ValueReport& value : made.values) {
      const bool listed = value.fate == Fate::kept || value.fate == Fate::unmapped;
      CHECK(value.reason.empty() != listed);
    }
  }
  return cases;
}

std::vector<std::string> sayings(const language::Law& law, const Case& the_case) {
  std::vector<std::string> all;
  for (const Fact& fact : the_case.facts) {
    std::string line = say(law, the_case, fact.sentence);
    for (const Account& account : fact.accounts) {
      line += "; " + std::string(account_word(account.kind));
      for (const std::string& by : account.by) line += " by " + by;
      if (account.grade) line += " (" + law.grades[*account.grade] + ")";
    }
    all.push_back(line);
  }
  return all;
}

const std::vector<std::string> kColumns{"ID",
                                        "name",
                                        "description",
                                        "start_date",
                                        "incident_type",
                                        "receiver_country",
                                        "receiver_category",
                                        "attribution_date",
                                        "attribution_basis",
                                        "attributing_actor",
                                        "attributing_country",
                                        "attributed_initiator",
                                        "attributed_initiator_country",
                                        "attributed_initiator_category",
                                        "disruption"};

std::string table_of(const std::vector<std::vector<std::string>>& rows) {
  std::string text = "\xEF\xBB\xBF" + csv_line(kColumns);
  for (const auto& row : rows) text += csv_line(row);
  return text;
}

const std::vector<std::string> kRow{"31",
                                    "A raid on the ports",
                                    "Ports were hit.",
                                    "2031-03-02",
                                    "Disruption; Data theft",
                                    "['Aldoria', 'Northern Sea (region)']",
                                    "[['Critical infrastructure'], ['Media']]",
                                    "2031-04-01; 2031-05-01",
                                    "Attribution by receiver government / state entity; "
                                    "IT-security community attributes attacker",
                                    "Ministry of Ports; Vellum Ltd",
                                    "Aldoria; Brenland",
                                    "Port Office; Night Owls",
                                    "Corvia; Corvia",
                                    "State; Non-state actor, state-affiliation suggested",
                                    "Short-term disruption (< 24h; incident scores 1 point)"};

}  // namespace

// ---- EuRepoC -----------------------------------------------------------------------------------

TEST_CASE("EuRepoC: a row becomes a case; a government alleges as a State, a company as itself") {
  const language::Law& law = project_law();
  Import import = import_text("eurepoc", table_of({kRow}));
  const auto cases = check_whole(law, import);
  REQUIRE(cases.size() == 1);
  CHECK(import.cases[0].id == "31");
  CHECK(import.cases[0].place == "line 2");
  const std::string act = "the incident EuRepoC 31";
  const std::vector<std::string> expected{
      act +
          " damaged or impaired critical infrastructure of Aldoria that serves the public; unknown",
      "Port Office carried out " + act + "; asserted by Aldoria",
      "Port Office is an organ of Corvia; asserted by Aldoria",
      "Aldoria attributed " + act + " to Corvia; asserted by EuRepoC",
      "Night Owls carried out " + act + "; asserted by Vellum Ltd",
      "Corvia instructed Night Owls to carry out " + act + "; unknown",
      "Corvia directed Night Owls in " + act + "; unknown",
      "Corvia had effective control of Night Owls in " + act + "; unknown",
      act + " had another effect in Aldoria; asserted by EuRepoC",
      act + " copied data held in Aldoria; asserted by EuRepoC",
      act + " caused temporary loss of function of infrastructure in Aldoria; asserted by EuRepoC"};
  CHECK(sayings(law, cases[0]) == expected);
}

TEST_CASE("EuRepoC: a row of another width is refused with its line, the others are not") {
  auto narrow = kRow;
  narrow.pop_back();
  Import import = import_text("eurepoc", table_of({kRow, narrow, kRow}));
  CHECK(import.records == 3);
  CHECK(import.cases.size() == 2);
  REQUIRE(import.refused.size() == 1);
  CHECK(import.refused[0].place == "line 3");
  CHECK(import.refused[0].reason == "14 fields where 15 columns are named");
}

TEST_CASE("EuRepoC: a table of something else is refused") {
  Diagnostics diagnostics;
  CHECK_FALSE(
      import_eurepoc(source_of("t.csv", "a,b\n1,2\n"), mapping_for("eurepoc"), diagnostics));
  CHECK(diagnostics.all().front().code == "no-such-column");
}

TEST_CASE("lists as Python writes them") {
  using Lists = std::vector<std::vector<std::string>>;
  CHECK(read_python_list("['a', \"b's\"]") == Lists{{"a"}, {"b's"}});
  CHECK(read_python_list("[['a', 'b'], [], ['it\\'s\\xa0c']]") ==
        Lists{{"a", "b"}, {}, {"it's c"}});
  CHECK(read_python_list("[]") == Lists{});
  for (const char* other : {"", "a", "['a'", "['a' 'b']", "['a'] b", "[[['a']]]", "['a\\"}) {
    CHECK_FALSE(read_python_list(other).has_value());
  }
}

TEST_CASE("EuRepoC: whatever the cells hold, in is out") {
  const language::Law& law = project_law();
  std::mt19937 random(20310302);
  const std::vector<std::string> odd{"",        "Unknown",    "nan",          "['Aldoria']",
                                     "[['x']]", "[[]]",       "; ; ",         "a; b",
                                     "State",   "Ω \"q\"",    "```norm",      "# x",
                                     "(a; b)",  "Data theft", "a\nb",         "before Aldoria",
                                     "[",       "Aldoria",    "\xE2\x80\x8B", "name X: State"};
  const auto pick = [&](size_t count) { return random() % count; };
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 300; ++i) {
    auto row = kRow;
    for (auto& cell : row) {
      if (pick(3) == 0) cell = odd[pick(odd.size())];
    }
    if (pick(20) == 0) row.resize(pick(20) + 1);
    rows.push_back(std::move(row));
  }
  Import import = import_text("eurepoc", table_of(rows));
  CHECK(import.records == rows.size());
  check_whole(law, import);
  for (const RefusedRecord& refused : import.refused) {
    CHECK_MESSAGE(refused.reason.find("columns are named") != std::string::npos, refused.reason);
  }
}

// ---- STIX --------------------------------------------------------------------------------------

const char* const kBundle = R"({"type": "bundle", "id": "bundle--1", "objects": [
  {"type": "identity", "id": "identity--1", "name": "Vellum Ltd", "identity_class": "organization"},
  {"type": "campaign", "id": "campaign--1", "name": "Port Storm", "created_by_ref": "identity--1",
   "first_seen": "2031-03-02T00:00:00Z", "description": "Ports were hit.", "confidence": 90},
  {"type": "intrusion-set", "id": "intrusion-set--1", "name": "Night Owls",
   "modified": "2031-03-01T00:00:00Z"},
  {"type": "intrusion-set", "id": "intrusion-set--1", "name": "Old Owls",
   "modified": "2030-03-01T00:00:00Z"},
  {"type": "location", "id": "location--1", "country": "ZZ"},
  {"type": "malware", "id": "malware--1", "name": "Silt", "malware_types": ["wiper", "strange"]},
  {"type": "indicator", "id": "indicator--1", "pattern": "[x:y = 'z']"},
  {"type": "relationship", "id": "relationship--1", "relationship_type": "attributed-to",
   "source_ref": "campaign--1", "target_ref": "intrusion-set--1", "created_by_ref": "identity--1"},
  {"type": "relationship", "id": "relationship--2", "relationship_type": "targets",
   "source_ref": "campaign--1", "target_ref": "location--1"},
  {"type": "relationship", "id": "relationship--3", "relationship_type": "uses",
   "source_ref": "campaign--1", "target_ref": "malware--1"},
  {"type": "relationship", "id": "relationship--4", "relationship_type": "uses",
   "source_ref": "campaign--1", "target_ref": "malware--absent"}]})";

TEST_CASE("STIX: a campaign becomes a case; what no campaign leads to is listed") {
  const language::Law& law = project_law();
  Import import = import_text("stix", kBundle);
  const auto cases = check_whole(law, import);
  REQUIRE(cases.size() == 1);
  const std::vector<std::string> expected{
      "Night Owls carried out Port Storm; asserted by Vellum Ltd (probable)",
      "Port Storm deleted or altered data in State ZZ; unknown"};
  CHECK(sayings(law, cases[0]) == expected);
  std::vector<std::string> outside;
  for (const ValueReport& value : import.outside) outside.push_back(value.text);
  CHECK(outside == std::vector<std::string>{"identity--1", "indicator--1", "intrusion-set--1"});
}

TEST_CASE("STIX: an object alone, a bundle of nothing, and what is no STIX") {
  CHECK(import_text("stix", R"({"type": "campaign", "id": "campaign--1", "name": "X"})").records ==
        1);
  CHECK(import_text("stix", R"({"type": "bundle", "id": "bundle--1"})").records == 1);
  for (const char* other : {"[]", "{}", "{", "7", R"({"type": 7})"}) {
    Diagnostics diagnostics;
    CHECK_FALSE(import_stix(source_of("t.json", other), mapping_for("stix"), diagnostics));
    CHECK_FALSE(diagnostics.ok());
  }
}

// ---- MISP --------------------------------------------------------------------------------------

TEST_CASE("MISP: a suspected sponsor is a question and never an answer") {
  const language::Law& law = project_law();
  Import import = import_text("misp", R"({"name": "Threat Actor", "values": [
    {"value": "Night Owls", "uuid": "u-1", "description": "A group.",
     "meta": {"cfr-suspected-state-sponsor": "Corvia", "country": "ZZ",
              "attribution-confidence": "50", "cfr-type-of-incident": ["Espionage"],
              "cfr-suspected-victims": ["Aldoria", "Norway"]}},
    {"uuid": "u-2"}]})");
  CHECK(import.records == 2);
  const auto cases = check_whole(law, import);
  REQUIRE(cases.size() == 1);
  CHECK(import.refused.size() == 1);
  // The table knows no State of the name Aldoria: the value is kept.
  const std::string act = "the operations of Night Owls";
  const std::vector<std::string> expected{
      "Night Owls carried out " + act + "; asserted by MISP",
      "Corvia instructed Night Owls to carry out " + act + "; unknown",
      "Corvia directed Night Owls in " + act + "; unknown",
      "Corvia had effective control of Night Owls in " + act + "; unknown",
      act + " copied data held in Norway; asserted by MISP"};
  CHECK(sayings(law, cases[0]) == expected);
}

// ---- VERIS -------------------------------------------------------------------------------------

TEST_CASE("VERIS: an incident becomes a case of the State in which the victim is") {
  const language::Law& law = project_law();
  Import import = import_text("veris", R"([{
    "incident_id": "v-1", "summary": "Files were taken.", "source_id": "a hospital group",
    "security_incident": "Confirmed", "confidence": "High",
    "timeline": {"incident": {"year": 2031, "month": 3, "day": 2}},
    "victim": {"country": ["ZZ"], "industry": "622110"},
    "actor": {"external": {"variety": ["State-affiliated"], "country": ["XX"], "motive": ["NA"]}},
    "action": {"hacking": {"variety": ["Use of stolen creds"]}},
    "attribute": {"confidentiality": {"data_disclosure": "Yes"},
                  "availability": {"variety": ["Loss"]}}},
    {"incident_id": "v-2"}, 7])");
  CHECK(import.records == 3);
  const auto cases = check_whole(law, import);
  REQUIRE(cases.size() == 1);
  CHECK(import.refused.size() == 2);
  CHECK(cases[0].happened == Date::parse("2031-03-02").value());
  const std::string act = "the incident VERIS v-1";
  const std::vector<std::string> expected{
      "State XX instructed the unnamed actor 1 of v-1 to carry out " + act + "; unknown",
      "State XX directed the unnamed actor 1 of v-1 in " + act + "; unknown",
      "State XX had effective control of the unnamed actor 1 of v-1 in " + act + "; unknown",
      act + " gained access to systems in State ZZ; asserted by a hospital group (probable)",
      act + " copied data held in State ZZ; asserted by a hospital group (probable)",
      act + " caused lasting loss of function of infrastructure in State ZZ; unknown",
      act + " deleted or altered data in State ZZ; unknown"};
  CHECK(sayings(law, cases[0]) == expected);
}

// ---- the sources themselves
// -----------------------------------------------------------------------

std::filesystem::path shared_data() {
  const char* chosen = std::getenv("COMITY_SHARED_DATA");
  return chosen != nullptr ? chosen : "../shared/data";
}

TEST_CASE("the sources themselves: none dropped, every case checks") {
  const struct {
    const char* source;
    const char* file;
    size_t records;
  } kFiles[] = {{"eurepoc", "incidents/eurepoc-1.1/EuRepoC_Global_Database_1.1.csv", 1643},
                {"stix", "stix/examples/threat-reports/apt1.json", 1},
                {"stix", "stix/examples/threat-reports/poisonivy.json", 3},
                {"stix", "stix/bundles/amnesty-pegasus.json", 1},
                {"stix", "stix/bundles/mitre-ics-attack-8.0.json", 10},
                {"misp", "actors/threat-actor.json", 1041}};
  if (!std::filesystem::exists(shared_data() / kFiles[0].file)) {
    COMITY_SKIP("the reference data are not beside the repository (COMITY_SHARED_DATA)");
  }
  const language::Law& law = project_law();
  for (const auto& file : kFiles) {
    CAPTURE(file.file);
    Import import = import_text(file.source, read_file(shared_data() / file.file));
    CHECK(import.records == file.records);
    check_whole(law, import);
    CHECK(import.refused.empty());
  }
}

}  // namespace comity::dossier
