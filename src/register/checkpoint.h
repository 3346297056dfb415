// C2SP tlog-checkpoint v1.0.0: the head of a log as the text of a signed note: origin, size, root.
// Comity's checkpoints have no extension lines, because not every kind of cosignature covers them;
// those of others are read and kept.
//
// C2SP tlog-proof: one entry's inclusion under a checkpoint, as a text to hand on.
#pragma once

#include <optional>

#include "register/merkle.h"
#include "register/note.h"

namespace comity::registry {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::string extension;  // further lines, each with its line feed

  std::string format() const;
  static Result<Checkpoint> parse(std::string_view text);

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// "20852163" without leading zeros or signs, at most 2^63 - 1.
Result<std::uint64_t> parse_size(std::string_view text);

struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;
};

// Reads a checkpoint of the log whose key is `log`. Errors: those of verify_note; denied if the
// origin is another.
Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const NoteKey& log);

constexpr std::string_view kTlogProofHeader = "c2sp.org/tlog-proof@v1";

struct TlogProof {
  std::optional<std::string> extra;
  std::uint64_t index = 0;
  Proof hashes;
  Note checkpoint;

  std::string format() const;
  static Result<TlogProof> parse(std::string_view bytes);
};

}  // namespace comity::registry
