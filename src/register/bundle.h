// A bundle: some entries of a register with everything that proves them, as one file that needs
// neither the register nor a network (docs/formats/bundle.md).
//
//   {"format":"comity-bundle/1","head":note,
//    "entries":[{"index":…,"recorded":…,"salt":…,"keys":…,"envelope":…,"openings":[…],
//                "proof":[…]}],
//    "consistency":[{"size":…,"proof":[…]}],"material":[…]}
//
// Besides the entries asked for, it holds every entry about keys that stands before the last of
// them, and what corrects or withdraws one of them later. Each record carries the hash of that
// history, so none can be left out unnoticed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "register/keys.h"
#include "register/report.h"
#include "register/store.h"
#include "register/tile.h"

namespace comity::registry {

// `head` is a note, whose tree `nodes` can read. `known_sizes`: earlier heads of which the reader
// may hold one; a consistency proof is added for each. With `material`, what the entries asked for
// refer to is put in as well, as far as the store has it.
// Errors: not_found for a position that is beyond the head or padding.
Result<std::string> make_bundle(EntryStore& entries, NodeReader& nodes, const std::string& head,
                                std::span<const std::uint64_t> positions,
                                std::span<const std::uint64_t> known_sizes = {},
                                BlobStore* material = nullptr);

// What the reader trusts before opening the bundle. All optional: what is not given is not proved,
// and the report says so.
struct Trust {
  std::optional<NoteKey> log;
  std::vector<PublicKey> roots;     // the regime's, as published offline
  std::optional<std::string> head;  // a note that the reader has kept from earlier
  std::optional<WitnessPolicy> witnesses;
  Instant now;
};

// An entry that the bundle proves, and what the bundle holds of its material.
struct ProvedEntry {
  std::uint64_t index = 0;
  Entry entry;
  std::vector<std::pair<std::string, std::string>> material;  // name and content
};

struct BundleReport : Report {
  std::vector<ProvedEntry> entries;  // without those about keys
};

// Never fails: whatever is wrong is a finding that names its entry.
BundleReport verify_bundle(std::string_view bundle, const Trust& trust);

}  // namespace comity::registry
