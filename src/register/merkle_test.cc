#include "register/merkle.h"

#include <doctest/doctest.h>

#include <bit>
#include <map>
#include <random>

#include "base/fault_env.h"
#include "base/hash.h"
#include "register/tile.h"
#include "register/vectors_for_test.h"

namespace comity::registry {
namespace {

struct Cases {
  int total = 0;
  int wrong = 0;
};

// Reads a JSON array of cases, and counts those on which `accepts` and the vector disagree.
template <class Accepts>
Cases run(const std::string& name, Accepts accepts) {
  Cases cases;
  const auto all = vector_json("tlog/merkle/" + name + ".json");
  for (const auto& value : all.as_array()) {
    const auto& object = value.as_object();
    const bool expected = !object.at("wantErr").as_bool();
    const bool agreed = accepts(object) == expected;
    CHECK_MESSAGE(agreed, std::string(object.at("path").as_string()));
    ++cases.total;
    cases.wrong += expected ? 0 : 1;
  }
  vector_count.run += cases.total;
  return cases;
}

Result<Hash> hash_of(const boost::json::value& value) {
  return hash_from_base64(std::string_view(value.as_string()));
}

// In a few cases a root is a word of advice instead of 32 octets, and only its equality matters.
Hash opaque_root(const boost::json::value& value) {
  return hash_of(value).value_or(sha256(std::string_view(value.as_string())));
}

std::uint64_t number_of(const boost::json::value& value) {
  return value.to_number<std::uint64_t>();
}

Result<Proof> proof_of(const boost::json::value& value) {
  Proof proof;
  if (value.is_null()) return proof;
  for (const auto& hash : value.as_array()) {
    COMITY_TRY(const Hash one, hash_of(hash));
    proof.push_back(one);
  }
  return proof;
}

TEST_CASE("518 proofs of RFC 6962 trees and subtrees, of which 482 must fail") {
  const Cases inclusion = run("inclusion", [](const auto& c) {
    const auto root = hash_of(c.at("root")), leaf = hash_of(c.at("leafHash"));
    const auto proof = proof_of(c.at("proof"));
    return root && leaf && proof &&
           verify_inclusion(*leaf, number_of(c.at("leafIdx")), number_of(c.at("treeSize")), *proof,
                            *root);
  });
  const Cases consistency = run("consistency", [](const auto& c) {
    const Hash root1 = opaque_root(c.at("root1")), root2 = opaque_root(c.at("root2"));
    const auto proof = proof_of(c.at("proof"));
    return proof && verify_consistency(number_of(c.at("size1")), root1, number_of(c.at("size2")),
                                       root2, *proof);
  });
  const Cases subtree_inclusion = run("subtreeinclusion", [](const auto& c) {
    const auto root = hash_of(c.at("root")), leaf = hash_of(c.at("leafHash"));
    const auto proof = proof_of(c.at("proof"));
    return root && leaf && proof &&
           verify_subtree_inclusion(*leaf, number_of(c.at("leafIdx")), number_of(c.at("start")),
                                    number_of(c.at("end")), *proof, *root);
  });
  const Cases subtree_consistency = run("subtreeconsistency", [](const auto& c) {
    const Hash root1 = opaque_root(c.at("root1")), root2 = opaque_root(c.at("root2"));
    const auto proof = proof_of(c.at("proof"));
    return proof && verify_subtree_consistency(number_of(c.at("start")), number_of(c.at("end")),
                                               number_of(c.at("size")), root1, root2, *proof);
  });
  CHECK(inclusion.total + consistency.total + subtree_inclusion.total + subtree_consistency.total ==
        518);
  CHECK(inclusion.wrong + consistency.wrong + subtree_inclusion.wrong + subtree_consistency.wrong ==
        482);
}

class StoredNodes : public NodeReader {
 public:
  Result<Hash> node(int level, std::uint64_t index) override { return nodes.at({level, index}); }
  std::map<std::pair<int, std::uint64_t>, Hash> nodes;
};

// RFC 6962, section 2.1, word for word: the slow definition against which the fast one is held.
Hash defined_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_ceil(leaves.size()) / 2;
  return node_hash(defined_root(leaves.first(k)), defined_root(leaves.subspan(k)));
}

TEST_CASE("every proof of every tree up to 70 leaves verifies, and only for its own claim") {
  StoredNodes stored;
  Frontier frontier;
  std::vector<Hash> leaves;
  std::vector<Hash> roots{empty_root()};
  for (int i = 0; i < 70; ++i) {
    leaves.push_back(leaf_hash(std::to_string(i)));
    frontier.append(leaves.back(), [&](int level, std::uint64_t index, const Hash& hash) {
      stored.nodes[{level, index}] = hash;
    });
    roots.push_back(frontier.root());
    REQUIRE(frontier.root() == defined_root(leaves));
    REQUIRE(tree_root(stored, frontier.size()).value() == frontier.root());
    REQUIRE(Frontier::load(stored, frontier.size()).value().root() == frontier.root());
  }
  for (std::uint64_t size = 1; size < roots.size(); ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = inclusion_proof(stored, index, size).value();
      CHECK(verify_inclusion(leaves[index], index, size, proof, roots[size]));
      CHECK_FALSE(verify_inclusion(leaves[index], index ^ 1, size, proof, roots[size]));
    }
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const Proof proof = consistency_proof(stored, old_size, size).value();
      CHECK(verify_consistency(old_size, roots[old_size], size, roots[size], proof));
      CHECK_FALSE(verify_consistency(old_size, roots[old_size - 1], size, roots[size], proof));
    }
  }
  CHECK_FALSE(inclusion_proof(stored, 70, 70));
  CHECK_FALSE(consistency_proof(stored, 0, 70));
  CHECK_FALSE(consistency_proof(stored, 8, 7));
}

TEST_CASE("tiles have the paths of the specification, and no others") {
  CHECK(tile_path({0, 1234067, 256}) == "tile/0/x001/x234/067");
  CHECK(tile_path({1, 0, 5}) == "tile/1/000.p/5");
  CHECK(tile_path({Tile::kEntries, 999, 17}) == "tile/entries/999.p/17");
  for (const Tile& tile : {Tile{0, 1234067, 256}, Tile{3, 1000, 1}, Tile{Tile::kEntries, 7, 255}}) {
    CHECK(parse_tile_path(tile_path(tile)).value() == tile);
  }
  for (const char* wrong : {"tile/0/1", "tile/8/000", "tile/0/000.p/256", "tile/0/000.p/0",
                            "tile/0/x000/001", "tile/0/../etc", "tile/00/000", "tile/0/001/",
                            "tiles/0/000", "tile/0/", "tile", "tile/0/000.p/05"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_tile_path(wrong));
  }
}

TEST_CASE("the tiles of another implementation carry its checkpoints") {
  TileFiles files(system_env().disk, vector_path("tlog/tessera-testlog"));
  TileNodes nodes(files, 15);
  CHECK(to_base64(view(tree_root(nodes, 15).value())) ==
        "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=");
  const auto bundle = files.read({Tile::kEntries, 0, 15}).value();
  const auto entries = parse_bundle(bundle, 15).value();
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    CHECK(leaf_hash(entries[i]) == nodes.node(0, i).value());
  }
  ++vector_count.run;
  CHECK_FALSE(parse_bundle(bundle, 14));
  CHECK_FALSE(parse_bundle(std::string_view(bundle).substr(0, bundle.size() - 1), 15));
}

TEST_CASE("a log of a few hundred thousand leaves reads back from its tiles") {
  std::map<Tile, std::string> tiles;
  struct Memory : TileReader {
    explicit Memory(std::map<Tile, std::string>& t) : tiles_(t) {}
    Result<std::string> fetch(const Tile& tile) override {
      const auto found = tiles_.find(tile);
      if (found == tiles_.end()) return fail(Errc::not_found, tile_path(tile));
      return found->second;
    }
    std::map<Tile, std::string>& tiles_;
  } memory(tiles);
  constexpr std::uint64_t kSize = 70000;
  Frontier frontier;
  std::map<int, std::string> rows;
  for (std::uint64_t i = 0; i < kSize; ++i) {
    frontier.append(leaf_hash(std::to_string(i)), [&](int level, std::uint64_t, const Hash& hash) {
      if (level % kTileHeight == 0) rows[level / kTileHeight] += view(hash);
    });
  }
  for (const Tile& tile : tiles_between(0, kSize)) {
    if (tile.level == Tile::kEntries) continue;
    tiles[tile] =
        rows.at(tile.level)
            .substr(tile.index * kTileWidth * 32, static_cast<std::size_t>(tile.width) * 32);
  }
  CHECK(tiles.size() == 274 + 2 + 1);
  TileNodes nodes(memory, kSize, 8);
  CHECK(tree_root(nodes, kSize).value() == frontier.root());
  std::mt19937_64 random(6962);
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t index = random() % kSize;
    const Proof proof = inclusion_proof(nodes, index, kSize).value();
    CHECK(verify_inclusion(leaf_hash(std::to_string(index)), index, kSize, proof, frontier.root()));
  }
  CHECK_FALSE(nodes.node(0, kSize));
  CHECK(tiles_between(kSize, kSize).empty());
}

TEST_CASE("a partial tile that is gone reads as the beginning of the full one") {
  FaultDisk disk(1);
  REQUIRE(disk.make_directory("log"));
  TileFiles files(disk, "log");
  std::string hashes;
  std::string bundle;
  for (int i = 0; i < 256; ++i) {
    const Hash leaf = leaf_hash(std::to_string(i));
    hashes += view(leaf);
    append_to_bundle(bundle, std::string(static_cast<std::size_t>(i), 'x'));
  }
  REQUIRE(files.write({0, 0, 256}, hashes));
  REQUIRE(files.write({Tile::kEntries, 0, 256}, bundle));
  for (const int width : {1, 17, 255}) {
    CHECK(files.read({0, 0, width}).value() ==
          hashes.substr(0, static_cast<std::size_t>(width) * 32));
    const auto first = files.read({Tile::kEntries, 0, width}).value();
    CHECK(parse_bundle(first, width).value().back().size() == static_cast<std::size_t>(width - 1));
  }
  CHECK(files.read({0, 1, 5}).error().code() == Errc::not_found);
  CHECK(beginning_of({0, 0, 256}, hashes.substr(1), 256).error().code() == Errc::corrupt);
}

}  // namespace
}  // namespace comity::registry
