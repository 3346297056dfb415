// comity assess: a case, assessed and printed.
#pragma once

#include <string>
#include <vector>

#include "app/output.h"

namespace comity::app {

struct AssessArguments {
  std::string case_path;
  std::string norms;            // a folder or file; empty: the program's own
  std::vector<std::string> as;  // codes of States, or "all"
  std::string on;               // date of view; empty: the day the case was opened
  std::string facts_of;         // the law for facts of this day; empty: each act's own
  bool over_time = false;       // instead: over which days each answer stands
  std::string for_state;        // a name of the case
  bool full = false;
  std::string why;                   // number or name of a question, or a sentence
  std::vector<std::string> what_if;  // FACT=VALUE
  std::string format = "text";
};

// Returns the exit status. Nothing goes to `out.text` unless the analysis stands.
int run_assess(const AssessArguments& arguments, const Output& out);

}  // namespace comity::app
