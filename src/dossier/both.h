// One case, put to both versions of the norms. Inside the room only.
#pragma once

#include <map>

#include "dossier/finding.h"
#include "dossier/merged.h"

namespace comity::dossier {

// In the numbers of the merged program.
struct MergedCase {
  std::vector<language::LawName> names;  // beside those of the norms, numbered after them
  reason::Facts facts;                   // sentences as they may be stated
  std::map<reason::ReadingId, reason::OptionId> readings;
  std::optional<Date> view_date;
};

// One version as it answers such a case.
class Side {
 public:
  Side(const language::Law& law, const Merged& merged, const MergedSide& side);

  const language::Law& law() const { return law_; }

  // The sentence with this version's numbers; nothing where it lacks the words or the kinds.
  std::optional<reason::GroundSentence> own(const reason::GroundSentence& stated) const;
  // The answer to the sentence or its opposite, read with these options of this version besides
  // those of the case. Errors: not_found where the version lacks the sentence or an option.
  Result<Finding> answer(const MergedCase& the_case, const reason::GroundSentence& asked,
                         bool negated, const HeldOptions& held) const;
  // "Act A reached State B", in this version's words.
  std::optional<std::string> say(const MergedCase& the_case, const reason::GroundSentence& stated,
                                 bool negated) const;

  // An example of this version, and what it speaks of, in the numbers of the merged program.
  MergedCase merged_case(const language::LawExample& example) const;
  reason::GroundSentence merged(const reason::Pattern& sentence) const;

 private:
  Case own_case(const MergedCase& the_case) const;
  std::optional<reason::Individual> own(reason::Individual individual) const;

  const language::Law& law_;
  const Merged& merged_;
  const MergedSide& side_;
  std::map<reason::PredicateId, reason::PredicateId> predicate_;
  std::map<reason::KindId, reason::KindId> kind_;
  std::map<reason::Individual, reason::Individual> name_;
};

}  // namespace comity::dossier
