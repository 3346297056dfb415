// What the index leaves out cannot read the line, and what may read it comes in order.
#include "language/wording_index.h"

#include <doctest/doctest.h>

#include <sstream>

#include "language/law.h"

namespace comity::language {
namespace {

// Words parted by spaces; "<>" is a hole.
LawPredicate predicate(const std::string& positive, const std::string& negative = "") {
  const auto wording = [](const std::string& words) {
    Wording out;
    std::istringstream in(words);
    for (std::string word; in >> word;) out.push_back({.word = word, .hole = word == "<>"});
    return out;
  };
  LawPredicate made;
  made.positive = wording(positive);
  made.negative = wording(negative);
  return made;
}

std::vector<Token> line(const std::string& words) {
  std::vector<Token> out;
  std::istringstream in(words);
  for (std::string word; in >> word;) out.push_back({.text = word, .hole = word == "<>"});
  return out;
}

using Entries = std::vector<WordingIndex::Entry>;

}  // namespace

TEST_CASE("wordings are found by their words, in their order") {
  const std::vector<LawPredicate> predicates{predicate("<> saw <>", "<> did not see <>"),
                                             predicate("<> saw <> and <> saw <>"), predicate("<>"),
                                             predicate("")};
  const WordingIndex index(predicates);
  const auto near = [&](const std::string& words) { return index.near(predicates, line(words)); };
  CHECK(near("<> saw <>") == Entries{{0, false}, {2, false}});
  CHECK(near("<> saw <> and <> saw <>") == Entries{{0, false}, {1, false}, {2, false}});
  CHECK(near("the mission saw nobody") == Entries{{0, false}, {2, false}});
  CHECK(near("<> did not see <>") == Entries{{0, true}, {2, false}});
  CHECK(near("<> see not did <>") == Entries{{2, false}});
  CHECK(near("").empty());
  CHECK(WordingIndex().near(predicates, line("<> saw <>")).empty());
}

}  // namespace comity::language
