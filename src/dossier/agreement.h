// Conclusions that somebody else published, held against what the norms come to on the same case.
// A table (mapping.h) says which sentence a published conclusion speaks of; where it keeps one
// back, the collection does not cover it, and the row is counted apart.
#pragma once

#include <string>
#include <vector>

#include "dossier/import.h"

namespace comity::dossier {

struct Comparison {
  std::string id, topic;
  std::string published;  // the conclusion, as its source words it or by the table's value
  std::string computed;   // the same scale; empty: not comparable
  std::string reason;     // why there is no comparison, or what the computed answer rests on
  size_t of_case = 0;     // index
  std::optional<reason::GroundSentence> sentence;  // what was published, as a sentence of the case

  bool comparable() const { return !computed.empty(); }
  bool agrees() const { return computed == published; }
};

struct Agreement {
  std::vector<Comparison> rows;

  size_t comparable() const;
  size_t agreeing() const;
};

// Labels of a coding against the coding's own rule. Each line of `labels` that is `asserted` is a
// label (its value, without a star) with the sentence that it stands for; the computed label is the
// one whose sentence is established. Records without a label are left out.
Result<Agreement> compare_labels(const language::Law& law, const Import& import,
                                 const std::vector<Case>& cases, const Mapping& labels);

// The five answers of experts (norms/academic-coding) against the assessment. `topics` says which
// sentence a topic is about. The values "conclusion: TOPIC" of a record are its published answers.
Result<Agreement> compare_answers(const language::Law& law, const Import& import,
                                  const std::vector<Case>& cases, const Mapping& topics);

// How often each published conclusion met each computed one, the sums, and the rows that differ or
// are not comparable.
std::string agreement_table(const Agreement& agreement);

// Published cases in JSON lines: `case_id`, facts in any members, and `conclusions`, each with
// `question` and `answer`. Whoever they name, the case speaks of three invented States.
std::optional<Import> import_experts(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics);

}  // namespace comity::dossier
