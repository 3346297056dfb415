#include <boost/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "dossier/agreement.h"
#include "dossier/import_json.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;

SourceRecord read_record(const json::object& object, const std::string& place) {
  SourceRecord record{.id = text_at(object, "case_id"), .place = place};
  record.title = "Published case " + record.id;
  record.act = "the operation";
  record.speaker = "the author of the case";
  record.receivers = {"Halvora"};
  record.allegations = {{.speaker = "Ombria",
                         .speaker_kind = "State",
                         .initiator = "the acting group",
                         .initiator_state = "Talverne",
                         .date = {}}};
  for (const auto& [name, member] : object) {
    if (name != "conclusions") flatten(member, std::string(name), record.values);
  }
  for (SourceValue& value : record.values) value.allegation = 0;
  const json::array* conclusions = list_at(object, "conclusions");
  if (conclusions == nullptr) return record;
  for (const json::value& item : *conclusions) {
    if (const json::object* conclusion = item.if_object()) {
      record.values.push_back(
          {"conclusion: " + text_at(*conclusion, "question"), text_at(*conclusion, "answer")});
    }
  }
  return record;
}

}  // namespace

std::optional<Import> import_experts(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics) {
  Import import{.source = {"a collection of published cases", file->name()}};
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
    import.cases.push_back(make_case(import.source, read_record(*object, place), mapping));
  }
  if (import.records > 0) return import;
  report_whole("no-case", "this file holds no line", file, diagnostics);
  return std::nullopt;
}

}  // namespace comity::dossier
