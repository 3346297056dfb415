// comity options: what the law leaves open to a State in a case, with what named people judged of
// it.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

struct OptionsArguments {
  std::string case_path;
  std::string for_state;
  std::string
      judgements;     // a companion file; empty: case.options.md beside the case, if it is there
  std::string norms;  // a folder or file; empty: the program's own
  std::string format = "text";
};

int run_options(const OptionsArguments& arguments, const Output& out);

}  // namespace comity::app
