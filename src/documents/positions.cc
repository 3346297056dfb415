#include "documents/positions.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/json.h"
#include "base/json_pieces.h"
#include "base/text.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::Spread;
using language::Law;
using language::LawPosition;
using language::LawReading;

constexpr std::string_view kNotice =
    "What was seen in the sources named, each with its date. Who has not been seen to speak has "
    "not "
    "spoken: that is neither a yes nor a no.";

class Page {
 public:
  explicit Page(size_t columns) : columns_(columns) {}

  void line(const std::string& words, size_t indent = 0) {
    out_ += std::string(indent, ' ') + text::wrap(words, columns_ - indent, indent + 2) + "\n";
  }
  void blank() { out_ += "\n"; }
  std::string take() { return std::move(out_); }

 private:
  size_t columns_;
  std::string out_;
};

std::string title_of(const LawReading& reading) { return reading.name + ": " + reading.question; }

std::string option_of(const LawReading& reading, size_t option) {
  return reading.options[option] +
         (reading.not_encoded[option] ? " (its test is not encoded)" : "");
}

// "a rule 21; only a principle 1; left open 4; not seen 13"
std::string counts(const LawReading& reading, const Spread& spread) {
  std::vector<std::string> parts;
  for (size_t o = 0; o < spread.holders.size(); ++o)
    parts.push_back(reading.options[o] + " " + std::to_string(spread.holders[o].size()));
  parts.push_back("left open " + std::to_string(spread.left_open.size()));
  parts.push_back("not seen " + std::to_string(spread.not_seen.size()));
  return text::join(parts, "; ");
}

void say_agreement(const LawReading& reading, const Spread& spread, Page& page) {
  if (spread.chose() > 0) {
    page.line(std::to_string(spread.most()) + " of the " + std::to_string(spread.chose()) +
                  " that chose hold the same",
              2);
  }
  for (size_t o = 0; o < spread.holders.size(); ++o) {
    if (spread.holders[o].size() == 1)
      page.line("recorded for one alone: " + reading.options[o] + " (" + spread.holders[o][0] + ")",
                2);
  }
}

std::string when(const LawPosition& position) {
  return position.when == "n/a" ? "year not seen" : position.when;
}

std::string seen(const LawPosition& position) {
  return when(position) +
         (position.confidence.empty() ? "" : "; confidence " + position.confidence);
}

void say_holders(const Law& law, const LawReading& reading, const std::string& title,
                 const std::vector<std::string>& codes, Page& page) {
  page.blank();
  page.line(title + " (" + std::to_string(codes.size()) + ")", 2);
  for (const std::string& code : codes) {
    const LawPosition& position = reading.positions.at(code);
    page.line(law.parties.at(code) + " (" + code + "): " + seen(position) + "; " + position.source +
                  (position.note.empty() ? "" : "; " + position.note),
              4);
  }
}

// Those of whom nothing was seen, by region.
void say_not_seen(const Law& law, const std::vector<std::string>& codes, Page& page) {
  page.blank();
  page.line("no position seen (" + std::to_string(codes.size()) + ")", 2);
  for (const auto& [code, name, here] : dossier::by_region(law, codes))
    page.line((name.empty() ? "" : name + ": ") + text::join(here, " "), 4);
}

void say_position(const Law& law, const LawReading& reading, const std::string& party, Page& page) {
  const LawPosition& position = reading.positions.at(party);
  page.blank();
  page.line(title_of(reading));
  page.line((position.option ? reading.options[*position.option] : "left open") + " (" +
                seen(position) + ")",
            2);
  if (!position.note.empty()) page.line(position.note, 2);
  page.line(position.source, 2);
  const Spread spread = dossier::spread_of(law, reading);
  if (!position.option) return;
  std::vector<std::string> with = spread.holders[*position.option];
  std::erase(with, party);
  page.line(with.empty() ? "nobody else is recorded with this" : "with " + text::join(with, " "),
            2);
}

json::object position_json(const LawReading& reading, const LawPosition& position) {
  json::object out{{"party", position.party},
                   {"when", position.when},
                   {"source", position.source},
                   {"confidence", position.confidence},
                   {"note", position.note}};
  out["option"] = position.option ? json::value(reading.options[*position.option]) : nullptr;
  return out;
}

}  // namespace

std::string positions_text(const Law& law, size_t columns) {
  Page page(columns);
  page.line("Positions on " + std::to_string(law.readings.size()) + " readings. " +
            std::string(kNotice));
  for (const LawReading& reading : law.readings) {
    const Spread spread = dossier::spread_of(law, reading);
    page.blank();
    page.line(title_of(reading));
    page.line(counts(reading, spread), 2);
    say_agreement(reading, spread, page);
  }
  return page.take();
}

std::string positions_on_text(const Law& law, reason::ReadingId id, size_t columns) {
  const LawReading& reading = law.readings[id];
  const Spread spread = dossier::spread_of(law, reading);
  Page page(columns);
  page.line(title_of(reading));
  page.line(std::string(kNotice));
  say_agreement(reading, spread, page);
  for (size_t o = 0; o < spread.holders.size(); ++o)
    say_holders(law, reading, option_of(reading, o), spread.holders[o], page);
  say_holders(law, reading, "left open", spread.left_open, page);
  say_not_seen(law, spread.not_seen, page);
  return page.take();
}

std::string positions_of_text(const Law& law, const std::string& party, size_t columns) {
  Page page(columns);
  page.line(law.parties.at(party) + " (" + party + "). " + std::string(kNotice));
  std::vector<std::string> silent;
  for (const LawReading& reading : law.readings) {
    if (reading.positions.contains(party)) {
      say_position(law, reading, party, page);
    } else {
      silent.push_back(reading.name);
    }
  }
  if (!silent.empty()) {
    page.blank();
    page.line("No position seen on " + std::to_string(silent.size()) + " of " +
              std::to_string(law.readings.size()) + " readings: " + text::join(silent, ", ") + ".");
  }
  return page.take();
}

namespace {

// One code may stand for several lists, each for its own time.
void say_group(const Law& law, const std::string& code, size_t parties, Page& page) {
  bool first = true;
  for (const language::LawGroup& group : law.groups) {
    if (group.code != code) continue;
    if (std::exchange(first, false)) {
      page.line(group.name + " (" + code + "): " + std::to_string(parties) + " parties. " +
                std::string(kNotice));
    }
    const bool dated = group.in_force.from || group.in_force.until;
    page.line("members by " + (group.source.empty() ? group.declared.source : group.source) +
              (dated ? ", in force " + group.in_force.format() : ""));
  }
}

}  // namespace

std::string positions_among_text(const Law& law, const std::string& group,
                                 const std::vector<std::string>& parties, size_t columns) {
  Page page(columns);
  say_group(law, group, parties.size(), page);
  for (const LawReading& reading : law.readings) {
    const Spread spread = dossier::spread_of(reading, parties);
    page.blank();
    page.line(title_of(reading));
    for (size_t o = 0; o < spread.holders.size(); ++o) {
      if (!spread.holders[o].empty())
        page.line(option_of(reading, o) + ": " + text::join(spread.holders[o], " "), 2);
    }
    if (!spread.left_open.empty()) page.line("left open: " + text::join(spread.left_open, " "), 2);
    page.line("no position seen: " + std::to_string(spread.not_seen.size()), 2);
  }
  return page.take();
}

std::string positions_json(const Law& law, const std::vector<reason::ReadingId>& readings,
                           const std::vector<std::string>& parties) {
  json::array out;
  for (const reason::ReadingId id : readings) {
    const LawReading& reading = law.readings[id];
    json::array positions;
    for (const std::string& party : parties) {
      const auto held = reading.positions.find(party);
      if (held != reading.positions.end())
        positions.push_back(position_json(reading, held->second));
    }
    const Spread spread = dossier::spread_of(reading, parties);
    out.push_back(json::object{{"reading", reading.name},
                               {"question", reading.question},
                               {"options", texts(reading.options)},
                               {"positions", std::move(positions)},
                               {"not seen", texts(spread.not_seen)}});
  }
  return canonical_json(json::object{{"readings", std::move(out)}}) + "\n";
}

}  // namespace comity::documents
