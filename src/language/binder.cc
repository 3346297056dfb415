#include "language/binder.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "language/tokens.h"
#include "language/wording_match.h"

namespace comity::language {

// ---- names and variables -----------------------------------------------------------------------

Names::Names(const std::vector<LawName>& names) {
  for (const LawName& name : names) add(name);
}

bool Names::add(LawName name) {
  const auto individual = static_cast<reason::Individual>(names_.size());
  if (!by_name_.emplace(name.name, individual).second) return false;
  const auto spaces = std::count(name.name.begin(), name.name.end(), ' ');
  longest_ = std::max(longest_, static_cast<size_t>(spaces) + 1);
  names_.push_back(std::move(name));
  return true;
}

std::optional<reason::Individual> Names::find(std::string_view name) const {
  const auto it = by_name_.find(name);
  if (it == by_name_.end()) return std::nullopt;
  return it->second;
}

std::vector<Names::Match> Names::matches(const std::vector<Token>& tokens, size_t at) const {
  std::vector<Match> found;
  std::string words;
  for (size_t n = 1; n <= longest_ && at + n <= tokens.size(); ++n) {
    const Token& token = tokens[at + n - 1];
    if (token.hole) break;
    if (n > 1) words += ' ';
    words += token.text;
    if (const auto individual = find(words)) found.push_back({*individual, n});
  }
  std::reverse(found.begin(), found.end());
  return found;
}

std::optional<reason::VariableId> Variables::find(std::string_view name) const {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<reason::VariableId>(it - names.begin());
}

// ---- matching ----------------------------------------------------------------------------------

// What fills a hole from token `t` on: a hole of the line, or a name.
std::vector<std::pair<Binder::Candidate::Filler, size_t>> Binder::fillers_at(
    const std::vector<Token>& tokens, size_t t) const {
  if (tokens[t].hole) return {{{.hole = tokens[t], .span = tokens[t].span}, 1}};
  std::vector<std::pair<Candidate::Filler, size_t>> found;
  for (const Names::Match& match : names_.matches(tokens, t)) {
    const Span span = tokens[t].span.to(tokens[t + match.tokens - 1].span);
    found.push_back({{.hole = {}, .individual = match.individual, .span = span}, match.tokens});
  }
  return found;
}

// Gives each filler its kind, and finds the first that the sentence does not speak of.
void Binder::find_misfit(Candidate& candidate) const {
  const auto& kinds = law_.program.predicates[candidate.predicate].arguments;
  for (size_t a = 0; a < kinds.size(); ++a) {
    Candidate::Filler& filler = candidate.fillers[a];
    filler.kind = filler.hole.hole ? *law_.kind(last_word(filler.hole.text))
                                   : names_.all()[filler.individual].kind;
    if (!candidate.misfit && !law_.program.is_a(filler.kind, kinds[a])) candidate.misfit = a;
  }
}

Binder::Candidates Binder::candidates(const std::vector<Token>& tokens) const {
  Candidates found;
  for (const auto& [p, negated] : law_.wordings.near(law_.predicates, tokens)) {
    const LawPredicate& predicate = law_.predicates[p];
    const Wording& wording = negated ? predicate.negative : predicate.positive;
    for (auto& fillers :
         match_wording<Candidate::Filler>(tokens, wording, predicate.holes.size(),
                                          [&](size_t t) { return fillers_at(tokens, t); })) {
      Candidate candidate{.predicate = p, .negated = negated, .fillers = std::move(fillers)};
      find_misfit(candidate);
      (candidate.misfit ? found.misfitting : found.fitting).push_back(std::move(candidate));
    }
  }
  return found;
}

// ---- binding -----------------------------------------------------------------------------------

bool Binder::holes_are_sound(const Sentence& sentence, const Variables* variables) const {
  for (const Token& token : sentence.tokens) {
    if (!token.hole) continue;
    if (variables == nullptr) {
      error("hole-in-fact", "a fact speaks of names, not of `<" + token.text + ">`", token.span,
            "write the name of the one who is meant");
      return false;
    }
    if (!hole_kind(token)) return false;
  }
  return true;
}

std::optional<reason::KindId> Binder::hole_kind(const Token& hole) const {
  const std::string kind = last_word(hole.text);
  if (const auto id = law_.kind(kind)) return id;
  const auto near = text::nearest(kind, law_.kinds);
  error("unknown-kind", "no kind is called `" + kind + "`; a hole ends with a declared kind",
        hole.span, near ? "nearest: `" + *near + "`" : "declare it on a `kinds` line");
  return std::nullopt;
}

reason::Term Binder::term(const Token& hole, reason::KindId kind, Variables* variables) const {
  auto variable = variables->find(hole.text);
  if (!variable) {
    variable = static_cast<reason::VariableId>(variables->names.size());
    variables->names.push_back(hole.text);
    variables->kinds.push_back(kind);
  }
  return {.variable = true, .index = *variable};
}

reason::Pattern Binder::pattern(const Candidate& candidate, Variables* variables) const {
  reason::Pattern pattern{.predicate = candidate.predicate, .negated = candidate.negated};
  for (const Candidate::Filler& filler : candidate.fillers) {
    pattern.arguments.push_back(filler.hole.hole
                                    ? term(filler.hole, filler.kind, variables)
                                    : reason::Term{.variable = false, .index = filler.individual});
  }
  return pattern;
}

std::optional<reason::Pattern> Binder::sentence(const Sentence& sentence,
                                                Variables* variables) const {
  if (!holes_are_sound(sentence, variables)) return std::nullopt;
  const Candidates found = candidates(sentence.tokens);
  if (found.fitting.size() == 1) return pattern(found.fitting.front(), variables);
  if (found.fitting.size() > 1) {
    report_ambiguous(sentence, found);
    return std::nullopt;
  }
  const size_t errors = diagnostics_.error_count();
  if (auto with_time = timed(sentence, variables)) return with_time;
  if (diagnostics_.error_count() > errors) return std::nullopt;
  if (!found.misfitting.empty()) {
    report_wrong_kind(found.misfitting.front());
  } else {
    report_unread(sentence);
  }
  return std::nullopt;
}

std::optional<reason::Pattern> Binder::timed(const Sentence& sentence, Variables* variables) const {
  for (size_t t = sentence.tokens.size(); t-- > 1;) {
    const Token& word = sentence.tokens[t];
    if (word.hole || (word.text != "before" && word.text != "after")) continue;
    const std::vector<Token> rest(sentence.tokens.begin() + static_cast<std::ptrdiff_t>(t) + 1,
                                  sentence.tokens.end());
    const std::vector<Token> head(sentence.tokens.begin(),
                                  sentence.tokens.begin() + static_cast<std::ptrdiff_t>(t));
    if (rest.empty()) return std::nullopt;
    const Candidates found = candidates(head);
    if (found.fitting.size() != 1) continue;
    reason::Pattern result = pattern(found.fitting.front(), variables);
    const auto moment =
        term({.tokens = rest, .span = rest.front().span.to(rest.back().span)}, variables);
    if (!moment) return std::nullopt;
    const reason::KindId kind =
        moment->variable ? variables->kinds[moment->index] : names_.all()[moment->index].kind;
    if (!law_.program.kinds[kind].dated) {
      error("undated-moment", "what is of the kind `" + law_.kinds[kind] + "` has no date",
            rest.front().span.to(rest.back().span), "compare with something of a dated kind");
      return std::nullopt;
    }
    result.when = word.text == "before" ? reason::When::before : reason::When::after;
    result.moment = *moment;
    return result;
  }
  return std::nullopt;
}

std::optional<reason::Term> Binder::term(const Sentence& sentence, Variables* variables) const {
  if (!holes_are_sound(sentence, variables)) return std::nullopt;
  if (sentence.tokens.size() == 1 && sentence.tokens.front().hole) {
    const Token& hole = sentence.tokens.front();
    return term(hole, *law_.kind(last_word(hole.text)), variables);
  }
  for (const Names::Match& match : names_.matches(sentence.tokens, 0)) {
    if (match.tokens == sentence.tokens.size()) {
      return reason::Term{.variable = false, .index = match.individual};
    }
  }
  std::vector<std::string> known;
  for (const LawName& name : names_.all()) known.push_back(name.name);
  const std::string words = words_of(sentence);
  const auto near = text::nearest(words, known);
  error("unknown-name", "nothing is called `" + words + "`", sentence.span,
        near ? "nearest: `" + *near + "`" : "declare it on a `name` line");
  return std::nullopt;
}

std::optional<Wording> Binder::wording(const Sentence& sentence,
                                       const std::vector<std::string>& holes,
                                       bool all_holes) const {
  Wording wording;
  std::vector<bool> used(holes.size());
  for (const Token& token : sentence.tokens) {
    if (!token.hole) {
      wording.push_back({.word = token.text, .joined = token.joined});
      continue;
    }
    const auto it = std::find(holes.begin(), holes.end(), token.text);
    if (it == holes.end()) {
      error("unknown-hole", "the sentence has no hole `<" + token.text + ">`", token.span,
            "a form has the same holes as its sentence");
      return std::nullopt;
    }
    const auto argument = static_cast<uint32_t>(it - holes.begin());
    if (used[argument] && all_holes) {
      error("doubled-hole", "`<" + token.text + ">` stands twice in this form", token.span);
      return std::nullopt;
    }
    used[argument] = true;
    wording.push_back({.hole = true, .joined = token.joined, .argument = argument});
  }
  const auto it = std::find(used.begin(), used.end(), false);
  if (all_holes && it != used.end()) {
    error("missing-hole",
          "this form leaves out `<" + holes[static_cast<size_t>(it - used.begin())] + ">`",
          sentence.span, "a form has the same holes as its sentence");
    return std::nullopt;
  }
  return wording;
}

std::string plain(const Wording& wording, const std::vector<std::string>& holes) {
  std::string out;
  for (const WordingToken& token : wording) {
    if (!out.empty() && !token.joined) out += ' ';
    out += token.hole ? "<" + holes[token.argument] + ">" : token.word;
  }
  return out;
}

std::string words_of(const Sentence& sentence) {
  std::string out;
  for (const Token& token : sentence.tokens) {
    if (!out.empty() && !token.joined) out += ' ';
    out += token.hole ? "<" + token.text + ">" : token.text;
  }
  return out;
}

}  // namespace comity::language
