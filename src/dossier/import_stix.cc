#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/json.h"
#include "dossier/import_json.h"
#include "dossier/importers.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;

const std::string kProducer = "the producer of the bundle";

std::string label(const json::object& object) {
  std::string name = text_at(object, "name");
  return name.empty() ? text_at(object, "id") : name;
}

// The objects of a bundle: of several versions of one object the latest.
class Bundle {
 public:
  explicit Bundle(const json::array& objects) {
    for (const json::value& item : objects) {
      const json::object* object = item.if_object();
      const std::string id = object == nullptr ? "" : text_at(*object, "id");
      if (id.empty() || text_at(*object, "type").empty()) {
        ++without_id_;
        continue;
      }
      const auto [it, fresh] = by_id_.emplace(id, object);
      if (fresh) {
        order_.push_back(id);
        continue;
      }
      const bool later = text_at(*object, "modified") > text_at(*it->second, "modified");
      superseded_.push_back(later ? it->second : object);
      if (later) it->second = object;
    }
  }

  const json::object* find(const std::string& id) const {
    const auto it = by_id_.find(id);
    return it == by_id_.end() ? nullptr : it->second;
  }

  // In the order of the file.
  std::vector<const json::object*> of_types(const std::set<std::string>& types) const {
    std::vector<const json::object*> found;
    for (const std::string& id : order_) {
      const json::object* object = by_id_.at(id);
      if (types.contains(text_at(*object, "type"))) found.push_back(object);
    }
    return found;
  }
  std::vector<const json::object*> relationships_from(const std::string& id) const {
    std::vector<const json::object*> found;
    for (const json::object* each : of_types({"relationship"})) {
      if (text_at(*each, "source_ref") == id) found.push_back(each);
    }
    return found;
  }

  std::string creator(const json::object& object) const {
    const json::object* identity = find(text_at(object, "created_by_ref"));
    return identity == nullptr ? kProducer : label(*identity);
  }

  const std::vector<std::string>& order() const { return order_; }
  const std::vector<const json::object*>& superseded() const { return superseded_; }
  size_t without_id() const { return without_id_; }

 private:
  std::map<std::string, const json::object*> by_id_;
  std::vector<std::string> order_;
  std::vector<const json::object*> superseded_;
  size_t without_id_ = 0;
};

// What cases are made of: the first kind that the bundle has.
std::vector<const json::object*> subjects(const Bundle& bundle) {
  const std::vector<std::set<std::string>> kinds{
      {"incident", "campaign"}, {"intrusion-set"}, {"threat-actor"}, {"report"}};
  for (const auto& types : kinds) {
    auto found = bundle.of_types(types);
    if (!found.empty()) return found;
  }
  return {};
}

class RecordReader {
 public:
  RecordReader(const Bundle& bundle, const Mapping& mapping, std::set<std::string>& seen)
      : bundle_(bundle), mapping_(mapping), seen_(seen) {}

  SourceRecord read(const json::object& subject) {
    record_.id = text_at(subject, "id");
    record_.place = record_.id;
    record_.title = label(subject);
    record_.description = text_at(subject, "description");
    record_.date = text_at(subject, "first_seen");
    record_.speaker = bundle_.creator(subject);
    const std::string type = text_at(subject, "type");
    take(subject, {});
    if (type == "intrusion-set" || type == "threat-actor") {
      record_.act = "the operations of " + record_.title;
      const size_t own = allege(subject, bundle_.creator(subject));
      record_.values.push_back({"subject." + type, record_.title, own});
    } else {
      record_.act = record_.title;
    }
    for (const json::object* link : bundle_.relationships_from(record_.id)) follow(*link);
    return std::move(record_);
  }

  // A bundle without a subject: all that it says, about one act.
  SourceRecord read_all(const std::string& id) {
    record_.id = id;
    record_.place = id;
    record_.title = "What the bundle tells of";
    record_.speaker = kProducer;
    for (const json::object* object : bundle_.of_types({"malware", "attack-pattern", "location"})) {
      take_target("tells-of", *object, {});
    }
    return std::move(record_);
  }

 private:
  void take(const json::object& object, std::optional<size_t> allegation) {
    if (!seen_here_.insert(text_at(object, "id")).second) return;
    seen_.insert(text_at(object, "id"));
    std::vector<SourceValue> values;
    flatten(object, text_at(object, "type"), values);
    for (SourceValue& value : values) {
      value.allegation = allegation;
      record_.values.push_back(std::move(value));
    }
  }

  void take_target(const std::string& how, const json::object& target,
                   std::optional<size_t> allegation) {
    const std::string type = text_at(target, "type");
    const std::string country = text_at(target, "country");
    const std::string name = type == "location" && !country.empty() ? country : label(target);
    const std::string field = how + "." + type;
    record_.values.push_back({field, name, allegation});
    if (type == "location" && !allegation && is_used(mapping_, field, name)) {
      record_.receivers.push_back(state_of_code(name));
    }
    take(target, allegation);
  }

  size_t allege(const json::object& actor, const std::string& speaker) {
    Allegation made{.speaker = speaker,
                    .initiator = label(actor),
                    .initiator_state = {},
                    .date = text_at(actor, "modified")};
    for (const json::object* link : bundle_.relationships_from(text_at(actor, "id"))) {
      const std::string how = text_at(*link, "relationship_type");
      const json::object* place = bundle_.find(text_at(*link, "target_ref"));
      if (place == nullptr || (how != "located-at" && how != "originates-from")) continue;
      made.initiator_state = state_of_code(text_at(*place, "country"));
    }
    record_.allegations.push_back(std::move(made));
    return record_.allegations.size() - 1;
  }

  void follow(const json::object& link) {
    seen_.insert(text_at(link, "id"));
    const std::string how = text_at(link, "relationship_type");
    const json::object* target = bundle_.find(text_at(link, "target_ref"));
    if (target == nullptr) {
      record_.values.push_back({how, text_at(link, "target_ref")});
      return;
    }
    std::optional<size_t> allegation;
    if (how == "attributed-to") {
      allegation = allege(*target, bundle_.creator(link));
      std::vector<SourceValue> of_link;
      flatten(link, "relationship", of_link);
      for (SourceValue& value : of_link) {
        value.allegation = allegation;
        record_.values.push_back(std::move(value));
      }
    }
    take_target(how, *target, allegation);
  }

  const Bundle& bundle_;
  const Mapping& mapping_;
  std::set<std::string>& seen_;
  std::set<std::string> seen_here_;
  SourceRecord record_;
};

void report_outside(const Bundle& bundle, const std::set<std::string>& seen, Import& import) {
  const auto keep = [&](const json::object& object, const std::string& why) {
    import.outside.push_back({text_at(object, "type"), text_at(object, "id"), Fate::kept, why});
  };
  for (const std::string& id : bundle.order()) {
    if (!seen.contains(id)) keep(*bundle.find(id), "no incident, campaign or actor leads to it");
  }
  for (const json::object* old : bundle.superseded()) keep(*old, "a later version is there");
  for (size_t i = 0; i < bundle.without_id(); ++i) {
    import.outside.push_back({"(no type)", "", Fate::unmapped, "an object has a type and an id"});
  }
}

}  // namespace

std::optional<Import> import_stix(const SourcePtr& file, const Mapping& mapping,
                                  Diagnostics& diagnostics) {
  JsonPlaces places;
  const auto read = read_json(file, places, diagnostics);
  if (!read) return std::nullopt;
  const json::object* top = read->if_object();
  const bool is_bundle = top != nullptr && text_at(*top, "type") == "bundle";
  if (top == nullptr || text_at(*top, "type").empty()) {
    report_whole("no-bundle", "this is no STIX object: it has no `type`", file, diagnostics);
    return std::nullopt;
  }
  const json::array* listed = is_bundle ? list_at(*top, "objects") : nullptr;
  const json::array objects = listed != nullptr ? *listed
                              : is_bundle       ? json::array()
                                                : json::array{*top};
  const Bundle bundle(objects);
  Import import{.source = {"STIX", file->name()}};
  std::set<std::string> seen;
  const auto add = [&](const SourceRecord& record) {
    ++import.records;
    import.cases.push_back(make_case(import.source, record, mapping));
  };
  const auto found = subjects(bundle);
  for (const json::object* subject : found) {
    add(RecordReader(bundle, mapping, seen).read(*subject));
  }
  if (found.empty()) add(RecordReader(bundle, mapping, seen).read_all(text_at(*top, "id")));
  report_outside(bundle, seen, import);
  return import;
}

}  // namespace comity::dossier
