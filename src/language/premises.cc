// Premises: sentences, comparisons, lists, and the lines that hold them.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 3> kLists{"any of:", "all of:", "none of:"};
constexpr std::array<Premise::Kind, 3> kListKinds{Premise::Kind::any_of, Premise::Kind::all_of,
                                                  Premise::Kind::none_of};

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
               near.empty() ? "a list begins with `any of:`, `all of:` or `none of:`" : near);
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

// "<Party> such that <Party> takes part in <Case>: <Party> accepted <Terms>"; what has to be so may
// stand on the lines below.
std::optional<Premise> read_for_every(Reader& reader, Clause clause) {
  Premise every;
  every.kind = Premise::Kind::for_every;
  every.span = clause.rest;
  const std::size_t before = reader.error_count();
  const auto about = reader.before_colon(clause.rest, "what this is said of");
  if (!about) return std::nullopt;
  const std::string_view text = reader.view(*about);
  const std::size_t such = text.find(" such that ");
  if (such == std::string_view::npos) {
    reader.error(*about, "missing-clause", "`for every` takes `<Hole> such that` and a sentence",
                 "write `for every <Party> such that <Party> takes part in <Case>: …`");
    return std::nullopt;
  }
  auto hole = reader.sentence(
      trim(reader.source(), {about->begin, about->begin + static_cast<std::uint32_t>(such)}));
  auto condition = read_single(
      reader,
      trim(reader.source(), {about->begin + static_cast<std::uint32_t>(such) + 11, about->end}));
  if (!hole || !condition) return std::nullopt;
  if (hole->tokens.size() != 1 || !hole->tokens.front().hole) {
    reader.error(hole->span, "not-a-hole", "`for every` is said of one hole, like `<Party>`");
    return std::nullopt;
  }
  every.sentence = std::move(*hole);
  every.parts.push_back(std::move(*condition));
  if (!clause.rest.empty()) {
    auto shown = read_premise(reader, clause);
    if (!shown) return std::nullopt;
    every.parts.push_back(std::move(*shown));
    return every;
  }
  Premise all;
  all.kind = Premise::Kind::all_of;
  all.span = every.span;
  read_members(reader, clause, all);
  if (!reader.require(!all.parts.empty(), clause.line, before, "what has to be so")) return {};
  every.parts.push_back(std::move(all));
  return every;
}

}  // namespace

std::optional<Premise> read_premise(Reader& reader, Clause clause, Under under) {
  const std::size_t before = reader.error_count();
  Span& rest = clause.rest;
  Premise list;
  list.span = rest;
  Notes notes = take_notes(reader, rest, NotePlace::premise);
  if (reader.error_count() > before) return std::nullopt;
  const auto listed = std::find_if(kLists.begin(), kLists.end(),
                                   [&](std::string_view word) { return reader.take(rest, word); });
  if (listed == kLists.end()) {
    auto premise =
        reader.take(rest, "for every") ? read_for_every(reader, clause) : read_single(reader, rest);
    if (under == Under::nothing && (!premise || premise->kind != Premise::Kind::for_every))
      reader.no_children(clause.line);
    if (premise) premise->notes = std::move(notes);
    return premise;
  }
  list.kind = kListKinds[static_cast<std::size_t>(listed - kLists.begin())];
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

// ---- bodies ------------------------------------------------------------------------------------

bool BodyReader::read(Clause clause) {
  const Span body = clause.rest;
  if (reader_.take(clause.rest, "if")) {
    if (seen_if_) {
      misplaced(body, "there is one `if` line", "write `and` for a further premise");
    } else if (seen_unless_) {
      misplaced(body, "`if` comes before `unless`", {});
    } else {
      seen_if_ = true;
      add(premises_, clause);
    }
  } else if (reader_.take(clause.rest, "and")) {
    if (seen_unless_) {
      misplaced(body, "`and` cannot follow `unless`",
                "write `unless all of:` with deeper lines, or put the premise before it");
    } else if (!seen_if_) {
      misplaced(body, "`and` has no `if` before it", {});
    } else {
      add(premises_, clause);
    }
  } else if (reader_.take(clause.rest, "unless")) {
    seen_unless_ = true;
    add(exceptions_, clause);
  } else if (reader_.take(clause.rest, "or")) {
    misplaced(body, "`or` does not begin a line", "write `any of:` with deeper lines");
  } else {
    return false;
  }
  return true;
}

void BodyReader::add(std::vector<Premise>& into, const Clause& clause) {
  if (auto premise = read_premise(reader_, clause)) into.push_back(std::move(*premise));
}

void BodyReader::misplaced(Span span, std::string message, std::string help) {
  reader_.error(span, "clause-out-of-place", std::move(message), std::move(help));
  seen_if_ = true;
}

}  // namespace comity::language
