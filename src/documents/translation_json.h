// What an analysis in JSON says in another language, beside its English. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>

#include "documents/speech.h"

namespace comity::documents {

// The language, whether a person has reviewed it, and the words of everything that the analysis
// refers to by number or id (docs/formats/analysis.md).
boost::json::object translation_json(const Speech& speech);

}  // namespace comity::documents
