// What can be written at a place of a norm file.
#pragma once

#include <string>
#include <vector>

#include "language/law.h"

namespace comity::editor {

struct Suggestion {
  enum class Kind : uint8_t {
    keyword,
    sentence,
    rule,
    reading,
    name,
    field,
    value
  } kind = Kind::keyword;
  std::string label;
  std::string insert;  // where `snippet` is set, with "${1:…}" for each hole
  bool snippet = false;
  Span replaces;  // what has been typed of it
};

// By place: keywords at the beginning of a line, after them the sentences that fit there and the
// fields of register law, the values of a field after `is`, rules after `despite`, readings after
// `reading`. Nothing outside blocks. Linear in the file.
std::vector<Suggestion> suggestions(const language::Law& law, const SourcePtr& file,
                                    std::uint32_t offset);

}  // namespace comity::editor
