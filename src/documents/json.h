// An analysis as JSON (docs/formats/analysis.md): everything that the pages say, for programs, with
// every proof in a form that can be replayed.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dossier/assess.h"

namespace comity::documents {

// Canonical JSON (RFC 8785): the same norms, case, options and program give the same bytes.
std::string to_json(const dossier::Assessment& assessment);

// Replays every certificate of an analysis against an assessment of the same case under the same
// norms, made anew: each step has to follow, to say what the file says that it says, and to give
// the answer that the file gives. Returns how many there were.
// Errors: invalid_input for what is no such file, or a certificate that does not carry its answer;
//         conflict where the norms, the facts or the program are not those of the file.
Result<size_t> replay(const dossier::Assessment& assessment, std::string_view analysis);

}  // namespace comity::documents
