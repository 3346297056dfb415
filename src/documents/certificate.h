// A proof as JSON, and back. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <set>

#include "dossier/assess.h"

namespace comity::documents {

inline constexpr std::string_view kAnalysisFormat = "comity analysis 1";

// "established", "excluded", "not established", "undetermined".
std::string_view outcome_name(reason::Outcome outcome);

// One way in which an answer comes out; `rules` collects the rules of the theory that it names.
boost::json::object certificate(const dossier::Assessment& assessment, const dossier::Why& why,
                                std::set<reason::RuleId>& rules);

// What a certificate claims. Its numbers are within the theory, but nothing is checked yet.
struct Claim {
  reason::World world;
  reason::Proof proof;
  reason::Outcome outcome;
};

// Errors: invalid_input, naming what cannot be read; a step that says other words than its
// statement has.
Result<Claim> read_certificate(const dossier::Assessment& assessment,
                               const boost::json::value& value);

}  // namespace comity::documents
