// Readings, and who holds which.
#include <algorithm>
#include <charconv>

#include "language/checker.h"

namespace comity::language {

namespace {

constexpr std::string_view kLeftOpen = "left open";

// The year of the first statement: "2018/2022" gives 2018, "2024-05-01" gives 2024, "n/a" nothing.
std::optional<int> first_year(std::string_view when) {
  int year = 0;
  const auto result =
      std::from_chars(when.data(), when.data() + std::min<size_t>(when.size(), 4), year);
  if (result.ec != std::errc() || year < 1900) return std::nullopt;
  return year;
}

const Note* find(const Notes& notes, Note::Kind kind) {
  const auto it =
      std::find_if(notes.begin(), notes.end(), [&](const Note& n) { return n.kind == kind; });
  return it == notes.end() ? nullptr : &*it;
}

std::string value(const Notes& notes, Note::Kind kind) {
  const Note* note = find(notes, kind);
  return note == nullptr ? std::string() : note->value.text;
}

}  // namespace

void Checker::declare_readings() {
  each<Reading>([&](const Reading& reading, const Place& place) {
    if (law_.reading(reading.name.text)) {
      error("duplicate-reading", "the reading `" + reading.name.text + "` is declared twice", place,
            reading.name.span);
      return;
    }
    if (reading.options.size() < 2 || reading.options.size() > 32) {
      error("reading-options", "a reading has from two to 32 options", place, reading.span);
      return;
    }
    LawReading declared{.name = reading.name.text, .question = reading.question.text};
    for (const ReadingOption& option : reading.options) {
      declared.options.push_back(option.name.text);
      declared.not_encoded.push_back(option.not_encoded);
    }
    declared.declared = provenance(place, reading.span);
    law_.program.readings.push_back({.not_encoded = declared.not_encoded});
    law_.readings.push_back(std::move(declared));
  });
}

void Checker::declare_positions() {
  each<Positions>([&](const Positions& positions, const Place& place) {
    const auto reading = law_.reading(positions.reading.text);
    if (!reading) {
      std::vector<std::string> known;
      for (const LawReading& r : law_.readings) known.push_back(r.name);
      error("unknown-reading", "no reading is called `" + positions.reading.text + "`", place,
            positions.reading.span, nearest_help(positions.reading.text, known));
      return;
    }
    for (const Position& position : positions.positions) {
      declare_position(law_.readings[*reading], position, place);
    }
  });
}

void Checker::declare_position(LawReading& reading, const Position& position, const Place& place) {
  const std::string& party = position.party.text;
  if (!law_.parties.contains(party)) {
    std::vector<std::string> known;
    for (const auto& [code, name] : law_.parties) known.push_back(code);
    error("unknown-party", "no party has the code `" + party + "`", place, position.party.span,
          "list it under `parties` with its name");
    return;
  }
  LawPosition held{.party = party, .option = std::nullopt};
  if (position.option.text != kLeftOpen) {
    const auto it = std::find(reading.options.begin(), reading.options.end(), position.option.text);
    if (it == reading.options.end()) {
      std::vector<std::string> known = reading.options;
      known.emplace_back(kLeftOpen);
      error("unknown-option", "`" + position.option.text + "` is not an option of this reading",
            place, position.option.span, nearest_help(position.option.text, known));
      return;
    }
    held.option = static_cast<reason::OptionId>(it - reading.options.begin());
  }
  held.when = value(position.notes, Note::Kind::date);
  held.year = first_year(held.when);
  held.source = value(position.notes, Note::Kind::source);
  held.confidence = value(position.notes, Note::Kind::confidence);
  held.note = value(position.notes, Note::Kind::note);
  if (!reading.positions.emplace(party, std::move(held)).second) {
    error("duplicate-position", "`" + party + "` has a position on this reading already", place,
          position.span);
  }
}

}  // namespace comity::language
