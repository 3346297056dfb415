// One rule of the text becomes rules of the program:
//
//   any of / all of      one program rule per combination of the alternatives
//   unless U             => no exception;  U => not no exception (stronger);  "no exception" joins
//                        the premises: an exception that cannot be shown does not stop the rule
//   must, must not, may  the rule, and one that only blocks the opposite duty or the prohibition
#pragma once

#include "language/checker.h"

namespace comity::language {

class RuleCompiler {
 public:
  RuleCompiler(Checker& checker, uint32_t rule);
  void run();

 private:
  struct Flat {  // one combination of alternatives
    std::vector<reason::ProgramPremise> premises;
    std::vector<PremiseText> texts;
    std::vector<reason::Comparison> comparisons;
  };
  using Alternatives = std::vector<Flat>;

  bool read_notes();
  std::optional<reason::ReadingGuard> reading_guard(const Note& note);
  std::optional<Alternatives> flatten(const Premise& premise, const Notes& outer);
  std::optional<Alternatives> conjunction(const std::vector<Premise>& premises, const Notes& outer);
  std::optional<Flat> leaf(const Premise& premise, const Notes& outer);
  bool premise_note(const Note& note, Flat& flat);
  reason::ProgramPremise no_exception(const Alternatives& main, const Alternatives& exceptions);

  void emit(const Flat& flat, const reason::Pattern& head, reason::Strength strength,
            CompiledRule::Part part);
  void emit_conflicts(const Flat& flat);

  Checker& checker_;
  Law& law_;
  uint32_t index_;
  const Rule& written_;
  Checker::Place place_;
  Variables variables_;
  std::vector<reason::ReadingGuard> guards_;
  DateRange in_force_, applies_to_;
  std::optional<uint32_t> passage_;
};

}  // namespace comity::language
