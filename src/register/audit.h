// Re-hashes everything: what a careful party does every day with its copy of the log, and what a
// doubtful one does before it trusts a register.
#pragma once

#include <cstdint>
#include <functional>

#include "register/checkpoint.h"
#include "register/store.h"
#include "register/tile.h"

namespace comity::registry {

// Reads every entry bundle and every hash tile up to the head, and recomputes all of them.
// Errors: corrupt, naming the first entry or tile that does not fit, or the head if only it does
// not; those of the reader. Linear in the head's size.
Result<void> audit_tiles(TileReader& tiles, const Checkpoint& head);

// Recomputes the commitment of every stored record, and compares it with the tiles' entry: what the
// host can do and the public cannot. `head` has been audited.
Result<void> audit_records(EntryStore& entries, TileReader& tiles, const Checkpoint& head);

}  // namespace comity::registry
