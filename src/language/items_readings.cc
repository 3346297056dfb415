// Readings, and the positions that States took on them.
#include "language/items.h"
#include "language/notes.h"

namespace comity::language {

namespace {

constexpr std::string_view kLeftOpen = "left open";

// "case by case, not encoded"
std::optional<ReadingOption> read_option(Reader& reader, Span rest) {
  ReadingOption option;
  if (const auto colon = find_outside(reader.view(rest), ':')) {
    reader.error({rest.begin + *colon, rest.begin + *colon + 1}, "unexpected-punctuation",
                 "an option takes no colon",
                 "who holds it is listed under `positions on` the reading");
    return std::nullopt;
  }
  take_notes(reader, rest, NotePlace::nowhere);
  const auto parts = split_outside(reader.source(), rest, ',');
  const auto name = reader.words(parts.front(), "the option");
  if (!name) return std::nullopt;
  option.name = *name;
  if (name->text == kLeftOpen) {
    reader.error(name->span, "reserved-words", "`left open` cannot be an option",
                 "it says of a State that it spoke and did not choose");
    return std::nullopt;
  }
  if (parts.size() == 1) return option;
  option.not_encoded = squeeze(reader.view(parts[1])) == "not encoded";
  if (parts.size() == 2 && option.not_encoded) return option;
  reader.error({parts[1].begin, rest.end}, "unexpected-text",
               "after a comma an option takes `not encoded` and nothing else");
  return std::nullopt;
}

// "FRA: a rule (2019; source "https://…")"
std::optional<Position> read_position(Reader& reader, const Clause& clause) {
  Position position;
  position.span = clause.rest;
  Span rest = clause.rest;
  const auto party = reader.before_colon(rest, "the party's code");
  if (!party) return std::nullopt;
  const auto code = reader.identifier(*party, "the party's code");
  if (!code) return std::nullopt;
  position.party = *code;
  position.notes = take_notes(reader, rest, NotePlace::position);
  const auto option = reader.words(rest, "the option that this party holds");
  if (!option) return std::nullopt;
  position.option = *option;
  return position;
}

}  // namespace

void read_reading(Reader& reader, Clause clause, Items& items) {
  Reading reading;
  reading.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto name = reader.before_colon(clause.rest, "the reading's name");
  if (!name) return;
  const auto read = reader.words(*name, "the reading's name");
  if (!read) return;
  reading.name = *read;
  if (const auto question = reader.quotation(clause.rest, "the question of a reading")) {
    reading.question = *question;
    reader.nothing_left(clause.rest);
  }
  std::vector<std::string> seen;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    auto option = read_option(reader, child.rest);
    if (!option || !first_of_its_kind(reader, seen, option->name.text, child.rest)) continue;
    reading.options.push_back(std::move(*option));
  }
  reader.require(reading.options.size() > 1, clause.line, before, "a second option of the reading");
  items.emplace_back(std::move(reading));
}

void read_positions(Reader& reader, Clause clause, Items& items) {
  Positions positions;
  positions.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto reading = reader.words(clause.rest, "the name of the reading");
  if (!reading) return;
  positions.reading = *reading;
  std::vector<std::string> seen;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    auto position = read_position(reader, child);
    if (!position || !first_of_its_kind(reader, seen, position->party.text, child.rest)) continue;
    positions.positions.push_back(std::move(*position));
  }
  reader.require(!positions.positions.empty(), clause.line, before, "a line like `FRA: a rule`");
  items.emplace_back(std::move(positions));
}

}  // namespace comity::language
