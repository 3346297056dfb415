// Reading the sources of incidents (import.h says what becomes of what they hold). Each takes a
// whole file and gives one case a record; nothing after a file that is not of the format at all,
// with the mistakes in the diagnostics.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/import.h"

namespace comity::dossier {

// EuRepoC Global Database 1.1, comma-separated: one incident a row, lists as Python writes them or
// joined by "; ". A row of another width is refused.
std::optional<Import> import_eurepoc(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics);

// STIX 2.1 (OASIS, 10 June 2021), a bundle or one object: one case for each incident or campaign,
// else for each intrusion set, threat actor or report, else one for the bundle.
std::optional<Import> import_stix(const SourcePtr& file, const Mapping& mapping,
                                  Diagnostics& diagnostics);

// A MISP galaxy cluster of threat actors: one case for each actor, about all that it is said to
// have done.
std::optional<Import> import_misp(const SourcePtr& file, const Mapping& mapping,
                                  Diagnostics& diagnostics);

// VERIS 1.3 and later: one incident, or a list of incidents.
std::optional<Import> import_veris(const SourcePtr& file, const Mapping& mapping,
                                   Diagnostics& diagnostics);

// Published cases in JSON lines: `case_id`, facts in any members, and `conclusions`, each with
// `question` and `answer`. Whoever they name, the case speaks of three invented States. A line of
// the table for "ID FIELD" goes before the lines for FIELD.
std::optional<Import> import_experts(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics);

struct Importer {
  std::string_view name;   // "eurepoc": the source on the command line, and of its mapping
  std::string_view title;  // "EuRepoC Global Database 1.1 (CSV)"
  std::optional<Import> (*run)(const SourcePtr&, const Mapping&, Diagnostics&);
};
std::span<const Importer> importers();

// Python's way to write a list of texts, or of such lists: ["a", 'b'], [['a', 'b'], []]. A plain
// list gives one inner list a text. Nothing where the text is no such list.
std::optional<std::vector<std::vector<std::string>>> read_python_list(std::string_view text);

}  // namespace comity::dossier
