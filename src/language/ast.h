// The syntax tree of a norm file or a case file: what was written, where, and nothing decided.
//
// Two stages make it. layout.h turns text into a lossless tree of lines (Markdown sections,
// fenced blocks, indented clauses, comments kept). parser.h reads each top-level clause of a
// block by its keyword into one Item. A clause that cannot be read gives a diagnostic and is
// left out; its neighbours are still read.
//
// A sentence stays a list of words and holes here: which template it is, is a matter of all the
// files together and is settled by the checker (check.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"
#include "language/ast_procedure.h"
#include "language/ast_translation.h"

namespace comity::language {

// ---- items -----------------------------------------------------------------------------------

struct Kind {  // "kinds Party, State is a Party, Act (dated)": one per kind
  Text name;
  std::optional<Text> parent;
  bool dated = false;
  Span span;
};

struct Scale {
  Text name;
  std::vector<Text> grades;  // weakest first
  Span span;
};

struct Name {  // "name Aldoria, Brenland: State", "name the operation: Act on 2031-03-02"
  std::vector<Text> names;
  Text kind;
  std::optional<Date> on;
  std::vector<std::pair<Text, WrittenForms>> translated;  // by language
  Span span;
};

struct SentenceForm {  // "not:", "ask:", "must:" …
  Text key;            // as written, without the colon
  Sentence sentence;   // for "ask" the tokens of the question, without its question mark
  Span span;
};

struct SentenceDeclaration {
  Sentence sentence;
  std::vector<SentenceForm> forms;
  std::vector<std::pair<Text, TranslatedForm>> translations;  // "French:", "French not:"
  std::optional<Text> layer;
  std::optional<Text> weight_at_least;
  bool propagating = false;
  bool closed = false;
  bool in_register = false;
  Span span;
};

struct ReadingOption {
  Text name;
  bool not_encoded = false;
};

struct Reading {
  Text name;
  Text question;  // without the quotation marks
  std::vector<ReadingOption> options;
  Span span;
};

struct Position {
  Text party;   // "FRA"
  Text option;  // an option of the reading, or "left open"
  Notes notes;
  Span span;
};

struct Positions {
  Text reading;
  std::vector<Position> positions;
  Span span;
};

struct PartyName {
  Text code;
  Text name;
};

struct Parties {
  std::vector<PartyName> parties;
  Span span;
};

// "group EU: European Union (in force from 2020-02-01)", and the codes of its members below.
struct Group {
  bool regional = false;  // "regional group": by these, States are shown together
  Text code;
  Text name;
  Notes notes;
  std::vector<Text> members;
  Span span;
};

struct ListEntry {
  std::vector<Text> words;  // several where they mean the same
  std::optional<Text> value;
  Notes notes;  // citations
  Span span;
};

struct List {  // "list standards of proof": words in an order of their own
  Text name;
  std::vector<ListEntry> entries;
  Span span;
};

struct Rule {
  Text id;
  bool access = false;  // who may read
  enum class Strength { defeasible, strict, only_blocks } strength = Strength::defeasible;
  std::vector<Text> despite;     // ids this rule wins over
  std::vector<Text> subject_to;  // ids this rule loses to
  Sentence head;
  Notes notes;
  std::vector<Premise> premises;
  std::vector<Premise> exceptions;  // one per "unless"
  Span span;
};

struct Never {
  Sentence conclusion;
  std::vector<Sentence> from;
  Text because;
  Span span;
};

struct NotEncoded {
  Text passage;              // without the quotation marks
  std::optional<Text> rule;  // "in A11"
  Text reason;
  Span span;
};

struct Question {
  Text name;
  Sentence sentence;
  Text asks;
  std::vector<std::vector<Premise>> raised_when;  // any of these conjunctions
  std::optional<Text> answers_for;                // a hole of the sentence, without brackets
  Span span;
};

struct Given {
  enum class Kind { given, unknown } kind = Kind::given;
  Sentence sentence;
  Notes notes;
  Span span;
};

struct Expectation {
  Sentence sentence;
  Text answer;                        // "established", "depends on the reading" …
  std::vector<Text> under_parties;    // "under FRA, NLD"
  std::optional<Text> under_reading;  // "under sovereignty: only a principle"
  std::optional<Text> under_option;
  Span span;
};

struct Example {
  Text title;
  std::vector<Name> names;
  std::vector<Given> givens;
  std::optional<Date> viewed_on;
  std::vector<Expectation> expectations;
  std::vector<PlaceItem> places;
  std::vector<Step> steps;  // of an example of register law, in their order
  Span span;
};

struct CaseHeader {
  Text title;
  std::optional<Date> opened;
  std::optional<Date> happened;
  std::optional<Text> claimant;
  std::optional<Text> respondent;
  Span span;
};

struct Exhibit {
  Text id;
  Text title;
  Notes notes;
  Span span;
};

struct Account {
  enum class Kind {
    asserted,
    denied,
    agreed,
    found,
    withheld,
    unknown,
    not_asked,
    not_applicable,
  } kind = Kind::asserted;
  std::vector<Text> by;  // none for unknown, not asked, not applicable
  Notes notes;
  Span span;
};

struct Fact {
  Text id;
  Sentence sentence;
  std::vector<Account> accounts;
  std::optional<Date> on;
  Span span;
};

using Item = std::variant<Kind, Scale, Name, SentenceDeclaration, Reading, Positions, Parties,
                          Group, List, Rule, Never, NotEncoded, Question, Example, CaseHeader,
                          Exhibit, Fact, ActItem, DutyItem, StatusItem, FigureItem, TableItem,
                          AlgorithmItem, CalendarItem, PlaceItem, LanguageItem, Translations>;

// ---- documents -------------------------------------------------------------------------------

// What a heading's key list says; unset keys are inherited from the enclosing section.
struct SectionKeys {
  std::optional<Text> source;
  std::optional<Text> weight;
  std::optional<Date> text_of;
  std::optional<Date> in_force_from;
  std::optional<Date> in_force_until;
  std::optional<Date> applies_from;
  std::optional<Date> applies_until;
  std::optional<bool> confirmed;
  std::optional<Text> rank;
};

struct Section {
  Text heading;                  // empty for what stands before the first heading
  unsigned level = 0;            // 1 for "#"; 0 before the first heading
  SectionKeys keys;              // with everything inherited filled in
  std::string prose;             // the paraphrase or narrative, Markdown, as written
  std::vector<Item> items;       // of this section's own blocks
  std::optional<size_t> parent;  // index of the enclosing section
};

struct Document {
  std::shared_ptr<const SourceFile> source;
  std::vector<Section> sections;
};

}  // namespace comity::language
