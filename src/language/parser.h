// Reads one norm file or case file into a Document.
//
// Recovery is by clause: a line that cannot be read gives one diagnostic (a stable code, the place,
// what was expected) and is left out with what is indented under it; the item around it and its
// neighbours are still read. A Document with errors is therefore good for checking names, never for
// compiling: a rule may lack a premise. The codes are listed in README.md of this folder.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "language/ast.h"

namespace comity::language {

// O(length of the file). Sections come in the order of the file; the first holds what stands before
// the first heading, and every other one has a parent.
Document parse(SourcePtr source, Diagnostics& diagnostics);

// One sentence as a person types it on a command line; its spans are offsets into `text`.
Result<Sentence> parse_sentence(std::string_view text);

}  // namespace comity::language
