// For tests and benchmarks only: theories whose answers are known in advance, after the problem
// families of Maher, Rock, Antoniou, Billington and Miller, "Efficient Defeasible Reasoning
// Systems", IJAIT 10(4), 2001; and a theory shaped like a norm.
//
//   chain(n)     fact a0; r_i: a_{i-1} => a_i, i = 1..n                     (chain_s: ->)
//   circle(n)    r_i: a_i => a_{(i+1) mod n}; no fact                       (circle_s: ->)
//   levels(n)    i = 0..2n+1: s_i: => a_i, t_i: a_{i+1} => -a_i, t_i > s_i for odd i;
//                last: => a_{2n+2}                            (levels_m: without superiority)
//   teams(n)     block(a0, n); block(p, n): r1: b1 => p, r2: b2 => p, r3: b3 => -p, r4: b4 => -p,
//                r1 > r3, r2 > r4, and block(b_j, n-1); in block(p, 0) the bodies are empty
//   tree(n, k)   a k-ary tree of depth n: children => parent; the k^n leaves are facts
//   dag(n, k)    r_i: a_{i+1}, ..., a_{i+k} => a_i, i = 0..nk; facts a_{nk+1}..a_{nk+k}
//   mix(m, n, k) m rules for a0 and m against, n premises each; each premise ends a chain of k
//                strict rules that begins at a fact
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

// The names above.
const std::vector<std::string>& families();

// A member of the family with about this many rules, as DFL text with atoms a0, a1, ...
std::string family_text(std::string_view family, uint64_t rules);

// The number in an atom's name, such as 17 of "a17".
uint32_t number_of(std::string_view atom);

// Whether +d holds of a_i, or of its complement, in a member of the family.
bool family_expects(std::string_view family, uint32_t atom, bool negated);

// An acyclic norm with exceptions: `inputs` open facts (choices 0 .. inputs-1), then layers of
// `width` conclusions, each with two general rules, an exception that beats the first, half of
// them with another objection that the second beats, and half with an exception to the exception;
// bodies of one to three literals. The query rests on two conclusions of the last layer.
struct NormWorkload {
  Theory theory;
  Literal query;
};
NormWorkload norm_workload(uint32_t inputs, uint32_t layers, uint32_t width, uint64_t seed);

}  // namespace comity::reason
