// Attribution casework for people and programs: the three layers apart, everything shown on which a
// judgement rests, and what the work still lacks. Nothing here concludes: judgements are the
// panel's, the legal layer is the analysis of the case file, the decision is a State's.
#pragma once

#include <string>

#include "documents/sheet.h"
#include "dossier/assess.h"
#include "dossier/attribution.h"

namespace comity::documents {

struct AttributionView {
  const language::Law& law;
  const dossier::Attribution& attribution;
  const dossier::AttributionResult& result;
  const dossier::Assessment* legal = nullptr;  // of the case file that the casework names, if any
};

Sheet attribution_sheet(const AttributionView& view);

// Canonical JSON (docs/attribution.md).
std::string attribution_json(const AttributionView& view);

// The questions of the legal layer: those that the file names, or all of the layer of attribution.
std::vector<const dossier::QuestionResult*> legal_questions(const AttributionView& view);

// What an exhibit's credibility becomes in STIX; nothing for what cannot be judged.
std::optional<int> stix_confidence(const language::Law& law,
                                   const dossier::CaseworkExhibit& exhibit);

}  // namespace comity::documents
