#include "reason/diagram.h"

#include <algorithm>
#include <utility>

#include "base/result.h"

namespace comity::reason {
namespace {

constexpr size_t kCacheMin = size_t{1} << 8;  // most diagrams stay small; it grows with them
constexpr size_t kCacheMax = size_t{1} << 20;

uint64_t mix(uint64_t x) {
  x *= 0x9E3779B97F4A7C15u;
  return x ^ (x >> 29);
}

}  // namespace

Diagram::Diagram(std::vector<uint32_t> arities, std::vector<Variable> order, size_t nodes_max)
    : arities_(std::move(arities)),
      order_(std::move(order)),
      level_(arities_.size()),
      nodes_max_(nodes_max),
      entries_(kTerminals),
      tables_(arities_.size()),
      cache_(kCacheMin) {
  COMITY_ASSERT(order_.size() == arities_.size());
  for (uint32_t i = 0; i < order_.size(); ++i) level_[order_[i]] = i;
}

size_t Diagram::bucket(const Table& table, std::span<const Node> children) const {
  uint64_t h = 0;
  for (Node c : children) h = mix(h + c + 1);
  return (h >> 7) & (table.buckets.size() - 1);
}

Diagram::Node Diagram::find(Variable v, std::span<const Node> children) const {
  const Table& table = tables_[v];
  for (Node n = table.buckets[bucket(table, children)]; n != 0; n = entries_[n].next) {
    if (std::equal(children.begin(), children.end(), pool_.data() + entries_[n].children)) return n;
  }
  return 0;
}

void Diagram::link(Node n) {
  Table& table = tables_[variable(n)];
  if (table.count++ >= table.buckets.size()) grow(table);
  Node& head = table.buckets[bucket(table, children(n))];
  entries_[n].next = std::exchange(head, n);
}

void Diagram::unlink(Node n) {
  Table& table = tables_[variable(n)];
  Node* at = &table.buckets[bucket(table, children(n))];
  while (*at != n) at = &entries_[*at].next;
  *at = entries_[n].next;
  --table.count;
}

void Diagram::grow(Table& table) {
  std::vector<Node> old(table.buckets.size() * 4, 0);
  old.swap(table.buckets);
  for (Node n : old) {
    while (n != 0) {
      const Node next = entries_[n].next;
      Node& head = table.buckets[bucket(table, children(n))];
      entries_[n].next = std::exchange(head, n);
      n = next;
    }
  }
}

Diagram::Node Diagram::add(Variable v, std::span<const Node> children) {
  Node n = static_cast<Node>(entries_.size());
  const auto at = static_cast<uint32_t>(pool_.size());
  pool_.insert(pool_.end(), children.begin(), children.end());
  if (free_.empty()) {
    entries_.push_back({v, at, 0, 0});
  } else {
    n = free_.back();
    free_.pop_back();
    entries_[n] = {v, at, 0, 0};
  }
  link(n);
  full_ = full_ || ++live_ > nodes_max_;
  return n;
}

Diagram::Node Diagram::make(Variable v, std::span<const Node> children) {
  const bool same =
      std::all_of(children.begin(), children.end(), [&](Node c) { return c == children.front(); });
  if (same) return children.front();
  const Node known = find(v, children);
  if (known != 0 || full_) return known;
  return add(v, children);
}

Diagram::Node Diagram::test(Variable v, uint32_t value) {
  std::vector<Node> children(arities_[v], 0);
  children[value] = 1;
  return make(v, children);
}

Diagram::Node Diagram::apply(Op op, Node a, Node b) {
  if (full_) return 0;
  if (op != Op::first_only && a > b) std::swap(a, b);
  switch (op) {
    case Op::both:
      if (a == 0 || a == b) return a;
      if (a == 1) return b;
      break;
    case Op::first_only:
      if (a == 0 || b == 1 || a == b) return 0;
      if (b == 0) return a;
      if (a == 1) return apply(Op::neither, b, b);
      break;
    case Op::neither:
      if (a == 1 || b == 1) return 0;
      if (b == 0) return 1;  // and a, which is not greater
      if (a == 0) a = b;
      break;
  }
  const uint64_t key = (uint64_t{a} << 33) | (uint64_t{b} << 2) | uint64_t(op);
  {
    const Cached& hit = cache_[(mix(key) >> 9) & (cache_.size() - 1)];
    if (hit.key == key) return hit.result;
  }
  const Node result = apply_below(op, a, b);
  if (!full_) cache_[(mix(key) >> 9) & (cache_.size() - 1)] = {key, result};
  return result;
}

Diagram::Node Diagram::apply_below(Op op, Node a, Node b) {
  const uint32_t top = std::min(level(a), level(b));
  const Variable v = order_[top];
  std::array<Node, 64> out;
  const uint32_t arity = arities_[v];
  for (uint32_t i = 0; i < arity; ++i) {
    const Node x = level(a) == top ? children(a)[i] : a;
    const Node y = level(b) == top ? children(b)[i] : b;
    out[i] = apply(op, x, y);
  }
  if (live_ > 2 * cache_.size() && cache_.size() < kCacheMax) {
    cache_.assign(cache_.size() * 4, Cached{});
  }
  return make(v, {out.data(), arity});
}

std::vector<uint8_t> Diagram::mark(std::span<const Node> roots) const {
  std::vector<uint8_t> marked(entries_.size(), 0);
  std::vector<Node> open(roots.begin(), roots.end());
  while (!open.empty()) {
    const Node n = open.back();
    open.pop_back();
    if (is_terminal(n) || std::exchange(marked[n], uint8_t{1})) continue;
    for (Node c : children(n)) open.push_back(c);
  }
  return marked;
}

size_t Diagram::size(std::span<const Node> roots) const {
  const std::vector<uint8_t> marked = mark(roots);
  return static_cast<size_t>(std::count(marked.begin(), marked.end(), uint8_t{1}));
}

void Diagram::collect(std::span<const Node> roots) {
  const std::vector<uint8_t> marked = mark(roots);
  for (Table& table : tables_) {
    std::vector<Node> kept;
    for (Node& head : table.buckets) {
      for (Node n = std::exchange(head, 0); n != 0; n = entries_[n].next) {
        (marked[n] ? kept : free_).push_back(n);
      }
    }
    live_ -= table.count - kept.size();
    table.count = 0;
    for (Node n : kept) link(n);
  }
  compact_pool();
  std::fill(cache_.begin(), cache_.end(), Cached{});
}

void Diagram::compact_pool() {
  std::vector<Node> pool;
  for (const Table& table : tables_) {
    for (Node n : table.buckets) {
      for (; n != 0; n = entries_[n].next) {
        const std::span<const Node> from = children(n);
        const auto at = static_cast<uint32_t>(pool.size());
        pool.insert(pool.end(), from.begin(), from.end());
        entries_[n].children = at;
      }
    }
  }
  pool_ = std::move(pool);
}

}  // namespace comity::reason
