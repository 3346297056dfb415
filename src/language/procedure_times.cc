// Time clauses of register law, and times that have come.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "language/procedure_binder.h"
#include "language/tokens.h"

namespace comity::language {

using procedure::Expr;
using procedure::FieldType;
using procedure::Goal;
using procedure::Period;

// ---- time clauses -------------------------------------------------------------------------------

std::optional<Goal> ProcedureBinder::timed(const Tokens& tokens) {
  using procedure::When;
  constexpr std::array<std::pair<std::string_view, When>, 6> kWords{{{"before", When::before},
                                                                     {"after", When::after},
                                                                     {"at", When::at},
                                                                     {"since", When::since},
                                                                     {"until", When::until},
                                                                     {"within", When::within}}};
  for (size_t t = tokens.size(); t-- > 1;) {
    const auto word = std::find_if(kWords.begin(), kWords.end(),
                                   [&](const auto& w) { return is_word(tokens[t], w.first); });
    if (word == kWords.end() || t + 1 == tokens.size()) continue;
    const auto found = candidates(slice(tokens, 0, t), Modality::is);
    if (found.empty() || !found.front().fits) continue;
    auto read = goal(found.front());
    read->when = word->second;
    if (!moment(slice(tokens, t + 1, tokens.size()), *read)) return std::nullopt;
    return read;
  }
  return std::nullopt;
}

bool ProcedureBinder::moment(const Tokens& tokens, Goal& goal) {
  Tokens rest = tokens;
  if (goal.when == procedure::When::within) {
    const auto of = std::find_if(rest.begin(), rest.end(),
                                 [](const Token& token) { return is_word(token, "of"); });
    const auto length = literal_period({rest.begin(), of});
    if (!length || of == rest.end()) {
      error("bad-value", "`within` takes a period and what it runs from", span_of(tokens),
            "write `within 72 hours of <Start Time>`");
      return false;
    }
    goal.within = *length;
    rest.erase(rest.begin(), of + 1);
  }
  const auto at = time_of(rest);
  if (!at) {
    error("undated-moment", "`" + words_of(rest) + "` has no time to compare with", span_of(tokens),
          "name a time, or something of a dated kind");
    return false;
  }
  goal.moment.push_back(at->expr);
  return true;
}

std::optional<Period> ProcedureBinder::literal_period(const Tokens& tokens) const {
  return parse_period(words_of(tokens));
}

// "<Start Time>", "the time of <Measure>", "3 days after <Time>", "the 90th day after <Time>".
std::optional<ProcedureBinder::Term> ProcedureBinder::time_of(const Tokens& tokens) {
  if (tokens.empty()) return std::nullopt;
  if (auto term = whole(tokens)) {
    const bool dated = (term->kind && law_.program.kinds[*term->kind].dated) ||
                       term->type == FieldType::time || (term->kind && time_field(*term->kind));
    if (dated) return term;
    return std::nullopt;
  }
  for (size_t t = 1; t + 1 < tokens.size(); ++t) {
    const bool after = is_word(tokens[t], "after");
    if (!after && !is_word(tokens[t], "before")) continue;
    const auto from = time_of(slice(tokens, t + 1, tokens.size()));
    if (!from) continue;
    Term term{.expr = {.kind = after ? Expr::Kind::plus : Expr::Kind::minus, .index = calendar_},
              .kind = law_.kind("Time"),
              .type = FieldType::time,
              .tokens = tokens.size()};
    term.expr.parts.push_back(from->expr);
    if (const auto length = literal_period(slice(tokens, 0, t))) {
      term.expr.period = *length;
      return term;
    }
    const auto nth = t >= 3 ? parse_ordinal(tokens[1].text) : std::nullopt;
    const auto unit = nth ? parse_unit(words_of(slice(tokens, 2, t))) : std::nullopt;
    if (!after || !unit || !is_word(tokens[0], "the")) continue;
    term.expr.kind = Expr::Kind::nth_time;
    term.expr.period = {*nth, *unit};
    return term;
  }
  return std::nullopt;
}

std::optional<Expr> ProcedureBinder::time(const Sentence& sentence) {
  if (!declare_holes(sentence.tokens)) return std::nullopt;
  if (const auto at = time_of(sentence.tokens)) return at->expr;
  error("undated-moment", "`" + words_of(sentence.tokens) + "` is no time", sentence.span,
        "name a time, or something of a dated kind");
  return std::nullopt;
}

std::optional<Expr> ProcedureBinder::period(const Sentence& sentence) {
  if (!declare_holes(sentence.tokens)) return std::nullopt;
  if (const auto literal = literal_period(sentence.tokens))
    return Expr{.kind = Expr::Kind::constant, .value = period(*literal)};
  const auto term = whole(sentence.tokens);
  if (term && term->type == FieldType::period) return term->expr;
  error("bad-value", "`" + words_of(sentence.tokens) + "` is no period", sentence.span,
        "write one like `48 hours`, or name a field that holds one");
  return std::nullopt;
}

std::optional<Expr> ProcedureBinder::term(const Sentence& sentence) {
  if (!declare_holes(sentence.tokens)) return std::nullopt;
  if (const auto term = whole(sentence.tokens)) return term->expr;
  error("unknown-name", "`" + words_of(sentence.tokens) + "` names nothing", sentence.span,
        "write a hole, a declared name, or a declared field: `the … of …`");
  return std::nullopt;
}

// "72 hours have passed since <T>", "<T> has passed", "the 90th day after <T> has begun at <P>".
std::optional<Goal> ProcedureBinder::come(const Tokens& tokens) {
  for (size_t t = 1; t + 1 < tokens.size(); ++t) {
    if (!is_word(tokens[t], "has") && !is_word(tokens[t], "have")) continue;
    const bool passed = is_word(tokens[t + 1], "passed");
    if (!passed && !is_word(tokens[t + 1], "begun")) continue;
    Goal goal{.kind = Goal::Kind::passed};
    const Tokens head = slice(tokens, 0, t), rest = slice(tokens, t + 2, tokens.size());
    if (const auto length = literal_period(head); length && rest.size() > 1) {
      const auto from =
          is_word(rest.front(), "since") ? time_of(slice(rest, 1, rest.size())) : std::nullopt;
      if (!from) return std::nullopt;
      goal.sides.push_back({.kind = Expr::Kind::plus, .index = calendar_, .parts = {from->expr}});
      goal.sides.back().period = *length;
      return goal;
    }
    auto at = time_of(head);
    if (!at) return std::nullopt;
    if (!rest.empty()) {  // "at the depositary"
      const auto place =
          is_word(rest.front(), "at") ? whole(slice(rest, 1, rest.size())) : std::nullopt;
      if (!place || at->expr.kind != Expr::Kind::nth_time) return std::nullopt;
      at->expr.parts.push_back(place->expr);
    }
    goal.sides.push_back(at->expr);
    return goal;
  }
  return std::nullopt;
}

}  // namespace comity::language
