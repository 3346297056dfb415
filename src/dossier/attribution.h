// Attribution casework: what a panel was charged with, what it saw, which hypotheses it compared,
// what it judged, who disagreed, and what the States named had to say. Every judgement in it is a
// person's; the program keeps the order of the work and says what is missing.
//
// Three layers are kept apart. A technical judgement is about an activity and never about a State.
// The legal layer is not in the file at all: it is what the norms say of a case file that the
// attribution file names. The political layer is a State's decision to say something.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "dossier/hypotheses.h"
#include "language/law.h"

namespace comity::dossier {

struct Standard {
  std::string words;  // of the list of the norms
  Date fixed;
};

struct Mandate {
  std::vector<std::string> given_by;
  std::string given_to, scope;
  std::vector<Standard> standards;  // the last one counts; none is fixed after the first exhibit
  std::optional<Date> deadline;
  std::vector<std::string> may_not_decide;
};

struct Reviewer {
  std::string id, name, organisation, state;
  std::string interests;  // what was declared, in words
  std::optional<Date> declared, recused;
};

struct CaseworkExhibit {
  std::string id, title;
  Date received;  // by the panel
  std::string collected, method, sha256, source;
  std::string reliability, credibility;  // A to F, 1 to 6: scored apart
  bool closed = false;
  std::string gist;  // of a closed exhibit, for everybody
  bool marked_pivotal = false;
  int weight = 0;  // by the lists of the norms
};

struct ExhibitAnalysis {
  std::string id, title;
  size_t exhibit = 0;
  std::string organisation;
  Date on;
  std::string result;  // of the list of the norms: "confirms", "does not confirm" …
  std::string finds;
};

struct Hypothesis {
  std::string id, title;
  std::string always;  // "false flag or proxy" …; empty for one of the panel's own
};

inline constexpr std::string_view kPanel = "the panel";

// A reviewer's matrix, filled before anybody met, or that on which the panel agreed.
struct ReviewMatrix {
  std::string by;  // the id of a reviewer, or kPanel
  Date on;
  // Entries of the list of cells, by exhibit and hypothesis; nothing: not filled.
  std::vector<std::vector<std::optional<size_t>>> cells;

  bool blind() const { return by != kPanel; }
};

struct Vote {
  std::vector<std::string> in_favour, against, abstaining;  // ids of reviewers
};

struct Judgement {
  std::string id, title;
  std::string about;              // an activity cluster
  std::vector<std::string> says;  // sentences that have passed the language guard
  std::string confidence;         // "high confidence"
  std::vector<size_t> rests_on;   // exhibits
  bool meets_standard = false;
  std::optional<bool> open_part_meets;  // set where it rests on closed material
  std::vector<std::string> assumptions, gaps, would_change;
  Vote vote;
  std::optional<Date> adopted;
};

struct Dissent {
  std::string by;  // a reviewer
  size_t judgement = 0;
  Date on;
  std::vector<std::string> says;
  std::optional<Date> withdrawn;
};

struct Reply {
  std::string party;
  Date asked, until;
  std::optional<Date> received;
  std::string says;
};

struct Decision {
  std::string state, by, office;
  Date on;
  std::string says;
};

// The figures of the casework, as the norms set them.
struct CaseworkFigures {
  int least_hypotheses = 0;
  int least_analyses = 0;  // of a pivotal exhibit, by different organisations
  int days_for_reply = 0;
  int votes_above = 0;  // in per cent of those for and against: what adopts a judgement
};

// Errors: not_found where the norms lack one of them.
Result<CaseworkFigures> casework_figures(const language::Law& law);

struct Attribution {
  std::string title;
  CaseworkFigures figures;              // by which it was read
  std::optional<Date> opened, meeting;  // the first meeting of the reviewers
  std::string case_path;                // relative to the file; empty: no legal layer
  std::vector<std::string> questions;   // of the norms, for the legal layer
  std::vector<std::string> named;       // States that the draft names adversely
  std::vector<std::string> clusters;    // activity, never a State
  Mandate mandate;
  std::vector<Reviewer> reviewers;
  std::vector<CaseworkExhibit> exhibits;
  std::vector<ExhibitAnalysis> analyses;
  std::vector<Hypothesis> hypotheses;
  std::vector<ReviewMatrix> matrices;
  std::vector<Judgement> judgements;
  std::vector<Dissent> dissents;
  std::vector<Reply> replies;
  std::vector<Decision> decisions;
  std::string hash;

  const Standard& standard() const { return mandate.standards.back(); }
  const Reviewer* reviewer(std::string_view id) const;
};

// Reads an attribution file against the lists of the norms (norms/casework). Whatever is wrong is
// in the diagnostics, and then there is nothing: the casework is whole or it is refused.
std::optional<Attribution> read_attribution(const language::Law& law, SourcePtr file,
                                            Diagnostics& diagnostics);

// ---- what follows -------------------------------------------------------------------------------

// A cell that reviewers filled differently, with who filled what; nothing where left blank.
struct CellDifference {
  size_t exhibit = 0, hypothesis = 0;
  std::vector<std::pair<std::string, std::optional<size_t>>> filled;
};

struct MatrixResult {
  const ReviewMatrix* matrix = nullptr;
  HypothesisAnalysis analysis;
  HypothesisOrder open_only;     // by the open exhibits alone
  std::vector<size_t> unfilled;  // exhibits with a blank cell
};

struct AttributionResult {
  std::vector<MatrixResult> matrices;
  std::vector<CellDifference> differences;  // between the reviewers
  std::vector<size_t> pivotal;       // exhibits: marked so, or somebody's first place hangs on them
  std::vector<std::string> missing;  // what the work still lacks, in sentences
};

AttributionResult examine(const language::Law& law, const Attribution& attribution);

// The organisations that analysed the exhibit independently, each once; by that day, if one is
// given.
std::vector<std::string> analysing_organisations(const Attribution& attribution, size_t exhibit,
                                                 std::optional<Date> by = {});

// The whole number that an entry of a list stands for; nothing without an entry or a number.
std::optional<int> figure_of(const language::LawList::Entry* entry);

}  // namespace comity::dossier
