// Where a command writes, and how wide and how colourful it may be. Commands print only here.
#pragma once

#include <cstdio>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"

namespace comity::app {

struct Output {
  std::FILE* text = stdout;
  std::FILE* errors = stderr;
  size_t columns = 100;
  bool colour = false;  // for diagnostics on a terminal

  void print(std::string_view words) const;
  // Prints what was asked for, and gives the exit status of success.
  int help(std::string_view words) const;
  // The same on standard error, for whoever did not ask: the exit status of a mistake.
  int usage(std::string_view words) const;
  // Prints the failure and gives the exit status that goes with it.
  int fail(const Error& error) const;
  // Prints the diagnostics; 2 if there is an error among them, else 0.
  int report(const Diagnostics& diagnostics) const;
};

// For this process: the terminal's width where there is one, colour unless NO_COLOR is set.
Output standard_output();

}  // namespace comity::app
