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

// A response, or a measure that is considered, as people have judged it.
struct JudgedOption {
  std::string title;
  std::string response;  // a question of the norms that says what the State may do: "retorsion"
  std::string about;     // what that question is about, where the case puts it several times
  std::string measure;   // or a measure of the case, by its name
  std::vector<std::optional<OptionJudgement>> cells;  // by column; nothing: not judged yet
  std::string off_ramp;                               // the one that is offered, in words
};

struct OptionFile {
  std::string state;
  std::string case_path;  // relative to the file; empty: not said
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

// One row of the sheet: something that the State may do, or a measure that it considers with every
// test that the norms put to it.
struct SheetOption {
  std::string name;  // "retorsion", or the measure
  bool is_measure = false;
  std::vector<const QuestionResult*> tests;  // at least one
  std::optional<JudgedOption> judged;
  std::vector<size_t> beaten_by;  // rows at least as good in every column and better in one
  bool compared = false;          // judged in every column
};

// A judgement that has no place on the sheet, and why: a sentence.
struct AstrayJudgement {
  std::string title, why;
};

struct OptionSheet {
  std::vector<OptionColumn> columns;
  std::vector<SheetOption> options;
  std::vector<const QuestionResult*> others;  // what the law asks besides, of no single measure
  std::vector<const language::LawQuestion*> not_put;  // responses that the case does not put
  std::vector<AstrayJudgement> astray;
};

// Every question of the layer of responses, in the order of the norms: first what the State may do,
// then its measures. Only rows that are judged in every column are compared.
OptionSheet option_sheet(const Assessment& assessment, std::vector<OptionColumn> columns,
                         const OptionFile* judged);

}  // namespace comity::dossier
