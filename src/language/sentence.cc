// A sentence as words and holes. Which template it is, the checker finds.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "language/parser.h"
#include "language/reader.h"

namespace comity::language {

namespace {

// Spaces that are not parted at and look like ordinary ones: no-break, figure, narrow, ideographic.
constexpr std::array<std::string_view, 4> kOddSpaces{"\u00A0", "\u2007", "\u202F", "\u3000"};

bool opens_hole(std::string_view text) {
  return text.size() > 1 && text[0] == '<' && !text::is_space(text[1]);
}

// A word ends at white space or a hole; white space inside quotation marks belongs to it.
std::uint32_t word_size(std::string_view text) {
  Walk walk(text);
  while (!walk.done() && !text::is_space(walk.c()) &&
         !(walk.c() == '<' && opens_hole(text.substr(walk.at())))) {
    walk.step();
  }
  return walk.at();
}

// Reports a word that no sentence can hold; true if there is nothing to report.
bool check_word(Reader& reader, Span span) {
  const std::string_view word = reader.view(span);
  for (const std::string_view space : kOddSpaces) {
    if (word.find(space) == std::string_view::npos) continue;
    reader.error(span, "invisible-character", "this word holds a space that is not an ordinary one",
                 "write an ordinary space");
    return false;
  }
  for (Walk walk(word); !walk.done(); walk.step()) {
    const char c = walk.c();
    const bool last = walk.at() + 1 == word.size();
    const bool bracket = c == '(' || c == ')' || c == '[' || c == ']' || c == '<' || c == '>';
    if (!bracket && !(last && (c == ':' || c == ';'))) continue;
    const std::uint32_t at = span.begin + walk.at();
    reader.error({at, at + 1}, bracket ? "stray-bracket" : "unexpected-punctuation",
                 "`" + std::string(1, c) + "` cannot stand in a sentence");
    return false;
  }
  return true;
}

std::optional<Token> hole(Reader& reader, Span rest) {
  const std::size_t close = reader.view(rest).find('>');
  if (close == std::string_view::npos) {
    reader.error(rest, "unclosed-hole", "this `<` is never closed",
                 "a hole is written `<Act>` or `<Victim State>`");
    return std::nullopt;
  }
  const Span span{rest.begin, rest.begin + static_cast<std::uint32_t>(close) + 1};
  Token token{.text = squeeze(reader.view({span.begin + 1, span.end - 1})),
              .hole = true,
              .span = span,
              .joined = false};
  if (token.text.empty()) {
    reader.error(span, "empty-hole", "this hole names no kind", "write a kind into it: `<State>`");
    return std::nullopt;
  }
  return token;
}

// "that [<State> ceased <Act>]": the span up to the closing bracket; empty where none begins here.
Span statement(const Reader& reader, Span rest) {
  Span inside = rest;
  if (!reader.take(inside, "that") || inside.empty() || reader.view(inside).front() != '[')
    return {rest.begin, rest.begin};
  Walk walk(reader.view(inside));
  do {
    walk.step();
  } while (!walk.done() && walk.depth() > 0);
  return {rest.begin, inside.begin + walk.at()};
}

std::optional<Token> quoted_statement(Reader& reader, Span span) {
  Span inside = span;
  reader.take(inside, "that");
  auto said = reader.sentence(trim(reader.source(), {inside.begin + 1, inside.end - 1}));
  if (!said) return std::nullopt;
  return Token{.text = squeeze(reader.view(span)),
               .hole = false,
               .span = span,
               .joined = false,
               .quoted = std::move(said->tokens)};
}

}  // namespace

std::optional<Sentence> Reader::sentence(Span span, SentenceUse use) {
  Sentence sentence{.tokens = {}, .span = span};
  bool spaced = true;
  for (Span rest = span; !rest.empty();) {
    if (text::is_space(view(rest).front())) {
      spaced = true;
      ++rest.begin;
      continue;
    }
    Token token;
    const Span said = use == SentenceUse::looked_up ? statement(*this, rest) : Span{};
    if (!said.empty()) {
      auto read = quoted_statement(*this, said);
      if (!read) return std::nullopt;
      token = std::move(*read);
    } else if (opens_hole(view(rest))) {
      auto read = hole(*this, rest);
      if (!read) return std::nullopt;
      token = std::move(*read);
    } else {
      token.span = {rest.begin, rest.begin + std::max(word_size(view(rest)), 1U)};
      if (use == SentenceUse::looked_up && !check_word(*this, token.span)) return std::nullopt;
      token.text = view(token.span);
    }
    token.joined = !spaced;
    spaced = false;
    rest.begin = token.span.end;
    sentence.tokens.push_back(std::move(token));
    if (sentence.tokens.size() > Limits::kSentenceTokens) {
      error(span, "sentence-too-long",
            "this sentence has more than " + std::to_string(Limits::kSentenceTokens) + " words");
      return std::nullopt;
    }
  }
  if (sentence.tokens.empty()) {
    error(span, "empty-sentence", "a sentence is missing here");
    return std::nullopt;
  }
  return sentence;
}

Result<Sentence> parse_sentence(std::string_view text) {
  COMITY_TRY(const SourcePtr source, SourceFile::make("the sentence", std::string(text)));
  Diagnostics diagnostics;
  Layout layout;
  layout.source = source;
  Reader reader(layout, diagnostics);
  const auto all = static_cast<std::uint32_t>(source->text().size());
  auto sentence = reader.sentence(trim(*source, {0, all}));
  if (sentence) return *std::move(sentence);
  const Diagnostic& first = diagnostics.all().front();
  return fail(Errc::invalid_input, first.message + (first.help.empty() ? "" : "; " + first.help));
}

}  // namespace comity::language
