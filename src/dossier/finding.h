// From the worlds of an inquiry to the words of an answer. Inside the room only.
#pragma once

#include "dossier/assess.h"

namespace comity::dossier {

// Beyond some thousand worlds a decision diagram made rule by rule is sooner done than a table.
inline constexpr reason::InquiryLimits kSearch{.worlds_log2_max = 10};

// One position: an option, or "left open" (every option stays possible).
using HeldOptions = std::vector<std::pair<reason::ReadingId, reason::OptionId>>;

// What the party is recorded as holding; a reading on which it chose nothing stays open.
HeldOptions held_by(const language::Law& law, const std::string& party);

// Every alternative allowed, but no attribution assumed other than those in `assumed`.
reason::Restriction base_restriction(const reason::Grounding& grounding,
                                     const std::vector<reason::GroundSentence>& assumed);

// The same, read with these options.
reason::Restriction read_as(const reason::Grounding& grounding, reason::Restriction within,
                            const HeldOptions& options);

// The same, on this party's account of what is contested.
reason::Restriction on_account(const reason::Grounding& grounding, reason::Restriction within,
                               const std::map<reason::GroundSentence, Standing>& standings,
                               const std::string& party);

// Where the outcomes differ, the answer says on what: on a fact if any fact matters; else on the
// reading if more than one option is possible; else on text that is not encoded.
Finding find(const reason::Grounding& grounding, const reason::Inquiry& inquiry,
             const reason::Restriction& within);

// A world within the restriction that has the picks, and else as little as may be: what is open or
// contested fails.
reason::World plainest_world(const reason::Grounding& grounding, const reason::Restriction& within,
                             const std::vector<reason::Pick>& picks);

reason::Facts facts_of(const language::Law& law,
                       const std::map<reason::GroundSentence, Standing>& standings,
                       const Case& the_case);

}  // namespace comity::dossier
