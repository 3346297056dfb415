// What a line that is read in no way, or in two, is told.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "language/binder.h"

namespace comity::language {

namespace {

// How far a line is from a template, in words: a hole agrees with anything.
size_t word_distance(const std::vector<Token>& tokens, const Wording& wording) {
  std::vector<size_t> row(wording.size() + 1);
  for (size_t j = 0; j <= wording.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= tokens.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= wording.size(); ++j) {
      const WordingToken& w = wording[j - 1];
      const bool same = w.hole ? true : !tokens[i - 1].hole && tokens[i - 1].text == w.word;
      const size_t next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (same ? 0 : 1)});
      diagonal = row[j];
      row[j] = next;
    }
  }
  return row[wording.size()];
}

// Words that the line and the template share; of two templates at one distance this decides.
size_t shared_words(const std::vector<Token>& tokens, const Wording& wording) {
  size_t shared = 0;
  for (const WordingToken& w : wording) {
    if (w.hole) continue;
    shared += std::any_of(tokens.begin(), tokens.end(),
                          [&](const Token& t) { return !t.hole && t.text == w.word; });
  }
  return shared;
}

std::string with_article(const std::string& kind) {
  const bool vowel = !kind.empty() && std::string_view("AEIOU").find(kind[0]) != std::string::npos;
  return (vowel ? "an " : "a ") + kind;
}

}  // namespace

void Binder::error(std::string code, std::string message, Span span, std::string help) const {
  diagnostics_.add({.severity = Severity::error,
                    .code = std::move(code),
                    .message = std::move(message),
                    .source = file_,
                    .span = span,
                    .help = std::move(help)});
}

void Binder::report_ambiguous(const Sentence& sentence, const Candidates& found) const {
  const Candidate& one = found.fitting[0];
  const Candidate& other = found.fitting[1];
  if (one.predicate == other.predicate && one.negated == other.negated) {
    error("two-readings", "the names in this line can be told apart in two ways", sentence.span,
          "give one of the names other words");
    return;
  }
  const auto worded = [&](const Candidate& c) {
    const LawPredicate& predicate = law_.predicates[c.predicate];
    return plain(c.negated ? predicate.negative : predicate.positive, predicate.holes);
  };
  error("two-readings",
        "this line can be read in two ways: `" + worded(one) + "` and `" + worded(other) + "`",
        sentence.span, "reword one of the two declared sentences");
}

void Binder::report_wrong_kind(const Candidate& candidate) const {
  const size_t argument = *candidate.misfit;
  const Candidate::Filler& filler = candidate.fillers[argument];
  const std::string& wanted =
      law_.kinds[law_.program.predicates[candidate.predicate].arguments[argument]];
  const std::string who =
      filler.hole.hole ? "<" + filler.hole.text + ">" : names_.all()[filler.individual].name;
  const LawPredicate& predicate = law_.predicates[candidate.predicate];
  error("wrong-kind",
        "`" + who + "` is " + with_article(law_.kinds[filler.kind]) + "; this sentence speaks of " +
            with_article(wanted),
        filler.span,
        "declared: `" +
            plain(candidate.negated ? predicate.negative : predicate.positive, predicate.holes) +
            "`");
}

// The words that stand where a declared sentence has a hole, and name nobody: what a person who
// forgot to declare a name has written.
std::optional<Token> Binder::unknown_name(const std::vector<Token>& tokens,
                                          const Wording& wording) const {
  std::optional<Token> unknown;
  size_t t = 0;
  for (size_t w = 0; w < wording.size(); ++w) {
    if (t == tokens.size()) return std::nullopt;
    if (!wording[w].hole) {
      if (tokens[t].hole || tokens[t].text != wording[w].word) return std::nullopt;
      ++t;
      continue;
    }
    const size_t begin = t;
    const auto known = names_.matches(tokens, t);
    const bool last = w + 1 == wording.size();
    if (tokens[t].hole) {
      ++t;
    } else if (!known.empty()) {
      t += known.front().tokens;
    } else {
      while (t < tokens.size() && (last || tokens[t].text != wording[w + 1].word)) ++t;
      if (unknown || t == begin) return std::nullopt;
      unknown = Token{.text = words_of({.tokens = {tokens.begin() + std::ptrdiff_t(begin),
                                                   tokens.begin() + std::ptrdiff_t(t)}}),
                      .span = tokens[begin].span.to(tokens[t - 1].span)};
    }
  }
  return t == tokens.size() ? unknown : std::nullopt;
}

void Binder::report_unread(const Sentence& sentence) const {
  for (const LawPredicate& predicate : law_.predicates) {
    for (const Wording* wording : {&predicate.positive, &predicate.negative}) {
      if (wording->empty()) continue;
      const auto unknown = unknown_name(sentence.tokens, *wording);
      if (!unknown) continue;
      std::vector<std::string> known;
      for (const LawName& name : names_.all()) known.push_back(name.name);
      const auto near = text::nearest(unknown->text, known);
      error("unknown-name", "nobody and nothing is called `" + unknown->text + "` here",
            unknown->span, near ? "nearest: `" + *near + "`" : "declare the name and its kind");
      return;
    }
  }
  // The nearest wording by words; of two the one that shares more of them.
  const LawPredicate* nearest = nullptr;
  const Wording* nearest_wording = nullptr;
  std::pair<size_t, size_t> best{sentence.tokens.size(), 0};
  for (const LawPredicate& predicate : law_.predicates) {
    for (const Wording* wording : {&predicate.positive, &predicate.negative}) {
      if (wording->empty()) continue;
      const size_t shared = shared_words(sentence.tokens, *wording);
      if (shared == 0) continue;
      const std::pair<size_t, size_t> score{
          word_distance(sentence.tokens, *wording),
          sentence.tokens.size() - std::min(shared, sentence.tokens.size())};
      if (nearest != nullptr && best <= score) continue;
      best = score;
      nearest = &predicate;
      nearest_wording = wording;
    }
  }
  error("unknown-sentence", "no declared sentence reads `" + words_of(sentence) + "`",
        sentence.span,
        nearest != nullptr ? "nearest: `" + plain(*nearest_wording, nearest->holes) + "`"
                           : "declare it with `sentence`");
}

}  // namespace comity::language
