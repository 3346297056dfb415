#include "language/line_mentions.h"

#include <algorithm>

#include "base/text.h"
#include "language/tokens.h"

namespace comity::language {

using procedure::Expr;
using procedure::Goal;

namespace {

// The words of a line with what is quoted in it, in their order.
void flatten(const Tokens& tokens, Tokens& out) {
  for (const Token& token : tokens) {
    if (token.quoted.empty()) {
      out.push_back(token);
    } else {
      flatten(token.quoted, out);
    }
  }
}

// What is quoted in a line, an outer statement before those inside it.
void quotes(const Tokens& tokens, std::vector<const Tokens*>& out) {
  for (const Token& token : tokens) {
    if (token.quoted.empty()) continue;
    out.push_back(&token.quoted);
    quotes(token.quoted, out);
  }
}

// A word without the comma that may end it.
std::string_view bare(const Token& token) {
  std::string_view word = token.text;
  if (!token.hole && word.ends_with(',')) word.remove_suffix(1);
  return word;
}

Span bare_span(const Token& token) {
  const auto cut = static_cast<uint32_t>(token.text.size() - bare(token).size());
  return {token.span.begin, token.span.end - cut};
}

struct Found {
  size_t at = 0;
  Span span;
};

// Where the words stand one after the other, from a token on.
std::optional<Found> find(const Tokens& tokens, std::string_view words, size_t from) {
  const auto wanted = text::split_words(words);
  if (wanted.empty()) return std::nullopt;
  for (size_t t = from; t + wanted.size() <= tokens.size(); ++t) {
    size_t n = 0;
    while (n < wanted.size() && !tokens[t + n].hole && bare(tokens[t + n]) == wanted[n]) ++n;
    if (n == wanted.size())
      return Found{t, {tokens[t].span.begin, bare_span(tokens[t + n - 1]).end}};
  }
  return std::nullopt;
}

// The name of a field stands after `the`, or after a comma in a list of fields.
std::optional<Found> find_field(const Tokens& tokens, std::string_view name, size_t from) {
  for (auto found = find(tokens, name, from); found; found = find(tokens, name, found->at + 1)) {
    if (found->at == 0) continue;
    const Token& before = tokens[found->at - 1];
    if (is_word(before, "the") || (!before.hole && before.text.ends_with(','))) return found;
  }
  return std::nullopt;
}

}  // namespace

// ---- names --------------------------------------------------------------------------------------

void LineMentions::add(const Name& item) {
  items_.push_back(&item);
  const auto kind = law_.kind(item.kind.text);
  for (const Text& name : item.names) {
    if (kind) names_.add({name.text, *kind, item.on});
    this->name(name, true);
  }
}

void LineMentions::leave(Scope scope) {
  names_ = std::move(scope.names);
  items_.resize(scope.items);
}

void LineMentions::name(const Text& written, bool declares) {
  if (const auto known = names_.find(written.text))
    out_.push_back({named(names_.all()[*known]), written.span, declares});
}

void LineMentions::names_in(const Tokens& tokens) {
  for (size_t t = 0; t < tokens.size(); ++t) {
    const auto found = names_.matches(tokens, t);
    if (found.empty()) continue;
    const size_t last = t + found.front().tokens - 1;
    out_.push_back(
        {named(names_.all()[found.front().individual]), tokens[t].span.to(tokens[last].span)});
    t = last;
  }
}

// With where it is declared: in the document itself, or somewhere in the law.
Mention::Name LineMentions::named(const LawName& name) const {
  Mention::Name found{.name = name.name, .kind = name.kind, .file = nullptr, .declared = {}};
  const auto look = [&](const Name& item, const SourcePtr& file) {
    for (const Text& text : item.names) {
      if (text.text != name.name || found.file) continue;
      found.file = file;
      found.declared = text.span;
    }
  };
  for (const Name* item : items_) look(*item, file_);
  if (found.file) return found;
  for (const Document& document : law_.documents) {
    for (const Section& section : document.sections) {
      for (const Item& item : section.items) {
        if (const auto* declaration = std::get_if<Name>(&item)) look(*declaration, document.source);
      }
    }
  }
  return found;
}

// ---- lines --------------------------------------------------------------------------------------

// Reads with a binder of register law that leaves the law as it is.
template <class Read>
auto LineMentions::read(Read read) const {
  std::vector<procedure::Period> periods;
  std::vector<LawPremise> premises;
  Diagnostics unused;
  Variables variables;
  ProcedureBinder bind(law_, {periods, premises}, names_, file_, unused, &variables);
  return read(bind);
}

void LineMentions::sentence(const Sentence& written, bool declares) {
  if (written.tokens.empty()) return;
  Diagnostics unused;
  Variables variables;
  const Binder binder(law_, names_, file_, unused);
  if (const auto pattern = binder.sentence(written, &variables)) {
    out_.push_back(
        {Mention::Sentence{pattern->predicate, pattern->negated}, written.span, declares});
  }
  names_in(written.tokens);
}

void LineMentions::premise(const Sentence& written) {
  if (written.tokens.empty()) return;
  const auto goal = read([&](ProcedureBinder& bind) { return bind.sentence(written); });
  if (goal) this->goal(*goal, written);
  Tokens all;
  flatten(written.tokens, all);
  names_in(all);
}

void LineMentions::goal(const Goal& goal, const Sentence& written) {
  const Goal& inner = goal.kind == Goal::Kind::none ? goal.parts.front() : goal;
  if (inner.kind == Goal::Kind::sentence)
    out_.push_back({Mention::Sentence{inner.predicate, inner.negated}, written.span});
  std::vector<Expr> all = inner.sides;
  all.insert(all.end(), inner.moment.begin(), inner.moment.end());
  terms(all, written.tokens);
}

bool LineMentions::head(const Sentence& written, Modality modality, bool declares) {
  if (written.tokens.empty()) return false;
  const auto head = read([&](ProcedureBinder& bind) { return bind.head(written, modality); });
  if (!head) return false;
  for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
    if (law_.predicates[p].base == head->predicate && law_.predicates[p].modality == modality)
      out_.push_back({Mention::Sentence{p, head->negated}, written.span, declares});
  }
  terms(head->places, written.tokens);
  Tokens all;
  flatten(written.tokens, all);
  names_in(all);
  return true;
}

std::optional<reason::PredicateId> LineMentions::said(const Sentence& written,
                                                      Modality modality) const {
  const auto head = read([&](ProcedureBinder& bind) { return bind.head(written, modality); });
  return head ? std::optional(head->predicate) : std::nullopt;
}

void LineMentions::term(const Sentence& written) {
  if (written.tokens.empty()) return;
  const auto term = read([&](ProcedureBinder& bind) { return bind.term(written); });
  if (term) terms({*term}, written.tokens);
  names_in(written.tokens);
}

void LineMentions::period(const Sentence& written) {
  const auto length = read([&](ProcedureBinder& bind) { return bind.period(written); });
  if (length) terms({*length}, written.tokens);
}

// ---- inside a line ------------------------------------------------------------------------------

// The binder says what the line means; here is found where each piece of it stands.
void LineMentions::terms(const std::vector<Expr>& terms, const Tokens& tokens) {
  Tokens all;
  flatten(tokens, all);
  std::vector<const Tokens*> quoted;
  quotes(tokens, quoted);
  size_t next_quote = 0;
  std::map<std::string, size_t> next_field;  // by name: where to look on
  std::optional<procedure::FieldId> compared;
  const auto look = [&](const auto& self, const Expr& expr) -> void {
    if (expr.kind == Expr::Kind::quote && next_quote < quoted.size()) {
      const Span span = span_of(*quoted[next_quote++]);
      out_.push_back({Mention::Sentence{expr.index / 2, expr.index % 2 == 1}, span});
    } else if (expr.kind == Expr::Kind::field) {
      const std::string& name = law_.procedure.fields[expr.index].name;
      if (const auto found = find_field(all, name, next_field[name])) {
        out_.push_back({Mention::Field{expr.index}, found->span});
        next_field[name] = found->at + 1;
      }
      compared = expr.index;
    } else if (expr.value.type == procedure::Value::Type::word && compared) {
      const std::string& word = law_.procedure.words[static_cast<size_t>(expr.value.data)];
      const auto found = find(all, word, next_field[law_.procedure.fields[*compared].name]);
      if (found) this->word(*compared, word, found->span);
    }
    for (const Expr& part : expr.parts) self(self, part);
  };
  for (const Expr& expr : terms) look(look, expr);
}

void LineMentions::word(procedure::FieldId field, const std::string& word, Span span,
                        bool declares) {
  out_.push_back({Mention::Word{field, word}, span, declares});
}

}  // namespace comity::language
