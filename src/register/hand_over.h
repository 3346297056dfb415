// A signed entry on its way to the register, as a file: from a machine without a network, by post,
// or to a second signer.
//
//   {"envelope":"…","format":"comity-hand-over/1","openings":[{"name":…,"salt":…,"value":…}]}
#pragma once

#include <string>
#include <vector>

#include "register/admission.h"

namespace comity::registry {

std::string format_hand_over(const Submission& submission);
Result<Submission> parse_hand_over(std::string_view text);

// The text in canonical JSON. Errors: those of parse_json.
Result<std::string> canonical_text(std::string_view json);

// Verifies every signature and authority of a store from its first entry on; answers how many
// entries there were. Errors: the first that fails, with its place.
Result<std::uint64_t> verify_entries(EntryStore& entries);

}  // namespace comity::registry
