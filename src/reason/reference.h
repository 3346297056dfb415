// For tests only: the inference conditions written down as they are defined, over sets, with no
// thought of speed and no code in common with the kernels. The well-founded model is the least
// fixpoint of the alternating operator (Van Gelder, JCSS 47(1), 1993).
#pragma once

#include <set>

#include "reason/solver.h"
#include "reason/theory.h"

namespace comity::reason {

struct Reference {
  std::set<Literal> definite;         // +D
  std::set<Literal> proved;           // +d
  std::set<Literal> possible;         // not -d: proved or undetermined
  std::set<Literal> supported;        // +s
  std::set<Literal> maybe_supported;  // not -s

  Tag tag(Literal l) const { return of(l, proved, possible); }
  Tag support(Literal l) const { return of(l, supported, maybe_supported); }
  Outcome outcome(Literal l) const;

 private:
  static Tag of(Literal l, const std::set<Literal>& yes, const std::set<Literal>& maybe);
};

Reference reference_model(const Theory& theory, const World& world);

}  // namespace comity::reason
