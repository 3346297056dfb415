// How the answers of a case depend on dates: on the day as of which the law is viewed, and on the
// day whose law governs the facts (reason/timeline.h). Over which days an answer stands, and on
// which day it becomes another.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dossier/assess.h"

namespace comity::dossier {

enum class TimeAxis : uint8_t {
  view,  // the law in force, and the positions taken, by then
  fact,  // the law for facts of that day
};

struct DatedAnswer {
  DateRange dates;
  std::optional<Answer> answer;           // nothing: the question does not arise
  std::map<std::string, Answer> parties;  // under the positions of those who had spoken, by code
};

struct AnswerOverTime {
  const language::LawQuestion* question = nullptr;
  reason::GroundSentence sentence;
  std::string asks;
  std::vector<DatedAnswer> answers;  // all days, earliest first; each differs from the one before

  const DatedAnswer& on(Date date) const;
};

struct OverTime {
  std::vector<AnswerOverTime> questions;  // by layer, then in the order of the norms
  size_t stretches = 0;                   // between days on which the law or a position changes
  size_t assessed = 0;  // assessments that were needed: equal law and positions share one
};

// Along one axis; the other date is that of the options. The law must outlive the result. Errors:
// limit (ground.h). O(distinct law and positions × assess).
Result<OverTime> over_time(const language::Law& law, const Case& the_case,
                           const AssessOptions& options, TimeAxis axis);

}  // namespace comity::dossier
