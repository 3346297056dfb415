#include "language/procedure_binder.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/zone.h"

namespace comity::language {

using procedure::Expr;
using procedure::Field;
using procedure::FieldType;
using procedure::Goal;
using procedure::Period;
using procedure::Unit;
using procedure::Value;

namespace {

std::vector<Token> slice(const std::vector<Token>& tokens, size_t begin, size_t end) {
  return {tokens.begin() + static_cast<std::ptrdiff_t>(begin),
          tokens.begin() + static_cast<std::ptrdiff_t>(end)};
}

bool is_word(const Token& token, std::string_view word) {
  return !token.hole && token.quoted.empty() && token.text == word;
}

std::string words_of(const std::vector<Token>& tokens) {
  return language::words_of(Sentence{tokens, {}});
}

Span span_of(const std::vector<Token>& tokens) {
  return tokens.empty() ? Span{} : tokens.front().span.to(tokens.back().span);
}

std::optional<int64_t> whole_number(std::string_view text) {
  int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size() || n < 0) return std::nullopt;
  return n;
}

// "0.9" in millionths.
std::optional<int64_t> decimal(std::string_view text) {
  const size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole || *whole > INT64_MAX / procedure::kNumberScale - 1) return std::nullopt;
  int64_t value = *whole * procedure::kNumberScale;
  if (point == std::string_view::npos) return value;
  const std::string_view digits = text.substr(point + 1);
  const auto part = whole_number(digits);
  if (!part || digits.empty() || digits.size() > 6) return std::nullopt;
  int64_t scaled = *part;
  for (size_t i = digits.size(); i < 6; ++i) scaled *= 10;
  return value + scaled;
}

struct UnitName {
  std::string_view one, many;
  Unit unit;
};
constexpr std::array<UnitName, 7> kUnits{{{"minute", "minutes", Unit::minute},
                                          {"hour", "hours", Unit::hour},
                                          {"day", "days", Unit::day},
                                          {"working day", "working days", Unit::working_day},
                                          {"week", "weeks", Unit::week},
                                          {"month", "months", Unit::month},
                                          {"year", "years", Unit::year}}};

std::optional<Unit> unit_named(std::string_view name) {
  for (const UnitName& unit : kUnits) {
    if (name == unit.one || name == unit.many) return unit.unit;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  const size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto count = whole_number(text.substr(0, space));
  const auto unit = unit_named(text::trim(text.substr(space + 1)));
  if (!count || !unit) return std::nullopt;
  return Period{*count, *unit};
}

std::optional<int64_t> parse_ordinal(std::string_view text) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (!text.ends_with(ending)) continue;
    const auto n = whole_number(text.substr(0, text.size() - 2));
    if (n && *n > 0) return n;
  }
  return std::nullopt;
}

// ---- holes and terms
// -----------------------------------------------------------------------------

void ProcedureBinder::error(std::string code, std::string message, Span span,
                            std::string help) const {
  diagnostics_.add({.severity = Severity::error,
                    .code = std::move(code),
                    .message = std::move(message),
                    .source = file_,
                    .span = span,
                    .help = std::move(help)});
}

std::optional<procedure::VariableId> ProcedureBinder::hole(const Token& token) {
  const auto kind = Binder(law_, names_, file_, diagnostics_).hole_kind(token);
  if (!kind) return std::nullopt;
  if (const auto known = variables_->find(token.text)) return known;
  variables_->names.push_back(token.text);
  variables_->kinds.push_back(*kind);
  return static_cast<procedure::VariableId>(variables_->names.size() - 1);
}

// Every hole of a line becomes a variable before the line is read.
bool ProcedureBinder::declare_holes(const Tokens& tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    if (!token.quoted.empty()) return declare_holes(token.quoted);
    if (!token.hole) return true;
    if (variables_ != nullptr) return hole(token).has_value();
    error("hole-in-fact", "this line speaks of names, not of `<" + token.text + ">`", token.span,
          "write the name of the one who is meant");
    return false;
  });
}

Value ProcedureBinder::word(std::string_view word) {
  auto& words = law_.procedure.words;
  const auto it = std::find(words.begin(), words.end(), word);
  const auto at = it - words.begin();
  if (it == words.end()) words.emplace_back(word);
  return {Value::Type::word, at};
}

std::optional<ProcedureBinder::Term> ProcedureBinder::statement(const Token& token) {
  // What is said may be any declared sentence: register law only asks that somebody said it.
  for (const Candidate& candidate : candidates(token.quoted, std::nullopt)) {
    if (!candidate.fits) continue;
    Term term{.expr = {.kind = Expr::Kind::quote}, .kind = law_.kind("Statement"), .tokens = 1};
    term.expr.index = 2 * candidate.predicate + (candidate.negated ? 1 : 0);
    for (const Term& place : candidate.terms) term.expr.parts.push_back(place.expr);
    return term;
  }
  return std::nullopt;
}

std::vector<ProcedureBinder::Term> ProcedureBinder::terms_at(const Tokens& tokens, size_t at) {
  const Token& token = tokens[at];
  std::vector<Term> found;
  if (!token.quoted.empty()) {
    if (auto said = statement(token)) found.push_back(std::move(*said));
    return found;
  }
  if (token.hole) {
    const auto variable = variables_->find(token.text);
    found.push_back({.expr = {.kind = Expr::Kind::variable, .index = *variable},
                     .kind = variables_->kinds[*variable],
                     .tokens = 1});
    return found;
  }
  if (token.text == "the") found = fields_at(tokens, at);
  for (const Names::Match& match : names_.matches(tokens, at)) {
    found.push_back({.expr = {.kind = Expr::Kind::constant,
                              .value = {Value::Type::individual, match.individual}},
                     .kind = names_.all()[match.individual].kind,
                     .tokens = match.tokens});
  }
  if (const auto number = decimal(token.text)) {
    found.push_back(
        {.expr = {.kind = Expr::Kind::constant, .value = {Value::Type::number, *number}},
         .kind = law_.kind("Number"),
         .type = FieldType::number,
         .tokens = 1});
  }
  return found;
}

std::optional<procedure::FieldId> ProcedureBinder::time_field(reason::KindId kind) const {
  const auto& fields = law_.procedure.fields;
  for (procedure::FieldId f = 0; f < fields.size(); ++f) {
    if (fields[f].source == Field::Source::time && fields[f].of.front() == kind) return f;
  }
  return std::nullopt;
}

// "the F of T", "the F of T and T", "the signer of the entry", longest first.
std::vector<ProcedureBinder::Term> ProcedureBinder::fields_at(const Tokens& tokens, size_t at) {
  std::vector<Term> found;
  constexpr std::array<std::string_view, 5> kSigner{"the", "signer", "of", "the", "entry"};
  size_t same = 0;
  while (same < kSigner.size() && at + same < tokens.size() &&
         is_word(tokens[at + same], kSigner[same]))
    ++same;
  if (same == kSigner.size()) {
    found.push_back({.expr = {.kind = Expr::Kind::signer}, .tokens = kSigner.size()});
  }
  for (procedure::FieldId f = 0; f < law_.procedure.fields.size(); ++f) {
    const Field& field = law_.procedure.fields[f];
    const auto name = text::split_words(field.name);
    size_t next = at + 1;
    while (next - at - 1 < name.size() && next < tokens.size() &&
           is_word(tokens[next], name[next - at - 1]))
      ++next;
    if (next - at - 1 != name.size() || next + 1 >= tokens.size() || !is_word(tokens[next], "of"))
      continue;
    for (const Term& first : terms_at(tokens, next + 1)) {
      if (first.kind && !law_.program.is_a(*first.kind, field.of.front())) continue;
      Term term{.expr = {.kind = Expr::Kind::field, .index = f, .parts = {first.expr}},
                .kind = field.kind,
                .type = field.type,
                .field = f,
                .tokens = next + 1 + first.tokens - at};
      if (field.of.size() == 2) {
        const size_t second = at + term.tokens;
        if (second + 1 >= tokens.size() || !is_word(tokens[second], "and")) continue;
        const auto others = terms_at(tokens, second + 1);
        if (others.empty()) continue;
        term.expr.parts.push_back(others.front().expr);
        term.tokens += 1 + others.front().tokens;
      }
      if (field.type == FieldType::time) term.kind = law_.kind("Time");
      if (field.type == FieldType::text) term.kind = law_.kind("Text");
      if (field.type == FieldType::number) term.kind = law_.kind("Number");
      found.push_back(std::move(term));
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Term& a, const Term& b) { return a.tokens > b.tokens; });
  return found;
}

std::optional<ProcedureBinder::Term> ProcedureBinder::whole(const Tokens& tokens) {
  if (tokens.empty()) return std::nullopt;
  for (Term& term : terms_at(tokens, 0)) {
    if (term.tokens == tokens.size()) return std::move(term);
  }
  return std::nullopt;
}

std::optional<procedure::FieldId> ProcedureBinder::field_of(const Expr& expr) const {
  if (expr.kind != Expr::Kind::field) return std::nullopt;
  return expr.index;
}

// ---- sentences
// -----------------------------------------------------------------------------------

// Reads tokens against one wording in every way that the terms allow.
class ProcedureBinder::Matcher {
 public:
  Matcher(ProcedureBinder& binder, const Tokens& tokens, const Wording& wording, size_t places)
      : binder_(binder), tokens_(tokens), wording_(wording), terms_(places) {}

  std::vector<std::vector<Term>> run() {
    step(0, 0);
    return std::move(found_);
  }

 private:
  void step(size_t w, size_t t) {
    if (found_.size() == 2) return;
    if (w == wording_.size()) {
      if (t == tokens_.size()) found_.push_back(terms_);
      return;
    }
    if (t == tokens_.size()) return;
    const WordingToken& want = wording_[w];
    if (!want.hole) {
      if (is_word(tokens_[t], want.word)) step(w + 1, t + 1);
      return;
    }
    for (Term& term : binder_.terms_at(tokens_, t)) {
      if (term.field && !term.kind) continue;  // a word or a period is nobody
      const size_t next = t + term.tokens;
      terms_[want.argument] = std::move(term);
      step(w + 1, next);
    }
  }

  ProcedureBinder& binder_;
  const Tokens& tokens_;
  const Wording& wording_;
  std::vector<Term> terms_;
  std::vector<std::vector<Term>> found_;
};

std::vector<ProcedureBinder::Candidate> ProcedureBinder::candidates(
    const Tokens& tokens, std::optional<Modality> modality) {
  std::vector<Candidate> found;
  for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
    const LawPredicate& predicate = law_.predicates[p];
    if (modality && (!predicate.in_register || predicate.modality != *modality)) continue;
    for (const bool negated : {false, true}) {
      const Wording& wording = negated ? predicate.negative : predicate.positive;
      if (wording.empty()) continue;
      for (auto& terms : Matcher(*this, tokens, wording, predicate.holes.size()).run()) {
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

// ---- time clauses
// --------------------------------------------------------------------------------

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
    const auto unit = nth ? unit_named(words_of(slice(tokens, 2, t))) : std::nullopt;
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
  if (const auto literal = literal_period(sentence.tokens)) {
    law_.procedure.periods.push_back(*literal);
    return Expr{
        .kind = Expr::Kind::constant,
        .value = {Value::Type::period, static_cast<int64_t>(law_.procedure.periods.size()) - 1}};
  }
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
