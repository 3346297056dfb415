// Examples and cases: names, facts and the parties' accounts of them, exhibits, expected answers.
#include <array>

#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

// The answers of the language; of two that begin alike the longer stands first.
constexpr std::array<std::string_view, 7> kAnswers{
    "established",  "excluded",   "not established", "depends on facts", "depends on the reading",
    "undetermined", "not encoded"};

// ---- examples -----------------------------------------------------------------------------------

// "under FRA, NLD" or "under sovereignty: only a principle"
bool read_under(Reader& reader, Span rest, Expectation& expectation) {
  if (!find_outside(reader.view(rest), ':')) {
    expectation.under_parties = reader.list(rest, "the code of a party");
    return !expectation.under_parties.empty();
  }
  const auto name = reader.before_colon(rest, "the reading's name");
  expectation.under_reading = reader.words(*name, "the reading's name");
  if (!expectation.under_reading) return false;
  expectation.under_option = reader.words(rest, "the option of the reading");
  return expectation.under_option.has_value();
}

bool read_answer(Reader& reader, Span rest, Expectation& expectation) {
  for (const std::string_view answer : kAnswers) {
    const Span whole = rest;
    if (!reader.take(rest, answer)) continue;
    const auto size = static_cast<std::uint32_t>(rest.begin - whole.begin);
    expectation.answer = {std::string(answer),
                          trim(reader.source(), {whole.begin, whole.begin + size})};
    if (reader.take(rest, "under")) return read_under(reader, rest, expectation);
    return reader.nothing_left(rest);
  }
  const std::string near = reader.nearest(reader.view(rest), kAnswers);
  reader.error(rest, "unknown-answer", "`" + std::string(reader.view(rest)) + "` is no answer",
               near.empty()
                   ? "answers are `established`, `excluded`, `not established`, `depends on "
                     "facts`, `depends on the reading`, `undetermined`, `not encoded`"
                   : near);
  return false;
}

std::optional<Expectation> read_expectation(Reader& reader, Clause clause) {
  Expectation expectation;
  expectation.span = clause.rest;
  take_notes(reader, clause.rest, NotePlace::nowhere);
  const auto words = reader.before_colon(clause.rest, "the sentence that is expected");
  if (!words) return std::nullopt;
  auto sentence = reader.sentence(*words);
  if (!sentence || !read_answer(reader, clause.rest, expectation)) return std::nullopt;
  expectation.sentence = std::move(*sentence);
  return expectation;
}

class ExampleReader {
 public:
  ExampleReader(Reader& reader, Example& example) : reader_(reader), example_(example) {}

  void read(Clause clause) {
    const Span body = clause.rest;
    if (read_step(reader_, clause, example_.steps)) return;
    if (reader_.take(clause.rest, "place")) {
      if (auto place = place_item(reader_, clause)) example_.places.push_back(std::move(*place));
      return;
    }
    reader_.no_children(clause.line);
    if (reader_.take(clause.rest, "with")) {
      for (Name& name : read_names(reader_, clause.rest)) example_.names.push_back(std::move(name));
    } else if (reader_.take(clause.rest, "given")) {
      given(Given::Kind::given, clause);
    } else if (reader_.take(clause.rest, "unknown")) {
      given(Given::Kind::unknown, clause);
    } else if (reader_.take(clause.rest, "viewed on")) {
      if (first_of_its_kind(reader_, seen_, "viewed on", body)) {
        example_.viewed_on = reader_.date(clause.rest);
      }
    } else if (reader_.take(clause.rest, "expect")) {
      if (auto expected = read_expectation(reader_, clause)) {
        example_.expectations.push_back(std::move(*expected));
      }
    } else {
      reader_.unknown_clause(clause, kExampleClauses, "an example");
    }
  }

 private:
  void given(Given::Kind kind, const Clause& clause) {
    auto read = noted_sentence(reader_, clause.rest, NotePlace::given);
    if (!read) return;
    example_.givens.push_back({.kind = kind,
                               .sentence = std::move(read->sentence),
                               .notes = std::move(read->notes),
                               .span = clause.rest});
  }

  Reader& reader_;
  Example& example_;
  std::vector<std::string> seen_;
};

// ---- cases --------------------------------------------------------------------------------------

class CaseReader {
 public:
  CaseReader(Reader& reader, CaseHeader& header) : reader_(reader), header_(header) {}

  void read(Clause clause) {
    reader_.no_children(clause.line);
    const Span body = clause.rest;
    for (const std::string_view key : kCaseClauses) {
      if (!reader_.take(clause.rest, key)) continue;
      if (first_of_its_kind(reader_, seen_, std::string(key), body)) set(key, clause.rest);
      return;
    }
    reader_.unknown_clause(clause, kCaseClauses, "a case");
  }

 private:
  void set(std::string_view key, Span value) {
    if (value.empty()) {
      reader_.error(value, "missing-value", "`" + std::string(key) + "` says nothing here");
    } else if (key == "opened:") {
      header_.opened = reader_.date(value);
    } else if (key == "happened:") {
      header_.happened = reader_.date(value);
    } else if (key == "claimant:") {
      header_.claimant = reader_.text(value);
    } else {
      header_.respondent = reader_.text(value);
    }
  }

  Reader& reader_;
  CaseHeader& header_;
  std::vector<std::string> seen_;
};

// ---- facts --------------------------------------------------------------------------------------

struct AccountWord {
  std::string_view word;
  Account::Kind kind;
  bool by_somebody;
};

constexpr std::array<AccountWord, 8> kAccounts{{
    {"asserted by", Account::Kind::asserted, true},
    {"denied by", Account::Kind::denied, true},
    {"agreed by", Account::Kind::agreed, true},
    {"found by", Account::Kind::found, true},
    {"withheld by", Account::Kind::withheld, true},
    {"unknown", Account::Kind::unknown, false},
    {"not asked", Account::Kind::not_asked, false},
    {"not applicable", Account::Kind::not_applicable, false},
}};

void read_account(Reader& reader, const AccountWord& word, Clause clause, Fact& fact) {
  Account account;
  account.kind = word.kind;
  account.span = reader.line(clause.line).body;
  account.notes = take_notes(reader, clause.rest, NotePlace::account);
  if (word.by_somebody) {
    account.by = reader.list(clause.rest, "who gives this account");
    if (account.by.empty()) return;
  } else if (!reader.nothing_left(clause.rest)) {
    return;
  }
  fact.accounts.push_back(std::move(account));
}

void read_fact_clause(Reader& reader, Clause clause, Fact& fact) {
  reader.no_children(clause.line);
  for (const AccountWord& word : kAccounts) {
    if (reader.take(clause.rest, word.word)) return read_account(reader, word, clause, fact);
  }
  if (!reader.take(clause.rest, "on")) return reader.unknown_clause(clause, kFactClauses, "a fact");
  if (fact.on) {
    return reader.error(clause.rest, "duplicate-key", "`on` stands here a second time");
  }
  fact.on = reader.date(clause.rest);
}

}  // namespace

void read_example(Reader& reader, Clause clause, Items& items) {
  Example example;
  example.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto title = reader.quotation(clause.rest, "the title of an example");
  if (title && reader.nothing_left(clause.rest)) example.title = *title;
  ExampleReader lines(reader, example);
  for (const Clause& child : reader.children(clause.line)) lines.read(child);
  reader.require(!example.expectations.empty() || !example.steps.empty(), clause.line, before,
                 "a line with `expect`");
  if (title) items.emplace_back(std::move(example));
}

void read_case(Reader& reader, Clause clause, Items& items) {
  CaseHeader header;
  header.span = reader.line(clause.line).body;
  const auto title = reader.quotation(clause.rest, "the title of a case");
  if (title && reader.nothing_left(clause.rest)) header.title = *title;
  CaseReader lines(reader, header);
  for (const Clause& child : reader.children(clause.line)) lines.read(child);
  if (title) items.emplace_back(std::move(header));
}

void read_exhibit(Reader& reader, Clause clause, Items& items) {
  Exhibit exhibit;
  exhibit.span = reader.line(clause.line).body;
  reader.no_children(clause.line);
  const auto id = reader.before_colon(clause.rest, "the exhibit's id");
  const auto read = id ? reader.identifier(*id, "the exhibit's id") : std::nullopt;
  if (!read) return;
  exhibit.id = *read;
  const auto title = reader.quotation(clause.rest, "the title of an exhibit");
  if (!title) return;
  exhibit.title = *title;
  exhibit.notes = take_notes(reader, clause.rest, NotePlace::exhibit);
  if (reader.nothing_left(clause.rest)) items.emplace_back(std::move(exhibit));
}

void read_fact(Reader& reader, Clause clause, Items& items) {
  Fact fact;
  fact.span = reader.line(clause.line).body;
  const auto id = reader.before_colon(clause.rest, "the fact's id");
  const auto read = id ? reader.identifier(*id, "the fact's id") : std::nullopt;
  if (!read) return;
  fact.id = *read;
  take_notes(reader, clause.rest, NotePlace::nowhere);
  auto sentence = reader.sentence(clause.rest);
  for (const Clause& child : reader.children(clause.line)) read_fact_clause(reader, child, fact);
  if (!sentence) return;
  fact.sentence = std::move(*sentence);
  items.emplace_back(std::move(fact));
}

}  // namespace comity::language
