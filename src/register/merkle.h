// The hash tree of RFC 6962, section 2.1, and its proofs (RFC 9162, section 2.1; C2SP merkle-tree).
//
// A tree over n leaves is never stored as such. What is stored are its complete subtrees: the node
// (level, index) is the root over the 2^level leaves from index·2^level, and never changes once
// those leaves exist. Every root and every proof is put together from O(log n) complete subtrees.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace comity::registry {

Hash empty_root();                                    // SHA-256 of nothing
Hash leaf_hash(std::string_view entry);               // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 ‖ left ‖ right)

using Proof = std::vector<Hash>;

// Complete subtrees by (level, index). Level 0 holds the leaves' hashes.
class NodeReader {
 public:
  virtual ~NodeReader() = default;
  virtual Result<Hash> node(int level, std::uint64_t index) = 0;
};

// The root over the first `size` leaves. O(log size) nodes.
Result<Hash> tree_root(NodeReader& nodes, std::uint64_t size);

// The siblings from leaf `index` up to the root over `size` leaves, lowest first.
// Errors: invalid_input unless index < size.
Result<Proof> inclusion_proof(NodeReader& nodes, std::uint64_t index, std::uint64_t size);

// What leads from the root over `old_size` leaves to that over `new_size`.
// Errors: invalid_input unless 0 < old_size <= new_size.
Result<Proof> consistency_proof(NodeReader& nodes, std::uint64_t old_size, std::uint64_t new_size);

// Each verifier answers success or corrupt, with what does not fit. A proof that is longer, shorter
// or in another order than the only right one is refused.
Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const Hash> proof, const Hash& root);

// Consistency with the empty tree proves nothing and is refused: old_size must be positive.
Result<void> verify_consistency(std::uint64_t old_size, const Hash& old_root,
                                std::uint64_t new_size, const Hash& new_root,
                                std::span<const Hash> proof);

// A subtree [start, end) is valid if start is a multiple of the least power of two that is not
// below end - start (Merkle Tree Certificates draft, section 4). An empty one is valid at any place
// and has the empty root.
Result<void> verify_subtree_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t start,
                                      std::uint64_t end, std::span<const Hash> proof,
                                      const Hash& subtree_root);
Result<void> verify_subtree_consistency(std::uint64_t start, std::uint64_t end, std::uint64_t size,
                                        const Hash& subtree_root, const Hash& root,
                                        std::span<const Hash> proof);

// A tree that only grows and remembers only its right edge: one hash per set bit of its size.
class Frontier {
 public:
  using Sink = std::function<void(int level, std::uint64_t index, const Hash&)>;

  Frontier() = default;

  // The edge of a tree of `size` leaves, read from its complete subtrees.
  static Result<Frontier> load(NodeReader& nodes, std::uint64_t size);

  // Adds a leaf's hash; tells `sink` every subtree that this completes, the leaf itself first.
  void append(const Hash& leaf, const Sink& sink = nullptr);

  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;  // the complete subtrees that make up the tree, largest first
};

}  // namespace comity::registry
