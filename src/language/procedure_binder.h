// Binding for register law: what a line says in terms of entries, fields, counts and times.
//
// A line is read in this order: as a declared sentence; as one with a time clause ("before
// <Measure>", "within 72 hours of <Start Time>") at its end; as a comparison ("is at least 1/3 of
// the membership of <Body>", "is given"); as a time that has come ("72 hours have passed since
// <Time>"). A hole of a sentence takes a hole, a name, "the F of T", or what somebody said: "that
// [...]".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/binder.h"

namespace comity::language {

// What lines add to the law as they are read: the periods that they write out, and where each
// premise stands.
struct LineStore {
  std::vector<procedure::Period>& periods;
  std::vector<LawPremise>& premises;
};

class ProcedureBinder {
 public:
  // Holes are added to `variables`; null where a line may only speak of names.
  ProcedureBinder(const Law& law, LineStore store, const Names& names, SourcePtr file,
                  Diagnostics& diagnostics, Variables* variables)
      : law_(law),
        store_(store),
        names_(names),
        file_(std::move(file)),
        diagnostics_(diagnostics),
        variables_(variables) {}

  std::optional<procedure::Goal> premise(const Premise& premise);
  std::optional<procedure::Goal> sentence(const Sentence& sentence);
  // The declared sentence that the line reads, in one of its forms; its holes may be any terms.
  std::optional<procedure::Head> head(const Sentence& sentence, Modality modality);
  std::optional<procedure::Expr> time(const Sentence& sentence);
  // "48 hours", "the step of <Message>": a period.
  std::optional<procedure::Expr> period(const Sentence& sentence);
  // A term, for the key of a table or what is summed.
  std::optional<procedure::Expr> term(const Sentence& sentence);
  std::optional<procedure::FieldId> field_of(const procedure::Expr& expr) const;
  // A value of that field, as an example or a table writes it.
  std::optional<procedure::Value> value(const procedure::Field& field, std::string_view text,
                                        Span span);
  std::optional<procedure::VariableId> hole(const Token& token);

  // The calendar by which "3 working days after <Time>" is counted.
  void set_calendar(uint32_t calendar) { calendar_ = calendar; }

  void error(std::string code, std::string message, Span span, std::string help = {}) const;

 private:
  using Tokens = std::vector<Token>;

  // A piece of a line that stands for a value.
  struct Term {
    procedure::Expr expr;
    std::optional<reason::KindId> kind;        // nothing: fits everywhere
    std::optional<procedure::FieldType> type;  // of a field or a literal
    std::optional<procedure::FieldId> field;
    size_t tokens = 0;
  };
  struct Candidate {
    reason::PredicateId predicate = 0;
    bool negated = false;
    std::vector<Term> terms;
    bool fits = true;
    size_t misfit = 0;
  };

  bool declare_holes(const Tokens& tokens);
  std::vector<std::pair<Term, size_t>> fillers_at(const Tokens& tokens, size_t at);
  std::vector<Term> terms_at(const Tokens& tokens, size_t at);
  std::vector<Term> fields_at(const Tokens& tokens, size_t at);
  std::optional<Term> statement(const Token& token);
  std::optional<Term> whole(const Tokens& tokens);
  std::optional<Term> amount(const Tokens& tokens, const Term* like);
  std::vector<Candidate> candidates(const Tokens& tokens, std::optional<Modality> modality);
  std::optional<procedure::Goal> goal(const Candidate& candidate) const;
  std::optional<procedure::Goal> timed(const Tokens& tokens);
  bool moment(const Tokens& tokens, procedure::Goal& goal);
  std::optional<procedure::Goal> comparison(const Tokens& tokens);
  std::optional<procedure::Goal> compared(const Tokens& left, const Tokens& right, bool negated);
  std::optional<procedure::Goal> given(const Tokens& left, bool negated);
  std::optional<procedure::Goal> listed(const Term& left, const Tokens& right, bool negated);
  std::optional<procedure::Goal> come(const Tokens& tokens);
  std::optional<Term> time_of(const Tokens& tokens);
  std::optional<procedure::Period> literal_period(const Tokens& tokens) const;
  procedure::Value period(procedure::Period length);
  void report(const Sentence& sentence);
  void report_misfit(const Sentence& sentence, const Candidate& candidate) const;
  std::optional<procedure::FieldId> time_field(reason::KindId kind) const;
  bool check_sealed(const procedure::Expr& expr, Span span) const;

  const Law& law_;
  LineStore store_;
  const Names& names_;
  SourcePtr file_;
  Diagnostics& diagnostics_;
  Variables* variables_;
  uint32_t calendar_ = 0;
};

// "48 hours", "5 working days", "1 month".
std::optional<procedure::Period> parse_period(std::string_view text);
// "working days", "month".
std::optional<procedure::Unit> parse_unit(std::string_view name);
// "40th", "1st".
std::optional<int64_t> parse_ordinal(std::string_view text);

}  // namespace comity::language
