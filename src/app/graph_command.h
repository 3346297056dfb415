// comity norms graph: the rules as the engine runs them, for programs that reason about them.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

// Prints docs/formats/graph.md: every sentence, and every way in which a rule can be met.
int run_norms_graph(const std::string& path, const Output& out);

}  // namespace comity::app
