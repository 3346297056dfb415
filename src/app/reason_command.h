// comity reason FILE.dfl: a plain propositional theory, for those who work on the engine or have a
// theory of their own (reason/dfl.h tells the format).
#pragma once

#include <string>
#include <vector>

#include "app/output.h"

namespace comity::app {

struct ReasonArguments {
  std::string path;
  bool all = false;               // also what is not proved, and why it is open
  std::string why;                // the proof for this literal
  std::vector<std::string> open;  // atoms that may be true or false
  std::string ask;                // with open atoms: everything about this literal
};

// Without more: every proved literal, one a line. Exit status 2 for a file that is no theory, or a
// literal that it does not have.
int run_reason(const ReasonArguments& arguments, const Output& out);

}  // namespace comity::app
