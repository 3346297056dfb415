#include "language/wording_index.h"

#include <algorithm>

#include "language/law.h"

namespace comity::language {

namespace {

using Entry = WordingIndex::Entry;

const Wording& wording_of(const std::vector<LawPredicate>& predicates, const Entry& entry) {
  const LawPredicate& predicate = predicates[entry.predicate];
  return entry.negated ? predicate.negative : predicate.positive;
}

// False where the wording cannot read the line, told without trying: its words do not all stand in
// the line, in their order.
bool may_read(const std::vector<Token>& line, const Wording& wording) {
  if (line.size() < wording.size()) return false;
  auto at = line.begin();
  for (const WordingToken& want : wording) {
    if (want.hole) continue;
    at = std::find_if(at, line.end(),
                      [&](const Token& token) { return !token.hole && token.text == want.word; });
    if (at == line.end()) return false;
    ++at;
  }
  return true;
}

}  // namespace

WordingIndex::WordingIndex(const std::vector<LawPredicate>& predicates) {
  std::vector<Entry> all;
  for (reason::PredicateId p = 0; p < predicates.size(); ++p) {
    if (!predicates[p].positive.empty()) all.push_back({p, false});
    if (!predicates[p].negative.empty()) all.push_back({p, true});
  }
  std::unordered_map<std::string, size_t> uses;
  for (const Entry& entry : all) {
    for (const WordingToken& token : wording_of(predicates, entry)) {
      if (!token.hole) ++uses[token.word];
    }
  }
  for (const Entry& entry : all) {
    const WordingToken* rarest = nullptr;
    for (const WordingToken& token : wording_of(predicates, entry)) {
      if (token.hole) continue;
      if (rarest == nullptr || uses.at(token.word) < uses.at(rarest->word)) rarest = &token;
    }
    (rarest == nullptr ? wordless_ : by_rarest_word_[rarest->word]).push_back(entry);
  }
}

std::vector<Entry> WordingIndex::near(const std::vector<LawPredicate>& predicates,
                                      const std::vector<Token>& line) const {
  std::vector<Entry> found;
  const auto take = [&](const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      if (may_read(line, wording_of(predicates, entry))) found.push_back(entry);
    }
  };
  take(wordless_);
  for (const Token& token : line) {
    if (token.hole) continue;
    const auto with = by_rarest_word_.find(token.text);
    if (with != by_rarest_word_.end()) take(with->second);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());  // a word may stand twice
  return found;
}

}  // namespace comity::language
