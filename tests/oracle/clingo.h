// Runs clingo (Debian: gringo), where it is installed, as an oracle and a measure to compare with.
#pragma once

#include <optional>
#include <string>

namespace comity::oracle {

struct ClingoRun {
  std::string output;
  double cpu_seconds;
  double peak_megabytes;
};

bool clingo_installed();
// Nothing where clingo is not installed or could not be run.
std::optional<ClingoRun> run_clingo(const std::string& program, const std::string& options);

}  // namespace comity::oracle
