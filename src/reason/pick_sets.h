// Families of sets of picks, as zero-suppressed decision diagrams (Minato, DAC 1993): what is
// needed to hold all smallest sufficient sets at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace comity::reason {

class PickSets {
 public:
  using Family = uint32_t;
  using Item = uint32_t;               // smaller items lie nearer to the top
  static constexpr Family kNone = 0;   // no set at all
  static constexpr Family kEmpty = 1;  // the empty set alone

  PickSets();

  // The sets of `without`, and those of `with` with the item added. The item must be smaller than
  // every item of both.
  Family make(Item item, Family without, Family with);
  Family unite(Family a, Family b);
  Family minus(Family a, Family b);

  // Number of sets, up to 2^64 - 1.
  uint64_t count(Family f) const;
  // The sets with exactly `size` items, each in increasing order.
  std::vector<std::vector<Item>> of_size(Family f, size_t size) const;

 private:
  struct Node {
    Item item;
    Family without;
    Family with;
  };
  struct KeyHash {
    size_t operator()(const Node& n) const;
  };
  struct KeyEqual {
    bool operator()(const Node& a, const Node& b) const {
      return a.item == b.item && a.without == b.without && a.with == b.with;
    }
  };
  Family combine(bool unite, Family a, Family b);

  std::vector<Node> nodes_;
  std::unordered_map<Node, Family, KeyHash, KeyEqual> known_;
  std::unordered_map<uint64_t, Family> cache_;
};

}  // namespace comity::reason
