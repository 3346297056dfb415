#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "reason/certificate.h"
#include "reason/residual.h"

namespace comity::reason {
namespace {

constexpr size_t kCandidatesMax = 8;  // choices that a split is sought among

template <class Act>
void each_allowed(uint64_t allowed, const Act& act) {
  for (; allowed != 0; allowed &= allowed - 1) {
    act(static_cast<Alternative>(std::countr_zero(allowed)));
  }
}

bool contains(OutcomeSet set, OutcomeSet part) {
  OutcomeSet both = set;
  both.add(part);
  return both == set;
}

}  // namespace

Certifier::Sight::Sight(const Theory& seen)
    : theory(seen), solver(seen), asserting(2 * size_t{seen.atom_count()}) {
  for (ChoiceId c = 0; c < seen.choice_count(); ++c) {
    for (Alternative a = 0; a < seen.alternative_count(c); ++a) {
      for (Literal l : seen.asserts(c, a)) asserting[l.code].push_back(c);
    }
  }
}

Certifier::Certifier(const Theory& theory, const Inquiry& inquiry, size_t cases_max)
    : theory_(theory),
      inquiry_(inquiry),
      cases_max_(cases_max),
      query_(inquiry.query()),
      whole_(theory),
      residue_(residual(theory)),
      quick_(residue_) {}

Completion Certifier::completion(World world) {
  const Restriction only = Restriction::to(world);
  whole_.solver.bound(only);
  return {std::move(world), prove(only, true)};
}

std::optional<OutcomesCertificate> Certifier::outcomes(const Restriction& within,
                                                       const World& near) {
  if (!inquiry_.exact(within)) return std::nullopt;
  const OutcomeSet possible = inquiry_.outcomes(within);
  OutcomesCertificate certificate;
  size_t count = 0;
  for (unsigned o = 0; o < 4; ++o) {
    if (!possible.has(Outcome(o))) continue;
    certificate.completions.push_back(completion(*inquiry_.world_with(Outcome(o), within, near)));
    ++count;
  }
  if (count == 4) return certificate;
  auto tree = cases(within, possible);
  if (!tree) return std::nullopt;
  certificate.cases = std::move(*tree);
  return certificate;
}

std::optional<SettlementCertificate> Certifier::settlement(const Settlement& settlement,
                                                           const Restriction& within,
                                                           const World& near) {
  const auto picked = [&](size_t dropped) {
    Restriction rest = within;
    for (size_t i = 0; i < settlement.picks.size(); ++i) {
      const Pick& pick = settlement.picks[i];
      if (i != dropped) rest = rest.with(pick.choice, pick.alternative);
    }
    return rest;
  };
  OutcomeSet settled;
  settled.add(settlement.outcome);
  auto tree = cases(picked(settlement.picks.size()), settled);
  if (!tree) return std::nullopt;
  SettlementCertificate certificate{std::move(*tree), {}};
  for (size_t i = 0; i < settlement.picks.size(); ++i) {
    const Restriction rest = picked(i);
    std::optional<World> other;
    for (unsigned o = 0; o < 4 && !other; ++o) {
      if (Outcome(o) != settlement.outcome) other = inquiry_.world_with(Outcome(o), rest, near);
    }
    if (!other) return std::nullopt;
    certificate.without.push_back(completion(std::move(*other)));
  }
  return certificate;
}

std::optional<TurnCertificate> Certifier::turn(ChoiceId choice, const Restriction& within,
                                               const World& near) {
  auto worlds = inquiry_.turned_by(choice, within, near);
  if (!worlds) return std::nullopt;
  return TurnCertificate{completion(std::move((*worlds)[0])), completion(std::move((*worlds)[1]))};
}

// First which cases there are, so that no proof is made for a tree that is given up.
std::optional<CaseTree> Certifier::cases(const Restriction& within, OutcomeSet outcomes) {
  cases_ = 0;
  CaseTree tree;
  if (!grow(within, outcomes, tree)) return std::nullopt;
  size_t node = 0;
  prove_cases(within, outcomes, tree, node);
  return tree;
}

bool Certifier::grow(const Restriction& within, OutcomeSet outcomes, CaseTree& tree) {
  if (!contains(outcomes, whole_.bounds(within, query_))) {
    if (const auto choice = split(within, outcomes)) {
      tree.push_back({choice, {}});
      bool grown = true;
      each_allowed(within.allowed[*choice], [&](Alternative a) {
        grown = grown && grow(within.with(*choice, a), outcomes, tree);
      });
      return grown;
    }
  }
  tree.push_back({});
  return ++cases_ <= cases_max_;
}

void Certifier::prove_cases(const Restriction& within, OutcomeSet outcomes, CaseTree& tree,
                            size_t& node) {
  CaseNode& here = tree[node++];
  if (here.split) {
    each_allowed(within.allowed[*here.split], [&](Alternative a) {
      prove_cases(within.with(*here.split, a), outcomes, tree, node);
    });
    return;
  }
  // What stays open in a case is a circle: its steps say so.
  const bool open = !contains(outcomes, whole_.bounds(within, query_));
  here.proof = prove(within, open);
}

OutcomeSet Certifier::Sight::bounds(const Restriction& within, Literal query) {
  solver.bound(within);
  const Tag yes = solver.tag(query);
  const Tag no = solver.tag(query.complement());
  OutcomeSet set;
  if (yes != Tag::refuted) set.add(Outcome::established);
  if (yes == Tag::proved) return set;
  if (no != Tag::refuted) set.add(Outcome::excluded);
  if (no == Tag::proved) return set;
  if (yes == Tag::undetermined || no == Tag::undetermined) set.add(Outcome::undetermined);
  set.add(Outcome::not_established);
  return set;
}

std::vector<ChoiceId> Certifier::Sight::reached(const Restriction& within, Literal query,
                                                bool through_all) const {
  std::vector<ChoiceId> found;
  std::vector<uint8_t> seen(theory.atom_count(), 0);
  std::vector<Atom> open{query.atom()};
  seen[query.atom()] = 1;
  const auto passes = [&](Literal l) {
    return through_all || solver.tag(l) == Tag::undetermined ||
           solver.support(l) == Tag::undetermined;
  };
  for (size_t i = 0; i < open.size(); ++i) {
    for (Literal l : {Literal::positive(open[i]), Literal::negative(open[i])}) {
      for (ChoiceId c : asserting[l.code]) {
        const bool known = std::find(found.begin(), found.end(), c) != found.end();
        if (!known && std::popcount(within.allowed[c]) > 1) found.push_back(c);
      }
      for (RuleId r : theory.rules_for(l)) {
        for (Literal p : theory.body(r)) {
          if (passes(p) && !std::exchange(seen[p.atom()], uint8_t{1})) open.push_back(p.atom());
        }
      }
    }
  }
  return found;
}

// The choice that leaves least to be waited for. Nothing where nothing is left to split.
std::optional<ChoiceId> Certifier::split(const Restriction& within, OutcomeSet outcomes) {
  quick_.solver.bound(within);
  std::vector<ChoiceId> candidates = quick_.reached(within, query_, false);
  // Where the whole theory has more to wait for: the solver has its bounds from grow().
  if (candidates.empty()) candidates = whole_.reached(within, query_, false);
  // A circle has to have everything around it settled before it can be told to be one.
  if (candidates.empty()) candidates = whole_.reached(within, query_, true);
  if (candidates.size() > kCandidatesMax) candidates.resize(kCandidatesMax);
  std::optional<ChoiceId> best;
  size_t least = 0;
  for (ChoiceId c : candidates) {
    const size_t left = left_after(within, c, outcomes);
    if (best && left >= least) continue;
    best = c;
    least = left;
  }
  return best;
}

size_t Certifier::left_after(const Restriction& within, ChoiceId choice, OutcomeSet outcomes) {
  size_t left = 0;
  each_allowed(within.allowed[choice], [&](Alternative a) {
    const Restriction narrower = within.with(choice, a);
    if (contains(outcomes, quick_.bounds(narrower, query_))) return;
    left += 1 + quick_.reached(narrower, query_, false).size();
  });
  return left;
}

// The tags of the query and its opposite; unless all are told, only those that are decided.
Proof Certifier::prove(const Restriction& within, bool all) {
  std::vector<Literal> told;
  for (Literal l : {query_, query_.complement()}) {
    if (all || whole_.solver.tag(l) != Tag::undetermined) told.push_back(l);
  }
  return explain_within(theory_, whole_.solver, within, told);
}

}  // namespace comity::reason
