// Rules, what must never follow, and what is not encoded.
#include <algorithm>
#include <array>

#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

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

void read_rule(Reader& reader, Clause clause, Items& items) {
  Rule rule;
  rule.span = reader.line(clause.line).body;
  const auto name = reader.before_colon(clause.rest, "the rule's id");
  if (!name || !read_rule_name(reader, *name, rule)) return;
  auto head = noted_sentence(reader, clause.rest, NotePlace::rule);
  BodyReader body(reader, rule.premises, rule.exceptions);
  for (const LineId child : reader.line(clause.line).children) {
    const auto readable = reader.clause(child);
    if (!readable) {
      body.skip_unreadable();
    } else if (!body.read(*readable)) {
      reader.unknown_clause(*readable, kRuleClauses, "a rule");
      body.skip_unreadable();  // what follows may have meant to continue it
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
