// The last thing that `comity verify` checks: an analysis that stands in the register, made anew
// from the norms and the case that it names.
#pragma once

#include <string>
#include <vector>

#include "register/bundle.h"

namespace comity::app {

// For every entry whose material holds an analysis (docs/formats/analysis.md) and the case that it
// was made of: whether assessing the case again, under the norms in `norms` (a folder or file;
// empty: the program's own), comes to the same conclusions, and whether every proof in it holds.
std::vector<registry::Finding> replay_analyses(const registry::BundleReport& report,
                                               const std::string& norms);

}  // namespace comity::app
