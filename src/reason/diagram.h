// Kernel 3: reduced ordered decision diagrams (Bryant, IEEE ToC C-35(8), 1986), over variables
// with any number of values (binary ones are the common case, and then this is an ROBDD) and with
// small numbers as terminals: 0 and 1 are false and true, and an outcome is its own number.
//
// Two functions are equal exactly where their nodes are. Reordering keeps every node's number and
// meaning (sifting: Rudell, ICCAD 1993).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::reason {

class Diagram {
 public:
  using Node = uint32_t;
  using Variable = uint32_t;
  static constexpr Node kTerminals = 4;  // nodes below this are the terminals

  enum class Op : uint32_t { both, first_only, neither };

  // arities[v] is the number of values of variable v; order lists the variables from the top.
  Diagram(std::vector<uint32_t> arities, std::vector<Variable> order, size_t nodes_max);

  // The function that is children[value of v]. Every child lies below v in the order.
  Node make(Variable v, std::span<const Node> children);
  // 1 where v has this value, else 0.
  Node test(Variable v, uint32_t value);
  // Of functions with values 0 and 1.
  Node apply(Op op, Node a, Node b);
  Node conj(Node a, Node b) { return apply(Op::both, a, b); }
  Node negate(Node a) { return apply(Op::neither, a, a); }

  static bool is_terminal(Node n) { return n < kTerminals; }
  Variable variable(Node n) const { return entries_[n].variable; }
  uint32_t level(Node n) const {
    return is_terminal(n) ? static_cast<uint32_t>(order_.size()) : level_[variable(n)];
  }
  std::span<const Node> children(Node n) const {
    return {pool_.data() + entries_[n].children, arities_[entries_[n].variable]};
  }
  uint32_t level_of(Variable v) const { return level_[v]; }
  uint32_t arity(Variable v) const { return arities_[v]; }
  const std::vector<Variable>& order() const { return order_; }

  // Once nodes_max was reached results are meaningless, and stay so.
  bool full() const { return full_; }
  size_t node_count() const { return live_; }
  // Nodes that these functions have in all.
  size_t size(std::span<const Node> roots) const;

  // Forgets every node that no root needs.
  void collect(std::span<const Node> roots);
  // collect(), then moves each variable to where the diagram is smallest, the rest staying.
  void sift(std::span<const Node> roots);

 private:
  struct Entry {
    Variable variable;
    uint32_t children;  // into pool_
    Node next;          // in its hash chain; 0 ends it
    uint32_t uses;      // parents and roots; kept while sifting only
  };
  struct Cached {
    uint64_t key = 0;
    Node result = 0;
  };
  struct Table {
    std::vector<Node> buckets = std::vector<Node>(16, 0);
    size_t count = 0;
  };

  Node find(Variable v, std::span<const Node> children) const;
  Node add(Variable v, std::span<const Node> children);
  void link(Node n);
  void unlink(Node n);
  void grow(Table& table);
  size_t bucket(const Table& table, std::span<const Node> children) const;
  Node apply_below(Op op, Node a, Node b);
  std::vector<uint8_t> mark(std::span<const Node> roots) const;
  void compact_pool();

  Node use(Node n);
  void release(Node n);
  void count_uses(std::span<const Node> roots);
  Node make_used(Variable v, std::span<const Node> children);
  void swap(uint32_t level);
  void rewrite(Node n, Variable upper, Variable lower);
  void move(Variable v);
  void move_to(Variable v, uint32_t level);

  std::vector<uint32_t> arities_;
  std::vector<Variable> order_;
  std::vector<uint32_t> level_;  // by variable
  size_t nodes_max_;
  bool full_ = false;
  size_t live_ = 0;
  std::vector<Entry> entries_;
  std::vector<Node> pool_;
  std::vector<Node> free_;
  std::vector<Table> tables_;  // by variable
  std::vector<Cached> cache_;
};

}  // namespace comity::reason
