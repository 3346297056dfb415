// comity register …: one register on this machine. comity verify FILE: what it hands
// out, offline.
#pragma once

#include <span>
#include <string>

#include "app/output.h"
#include "base/env.h"

namespace comity::app {

// `arguments` begins with the name of the action (init, key, sign, submit, publish, get, …);
// kRegisterHelp lists them all, with what each takes.
// Returns the exit status.
int run_register(std::span<const std::string> arguments, Env& env, const Output& out);

// Exit status 0 if nothing in the file fails, 6 if something does.
int run_verify(std::span<const std::string> arguments, Env& env, const Output& out);

extern const std::string_view kRegisterHelp;
extern const std::string_view kVerifyHelp;

}  // namespace comity::app
