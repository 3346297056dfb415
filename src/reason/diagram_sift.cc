// Reordering. Two neighbouring variables change places within each node that has both, so that
// the node keeps its number and its function.
#include <algorithm>
#include <array>
#include <utility>

#include "reason/diagram.h"

namespace comity::reason {
namespace {

// A variable's walk ends where the diagram is larger than this times its best size.
constexpr double kGrowth = 1.2;
constexpr size_t kPoolSlack = 4096;

}  // namespace

Diagram::Node Diagram::use(Node n) {
  if (!is_terminal(n)) ++entries_[n].uses;
  return n;
}

void Diagram::release(Node n) {
  if (is_terminal(n) || --entries_[n].uses > 0) return;
  unlink(n);
  --live_;
  free_.push_back(n);
  const uint32_t below = entries_[n].children;
  for (uint32_t i = 0; i < arities_[variable(n)]; ++i) release(pool_[below + i]);
}

void Diagram::count_uses(std::span<const Node> roots) {
  for (const Table& table : tables_) {
    for (Node n : table.buckets) {
      for (; n != 0; n = entries_[n].next) entries_[n].uses = 0;
    }
  }
  for (const Table& table : tables_) {
    for (Node n : table.buckets) {
      for (; n != 0; n = entries_[n].next) {
        for (Node c : children(n)) use(c);
      }
    }
  }
  for (Node root : roots) use(root);
}

// As make(); a new node uses its children. The caller uses the result.
Diagram::Node Diagram::make_used(Variable v, std::span<const Node> children) {
  const bool same =
      std::all_of(children.begin(), children.end(), [&](Node c) { return c == children.front(); });
  if (same) return children.front();
  const Node known = find(v, children);
  if (known != 0) return known;
  for (Node c : children) use(c);
  return add(v, children);
}

void Diagram::rewrite(Node n, Variable upper, Variable lower) {
  const uint32_t old = entries_[n].children;
  unlink(n);
  std::array<Node, 64> column;
  std::array<Node, 64> fresh;
  for (uint32_t j = 0; j < arities_[lower]; ++j) {
    for (uint32_t i = 0; i < arities_[upper]; ++i) {
      const Node below = pool_[old + i];
      const bool deeper = !is_terminal(below) && variable(below) == lower;
      column[i] = deeper ? children(below)[j] : below;
    }
    fresh[j] = use(make_used(upper, {column.data(), arities_[upper]}));
  }
  for (uint32_t i = 0; i < arities_[upper]; ++i) release(pool_[old + i]);
  const bool fits = arities_[lower] <= arities_[upper];
  if (!fits) entries_[n].children = static_cast<uint32_t>(pool_.size());
  if (!fits) pool_.resize(pool_.size() + arities_[lower]);
  std::copy_n(fresh.begin(), arities_[lower], pool_.begin() + entries_[n].children);
  entries_[n].variable = lower;
  link(n);
}

void Diagram::swap(uint32_t level) {
  const Variable upper = order_[level];
  const Variable lower = order_[level + 1];
  std::vector<Node> both;
  for (Node n : tables_[upper].buckets) {
    for (; n != 0; n = entries_[n].next) {
      const auto below = children(n);
      const bool touches = std::any_of(below.begin(), below.end(), [&](Node c) {
        return !is_terminal(c) && variable(c) == lower;
      });
      if (touches) both.push_back(n);
    }
  }
  for (Node n : both) rewrite(n, upper, lower);
  std::swap(order_[level], order_[level + 1]);
  std::swap(level_[upper], level_[lower]);
}

void Diagram::move_to(Variable v, uint32_t level) {
  while (level_[v] < level) swap(level_[v]);
  while (level_[v] > level) swap(level_[v] - 1);
}

void Diagram::move(Variable v) {
  const auto last = static_cast<uint32_t>(order_.size() - 1);
  size_t best = live_;
  uint32_t best_level = level_[v];
  const auto note = [&] {
    if (live_ >= best) return;
    best = live_;
    best_level = level_[v];
  };
  const auto bearable = [&] {
    return static_cast<double>(live_) <= kGrowth * static_cast<double>(best);
  };
  for (; level_[v] < last && bearable(); note()) swap(level_[v]);
  move_to(v, best_level);
  for (; level_[v] > 0 && bearable(); note()) swap(level_[v] - 1);
  move_to(v, best_level);
}

void Diagram::sift(std::span<const Node> roots) {
  collect(roots);
  if (order_.size() < 2) return;
  count_uses(roots);
  const bool was_full = full_;
  std::vector<Variable> largest_first = order_;
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [&](Variable a, Variable b) { return tables_[a].count > tables_[b].count; });
  for (Variable v : largest_first) {
    if (tables_[v].count > 0) move(v);
    if (pool_.size() > 8 * (live_ + kPoolSlack)) compact_pool();
  }
  full_ = was_full;
  compact_pool();
  std::fill(cache_.begin(), cache_.end(), Cached{});
}

}  // namespace comity::reason
