// The difference of two versions of the norms as a page for a person.
#pragma once

#include <string>

#include "dossier/effect.h"

namespace comity::documents {

// First what was changed, in words; then what it does to answers: for each question that can be
// answered differently a smallest case, and the examples whose answer is another one. The last line
// sums it up. Lines of at most `columns` cells, but for words that are longer.
std::string changes_text(const language::Changes& changes, const dossier::Effects& effects,
                         size_t columns);

}  // namespace comity::documents
