#include "register/tile_writer.h"

namespace comity::registry {

Result<TileWriter> TileWriter::load(TileFiles& files, std::uint64_t size) {
  TileWriter writer(files);
  TileNodes nodes(files, size);
  COMITY_TRY(writer.frontier_, Frontier::load(nodes, size));
  for (int level = Tile::kEntries; level < 8; ++level) {
    const int shift = kTileHeight * (level + 1);
    const std::uint64_t index = level == Tile::kEntries ? size / kTileWidth
                                : shift >= 64           ? 0
                                                        : size >> shift;
    const Tile tile = tile_at(level, index, size);
    if (tile.width == 0) continue;
    COMITY_TRY(writer.open_[level], files.read(tile));
  }
  return writer;
}

void TileWriter::append(std::string_view entry) {
  std::string bundled;
  append_to_bundle(bundled, entry);
  add(Tile::kEntries, bundled, size() + 1);
  frontier_.append(leaf_hash(entry), [&](int level, std::uint64_t index, const Hash& hash) {
    if (level % kTileHeight == 0) add(level / kTileHeight, view(hash), index + 1);
  });
}

void TileWriter::add(int level, std::string_view octets, std::uint64_t count) {
  std::string& content = open_[level];
  content += octets;
  if (count % kTileWidth != 0) return;
  full_.emplace_back(Tile{level, count / kTileWidth - 1, static_cast<int>(kTileWidth)},
                     std::move(content));
  content.clear();
}

Result<void> TileWriter::flush() {
  for (const auto& [tile, content] : full_) COMITY_CHECK(files_->write(tile, content));
  for (const auto& [level, content] : open_) {
    if (content.empty()) continue;
    const std::uint64_t count = level == Tile::kEntries ? size() : size() >> (kTileHeight * level);
    const Tile tile = tile_at(level, count / kTileWidth, size());
    COMITY_CHECK(files_->write(tile, content));
  }
  COMITY_CHECK(files_->sync());
  for (const auto& [tile, content] : full_) COMITY_CHECK(files_->remove_partial(tile));
  full_.clear();
  return {};
}

}  // namespace comity::registry
