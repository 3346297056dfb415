// comity attribution: casework, held against its own order, and printed in its three layers.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

struct AttributionArguments {
  std::string path;   // an attribution file, or a folder that holds case.attribution.md
  std::string norms;  // a folder or file; empty: the program's own
  std::string format = "text";
};

int run_attribution(const AttributionArguments& arguments, const Output& out);

}  // namespace comity::app
