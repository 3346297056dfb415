// The items of register law: who can make which entry, what is then owed, what state a thing is in,
// what is counted, by which calendar. Part of the syntax tree (ast.h).
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/date.h"
#include "language/ast_basic.h"

namespace comity::language {

struct FieldDeclaration {  // "body: text, sealed to <Other State>, erasable after 5 years"
  Text name;
  Text type;
  std::vector<Text> marks;
  Span span;
};

struct Records {  // "records <Message>", and the fields under it
  Token thing;
  std::vector<FieldDeclaration> fields;
};

struct Extension {  // "extends once by 2 months on <Reviewer> recorded why ..."
  int times = 1;
  Text by;
  Sentence on;
};

// "<State> must answer <Message> within 5 working days of <Filing Time>", and the lines under it.
struct Owed {
  Sentence sentence;
  Notes notes;
  std::optional<Sentence> within;
  std::vector<Premise> stops;
  std::optional<Extension> extension;
  std::vector<Premise> done_when;
  std::optional<Sentence> if_breached;
  Span span;
};

struct ActItem {
  Text id;
  Sentence head;
  Notes notes;
  std::optional<Records> records;
  std::vector<Premise> premises;
  std::vector<Premise> exceptions;
  std::vector<Sentence> asserts;
  std::vector<Owed> then;
  Span span;
};

struct DutyItem {
  Text id;
  Owed owed;
  std::vector<Premise> premises;
  std::vector<Premise> exceptions;
  Span span;
};

// "the ladder of <Message>": a field and what it is a field of.
struct FieldHead {
  Text field;
  std::vector<Token> of;
};

struct Transition {
  std::vector<std::pair<Text, Text>> steps;
  enum class Cause : uint8_t { on, when, after } cause = Cause::on;
  Sentence sentence;  // on, after
  std::optional<Premise> when;
  std::vector<Premise> conditions;  // "if" and "and" under it
  Span span;
};

struct StatusItem {
  FieldHead head;
  Notes notes;
  std::vector<Text> values;
  Text starts;
  std::optional<Sentence> starts_on;
  std::vector<Transition> transitions;
  Span span;
};

struct FigureItem {
  enum class Kind : uint8_t { count, sum, earliest, latest, nth } kind = Kind::count;
  FieldHead head;
  Notes notes;
  Sentence summed;  // "the amount of each <Pledge>", for sum: the words before `such that`
  Token each;
  std::optional<Premise> such_that;
  Text nth;  // "40th"
  Sentence event;
  Span span;
};

struct TableItem {
  FieldHead head;
  Notes notes;
  Sentence by;
  std::vector<std::pair<Text, Text>>
      rows;  // "flash 15 minutes", parted by the checker: .second empty
  Span span;
};

struct AlgorithmItem {
  FieldHead head;
  Text type;
  Text name;
  Span span;
};

struct CalendarItem {
  Text name;
  std::vector<std::pair<Text, Text>> settings;
  Span span;
};

struct PlaceItem {  // "place Aldoria: Europe/Berlin", "holidays of 2031: 2031-01-01, ..."
  Text name;
  Text zone;
  struct Holidays {
    Text year;
    std::vector<Text> days;
  };
  std::vector<Holidays> holidays;
  Span span;
};

// One line of an example of register law.
struct Step {
  enum class Kind : uint8_t { given, entry, refused, check, next_change } kind = Kind::given;
  Text time;                       // as written; empty: from the beginning
  std::optional<Text> number;      // "39" of "39 different <State> ..."
  Sentence sentence;               // given, entry, refused
  std::optional<Premise> premise;  // check
  Text outcome;                    // "yes", "no", "due 2031-03-02 10:00 UTC"; of next_change a time
  std::vector<std::pair<Text, Text>> fields;
  std::optional<Text> signer;
  Span span;
};

}  // namespace comity::language
