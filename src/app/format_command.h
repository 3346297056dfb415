// comity norms fmt: norm files and case files laid out in the one way of language/format.h.
#pragma once

#include <string>
#include <vector>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

// Lays each file out, and each norm file of a folder, and names those that changed. With
// `check_only` nothing is written, and the exit status is 1 if a file would change. A file that
// cannot be read is reported and stays as it is.
int run_norms_format(const std::vector<std::string>& paths, bool check_only, Disk& disk,
                     const Output& out);

}  // namespace comity::app
