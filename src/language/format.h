// Lays the clauses of a norm file out in one way, and touches nothing else: two spaces for each
// level, one space between words, the notes of a block in one column, comments two spaces after the
// line, blank lines one at a time. Prose, headings, keys and what stands in quotation marks stay as
// they are.
//
// It never changes what is read (parse gives the same items), and formatting twice is formatting
// once.
#pragma once

#include <string>

#include "language/layout.h"

namespace comity::language {

// O(length of the file). A block that holds a line which cannot be read, or is never closed, stays
// as it is.
std::string format(const Layout& layout);

}  // namespace comity::language
