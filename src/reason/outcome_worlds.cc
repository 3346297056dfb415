// Worlds that show something of an outcome function, found by walking down its diagram.
#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "reason/outcome_function.h"

namespace comity::reason {

// Goes down one path, or two at once that part at one variable; what led nowhere is not tried
// again.
class OutcomeFunction::Walk {
 public:
  Walk(const OutcomeFunction& f, const Restriction& within, const World& near)
      : f_(f), within_(within), world_(near.size()) {
    for (ChoiceId c = 0; c < world_.size(); ++c) world_[c] = preferred(c, near[c]).front();
    for (const ChoiceId c : f.choices_) order_.push_back(preferred(c, near[c]));
  }

  std::optional<World> to(Outcome outcome) {
    if (!reach(f_.root_, Node(outcome))) return std::nullopt;
    return world_;
  }

  std::optional<std::array<World, 2>> parted_by(ChoiceId choice) {
    const auto at = std::find(f_.choices_.begin(), f_.choices_.end(), choice);
    if (at == f_.choices_.end()) return std::nullopt;
    const auto v = static_cast<Variable>(at - f_.choices_.begin());
    for (size_t i = 0; i < order_[v].size(); ++i) {
      for (size_t j = i + 1; j < order_[v].size(); ++j) {
        parting_ = {v, order_[v][i], order_[v][j]};
        parted_.clear();
        if (!part(f_.root_, f_.root_)) continue;
        World first = world_, second = world_;
        first[choice] = order_[v][i];
        second[choice] = order_[v][j];
        return std::array{std::move(first), std::move(second)};
      }
    }
    return std::nullopt;
  }

 private:
  struct Parting {
    Variable variable;
    Alternative first, second;
  };

  // The allowed alternatives, the preferred one first.
  std::vector<Alternative> preferred(ChoiceId c, Alternative near) const {
    std::vector<Alternative> out;
    const uint64_t allowed = within_.allowed[c];
    if (near < 64 && ((allowed >> near) & 1) != 0) out.push_back(near);
    for (uint64_t rest = allowed; rest != 0; rest &= rest - 1) {
      const auto a = static_cast<Alternative>(std::countr_zero(rest));
      if (a != near) out.push_back(a);
    }
    return out;
  }

  bool reach(Node n, Node terminal) {
    if (Diagram::is_terminal(n)) return n == terminal;
    if (!tried_.insert(n).second) return false;
    const Variable v = f_.diagram_.variable(n);
    return std::any_of(order_[v].begin(), order_[v].end(), [&](Alternative a) {
      if (!reach(f_.diagram_.children(n)[a], terminal)) return false;
      world_[f_.choices_[v]] = a;
      return true;
    });
  }

  Node below(Node n, Variable v, Alternative a) const {
    const bool here = !Diagram::is_terminal(n) && f_.diagram_.variable(n) == v;
    return here ? f_.diagram_.children(n)[a] : n;
  }

  bool part(Node x, Node y) {
    const uint32_t level = std::min(f_.diagram_.level(x), f_.diagram_.level(y));
    const uint32_t parting = f_.diagram_.level_of(parting_.variable);
    if (x == y && level > parting) return false;
    if (Diagram::is_terminal(x) && Diagram::is_terminal(y)) return x != y;
    if (!parted_.emplace(x, y).second) return false;
    const Variable v = f_.diagram_.order()[level];
    if (v == parting_.variable) {
      return part(below(x, v, parting_.first), below(y, v, parting_.second));
    }
    return std::any_of(order_[v].begin(), order_[v].end(), [&](Alternative a) {
      if (!part(below(x, v, a), below(y, v, a))) return false;
      world_[f_.choices_[v]] = a;
      return true;
    });
  }

  const OutcomeFunction& f_;
  const Restriction& within_;
  World world_;
  std::vector<std::vector<Alternative>> order_;  // by variable
  Parting parting_{};
  std::set<Node> tried_;
  std::set<std::pair<Node, Node>> parted_;
};

std::optional<World> OutcomeFunction::world_with(Outcome outcome, const Restriction& within,
                                                 const World& near) const {
  return Walk(*this, within, near).to(outcome);
}

std::optional<std::array<World, 2>> OutcomeFunction::turned_by(ChoiceId choice,
                                                               const Restriction& within,
                                                               const World& near) const {
  return Walk(*this, within, near).parted_by(choice);
}

}  // namespace comity::reason
