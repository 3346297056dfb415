// A theory without what can never matter: the rules of which some premise cannot come about in any
// world. Most of a norm is dead weight in a given case, and every choice that only dead rules look
// at would double the worlds to be searched.
#pragma once

#include "reason/theory.h"

namespace comity::reason {

// The same atoms, choices and facts under the same numbers, and every literal with the same outcome
// in every world; rules are renumbered. Linear in the theory.
Theory residual(const Theory& theory);

}  // namespace comity::reason
