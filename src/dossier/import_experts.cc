#include <boost/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "dossier/import_json.h"
#include "dossier/importers.h"
#include "dossier/published.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;

// A value of which the table has a line for this case alone goes by that line.
void prefer_own_lines(SourceRecord& record, const Mapping& mapping) {
  for (SourceValue& value : record.values) {
    const std::string own = record.id + " " + value.field;
    if (!mapping.find(own, value.text).empty()) value.field = own;
  }
}

void read_conclusion(const json::object& conclusion, SourceRecord& record) {
  const std::string topic = text_at(conclusion, "question");
  const bool seen = text_at(conclusion, "confidence") == "seen";
  record.values.push_back(
      {(seen ? "conclusion, seen: " : "conclusion: ") + topic, text_at(conclusion, "answer")});
  const std::string condition = text_at(conclusion, "conditional_on");
  if (!condition.empty()) record.values.push_back({"condition", condition, 0});
}

SourceRecord read_record(const json::object& object, const std::string& place,
                         const Mapping& mapping) {
  SourceRecord record{.id = text_at(object, "case_id"), .place = place};
  record.title = "Published case " + record.id;
  record.act = published::kAct;
  record.speaker = "the author of the case";
  record.receivers = {published::kReceiver};
  record.allegations = {{.speaker = published::kAttributing,
                         .speaker_kind = "State",
                         .initiator = published::kInitiator,
                         .initiator_state = published::kInitiatorState,
                         .date = {}}};
  for (const auto& [name, member] : object) {
    if (name != "conclusions") flatten(member, std::string(name), record.values);
  }
  for (SourceValue& value : record.values) value.allegation = 0;
  const json::array* conclusions = list_at(object, "conclusions");
  if (conclusions != nullptr) {
    for (const json::value& item : *conclusions) {
      if (const json::object* conclusion = item.if_object()) read_conclusion(*conclusion, record);
    }
  }
  prefer_own_lines(record, mapping);
  return record;
}

}  // namespace

std::optional<Import> import_experts(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics) {
  Import import{.source = {"a collection of published cases", file->name(),
                           "What cites the exhibit `case_id` is our own reading of its text."}};
  size_t number = 0;
  for (const std::string_view line : text::split_lines(file->text())) {
    ++number;
    if (text::trim(line).empty()) continue;
    ++import.records;
    const std::string place = "line " + std::to_string(number);
    const auto value = parse_json(line);
    const json::object* object = value ? value->if_object() : nullptr;
    if (object == nullptr || text_at(*object, "case_id").empty()) {
      import.refused.push_back(
          {place, value ? "this is no case: it has no `case_id`" : value.error().message()});
      continue;
    }
    import.cases.push_back(make_case(import.source, read_record(*object, place, mapping), mapping));
  }
  if (import.records > 0) return import;
  report_whole("no-case", "this file holds no line", file, diagnostics);
  return std::nullopt;
}

}  // namespace comity::dossier
