#include "dossier/option_sheet.h"

#include <algorithm>

namespace comity::dossier {

namespace {

bool is_response(const language::Law& law, const language::LawQuestion& question) {
  return law.predicates[question.predicate].layer == language::Layer::response;
}

// Whether the result is about what the judgement names. A judgement that names nothing is about a
// question that is put once.
bool is_about(const Assessment& assessment, const QuestionResult& result,
              const JudgedOption& judged) {
  const auto& all = assessment.questions();
  if (judged.about.empty()) {
    return std::count_if(all.begin(), all.end(), [&](const QuestionResult& other) {
             return other.question == result.question;
           }) == 1;
  }
  const auto& arguments = result.sentence.arguments;
  return std::any_of(arguments.begin(), arguments.end(), [&](reason::Individual one) {
    return name_of(assessment.law(), assessment.the_case(), one) == judged.about;
  });
}

const JudgedOption* judgement_on(const Assessment& assessment, const QuestionResult& result,
                                 const OptionFile* judged) {
  if (judged == nullptr) return nullptr;
  const auto found =
      std::find_if(judged->options.begin(), judged->options.end(), [&](const JudgedOption& option) {
        return option.question == result.question->name && is_about(assessment, result, option);
      });
  return found == judged->options.end() ? nullptr : &*found;
}

bool judged_in_full(const SheetOption& option) {
  return option.judged && std::all_of(option.judged->cells.begin(), option.judged->cells.end(),
                                      [](const auto& cell) { return cell.has_value(); });
}

// At least as good in every column, and better in one.
bool beats(const JudgedOption& a, const JudgedOption& b) {
  bool better = false;
  for (size_t c = 0; c < a.cells.size(); ++c) {
    if (a.cells[c]->degree < b.cells[c]->degree) return false;
    better = better || a.cells[c]->degree > b.cells[c]->degree;
  }
  return better;
}

void compare(std::vector<SheetOption>& options) {
  for (SheetOption& option : options) option.compared = judged_in_full(option);
  for (SheetOption& option : options) {
    if (!option.compared) continue;
    for (size_t other = 0; other < options.size(); ++other) {
      if (options[other].compared && beats(*options[other].judged, *option.judged)) {
        option.beaten_by.push_back(other);
      }
    }
  }
}

}  // namespace

OptionSheet option_sheet(const Assessment& assessment, std::vector<OptionColumn> columns,
                         const OptionFile* judged) {
  OptionSheet sheet{.columns = std::move(columns), .options = {}, .astray = {}};
  const language::Law& law = assessment.law();
  std::vector<const JudgedOption*> used;
  for (const language::LawQuestion& question : law.questions) {
    if (!is_response(law, question)) continue;
    bool put = false;
    for (const QuestionResult& result : assessment.questions()) {
      if (result.question != &question) continue;
      put = true;
      SheetOption option{.question = &question, .result = &result, .judged = {}, .beaten_by = {}};
      if (const JudgedOption* found = judgement_on(assessment, result, judged)) {
        option.judged = *found;
        used.push_back(found);
      }
      sheet.options.push_back(std::move(option));
    }
    if (!put)
      sheet.options.push_back({.question = &question, .result = {}, .judged = {}, .beaten_by = {}});
  }
  if (judged != nullptr) {
    for (const JudgedOption& option : judged->options) {
      if (std::find(used.begin(), used.end(), &option) == used.end()) {
        sheet.astray.push_back(option.title);
      }
    }
  }
  compare(sheet.options);
  return sheet;
}

}  // namespace comity::dossier
