// comity ask: guided intake, on a terminal or turn by turn as JSON. The case file is the whole
// state: it is written after each answer, and can be left and taken up again.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

struct AskArguments {
  std::string case_path;
  std::string norms;            // a folder or file; empty: the program's own
  std::vector<std::string> as;  // the code of the one State whose readings are wanted
  std::string by;               // who answers; empty: the claimant
  std::string grade;            // of an answer that states none; on a terminal it is asked for
  bool json = false;            // one turn: take the answer, if there is one, and ask the next
  std::string answer;           // json: "yes", "no, probable" …
  std::string about;            // json: the sentence that is answered, as the last turn gave it
  // A case that is not there yet is begun with these; on a terminal what lacks is asked for.
  std::string title, claimant, respondent, entity, act, happened;
};

// Returns the exit status.
int run_ask(const AskArguments& arguments, Env& env, std::FILE* in, const Output& out);

}  // namespace comity::app
