#include "reason/components.h"

#include <algorithm>
#include <limits>

namespace comity::reason {
namespace {

constexpr uint32_t kUnseen = 0;
constexpr uint32_t kDone = std::numeric_limits<uint32_t>::max();

class Tarjan {
 public:
  explicit Tarjan(const Graph& graph)
      : graph_(graph), low_(graph.size(), kUnseen), next_(graph.begin) {}

  Components run() {
    for (uint32_t node = 0; node < graph_.size(); ++node) {
      if (low_[node] == kUnseen) visit(node);
    }
    return std::move(result_);
  }

 private:
  void visit(uint32_t root) {
    enter(root);
    while (!path_.empty()) {
      const uint32_t node = path_.back().node;
      if (next_[node] < graph_.begin[node + 1]) {
        const uint32_t target = graph_.targets[next_[node]++];
        if (low_[target] == kUnseen) {
          enter(target);
        } else if (low_[target] != kDone) {
          low_[node] = std::min(low_[node], low_[target]);
        }
        continue;
      }
      leave();
    }
  }

  void enter(uint32_t node) {
    low_[node] = ++clock_;
    path_.push_back({node, clock_});
    open_.push_back(node);
  }

  void leave() {
    const auto [node, entered] = path_.back();
    path_.pop_back();
    if (!path_.empty()) {
      uint32_t& above = low_[path_.back().node];
      above = std::min(above, low_[node]);
    }
    if (low_[node] == entered) close(node);
  }

  void close(uint32_t root) {
    uint32_t node;
    do {
      node = open_.back();
      open_.pop_back();
      low_[node] = kDone;
      result_.nodes.push_back(node);
    } while (node != root);
    result_.begin.push_back(static_cast<uint32_t>(result_.nodes.size()));
  }

  struct Frame {
    uint32_t node;
    uint32_t entered;
  };

  const Graph& graph_;
  std::vector<uint32_t> low_;  // the earliest open node known to be reachable; or kUnseen, kDone
  std::vector<uint32_t> next_;
  std::vector<Frame> path_;
  std::vector<uint32_t> open_;
  uint32_t clock_ = 0;
  Components result_;
};

}  // namespace

Components components(const Graph& graph) { return Tarjan(graph).run(); }

}  // namespace comity::reason
