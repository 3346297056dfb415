// C2SP tlog-tiles: the log as static files. A hash tile (L, N) holds the nodes of level 8·L from
// index 256·N on, 32 octets each; an entry bundle N holds the entries from 256·N on, each behind
// its length in two octets. A tile of fewer than 256 is partial and is named with its width.
//
//   tile/0/x001/x234/067        tile/1/000.p/5        tile/entries/000.p/17
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/env.h"
#include "register/merkle.h"

namespace comity::registry {

constexpr std::uint64_t kTileWidth = 256;
constexpr int kTileHeight = 8;

struct Tile {
  int level = 0;  // kEntries for an entry bundle
  std::uint64_t index = 0;
  int width = 256;  // 1 to 256

  static constexpr int kEntries = -1;
  friend auto operator<=>(const Tile&, const Tile&) = default;
};

// "tile/0/x001/067.p/3"
std::string tile_path(const Tile& tile);

// Reads such a path. Errors: invalid_input for any other spelling than tile_path's.
Result<Tile> parse_tile_path(std::string_view path);

// The tile of (level, index) as a log of `size` entries has it; width 0 if it has none.
Tile tile_at(int level, std::uint64_t index, std::uint64_t size);

// Every tile and bundle that a log of `size` entries has and one of `old_size` had not (or had
// narrower), in the order in which they may be written.
std::vector<Tile> tiles_between(std::uint64_t old_size, std::uint64_t size);

// Appends one entry to a bundle. Precondition: at most 65,535 octets.
void append_to_bundle(std::string& bundle, std::string_view entry);

// Errors: corrupt unless the bundle holds exactly `width` entries.
Result<std::vector<std::string>> parse_bundle(std::string_view bundle, int width);

// The first `width` entries or hashes of a tile's content, which has at least as many.
// Errors: corrupt if it has fewer.
Result<std::string> beginning_of(const Tile& tile, std::string_view content, int width);

// Where tiles come from: a directory, an HTTP client, a database.
class TileReader {
 public:
  virtual ~TileReader() = default;

  // A partial tile may be gone once the full one stands, whatever head the reader still holds: what
  // cannot be found under its own name is the beginning of the full tile.
  Result<std::string> read(const Tile& tile);

 private:
  virtual Result<std::string> fetch(const Tile& tile) = 0;  // under its own name
};

// Tiles as plain files under a directory, which any web server can serve.
class TileFiles : public TileReader {
 public:
  TileFiles(Disk& disk, std::string directory) : disk_(disk), directory_(std::move(directory)) {}

  // Durable after sync(): a head brings dozens of tiles into a few directories. A file that is
  // there already is left alone if it holds the same, and refused as corrupt if it does not: a tile
  // never changes. For one thread at a time, as the next two.
  Result<void> write(const Tile& tile, std::string_view content);
  Result<void> sync();

  // Removes the partial tiles that the full one has replaced. After a crash some may stay; they say
  // what the full tile says.
  Result<void> remove_partial(const Tile& full);

  std::string path(const Tile& tile) const { return directory_ + "/" + tile_path(tile); }

 private:
  Result<std::string> fetch(const Tile& tile) override;

  Disk& disk_;
  std::string directory_;
  std::set<std::string> unsynced_;  // directories whose names may not be durable yet
};

// The nodes of a log of `size` entries, put together from its tiles. Keeps the tiles last used,
// each with all its inner nodes, so that a proof costs a few look-ups: 16 KiB per tile, at most
// `tiles_max` of them. Safe for use by several threads.
class TileNodes : public NodeReader {
 public:
  TileNodes(TileReader& tiles, std::uint64_t size, std::size_t tiles_max = 512)
      : tiles_(tiles), size_(size), tiles_max_(tiles_max) {}

  // Errors: those of the reader, and corrupt for a tile of the wrong length.
  Result<Hash> node(int level, std::uint64_t index) override;

  // The log has grown; full tiles stay valid.
  void grow(std::uint64_t size);

 private:
  using Rows = std::vector<std::vector<Hash>>;  // rows[k]: the nodes k levels above the tile's own
  struct Held {
    Rows rows;
    std::list<Tile>::iterator place;
  };
  Result<Rows> load(const Tile& tile);

  TileReader& tiles_;
  std::mutex mutex_;
  std::uint64_t size_;
  std::size_t tiles_max_;
  std::list<Tile> recent_;  // first: used last
  std::map<Tile, Held> held_;
};

}  // namespace comity::registry
