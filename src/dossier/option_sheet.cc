#include "dossier/option_sheet.h"

#include <algorithm>
#include <iterator>

namespace comity::dossier {

namespace {

using language::Modality;

bool is_permission(const language::Law& law, const language::LawQuestion& question) {
  const Modality modality = law.predicates[question.predicate].modality;
  return modality == Modality::may || modality == Modality::can;
}

bool speaks_of(const Assessment& assessment, const QuestionResult& result,
               const std::string& name) {
  const auto& arguments = result.sentence.arguments;
  return std::any_of(arguments.begin(), arguments.end(), [&](reason::Individual one) {
    return name_of(assessment.law(), assessment.the_case(), one) == name;
  });
}

// The measure that a test is about; empty where it is about none.
std::string measure_of(const Assessment& assessment, const QuestionResult& result) {
  const language::Law& law = assessment.law();
  const auto measure = law.kind("Measure");
  for (size_t i = 0; measure && i < result.sentence.arguments.size(); ++i) {
    if (!law.program.is_a(result.question->kinds[i], *measure)) continue;
    return name_of(law, assessment.the_case(), result.sentence.arguments[i]);
  }
  return {};
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

// Puts every result where it belongs.
class Builder {
 public:
  Builder(const Assessment& assessment, OptionSheet& sheet)
      : assessment_(assessment), sheet_(sheet) {}

  void build() {
    const language::Law& law = assessment_.law();
    for (const language::LawQuestion& question : law.questions) {
      if (law.predicates[question.predicate].layer != language::Layer::response) continue;
      bool put = false;
      for (const QuestionResult& result : assessment_.questions()) {
        if (result.question != &question) continue;
        put = true;
        add(result);
      }
      if (!put) sheet_.not_put.push_back(&question);
    }
    std::move(measures_.begin(), measures_.end(), std::back_inserter(sheet_.options));
  }

 private:
  void add(const QuestionResult& result) {
    if (is_permission(assessment_.law(), *result.question)) {
      sheet_.options.push_back(row(result.question->name, false, result));
      return;
    }
    const std::string measure = measure_of(assessment_, result);
    if (measure.empty()) {
      sheet_.others.push_back(&result);
      return;
    }
    const auto found = std::find_if(measures_.begin(), measures_.end(),
                                    [&](const SheetOption& one) { return one.name == measure; });
    if (found == measures_.end()) {
      measures_.push_back(row(measure, true, result));
    } else {
      found->tests.push_back(&result);
    }
  }

  static SheetOption row(std::string name, bool is_measure, const QuestionResult& test) {
    return {.name = std::move(name),
            .is_measure = is_measure,
            .tests = {&test},
            .judged = {},
            .beaten_by = {}};
  }

  const Assessment& assessment_;
  OptionSheet& sheet_;
  std::vector<SheetOption> measures_;
};

bool is_about(const Assessment& assessment, const SheetOption& option, const JudgedOption& judged) {
  if (option.is_measure) return judged.measure == option.name;
  if (judged.response != option.name) return false;
  return judged.about.empty() || speaks_of(assessment, *option.tests.front(), judged.about);
}

void add_judgements(const Assessment& assessment, const OptionFile& judged, OptionSheet& sheet) {
  for (const JudgedOption& judgement : judged.options) {
    std::vector<SheetOption*> meant;
    for (SheetOption& option : sheet.options) {
      if (is_about(assessment, option, judgement)) meant.push_back(&option);
    }
    if (meant.empty()) {
      sheet.astray.push_back({judgement.title, "This case does not put it."});
    } else if (meant.size() > 1) {
      sheet.astray.push_back(
          {judgement.title, "This case puts it several times; `about:` says which is meant."});
    } else if (meant.front()->judged) {
      sheet.astray.push_back(
          {judgement.title, "\"" + meant.front()->judged->title + "\" judges the same option."});
    } else {
      meant.front()->judged = judgement;
    }
  }
}

}  // namespace

OptionSheet option_sheet(const Assessment& assessment, std::vector<OptionColumn> columns,
                         const OptionFile* judged) {
  OptionSheet sheet{.columns = std::move(columns)};
  Builder(assessment, sheet).build();
  if (judged != nullptr) add_judgements(assessment, *judged, sheet);
  compare(sheet.options);
  return sheet;
}

}  // namespace comity::dossier
