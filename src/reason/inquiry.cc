#include "reason/inquiry.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "reason/cone.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

uint64_t bit(Alternative a) { return uint64_t{1} << a; }
unsigned width(uint64_t allowed) { return static_cast<unsigned>(std::popcount(allowed)); }

}  // namespace

Restriction Restriction::none(const Theory& theory) {
  Restriction all;
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    all.allowed.push_back(~uint64_t{0} >> (64 - theory.alternative_count(c)));
  }
  return all;
}

Restriction Restriction::with(ChoiceId choice, Alternative alternative) const {
  Restriction narrower = *this;
  narrower.allowed[choice] = bit(alternative);
  return narrower;
}

class Inquiry::Impl {
 public:
  Impl(const Theory& theory, Literal query, const InquiryLimits& limits)
      : theory_(theory), query_(query), cone_(cone_of(theory, {&query, 1})), solver_(theory) {
    uint64_t worlds = 1;
    for (ChoiceId c : cone_.choices) {
      worlds *= theory.alternative_count(c);
      exact_ = exact_ && worlds <= uint64_t{1} << limits.worlds_log2_max;
      if (!exact_) return;
    }
    tabulate(worlds);
  }

  const Cone& cone() const { return cone_; }
  bool exact() const { return exact_; }

  OutcomeSet outcomes(const Restriction& within) const {
    if (!exact_) return bounds(within);
    OutcomeSet set;
    each_world(within, [&](size_t index) { set.add(table_[index]); });
    return set;
  }

  std::vector<ChoiceId> relevant(const Restriction& within) const {
    std::vector<ChoiceId> out;
    for (size_t i = 0; exact_ && i < cone_.choices.size(); ++i) {
      if (matters(i, within)) out.push_back(cone_.choices[i]);
    }
    return out;
  }

  std::vector<Settlement> settlements(const Restriction& within, size_t limit,
                                      size_t picks_max) const {
    std::vector<Settlement> found;
    const std::vector<ChoiceId> choices = relevant(within);
    for (size_t size = 0; exact_ && size <= std::min(picks_max, choices.size()); ++size) {
      std::vector<Pick> picks;
      settle(within, choices, 0, size, limit, picks, found);
    }
    return found;
  }

  std::vector<Settlement> nearest_changes(const World& world, const Restriction& within,
                                          size_t limit) const {
    std::vector<Settlement> found;
    if (!exact_) return found;
    Restriction here = within;
    for (ChoiceId c : cone_.choices) here.allowed[c] = bit(world[c]);
    const Outcome now = *outcomes(here).only();
    for (size_t size = 1; size <= cone_.choices.size() && found.empty(); ++size) {
      std::vector<Pick> picks;
      change(within, here, now, 0, size, limit, picks, found);
    }
    return found;
  }

  std::optional<ChoiceId> next_question(const Restriction& within,
                                        std::span<const ChoiceId> candidates) const {
    std::optional<ChoiceId> best;
    double fewest = 0;
    for (ChoiceId c : relevant(within)) {
      if (std::find(candidates.begin(), candidates.end(), c) == candidates.end()) continue;
      double left = 0;
      each_allowed(within, c, [&](Alternative a) {
        left += static_cast<double>(relevant(within.with(c, a)).size());
      });
      left /= width(within.allowed[c]);
      if (best && left >= fewest) continue;
      best = c;
      fewest = left;
    }
    return best;
  }

 private:
  void tabulate(uint64_t worlds) {
    World world(theory_.choice_count(), 0);
    table_.resize(worlds);
    for (Outcome& outcome : table_) {
      solver_.solve(world);
      outcome = solver_.outcome(query_);
      for (ChoiceId c : cone_.choices) {
        if (++world[c] < theory_.alternative_count(c)) break;
        world[c] = 0;
      }
    }
  }

  OutcomeSet bounds(const Restriction& within) const {
    solver_.bound(within);
    OutcomeSet set;
    const Tag yes = solver_.tag(query_);
    const Tag no = solver_.tag(query_.complement());
    if (yes != Tag::refuted) set.add(Outcome::established);
    if (yes == Tag::proved) return set;
    if (no != Tag::refuted) set.add(Outcome::excluded);
    if (no == Tag::proved) return set;
    set.add(Outcome::not_established);
    if (yes == Tag::undetermined || no == Tag::undetermined) set.add(Outcome::undetermined);
    return set;
  }

  template <class Act>
  static void each_allowed(const Restriction& within, ChoiceId c, const Act& act) {
    for (uint64_t left = within.allowed[c]; left != 0; left &= left - 1) {
      act(static_cast<Alternative>(std::countr_zero(left)));
    }
  }

  // Calls act with the table index of each world within the restriction.
  template <class Act>
  void each_world(const Restriction& within, const Act& act) const {
    const std::function<void(size_t, size_t, size_t)> visit = [&](size_t i, size_t index,
                                                                  size_t stride) {
      if (i == cone_.choices.size()) return act(index);
      const ChoiceId c = cone_.choices[i];
      each_allowed(within, c, [&](Alternative a) {
        visit(i + 1, index + a * stride, stride * theory_.alternative_count(c));
      });
    };
    visit(0, 0, 1);
  }

  bool matters(size_t i, const Restriction& within) const {
    const ChoiceId c = cone_.choices[i];
    size_t stride = 1;
    for (size_t j = 0; j < i; ++j) stride *= theory_.alternative_count(cone_.choices[j]);
    const auto base = static_cast<Alternative>(std::countr_zero(within.allowed[c]));
    bool differs = false;
    each_world(within.with(c, base), [&](size_t index) {
      each_allowed(within, c, [&](Alternative a) {
        differs = differs || table_[index] != table_[index + (a - base) * stride];
      });
    });
    return differs;
  }

  static bool within_settled(const std::vector<Settlement>& found, const std::vector<Pick>& picks) {
    return std::any_of(found.begin(), found.end(), [&](const Settlement& s) {
      return std::includes(picks.begin(), picks.end(), s.picks.begin(), s.picks.end());
    });
  }

  void settle(const Restriction& within, const std::vector<ChoiceId>& choices, size_t from,
              size_t size, size_t limit, std::vector<Pick>& picks,
              std::vector<Settlement>& found) const {
    if (found.size() >= limit || within_settled(found, picks)) return;
    if (picks.size() == size) {
      if (const auto only = outcomes(within).only()) found.push_back({picks, *only});
      return;
    }
    for (size_t i = from; i + (size - picks.size()) <= choices.size(); ++i) {
      if (width(within.allowed[choices[i]]) == 1) continue;
      each_allowed(within, choices[i], [&](Alternative a) {
        picks.push_back({choices[i], a});
        settle(within.with(choices[i], a), choices, i + 1, size, limit, picks, found);
        picks.pop_back();
      });
    }
  }

  void change(const Restriction& within, const Restriction& here, Outcome now, size_t from,
              size_t size, size_t limit, std::vector<Pick>& picks,
              std::vector<Settlement>& found) const {
    if (found.size() >= limit) return;
    if (picks.size() == size) {
      const Outcome then = *outcomes(here).only();
      if (then != now) found.push_back({picks, then});
      return;
    }
    for (size_t i = from; i + (size - picks.size()) <= cone_.choices.size(); ++i) {
      const ChoiceId c = cone_.choices[i];
      each_allowed(within, c, [&](Alternative a) {
        if (here.allowed[c] == bit(a)) return;
        picks.push_back({c, a});
        change(within, here.with(c, a), now, i + 1, size, limit, picks, found);
        picks.pop_back();
      });
    }
  }

  const Theory& theory_;
  Literal query_;
  Cone cone_;
  mutable Solver solver_;
  bool exact_ = true;
  std::vector<Outcome> table_;
};

Inquiry::Inquiry(const Theory& theory, Literal query, const InquiryLimits& limits)
    : impl_(std::make_unique<Impl>(theory, query, limits)) {}
Inquiry::~Inquiry() = default;
Inquiry::Inquiry(Inquiry&&) noexcept = default;
Inquiry& Inquiry::operator=(Inquiry&&) noexcept = default;

std::span<const ChoiceId> Inquiry::cone() const { return impl_->cone().choices; }
bool Inquiry::exact() const { return impl_->exact(); }
OutcomeSet Inquiry::outcomes(const Restriction& within) const { return impl_->outcomes(within); }
std::vector<ChoiceId> Inquiry::relevant(const Restriction& within) const {
  return impl_->relevant(within);
}
std::vector<Settlement> Inquiry::settlements(const Restriction& within, size_t limit,
                                             size_t picks_max) const {
  return impl_->settlements(within, limit, picks_max);
}
std::vector<Settlement> Inquiry::nearest_changes(const World& world, const Restriction& within,
                                                 size_t limit) const {
  return impl_->nearest_changes(world, within, limit);
}
std::optional<ChoiceId> Inquiry::next_question(const Restriction& within,
                                               std::span<const ChoiceId> candidates) const {
  return impl_->next_question(within, candidates);
}

}  // namespace comity::reason
