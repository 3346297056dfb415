// Erasing personal data on order. An erasure is an entry "register.erasure" with the fields
// {"entry": place, "names": [erasable values], "order": the decision that orders it}, signed by the
// author of the entry that it is about, or by the regime. Carrying it out deletes values and salts
// that stand beside the log, and changes no hash.
#pragma once

#include <string>
#include <vector>

#include "register/sequencer.h"

namespace comity::registry {

constexpr std::string_view kErasureType = "register.erasure";

// Unsigned. Errors: invalid_input without names, order or author.
Result<Submission> make_erasure(const std::string& author, std::uint64_t index,
                                const std::vector<std::string>& names, const std::string& order,
                                Instant time);

// May this entry, of that type, enter the log? Errors: denied, not_found, invalid_input.
Result<void> check_erasure(EntryStore& entries, const Entry& erasure);

// Deletes every value that an erasure in the log covers and that is still, or again, there: after a
// new order, after a crash between order and deletion, after restoring a copy. Answers how many.
Result<std::size_t> carry_out_erasures(EntryStore& entries);

}  // namespace comity::registry
