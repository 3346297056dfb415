// For tests and benchmarks only: a theory as a normal logic program for clingo, an encoding of our
// own that shares nothing with the kernels.
//
// In the two-valued form "not shown" is default negation; its stable model is the well-founded
// model where there are no loops through objections. The three-valued form has two atoms a claim,
// shown and possible (Janhunen, Niemela, Seipel, Simons, You, ACM TOCL 7(1), 2006): its stable
// models are the partial stable models of the theory, and what all of them share is the
// well-founded model.
#pragma once

#include <string>

#include "reason/theory.h"

namespace comity::reason {

struct AspForm {
  bool three_valued = false;
  std::string prefix;  // put before each name, so that several theories make one program
};

// The names of the atoms for +d of a literal, and for -d of it (three-valued form only).
std::string asp_proved(const AspForm& form, Literal l);
std::string asp_refuted(const AspForm& form, Literal l);

// Choices become choice rules. Says nothing of what is shown.
std::string asp_program(const Theory& theory, const AspForm& form);

}  // namespace comity::reason
