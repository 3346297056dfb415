// Binding: which declared sentence a line reads, and who or what fills its holes.
//
// A line is read against the templates as a whole: literal words must agree, a hole takes exactly
// one term, and a term is a hole of the line or a declared name, longest first. A line that no
// template reads gets one error that names the nearest; so does a term of the wrong kind.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

// The names that a line may use: those of the norms and, in a case or an example, its own.
class Names {
 public:
  Names() = default;
  explicit Names(const std::vector<LawName>& names);

  // False when the name is taken.
  bool add(LawName name);
  const std::vector<LawName>& all() const { return names_; }
  std::optional<reason::Individual> find(std::string_view name) const;

  // The names that begin at token `at`, longest first, with the number of tokens they take.
  struct Match {
    reason::Individual individual;
    size_t tokens;
  };
  std::vector<Match> matches(const std::vector<Token>& tokens, size_t at) const;

 private:
  std::vector<LawName> names_;
  std::map<std::string, reason::Individual, std::less<>> by_name_;
  size_t longest_ = 1;  // words of the longest name
};

// The holes of one rule, question or example, in order of first use.
struct Variables {
  std::vector<std::string> names;  // "Victim State"
  std::vector<reason::KindId> kinds;

  std::optional<reason::VariableId> find(std::string_view name) const;
};

class Binder {
 public:
  Binder(const Law& law, const Names& names, SourcePtr file, Diagnostics& diagnostics)
      : law_(law), names_(names), file_(std::move(file)), diagnostics_(diagnostics) {}

  // The pattern that the line reads, new holes added to `variables` (or refused where it is null:
  // a case speaks of names only). Nothing after an error, which is then in the diagnostics.
  std::optional<reason::Pattern> sentence(const Sentence& sentence, Variables* variables) const;

  // One term alone: a side of a comparison, whoever bears a burden.
  std::optional<reason::Term> term(const Sentence& sentence, Variables* variables) const;

  // A form of a declared sentence: the same holes, each once, with other words around them. A
  // question may leave holes out, or use one twice.
  std::optional<Wording> wording(const Sentence& sentence, const std::vector<std::string>& holes,
                                 bool all_holes = true) const;

  // The kind that a hole names by its last word.
  std::optional<reason::KindId> hole_kind(const Token& hole) const;

  void error(std::string code, std::string message, Span span, std::string help = {}) const;

 private:
  // One way in which a template reads a line.
  struct Candidate {
    struct Filler {
      Token hole;                         // of the line, or
      reason::Individual individual = 0;  // a name
      Span span;
      reason::KindId kind = 0;
    };
    reason::PredicateId predicate = 0;
    bool negated = false;
    std::vector<Filler> fillers;   // by argument
    std::optional<size_t> misfit;  // the first argument of a wrong kind
  };

  struct Candidates {
    std::vector<Candidate> fitting;
    std::vector<Candidate> misfitting;
  };

  std::vector<std::pair<Candidate::Filler, size_t>> fillers_at(const std::vector<Token>& tokens,
                                                               size_t t) const;
  bool holes_are_sound(const Sentence& sentence, const Variables* variables) const;
  void find_misfit(Candidate& candidate) const;
  std::optional<Token> unknown_name(const std::vector<Token>& tokens, const Wording& wording) const;
  Candidates candidates(const std::vector<Token>& tokens) const;
  // The line without its "before <Act>" or "after <Act>", where it has one.
  std::optional<reason::Pattern> timed(const Sentence& sentence, Variables* variables) const;
  reason::Pattern pattern(const Candidate& candidate, Variables* variables) const;
  reason::Term term(const Token& hole, reason::KindId kind, Variables* variables) const;
  void report_ambiguous(const Sentence& sentence, const Candidates& found) const;
  void report_wrong_kind(const Candidate& candidate) const;
  void report_unread(const Sentence& sentence) const;

  const Law& law_;
  const Names& names_;
  SourcePtr file_;
  Diagnostics& diagnostics_;
};

// The line as it was written, one space between words.
std::string words_of(const Sentence& sentence);

// The declared sentence as a reader sees it, holes in angle brackets.
std::string plain(const Wording& wording, const std::vector<std::string>& holes);

}  // namespace comity::language
