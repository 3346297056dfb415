// The lossless line tree of a norm file: which line is Markdown for a person and which is a clause
// for the machine, which section it lies in, and which clause it belongs to.
//
// The spans of `lines` tile the file: every byte belongs to exactly one line, so that the tree
// gives the file back and a formatter can change a clause without touching the prose. Reading goes
// on after every error: a line that cannot be read is marked broken and takes what is indented
// below it with it, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"

namespace comity::language {

// What this program promises to read; beyond it there is an error, never a wrong answer.
struct Limits {
  static constexpr std::size_t kFileBytes = 4U << 20U;
  static constexpr std::size_t kLineBytes = 4096;
  static constexpr std::size_t kDepth = 32;           // of indented clauses
  static constexpr std::size_t kSentenceTokens = 96;  // words and holes
  static constexpr std::size_t kNotes = 32;           // items of one bracket
  static constexpr std::size_t kErrors = 100;         // reported at once
};

using LineId = std::uint32_t;

struct Line {
  enum class Kind : std::uint8_t {
    prose,    // Markdown, blocks for other readers included
    heading,  // "## Article 4"
    key,      // "- source: …" right under a heading, or the further lines of one
    fence,    // the line that opens or closes a block
    blank,    // inside a block
    comment,  // inside a block, nothing but "// …"
    clause,   // inside a block
  };
  Kind kind = Kind::prose;
  bool broken = false;           // an error about this line was reported; do not read it
  std::uint32_t depth = 0;       // of a clause or comment: how many clauses enclose it
  Span span;                     // the whole line with its line feed
  Span body;                     // a clause without indentation, comment and white space around it
  Span comment;                  // from "//" to the end; empty without one
  std::vector<LineId> children;  // the clauses directly under this clause
};

// A fenced block marked `norm`.
struct Block {
  LineId open = 0;
  std::optional<LineId> close;  // none: never closed, which was reported
  LineId end = 0;               // the first line after what it holds
  std::vector<LineId> clauses;  // those that stand at the left edge
};

struct SectionLayout {
  std::optional<LineId> heading;  // none for what stands before the first heading
  unsigned level = 0;             // the number of "#"
  Span title;                     // the heading's words
  std::optional<std::size_t> parent;
  LineId begin = 0, end = 0;  // its own lines, those of deeper sections not among them
  std::vector<Block> blocks;
};

struct Layout {
  SourcePtr source;
  std::vector<Line> lines;
  std::vector<SectionLayout> sections;  // in the order of the file; the first has no heading

  // The file, from the tree.
  std::string text() const;
};

// Adds an error of the reader. The one after Limits::kErrors says that there are more; those after
// it are dropped.
void report(Diagnostics& diagnostics, Diagnostic error);

// O(length of the file).
Layout lay_out(SourcePtr source, Diagnostics& diagnostics);

}  // namespace comity::language
