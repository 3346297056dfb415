// Kinds, scales, names, sentences, parties and lists.
#include <algorithm>

#include "base/text.h"
#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

// "State is a Party (dated)"
std::optional<Kind> read_kind(Reader& reader, Span span) {
  Kind kind;
  kind.span = span;
  Span rest = span;
  if (const auto note = reader.cut_notes(rest)) {
    kind.dated = reader.view(trim(reader.source(), *note)) == "dated";
    if (!kind.dated) {
      reader.error(*note, "unknown-note", "a kind takes no note but `dated`");
      return std::nullopt;
    }
  }
  Span name = rest;
  name.end = name.begin + static_cast<std::uint32_t>(first_word(reader.view(rest)).size());
  const auto read = reader.identifier(name, "the name of a kind");
  if (!read) return std::nullopt;
  kind.name = *read;
  rest = trim(reader.source(), {name.end, rest.end});
  if (reader.take(rest, "is a") || reader.take(rest, "is an")) {
    kind.parent = reader.identifier(rest, "the name of a kind");
    if (!kind.parent) return std::nullopt;
  } else if (!rest.empty()) {
    reader.error(rest, "unexpected-text",
                 "`" + std::string(reader.view(rest)) + "` does not belong here",
                 "the name of a kind is one word; kinds are parted by commas");
    return std::nullopt;
  }
  return kind;
}

void read_kind_line(Reader& reader, Span rest, Items& items) {
  for (const Span part : split_outside(reader.source(), rest, ',')) {
    if (auto kind = read_kind(reader, part)) items.emplace_back(std::move(*kind));
  }
}

std::optional<Name> read_name_group(Reader& reader, Span span) {
  Name name;
  name.span = span;
  const auto names = reader.before_colon(span, "the name");
  if (!names) return std::nullopt;
  name.names = reader.list(*names, "a name");
  if (name.names.empty()) return std::nullopt;
  Span kind = span;
  kind.end = kind.begin + static_cast<std::uint32_t>(first_word(reader.view(span)).size());
  Span rest = trim(reader.source(), {kind.end, span.end});
  const auto read = reader.identifier(kind, "the kind of what is named");
  if (!read) return std::nullopt;
  name.kind = *read;
  if (reader.take(rest, "on")) {
    name.on = reader.date(rest);
    if (!name.on) return std::nullopt;
  } else if (!reader.nothing_left(rest)) {
    return std::nullopt;
  }
  return name;
}

// "", "f", "plural", "m.pl invariable": how a translated name goes on behind its language. Which
// genders there are the norms say; a name of several words has others.
bool is_agreement(std::string_view marks) {
  auto words = text::split_words(marks);
  if (!words.empty() && words.back() == "invariable") words.pop_back();
  const bool capital = !words.empty() && words[0][0] >= 'A' && words[0][0] <= 'Z';
  return words.size() <= 1 && !capital;
}

// Cuts "; Arabic f: …" off the back of a line of names; what was cut.
Span cut_translated(Reader& reader, Span& rest) {
  for (const Span part : split_outside(reader.source(), rest, ';')) {
    Span key = part;
    if (!find_outside(reader.view(part), ':') || !take_language(reader, key)) continue;
    key.end = key.begin + *find_outside(reader.view(key), ':');
    if (part.begin == rest.begin || !is_agreement(reader.view(key))) continue;
    const Span cut{part.begin, rest.end};
    rest = trim(reader.source(), {rest.begin, part.begin});
    if (reader.view(rest).ends_with(';')) rest = trim(reader.source(), {rest.begin, rest.end - 1});
    return cut;
  }
  return {rest.end, rest.end};
}

void add_translated(Reader& reader, Span marks, Span forms, Name& name) {
  const Span whole = marks;
  const auto language = take_language(reader, marks);
  if (!language) {
    reader.error(whole, "unknown-clause", "a name takes lines like `Arabic f: …`",
                 "begin with a language, written with a capital letter");
    return;
  }
  for (const auto& [other, read] : name.translated) {
    if (other.text != language->text) continue;
    return reader.error(whole, "duplicate-key", "the name has forms in " + other.text + " already");
  }
  if (auto read = written_forms(reader, marks, forms))
    name.translated.emplace_back(*language, std::move(*read));
}

// ---- sentence -----------------------------------------------------------------------------------

bool is_form_key(std::string_view key) {
  constexpr std::array<std::string_view, 6> kForms{"not", "must", "must not", "may", "can", "ask"};
  return std::find(kForms.begin(), kForms.end(), key) != kForms.end();
}

// A question without its mark, in the Latin, Arabic, Greek or full-width script.
Span without_question_mark(const Reader& reader, Span span) {
  for (const std::string_view mark : {"?", "\u061F", "\u037E", "\uFF1F"}) {
    if (!reader.view(span).ends_with(mark)) continue;
    return trim(reader.source(), {span.begin, span.end - static_cast<std::uint32_t>(mark.size())});
  }
  return span;
}

class SentenceReader {
 public:
  SentenceReader(Reader& reader, SentenceDeclaration& declaration)
      : reader_(reader), declaration_(declaration) {}

  void read(const Clause& clause) {
    reader_.no_children(clause.line);
    Span rest = clause.rest;
    if (!find_outside(reader_.view(rest), ':')) return mark(clause);
    const auto key = reader_.before_colon(rest, "the key");
    const std::string word = squeeze(reader_.view(*key));
    if (word == "layer") return value(declaration_.layer, clause, *key, rest);
    if (word == "weight at least") return value(declaration_.weight_at_least, clause, *key, rest);
    if (is_translation_key(*key)) return translation(*key, rest);
    if (!is_form_key(word)) return unknown(clause);
    if (!first_of_its_kind(reader_, seen_, word, *key)) return;
    const bool printed = word == "ask";
    const Span words = printed ? without_question_mark(reader_, rest) : rest;
    auto form = reader_.sentence(words, printed ? SentenceUse::printed : SentenceUse::looked_up);
    if (!form) return;
    declaration_.forms.push_back(
        {.key = reader_.text(*key), .sentence = std::move(*form), .span = clause.rest});
  }

 private:
  // "French" or "French not"
  bool is_translation_key(Span key) const {
    return take_language(reader_, key) && (key.empty() || is_form_key(squeeze(reader_.view(key))));
  }

  void translation(Span key, Span words) {
    const std::string whole = squeeze(reader_.view(key));
    if (!first_of_its_kind(reader_, seen_, whole, key)) return;
    const auto language = take_language(reader_, key);
    const Text form_key = key.empty() ? Text{"is", key} : reader_.text(key);
    if (auto form = translated_form(reader_, form_key, words)) {
      declaration_.translations.emplace_back(*language, std::move(*form));
    }
  }

  void mark(const Clause& clause) {
    const std::string word = squeeze(reader_.view(clause.rest));
    bool* const marked = word == "propagating" ? &declaration_.propagating
                         : word == "closed"    ? &declaration_.closed
                         : word == "register"  ? &declaration_.in_register
                                               : nullptr;
    if (marked == nullptr) return unknown(clause);
    if (first_of_its_kind(reader_, seen_, word, clause.rest)) *marked = true;
  }

  void value(std::optional<Text>& into, const Clause& clause, Span key, Span rest) {
    const std::string word = squeeze(reader_.view(key));
    if (first_of_its_kind(reader_, seen_, word, clause.rest)) into = reader_.words(rest, word);
  }

  void unknown(const Clause& clause) {
    reader_.unknown_clause(clause, kSentenceClauses, "a declared sentence");
  }

  Reader& reader_;
  SentenceDeclaration& declaration_;
  std::vector<std::string> seen_;
};

// "almost no chance, remote: 1 to 5    (para D.6.e)"
std::optional<ListEntry> read_entry(Reader& reader, const Clause& clause) {
  ListEntry entry;
  entry.span = clause.rest;
  Span rest = clause.rest;
  entry.notes = take_notes(reader, rest, NotePlace::entry);
  if (find_outside(reader.view(rest), ':')) {
    const auto words = reader.before_colon(rest, "the entry");
    entry.value = reader.words(rest, "what the entry stands for");
    if (!words || !entry.value) return std::nullopt;
    rest = *words;
  }
  entry.words = reader.list(rest, "an entry of the list");
  if (entry.words.empty()) return std::nullopt;
  return entry;
}

}  // namespace

bool first_of_its_kind(Reader& reader, std::vector<std::string>& seen, const std::string& key,
                       Span span) {
  if (std::find(seen.begin(), seen.end(), key) == seen.end()) {
    seen.push_back(key);
    return true;
  }
  reader.error(span, "duplicate-key", "`" + key + "` stands here a second time");
  return false;
}

void read_kinds(Reader& reader, Clause clause, Items& items) {
  const auto children = reader.children(clause.line);
  if (!clause.rest.empty() || children.empty()) read_kind_line(reader, clause.rest, items);
  for (const Clause& child : children) {
    reader.no_children(child.line);
    read_kind_line(reader, child.rest, items);
  }
}

void read_scale(Reader& reader, Clause clause, Items& items) {
  reader.no_children(clause.line);
  Scale scale;
  scale.span = clause.rest;
  const auto name = reader.before_colon(clause.rest, "the scale's name");
  if (!name) return;
  const auto read = reader.words(*name, "the scale's name");
  if (!read) return;
  scale.name = *read;
  const std::string_view text = reader.view(clause.rest);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('<', begin), text.size());
    const Span part = trim(reader.source(), {clause.rest.begin + static_cast<std::uint32_t>(begin),
                                             clause.rest.begin + static_cast<std::uint32_t>(end)});
    const auto grade = reader.words(part, "a grade of the scale");
    if (!grade) return;
    scale.grades.push_back(*grade);
    begin = end + 1;
  }
  items.emplace_back(std::move(scale));
}

std::vector<Name> read_names(Reader& reader, Span rest) {
  std::vector<Name> names;
  for (const Span group : split_outside(reader.source(), rest, ';')) {
    if (auto name = read_name_group(reader, group)) names.push_back(std::move(*name));
  }
  return names;
}

// "Arabic f: …" under a name, or after it on its line.
void read_name(Reader& reader, Clause clause, Items& items) {
  const Span here = cut_translated(reader, clause.rest);
  std::vector<Name> names = read_names(reader, clause.rest);
  const auto add = [&](Span line) {
    const auto marks = reader.before_colon(line, "the language");
    if (!marks) return;
    if (names.size() == 1 && names.front().names.size() == 1) {
      add_translated(reader, *marks, line, names.front());
    } else if (!names.empty()) {
      reader.error(*marks, "clause-out-of-place", "the names above it are several",
                   "give a name that has a translation a line of its own");
    }
  };
  if (!here.empty()) add(here);
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    add(child.rest);
  }
  for (Name& name : names) items.emplace_back(std::move(name));
}

void read_sentence(Reader& reader, Clause clause, Items& items) {
  SentenceDeclaration declaration;
  declaration.span = clause.rest;
  take_notes(reader, clause.rest, NotePlace::nowhere);
  auto sentence = reader.sentence(clause.rest);
  SentenceReader forms(reader, declaration);
  for (const Clause& child : reader.children(clause.line)) forms.read(child);
  if (!sentence) return;
  declaration.sentence = std::move(*sentence);
  items.emplace_back(std::move(declaration));
}

void read_parties(Reader& reader, Clause clause, Items& items) {
  Parties parties;
  parties.span = reader.line(clause.line).body;
  if (!reader.nothing_left(clause.rest)) return;
  const std::size_t before = reader.error_count();
  std::vector<std::string> seen;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    Span rest = child.rest;
    const auto code = reader.before_colon(rest, "the party's code");
    if (!code) continue;
    const auto read = reader.identifier(*code, "the party's code");
    const auto name = read ? reader.words(rest, "the party's name") : std::nullopt;
    if (!name || !first_of_its_kind(reader, seen, read->text, *code)) continue;
    parties.parties.push_back({.code = *read, .name = *name});
  }
  if (reader.require(!parties.parties.empty(), clause.line, before, "a line like `FRA: France`")) {
    items.emplace_back(std::move(parties));
  }
}

namespace {

void read_members(Reader& reader, Clause clause, bool regional, Items& items) {
  Group group{.regional = regional, .code = {}, .name = {}, .notes = {}, .members = {}, .span = {}};
  group.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto code = reader.before_colon(clause.rest, "the group's code");
  const auto read = code ? reader.identifier(*code, "the group's code") : std::nullopt;
  if (!read) return;
  group.code = *read;
  group.notes = take_notes(reader, clause.rest, NotePlace::group);
  const auto name = reader.words(clause.rest, "the group's name");
  if (!name) return;
  group.name = *name;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    for (Text& member : reader.list(child.rest, "the code of a member"))
      group.members.push_back(std::move(member));
  }
  if (reader.require(!group.members.empty(), clause.line, before, "a line like `FRA, ITA`"))
    items.emplace_back(std::move(group));
}

}  // namespace

void read_group(Reader& reader, Clause clause, Items& items) {
  read_members(reader, clause, false, items);
}

void read_regional_group(Reader& reader, Clause clause, Items& items) {
  read_members(reader, clause, true, items);
}

void read_list(Reader& reader, Clause clause, Items& items) {
  List list;
  list.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto name = reader.words(clause.rest, "the name of the list");
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    if (auto entry = read_entry(reader, child)) list.entries.push_back(std::move(*entry));
  }
  if (!name || !reader.require(!list.entries.empty(), clause.line, before, "an entry")) return;
  list.name = *name;
  items.emplace_back(std::move(list));
}

}  // namespace comity::language
