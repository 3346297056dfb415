// Being told to end, by SIGINT or SIGTERM, where a command runs until then.
#pragma once

#include <chrono>
#include <optional>

namespace comity::app {

// Before any thread starts, so that told_to_end() and nobody else takes these signals.
void hold_signals();

// Waits so long, or for ever; true once the process has been told to end.
bool told_to_end(std::optional<std::chrono::seconds> wait = {});

}  // namespace comity::app
