// How the answers depend on dates, for people: over which days each stands, and on which day it
// becomes another.
#pragma once

#include <string>

#include "dossier/timeline.h"

namespace comity::documents {

// The same case along both axes of time.
std::string over_time_text(const dossier::OverTime& view, const dossier::OverTime& fact,
                           size_t columns);

}  // namespace comity::documents
