// What shows the answers of an inquiry to somebody who does not run one: completions, each with its
// proof, for what can come about; a tree of cases, with a proof in each, for what cannot.
//
// Certifier makes certificates. The functions below it check them (check_certificate.cc, check.cc),
// share no code with what makes them or with any kernel, and are all that has to be trusted.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "reason/explain.h"
#include "reason/inquiry.h"
#include "reason/theory.h"

namespace comity::reason {

// One world, and why the query comes out there as it does.
struct Completion {
  World world;
  Proof proof;
};

// A node of a tree of cases. The tree stands in preorder: a node that splits a choice is followed
// by one subtree for each alternative that is still allowed, in order; any other node is a case,
// whose proof holds in every world that is left there.
struct CaseNode {
  std::optional<ChoiceId> split;
  Proof proof;  // of a case
};
using CaseTree = std::vector<CaseNode>;

// That the outcomes within a restriction are these and no other.
struct OutcomesCertificate {
  std::vector<Completion> completions;  // one an outcome
  CaseTree cases;                       // empty where every outcome is possible
};

// That some picks settle the query, and that none of them can be spared: what the query comes to
// where one pick, each in its turn, is dropped.
struct SettlementCertificate {
  CaseTree cases;
  std::vector<Completion> without;  // by pick
};

// Two completions that differ in one choice and in their outcomes: the choice matters.
using TurnCertificate = std::array<Completion, 2>;

// Not thread-safe, as the inquiry is not. Theory and inquiry must outlive it. The inquiry may be
// made over the theory's residual; proofs are of the theory.
class Certifier {
 public:
  // A tree with more than cases_max cases is given up: it shows nothing that a reader would follow.
  Certifier(const Theory& theory, const Inquiry& inquiry, size_t cases_max = 512);
  Certifier(const Certifier&) = delete;  // one part of it refers to another
  Certifier& operator=(const Certifier&) = delete;

  // Nothing where the tree was given up, or the inquiry is not exact within the restriction.
  // Completions pick as `near` does where they can.
  std::optional<OutcomesCertificate> outcomes(const Restriction& within, const World& near);
  std::optional<SettlementCertificate> settlement(const Settlement& settlement,
                                                  const Restriction& within, const World& near);
  std::optional<TurnCertificate> turn(ChoiceId choice, const Restriction& within,
                                      const World& near);
  // That every outcome within the restriction is one of these. Nothing where the tree was given up.
  std::optional<CaseTree> cases(const Restriction& within, OutcomeSet outcomes);
  Completion completion(World world);

 private:
  // A theory, what a solver knows of it within a restriction, and which choices assert what.
  struct Sight {
    explicit Sight(const Theory& seen);
    OutcomeSet bounds(const Restriction& within, Literal query);
    // The choices with several alternatives left that the query rests on: through literals without
    // a tag, or through all.
    std::vector<ChoiceId> reached(const Restriction& within, Literal query, bool through_all) const;

    const Theory& theory;
    Solver solver;
    std::vector<std::vector<ChoiceId>> asserting;  // by literal
  };

  bool grow(const Restriction& within, OutcomeSet outcomes, CaseTree& tree);
  void prove_cases(const Restriction& within, OutcomeSet outcomes, CaseTree& tree, size_t& node);
  std::optional<ChoiceId> split(const Restriction& within, OutcomeSet outcomes);
  size_t left_after(const Restriction& within, ChoiceId choice, OutcomeSet outcomes);
  Proof prove(const Restriction& within, bool all);

  const Theory& theory_;
  const Inquiry& inquiry_;
  size_t cases_max_;
  size_t cases_ = 0;
  Literal query_;
  Sight whole_;     // what proofs are of
  Theory residue_;  // what can matter: enough to choose splits by, and many times smaller
  Sight quick_;
};

// The outcomes of the query that the tags of a checked proof leave possible.
OutcomeSet left_possible(const Proof& proof, Literal query);

// The outcome that a completion shows. Errors: invalid_input where its world is not within the
// restriction, its proof does not follow, or it leaves more than one outcome possible.
Result<Outcome> check_completion(const Theory& theory, const Restriction& within, Literal query,
                                 const Completion& completion);

// Errors, of this and the following: invalid_input, saying what is not shown.
Result<void> check_cases(const Theory& theory, const Restriction& within, Literal query,
                         OutcomeSet outcomes, const CaseTree& tree);
Result<void> check_outcomes(const Theory& theory, const Restriction& within, Literal query,
                            OutcomeSet outcomes, const OutcomesCertificate& certificate);
Result<void> check_settlement(const Theory& theory, const Restriction& within, Literal query,
                              const Settlement& settlement,
                              const SettlementCertificate& certificate);
Result<void> check_turn(const Theory& theory, const Restriction& within, Literal query,
                        ChoiceId choice, const TurnCertificate& certificate);

}  // namespace comity::reason
