// The parts of an attribution sheet, each on its own. Inside the room only.
#pragma once

#include "documents/attribution.h"

namespace comity::documents {

// attribution_layers.cc
void write_technical(const AttributionView& view, Sheet& sheet);
void write_legal(const AttributionView& view, Sheet& sheet);
void write_political(const AttributionView& view, Sheet& sheet);

// attribution_evidence.cc
void write_exhibits(const AttributionView& view, Sheet& sheet);
void write_hypotheses(const AttributionView& view, Sheet& sheet);
void write_differences(const AttributionView& view, Sheet& sheet);
void write_pivotal(const AttributionView& view, Sheet& sheet);

// "E1, E4 (closed)".
std::string exhibit_ids(const dossier::Attribution& attribution,
                        const std::vector<size_t>& exhibits);
// "1 H1; 2 H3, H4 tied".
std::string order_words(const dossier::Attribution& attribution,
                        const dossier::HypothesisOrder& order);

}  // namespace comity::documents
