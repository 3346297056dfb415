// The machine's sentences of a norm file as HTML: keywords, holes and notes marked, each sentence a
// link to where it is declared. Inside the room only.
#pragma once

#include "documents/html_writer.h"
#include "documents/norm_links.h"
#include "language/layout.h"

namespace comity::documents {

// A piece of a file that links to something.
struct Mark {
  Span span;
  std::string href;
};

// Of every sentence, rule id and reading in the file that means something declared; by place.
std::vector<Mark> marks_of(const language::Law& law, const language::Document& document,
                           const NormLinks& links);

// A clause with everything indented under it, a line each.
void write_clause(const language::Layout& layout, language::LineId id,
                  const std::vector<Mark>& marks, HtmlWriter& out);

}  // namespace comity::documents
