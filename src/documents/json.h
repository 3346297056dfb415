// An analysis as JSON (docs/formats/analysis.md): everything that the pages say, for programs, with
// every proof in a form that can be replayed.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "documents/speech.h"

namespace comity::documents {

// Canonical JSON (RFC 8785): the same norms, case, options and program give the same bytes.
std::string to_json(const Speech& speech);

// The options that the analysis was made with, for making it anew. Errors: invalid_input.
Result<dossier::AssessOptions> options_in(const language::Law& law, const dossier::Case& the_case,
                                          std::string_view analysis);

struct Replayed {
  size_t certificates = 0;  // that were checked
  size_t not_shown = 0;  // answers that came out the same anew, and that the file shows by nothing
};

// Replays every certificate of an analysis against an assessment of the same case under the same
// norms, made anew: each answer has to be the same, each step to follow and to say what the file
// says that it says, and all of them to show the answer that the file gives.
// Errors: invalid_input for what is no such file, or a certificate that does not carry its answer;
//         conflict where the norms, the facts or the program are not those of the file.
Result<Replayed> replay(const dossier::Assessment& assessment, std::string_view analysis);

}  // namespace comity::documents
