// comity material …: sealing files to their readers, signing them for people with ordinary tools,
// and time stamps. Needs no register.
#pragma once

#include <span>
#include <string>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

int run_material(std::span<const std::string> arguments, Env& env, const Output& out);

}  // namespace comity::app
