// Nodes that a State runs to trust no host: a witness that cosigns, a mirror that copies and
// verifies, a monitor that watches. Each works on a folder of published files or on an http://
// address, once or at intervals until the process is told to end.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/options.h"
#include "app/output.h"
#include "base/env.h"
#include "register/witness.h"

namespace comity::app {

int run_witness(std::span<const std::string> arguments, Env& env, const Output& out);

// Exit status 6 if the log does not verify; a proof of fraud, if there is one, is printed.
int run_mirror(std::span<const std::string> arguments, Env& env, const Output& out);

// Exit status 6 if anything is not in order.
int run_monitor(std::span<const std::string> arguments, Env& env, const Output& out);

// `--witness KEY …`, `--threshold`, `--max-age`; none without a witness.
Result<std::optional<registry::WitnessPolicy>> read_witness_policy(const Options& options);

}  // namespace comity::app
