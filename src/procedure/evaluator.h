// Looks for ways to meet premises at one view of a matter. Private to the room.
//
// A search binds variables, calls its continuation for each way to meet the goals, and takes the
// bindings back. It also notes the next instant at which a comparison with the clock that it made
// would come out otherwise: until then the result cannot change by itself.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "procedure/function_ref.h"
#include "procedure/matter_state.h"

namespace comity::procedure {

using Bindings = std::vector<Value>;  // by variable; nothing: open
using Then = FunctionRef<bool()>;     // true: stop searching

class Evaluator {
 public:
  Evaluator(const Matter::State& matter, View view) : m_(matter), p_(matter.program), view_(view) {}

  const View& view() const { return view_; }
  std::optional<Instant> horizon() const { return horizon_; }

  // The kinds of the variables of what is solved next, where that is no whole clause.
  void within(const std::vector<KindId>& kinds) { kinds_ = &kinds; }

  // The entry that is being judged: its signer, and the thing that it would record.
  void judge(const Entry& entry, std::optional<Value> thing) {
    judged_ = &entry;
    thing_ = thing;
  }

  // True where a continuation stopped the search.
  bool solve(const std::vector<Goal>& goals, Bindings& bound, Then then) {
    return solve_from(goals, 0, bound, then);
  }
  bool solve(const Goal& goal, Bindings& bound, Then then);
  // Premises, validity in time and exceptions.
  bool solve(const Clause& clause, Bindings& bound, Then then);
  bool meets(const Clause& clause, Bindings& bound);
  bool meets(const std::vector<Goal>& goals, Bindings& bound);

  // The first premise that nothing meets, or the exception that is met.
  const Goal* unmet(const Clause& clause, Bindings& bound);

  // Every row or conclusion that fits `open`, whose empty places are filled for the continuation.
  bool sentence(PredicateId predicate, std::vector<Value>& open, Then then);
  bool holds(PredicateId predicate, std::vector<Value> places);

  // As a sentence goal, but only the rows of one entry count.
  bool happened(const Goal& goal, uint32_t entry, Bindings& bound, Then then);

  Value value(const Expr& expr, const Bindings& bound);
  Value field(FieldId field, const std::vector<Value>& of);
  std::optional<Instant> time(const Expr& expr, const Bindings& bound);

  // When what was matched last happened: the latest of the rows behind the present continuation.
  const std::optional<Moment>& matched() const { return matched_; }

  // Whether `at` has come; else the horizon is not later than it.
  bool passed(Instant at);

 private:
  bool solve_from(const std::vector<Goal>& goals, size_t i, Bindings& bound, Then then);
  bool sentence_goal(const Goal& goal, Bindings& bound, Then then);
  bool rows(PredicateId predicate, const std::vector<Value>& open,
            FunctionRef<bool(uint32_t)> each);
  bool in_order_of_entries(const Goal& goal) const;
  bool match_row(const Goal& goal, uint32_t row, Bindings& bound, Then then);
  bool concluded(PredicateId predicate, std::vector<Value>& open, Then then);
  bool conclude(const Rule& rule, std::vector<Value>& open, std::set<std::vector<Value>>& seen,
                Then then);
  bool outweighed(PredicateId predicate, const std::vector<Value>& places);
  bool fires(const Rule& rule, const std::vector<Value>& places);
  bool breached(PredicateId predicate, std::vector<Value>& open, Then then);
  bool timed(const Goal& goal, const Moment& moment, Bindings& bound, Then then);
  bool compare(const Goal& goal, Bindings& bound, Then then);
  bool compare_values(Compare how, const Expr& left, const Expr& right, const Bindings& bound);
  bool one_of(const Goal& goal, Bindings& bound, Then then);
  bool for_every(const Goal& goal, Bindings& bound);

  // Gives every open variable of `needed` each individual of its kind in turn.
  bool enumerate(const std::vector<VariableId>& needed, size_t i, Bindings& bound, Then then);
  void open_variables(const Expr& expr, const Bindings& bound, std::vector<VariableId>& out) const;
  void open_variables(const Goal& goal, const std::vector<VariableId>& own, const Bindings& bound,
                      std::vector<VariableId>& out) const;
  bool unify(const Expr& expr, Value value, Bindings& bound, std::vector<VariableId>& trail);
  static void undo(Bindings& bound, const std::vector<VariableId>& trail, size_t size = 0);
  std::optional<Moment> moment(Value value) const;
  Value figure(const Figure& figure, Value of);
  Value table(const Table& table, Value of);
  Value status(FieldId field, Value of);
  Value record(FieldId field, Value of);

  const Matter::State& m_;
  const Program& p_;
  View view_;
  std::optional<Instant> horizon_;
  const Entry* judged_ = nullptr;
  std::optional<Value> thing_;
  std::optional<Moment> matched_;
  bool backwards_ = false;                      // the next rows are looked at newest first
  const std::vector<KindId>* kinds_ = nullptr;  // of the variables of the clause being solved
  std::map<std::pair<FieldId, std::vector<Value>>, Value> known_;
};

// Exact comparison of numbers and periods: -1, 0, 1; nothing where the two cannot be compared.
std::optional<int> order(const Program& program, Value left, Value right);

// Where one status stands at a view; nothing before it has begun (status.cc).
Value status_at(const Matter::State& matter, StatusId status, Value of, View view,
                std::optional<Instant>& horizon);

// The steps that brought it there (status.cc).
std::vector<uint32_t> steps_of(const Matter::State& matter, StatusId status, Value of, View view);

// The instances of one duty (duty.cc).
// Where `about` is given, at least those in which its variables have these values.
void duty_instances(const Matter::State& matter, DutyId duty, View view, Matter::Which which,
                    const Bindings& about, std::vector<DutyInstance>& out,
                    std::optional<Instant>& horizon);

void earlier(std::optional<Instant>& horizon, std::optional<Instant> at);

}  // namespace comity::procedure
