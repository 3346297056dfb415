// Runs the examples of register law against the law that they belong to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "language/law.h"
#include "procedure/matter.h"

namespace comity::language {

struct TrialFailure {
  Span span;            // of the line that was not met
  std::string message;  // "expected `no`, comes out `yes`"
};

// Every line of the example that does not come out as written. The entries are made in their order.
std::vector<TrialFailure> run(const Law& law, const LawTrial& trial);

// Is told of every entry that was tried: why it was refused, if it was, and the matter after it.
using Watch = std::function<void(const std::optional<procedure::Refusal>& refusal,
                                 const procedure::Matter& matter)>;

// The two halves of it: the matter with what is noted and with every entry that was taken, and one
// line that expects something. The law must outlive the matter.
procedure::Matter enter(const Law& law, const LawTrial& trial, std::vector<TrialFailure>& failures,
                        const Watch& watch = {});
std::optional<TrialFailure> check(procedure::Matter& matter, const LawTrial::Step& step);

// A sentence about named things, in words.
std::string say(const Law& law, const procedure::Matter& matter, reason::PredicateId predicate,
                const std::vector<procedure::Value>& places);

// Why an entry was not taken, in words: "no act allows it while `<premise>` is not met (rule 31)".
std::string say(const Law& law, const procedure::Refusal& refusal);

}  // namespace comity::language
