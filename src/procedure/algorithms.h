// The algorithms that norms call by name: pure, total, of texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "procedure/program.h"

namespace comity::procedure {

bool is_algorithm(std::string_view name);

// What the algorithm makes of the texts; nothing where their number is wrong. Linear in their
// length, but for a logarithm.
Value run_algorithm(const Algorithm& algorithm, const std::vector<std::string>& texts);

}  // namespace comity::procedure
