// What a check offline found, in plain sentences: what is proved, what fails, and what nobody has
// proved. Shared by the checks of the files that the register hands out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/witness.h"

namespace comity::registry {

struct Finding {
  enum class Kind { proved, failed, not_proved };
  Kind kind = Kind::proved;
  std::optional<std::uint64_t> entry;
  std::string text;  // a plain sentence
};

struct Report {
  std::vector<Finding> findings;

  bool sound() const;  // nothing failed
  std::string render() const;
};

// That the register signed a head: what open_checkpoint() answered.
Finding head_finding(const Result<SignedCheckpoint>& head);

// Which witnesses cosigned it, if the reader named any.
Finding witness_finding(const Note& head, const std::optional<WitnessPolicy>& policy, Instant now);

}  // namespace comity::registry
