// comity assess: a case, assessed and printed.
#pragma once

#include <string>
#include <vector>

#include "app/output.h"

namespace comity::app {

struct AssessArguments {
  std::string case_path;
  std::string norms;            // a folder or file; empty: the program's own
  std::vector<std::string> as;  // codes of States and groups, or "all"
  std::string profile;          // a norm file with positions of the user's own
  std::string on;               // date of view; empty: the day the case was opened
  std::string facts_of;         // the law for facts of this day; empty: each act's own
  bool over_time = false;       // instead: over which days each answer stands
  std::string for_state;        // a name of the case
  bool full = false;
  std::string why;                   // number or name of a question, or a sentence
  std::vector<std::string> what_if;  // FACT=VALUE
  std::string format = "text";
  std::string language;  // "ru" or "Russian"; empty or "en": English
};

// Returns the exit status. Nothing goes to `out.text` unless the analysis stands.
int run_assess(AssessArguments arguments, const Output& out);

}  // namespace comity::app
