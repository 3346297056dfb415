// What a matter remembers. Private to the room.
#pragma once

#include "procedure/matter.h"

namespace comity::procedure {

struct ValueHash {
  size_t operator()(const Value& value) const {
    uint64_t x =
        static_cast<uint64_t>(value.data) * 0x9E3779B97F4A7C15U + static_cast<uint64_t>(value.type);
    x ^= x >> 32U;
    return static_cast<size_t>(x * 0xD6E8FEB86659FD93U);
  }
};

// When something happened: by the clock, and among the entries.
struct Moment {
  Instant at;
  std::optional<uint32_t> entry;
};

// The facts of one predicate in the order in which they came, with an index for each place.
class Facts {
 public:
  explicit Facts(size_t places) : places_(places), index_(places) {}

  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  Value place(uint32_t row, size_t i) const { return cells_[row * places_ + i]; }
  uint32_t entry(uint32_t row) const { return entries_[row]; }
  Instant time(uint32_t row) const { return times_[row]; }
  const std::vector<uint32_t>& entries() const { return entries_; }

  void add(const std::vector<Value>& places, Instant time, uint32_t entry);
  // The rows with that value at that place, in order.
  const std::vector<uint32_t>& with(size_t place, Value value) const;

 private:
  size_t places_;
  std::vector<Value> cells_;
  std::vector<uint32_t> entries_;
  std::vector<Instant> times_;
  std::vector<std::unordered_map<Value, std::vector<uint32_t>, ValueHash>> index_;
};

struct Individual {
  std::string name;
  KindId kind = 0;
  std::optional<Instant> time;
  std::optional<uint32_t> recorded_by;
  std::optional<uint32_t> place;  // of State::places
};

struct Quote {
  PredicateId predicate = 0;
  bool negated = false;
  std::vector<Value> places;
  friend auto operator<=>(const Quote&, const Quote&) = default;
};

// Where one status stood after the entries that were looked at.
struct StatusLife {
  std::optional<uint32_t> value;  // none: it has not begun
  uint32_t seen = 0;              // entries before this one were looked at
  std::optional<Instant> due;     // of the `after` transition that is running
  uint32_t due_transition = 0;
  std::optional<Instant> look;  // when a `when` may come true by itself
  bool busy = false;            // a condition asks for the value that is being settled
};

// The predicates that a status, a duty or a rule looks at, directly or through others, and whether
// it looks at the clock.
struct Reads {
  std::vector<bool> predicates;
  bool clock = false;
  std::vector<Instant> force;  // when a rule among them comes into force or goes out of it
};

struct Matter::State {
  explicit State(const Program& p);

  const Program& program;
  std::vector<Individual> individuals;
  std::map<std::string, int64_t, std::less<>> by_name;
  std::map<KindId, std::vector<Value>> by_kind;  // of that kind or one below it
  std::vector<std::string> texts;
  std::map<std::string, int64_t, std::less<>> by_text;
  std::vector<std::vector<Value>> lists;
  std::vector<Quote> quotes;
  std::map<Quote, int64_t> by_quote;
  std::vector<Place> places;

  std::vector<Facts> facts;                             // by PredicateId
  std::vector<Instant> recorded;                        // by entry
  std::vector<std::optional<ActId>> made_by;            // by entry; a note has none
  std::map<std::pair<int64_t, FieldId>, Value> fields;  // by individual

  // From the program.
  std::vector<std::vector<RuleId>> rules_for;     // by 2 * predicate + negated
  std::vector<std::vector<ActId>> acts_for;       // by predicate
  std::vector<std::vector<DutyId>> breaches_for;  // by predicate
  std::vector<Reads> status_reads;                // by StatusId
  std::vector<Reads> rule_reads;                  // by RuleId
  std::vector<Reads> stop_reads;                  // by DutyId

  // Remembered between questions; what an entry adds comes after all of it.
  mutable std::map<std::pair<StatusId, Value>, StatusLife> lives;
  mutable std::vector<std::map<uint32_t, std::vector<DutyInstance>>> settled;  // by DutyId, by row

  View all_at(Instant now) const;
  const Place& place_of(const CalendarRule& calendar, const std::vector<Value>& bound) const;
};

}  // namespace comity::procedure
