// Who is recorded as holding what on the questions that divide States, as plain text and as JSON.
// Positions are shown, never counted for or against anybody; one that has not been seen is shown as
// plainly as any other.
#pragma once

#include <string>
#include <vector>

#include "dossier/parties.h"

namespace comity::documents {

// Every reading: how many hold which option, and which options one State alone is recorded with.
std::string positions_text(const language::Law& law, size_t columns);

// One reading: who holds what since when, with confidence and source, and by regional group of whom
// nothing was seen.
std::string positions_on_text(const language::Law& law, reason::ReadingId reading, size_t columns);

// One party: what it is recorded as holding, with whom, and on what nothing was seen.
std::string positions_of_text(const language::Law& law, const std::string& party, size_t columns);

// The parties of a group, by its code: who says that they are its members, and how they divide on
// each reading.
std::string positions_among_text(const language::Law& law, const std::string& group,
                                 const std::vector<std::string>& parties, size_t columns);

// Canonical JSON: the readings with their options and the positions of these parties.
std::string positions_json(const language::Law& law, const std::vector<reason::ReadingId>& readings,
                           const std::vector<std::string>& parties);

}  // namespace comity::documents
