#include "dossier/import_json.h"

#include <boost/json.hpp>

#include "base/json.h"

namespace comity::dossier {

namespace json = boost::json;

void flatten(const json::value& value, const std::string& path, std::vector<SourceValue>& into) {
  const bool empty = value.is_null() || (value.is_array() && value.get_array().empty()) ||
                     (value.is_object() && value.get_object().empty());
  if (empty) {
    into.push_back({path, ""});
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.get_object()) {
      flatten(member, path.empty() ? std::string(name) : path + "." + std::string(name), into);
    }
  } else if (value.is_array()) {
    for (const json::value& item : value.get_array()) flatten(item, path, into);
  } else if (value.is_string()) {
    into.push_back({path, std::string(value.get_string())});
  } else {
    into.push_back({path, canonical_json(value)});
  }
}

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->get_string()) : "";
}

const json::array* list_at(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member == nullptr ? nullptr : member->if_array();
}

const json::object* object_at(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member == nullptr ? nullptr : member->if_object();
}

std::vector<std::string> texts_at(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  if (const json::array* list = list_at(object, name)) {
    for (const json::value& item : *list) {
      if (item.is_string()) texts.emplace_back(item.get_string());
    }
  } else if (std::string text = text_at(object, name); !text.empty()) {
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string state_of_code(const std::string& code) {
  return code.size() == 2 ? "State " + code : code;
}

}  // namespace comity::dossier
