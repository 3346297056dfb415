// The lines of an example of register law: what is noted, who makes which entry when, and what then
// is so.
#include <array>

#include "language/items.h"
#include "language/keywords.h"

namespace comity::language {

namespace {

// "2031-03-01 16:00 Pacific/Kiritimati: …": a time has colons of its own, so the one that counts is
// followed by a space.
std::optional<Text> time_before_colon(Reader& reader, Span& rest) {
  const std::size_t colon = reader.view(rest).find(": ");
  if (colon == std::string_view::npos) {
    reader.error(rest, "missing-colon", "a colon is missing after the time");
    return std::nullopt;
  }
  const auto at = rest.begin + static_cast<std::uint32_t>(colon);
  const auto time = reader.words(trim(reader.source(), {rest.begin, at}), "the time");
  rest = trim(reader.source(), {at + 1, rest.end});
  return time;
}

// The values that an entry carries, and who signed it.
void read_carried(Reader& reader, const Clause& clause, Step& step) {
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    Span rest = child.rest;
    if (reader.take(rest, "signed by")) {
      step.signer = reader.words(rest, "who signed it");
      continue;
    }
    const auto name = reader.before_colon(rest, "the name of the field");
    const auto field = name ? reader.words(*name, "the name of the field") : std::nullopt;
    const auto value = field ? reader.words(rest, "the value of the field") : std::nullopt;
    if (value) step.fields.emplace_back(*field, *value);
  }
}

void read_entry(Reader& reader, Clause clause, Step::Kind kind, std::vector<Step>& steps) {
  Step step;
  step.kind = kind;
  step.span = clause.rest;
  const auto time = time_before_colon(reader, clause.rest);
  if (!time) return;
  step.time = *time;
  auto sentence = reader.sentence(clause.rest);
  read_carried(reader, clause, step);
  if (!sentence) return;
  step.sentence = std::move(*sentence);
  steps.push_back(std::move(step));
}

// "2031-05-28 23:59 America/New_York: expect the Convention is in force: no"
void read_check(Reader& reader, Clause clause, std::vector<Step>& steps) {
  Step step;
  step.kind = Step::Kind::check;
  step.span = clause.rest;
  const auto time = time_before_colon(reader, clause.rest);
  if (!time) return;
  step.time = *time;
  if (!reader.take(clause.rest, "expect")) {
    return reader.error(clause.rest, "missing-clause", "`expect` is missing after the time");
  }
  // The outcome may be a time, so the colon is the last one with a space after it.
  const std::size_t colon = reader.view(clause.rest).rfind(": ");
  if (colon == std::string_view::npos) {
    return reader.error(clause.rest, "missing-colon", "a colon is missing before what is expected",
                        "end the line with `: yes`, `: no` or `: due …`");
  }
  const auto at = clause.rest.begin + static_cast<std::uint32_t>(colon);
  const auto outcome =
      reader.words(trim(reader.source(), {at + 1, clause.rest.end}), "what is expected");
  clause.rest = trim(reader.source(), {clause.rest.begin, at});
  auto premise = read_premise(reader, clause);
  if (!outcome || !premise) return;
  step.outcome = *outcome;
  step.premise = std::move(*premise);
  steps.push_back(std::move(step));
}

void read_next_change(Reader& reader, Clause clause, std::vector<Step>& steps) {
  reader.no_children(clause.line);
  Step step;
  step.kind = Step::Kind::next_change;
  step.span = clause.rest;
  const auto time = time_before_colon(reader, clause.rest);
  const auto next = time ? reader.words(clause.rest, "when the next change is") : std::nullopt;
  if (!next) return;
  step.time = *time;
  step.outcome = *next;
  steps.push_back(std::move(step));
}

}  // namespace

bool read_step(Reader& reader, Clause clause, std::vector<Step>& steps) {
  if (reader.take(clause.rest, "refused on")) {
    read_entry(reader, clause, Step::Kind::refused, steps);
  } else if (reader.take(clause.rest, "on")) {
    read_entry(reader, clause, Step::Kind::entry, steps);
  } else if (reader.take(clause.rest, "at")) {
    read_check(reader, clause, steps);
  } else if (reader.take(clause.rest, "expect next change after")) {
    read_next_change(reader, clause, steps);
  } else {
    return false;
  }
  return true;
}

}  // namespace comity::language
