// What stands at a place of a norm file: the sentence, rule, reading or name that is meant there.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "language/law.h"

namespace comity::editor {

struct SentenceTarget {
  reason::PredicateId predicate = 0;
  bool negated = false;
};
struct RuleTarget {
  uint32_t rule = 0;
};
struct ReadingTarget {
  reason::ReadingId reading = 0;
};
struct NameTarget {
  std::string name, kind;
  SourcePtr file;
  Span declared;
};
struct KeywordTarget {
  std::string keyword;
};

struct Target {
  std::variant<SentenceTarget, RuleTarget, ReadingTarget, NameTarget, KeywordTarget> what;
  Span span;
};

// What stands at the offset of the file as it is now, told by a law that may be a little older.
// Linear in the file.
std::optional<Target> target_at(const language::Law& law, const SourcePtr& file,
                                std::uint32_t offset);

}  // namespace comity::editor
