// The syntax tree as text, one line a node, without the places: what two readings of a text have to
// agree on. For tests and the fuzz target.
#pragma once

#include <string>

#include "language/ast.h"

namespace comity::language {

std::string outline(const Document& document);
std::string outline(const Item& item);
std::string outline(const Sentence& sentence);  // "<State> ceased <Act>", as it was written

}  // namespace comity::language
