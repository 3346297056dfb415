// comity norms coverage | mutants | diff | index: reports on the law for those who write and read
// it.
#pragma once

#include <string>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

struct CoverageArguments {
  std::string path, of;
  std::string format = "text";
};

// What the examples exercise. A report, so that the exit status is 0 whatever it says.
int run_norms_coverage(const CoverageArguments& arguments, const Output& out);

// Which conditions and exceptions could go without any example noticing; exit status 1 if there are
// such.
int run_norms_mutants(const std::string& path, const Output& out);

// What another version of the norms says otherwise, and what that does to answers.
int run_norms_diff(const std::string& before, const std::string& after, const Output& out);

// All norms as static HTML in a folder, which is made if it is not there.
int run_norms_index(const std::string& path, const std::string& folder, Disk& disk,
                    const Output& out);

}  // namespace comity::app
