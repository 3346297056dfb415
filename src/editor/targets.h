// What stands at a place of a norm file: what is mentioned there, or the keyword of a line.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "language/mentions.h"

namespace comity::editor {

struct Keyword {
  std::string word;
};

struct Target {
  std::variant<language::Mention, Keyword> what;
  Span span;
};

// What stands at the offset of the file as it is now, told by a law that may be a little older; of
// mentions inside each other the innermost. Linear in the file.
std::optional<Target> target_at(const language::Law& law, const SourcePtr& file,
                                std::uint32_t offset);

// A place in some file.
struct Declared {
  SourcePtr file;
  Span span;
};
// Where what is mentioned is declared; nothing for what the language itself knows.
std::optional<Declared> declaration_of(const language::Law& law, const language::Mention& mention);

}  // namespace comity::editor
