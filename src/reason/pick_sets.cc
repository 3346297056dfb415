#include "reason/pick_sets.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <utility>

namespace comity::reason {
namespace {

constexpr PickSets::Item kBottom = std::numeric_limits<PickSets::Item>::max();

}  // namespace

PickSets::PickSets() : nodes_{{kBottom, kNone, kNone}, {kBottom, kNone, kNone}} {}

size_t PickSets::KeyHash::operator()(const Node& n) const {
  uint64_t h = n.item;
  for (uint64_t part : {n.without, n.with}) h = (h ^ (h >> 31)) * 0x9E3779B97F4A7C15u + part;
  return h ^ (h >> 29);
}

PickSets::Family PickSets::make(Item item, Family without, Family with) {
  if (with == kNone) return without;
  const auto [it, fresh] =
      known_.try_emplace({item, without, with}, static_cast<Family>(nodes_.size()));
  if (fresh) nodes_.push_back(it->first);
  return it->second;
}

PickSets::Family PickSets::unite(Family a, Family b) { return combine(true, a, b); }
PickSets::Family PickSets::minus(Family a, Family b) { return combine(false, a, b); }

PickSets::Family PickSets::combine(bool unite, Family a, Family b) {
  if (unite && a > b) std::swap(a, b);
  if (a == kNone) return unite ? b : kNone;
  if (a == b) return unite ? a : kNone;
  if (!unite && b == kNone) return a;
  const uint64_t key = (uint64_t{a} << 33) | (uint64_t{b} << 1) | (unite ? 1 : 0);
  if (const auto hit = cache_.find(key); hit != cache_.end()) return hit->second;
  const Node x = nodes_[a];
  const Node y = nodes_[b];
  Family out;
  if (x.item < y.item) {
    out = make(x.item, combine(unite, x.without, b), x.with);
  } else if (y.item < x.item) {
    const Family without = combine(unite, a, y.without);
    out = unite ? make(y.item, without, y.with) : without;
  } else {
    out = make(x.item, combine(unite, x.without, y.without), combine(unite, x.with, y.with));
  }
  cache_.emplace(key, out);
  return out;
}

uint64_t PickSets::count(Family f) const {
  std::vector<uint64_t> counts(nodes_.size(), 0);
  counts[kEmpty] = 1;
  for (Family n = 2; n <= f; ++n) {  // a node's children have smaller numbers
    const uint64_t a = counts[nodes_[n].without];
    const uint64_t b = counts[nodes_[n].with];
    counts[n] =
        a > std::numeric_limits<uint64_t>::max() - b ? std::numeric_limits<uint64_t>::max() : a + b;
  }
  return counts[f];
}

std::vector<std::vector<PickSets::Item>> PickSets::of_size(Family f, size_t size) const {
  std::vector<std::vector<Item>> out;
  std::vector<Item> picked;
  std::set<std::pair<Family, size_t>> barren;  // nothing below with so many more items
  const std::function<bool(Family)> visit = [&](Family n) {
    if (n == kNone || picked.size() > size) return false;
    if (n == kEmpty) {
      if (picked.size() != size) return false;
      out.push_back(picked);
      return true;
    }
    if (barren.contains({n, picked.size()})) return false;
    picked.push_back(nodes_[n].item);
    const bool with = visit(nodes_[n].with);
    picked.pop_back();
    const bool without = visit(nodes_[n].without);
    if (!with && !without) barren.emplace(n, picked.size());
    return with || without;
  };
  visit(f);
  return out;
}

}  // namespace comity::reason
