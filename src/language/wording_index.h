// Which declared wordings may read a line, found by their words instead of trying every one.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "language/ast_basic.h"
#include "reason/program.h"

namespace comity::language {

struct LawPredicate;

class WordingIndex {
 public:
  struct Entry {
    reason::PredicateId predicate = 0;
    bool negated = false;  // LawPredicate::negative

    bool operator==(const Entry&) const = default;
    auto operator<=>(const Entry&) const = default;
  };

  WordingIndex() = default;
  explicit WordingIndex(const std::vector<LawPredicate>& predicates);

  // The wordings whose words all stand in the line, in their order, sorted. No other can read it.
  std::vector<Entry> near(const std::vector<LawPredicate>& predicates,
                          const std::vector<Token>& line) const;

 private:
  std::unordered_map<std::string, std::vector<Entry>> by_rarest_word_;
  std::vector<Entry> wordless_;  // nothing but a hole
};

}  // namespace comity::language
