// The option sheet for people and programs. It lists what the norms know and what named people have
// judged; it adds nothing up, recommends nothing and puts nothing in an order of its own.
#pragma once

#include <string>

#include "documents/sheet.h"
#include "dossier/option_sheet.h"

namespace comity::documents {

struct OptionView {
  const dossier::Assessment& assessment;  // for the State, under its own reading where it has one
  const dossier::OptionSheet& sheet;
  const dossier::OptionFile* judged = nullptr;
  std::string state;
  std::string party;  // the State's code among those whose positions are recorded; or empty
};

Sheet option_document(const OptionView& view);

// Canonical JSON (docs/options.md).
std::string option_json(const OptionView& view);

// Where States differ on a response itself: a reading of its own rules, and who holds what. "No
// position seen" is for everybody else.
struct ContestedReading {
  const language::LawReading* reading = nullptr;
  std::vector<std::pair<std::string, std::vector<std::string>>> holders;  // option, codes
  std::vector<std::string> not_seen;
};

std::vector<ContestedReading> contested_readings(const language::Law& law,
                                                 const language::LawQuestion& question);

// Conditions that are not established, with their article: "art 52(1)(b), not shown: …".
std::vector<std::string> open_conditions(const dossier::QuestionResult& result);

}  // namespace comity::documents
