// What the importers of JSON share. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/import.h"

namespace comity::dossier {

// Every text, number and truth value inside, under its path: the object {"a": {"b": ["x", 2]}} is
// a.b = x and a.b = 2. An empty list or object, and null, is one empty value. In the order of the
// file.
void flatten(const boost::json::value& value, const std::string& path,
             std::vector<SourceValue>& into);

// The member as a text; empty where it is absent or something else.
std::string text_at(const boost::json::object& object, std::string_view name);
const boost::json::array* list_at(const boost::json::object& object, std::string_view name);
const boost::json::object* object_at(const boost::json::object& object, std::string_view name);

// The texts of a member that is a text or a list of texts.
std::vector<std::string> texts_at(const boost::json::object& object, std::string_view name);

// The State of a country code of ISO 3166-1; a name as it is.
std::string state_of_code(const std::string& code);

}  // namespace comity::dossier
