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
  bool seen = false;           // the source was read, and not only guessed from keywords
  std::string held;            // the reading on which it was published, where it was on one
  bool held_by_party = false;  // `held` is a party's code and stands for its positions
  std::string explained;       // why the norms differ from it, by the table

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
// sentence a topic is about: "question" for all cases, "question of ID" for one; "held for ID" on
// which readings it was published; "explained for ID" why the norms differ. The values
// "conclusion: TOPIC" and "conclusion, seen: TOPIC" of a record are its published answers.
Result<Agreement> compare_answers(const language::Law& law, const Import& import,
                                  const std::vector<Case>& cases, const Mapping& topics);

// The same conclusion with one fact changed. A row of the table has the columns case, topic,
// change, answer and reason; a change is a sentence, "unknown: SENTENCE" or "held: READING".
struct Variant {
  Comparison base;    // of the case as published
  Comparison varied;  // `published` is the answer that the table expects
  std::string change, reason;

  bool flips() const { return varied.computed != base.computed; }
};
// The rows of `table` change the cases that `agreement` compared (compare_answers). Rows on cases
// that the file does not hold are passed over. Errors: invalid_input where a row speaks of what is
// not published in its case, or a change cannot be read.
Result<std::vector<Variant>> compare_variants(const language::Law& law,
                                              const std::vector<Case>& cases,
                                              const Agreement& agreement, const SourcePtr& table,
                                              Diagnostics& diagnostics);

// What the source says it addresses, its answer not having been seen: does the case raise it?
struct IssueRow {
  std::string id, issue;
  std::string question;  // the name of the question that is raised; empty: none
  std::string reason;    // why none is
};
Result<std::vector<IssueRow>> compare_issues(const language::Law& law, const Import& import,
                                             const std::vector<Case>& cases, const Mapping& topics);

// How often each published conclusion met each computed one, the sums, and the rows that differ or
// are not comparable.
std::string agreement_table(const Agreement& agreement);
std::string variants_table(const std::vector<Variant>& variants);
std::string issues_table(const std::vector<IssueRow>& issues);

}  // namespace comity::dossier
