// The part of the checker that is about many worlds. Like check.cc it shares no code with the
// kernels; of the inquiry it uses the types alone.
#include <algorithm>
#include <bit>
#include <string>

#include "reason/certificate.h"

namespace comity::reason {
namespace {

tl::unexpected<Error> not_shown(const std::string& what) { return fail(Errc::invalid_input, what); }

bool is_within(const Restriction& within, const World& world) {
  if (world.size() != within.allowed.size()) return false;
  for (ChoiceId c = 0; c < world.size(); ++c) {
    if (world[c] >= 64 || ((within.allowed[c] >> world[c]) & 1) == 0) return false;
  }
  return true;
}

bool contains(OutcomeSet set, OutcomeSet part) {
  OutcomeSet both = set;
  both.add(part);
  return both == set;
}

OutcomeSet only(Outcome outcome) {
  OutcomeSet set;
  set.add(outcome);
  return set;
}

OutcomeSet every() {
  OutcomeSet set;
  for (unsigned o = 0; o < 4; ++o) set.add(Outcome(o));
  return set;
}

// Walks a tree in preorder. Each split leaves fewer worlds, so that no tree is deeper than there
// are choices.
class TreeChecker {
 public:
  TreeChecker(const Theory& theory, Literal query, OutcomeSet outcomes, const CaseTree& tree)
      : theory_(theory), query_(query), outcomes_(outcomes), tree_(tree) {}

  Result<void> run(const Restriction& within) {
    COMITY_CHECK(node(within));
    if (next_ != tree_.size()) return not_shown("the tree has more cases than there are");
    return {};
  }

 private:
  Result<void> node(const Restriction& within) {
    if (next_ == tree_.size()) return not_shown("the tree lacks a case");
    const CaseNode& here = tree_[next_++];
    if (!here.split) return leaf(within, here.proof);
    if (*here.split >= theory_.choice_count() || std::popcount(within.allowed[*here.split]) < 2) {
      return not_shown("the tree splits what is settled");
    }
    for (uint64_t rest = within.allowed[*here.split]; rest != 0; rest &= rest - 1) {
      COMITY_CHECK(node(within.with(*here.split, Alternative(std::countr_zero(rest)))));
    }
    return {};
  }

  Result<void> leaf(const Restriction& within, const Proof& proof) const {
    COMITY_CHECK(check_within(theory_, within, proof));
    if (contains(outcomes_, left_possible(proof, query_))) return {};
    return not_shown("a case leaves another outcome possible");
  }

  const Theory& theory_;
  Literal query_;
  OutcomeSet outcomes_;
  const CaseTree& tree_;
  size_t next_ = 0;
};

}  // namespace

OutcomeSet left_possible(const Proof& proof, Literal query) {
  std::optional<Tag> yes, no;
  for (const Step& step : proof.steps) {
    if (step.level == Level::support) continue;
    if (step.literal == query) yes = step.tag;
    if (step.literal == query.complement()) no = step.tag;
  }
  const auto may_be = [](std::optional<Tag> tag, Tag value) { return !tag || *tag == value; };
  const auto may_fail = [](std::optional<Tag> tag) { return tag != Tag::proved; };
  OutcomeSet set;
  if (may_be(yes, Tag::proved)) set.add(Outcome::established);
  if (may_fail(yes) && may_be(no, Tag::proved)) set.add(Outcome::excluded);
  if (may_be(yes, Tag::refuted) && may_be(no, Tag::refuted)) set.add(Outcome::not_established);
  const bool loop = may_be(yes, Tag::undetermined) || may_be(no, Tag::undetermined);
  if (may_fail(yes) && may_fail(no) && loop) set.add(Outcome::undetermined);
  return set;
}

Result<Outcome> check_completion(const Theory& theory, const Restriction& within, Literal query,
                                 const Completion& completion) {
  if (!is_within(within, completion.world)) {
    return not_shown("a completion is none of what is asked about");
  }
  COMITY_CHECK(check(theory, completion.world, completion.proof));
  if (const auto outcome = left_possible(completion.proof, query).only()) return *outcome;
  return not_shown("a completion does not say how the question comes out");
}

Result<void> check_cases(const Theory& theory, const Restriction& within, Literal query,
                         OutcomeSet outcomes, const CaseTree& tree) {
  if (within.allowed.size() != theory.choice_count()) return not_shown("other choices are asked");
  return TreeChecker(theory, query, outcomes, tree).run(within);
}

Result<void> check_outcomes(const Theory& theory, const Restriction& within, Literal query,
                            OutcomeSet outcomes, const OutcomesCertificate& certificate) {
  OutcomeSet shown;
  for (const Completion& completion : certificate.completions) {
    COMITY_TRY(const Outcome outcome, check_completion(theory, within, query, completion));
    shown.add(outcome);
  }
  if (shown != outcomes) return not_shown("the completions do not show the outcomes");
  if (outcomes == every()) return {};
  return check_cases(theory, within, query, outcomes, certificate.cases);
}

Result<void> check_settlement(const Theory& theory, const Restriction& within, Literal query,
                              const Settlement& settlement,
                              const SettlementCertificate& certificate) {
  const auto picked = [&](std::optional<size_t> dropped) {
    Restriction rest = within;
    for (size_t i = 0; i < settlement.picks.size(); ++i) {
      if (i == dropped) continue;
      const Pick& pick = settlement.picks[i];
      rest.allowed[pick.choice] &= uint64_t{1} << pick.alternative;
    }
    return rest;
  };
  for (const Pick& pick : settlement.picks) {
    if (pick.choice >= within.allowed.size() || pick.alternative >= 64) {
      return not_shown("what is picked does not exist");
    }
  }
  COMITY_CHECK(check_cases(theory, picked(std::nullopt), query, only(settlement.outcome),
                           certificate.cases));
  if (certificate.without.size() != settlement.picks.size()) {
    return not_shown("a pick has no counterexample");
  }
  for (size_t i = 0; i < settlement.picks.size(); ++i) {
    COMITY_TRY(const Outcome outcome,
               check_completion(theory, picked(i), query, certificate.without[i]));
    if (outcome == settlement.outcome) return not_shown("a pick could be spared");
  }
  return {};
}

Result<void> check_turn(const Theory& theory, const Restriction& within, Literal query,
                        ChoiceId choice, const TurnCertificate& certificate) {
  const auto& [a, b] = certificate;
  COMITY_TRY(const Outcome first, check_completion(theory, within, query, a));
  COMITY_TRY(const Outcome second, check_completion(theory, within, query, b));
  if (first == second) return not_shown("two completions come out alike");
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    if (c != choice && a.world[c] != b.world[c]) return not_shown("two completions differ in more");
  }
  return {};
}

}  // namespace comity::reason
