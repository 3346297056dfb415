// comity import: incidents that somebody else recorded, as cases.
#pragma once

#include <string>
#include <vector>

#include "app/output.h"
#include "base/diagnostic.h"
#include "base/env.h"
#include "dossier/importers.h"

namespace comity::app {

struct ImportArguments {
  std::string source;  // "eurepoc", "stix", "misp", "veris"
  std::string path;
  std::vector<std::string> ids;  // none: every record
  std::string out;               // a folder, "-" for standard output; empty: the summary only
  bool summary = false;
  std::string mapping;  // a table instead of the program's own
  std::string norms;
};

// Writes one case file a record, each of which checks under the norms, and the summary where asked
// for. Exit status 2 for a file that is not of the format or a mapping with a mistake.
int run_import(const ImportArguments& arguments, Disk& disk, const Output& out);

// The records of a file by the mapping of its source. Errors: not_found, io; mistakes in either
// file are in the diagnostics, and then there is nothing.
Result<std::optional<dossier::Import>> read_import(const std::string& source,
                                                   const std::string& path,
                                                   const std::string& mapping,
                                                   Diagnostics& diagnostics);

}  // namespace comity::app
