// Premises of register law beyond sentences: comparisons, lists and what holds for every one.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/zone.h"
#include "language/procedure_binder.h"
#include "language/tokens.h"

namespace comity::language {

using procedure::Compare;
using procedure::Expr;
using procedure::Field;
using procedure::FieldType;
using procedure::Goal;
using procedure::Value;

namespace {

bool begins(const Tokens& tokens, std::initializer_list<std::string_view> words) {
  size_t i = 0;
  for (const std::string_view word : words) {
    if (i == tokens.size() || tokens[i].hole || tokens[i].text != word) return false;
    ++i;
  }
  return true;
}

// Parted at commas, which stand at the end of a word.
std::vector<Tokens> comma_list(const Tokens& tokens) {
  std::vector<Tokens> parts(1);
  for (Token token : tokens) {
    const bool last = !token.hole && token.text.ends_with(',');
    if (last) token.text.pop_back();
    if (!token.text.empty()) parts.back().push_back(token);
    if (last) parts.emplace_back();
  }
  return parts;
}

// "1/3"
std::optional<std::pair<int64_t, int64_t>> fraction(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  int64_t n = 0, d = 0;
  const auto read = [](std::string_view digits, int64_t& into) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if (!read(text.substr(0, slash), n) || !read(text.substr(slash + 1), d)) return std::nullopt;
  if (n <= 0 || d <= 0 || n > 1'000'000 || d > 1'000'000) return std::nullopt;
  return std::pair(n, d);
}

}  // namespace

// A sealed field may be asked for, and its content tested by nobody but its readers.
bool ProcedureBinder::check_sealed(const Expr& expr, Span span) const {
  if (expr.kind == Expr::Kind::field && law_.procedure.fields[expr.index].sealed) {
    error("sealed-field",
          "`the " + law_.procedure.fields[expr.index].name +
              "` is sealed to its readers, so no norm can test what it says",
          span, "a norm may only ask whether it `is given`");
    return false;
  }
  return std::all_of(expr.parts.begin(), expr.parts.end(),
                     [&](const Expr& part) { return check_sealed(part, span); });
}

// A number, "1/3 of the membership of <Body>", or a value of the kind of what it stands against.
std::optional<ProcedureBinder::Term> ProcedureBinder::amount(const Tokens& tokens,
                                                             const Term* like) {
  if (tokens.empty()) return std::nullopt;
  if (const auto share = fraction(tokens.front().text); share && tokens.size() > 2) {
    const auto of = whole(slice(tokens, 2, tokens.size()));
    if (!of || of->type != FieldType::number) return std::nullopt;
    Term term{.expr = {.kind = Expr::Kind::fraction, .parts = {of->expr}},
              .type = FieldType::number};
    term.expr.numerator = share->first;
    term.expr.denominator = share->second;
    return term;
  }
  if (const auto term = whole(tokens)) return term;
  if (const auto length = literal_period(tokens)) {
    return Term{.expr = {.value = period(*length)}, .type = FieldType::period};
  }
  if (like != nullptr && like->field) {
    const Field& field = law_.procedure.fields[*like->field];
    const bool words = field.type == FieldType::word || field.type == FieldType::yes_or_no;
    if (words || field.type == FieldType::time) {
      const Span span = tokens.front().span.to(tokens.back().span);
      if (const auto found = value(field, words_of(tokens), span))
        return Term{.expr = {.value = *found}, .type = field.type};
    }
  }
  if (auto at = time_of(tokens)) return at;
  return std::nullopt;
}

std::optional<Value> ProcedureBinder::value(const Field& field, std::string_view text, Span span) {
  switch (field.type) {
    case FieldType::word:
    case FieldType::yes_or_no: {
      std::vector<std::string> known;
      for (const Value& v : field.words)
        known.push_back(law_.procedure.words[static_cast<size_t>(v.data)]);
      const auto it = std::find(known.begin(), known.end(), text);
      if (it != known.end()) return field.words[static_cast<size_t>(it - known.begin())];
      const auto near = text::nearest(std::string(text), known);
      error("unknown-value", "`" + std::string(text) + "` is no value of `the " + field.name + "`",
            span, near ? "nearest: `" + *near + "`" : "one of " + text::join(known, ", "));
      return std::nullopt;
    }
    case FieldType::number: {
      const Tokens one{Token{.text = std::string(text)}};
      const auto term = whole(one);
      if (term && term->type == FieldType::number) return term->expr.value;
      break;
    }
    case FieldType::time:
      if (const auto at = parse_zoned(text)) return procedure::instant(*at);
      break;
    case FieldType::period:
      if (const auto length = parse_period(text)) return period(*length);
      break;
    case FieldType::individual:
      if (const auto found = names_.find(text)) return Value{Value::Type::individual, *found};
      break;
    case FieldType::text:
    case FieldType::list: return Value{};  // kept by the matter; see LawTrial
  }
  error("bad-value", "`" + std::string(text) + "` is no value of `the " + field.name + "`", span);
  return std::nullopt;
}

// ---- comparisons --------------------------------------------------------------------------------

std::optional<Goal> ProcedureBinder::comparison(const Tokens& tokens) {
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i].hole || (tokens[i].text != "is" && tokens[i].text != "are")) continue;
    Tokens right = slice(tokens, i + 1, tokens.size());
    const bool negated = begins(right, {"not"});
    if (negated) right.erase(right.begin());
    if (auto goal = compared(slice(tokens, 0, i), right, negated)) return goal;
  }
  return std::nullopt;
}

std::optional<Goal> ProcedureBinder::compared(const Tokens& left, const Tokens& right,
                                              bool negated) {
  if (right.size() == 1 && begins(right, {"given"})) return given(left, negated);
  const auto term = whole(left);
  if (!term) return std::nullopt;
  if (begins(right, {"one", "of"})) return listed(*term, slice(right, 2, right.size()), negated);
  Goal goal{.kind = Goal::Kind::compare, .negated = negated};
  goal.sides.push_back(term->expr);
  size_t words = 2;
  if (begins(right, {"at", "least"}))
    goal.compare = Compare::at_least;
  else if (begins(right, {"at", "most"}))
    goal.compare = Compare::at_most;
  else if (begins(right, {"more", "than"}))
    goal.compare = Compare::more;
  else if (begins(right, {"less", "than"}))
    goal.compare = Compare::less;
  else
    words = 0;
  const auto other = amount(slice(right, words, right.size()), &*term);
  if (!other) return std::nullopt;
  goal.sides.push_back(other->expr);
  return goal;
}

// "the legal basis, aim, necessity of <Measure> is given"
std::optional<Goal> ProcedureBinder::given(const Tokens& left, bool negated) {
  Goal goal{.kind = Goal::Kind::given, .negated = negated};
  if (const auto term = whole(left)) {
    goal.sides.push_back(term->expr);
    return goal;
  }
  const auto parts = comma_list(left);
  // The last part has the thing that all of them belong to: "… of <Measure>".
  for (size_t of = 1; of < parts.back().size(); ++of) {
    if (parts.back()[of].hole || parts.back()[of].text != "of") continue;
    goal.sides.clear();
    const Tokens owner = slice(parts.back(), of, parts.back().size());
    for (size_t i = 0; i < parts.size(); ++i) {
      Tokens one = i + 1 == parts.size() ? slice(parts.back(), 0, of) : parts[i];
      if (!begins(one, {"the"})) one.insert(one.begin(), Token{.text = "the"});
      one.insert(one.end(), owner.begin(), owner.end());
      const auto term = whole(one);
      if (!term || !term->field) break;
      goal.sides.push_back(term->expr);
    }
    if (goal.sides.size() == parts.size()) return goal;
  }
  return std::nullopt;
}

std::optional<Goal> ProcedureBinder::listed(const Term& left, const Tokens& right, bool negated) {
  Goal goal{.kind = Goal::Kind::compare, .negated = negated, .compare = Compare::one_of};
  goal.sides.push_back(left.expr);
  for (const Tokens& part : comma_list(right)) {
    const auto member = amount(part, &left);
    if (!member) return std::nullopt;
    goal.sides.push_back(member->expr);
  }
  return goal;
}

// ---- premises -----------------------------------------------------------------------------------

std::optional<Goal> ProcedureBinder::premise(const Premise& premise) {
  const auto noted = [&](Goal goal) {
    LawPremise text{.file = file_, .span = premise.span};
    for (const Note& note : premise.notes) {
      if (note.kind == Note::Kind::cite)
        text.citation += (text.citation.empty() ? "" : ", ") + note.value.text;
    }
    goal.text = static_cast<uint32_t>(store_.premises.size());
    store_.premises.push_back(std::move(text));
    return goal;
  };
  for (const Note& note : premise.notes) {
    if (note.kind == Note::Kind::cite) continue;
    error("note-out-of-place",
          "register law knows no burden, standard or grade: an entry is there or it is not",
          note.span);
    return std::nullopt;
  }
  Goal goal;
  switch (premise.kind) {
    case Premise::Kind::sentence: {
      auto read = sentence(premise.sentence);
      if (!read) return std::nullopt;
      return noted(std::move(*read));
    }
    case Premise::Kind::same:
    case Premise::Kind::not_same: {
      goal.kind = Goal::Kind::compare;
      goal.negated = premise.kind == Premise::Kind::not_same;
      for (const Sentence* side : {&premise.left, &premise.right}) {
        auto read = term(*side);
        if (!read || !check_sealed(*read, side->span)) return std::nullopt;
        goal.sides.push_back(std::move(*read));
      }
      return noted(std::move(goal));
    }
    case Premise::Kind::any_of: goal.kind = Goal::Kind::any; break;
    case Premise::Kind::all_of: goal.kind = Goal::Kind::all; break;
    case Premise::Kind::none_of: goal.kind = Goal::Kind::none; break;
    case Premise::Kind::for_every:
      goal.kind = Goal::Kind::for_every;
      if (!declare_holes(premise.sentence.tokens)) return std::nullopt;
      break;
  }
  for (const Premise& part : premise.parts) {
    auto read = this->premise(part);
    if (!read) return std::nullopt;
    goal.parts.push_back(std::move(*read));
  }
  return noted(std::move(goal));
}

}  // namespace comity::language
