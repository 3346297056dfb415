// Strongly connected components (Tarjan 1972), without recursion.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace comity::reason {

// A directed graph over nodes 0 .. size()-1, laid out flat: an edge points at what its node
// depends on.
struct Graph {
  std::vector<uint32_t> begin{0};
  std::vector<uint32_t> targets;

  uint32_t size() const { return static_cast<uint32_t>(begin.size() - 1); }
  // Add a node's edges to `targets`, then end the node.
  void end_node() { begin.push_back(static_cast<uint32_t>(targets.size())); }
};

struct Components {
  std::vector<uint32_t> nodes;     // all nodes, component after component
  std::vector<uint32_t> begin{0};  // component -> its first node in `nodes`

  uint32_t size() const { return static_cast<uint32_t>(begin.size() - 1); }
  std::span<const uint32_t> operator[](uint32_t i) const {
    return {nodes.data() + begin[i], nodes.data() + begin[i + 1]};
  }
};

// In an order in which a component comes after every component that it depends on. O(nodes +
// edges).
Components components(const Graph& graph);

}  // namespace comity::reason
