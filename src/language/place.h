// Where a piece of law stands, for people.
#pragma once

#include <string>

#include "language/law.h"

namespace comity::language {

// "norms/a.norm.md:12"
std::string place_of(const Provenance& declared);

}  // namespace comity::language
