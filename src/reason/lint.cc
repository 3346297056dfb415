#include "reason/lint.h"

#include <algorithm>
#include <map>
#include <utility>

#include "reason/random.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

using Kind = LintFinding::Kind;

class Linter {
 public:
  explicit Linter(const Theory& theory)
      : t_(theory), solver_(theory), applied_(theory.rule_count()), held_(theory.rule_count(), 0) {}

  void look(const World& world) {
    solver_.solve(world);
    for (RuleId r = 0; r < t_.rule_count(); ++r) {
      if (applies(r)) look_at(r, world);
    }
  }

  std::vector<LintFinding> findings() {
    std::vector<LintFinding> out;
    for (RuleId r = 0; r < t_.rule_count(); ++r) {
      if (!applied_[r]) out.push_back({Kind::never_applies, r, std::nullopt, std::nullopt});
    }
    for (RuleId r = 0; r < t_.rule_count(); ++r) {
      const bool supports = t_.strength(r) != Strength::defeater;
      if (supports && applied_[r] && !held_[r]) {
        out.push_back({Kind::swallowed, r, std::nullopt, applied_[r]});
      }
    }
    for (const auto& [rules, world] : ties_) {
      out.push_back({Kind::tie, rules.first, rules.second, world});
    }
    return out;
  }

 private:
  bool applies(RuleId r) const {
    const auto body = t_.body(r);
    return std::all_of(body.begin(), body.end(),
                       [&](Literal l) { return solver_.tag(l) == Tag::proved; });
  }

  void look_at(RuleId r, const World& world) {
    const Literal head = t_.head(r);
    if (!applied_[r]) applied_[r] = world;
    if (solver_.tag(head) == Tag::proved) held_[r] = 1;
    if (t_.strength(r) == Strength::defeater || solver_.outcome(head) != Outcome::not_established) {
      return;
    }
    for (RuleId s : t_.rules_for(head.complement())) {
      const bool settled = t_.stronger(r, s) || t_.stronger(s, r);
      const bool seen_from_there = s < r && t_.strength(s) != Strength::defeater;
      if (!settled && !seen_from_there && applies(s)) ties_.try_emplace({r, s}, world);
    }
  }

  const Theory& t_;
  Solver solver_;
  std::vector<std::optional<World>> applied_;
  std::vector<uint8_t> held_;
  std::map<std::pair<RuleId, RuleId>, World> ties_;
};

}  // namespace

LintReport lint(const Theory& theory, uint64_t worlds_max, uint64_t seed) {
  uint64_t all = 1;
  for (ChoiceId c = 0; c < theory.choice_count() && all <= worlds_max; ++c) {
    all *= theory.alternative_count(c);
  }
  const bool exhaustive = all <= worlds_max;
  const uint64_t worlds = exhaustive ? all : worlds_max;
  Linter linter(theory);
  Random random(seed);
  World world(theory.choice_count(), 0);
  for (uint64_t i = 0; i < worlds; ++i) {
    uint64_t rest = i;
    for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
      const uint32_t count = theory.alternative_count(c);
      world[c] = exhaustive ? static_cast<Alternative>(rest % count) : random.below(count);
      rest /= count;
    }
    linter.look(world);
  }
  return {linter.findings(), exhaustive, worlds};
}

}  // namespace comity::reason
