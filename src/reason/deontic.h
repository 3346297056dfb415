// Obligations, prohibitions and permissions as a layer over a theory (after Governatori, Olivieri,
// Rotolo, Scannapieco, Journal of Philosophical Logic 42(6), 2013; reparation chains after
// Governatori and Rotolo, Australasian Journal of Logic 4, 2006).
//
// O p conflicts with O not p and with P not p; P p and P not p do not conflict. F p is O not p. A
// strong permission is one that a norm gives; a weak one is the mere lack of a prohibition. A
// violation is a duty and the proof that it was not met; not complied with is a duty whose meeting
// is not proved. In a chain each further duty begins where all duties before it are violated.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "reason/solver.h"
#include "reason/theory.h"

namespace comity::reason {

using NormId = uint32_t;

enum class Permission : uint8_t { none, weak, strong };

// Adds norms to a builder, which must outlive it. Call finish() once, before building.
class DeonticBuilder {
 public:
  explicit DeonticBuilder(TheoryBuilder& builder) : builder_(builder) {}

  // Atoms of the layer; the first call for an act makes them.
  Literal obligatory(Literal act);    // O act
  Literal permitted(Literal act);     // P act, by a norm
  Literal violated(Literal act);      // O act, and not act is proved
  Literal not_complied(Literal act);  // O act, and act is not proved

  // The duty chain[0]; where it is violated the duty chain[1], and so on. Not empty.
  NormId oblige(std::span<const Literal> body, std::span<const Literal> chain);
  NormId permit(std::span<const Literal> body, Literal act);
  // One norm prevails over another wherever their conclusions conflict.
  void prefer(NormId stronger, NormId weaker);

  // Adds what the conflicts need: for each rule a defeater against each conclusion that conflicts
  // with its own. O(conflicting pairs).
  void finish();

 private:
  struct Conclusion {
    bool duty;  // else a permission
    Literal act;
  };
  struct Rule {
    NormId norm;
    RuleId rule;
    std::vector<Literal> body;
    Conclusion conclusion;
  };
  struct Act {
    Literal obligatory, permitted, violated, not_complied;
  };

  const Act& act(Literal l);
  void add(NormId norm, std::vector<Literal> body, Conclusion conclusion);
  static bool conflict(const Conclusion& a, const Conclusion& b);
  Literal literal(const Conclusion& c);

  TheoryBuilder& builder_;
  std::unordered_map<uint32_t, Act> acts_;
  std::vector<Rule> rules_;
  std::vector<std::pair<NormId, NormId>> preferred_;
  NormId norms_ = 0;
};

// For the world that the solver has solved; O act's atoms must have been made.
Permission permission(const Solver& solver, Literal permitted, Literal opposite_obligatory);

}  // namespace comity::reason
