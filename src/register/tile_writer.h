// Grows the tiles of a log. Publishing a checkpoint and recovering from a crash are the same walk:
// append what the last published checkpoint lacks, then flush().
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "register/tile.h"

namespace comity::registry {

class TileWriter {
 public:
  // Takes up a log whose tiles are complete for `size` entries.
  // Errors: those of reading its last, partial tiles.
  static Result<TileWriter> load(TileFiles& files, std::uint64_t size);

  // Adds an entry: in a register, a commitment of 32 octets. Precondition: at most 65,535 octets.
  void append(std::string_view entry);

  // Makes every tile up to size() durable, and removes partial tiles that full ones replace.
  Result<void> flush();

  std::uint64_t size() const { return frontier_.size(); }
  Hash root() const { return frontier_.root(); }

 private:
  explicit TileWriter(TileFiles& files) : files_(&files) {}
  void add(int level, std::string_view octets, std::uint64_t count);

  TileFiles* files_;
  Frontier frontier_;
  std::map<int, std::string> open_;                 // level → content of its last, partial tile
  std::vector<std::pair<Tile, std::string>> full_;  // to be written by flush()
};

}  // namespace comity::registry
