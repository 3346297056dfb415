#include "base/json_pieces.h"

#include <boost/json.hpp>

namespace comity {

namespace json = boost::json;

json::array texts(const std::vector<std::string>& values) {
  return json::array(values.begin(), values.end());
}

void put(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void put(json::object& object, std::string_view name, const std::optional<Date>& date) {
  if (date) object[name] = date->format();
}

void put(json::object& object, std::string_view name, const std::vector<std::string>& values) {
  if (!values.empty()) object[name] = texts(values);
}

}  // namespace comity
