#include <boost/json.hpp>

#include "base/date.h"
#include "base/json.h"
#include "dossier/import_json.h"
#include "dossier/importers.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;

int whole(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  const bool fits = member != nullptr && member->is_int64() && member->get_int64() >= 0 &&
                    member->get_int64() <= 9999;
  return fits ? static_cast<int>(member->get_int64()) : 0;
}

// The day on which the incident began, where all three of its parts are recorded.
std::string day_of(const json::object& incident) {
  const json::object* timeline = object_at(incident, "timeline");
  const json::object* began = timeline == nullptr ? nullptr : object_at(*timeline, "incident");
  if (began == nullptr) return {};
  const auto date = Date::make(whole(*began, "year"), static_cast<unsigned>(whole(*began, "month")),
                               static_cast<unsigned>(whole(*began, "day")));
  return date ? date->format() : std::string();
}

// The distinct States that the values of a field name.
std::vector<std::string> states(const SourceRecord& record, const Mapping& mapping,
                                std::string_view field) {
  std::vector<std::string> found;
  for (const SourceValue& value : record.values) {
    if (value.field != field || !is_used(mapping, field, value.text)) continue;
    std::string state = state_of_code(value.text);
    const bool fresh = std::find(found.begin(), found.end(), state) == found.end();
    if (fresh) found.push_back(std::move(state));
  }
  return found;
}

SourceRecord read_incident(const json::object& incident, const std::string& place,
                           const Mapping& mapping) {
  SourceRecord record{.id = text_at(incident, "incident_id"), .place = place};
  if (record.id.empty()) record.id = place;
  record.title = "VERIS incident " + record.id;
  record.description = text_at(incident, "summary");
  record.speaker = text_at(incident, "source_id");
  record.date = day_of(incident);
  flatten(incident, "", record.values);
  record.receivers = states(record, mapping, "victim.country");
  // The record names its actors side by side and does not say which of them did what.
  Allegation allegation{.initiator = {}, .initiator_state = {}, .date = {}};
  const auto origins = states(record, mapping, "actor.external.country");
  if (origins.size() == 1) allegation.initiator_state = origins.front();
  record.allegations.push_back(std::move(allegation));
  for (SourceValue& value : record.values) {
    if (value.field.starts_with("actor.")) value.allegation = 0;
  }
  return record;
}

}  // namespace

std::optional<Import> import_veris(const SourcePtr& file, const Mapping& mapping,
                                   Diagnostics& diagnostics) {
  JsonPlaces places;
  const auto read = read_json(file, places, diagnostics);
  if (!read) return std::nullopt;
  const json::array incidents = read->is_array() ? read->get_array() : json::array{*read};
  Import import{.source = {"VERIS", file->name()}, .records = incidents.size()};
  for (size_t i = 0; i < incidents.size(); ++i) {
    const std::string place = "incident " + std::to_string(i + 1);
    const json::object* incident = incidents[i].if_object();
    if (incident == nullptr || !incident->contains("action")) {
      import.refused.push_back({place, "this is no VERIS incident: it has no `action`"});
      continue;
    }
    const SourceRecord record = read_incident(*incident, place, mapping);
    import.cases.push_back(make_case(import.source, record, mapping));
  }
  return import;
}

}  // namespace comity::dossier
