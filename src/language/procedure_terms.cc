// The pieces of a line of register law that stand for a value, and the periods that it writes out.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "language/procedure_binder.h"
#include "language/tokens.h"

namespace comity::language {

using procedure::Expr;
using procedure::Field;
using procedure::FieldType;
using procedure::Period;
using procedure::Unit;
using procedure::Value;

namespace {

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

}  // namespace

std::optional<Unit> parse_unit(std::string_view name) {
  for (const UnitName& unit : kUnits) {
    if (name == unit.one || name == unit.many) return unit.unit;
  }
  return std::nullopt;
}

std::optional<Period> parse_period(std::string_view text) {
  const size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto count = whole_number(text.substr(0, space));
  const auto unit = parse_unit(text::trim(text.substr(space + 1)));
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

// ---- holes and terms ----------------------------------------------------------------------------

void ProcedureBinder::error(std::string code, std::string message, Span span,
                            std::string help) const {
  Binder(law_, names_, file_, diagnostics_)
      .error(std::move(code), std::move(message), span, std::move(help));
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

Value ProcedureBinder::period(Period length) {
  store_.periods.push_back(length);
  return {Value::Type::period, static_cast<int64_t>(store_.periods.size()) - 1};
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

}  // namespace comity::language
