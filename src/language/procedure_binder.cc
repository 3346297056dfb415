#include "language/procedure_binder.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "language/tokens.h"
#include "language/wording_match.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

// ---- sentences ----------------------------------------------------------------------------------

// What fills a hole of a sentence from token `at` on; a word or a period is nobody.
std::vector<std::pair<ProcedureBinder::Term, size_t>> ProcedureBinder::fillers_at(
    const Tokens& tokens, size_t at) {
  std::vector<std::pair<Term, size_t>> found;
  for (Term& term : terms_at(tokens, at)) {
    const size_t size = term.tokens;
    if (!term.field || term.kind) found.emplace_back(std::move(term), size);
  }
  return found;
}

std::vector<ProcedureBinder::Candidate> ProcedureBinder::candidates(
    const Tokens& tokens, std::optional<Modality> modality) {
  std::vector<Candidate> found;
  for (const auto& [p, negated] : law_.wordings.near(law_.predicates, tokens)) {
    const LawPredicate& predicate = law_.predicates[p];
    if (modality && (!predicate.in_register || predicate.modality != *modality)) continue;
    const Wording& wording = negated ? predicate.negative : predicate.positive;
    for (auto& terms : match_wording<Term>(tokens, wording, predicate.holes.size(),
                                           [&](size_t t) { return fillers_at(tokens, t); })) {
      Candidate candidate{.predicate = p, .negated = negated, .terms = std::move(terms)};
      const auto& kinds = law_.program.predicates[p].arguments;
      for (size_t i = 0; i < kinds.size() && candidate.fits; ++i) {
        const auto& kind = candidate.terms[i].kind;
        candidate.fits = !kind || law_.program.is_a(*kind, kinds[i]);
        candidate.misfit = i;
      }
      found.push_back(std::move(candidate));
    }
  }
  std::stable_partition(found.begin(), found.end(), [](const Candidate& c) { return c.fits; });
  return found;
}

std::optional<Goal> ProcedureBinder::goal(const Candidate& candidate) const {
  Goal goal{.kind = Goal::Kind::sentence};
  goal.negated = candidate.negated;
  goal.predicate = candidate.predicate;
  for (const Term& term : candidate.terms) goal.sides.push_back(term.expr);
  return goal;
}

std::optional<procedure::Head> ProcedureBinder::head(const Sentence& sentence, Modality modality) {
  if (!declare_holes(sentence.tokens)) return std::nullopt;
  const auto found = candidates(sentence.tokens, modality);
  if (!found.empty() && found.front().fits) {
    procedure::Head head{.predicate = law_.predicates[found.front().predicate].base,
                         .negated = found.front().negated};
    for (const Term& term : found.front().terms) head.places.push_back(term.expr);
    return head;
  }
  if (!found.empty()) {
    report_misfit(sentence, found.front());
    return std::nullopt;
  }
  static constexpr std::array<std::string_view, 5> kForms{"", "must:", "must not:", "may:", "can:"};
  if (modality == Modality::is) {
    report(sentence);
  } else {
    error(
        "unread-sentence",
        "no sentence of register law is declared with the form `" + words_of(sentence.tokens) + "`",
        sentence.span,
        "declare the sentence with `register` and a line `" +
            std::string(kForms[static_cast<size_t>(modality)]) + " …`");
  }
  return std::nullopt;
}

std::optional<Goal> ProcedureBinder::sentence(const Sentence& sentence) {
  if (!declare_holes(sentence.tokens)) return std::nullopt;
  // "no <Member> broke silence on <Proposal>"
  for (size_t t = 0; t + 1 < sentence.tokens.size(); ++t) {
    if (!is_word(sentence.tokens[t], "no") || !sentence.tokens[t + 1].hole) continue;
    Sentence positive = sentence;
    positive.tokens.erase(positive.tokens.begin() + static_cast<std::ptrdiff_t>(t));
    auto none = this->sentence(positive);
    if (!none) return std::nullopt;
    Goal goal{.kind = Goal::Kind::none};
    goal.parts.push_back(std::move(*none));
    return goal;
  }
  const auto found = candidates(sentence.tokens, Modality::is);
  if (!found.empty() && found.front().fits) return goal(found.front());
  const size_t errors = diagnostics_.error_count();
  for (auto read :
       {&ProcedureBinder::timed, &ProcedureBinder::comparison, &ProcedureBinder::come}) {
    auto goal = (this->*read)(sentence.tokens);
    if (goal) {
      const bool tests = goal->kind == Goal::Kind::compare || goal->kind == Goal::Kind::passed;
      for (const Expr& side : goal->sides) {
        if (tests && !check_sealed(side, sentence.span)) return std::nullopt;
      }
      return goal;
    }
    if (diagnostics_.error_count() > errors) return std::nullopt;
  }
  if (found.empty()) {
    report(sentence);
  } else {
    report_misfit(sentence, found.front());
  }
  return std::nullopt;
}

void ProcedureBinder::report_misfit(const Sentence& sentence, const Candidate& candidate) const {
  const auto& kinds = law_.program.predicates[candidate.predicate].arguments;
  const LawPredicate& predicate = law_.predicates[candidate.predicate];
  error("wrong-kind",
        "`<" + predicate.holes[candidate.misfit] + ">` must be a " +
            law_.kinds[kinds[candidate.misfit]] + ", and this is a " +
            law_.kinds[*candidate.terms[candidate.misfit].kind],
        sentence.span);
}

// A line that is no sentence of register law: either one about the world, or none at all.
void ProcedureBinder::report(const Sentence& sentence) {
  for (const Candidate& candidate : candidates(sentence.tokens, std::nullopt)) {
    if (!candidate.fits) continue;
    if (law_.predicates[candidate.predicate].in_register) {
      error("wrong-form", "this form of the sentence cannot stand here", sentence.span,
            "write the sentence as it is declared");
    } else {
      error("substance-in-register-law",
            "this speaks of the world, and register law knows only entries", sentence.span,
            "test that somebody said it: `… that [" + words_of(sentence.tokens) + "]`");
    }
    return;
  }
  std::vector<std::string> known;
  for (const LawPredicate& predicate : law_.predicates) {
    if (predicate.in_register && predicate.modality == Modality::is)
      known.push_back(plain(predicate.positive, predicate.holes));
  }
  const auto near = text::nearest(words_of(sentence.tokens), known);
  error("unread-sentence", "no sentence reads `" + words_of(sentence.tokens) + "`", sentence.span,
        near ? "nearest: `" + *near + "`"
             : "declare it with `sentence` and `register`, or compare a field: `the … of … is …`");
}

}  // namespace comity::language
