#include "documents/finding_json.h"

#include <boost/json.hpp>

#include "documents/certificate.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using ChoiceKind = reason::ChoiceInfo::Kind;

std::string_view point_kind(ChoiceKind kind) {
  switch (kind) {
    case ChoiceKind::fact: return "fact";
    case ChoiceKind::reading: return "reading";
    case ChoiceKind::not_encoded: return "text not encoded";
    case ChoiceKind::assumption: return "attribution that may be assumed";
  }
  return {};
}

}  // namespace

json::object finding_json(const dossier::Assessment& assessment, const dossier::Finding& finding) {
  json::array outcomes;
  for (unsigned o = 0; o < 4; ++o) {
    const auto outcome = static_cast<reason::Outcome>(o);
    if (finding.outcomes.has(outcome)) outcomes.emplace_back(outcome_name(outcome));
  }
  json::array hangs_on;
  for (const reason::ChoiceId c : finding.hangs_on) hangs_on.push_back(point_json(assessment, c));
  return {{"answer", language::name(finding.answer)},
          {"words", answer_words(finding.answer)},
          {"exact", finding.exact},
          {"possible", std::move(outcomes)},
          {"hangs_on", std::move(hangs_on)}};
}

json::object point_json(const dossier::Assessment& assessment, reason::ChoiceId choice) {
  const reason::ChoiceInfo& info = assessment.grounding().choices[choice];
  json::object out{{"point", choice},
                   {"kind", point_kind(info.kind)},
                   {"words", choice_words(assessment, choice)}};
  json::array ids;
  for (const std::string& id : fact_ids(assessment, info)) ids.emplace_back(id);
  if (!ids.empty()) out["facts"] = std::move(ids);
  return out;
}

json::object settlement_json(const dossier::Assessment& assessment,
                             const reason::Settlement& settlement) {
  return {{"answer", outcome_name(settlement.outcome)},
          {"given", picks_json(assessment, settlement.picks)}};
}

json::array picks_json(const dossier::Assessment& assessment, std::span<const reason::Pick> picks) {
  json::array out;
  for (const reason::Pick& pick : picks) {
    out.push_back(json::object{{"point", pick.choice},
                               {"alternative", pick.alternative},
                               {"words", pick_words(assessment, pick)}});
  }
  return out;
}

}  // namespace comity::documents
