// Register law, compiled: who can make which entry, what is owed until when, what state a thing is
// in, what a count comes to, who may read. It speaks of entries, never of the world, so every
// sentence is true or false at any moment (DESIGN.md section 3). matter.h runs it.
//
// As in reason/program.h there is no wording here. Predicates and kinds have the numbers that the
// language gave them; everything else is numbered by its place in the Program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "procedure/calendar.h"

namespace comity::procedure {

using KindId = uint32_t;
using PredicateId = uint32_t;
using VariableId = uint32_t;
using FieldId = uint32_t;
using ActId = uint32_t;
using RuleId = uint32_t;
using StatusId = uint32_t;
using DutyId = uint32_t;

// A value is small and plain; texts, lists and quoted sentences are kept by the Symbols of a
// matter.
struct Value {
  enum class Type : uint8_t {
    nothing,
    individual,
    word,
    text,
    instant,
    number,
    period,
    list,
    quote
  };
  Type type = Type::nothing;
  int64_t data = 0;  // an individual, a place in a table, seconds, or millionths

  bool empty() const { return type == Type::nothing; }
  friend bool operator==(const Value&, const Value&) = default;
  friend auto operator<=>(const Value&, const Value&) = default;
};

constexpr int64_t kNumberScale = 1'000'000;  // numbers are decimal with six places
inline Value number(int64_t whole) { return {Value::Type::number, whole * kNumberScale}; }
inline Value instant(Instant at) {
  return {Value::Type::instant, at.seconds().time_since_epoch().count()};
}
inline Instant as_instant(Value value) {
  return Instant(std::chrono::sys_seconds(std::chrono::seconds(value.data)));
}

// A sentence about named things.
struct Fact {
  PredicateId predicate = 0;
  std::vector<Value> places;
};

// What stands for a value in a clause.
struct Expr {
  enum class Kind : uint8_t {
    variable,
    constant,
    field,   // the F of parts[0], or of parts[0] and parts[1]
    signer,  // of the entry that is being judged
    plus,    // parts[0], a time, and a period
    minus,
    fraction,  // numerator/denominator of parts[0], a number
    nth_time,  // begin of the period.count-th day (…) after parts[0], where parts[1] is, if given
    quote,     // that [sentence]; the sentence's places are the parts
  } kind = Kind::constant;
  Value value;
  uint32_t index = 0;  // VariableId, FieldId; of a quote 2 * PredicateId, + 1 for the opposite
  std::vector<Expr> parts;
  Period period;
  int64_t numerator = 1, denominator = 1;
};

enum class When : uint8_t { any, before, after, at, since, until, within };
enum class Compare : uint8_t { same, at_least, at_most, more, less, one_of };

// One premise. Goals of a list are met in the order in which they stand.
struct Goal {
  enum class Kind : uint8_t {
    sentence,  // predicate, parts of `sides` are its places
    compare,   // sides[0] against sides[1], or one of the others
    given,     // every one of `sides` has a value
    passed,    // the time sides[0] has come
    any,       // of the parts
    all,
    none,
    for_every,  // parts[0] implies parts[1], whatever stands for `variable`
  } kind = Kind::sentence;
  bool negated = false;
  PredicateId predicate = 0;
  std::vector<Expr> sides;
  When when = When::any;
  std::vector<Expr> moment;  // none or one
  Period within;
  Compare compare = Compare::same;
  std::vector<Goal> parts;
  std::vector<VariableId> own;  // of a negated part: the variables that are free in it alone
  uint32_t text = 0;            // premise texts of the language
};

// What a clause binds: its holes, in order of first use.
struct Clause {
  std::vector<KindId> variables;
  std::vector<Goal> premises;
  std::vector<Goal> exceptions;  // any of them stops it
  DateRange in_force;
};

struct Head {
  PredicateId predicate = 0;
  bool negated = false;
  std::vector<Expr> places;
};

struct Rule {
  Head head;
  Clause body;
  std::vector<RuleId> wins_over;
};

enum class FieldType : uint8_t { text, number, time, period, yes_or_no, word, individual, list };

// What `the F of T` means, by F and the kind of T.
struct Field {
  enum class Source : uint8_t {
    record,     // carried by the entry that recorded T
    time,       // when T was recorded, or the date that T was declared with
    status,     // Program::statuses[index]
    figure,     // Program::figures[index]
    table,      // Program::tables[index]
    algorithm,  // Program::algorithms[index]
  } source = Source::record;
  std::string name;
  std::vector<KindId> of;
  uint32_t index = 0;
  FieldType type = FieldType::text;
  std::optional<KindId> kind;  // of an individual, or of what a list holds
  std::vector<Value> words;    // what a word field may be
  bool sealed = false;         // to its readers: a norm may ask whether it is given, no more
  bool is_public = false;
  std::optional<Period> erasable_after;
};

// A power: an entry that no act allows is refused. The sentence's first place makes the entry.
struct Act {
  std::string id;
  Head done;  // what is so once the entry is in
  Clause body;
  std::optional<VariableId> records;  // the thing that the entry brings into the register
  std::vector<FieldId> fields;        // of that thing
  std::vector<bool> required;         // beside fields
  std::vector<Head> asserts;          // what else is so
  std::vector<DutyId> then;
};

// Somebody owes something: one instance for each match of the body, or for each entry of an act.
struct Duty {
  std::string id;
  Head owed;
  bool forbidden = false;  // must not, as long as the body holds
  Clause body;
  std::optional<ActId> act;       // opened by its entries
  std::optional<size_t> trigger;  // the premise whose event opens it
  std::vector<Expr> length;       // none or one: a period
  std::vector<Expr> from;         // none or one: a time; else that of the entry
  uint32_t calendar = 0;
  std::vector<Goal> stops;
  struct Extension {
    int times = 1;
    Period by;
    Goal on;
  };
  std::optional<Extension> extension;
  std::vector<Goal> done_when;
  std::optional<Head> if_breached;
};

struct Status {
  FieldId field = 0;
  std::vector<Value> values;
  uint32_t starts = 0;          // of values
  std::vector<Goal> starts_on;  // none or one; without one it has always begun
  struct Transition {
    uint32_t from = 0, to = 0;
    bool from_any = false;
    enum class Cause : uint8_t { on, when, after } cause = Cause::on;
    Goal goal;                     // on, when
    Expr length;                   // after
    std::vector<Goal> conditions;  // and only if
  };
  std::vector<Transition> transitions;
  Clause scope;  // variable 0 is whose status it is
  uint32_t calendar = 0;
};

struct Figure {
  enum class Kind : uint8_t { count, sum, earliest, latest, nth } kind = Kind::count;
  Clause scope;              // variable 0 is what it is a figure of
  VariableId each = 0;       // count, sum, earliest, latest
  std::vector<Expr> summed;  // sum: none or one
  Goal of;                   // what each has to meet; for nth the event
  int64_t n = 0;
};

struct Table {
  Clause scope;
  Expr by;
  std::vector<std::pair<Value, Value>> rows;
};

// A total, deterministic function that norms call by name; its version is part of the name.
struct Algorithm {
  std::string name;
};

struct CalendarRule {
  Calendar calendar;
  std::optional<VariableId> of;  // of the duty or status: whose clock and holidays; else `place`
  uint32_t place = 0;            // of Program::places
};

struct PlaceRule {
  std::optional<Value> individual;  // none: the zone of a calendar that names one
  Place place;
};

struct Program {
  std::vector<std::optional<KindId>> parents;  // by KindId
  std::vector<bool> dated;                     // by KindId
  std::vector<std::vector<KindId>> predicates;
  std::vector<Rule> rules;
  std::vector<Act> acts;
  std::vector<Duty> duties;
  std::vector<Status> statuses;
  std::vector<Figure> figures;
  std::vector<Table> tables;
  std::vector<Algorithm> algorithms;
  std::vector<Field> fields;
  std::vector<CalendarRule> calendars;  // the first is the platform's: UTC, days as they come
  std::vector<PlaceRule> places;
  std::vector<std::string> words;  // by Value::data of a word
  std::vector<Period> periods;     // by Value::data of a period
  struct Name {
    std::string name;
    KindId kind = 0;
    std::optional<Date> date;
  };
  std::vector<Name> names;  // the individuals that every matter knows

  bool is_a(KindId kind, KindId ancestor) const {
    for (std::optional<KindId> k = kind; k; k = parents[*k]) {
      if (*k == ancestor) return true;
    }
    return false;
  }
};

}  // namespace comity::procedure
