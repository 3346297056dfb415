// An assessment: every question that a case raises, answered under every recorded reading and on
// every party's account, with fact, attribution and law kept apart.
//
// It is analysis: it says what follows from whose facts under whose reading. It attributes nothing
// by itself; what follows "if attributed" is computed by assuming the attribution that a party
// alleges, and is always labelled so.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dossier/case.h"
#include "reason/explain.h"
#include "reason/inquiry.h"

namespace comity::dossier {

using language::Answer;

struct AssessOptions {
  std::optional<Date> view_date;                // the law as it stands on this day
  std::vector<std::string> parties;             // whose readings; none: everybody who spoke
  std::optional<reason::Individual> for_state;  // whose open responses are wanted
  std::optional<Date> fact_date;  // the law as it governs facts of this day; else each act's own

  LawDates dates() const { return {view_date, fact_date}; }
};

// How a conclusion comes out when some choices are held fixed, and what it then still hangs on.
struct Finding {
  reason::Literal conclusion;
  reason::Restriction within;  // the alternatives that are not held fixed
  Answer answer = Answer::not_established;
  bool exact = true;  // false: too many open facts to enumerate; the answer is a bound
  reason::OutcomeSet outcomes;
  std::vector<reason::ChoiceId> hangs_on;
};

struct ReadingGroup {
  std::vector<Finding> findings;  // one for each set of positions among the parties; all alike
  std::vector<std::string> parties;
  // The positions without which the answer would be another one.
  std::vector<std::pair<reason::ReadingId, reason::OptionId>> deciding;

  const Finding& finding() const { return findings.front(); }
};

struct AccountView {
  std::string party;
  Finding finding;
};

// One premise of a rule that concludes a response, with its article.
struct Condition {
  uint32_t rule = 0;  // LawRule
  reason::Literal statement;
  std::string wording;
  std::string citation;
  Finding finding;
};

// One way in which the answer comes out, with the proof that shows it.
struct Why {
  std::vector<reason::Pick> given;  // what has to be so for this to come out
  reason::Outcome outcome = reason::Outcome::not_established;
  reason::World world;
  reason::Proof proof;
};

struct QuestionResult {
  const language::LawQuestion* question = nullptr;
  reason::GroundSentence sentence;
  language::Layer layer = language::Layer::law;
  std::string asks;

  Finding on_record;
  // Set where the answer rests on an attribution that is alleged and not established.
  std::optional<Finding> if_attributed;
  std::vector<reason::GroundSentence> attributions;  // assumed for it
  const Finding& finding() const { return if_attributed ? *if_attributed : on_record; }

  std::vector<ReadingGroup> groups;   // largest first; empty where no reading divides
  std::vector<std::string> not_seen;  // parties with no position on any reading that matters
  std::vector<AccountView> accounts;  // where a contested fact matters
  std::vector<reason::Settlement> settlements;
  std::optional<reason::ChoiceId> next_question;

  std::optional<language::Weight> weight;  // the lightest norm that the answer rests on
  bool confirmed = true;                   // false: some source still has to be checked
  std::vector<Condition> conditions;       // of a response
};

class Assessment {
 public:
  const language::Law& law() const { return *law_; }
  const Case& the_case() const { return *case_; }
  const AssessOptions& options() const { return options_; }
  const reason::Grounding& grounding() const { return *grounding_; }
  const std::vector<QuestionResult>& questions() const { return questions_; }
  // The attributions that the case raises: what "if attributed" may assume.
  const std::vector<reason::GroundSentence>& alleged() const { return alleged_; }
  const std::map<reason::GroundSentence, Standing>& standings() const { return standings_; }

  // Why, for each outcome that the finding leaves possible; established first.
  std::vector<Why> why(const QuestionResult& question) const;
  // The same for any sentence about the case, as `--why` asks it. Errors: not_found when no
  // question reaches it.
  Result<QuestionResult> about(const reason::GroundSentence& sentence) const;

  // Worlds are searched once for each literal; later calls find the work done. Not for several
  // threads at a time, nor are the functions above.
  const reason::Inquiry& inquiry(reason::Literal literal) const;

  // The world within the restriction that has as little as may be: what is open or contested fails.
  reason::World plainest(const reason::Restriction& within) const;

  // The case has this many open or contested facts in all.
  size_t open_facts() const;

 private:
  friend Result<Assessment> assess(const language::Law& law, Case the_case,
                                   const AssessOptions& options);

  const language::Law* law_ = nullptr;
  std::shared_ptr<const Case> case_;
  AssessOptions options_;
  std::map<reason::GroundSentence, Standing> standings_;
  std::vector<reason::GroundSentence> alleged_;
  std::unique_ptr<reason::Grounding> grounding_;
  std::vector<QuestionResult> questions_;
  mutable std::map<reason::Literal, std::unique_ptr<reason::Inquiry>> inquiries_;
};

// Assesses the case. The law must outlive the assessment. Errors: limit (ground.h).
Result<Assessment> assess(const language::Law& law, Case the_case, const AssessOptions& options);

// The answer to one sentence with some positions fixed: what an example expects.
Result<Finding> answer(const language::Law& law, const Case& the_case,
                       const reason::GroundSentence& sentence, bool negated,
                       std::optional<Date> view_date,
                       const std::vector<std::pair<reason::ReadingId, reason::OptionId>>& readings);

}  // namespace comity::dossier
