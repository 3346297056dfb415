// The option sheet as JSON.
#include <boost/json.hpp>

#include "base/json.h"
#include "base/json_pieces.h"
#include "documents/finding_json.h"
#include "documents/option_sheet.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::SheetOption;

constexpr std::string_view kFormat = "comity options 1";
constexpr std::string_view kNature =
    "Analysis and named judgements, in the order of the norms. No score, no advice.";

json::array contested_json(const language::Law& law, const language::LawQuestion& question) {
  json::array out;
  for (const ContestedReading& contested : contested_readings(law, question)) {
    json::object positions;
    for (const auto& [option, codes] : contested.holders) positions[option] = texts(codes);
    out.push_back(json::object{{"reading", contested.reading->name},
                               {"question", contested.reading->question},
                               {"positions", std::move(positions)},
                               {"no_position_seen", texts(contested.not_seen)}});
  }
  return out;
}

// A blank is null: nobody has judged yet.
json::object judgements_json(const dossier::OptionSheet& sheet, const SheetOption& option) {
  json::object out;
  for (size_t c = 0; c < sheet.columns.size(); ++c) {
    json::value& cell = out[sheet.columns[c].name];
    if (!option.judged || !option.judged->cells[c]) continue;
    const dossier::OptionJudgement& judged = *option.judged->cells[c];
    cell = json::object{{"degree", sheet.columns[c].scale->entries[judged.degree].words.front()},
                        {"by", judged.by},
                        {"on", judged.on.format()},
                        {"reason", judged.reason}};
  }
  return out;
}

json::object test_object(const OptionView& view, const dossier::QuestionResult& result) {
  json::object out{{"question", result.question->name},
                   {"source", result.question->declared.source},
                   {"asks", result.asks},
                   {"on_record", finding_json(view.assessment, result.on_record)},
                   {"contested", contested_json(view.assessment.law(), *result.question)},
                   {"confirmed", result.confirmed}};
  if (result.if_attributed) {
    out["if_attributed"] = finding_json(view.assessment, *result.if_attributed);
  }
  if (result.weight) out["weight"] = language::name(*result.weight);
  json::array conditions;
  for (const dossier::Condition& condition : result.conditions) {
    conditions.push_back(json::object{{"article", condition.citation},
                                      {"condition", condition.wording},
                                      {"answer", answer_words(condition.finding.answer)}});
  }
  out["conditions"] = std::move(conditions);
  return out;
}

json::array tests_json(const OptionView& view,
                       const std::vector<const dossier::QuestionResult*>& tests) {
  json::array out;
  for (const dossier::QuestionResult* test : tests) out.push_back(test_object(view, *test));
  return out;
}

json::object option_object(const OptionView& view, const SheetOption& option) {
  json::object out{{option.is_measure ? "measure" : "response", option.name},
                   {"tests", tests_json(view, option.tests)},
                   {"judged", judgements_json(view.sheet, option)},
                   {"compared", option.compared}};
  if (option.judged) out["title"] = option.judged->title;
  if (option.judged && !option.judged->off_ramp.empty()) out["off_ramp"] = option.judged->off_ramp;
  json::array beaten_by;
  for (const size_t other : option.beaten_by) beaten_by.emplace_back(other + 1);
  if (option.compared) out["beaten_by"] = std::move(beaten_by);
  return out;
}

}  // namespace

std::string option_json(const OptionView& view) {
  const language::Law& law = view.assessment.law();
  json::array options, not_put, outside;
  for (const SheetOption& option : view.sheet.options) {
    options.push_back(option_object(view, option));
  }
  for (const language::LawQuestion* question : view.sheet.not_put) {
    not_put.push_back(json::object{{"question", question->name},
                                   {"source", question->declared.source},
                                   {"contested", contested_json(law, *question)}});
  }
  if (const language::LawList* list = law.list("outside the option sheet")) {
    for (const auto& entry : list->entries) outside.emplace_back(entry.words.front());
  }
  json::object columns;
  for (const dossier::OptionColumn& column : view.sheet.columns) {
    json::array scale;
    for (const auto& entry : column.scale->entries) scale.emplace_back(entry.words.front());
    columns[column.name] = std::move(scale);
  }
  json::object reproduce{{"norms", law.hash},
                         {"facts", view.assessment.the_case().hash},
                         {"program", kProgramVersion}};
  if (view.judged != nullptr) reproduce["judgements"] = view.judged->hash;
  json::object out{{"format", kFormat},
                   {"nature", kNature},
                   {"case", view.assessment.the_case().title},
                   {"state", view.state},
                   {"columns", std::move(columns)},
                   {"options", std::move(options)},
                   {"others", tests_json(view, view.sheet.others)},
                   {"not_put", std::move(not_put)},
                   {"outside", std::move(outside)},
                   {"reproduce", std::move(reproduce)}};
  if (!view.party.empty()) out["read_as"] = view.party;
  return canonical_json(out);
}

}  // namespace comity::documents
