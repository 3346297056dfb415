// Readings with who holds what, and the list of everything, for the pages of the norms. Inside the
// room only.
#pragma once

#include "documents/html_writer.h"
#include "documents/norm_links.h"

namespace comity::documents {

// A card for each option, one for those who left it open, one for those of whom nothing was seen:
// all alike.
void write_position_grid(const language::Law& law, const language::LawReading& reading,
                         HtmlWriter& out);

// Position by position, with year, source and remarks.
void write_position_table(const language::Law& law, const language::LawReading& reading,
                          const language::Positions& written, HtmlWriter& out);

// The body of the index: search, files with their articles, and everything that has an anchor.
void write_norm_index(const language::Law& law, const dossier::Coverage& coverage,
                      const NormLinks& links, HtmlWriter& out);

}  // namespace comity::documents
