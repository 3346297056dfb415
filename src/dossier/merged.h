// Two versions of the norms as one program, over the same facts, so that the engine can look for a
// case in which their answers differ. Inside the room only.
//
// What changed rules can reach has a copy in each version; everything below it, names, readings and
// passages are shared: a conclusion that the versions cannot differ on counts as a fact that may be
// stated, so that a case in which they differ is not looked for among its reasons. A fact that only
// one version concludes from others may be stated in both: there a strict rule says that what is
// stated is so.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "language/match.h"

namespace comity::dossier {

// Of one version, by its own numbers.
struct MergedSide {
  std::vector<reason::PredicateId> predicates;   // -> of the merged program
  std::vector<std::vector<uint32_t>> arguments;  // by predicate: merged argument -> its own
  std::vector<reason::KindId> kinds;
  std::vector<reason::Individual> names;
  std::vector<reason::ReadingId> readings;
  std::vector<std::vector<reason::OptionId>> options;  // by reading
  // The sentence as it may be stated; by predicate of the version.
  std::vector<reason::PredicateId> stated;
};

struct Merged {
  reason::Program program;
  MergedSide before, after;
  std::vector<language::LawName> names;  // of both, kinds by the merged program's numbers
  std::vector<std::string> kinds;        // names of its kinds
  std::vector<std::string> readings;     // names of its readings
  std::vector<std::vector<std::string>> options;
};

// The rules (LawRule) with which the versions can differ; all rules where something else changed.
struct ChangedRules {
  std::set<uint32_t> before, after;
  bool all = false;
};

// Positions that one version is read under, while they are compared: rules of another option are
// left out of it, and its rules no longer look at the reading.
struct HeldPositions {
  std::optional<std::pair<reason::ReadingId, std::optional<reason::OptionId>>> before, after;
};

// Errors: conflict where the versions mean different things by a kind, a name or the scale of
// evidence, so that no case can be put to both.
Result<Merged> merge(const language::Law& before, const language::Law& after,
                     const language::Match& match, const ChangedRules& changed,
                     const HeldPositions& held, bool with_passages);

}  // namespace comity::dossier
