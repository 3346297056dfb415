// The small parts of the syntax tree: words, sentences, notes and premises (ast.h has the items).
#pragma once

#include <string>
#include <vector>

#include "base/source.h"

namespace comity::language {

// A piece of text and where it stands. The file is that of the Document.
struct Text {
  std::string text;
  Span span;
  bool empty() const { return text.empty(); }
};

// ---- sentences -------------------------------------------------------------------------------

// One word of a sentence, one hole "<Victim State>" (text without the brackets), or what somebody
// said: "that [<State> ceased <Act>]", whose words are in `quoted`.
struct Token {
  std::string text;
  bool hole = false;
  Span span;
  bool joined = false;  // no white space before it: the "," in "<Act>, <State>"
  std::vector<Token> quoted;
};

struct Sentence {
  std::vector<Token> tokens;
  Span span;
};

// ---- notes -----------------------------------------------------------------------------------

// One item of a bracketed note at the end of a line, cut at its keyword: "burden on <State>" has
// the keyword "burden on" and the value "<State>"; a citation ("art 52(1)(a)") has the keyword
// "cite" and the whole text as value. "reading NAME: a, b" has the keyword "reading" and the value
// "NAME: a, b". The value of source and note is without the quotation marks, where it has any.
struct Note {
  enum class Kind {
    cite,
    burden,
    standard,
    reading,
    weight,
    in_force_from,
    in_force_until,
    applies_from,
    applies_until,
    grade,  // examples and accounts
    on,     // a date
    exhibit,
    source,
    confidence,
    note,
    date,         // a bare date or year: "2031-03-02", "2018/2022", "n/a"
    asked_of,     // "asked of Brenland 2031-03-04"
    until,        // "until 2031-09-01"
    collected,    // "collected 2031-03-03"
    reliability,  // Admiralty A-F
    credibility,  // Admiralty 1-6
    calendar,     // by which a period is counted
  } kind;
  Text value;
  Span span;
};

using Notes = std::vector<Note>;

// ---- premises --------------------------------------------------------------------------------

struct Premise {
  enum class Kind {
    sentence,
    same,
    not_same,
    any_of,
    all_of,
    none_of,
    for_every
  } kind = Kind::sentence;
  Sentence sentence;  // for sentence; for same/not_same the two sides are left and right
  Sentence left, right;
  std::vector<Premise> parts;  // of a list; for for_every what it is about and what has to be so
  Notes notes;
  Span span;
};

}  // namespace comity::language
