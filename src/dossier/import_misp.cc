#include <boost/json.hpp>

#include "base/json.h"
#include "dossier/import_json.h"
#include "dossier/importers.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;

constexpr std::string_view kSponsor = "meta.cfr-suspected-state-sponsor";
constexpr std::string_view kVictims = "meta.cfr-suspected-victims";
constexpr std::string_view kCountry = "meta.country";

SourceRecord read_actor(const json::object& actor, const std::string& place,
                        const Mapping& mapping) {
  SourceRecord record{.id = text_at(actor, "uuid"), .place = place};
  if (record.id.empty()) record.id = place;
  const std::string name = text_at(actor, "value");
  record.title = "What is said of " + name;
  record.act = "the operations of " + name;
  record.description = text_at(actor, "description");
  flatten(actor, "", record.values);
  Allegation by_misp{.initiator = name, .initiator_state = {}, .date = {}};
  Allegation by_cfr = by_misp;
  for (const SourceValue& value : record.values) {
    const bool used = is_used(mapping, value.field, value.text);
    if (value.field == kVictims && used) record.receivers.push_back(value.text);
    if (value.field == kCountry && used) by_misp.initiator_state = state_of_code(value.text);
    if (value.field != kSponsor || !used) continue;
    by_cfr.initiator_state = value.text;
    if (const auto speaker = speaker_of(mapping, kSponsor, value.text, {})) {
      by_cfr.speaker = speaker->name;
    }
  }
  record.allegations = {by_misp, by_cfr};
  for (SourceValue& value : record.values) value.allegation = value.field == kSponsor ? 1 : 0;
  return record;
}

}  // namespace

std::optional<Import> import_misp(const SourcePtr& file, const Mapping& mapping,
                                  Diagnostics& diagnostics) {
  JsonPlaces places;
  const auto read = read_json(file, places, diagnostics);
  if (!read) return std::nullopt;
  const json::array* actors = read->is_object() ? list_at(read->get_object(), "values") : nullptr;
  if (actors == nullptr) {
    report_whole("no-galaxy", "this is no MISP galaxy cluster: it has no list of `values`", file,
                 diagnostics);
    return std::nullopt;
  }
  Import import{.source = {"MISP", file->name()}, .records = actors->size()};
  for (size_t i = 0; i < actors->size(); ++i) {
    const std::string place = "value " + std::to_string(i + 1);
    const json::object* actor = (*actors)[i].if_object();
    if (actor == nullptr || text_at(*actor, "value").empty()) {
      import.refused.push_back({place, "an actor has no name here"});
      continue;
    }
    import.cases.push_back(make_case(import.source, read_actor(*actor, place, mapping), mapping));
  }
  return import;
}

}  // namespace comity::dossier
