// What the examples exercise, as a report for authors of norms. A report judges nothing: an author
// decides which gap matters.
#pragma once

#include <string>

#include "dossier/coverage.h"
#include "dossier/mutants.h"

namespace comity::documents {

// Every rule with its conditions and exceptions, every reading with its options and every question,
// with how many examples exercise it, "never" where none does; then what is not encoded, what is
// still to be confirmed, and one line of totals. Lines of at most `columns` cells, but for words
// that are longer.
std::string coverage_text(const language::Law& law, const dossier::Coverage& coverage,
                          size_t columns);

// The same for one rule, reading or question, with the titles of the examples. Errors: not_found,
// naming the nearest.
Result<std::string> coverage_text_of(const language::Law& law, const dossier::Coverage& coverage,
                                     const std::string& what, size_t columns);

// What could be left out of a rule without any example noticing, a line each, and the total.
std::string mutants_text(const language::Law& law, const std::vector<dossier::Mutant>& mutants,
                         size_t columns);

// Coverage as canonical JSON (docs/formats/coverage.md).
std::string coverage_json(const language::Law& law, const dossier::Coverage& coverage);

}  // namespace comity::documents
