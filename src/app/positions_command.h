// comity norms positions: who is recorded as holding what.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

struct PositionsArguments {
  std::string norms;  // a folder or file; empty: the program's own
  std::string what;   // a reading, or a party or group by code or name; empty: all readings
  bool json = false;
};

// Returns the exit status.
int run_norms_positions(const PositionsArguments& arguments, const Output& out);

}  // namespace comity::app
