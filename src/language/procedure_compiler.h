// Register law, from items to the program that procedure/matter.h runs. One pass declares what `the
// F of T` can mean, then every item is bound, then the whole is checked: nothing may rest on
// itself, and of two rules that contradict each other one has to be the stronger.
#pragma once

#include "language/checker.h"
#include "language/procedure_binder.h"

namespace comity::language {

using VariableSet = std::set<procedure::VariableId>;

// The variables that occur in the goal.
void collect(const procedure::Goal& goal, VariableSet& out);
// Gives every goal that only tests the variables that occur nowhere outside it: there they mean
// any.
void assign_own(std::vector<procedure::Goal>& goals, const VariableSet& outside);

class ProcedureCompiler {
 public:
  explicit ProcedureCompiler(Checker& checker) : checker_(checker), law_(checker.law_) {}

  // Whether the head of a rule is a sentence of register law.
  bool concludes(const Rule& rule, const Checker::Place& place) const;

  void declare();  // before any rule is compiled
  void compile_rule(uint32_t rule);
  void compile();  // everything else
  void check();    // after the rules were ordered
  void compile_trial(const Example& example, const Checker::Place& place);

 private:
  using Place = Checker::Place;

  struct Noted {
    Weight weight = Weight::platform_default;
    std::string citation;
    DateRange in_force;
    uint32_t calendar = 0;
  };

  // procedure_declare.cc
  void declare_calendar(const CalendarItem& item, const Place& place);
  bool set(procedure::CalendarRule& rule, const std::string& key, const Text& value,
           const Place& place, bool& of_holder);
  void declare_place(const PlaceItem& item, const Place& place);
  std::optional<procedure::Place> place_of(const PlaceItem& item, const Place& place);
  void declare_record(const ActItem& act, const Place& place);
  std::optional<procedure::Field> field_type(const FieldDeclaration& declared, const Place& place);
  bool mark(procedure::Field& field, const Text& mark, const Place& place);
  void declare_status(const StatusItem& item, const Place& place);
  void declare_figure(const FigureItem& item, const Place& place);
  void declare_table(const TableItem& item, const Place& place);
  void declare_algorithm(const AlgorithmItem& item, const Place& place);
  void declare_times();
  std::optional<procedure::FieldId> add_field(procedure::Field field, const Place& place,
                                              Span span);
  std::optional<std::vector<reason::KindId>> kinds(const FieldHead& head, const Place& place);
  procedure::Value word(std::string_view word);
  std::optional<Noted> noted(const Notes& notes, const Provenance& declared, const Place& place);

  // procedure_compiler.cc
  LineStore store() const { return {law_.procedure.periods, law_.register_premises}; }
  ProcedureBinder binder(const Place& place, Variables* variables);
  ProcedureBinder binder(const Place& place, const Names& names, Variables* variables);
  bool body(ProcedureBinder& bind, const std::vector<Premise>& premises,
            const std::vector<Premise>& exceptions, procedure::Clause& clause);
  void finish(procedure::Clause& clause, const Variables& variables,
              const std::vector<const procedure::Expr*>& outside, const Place& place, Span span);

  // procedure_acts.cc
  void compile_act(const ActItem& item, const Place& place);
  void compile_duty(const DutyItem& item, const Place& place);
  std::optional<procedure::Duty> owed(const Owed& item, ProcedureBinder& bind, const Place& place,
                                      const Noted& noted);
  bool within(const Sentence& sentence, ProcedureBinder& bind, procedure::Duty& duty);
  bool find_trigger(procedure::Duty& duty, const Place& place, Span span);
  void add_duty(procedure::Duty duty, const Noted& noted, const Place& place, Span span);

  // procedure_values.cc
  void compile_status(const StatusItem& item, procedure::StatusId id, const Place& place);
  bool compile_transition(const Transition& item, const StatusItem& status, ProcedureBinder& bind,
                          procedure::Status& compiled, const Place& place);
  std::optional<uint32_t> value_of(const StatusItem& status, const Text& value, const Place& place);
  void compile_figure(const FigureItem& item, uint32_t id, const Place& place);
  void compile_table(const TableItem& item, uint32_t id, const Place& place);

  // procedure_checks.cc
  void check_acts();
  void check_ties();
  void check_circles();
  void check_access();

  // procedure_trials.cc
  std::optional<LawTrial::Step> given(const Given& given, ProcedureBinder& bind,
                                      const Place& place);
  std::optional<LawTrial::Step> step(const Step& step, const Names& names, ProcedureBinder& bind,
                                     const Place& place);
  bool carry(const Step& step, const Names& names, ProcedureBinder& bind, LawTrial::Step& out,
             const Place& place);
  bool expected_duty(const Step& step, LawTrial::Step& out, const Place& place);
  std::optional<Instant> instant(const Text& text, const Place& place);

  Checker& checker_;
  Law& law_;
  std::map<std::string, uint32_t> calendars_;  // by name
  std::vector<bool> of_holder_;                // by calendar: the clock of whoever owes
  std::vector<std::pair<const Section*, uint32_t>> calendar_sections_;
  std::set<reason::PredicateId> access_;  // what access rules conclude
};

}  // namespace comity::language
