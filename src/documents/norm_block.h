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

// The anchors of what is declared in a file, by where it begins.
using Anchors = std::map<std::uint32_t, std::string>;

// Of everything in the file that means something declared elsewhere; by place, apart from each
// other.
std::vector<Mark> marks_of(const language::Law& law, const language::Document& document,
                           const NormLinks& links);

// A clause with everything indented under it, a line each. The anchor of the clause itself is left
// to whoever writes what is around it.
void write_clause(const language::Layout& layout, language::LineId id,
                  const std::vector<Mark>& marks, const Anchors& anchors, HtmlWriter& out);

}  // namespace comity::documents
