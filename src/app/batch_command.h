// comity assess --batch: many cases, one line of JSON each.
#pragma once

#include <string>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

struct BatchArguments {
  std::string path;  // a folder of case files, one case file, cases in JSON lines, or a source
  std::string from;  // "eurepoc" …: `path` is a file of this source (import_command.h)
  std::string out;   // a file, or "-" for standard output
  std::string norms;
  std::string mapping;
};

// As many lines out as cases in, in the same order, whatever number of threads works on them; what
// cannot be read or assessed has a line with the reason. Then the figures (documents/batch.h). A
// bar shows how far it is where errors go to a terminal. Exit status 1 if a case was refused.
int run_batch(const BatchArguments& arguments, Disk& disk, const Output& out);

}  // namespace comity::app
