// The option sheet of a State: every response that the norms know, what they say of it in the case,
// and what named people have judged of it. The law is in the norms, the judgements are in a
// companion file; here they are only put side by side. Nothing is scored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "dossier/assess.h"

namespace comity::dossier {

// One cell: what somebody judged, who, when and why.
struct OptionJudgement {
  size_t degree = 0;  // of the column's scale, from what speaks least for the option
  std::string by, reason;
  Date on;
};

struct OptionColumn {
  std::string name;                          // "reversibility"
  const language::LawList* scale = nullptr;  // of the norms
};

// A response as people have judged it.
struct JudgedOption {
  std::string title;     // empty: only the question
  std::string question;  // of the norms: "retorsion"
  std::string about;     // what the question is about, where the case puts it several times
  std::vector<std::optional<OptionJudgement>> cells;  // by column; nothing: not judged yet
  std::string off_ramp;                               // which one is offered, in words
};

struct OptionFile {
  std::string title, state;
  std::string case_path;  // relative to the file; empty: given on the command line
  std::vector<JudgedOption> options;
  std::string hash;
};

// The columns, as the norms have them. Errors: not_found where they have none.
Result<std::vector<OptionColumn>> option_columns(const language::Law& law);

// Reads a companion file (*.options.md). Whatever is wrong is in the diagnostics, and then there is
// nothing.
std::optional<OptionFile> read_options(const language::Law& law,
                                       const std::vector<OptionColumn>& columns, SourcePtr file,
                                       Diagnostics& diagnostics);

// One row of the sheet.
struct SheetOption {
  const language::LawQuestion* question = nullptr;
  const QuestionResult* result = nullptr;  // nothing: the case does not put this question
  std::optional<JudgedOption> judged;
  std::vector<size_t> beaten_by;  // rows at least as good in every column and better in one
  bool compared = false;          // judged in every column
};

struct OptionSheet {
  std::vector<OptionColumn> columns;
  std::vector<SheetOption> options;
  std::vector<std::string> astray;  // judgements on a question that the case does not put
};

// Every question of the layer of responses, in the order of the norms; each as often as the case
// puts it to the State. Only rows that are judged in every column are compared.
OptionSheet option_sheet(const Assessment& assessment, std::vector<OptionColumn> columns,
                         const OptionFile* judged);

}  // namespace comity::dossier
