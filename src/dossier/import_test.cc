#include "dossier/import.h"

#include <map>
#include <set>

#include "base/text.h"
#include "dossier/case_for_test.h"
#include "dossier/csv.h"
#include "dossier/draft.h"
#include "dossier/importers.h"
#include "tests/skip.h"

namespace comity::dossier {

namespace {

Mapping mapping_of(const std::string& lines) {
  Diagnostics diagnostics;
  auto read = Mapping::read(source_of("test.csv", "field,value,becomes,says,reason\n" + lines),
                            diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

std::string first_error(const std::string& table) {
  Diagnostics diagnostics;
  CHECK_FALSE(Mapping::read(source_of("test.csv", table), diagnostics).has_value());
  REQUIRE_FALSE(diagnostics.empty());
  return diagnostics.all().front().code;
}

Mapping project_mapping(std::string_view source) {
  const std::string path = "mappings/" + std::string(source) + ".csv";
  Diagnostics diagnostics;
  auto read = Mapping::read(source_of(path, read_file(path)), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

const Fact& fact_that(const language::Law& law, const Case& the_case, const std::string& words) {
  for (const Fact& fact : the_case.facts) {
    if (say(law, the_case, fact.sentence) == words) return fact;
  }
  FAIL("no fact says: " << words);
  return the_case.facts.front();
}

Case checked(const language::Law& law, const ImportedCase& made) {
  Diagnostics diagnostics;
  auto read = read_case(law, source_of(made.id, made.text), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics) << made.text);
  return std::move(*read);
}

const char* const kMapping =
    "ID,*,used,,its name\n"
    "effect,copied*,asserted,<Act> copied data held in <Receiver State>,data were taken\n"
    "effect,none,denied,<Act> copied data held in <Receiver State>,no data were taken\n"
    "effect,perhaps,open,<Act> copied data held in <Receiver State>,not known\n"
    "effect,odd,kept,,on purpose\n"
    "effect,n/a,not seen,,not known\n"
    "who,*,asserted,<Initiator> carried out <Act>,who acted\n"
    "of,State,asserted,<Attributing State> attributed <Act> to <Initiator State>,a State said so\n"
    "confidence,70..100,grade,probable,sure\n";

SourceRecord record_of(std::vector<std::string> receivers, std::vector<SourceValue> values) {
  return {.id = "7",
          .place = "line 8",
          .title = "An \"odd\" title",
          .description = "```norm\n# no heading",
          .act = {},
          .date = "2031-03-02",
          .receivers = std::move(receivers),
          .allegations = {},
          .values = std::move(values)};
}

const Source kSource{"Test Tracker", "test.csv"};

}  // namespace

// ---- the table ---------------------------------------------------------------------------------

TEST_CASE("of the lines that fit a value those with most text of their own count") {
  const Mapping mapping = mapping_of(
      "f,*,kept,,any\nf,Data*,kept,,data\nf,Data theft,used,,exact\nf,Data theft,kept,,exact too\n"
      "f,* (region),kept,,a region\nf,10..20,grade,alleged,a number\ng.*,*,kept,,any of g\n"
      "g.a*,*,kept,,a of g\n");
  const auto reason = [&](std::string_view field, std::string_view value) {
    const auto lines = mapping.find(field, value);
    return lines.empty() ? std::string() : lines.front()->reason;
  };
  CHECK(reason("f", "anything") == "any");
  CHECK(reason("f", "Data loss") == "data");
  CHECK(mapping.find("f", "Data theft").size() == 2);
  CHECK(reason("f", "North (region)") == "a region");
  CHECK(reason("f", "15") == "any");  // of two that fit with nothing of their own, the first
  CHECK(reason("g.b", "x") == "any of g");
  CHECK(reason("g.ab", "x") == "a of g");
  CHECK(mapping.find("h", "x").empty());
  CHECK(mapping_of("f,10..20,used,,n\n").find("f", "20").size() == 1);
  CHECK(mapping_of("f,10..20,used,,n\n").find("f", "21").empty());
}

TEST_CASE("a table with a mistake is refused at its place") {
  const std::string head = "field,value,becomes,says,reason\n";
  CHECK(first_error("field,value\n") == "mapping-columns");
  CHECK(first_error(head + "f,x,kept\n") == "mapping-width");
  CHECK(first_error(head + "f,x,keept,,why\n") == "mapping-word");
  CHECK(first_error(head + "f,x,kept,,\n") == "mapping-gap");
  CHECK(first_error(head + "f,*a*,kept,,why\n") == "mapping-stars");
  CHECK(first_error(head + "f,x,asserted,,why\n") == "mapping-says");
  CHECK(first_error(head + "f,x,kept,words,why\n") == "mapping-says");
  CHECK(first_error(head + "f,x,kept,,\"why\n") == "unclosed-field");
  CHECK(first_error(head + "f,x,kept,,\"why\"y\n") == "text-after-field");
  CHECK(first_error("a,a\n") == "duplicate-column");
  CHECK(first_error("") == "no-row");
}

TEST_CASE("what is written as a row is read as the same row") {
  const std::vector<std::vector<std::string>> rows{
      {"a", "b"}, {"", ""}, {"x,y", "say \"so\""}, {"two\nlines", "Ω"}, {"\"", ","}};
  std::string text;
  for (const auto& row : rows) text += csv_line(row);
  Diagnostics diagnostics;
  const auto table = read_csv(source_of("t.csv", text), diagnostics);
  REQUIRE(table);
  CHECK(table->columns == rows[0]);
  REQUIRE(table->rows.size() == rows.size() - 1);
  for (size_t i = 1; i < rows.size(); ++i) CHECK(table->rows[i - 1].fields == rows[i]);
}

// ---- one case ----------------------------------------------------------------------------------

TEST_CASE("a value becomes a fact of whoever alleges it, at no higher grade than the source has") {
  const language::Law& law = project_law();
  SourceRecord record = record_of({"Aldoria, Republic of"}, {{"effect", "copied much"}});
  record.allegations = {{.speaker = "Brenland",
                         .speaker_kind = "State",
                         .initiator = "Night/Owl (Tawny)",
                         .initiator_state = "Corvia",
                         .date = "2031-04-01 00:00:00"},
                        {.speaker = "Vellum Ltd",
                         .initiator = "Night/Owl (Tawny)",
                         .initiator_state = {},
                         .date = {}}};
  record.values.push_back({"who", "Night/Owl (Tawny)", 0});
  record.values.push_back({"of", "State", 0});
  record.values.push_back({"who", "Night/Owl (Tawny)", 1});
  record.values.push_back({"confidence", "85", 1});
  const ImportedCase made = make_case(kSource, record, mapping_of(kMapping));
  const Case the_case = checked(law, made);
  CHECK(the_case.claimant.empty());  // whoever was hit has claimed nothing by that
  CHECK(the_case.respondent.empty());
  CHECK(the_case.happened == Date::parse("2031-03-02").value());
  const Fact& copied = fact_that(
      law, the_case, "the incident Test Tracker 7 copied data held in Republic of Aldoria");
  REQUIRE(copied.accounts.size() == 1);
  CHECK(copied.accounts[0].by == std::vector<std::string>{"Test Tracker"});
  CHECK_FALSE(copied.accounts[0].grade.has_value());
  CHECK(the_case.exhibits[0].title == "effect: copied much");
  CHECK(the_case.exhibits[0].source == "test.csv, line 8");
  const Fact& did = fact_that(law, the_case, "Night carried out the incident Test Tracker 7");
  REQUIRE(did.accounts.size() == 2);
  CHECK(did.accounts[0].by == std::vector<std::string>{"Brenland"});
  CHECK(did.accounts[0].date == "2031-04-01");
  CHECK_FALSE(did.accounts[0].grade.has_value());
  CHECK(did.accounts[1].by == std::vector<std::string>{"Vellum Ltd"});
  CHECK(did.accounts[1].grade == law.grade("probable"));
  // That a State has spoken, the source says.
  const Fact& said =
      fact_that(law, the_case, "Brenland attributed the incident Test Tracker 7 to Corvia");
  CHECK(said.accounts[0].by == std::vector<std::string>{"Test Tracker"});
}

TEST_CASE(
    "what is said of many States at once is a question in each; what is denied holds in all") {
  const language::Law& law = project_law();
  const Mapping mapping = mapping_of(kMapping);
  const auto kinds = [&](const std::string& value) {
    const ImportedCase made =
        make_case(kSource, record_of({"Aldoria", "Brenland"}, {{"effect", value}}), mapping);
    CHECK(made.count(Fate::fact) == 1);
    const Case the_case = checked(law, made);
    std::vector<language::Account::Kind> found;
    for (const Fact& fact : the_case.facts) found.push_back(fact.accounts.at(0).kind);
    return found;
  };
  using Kind = language::Account::Kind;
  CHECK(kinds("copied") == std::vector{Kind::unknown, Kind::unknown});
  CHECK(kinds("none") == std::vector{Kind::denied, Kind::denied});
  CHECK(kinds("perhaps") == std::vector{Kind::unknown, Kind::unknown});
}

TEST_CASE("a value about one place is about no other; a place that is no State gives no fact") {
  const language::Law& law = project_law();
  const Mapping mapping = mapping_of(kMapping);
  SourceRecord record = record_of({"Aldoria", "Brenland"}, {});
  record.values.push_back({"effect", "copied", std::nullopt, "Brenland"});
  record.values.push_back({"effect", "copied", std::nullopt, ""});
  const ImportedCase made = make_case(kSource, record, mapping);
  const Case the_case = checked(law, made);
  REQUIRE(the_case.facts.size() == 1);
  CHECK(say(law, the_case, the_case.facts[0].sentence) ==
        "the incident Test Tracker 7 copied data held in Brenland");
  CHECK(made.values[1].fate == Fate::kept);
}

TEST_CASE("whoever says both yes and no has not answered") {
  const language::Law& law = project_law();
  const ImportedCase made =
      make_case(kSource, record_of({"Aldoria"}, {{"effect", "copied"}, {"effect", "none"}}),
                mapping_of(kMapping));
  const Case the_case = checked(law, made);
  REQUIRE(the_case.facts.size() == 1);
  REQUIRE(the_case.facts[0].accounts.size() == 1);
  CHECK(the_case.facts[0].accounts[0].kind == language::Account::Kind::unknown);
  CHECK(the_case.facts[0].accounts[0].exhibits.size() == 2);
}

TEST_CASE("every value has one fate, and what is kept is listed with the reason") {
  const ImportedCase made = make_case(kSource,
                                      record_of({}, {{"ID", "7"},
                                                     {"effect", "copied"},
                                                     {"effect", "odd"},
                                                     {"effect", "n/a"},
                                                     {"effect", ""},
                                                     {"effect", "new"},
                                                     {"stray", "x"}}),
                                      mapping_of(kMapping));
  const std::vector<Fate> fates{Fate::used,     Fate::kept,     Fate::kept,    Fate::not_seen,
                                Fate::not_seen, Fate::unmapped, Fate::unmapped};
  REQUIRE(made.values.size() == fates.size());
  for (size_t i = 0; i < fates.size(); ++i) CHECK(made.values[i].fate == fates[i]);
  CHECK(made.text.find("* effect: odd -- on purpose") != std::string::npos);
  CHECK(made.text.find("* stray: x -- no line of the mapping knows it") != std::string::npos);
  CHECK(made.text.find("needs a name for <Receiver State>") != std::string::npos);
}

TEST_CASE("no text of a source reaches the machine as more than text") {
  const language::Law& law = project_law();
  SourceRecord record =
      record_of({"Aldoria"}, {{"effect", "copied \" (grade alleged) `x`\n- a: b"}});
  record.values.push_back({"stray", "```norm\nfact F9: nothing\n```"});
  const Case the_case = checked(law, make_case(kSource, record, mapping_of(kMapping)));
  CHECK(the_case.title == "An 'odd' title");
  CHECK(the_case.facts.size() == 1);
  CHECK(the_case.narrative.find("'''norm # no heading") != std::string::npos);
}

TEST_CASE("names are made to stand in a sentence, each its own") {
  Cast cast;
  CHECK(cast.name("Aldoria, Democratic Republic of the", "State") ==
        "Democratic Republic of the Aldoria");
  CHECK(cast.name("Brenland (Kingdom of)", "State") == "Kingdom of Brenland");
  CHECK(cast.name("Owl/Hawk", "Entity") == "Owl");
  CHECK(cast.name("Owl/Kite", "Entity") == "Owl 2");
  CHECK(cast.name("Owl/Hawk", "Entity") == "Owl");
  CHECK(cast.name("???", "Entity", "the unnamed actor 1") == "the unnamed actor 1");
  CHECK(cast.name("A. B. Smith-O'Neil", "Body") == "A B Smith-O'Neil");
  CHECK(cast.names().size() == 6);
}

// ---- the project's own tables
// --------------------------------------------------------------------

TEST_CASE("every sentence of the mappings is one that the norms declare") {
  const language::Law& law = project_law();
  for (const char* source : {"eurepoc", "stix", "misp", "veris", "experts"}) {
    CAPTURE(source);
    const Mapping mapping = project_mapping(source);
    size_t sentences = 0;
    std::set<std::string> others;  // whom the lines may speak of beside the parties
    mapping.each([&](const MappingLine& line) {
      if (line.becomes == Becomes::named)
        others.insert(csv_line({"f", "*", "named", line.says, "r"}));
    });
    const std::string named =
        text::join(std::vector<std::string>(others.begin(), others.end()), "");
    mapping.each([&](const MappingLine& line) {
      if (line.becomes == Becomes::grade) CHECK(law.grade(line.says).has_value());
      const bool fact = line.becomes == Becomes::asserted || line.becomes == Becomes::denied ||
                        line.becomes == Becomes::found || line.becomes == Becomes::open;
      if (!fact) return;
      ++sentences;
      SourceRecord record = record_of({"Aldoria"}, {{line.field, line.value, 0}});
      record.allegations = {{.speaker = "Brenland",
                             .speaker_kind = "State",
                             .initiator = "the Night Owls",
                             .initiator_state = "Corvia",
                             .date = {}}};
      const std::string table =
          named + csv_line({"f", "*", std::string(name(line.becomes)), line.says, "r"});
      record.values = {{"f", "x", 0}};
      const Case the_case = checked(law, make_case(kSource, record, mapping_of(table)));
      CHECK(the_case.facts.size() == 1);
    });
    CHECK(sentences > 5);
  }
}

}  // namespace comity::dossier
