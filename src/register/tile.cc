#include "register/tile.h"

#include <algorithm>
#include <charconv>

namespace comity::registry {

namespace {

constexpr std::size_t kHashSize = 32;

std::string three_digits(std::uint64_t number) {
  std::string text = std::to_string(1000 + number % 1000);
  return text.substr(1);
}

std::string index_path(std::uint64_t index) {
  std::string path = three_digits(index);
  while ((index /= 1000) != 0) path.insert(0, "x" + three_digits(index) + "/");
  return path;
}

Result<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(Errc::invalid_input, "not a tile's path");
  }
  return value;
}

// The number of nodes at the tile level `level` in a log of `size` entries.
std::uint64_t nodes_at(int level, std::uint64_t size) {
  const int shift = kTileHeight * std::max(level, 0);
  return shift >= 64 ? 0 : size >> shift;
}

void add_level(std::vector<Tile>& out, int level, std::uint64_t old_size, std::uint64_t size) {
  const std::uint64_t before = nodes_at(level, old_size);
  const std::uint64_t after = nodes_at(level, size);
  for (std::uint64_t n = before; n < after; n = (n / kTileWidth + 1) * kTileWidth) {
    out.push_back(tile_at(level, n / kTileWidth, size));
  }
}

}  // namespace

std::string tile_path(const Tile& tile) {
  std::string path = "tile/";
  path += tile.level == Tile::kEntries ? "entries" : std::to_string(tile.level);
  path += "/" + index_path(tile.index);
  if (tile.width < static_cast<int>(kTileWidth)) path += ".p/" + std::to_string(tile.width);
  return path;
}

Result<Tile> parse_tile_path(std::string_view path) {
  Tile tile;
  std::string_view rest = path;
  if (!rest.starts_with("tile/")) return fail(Errc::invalid_input, "not a tile's path");
  rest.remove_prefix(5);
  const std::string_view level = rest.substr(0, rest.find('/'));
  if (level == "entries") {
    tile.level = Tile::kEntries;
  } else {
    COMITY_TRY(const std::uint64_t value, number(level));
    if (value > 7) return fail(Errc::invalid_input, "no tile lies so high");
    tile.level = static_cast<int>(value);
  }
  rest.remove_prefix(std::min(rest.size(), level.size() + 1));
  if (const auto partial = rest.find(".p/"); partial != rest.npos) {
    COMITY_TRY(const std::uint64_t width, number(rest.substr(partial + 3)));
    if (width == 0 || width >= kTileWidth) return fail(Errc::invalid_input, "not a tile's width");
    tile.width = static_cast<int>(width);
    rest = rest.substr(0, partial);
  }
  std::string digits(rest);
  std::erase_if(digits, [](char c) { return c == 'x' || c == '/'; });
  COMITY_TRY(tile.index, number(digits));
  // One tile has one name: whatever reads as a tile must be written the same way again.
  if (tile_path(tile) != path) return fail(Errc::invalid_input, "not a tile's path");
  return tile;
}

Tile tile_at(int level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t nodes = nodes_at(level, size);
  const std::uint64_t first = index * kTileWidth;
  const std::uint64_t width = nodes > first ? std::min(nodes - first, kTileWidth) : 0;
  return Tile{level, index, static_cast<int>(width)};
}

std::vector<Tile> tiles_between(std::uint64_t old_size, std::uint64_t size) {
  std::vector<Tile> tiles;
  add_level(tiles, Tile::kEntries, old_size, size);
  for (int level = 0; nodes_at(level, size) > 0; ++level) add_level(tiles, level, old_size, size);
  return tiles;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
  COMITY_ASSERT(entry.size() <= 0xffff);
  append_big_endian(bundle, entry.size(), 2);
  bundle += entry;
}

Result<std::vector<std::string>> parse_bundle(std::string_view bundle, int width) {
  std::vector<std::string> entries;
  while (!bundle.empty()) {
    if (bundle.size() < 2) return fail(Errc::corrupt, "an entry bundle ends within a length");
    const std::size_t size = big_endian(bundle.substr(0, 2));
    bundle.remove_prefix(2);
    if (bundle.size() < size) return fail(Errc::corrupt, "an entry bundle ends within an entry");
    entries.emplace_back(bundle.substr(0, size));
    bundle.remove_prefix(size);
  }
  if (entries.size() != static_cast<std::size_t>(width)) {
    return fail(Errc::corrupt,
                "an entry bundle holds another number of entries than its name says");
  }
  return entries;
}

Result<std::string> beginning_of(const Tile& tile, std::string_view content, int width) {
  std::size_t end = 0;
  for (int i = 0; i < width; ++i) {
    const std::string_view rest = content.substr(std::min(end, content.size()));
    end += tile.level != Tile::kEntries ? kHashSize : 2 + big_endian(rest.substr(0, 2));
  }
  if (end > content.size()) return fail(Errc::corrupt, tile_path(tile) + " is too short");
  return std::string(content.substr(0, end));
}

Result<std::string> TileReader::read(const Tile& tile) {
  auto content = fetch(tile);
  const bool partial = tile.width < static_cast<int>(kTileWidth);
  if (content || !partial || content.error().code() != Errc::not_found) return content;
  const Tile full{tile.level, tile.index, static_cast<int>(kTileWidth)};
  const auto whole = fetch(full);
  if (!whole) return content;
  return beginning_of(full, *whole, tile.width);
}

Result<std::string> TileFiles::fetch(const Tile& tile) { return read_file(disk_, path(tile)); }

Result<void> TileFiles::write(const Tile& tile, std::string_view content) {
  const std::string file = path(tile);
  const auto present = read_file(disk_, file);
  if (present && *present != content) {
    return fail(Errc::corrupt, file + " holds something else than the log");
  }
  if (!present && present.error().code() != Errc::not_found) {
    return tl::unexpected<Error>(present.error());
  }
  const std::string directory = parent_directory(file);
  // Even for a file that is there already: whoever wrote it may have ended before its sync().
  unsynced_.insert(directory);
  if (present) return {};
  COMITY_CHECK(disk_.make_directory(directory));
  return replace_file(disk_, file, content);
}

Result<void> TileFiles::sync() {
  for (const auto& directory : unsynced_) COMITY_CHECK(disk_.sync_directory(directory));
  unsynced_.clear();
  return {};
}

Result<void> TileFiles::remove_partial(const Tile& full) {
  const std::string directory = path(full) + ".p";
  COMITY_TRY(const bool present, disk_.exists(directory));
  if (!present) return {};
  COMITY_TRY(const auto names, disk_.list(directory));
  for (const auto& name : names) COMITY_CHECK(disk_.remove(directory + "/" + name));
  return disk_.remove(directory);
}

Result<TileNodes::Rows> TileNodes::load(const Tile& tile) {
  COMITY_TRY(const std::string content, tiles_.read(tile));
  if (content.size() != static_cast<std::size_t>(tile.width) * kHashSize) {
    return fail(Errc::corrupt, tile_path(tile) + " has the wrong length");
  }
  Rows rows(1);
  for (std::size_t at = 0; at < content.size(); at += kHashSize) {
    rows[0].push_back(take<kHashSize>(std::string_view(content).substr(at)));
  }
  while (rows.back().size() > 1) {
    std::vector<Hash> above;
    for (std::size_t i = 0; i + 1 < rows.back().size(); i += 2) {
      above.push_back(node_hash(rows.back()[i], rows.back()[i + 1]));
    }
    rows.push_back(std::move(above));
  }
  return rows;
}

Result<Hash> TileNodes::node(int level, std::uint64_t index) {
  const std::lock_guard guard(mutex_);
  const int tile_level = level / kTileHeight;
  const auto above = static_cast<std::size_t>(level % kTileHeight);
  const std::uint64_t first = index << above;  // among the nodes of the tile's own level
  const Tile tile = tile_at(tile_level, first / kTileWidth, size_);
  auto found = held_.find(tile);
  if (found == held_.end()) {
    if (tile.width == 0) return fail(Errc::invalid_input, "the node lies beyond the log");
    COMITY_TRY(Rows rows, load(tile));
    recent_.push_front(tile);
    found = held_.emplace(tile, Held{std::move(rows), recent_.begin()}).first;
    if (held_.size() > tiles_max_) {
      held_.erase(recent_.back());
      recent_.pop_back();
    }
  } else {
    recent_.splice(recent_.begin(), recent_, found->second.place);
  }
  const Rows& rows = found->second.rows;
  const std::uint64_t place = (first % kTileWidth) >> above;
  if (above >= rows.size() || place >= rows[above].size()) {
    return fail(Errc::invalid_input, "the node lies beyond the log");
  }
  return rows[above][place];
}

void TileNodes::grow(std::uint64_t size) {
  const std::lock_guard guard(mutex_);
  size_ = size;
}

}  // namespace comity::registry
