// Languages, the forms of names in them, and what the sentences of the norms say there.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "language/items.h"
#include "language/keywords.h"

namespace comity::language {

namespace {

// ---- a sentence in another language -------------------------------------------------------------

bool opens_hole(std::string_view text) {
  return text.size() > 1 && text[0] == '<' && !text::is_space(text[1]);
}

// "<State, genitive>"; what it takes is in `token.text.span`.
bool read_hole(Reader& reader, Span rest, TranslatedToken& token) {
  const std::size_t close = reader.view(rest).find('>');
  if (close == std::string_view::npos) {
    reader.error(rest, "unclosed-hole", "this `<` is never closed",
                 "a hole is written `<Act>` or `<Act, genitive>`");
    return false;
  }
  const Span span{rest.begin, rest.begin + static_cast<std::uint32_t>(close) + 1};
  Span name{span.begin + 1, span.end - 1};
  const std::size_t comma = reader.view(name).find(',');
  if (comma != std::string_view::npos) {
    const auto at = name.begin + static_cast<std::uint32_t>(comma);
    token.in_case = reader.words(trim(reader.source(), {at + 1, name.end}), "the case");
    if (!token.in_case) return false;
    name.end = at;
  }
  token.hole = true;
  token.text = {squeeze(reader.view(name)), span};
  if (!token.text.empty()) return true;
  reader.error(span, "empty-hole", "this hole names no kind", "write a kind into it: `<State>`");
  return false;
}

// "m, f: дал": what the words agree with, and the words, which may be none.
std::optional<TranslatedToken::Agreeing> read_agreeing(Reader& reader, Span part) {
  const auto with = reader.before_colon(part, "what the words agree with");
  if (!with) return std::nullopt;
  TranslatedToken::Agreeing out{.with = reader.list(*with, "what the words agree with"),
                                .words = reader.text(part)};
  if (out.with.empty()) return std::nullopt;
  return out;
}

// "{<State> m: дал; f: дала}"
bool read_group(Reader& reader, Span rest, TranslatedToken& token) {
  const std::size_t close = reader.view(rest).find('}');
  if (close == std::string_view::npos) {
    reader.error(rest, "unclosed-bracket", "this `{` is never closed");
    return false;
  }
  const Span span{rest.begin, rest.begin + static_cast<std::uint32_t>(close) + 1};
  Span inside = trim(reader.source(), {span.begin + 1, span.end - 1});
  if (!opens_hole(reader.view(inside))) {
    reader.error(span, "not-a-hole", "words in `{…}` agree with a hole, which stands first",
                 "write them like `{<State> m: …; f: …}`");
    return false;
  }
  if (!read_hole(reader, inside, token)) return false;
  inside = trim(reader.source(), {token.text.span.end, inside.end});
  token.text.span = span;
  std::vector<std::string> seen;
  for (const Span part : split_outside(reader.source(), inside, ';')) {
    auto agreeing = read_agreeing(reader, part);
    if (!agreeing) return false;
    for (const Text& with : agreeing->with) {
      if (!first_of_its_kind(reader, seen, with.text, with.span)) return false;
    }
    token.agreeing.push_back(std::move(*agreeing));
  }
  return true;
}

// A word ends at white space, a hole or words that agree.
std::uint32_t word_size(std::string_view text) {
  std::uint32_t size = 0;
  while (size < text.size() && !text::is_space(text[size]) && text[size] != '{' &&
         !opens_hole(text.substr(size))) {
    ++size;
  }
  return size;
}

std::optional<TranslatedToken> read_token(Reader& reader, Span rest) {
  TranslatedToken token;
  if (opens_hole(reader.view(rest))) {
    if (!read_hole(reader, rest, token)) return std::nullopt;
  } else if (reader.view(rest).front() == '{') {
    if (!read_group(reader, rest, token)) return std::nullopt;
  } else {
    const Span word{rest.begin, rest.begin + word_size(reader.view(rest))};
    token.text = {std::string(reader.view(word)), word};
  }
  return token;
}

// ---- entries of "translations into" -------------------------------------------------------------

using Of = Translation::Of;

class EntryReader {
 public:
  explicit EntryReader(Reader& reader) : reader_(reader) {}

  std::optional<Translation> read(Clause clause) {
    Translation entry;
    entry.span = clause.rest;
    for (std::size_t i = 0; i < kTranslatedItems.size(); ++i) {
      if (!reader_.take(clause.rest, kTranslatedItems[i])) continue;
      entry.of = static_cast<Of>(i);
      return body(clause, entry) ? std::optional(std::move(entry)) : std::nullopt;
    }
    reader_.unknown_clause(clause, kTranslatedItems, "a list of translations");
    return std::nullopt;
  }

 private:
  bool body(Clause clause, Translation& entry) {
    switch (entry.of) {
      case Of::kind:
      case Of::party:
      case Of::name: return forms(clause, entry);
      case Of::group:
      case Of::grade: return words(clause, entry);
      case Of::reading: return words(clause, entry) && options(clause, entry);
      case Of::sentence:
      case Of::question: return wordings(clause, entry);
    }
    return false;
  }

  // "kind State n: государство; genitive: государства", "name “the Cyber Directorate” f: …"
  bool forms(Clause clause, Translation& entry) {
    reader_.no_children(clause.line);
    Span rest = clause.rest;
    auto before = reader_.before_colon(rest, "the name");
    if (!before) return false;
    if (entry.of == Of::name) {
      const auto name = reader_.quotation(*before, "a name that is translated");
      if (!name) return false;
      entry.subject = *name;
    } else {
      Span word = *before;
      word.end = word.begin + static_cast<std::uint32_t>(first_word(reader_.view(word)).size());
      const auto name = reader_.identifier(word, "what has forms in the language");
      if (!name) return false;
      entry.subject = *name;
      *before = trim(reader_.source(), {word.end, before->end});
    }
    entry.forms = written_forms(reader_, *before, rest);
    return entry.forms.has_value();
  }

  // "grade probable: вероятно", "reading sovereignty: суверенитет"
  bool words(Clause& clause, Translation& entry) {
    if (entry.of != Of::reading) reader_.no_children(clause.line);
    const auto subject = reader_.before_colon(clause.rest, "what is translated");
    const auto name = subject ? reader_.words(*subject, "what is translated") : std::nullopt;
    entry.words = name ? reader_.words(clause.rest, "the translation") : std::nullopt;
    if (!entry.words) return false;
    entry.subject = *name;
    return true;
  }

  bool options(const Clause& clause, Translation& entry) {
    std::vector<std::string> seen;
    for (const Clause& child : reader_.children(clause.line)) {
      reader_.no_children(child.line);
      Span rest = child.rest;
      const auto option = reader_.before_colon(rest, "the option");
      const auto name = option ? reader_.words(*option, "the option") : std::nullopt;
      const auto words = name ? reader_.words(rest, "the translation") : std::nullopt;
      if (!words || !first_of_its_kind(reader_, seen, name->text, *option)) continue;
      entry.options.emplace_back(*name, *words);
    }
    return true;
  }

  bool wordings(const Clause& clause, Translation& entry) {
    if (entry.of == Of::sentence) {
      const auto sentence = reader_.sentence(clause.rest, SentenceUse::printed);
      if (!sentence) return false;
      entry.subject = reader_.text(clause.rest);
    } else {
      const auto name = reader_.words(clause.rest, "the name of the question");
      if (!name) return false;
      entry.subject = *name;
    }
    const std::size_t before = reader_.error_count();
    std::vector<std::string> seen;
    for (const Clause& child : reader_.children(clause.line)) wording(child, entry, seen);
    const bool sentence = entry.of == Of::sentence;
    return reader_.require(!entry.wordings.empty(), clause.line, before,
                           sentence ? "a line like `is: …`" : "the line `asks: …`");
  }

  void wording(const Clause& clause, Translation& entry, std::vector<std::string>& seen) {
    reader_.no_children(clause.line);
    Span rest = clause.rest;
    const auto key = reader_.before_colon(rest, "the form of the sentence");
    if (!key) return;
    constexpr std::array<std::string_view, 7> kForms{
        "is:", "not:", "ask:", "must:", "must not:", "may:", "can:"};
    constexpr std::array<std::string_view, 1> kAsks{"asks:"};
    const std::string word = squeeze(reader_.view(*key));
    const bool question = entry.of == Of::question;
    const bool known = question
                           ? word == "asks"
                           : std::find(kForms.begin(), kForms.end(), word + ':') != kForms.end();
    if (!known && question) return reader_.unknown_clause(clause, kAsks, "a translated question");
    if (!known) return reader_.unknown_clause(clause, kForms, "a translated sentence");
    if (!first_of_its_kind(reader_, seen, word, *key)) return;
    auto form = translated_form(reader_, reader_.text(*key), rest);
    if (form) entry.wordings.push_back(std::move(*form));
  }

  Reader& reader_;
};

// "(unreviewed)" or "(reviewed by Anna Petrova, 2031-05-02)"; false where it is neither.
bool read_review(Reader& reader, Clause& clause, Translations& item) {
  const auto note = reader.cut_notes(clause.rest);
  const std::string help =
      "say `(unreviewed)` until a person has read the translation, then `(reviewed by NAME)`";
  if (!note) {
    reader.error(clause.rest, "missing-clause", "who has reviewed this translation?", help);
    return false;
  }
  Span rest = trim(reader.source(), *note);
  if (reader.view(rest) == "unreviewed") return true;
  if (!reader.take(rest, "reviewed by")) {
    reader.error(*note, "unknown-note", "a translation is `unreviewed` or `reviewed by NAME`",
                 help);
    return false;
  }
  item.reviewed_by = reader.words(rest, "the name of the person who has reviewed it");
  return item.reviewed_by.has_value();
}

}  // namespace

std::optional<Text> take_language(Reader& reader, Span& key) {
  const std::string_view text = reader.view(key);
  if (text.empty() || text[0] < 'A' || text[0] > 'Z') return std::nullopt;
  const auto size = static_cast<std::uint32_t>(first_word(text).size());
  Text language = reader.text({key.begin, key.begin + size});
  key = trim(reader.source(), {key.begin + size, key.end});
  return language;
}

std::optional<TranslatedForm> translated_form(Reader& reader, Text key, Span words) {
  TranslatedForm form{.key = std::move(key), .tokens = {}, .span = words};
  bool spaced = true;
  for (Span rest = words; !rest.empty();) {
    if (text::is_space(reader.view(rest).front())) {
      spaced = true;
      ++rest.begin;
      continue;
    }
    auto token = read_token(reader, rest);
    if (!token) return std::nullopt;
    token->joined = !std::exchange(spaced, false);
    rest.begin = token->text.span.end;
    form.tokens.push_back(std::move(*token));
    if (form.tokens.size() > Limits::kSentenceTokens) {
      reader.error(
          words, "sentence-too-long",
          "this sentence has more than " + std::to_string(Limits::kSentenceTokens) + " words");
      return std::nullopt;
    }
  }
  if (!form.tokens.empty()) return form;
  reader.error(words.empty() ? form.key.span : words, "empty-sentence",
               "a sentence is missing here");
  return std::nullopt;
}

std::optional<WrittenForms> written_forms(Reader& reader, Span marks, Span forms) {
  WrittenForms out;
  out.span = marks.to(forms);
  std::string_view mark = reader.view(marks);
  if (mark.ends_with("invariable")) {
    out.invariable = true;
    marks = trim(reader.source(), {marks.begin, marks.end - 10});
    mark = reader.view(marks);
  }
  if (!mark.empty()) out.agreement = reader.text(marks);
  const auto parts = split_outside(reader.source(), forms, ';');
  if (parts.empty() || parts.front().empty()) {
    reader.error(forms, "missing-value", "the name in the language is missing");
    return std::nullopt;
  }
  out.plain = reader.text(parts.front());
  std::vector<std::string> seen;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Span rest = parts[i];
    const auto in_case = reader.before_colon(rest, "the case");
    const auto form = in_case ? reader.words(rest, "the form") : std::nullopt;
    if (!form || !first_of_its_kind(reader, seen, squeeze(reader.view(*in_case)), *in_case))
      return std::nullopt;
    out.cases.emplace_back(reader.text(*in_case), *form);
  }
  return out;
}

void read_language(Reader& reader, Clause clause, Items& items) {
  LanguageItem item;
  item.span = clause.rest;
  const auto tag = reader.cut_notes(clause.rest);
  if (!tag) {
    return reader.error(clause.rest, "missing-clause", "the code of the language is missing",
                        "write it like `language Russian (ru)`");
  }
  const auto code = reader.identifier(*tag, "the code of a language");
  const auto name = reader.identifier(clause.rest, "the name of a language");
  if (!code || !name) return;
  item.tag = *code;
  item.name = *name;
  std::vector<std::string> seen;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    Span rest = child.rest;
    if (reader.take(rest, "written from right to left")) {
      item.right_to_left = reader.nothing_left(rest);
      continue;
    }
    const bool keyed = find_outside(reader.view(rest), ':').has_value();
    const auto key = keyed ? reader.before_colon(rest, "the key") : std::nullopt;
    const std::string word = key ? squeeze(reader.view(*key)) : "";
    const auto known = std::find(kLanguageClauses.begin(), kLanguageClauses.end(), word + ':');
    if (known == kLanguageClauses.end()) {
      reader.unknown_clause(child, kLanguageClauses, "a language");
      continue;
    }
    if (!first_of_its_kind(reader, seen, word, *key)) continue;
    if (word == "cases") item.cases = reader.list(rest, "a case");
    if (word == "agreement") item.agreement = reader.list(rest, "a gender or a number");
    if (word == "quotes") item.quotes = reader.words(rest, "the quotation marks");
    if (word == "opposite") item.opposite = reader.words(rest, "what says that it is not so");
  }
  items.emplace_back(std::move(item));
}

void read_translations(Reader& reader, Clause clause, Items& items) {
  Translations item;
  item.span = clause.rest;
  if (!read_review(reader, clause, item)) return;
  const auto language = reader.identifier(clause.rest, "the name of a language");
  if (!language) return;
  item.language = *language;
  EntryReader entries(reader);
  for (const Clause& child : reader.children(clause.line)) {
    if (auto entry = entries.read(child)) item.entries.push_back(std::move(*entry));
  }
  items.emplace_back(std::move(item));
}

}  // namespace comity::language
