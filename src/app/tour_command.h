// comity tour: what the program is for, in three minutes, on the real norms and a case of the
// collection. Everything shown is computed while it is shown.
#pragma once

#include "app/output.h"

namespace comity::app {

// Waits for Enter between the parts when both input and output are a terminal.
int run_tour(const Output& out);

}  // namespace comity::app
