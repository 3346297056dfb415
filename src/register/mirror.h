// A full copy of a log that is verified before it is kept (C2SP tlog-mirror): every entry bundle is
// read, the hash tiles are computed here rather than copied, and a head is kept only if they bear
// it out. Since they grow from the copy's own last head, what was copied once can never be
// rewritten.
//
// And what a watcher of a log does with each head that it sees.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "register/receipt.h"
#include "register/tile.h"
#include "register/witness.h"

namespace comity::registry {

struct MirrorProgress {
  std::uint64_t old_size = 0;
  std::uint64_t size = 0;
};

// Brings the copy in `directory` (tile/…, checkpoint) up to the head, a note, reading entries from
// `source`. An older head that is a prefix of the copy changes nothing.
// Errors: denied if the log did not sign the head; corrupt if entries and head do not agree, or the
// head rewrites what was copied; conflict, with a SplitView's text, for two heads of one size.
// Nothing is written then. Time and memory grow with what is new.
Result<MirrorProgress> update_mirror(Disk& disk, const std::string& directory, const NoteKey& log,
                                     TileReader& source, const std::string& head);

struct Watched {
  NoteKey log;
  std::optional<WitnessPolicy> witnesses;
  std::vector<std::string> receipts;  // notes: promises whose keeping is looked at
};

struct WatchReport {
  std::string head;                 // to remember for the next time
  std::vector<std::string> seen;    // what is in order, in plain sentences
  std::vector<std::string> alarms;  // what is not
  std::vector<std::string> proofs;  // of fraud, each a SplitView's text
};

// Looks at one head, whose tree `nodes` reads. `last` is what report.head was before, or empty.
// Never fails: what cannot be verified is an alarm.
WatchReport watch_head(const std::string& last, const std::string& head, const Watched& watched,
                       NodeReader& nodes, Instant now);

}  // namespace comity::registry
