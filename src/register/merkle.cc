#include "register/merkle.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"

namespace comity::registry {

namespace {

// The root over the leaves [start, end), where the range is a union of complete subtrees as RFC
// 6962 splits it: at the largest power of two below its length.
Result<Hash> range_root(NodeReader& nodes, std::uint64_t start, std::uint64_t end) {
  const std::uint64_t length = end - start;
  if (std::has_single_bit(length)) {
    const int level = std::countr_zero(length);
    return nodes.node(level, start >> level);
  }
  const std::uint64_t split = start + std::bit_floor(length);
  COMITY_TRY(const Hash left, range_root(nodes, start, split));
  COMITY_TRY(const Hash right, range_root(nodes, split, end));
  return node_hash(left, right);
}

std::uint64_t split_of(std::uint64_t start, std::uint64_t end) {
  return start + std::bit_ceil(end - start) / 2;
}

tl::unexpected<Error> mismatch(std::string_view what) {
  return fail(Errc::corrupt, std::string(what));
}

bool valid_subtree(std::uint64_t start, std::uint64_t end) {
  constexpr std::uint64_t kLengthMax = std::uint64_t{1} << 62;
  if (start > end || end - start > kLengthMax) return false;
  return start == end || start % std::bit_ceil(end - start) == 0;
}

}  // namespace

Hash empty_root() { return sha256(std::string_view{}); }

Hash leaf_hash(std::string_view entry) { return sha256({std::string_view("\0", 1), entry}); }

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256({"\x01", view(left), view(right)});
}

Result<Hash> tree_root(NodeReader& nodes, std::uint64_t size) {
  if (size == 0) return empty_root();
  return range_root(nodes, 0, size);
}

Result<Proof> inclusion_proof(NodeReader& nodes, std::uint64_t index, std::uint64_t size) {
  if (index >= size) return fail(Errc::invalid_input, "the entry lies beyond the tree");
  Proof proof;
  std::uint64_t start = 0;
  std::uint64_t end = size;
  while (end - start > 1) {
    const std::uint64_t split = split_of(start, end);
    const bool left = index < split;
    COMITY_TRY(const Hash sibling,
               left ? range_root(nodes, split, end) : range_root(nodes, start, split));
    proof.push_back(sibling);
    (left ? end : start) = split;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Proof> consistency_proof(NodeReader& nodes, std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size == 0 || old_size > new_size) {
    return fail(Errc::invalid_input, "a tree is consistent only with a later one");
  }
  Proof proof;
  std::uint64_t start = 0;
  std::uint64_t end = new_size;
  while (end != old_size) {
    const std::uint64_t split = split_of(start, end);
    const bool left = old_size <= split;
    COMITY_TRY(const Hash sibling,
               left ? range_root(nodes, split, end) : range_root(nodes, start, split));
    proof.push_back(sibling);
    (left ? end : start) = split;
  }
  if (start != 0) {
    COMITY_TRY(const Hash common, range_root(nodes, start, end));
    proof.push_back(common);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return mismatch("the entry lies beyond the tree");
  std::uint64_t at = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return mismatch("the inclusion proof is too long");
    if ((at & 1) != 0 || at == last) {
      hash = node_hash(sibling, hash);
      while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1;
    last >>= 1;
  }
  if (last != 0) return mismatch("the inclusion proof is too short");
  if (hash != root) return mismatch("the entry is not under this root");
  return {};
}

Result<void> verify_consistency(std::uint64_t old_size, const Hash& old_root,
                                std::uint64_t new_size, const Hash& new_root,
                                std::span<const Hash> proof) {
  if (old_size == 0) return mismatch("consistency with the empty tree proves nothing");
  return verify_subtree_consistency(0, old_size, new_size, old_root, new_root, proof);
}

Result<void> verify_subtree_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t start,
                                      std::uint64_t end, std::span<const Hash> proof,
                                      const Hash& subtree_root) {
  if (!valid_subtree(start, end)) return mismatch("not a subtree");
  if (index < start) return mismatch("the entry lies before the subtree");
  return verify_inclusion(leaf, index - start, end - start, proof, subtree_root);
}

Result<void> verify_subtree_consistency(std::uint64_t start, std::uint64_t end, std::uint64_t size,
                                        const Hash& subtree_root, const Hash& root,
                                        std::span<const Hash> proof) {
  if (end > size || !valid_subtree(start, end)) return mismatch("not a subtree of this tree");
  if (start == end) {
    if (proof.empty() && subtree_root == empty_root()) return {};
    return mismatch("an empty subtree has the empty root and an empty proof");
  }
  std::uint64_t first = start;
  std::uint64_t last = end - 1;
  std::uint64_t tail = size - 1;
  const auto climb = [&] {
    first >>= 1;
    last >>= 1;
    tail >>= 1;
  };
  if (last == tail) {
    while (first != last) climb();
  } else {
    while (first != last && (last & 1) != 0) climb();
  }
  Hash old_hash = subtree_root;
  if (first != last) {
    if (proof.empty()) return mismatch("the consistency proof is too short");
    old_hash = proof.front();
    proof = proof.subspan(1);
  }
  Hash new_hash = old_hash;
  for (const Hash& sibling : proof) {
    if (tail == 0) return mismatch("the consistency proof is too long");
    if ((last & 1) != 0 || last == tail) {
      if (first < last) old_hash = node_hash(sibling, old_hash);
      new_hash = node_hash(sibling, new_hash);
      while ((last & 1) == 0 && last != 0) climb();
    } else {
      new_hash = node_hash(new_hash, sibling);
    }
    climb();
  }
  if (tail != 0) return mismatch("the consistency proof is too short");
  if (old_hash != subtree_root) return mismatch("the earlier root does not fit the proof");
  if (new_hash != root) return mismatch("the later root does not fit the proof");
  return {};
}

Result<Frontier> Frontier::load(NodeReader& nodes, std::uint64_t size) {
  Frontier frontier;
  frontier.size_ = size;
  std::uint64_t start = 0;
  for (std::uint64_t rest = size; rest != 0; rest -= std::bit_floor(rest)) {
    const int level = static_cast<int>(std::bit_width(rest)) - 1;
    COMITY_TRY(const Hash hash, nodes.node(level, start >> level));
    frontier.edge_.push_back(hash);
    start += std::bit_floor(rest);
  }
  return frontier;
}

void Frontier::append(const Hash& leaf, const Sink& sink) {
  Hash hash = leaf;
  int level = 0;
  std::uint64_t index = size_;
  if (sink) sink(level, index, hash);
  while ((index & 1) != 0) {
    hash = node_hash(edge_.back(), hash);
    edge_.pop_back();
    index >>= 1;
    ++level;
    if (sink) sink(level, index, hash);
  }
  edge_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Hash hash = edge_.back();
  for (auto next = edge_.rbegin() + 1; next != edge_.rend(); ++next) hash = node_hash(*next, hash);
  return hash;
}

}  // namespace comity::registry
