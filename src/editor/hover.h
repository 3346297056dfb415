// What an editor shows of the thing under the pointer, as Markdown.
#pragma once

#include <string>
#include <string_view>

#include "editor/targets.h"

namespace comity::editor {

std::string hover_text(const language::Law& law, const Target& target);

// "- source: …", when it is in force and where it stands, each on a line of its own.
std::string provenance(const language::Provenance& p);

// One sentence on what a line that begins so is for; empty for no keyword.
std::string_view keyword_help(std::string_view keyword);

}  // namespace comity::editor
