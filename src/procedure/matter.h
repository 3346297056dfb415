// A matter: the entries of one case, consultation, embargo or vote, and everything that follows
// from them under register law. What follows is a pure function of the program, the entries and a
// moment; nothing is stored but the entries, and what is remembered between questions (the value of
// a status so far, the duties that are settled) only saves time.
//
// An entry is judged on what stood before it, at the time at which it was recorded. Of an entry and
// a period that end at the same instant the entry comes first, so that one recorded at the last
// instant is in time.
//
// Not for use by two threads at once. References into the program are kept: it must outlive this.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "procedure/program.h"

namespace comity::procedure {

struct Entry {
  Fact said;
  std::vector<std::pair<FieldId, Value>> fields;  // of the thing that it records
  Value author;                                   // none: whoever fills the first place
  Value signer;                                   // the person whose key it was, if known
  Instant recorded;
};

// Why an entry was not taken.
struct Refusal {
  enum class Why : uint8_t {
    out_of_order,     // recorded before the last entry
    no_such_act,      // no act makes this sentence
    other_author,     // made by another than the sentence's first place
    recorded_before,  // the thing that it would record is in the register already
    field_missing,
    field_unknown,  // not carried by this act
    bad_value,      // no value of this field
    not_allowed,    // a premise of the act is not met
  } why = Why::not_allowed;
  ActId act = 0;
  FieldId field = 0;
  const Goal* unmet = nullptr;  // not_allowed: the first premise that is not met, or an exception
};

// What is seen: the first `entries` of the matter, at `now`, before or after the periods that end
// at that instant.
struct View {
  uint32_t entries = 0;
  Instant now;
  bool timers = true;

  bool passed(Instant at) const { return timers ? at <= now : at < now; }
};

struct DutyInstance {
  enum class State : uint8_t {
    pending,  // owed, until `due` if it is set
    stopped,  // its clock stands still
    met,
    met_late,   // after it was due
    missed,     // due, and not done
    forbidden,  // must not, now
    breached,   // done though forbidden
    uncounted,  // the calendar cannot say when it is due; `problem` says why
  };
  DutyId duty = 0;
  std::vector<Value> bound;  // by variable of the duty's clause, or of its act's
  Instant opened;
  std::optional<Instant> due;
  std::optional<Instant> done;
  State state = State::pending;
  std::string problem;
  friend bool operator==(const DutyInstance&, const DutyInstance&) = default;
};

class Matter {
 public:
  explicit Matter(const Program& program);
  ~Matter();
  Matter(Matter&&) noexcept;
  Matter& operator=(Matter&&) = delete;

  // ---- values -----------------------------------------------------------------------------------

  // The individual of that name, made with `kind` where there is none yet. Nothing where the name
  // belongs to something of another kind.
  std::optional<Value> individual(std::string_view name, KindId kind,
                                  std::optional<Instant> time = std::nullopt);
  std::optional<Value> find(std::string_view name) const;
  Value text(std::string_view text);
  Value list(std::vector<Value> members);
  Value quote(PredicateId predicate, bool negated, std::vector<Value> places);
  std::string name(Value value) const;  // as a reader would write it
  KindId kind(Value individual) const;
  std::vector<Value> individuals(
      KindId kind) const;  // of that kind, in the order in which they came

  // The clock and the holidays of an individual; without them a calendar that asks for its days off
  // cannot count.
  void set_place(Value individual, Place place);

  // ---- entries ----------------------------------------------------------------------------------

  // What another matter settled and this one reads (credentials, treaty status): so from `time` on.
  void note(const Fact& fact, Instant time);
  // Judges the entry and takes it. O(what the act's premises look at).
  tl::expected<uint32_t, Refusal> submit(Entry entry);
  // The judgment alone: none where the entry would be taken.
  std::optional<Refusal> refusal(const Entry& entry) const;

  uint32_t size() const;  // entries and notes
  // The act by which an entry was taken; none for what was noted.
  std::optional<ActId> made_by(uint32_t entry) const;
  Instant last() const;  // when the last one was recorded; the epoch where there is none

  // All entries that were recorded until `now`, and the periods that have ended by then.
  View at(Instant now) const;

  // ---- questions --------------------------------------------------------------------------------

  bool holds(const Fact& fact, View view) const;
  // Whether the premises can be met; `bound` gives values to the first variables of the clause.
  bool meets(const Clause& clause, const std::vector<Value>& bound, View view) const;
  // Every way to meet them, by variable, sorted; nothing where a variable is left open.
  std::vector<std::vector<Value>> fillings(const Clause& clause, View view) const;
  // Every way to fill the open places (nothing) of the sentence, sorted.
  std::vector<std::vector<Value>> all(const Fact& open, View view) const;
  // The F of T.
  Value field(FieldId field, const std::vector<Value>& of, View view) const;
  // The steps (Status::transitions) that brought a status to where it stands, in their order.
  std::vector<uint32_t> steps(StatusId status, Value of, View view) const;
  // Those that somebody still has to think of, or all, settled ones too.
  enum class Which : uint8_t { open, all };
  std::vector<DutyInstance> duties(View view, Which which = Which::open) const;
  // Those that owe just this, whatever became of them.
  std::vector<DutyInstance> duties(View view, const Fact& owed) const;

  // The next instant at which a status, a duty or a concluded sentence changes though nobody makes
  // an entry; none where nothing will. Before it every answer stays as it is.
  std::optional<Instant> next_change(View view) const;

  struct State;  // matter_state.h, for the files of this room

 private:
  std::unique_ptr<State> state_;
};

}  // namespace comity::procedure
