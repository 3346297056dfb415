// comity norms check | test | lint | show: the law as its authors work on it.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

// Reads, checks and compiles; says how much there is, or what is wrong.
int run_norms_check(const std::string& path, const Output& out);

// Runs every example of the norms; exit status 1 if one does not come out as expected.
int run_norms_test(const std::string& path, const Output& out);

// Static analysis: what is sound and yet hardly meant, each shown by a case. Exit status 1 if there
// is a finding.
int run_norms_lint(const std::string& path, const Output& out);

// Prints one item with everything that is recorded about it: a rule by its id, a reading with every
// position, a sentence with the rules that conclude it.
// In a language, with what is said there.
int run_norms_show(const std::string& path, const std::string& what, const std::string& language,
                   const Output& out);

}  // namespace comity::app
