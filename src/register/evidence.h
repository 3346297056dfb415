// Checking the two files, besides a bundle, that the program writes for others: the proof of a
// split view that a monitor keeps, and the proof of one place that `comity register proof` prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "register/receipt.h"
#include "register/report.h"

namespace comity::registry {

// Whether the file proves that the register with this key showed two histories. Never fails:
// whatever is wrong is a finding.
Report check_split_view(std::string_view text, const NoteKey& log);

// What a reader holds against the proof of a place.
struct Held {
  NoteKey log;
  std::optional<std::string> receipt;  // a note
  std::optional<WitnessPolicy> witnesses;
  Instant now;
};

// Whether the file proves that something stands at its place of the log, and whether this is what
// the receipt promised the place to. The leaf is made of the file's `extra`, which here holds the
// record's commitment, or else taken from the receipt. Never fails: whatever is wrong is a finding.
Report check_tlog_proof(std::string_view text, const Held& held);

}  // namespace comity::registry
