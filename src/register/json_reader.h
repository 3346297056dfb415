// Members of a JSON object that must be there and of the right kind, with an error that names them.
// For the .cc files of this room that read formats; it includes Boost.JSON.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/json.h"

namespace comity::registry {

class JsonReader {
 public:
  explicit JsonReader(const boost::json::object& object) : object_(object) {}

  bool has(std::string_view name) const { return object_.contains(name); }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& member : object_) names.emplace_back(member.key());
    return names;
  }

  Result<std::string> text(std::string_view name) const {
    const auto* const value = object_.if_contains(name);
    if (value == nullptr || !value->is_string()) return wrong(name, "a text");
    return std::string(value->get_string());
  }

  Result<std::uint64_t> number(std::string_view name) const {
    const auto* const value = object_.if_contains(name);
    if (value == nullptr || !value->is_int64() || value->get_int64() < 0) {
      return wrong(name, "a whole number");
    }
    return static_cast<std::uint64_t>(value->get_int64());
  }

  Result<Hash> hash(std::string_view name) const {
    COMITY_TRY(const std::string encoded, text(name));
    if (auto hash = hash_from_base64(encoded)) return hash;
    return wrong(name, "32 octets in base64");
  }

  Result<JsonReader> object(std::string_view name) const {
    const auto* const value = object_.if_contains(name);
    if (value == nullptr || !value->is_object()) return wrong(name, "an object");
    return JsonReader(value->get_object());
  }

  Result<std::string> object_text(std::string_view name) const {
    COMITY_TRY(const JsonReader inner, object(name));
    return canonical_json(inner.object_);
  }

  Result<std::vector<std::string>> texts(std::string_view name) const {
    COMITY_TRY(const auto* array, list(name));
    std::vector<std::string> out;
    for (const auto& item : *array) {
      if (!item.is_string()) return wrong(name, "a list of texts");
      out.emplace_back(item.get_string());
    }
    return out;
  }

  Result<std::vector<JsonReader>> objects(std::string_view name) const {
    COMITY_TRY(const auto* array, list(name));
    std::vector<JsonReader> out;
    for (const auto& item : *array) {
      if (!item.is_object()) return wrong(name, "a list of objects");
      out.emplace_back(item.get_object());
    }
    return out;
  }

 private:
  Result<const boost::json::array*> list(std::string_view name) const {
    const auto* const value = object_.if_contains(name);
    if (value == nullptr || !value->is_array()) return wrong(name, "a list");
    return &value->get_array();
  }

  static tl::unexpected<Error> wrong(std::string_view name, std::string_view kind) {
    return fail(Errc::invalid_input, "\"" + std::string(name) + "\" must be " + std::string(kind));
  }

  const boost::json::object& object_;
};

}  // namespace comity::registry
