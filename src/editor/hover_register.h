// What an editor shows of the things of register law, as Markdown. Inside the room only.
#pragma once

#include <string>

#include "language/mentions.h"

namespace comity::editor {

// Who can make it so, what concludes it, who owes it; then where it is declared.
std::string sentence_in_register(const language::Law& law, reason::PredicateId predicate);

std::string about(const language::Law& law, const language::Mention::Act& target);
std::string about(const language::Law& law, const language::Mention::Duty& target);
std::string about(const language::Law& law, const language::Mention::Field& target);
std::string about(const language::Law& law, const language::Mention::Word& target);
std::string about(const language::Law& law, const language::Mention::Calendar& target);

}  // namespace comity::editor
