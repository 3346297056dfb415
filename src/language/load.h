// From the texts of a collection of norms to a Law that the engine can run.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

// Examples are for whoever works on the norms; whoever applies them can do without.
enum class Extent : uint8_t { everything, without_examples };

// Parses, checks and compiles. Whatever is wrong is in the diagnostics; a law from texts with
// errors must not be run. The result, and its hash, do not depend on the order of the files.
// Linear in the text, but for the check that no two sentences overlap (quadratic in their number).
Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics,
         Extent extent = Extent::everything);

}  // namespace comity::language
