#include "register/audit.h"

#include <map>

namespace comity::registry {

namespace {

// Rebuilds the hash tiles from the entries, and compares each with the one that is published.
class Auditor {
 public:
  explicit Auditor(TileReader& tiles, std::uint64_t size) : tiles_(tiles), size_(size) {}

  Result<void> add(const std::vector<std::string>& entries) {
    for (const auto& entry : entries) {
      frontier_.append(leaf_hash(entry), [&](int level, std::uint64_t index, const Hash& hash) {
        if (level % kTileHeight != 0) return;
        rows_[level / kTileHeight] += view(hash);
        const bool full = (index + 1) % kTileWidth == 0;
        if (full) full_.push_back({level / kTileHeight, index / kTileWidth, 256});
      });
    }
    for (const Tile& tile : full_) COMITY_CHECK(compare(tile));
    full_.clear();
    return {};
  }

  Result<Hash> finish() {
    for (auto& [level, row] : rows_) {
      if (row.empty()) continue;
      const std::uint64_t count = size_ >> (kTileHeight * level);
      COMITY_CHECK(compare(tile_at(level, count / kTileWidth, size_)));
    }
    return frontier_.root();
  }

 private:
  Result<void> compare(const Tile& tile) {
    COMITY_TRY(const std::string published, tiles_.read(tile));
    std::string& row = rows_[tile.level];
    const std::size_t size = static_cast<std::size_t>(tile.width) * 32;
    if (published.size() == size && published == std::string_view(row).substr(0, size)) {
      row.erase(0, size);
      return {};
    }
    std::size_t at = 0;
    while (at < std::min(size, published.size()) && published[at] == row[at]) ++at;
    const std::uint64_t node = tile.index * kTileWidth + at / 32;
    const std::uint64_t first = node << (kTileHeight * tile.level);
    return fail(Errc::corrupt, tile_path(tile) + " does not fit the entries, first at entry " +
                                   std::to_string(first));
  }

  TileReader& tiles_;
  std::uint64_t size_;
  Frontier frontier_;
  std::map<int, std::string> rows_;
  std::vector<Tile> full_;
};

Result<std::vector<std::string>> read_bundle(TileReader& tiles, std::uint64_t index,
                                             std::uint64_t size) {
  const Tile tile = tile_at(Tile::kEntries, index, size);
  COMITY_TRY(const std::string bundle, tiles.read(tile));
  auto entries = parse_bundle(bundle, tile.width);
  if (!entries) return tl::unexpected<Error>(entries.error().with(tile_path(tile)));
  return entries;
}

}  // namespace

Result<void> audit_tiles(TileReader& tiles, const Checkpoint& head) {
  Auditor auditor(tiles, head.size);
  for (std::uint64_t bundle = 0; bundle * kTileWidth < head.size; ++bundle) {
    COMITY_TRY(const auto entries, read_bundle(tiles, bundle, head.size));
    COMITY_CHECK(auditor.add(entries));
  }
  COMITY_TRY(const Hash root, auditor.finish());
  if (root != head.root) {
    return fail(Errc::corrupt, "the entries and the tiles agree, but the signed head does not");
  }
  return {};
}

Result<void> audit_records(EntryStore& entries, TileReader& tiles, const Checkpoint& head) {
  for (std::uint64_t bundle = 0; bundle * kTileWidth < head.size; ++bundle) {
    COMITY_TRY(const auto shown, read_bundle(tiles, bundle, head.size));
    COMITY_TRY(const auto records, entries.read(bundle * kTileWidth, shown.size()));
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const std::uint64_t position = bundle * kTileWidth + i;
      if (i >= records.size()) {
        return fail(Errc::corrupt, "entry " + std::to_string(position) + " is not in the store");
      }
      if (view(records[i].commitment()) != shown[i]) {
        return fail(Errc::corrupt, "entry " + std::to_string(position) + " has been changed");
      }
    }
  }
  return {};
}

}  // namespace comity::registry
