// Findings and what they hang on as JSON, without what shows them. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>
#include <span>

#include "dossier/assess.h"

namespace comity::documents {

boost::json::object finding_json(const dossier::Assessment& assessment,
                                 const dossier::Finding& finding);
boost::json::object point_json(const dossier::Assessment& assessment, reason::ChoiceId choice);
boost::json::object settlement_json(const dossier::Assessment& assessment,
                                    const reason::Settlement& settlement);
boost::json::array picks_json(const dossier::Assessment& assessment,
                              std::span<const reason::Pick> picks);

}  // namespace comity::documents
