// Rules and their premises, what must never follow, what is not encoded, and questions.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 2> kLists{"any of:", "all of:"};

// ---- premises
// ------------------------------------------------------------------------------------

// Where the words of `phrase` stand, one after the other, among the tokens; none if nowhere.
std::optional<std::size_t> find_words(const Sentence& sentence,
                                      std::initializer_list<std::string_view> phrase) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 0; i + phrase.size() <= tokens.size(); ++i) {
    std::size_t matched = 0;
    for (const std::string_view word : phrase) {
      if (tokens[i + matched].hole || tokens[i + matched].text != word) break;
      ++matched;
    }
    if (matched == phrase.size()) return i;
  }
  return std::nullopt;
}

Sentence slice(const Sentence& sentence, std::size_t begin, std::size_t end) {
  Sentence part;
  part.tokens.assign(sentence.tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                     sentence.tokens.begin() + static_cast<std::ptrdiff_t>(end));
  part.span = part.tokens.front().span.to(part.tokens.back().span);
  return part;
}

// "<State> is not the same as <Other State>": true where it was a comparison.
bool split_comparison(Reader& reader, Premise& premise) {
  const Sentence& whole = premise.sentence;
  std::size_t words = 4;
  auto at = find_words(whole, {"is", "the", "same", "as"});
  premise.kind = Premise::Kind::same;
  if (!at) {
    words = 5;
    at = find_words(whole, {"is", "not", "the", "same", "as"});
    premise.kind = Premise::Kind::not_same;
  }
  if (!at) {
    premise.kind = Premise::Kind::sentence;
    return true;
  }
  const std::size_t count = whole.tokens.size();
  if (*at == 0 || *at + words == count) {
    reader.error(whole.span, "empty-sentence", "one side of this comparison is missing");
    return false;
  }
  premise.left = slice(whole, 0, *at);
  premise.right = slice(whole, *at + words, count);
  premise.sentence = {};
  return true;
}

// A colon in a premise can only be that of a list.
bool check_list_word(Reader& reader, Span rest) {
  const auto colon = find_outside(reader.view(rest), ':');
  if (!colon) return true;
  const std::string near = reader.nearest(reader.view(rest), kLists);
  const Span head{rest.begin, rest.begin + *colon + 1};
  reader.error(head, "unexpected-punctuation",
               "`" + std::string(reader.view(head)) + "` begins no list",
               near.empty() ? "a list begins with `any of:` or `all of:`" : near);
  return false;
}

// "<A> did <B>; <A> did <C>": only a list may be parted.
bool check_not_parted(Reader& reader, Span rest) {
  const auto mark = find_outside(reader.view(rest), ';');
  if (!mark) return true;
  reader.error({rest.begin + *mark, rest.begin + *mark + 1}, "unexpected-punctuation",
               "`;` parts the members of a list, and this line has none",
               "begin the list with `any of:` or `all of:`, or write a line for each");
  return false;
}

std::optional<Premise> read_single(Reader& reader, Span rest) {
  if (!check_list_word(reader, rest) || !check_not_parted(reader, rest)) return std::nullopt;
  Premise premise;
  premise.span = rest;
  auto sentence = reader.sentence(rest);
  if (!sentence) return std::nullopt;
  premise.sentence = std::move(*sentence);
  if (!split_comparison(reader, premise)) return std::nullopt;
  return premise;
}

// The members on deeper lines.
void read_members(Reader& reader, const Clause& clause, Premise& list) {
  for (Clause child : reader.children(clause.line)) {
    for (const std::string_view word : {"if", "and", "or", "unless"}) {
      if (!reader.take(child.rest, word)) continue;
      reader.error(child.rest, "clause-out-of-place",
                   "`" + std::string(word) + "` does not belong in a list",
                   "each line of `any of:` or `all of:` is one premise");
      child.rest.end = child.rest.begin;
    }
    if (child.rest.empty()) continue;
    if (auto part = read_premise(reader, child)) list.parts.push_back(std::move(*part));
  }
}

// ---- clauses of a rule
// ---------------------------------------------------------------------------

// Reads `if`, `and` and `unless` lines in their order.
class BodyReader {
 public:
  BodyReader(Reader& reader, Rule& rule) : reader_(reader), rule_(rule) {}

  void read(Clause clause) {
    const Span body = clause.rest;
    if (reader_.take(clause.rest, "if")) {
      if (seen_if_)
        return misplaced(body, "a rule has one `if` line", "write `and` for a further premise");
      if (seen_unless_) return misplaced(body, "`if` comes before `unless`", {});
      seen_if_ = true;
      add(rule_.premises, clause);
    } else if (reader_.take(clause.rest, "and")) {
      if (seen_unless_) {
        return misplaced(body, "`and` cannot follow `unless`",
                         "write `unless all of:` with deeper lines, or put the premise before it");
      }
      if (!seen_if_) return misplaced(body, "`and` has no `if` before it", {});
      add(rule_.premises, clause);
    } else if (reader_.take(clause.rest, "unless")) {
      seen_unless_ = true;
      add(rule_.exceptions, clause);
    } else if (reader_.take(clause.rest, "or")) {
      misplaced(body, "`or` does not begin a line", "write `any of:` with deeper lines");
    } else {
      reader_.unknown_clause(clause, kRuleClauses, "a rule");
      seen_if_ = true;  // what follows may have meant to continue it
    }
  }

  void skip_unreadable() { seen_if_ = true; }

 private:
  void add(std::vector<Premise>& into, const Clause& clause) {
    if (auto premise = read_premise(reader_, clause)) into.push_back(std::move(*premise));
  }

  void misplaced(Span span, std::string message, std::string help) {
    reader_.error(span, "clause-out-of-place", std::move(message), std::move(help));
    seen_if_ = true;
  }

  Reader& reader_;
  Rule& rule_;
  bool seen_if_ = false;
  bool seen_unless_ = false;
};

// "A8 strict despite A1, A2": what stands between `rule` and the colon.
bool read_rule_name(Reader& reader, Span rest, Rule& rule) {
  Span id = rest;
  id.end = id.begin + static_cast<std::uint32_t>(first_word(reader.view(rest)).size());
  const auto read = reader.identifier(id, "the rule's id");
  if (!read) return false;
  rule.id = *read;
  rest = trim(reader.source(), {id.end, rest.end});
  if (reader.take(rest, "strict")) rule.strength = Rule::Strength::strict;
  if (reader.take(rest, "only blocks")) rule.strength = Rule::Strength::only_blocks;
  // Each list of ids ends where the other keyword begins.
  while (!rest.empty()) {
    const bool despite = reader.take(rest, "despite");
    if (!despite && !reader.take(rest, "subject to")) {
      constexpr std::array<std::string_view, 4> kWords{"strict", "only blocks", "despite",
                                                       "subject to"};
      const std::string near = reader.nearest(reader.view(rest), kWords);
      reader.error(rest, "unexpected-text",
                   "`" + std::string(reader.view(rest)) + "` does not belong before the colon",
                   near.empty()
                       ? "after the id come `strict`, `only blocks`, `despite`, `subject to`"
                       : near);
      return false;
    }
    const std::string_view other = despite ? " subject to " : " despite ";
    const std::size_t stop = std::min(reader.view(rest).find(other), reader.view(rest).size());
    const Span ids =
        trim(reader.source(), {rest.begin, rest.begin + static_cast<std::uint32_t>(stop)});
    for (const Span part : split_outside(reader.source(), ids, ',')) {
      const auto named = reader.identifier(part, "the id of another rule");
      if (!named) return false;
      (despite ? rule.despite : rule.subject_to).push_back(*named);
    }
    rest = trim(reader.source(), {ids.end, rest.end});
  }
  return true;
}

}  // namespace

std::optional<Premise> read_premise(Reader& reader, Clause clause, Under under) {
  const std::size_t before = reader.error_count();
  Span& rest = clause.rest;
  Premise list;
  list.span = rest;
  Notes notes = take_notes(reader, rest, NotePlace::premise);
  if (reader.error_count() > before) return std::nullopt;
  const bool any = reader.take(rest, kLists[0]);
  if (!any && !reader.take(rest, kLists[1])) {
    auto premise = read_single(reader, rest);
    if (under == Under::nothing) reader.no_children(clause.line);
    if (premise) premise->notes = std::move(notes);
    return premise;
  }
  list.kind = any ? Premise::Kind::any_of : Premise::Kind::all_of;
  list.notes = std::move(notes);
  if (rest.empty()) {
    read_members(reader, clause, list);
    if (!reader.require(!list.parts.empty(), clause.line, before, "a list of premises")) return {};
    return list;
  }
  reader.no_children(clause.line);
  for (const Span part : split_outside(reader.source(), rest, ';')) {
    if (auto premise = read_single(reader, part)) list.parts.push_back(std::move(*premise));
  }
  if (list.parts.empty()) return std::nullopt;
  return list;
}

void read_rule(Reader& reader, Clause clause, Items& items) {
  Rule rule;
  rule.span = reader.line(clause.line).body;
  const auto name = reader.before_colon(clause.rest, "the rule's id");
  if (!name || !read_rule_name(reader, *name, rule)) return;
  auto head = noted_sentence(reader, clause.rest, NotePlace::rule);
  BodyReader body(reader, rule);
  for (const LineId child : reader.line(clause.line).children) {
    if (const auto readable = reader.clause(child)) {
      body.read(*readable);
    } else {
      body.skip_unreadable();
    }
  }
  if (!head) return;
  rule.head = std::move(head->sentence);
  rule.notes = std::move(head->notes);
  items.emplace_back(std::move(rule));
}

void read_never(Reader& reader, Clause clause, Items& items) {
  Never never;
  never.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  take_notes(reader, clause.rest, NotePlace::nowhere);
  auto conclusion = reader.sentence(clause.rest);
  for (Clause child : reader.children(clause.line)) {
    reader.no_children(child.line);
    if (reader.take(child.rest, "from")) {
      take_notes(reader, child.rest, NotePlace::nowhere);
      if (auto from = reader.sentence(child.rest)) never.from.push_back(std::move(*from));
    } else if (reader.take(child.rest, "because")) {
      if (const auto because = reader.words(child.rest, "the reason")) never.because = *because;
    } else {
      reader.unknown_clause(child, kNeverClauses, "`never conclude`");
    }
  }
  if (!conclusion) return;
  never.conclusion = std::move(*conclusion);
  if (!reader.require(!never.from.empty(), clause.line, before, "a line with `from`")) return;
  if (!reader.require(!never.because.empty(), clause.line, before, "a line with `because`")) return;
  items.emplace_back(std::move(never));
}

void read_not_encoded(Reader& reader, Clause clause, Items& items) {
  NotEncoded item;
  item.span = reader.line(clause.line).body;
  reader.no_children(clause.line);
  const auto passage = reader.quotation(clause.rest, "the passage that is not encoded");
  if (!passage) return;
  item.passage = *passage;
  auto place = reader.before_colon(clause.rest, "the passage");
  if (!place) return;
  if (reader.take(*place, "in")) {
    item.rule = reader.identifier(*place, "the rule's id");
    if (!item.rule) return;
  } else if (!reader.nothing_left(*place)) {
    return;
  }
  const auto reason = reader.words(clause.rest, "the reason");
  if (!reason) return;
  item.reason = *reason;
  items.emplace_back(std::move(item));
}

}  // namespace comity::language
