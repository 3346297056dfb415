// What an answer hangs on, sorted by who could settle it.
#pragma once

#include <string>
#include <vector>

#include "documents/speech.h"

namespace comity::documents {

struct Hanging {
  std::vector<std::string> ids;    // facts of the case that are open or contested
  std::vector<std::string> facts;  // the same with their words, and those nobody has stated
  size_t unstated = 0;
  std::vector<std::string> readings;  // by name
  std::vector<std::string> passages;  // that are not encoded
};

Hanging hanging_of(const Speech& speech, const dossier::QuestionResult& question);

}  // namespace comity::documents
