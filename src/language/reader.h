// What every family of clauses is read with: the words of a clause, its sentence, its notes, and
// one diagnostic at most for each line. Private to the parser.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "language/ast.h"
#include "language/layout.h"
#include "language/scan.h"

namespace comity::language {

// A rule, a premise or a fact is a sentence that the machine looks up. A translation or a question
// is only printed, so it may hold any punctuation.
enum class SentenceUse { looked_up, printed };

// A clause, and what is left of it after the keyword that was read so far.
struct Clause {
  LineId line;
  Span rest;
};

class Reader {
 public:
  Reader(const Layout& layout, Diagnostics& diagnostics);

  const Layout& layout() const { return layout_; }
  const SourceFile& source() const { return *layout_.source; }
  const Line& line(LineId id) const { return layout_.lines[id]; }
  std::string_view view(Span span) const { return source().text(span); }

  // ---- errors ----------------------------------------------------------------------------------

  // Further errors about a line of which one was reported are not shown: they follow from it.
  void error(Span span, std::string code, std::string message, std::string help = {});
  std::size_t error_count() const { return error_count_; }
  // While quiet, nothing is reported (but counted): the block is known to be broken.
  void set_quiet(bool quiet) { quiet_ = quiet; }

  // "nearest: `burden on`", or nothing where no known word is near.
  std::string nearest(std::string_view word, std::span<const std::string_view> known) const;

  // ---- clauses ---------------------------------------------------------------------------------

  // The clause itself, if its brackets and holes are whole.
  std::optional<Clause> clause(LineId id);
  // The readable clauses right under `id`.
  std::vector<Clause> children(LineId id);
  // Reports the first clause under `id`; for clauses under which nothing can stand.
  void no_children(LineId id);
  // Reports a clause that begins with none of `expected`, the words that `where` ("a rule") takes.
  void unknown_clause(const Clause& clause, std::span<const std::string_view> expected,
                      std::string_view where);
  // Reports a clause at the left edge that begins with none of `keywords`, the words that `whose`
  // ("the language") has for it. `help` is for where none is near; without it all are listed.
  void unknown_item(const Clause& clause, std::span<const std::string_view> keywords,
                    std::string_view whose, std::string help = {});
  // True if `present`; else reports that the clause `id` lacks a line, unless something under it
  // could not be read.
  bool require(bool present, LineId id, std::size_t errors_before, std::string_view what);

  // ---- pieces of a clause ----------------------------------------------------------------------

  bool take(Span& rest, std::string_view keyword) const;
  // Cuts `rest` at its first colon; the part before it. `what` names what the colon stands after.
  std::optional<Span> before_colon(Span& rest, std::string_view what);
  // Takes a quotation off the front of `rest`. `what` names what has to be quoted.
  std::optional<Text> quotation(Span& rest, std::string_view what);
  // The whole of `span` as words; reports where there are none.
  std::optional<Text> words(Span span, std::string_view what);
  // One word without spaces: an identifier or a code.
  std::optional<Text> identifier(Span span, std::string_view what);
  std::optional<Date> date(Span span);
  // One or more, parted by commas; `item` is read as words. Empty where one cannot be read.
  std::vector<Text> list(Span span, std::string_view what);
  // Reports what is left over.
  bool nothing_left(Span rest);

  Text text(Span span) const;  // white space squeezed
  Text unquoted(Span span) const;

  // ---- sentences and notes ---------------------------------------------------------------------

  std::optional<Sentence> sentence(Span span, SentenceUse use = SentenceUse::looked_up);

  // Takes the notes, from the first bracket to the end, off the back of `rest`; what stands between
  // the brackets, or none where there are none.
  std::optional<Span> cut_notes(Span& rest);

 private:
  bool check_brackets(const Line& line);

  const Layout& layout_;
  Diagnostics& diagnostics_;
  std::vector<bool> reported_;  // by line, counted from 0
  std::size_t error_count_ = 0;
  bool quiet_ = false;
};

// A sentence and the notes after it.
struct NotedSentence {
  Sentence sentence;
  Notes notes;
};

}  // namespace comity::language
