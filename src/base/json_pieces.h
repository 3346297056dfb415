// What every writer of JSON puts together: lists of texts, and members that are left out where
// there is nothing to say.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace comity {

boost::json::array texts(const std::vector<std::string>& values);

void put(boost::json::object& object, std::string_view name, const std::string& value);
void put(boost::json::object& object, std::string_view name, const std::optional<Date>& date);
void put(boost::json::object& object, std::string_view name,
         const std::vector<std::string>& values);

}  // namespace comity
