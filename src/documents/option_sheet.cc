#include "documents/option_sheet.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "documents/words.h"
#include "dossier/parties.h"

namespace comity::documents {

namespace {

using dossier::Answer;
using dossier::QuestionResult;
using dossier::SheetOption;

constexpr std::string_view kNotJudged = "not judged yet";

class Document {
 public:
  explicit Document(const OptionView& view) : view_(view), law_(view.assessment.law()) {}

  Sheet write() {
    sheet_.title = view_.assessment.the_case().title + ": options of " + view_.state;
    sheet_.nature = "analysis and named judgements; no advice";
    preface();
    glance();
    for (size_t i = 0; i < view_.sheet.options.size(); ++i) option(i);
    others();
    not_put();
    unbeaten();
    outside();
    sheet_.remark(
        reproduction_line(view_.assessment) +
        (view_.judged == nullptr ? "" : " · judgements " + view_.judged->hash.substr(0, 12)));
    return std::move(sheet_);
  }

 private:
  void preface() {
    sheet_.remark(
        "In the order of the norms, which is no order of preference. Every judgement is that of "
        "the person named; nothing is added up, and nothing leads from one option to the next.");
    sheet_.line(view_.party.empty()
                    ? "No position of " + view_.state +
                          " is recorded: where readings differ, all are shown."
                    : "Read as " + law_.parties.at(view_.party) + " reads the law.");
    for (const dossier::AstrayJudgement& one : view_.sheet.astray) {
      sheet_.line("Judged, and not on this sheet: \"" + one.title + "\". " + one.why);
    }
  }

  // ---- names and cells

  std::string number(size_t i) const { return std::to_string(i + 1); }

  std::string title(const SheetOption& option) const {
    if (option.judged && !option.judged->title.empty()) return option.judged->title;
    return option.name;
  }

  static std::string answer_of(const QuestionResult& result) {
    std::string words = answer_words(result.finding().answer);
    if (result.if_attributed && result.on_record.answer != result.finding().answer) {
      words += ", if attributed";
    }
    return words;
  }

  static std::string law_words(const SheetOption& option) {
    if (!option.is_measure) return answer_of(*option.tests.front());
    std::vector<std::string> parts;
    for (const QuestionResult* test : option.tests) {
      parts.push_back(test->question->name + ": " + answer_of(*test));
    }
    return text::join(parts, "; ");
  }

  std::string degree_words(size_t column, const SheetOption& option) const {
    const auto& scale = *view_.sheet.columns[column].scale;
    const auto& entry = scale.entries[option.judged->cells[column]->degree];
    return entry.words.front() + (entry.value.empty() ? "" : ", " + entry.value);
  }

  // The columns in which nobody has judged the option.
  std::vector<std::string> blanks(const SheetOption& option) const {
    std::vector<std::string> out;
    for (size_t c = 0; c < view_.sheet.columns.size(); ++c) {
      if (!option.judged || !option.judged->cells[c]) out.push_back(view_.sheet.columns[c].name);
    }
    return out;
  }

  // ---- all options at a glance

  void glance() {
    sheet_.heading("At a glance");
    SheetTable table{.columns = {"No.", "Option", "What the law says", "Judged"}, .rows = {}};
    const size_t all = view_.sheet.columns.size();
    for (size_t i = 0; i < view_.sheet.options.size(); ++i) {
      const SheetOption& option = view_.sheet.options[i];
      const size_t judged = all - blanks(option).size();
      table.rows.push_back(
          {number(i), title(option), law_words(option),
           judged == 0 ? std::string(kNotJudged)
                       : std::to_string(judged) + " of " + std::to_string(all) + " columns"});
    }
    sheet_.blocks.emplace_back(std::move(table));
  }

  // ---- one option

  void option(size_t i) {
    const SheetOption& option = view_.sheet.options[i];
    sheet_.heading(number(i) + " " + title(option));
    for (const QuestionResult* result : option.tests) test(*result);
    judgements(option);
  }

  void test(const QuestionResult& result) {
    sheet_.line(result.asks);
    sheet_.entries(
        {{"On the record", answer_words(result.on_record.answer)},
         {"If attributed", result.if_attributed ? answer_words(result.if_attributed->answer) : ""},
         {"Weight", result.weight ? weight_remark(*result.weight) : ""},
         {"Source",
          result.question->declared.source + (result.confirmed ? "" : "; still to be confirmed")}});
    groups(result);
    contested(*result.question);
    if (result.finding().answer == Answer::established) return;  // by another way
    const auto open = open_conditions(result);
    if (open.empty()) return;
    sheet_.line(open.size() == 1 ? "One condition is not met yet:"
                                 : std::to_string(open.size()) + " conditions are not met yet:");
    sheet_.points(open);
  }

  void groups(const QuestionResult& result) {
    std::map<Answer, std::vector<std::string>> by_answer;
    for (const dossier::ReadingGroup& group : result.groups) {
      auto& parties = by_answer[group.finding().answer];
      parties.insert(parties.end(), group.parties.begin(), group.parties.end());
    }
    if (by_answer.empty()) return;
    std::vector<std::pair<std::string, std::string>> entries;
    for (const auto& [answer, parties] : by_answer) {
      entries.emplace_back(answer_words(answer), text::join(parties, " "));
    }
    entries.emplace_back("no position seen", parties_words(law_, result.not_seen));
    sheet_.entries(std::move(entries));
  }

  void contested(const language::LawQuestion& question) {
    for (const ContestedReading& contested : contested_readings(law_, question)) {
      sheet_.line("Contested. " + contested.reading->question + " (" +
                  contested.reading->declared.source + ")");
      std::vector<std::pair<std::string, std::string>> entries;
      for (const auto& [option, codes] : contested.holders) {
        entries.emplace_back(option, text::join(codes, " "));
      }
      entries.emplace_back("no position seen", parties_words(law_, contested.not_seen));
      sheet_.entries(std::move(entries));
    }
  }

  void judgements(const SheetOption& option) {
    SheetTable table{.columns = {"Column", "Judged", "By, and why"}, .rows = {}};
    for (size_t c = 0; option.judged && c < view_.sheet.columns.size(); ++c) {
      if (!option.judged->cells[c]) continue;
      const dossier::OptionJudgement& cell = *option.judged->cells[c];
      table.rows.push_back({view_.sheet.columns[c].name, degree_words(c, option),
                            cell.by + ", " + cell.on.format() + ": " + cell.reason});
    }
    if (!table.rows.empty()) sheet_.blocks.emplace_back(std::move(table));
    const auto missing = blanks(option);
    if (!missing.empty()) {
      sheet_.line(std::string("Not judged yet: ") + text::join_in_words(missing) + ".");
    }
    if (option.judged && !option.judged->off_ramp.empty()) {
      sheet_.line("Off-ramp: " + option.judged->off_ramp);
    }
  }

  // ---- the rest

  void others() {
    if (view_.sheet.others.empty()) return;
    sheet_.heading("What the law also asks");
    for (const QuestionResult* result : view_.sheet.others) test(*result);
  }

  void not_put() {
    if (view_.sheet.not_put.empty()) return;
    sheet_.heading("What the norms know and this case does not put");
    for (const language::LawQuestion* question : view_.sheet.not_put) {
      sheet_.line(question->name + " (" + question->declared.source + ")");
      contested(*question);
    }
  }

  void unbeaten() {
    sheet_.heading("Options that no other here beats");
    sheet_.remark(
        "Of these it holds that no other option here is judged at least as good in every "
        "column and better in one. It compares the judgements above, not the law, and "
        "recommends nothing. An option with a blank is not compared.");
    std::vector<std::string> points, left_out;
    for (size_t i = 0; i < view_.sheet.options.size(); ++i) {
      const SheetOption& option = view_.sheet.options[i];
      if (!option.compared) left_out.push_back(number(i));
      if (option.compared && option.beaten_by.empty()) {
        points.push_back(number(i) + " " + title(option) + " (" + law_words(option) + ")");
      }
    }
    if (points.empty()) sheet_.line("No option has been judged in every column yet.");
    sheet_.points(std::move(points));
    if (!left_out.empty()) sheet_.line("Not compared: " + text::join(left_out, ", ") + ".");
  }

  void outside() {
    const language::LawList* list = law_.list("outside the option sheet");
    if (list == nullptr) return;
    std::vector<std::string> words;
    for (const auto& entry : list->entries) words.push_back(entry.words.front());
    sheet_.heading("Above this line: nothing");
    sheet_.line("Out of scope: " + text::join_in_words(words) +
                ". This sheet holds no such option and describes none.");
  }

  const OptionView& view_;
  const language::Law& law_;
  Sheet sheet_;
};

}  // namespace

std::vector<std::string> open_conditions(const QuestionResult& result) {
  std::vector<std::string> out;
  for (const dossier::Condition& condition : result.conditions) {
    const Answer answer = condition.finding.answer;
    if (answer == Answer::established) continue;
    const std::string state = answer == Answer::excluded          ? "excluded: "
                              : answer == Answer::not_established ? "not shown: "
                                                                  : "open: ";
    out.push_back((condition.citation.empty() ? "" : condition.citation + ", ") + state +
                  condition.wording);
  }
  return out;
}

std::vector<ContestedReading> contested_readings(const language::Law& law,
                                                 const language::LawQuestion& question) {
  std::set<reason::ReadingId> readings;
  for (const reason::ProgramRule& rule : law.program.rules) {
    if (rule.head.predicate != question.predicate) continue;
    for (const reason::ReadingGuard& guard : rule.guards) readings.insert(guard.reading);
  }
  std::vector<ContestedReading> out;
  for (const reason::ReadingId id : readings) {
    const language::LawReading& reading = law.readings[id];
    dossier::Spread spread = dossier::spread_of(law, reading);
    ContestedReading contested{
        .reading = &reading, .holders = {}, .not_seen = std::move(spread.not_seen)};
    for (reason::OptionId o = 0; o < reading.options.size(); ++o)
      contested.holders.emplace_back(reading.options[o], std::move(spread.holders[o]));
    contested.holders.emplace_back("left open", std::move(spread.left_open));
    out.push_back(std::move(contested));
  }
  return out;
}

Sheet option_document(const OptionView& view) { return Document(view).write(); }

}  // namespace comity::documents
