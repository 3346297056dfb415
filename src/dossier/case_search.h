// Looks for a case in which two versions of the norms answer a question differently. Inside the
// room only.
#pragma once

#include "dossier/both.h"
#include "dossier/effect.h"

namespace comity::dossier {

class CaseSearch {
 public:
  CaseSearch(const language::Law& before, const language::Law& after, const language::Match& match,
             const language::Changes& changes)
      : before_(before), after_(after), match_(match), changes_(changes) {}

  // For a sentence of the newer version that the older has too. Errors: conflict (merge()).
  Result<QuestionEffect> look(reason::PredicateId asked, const ChangedRules& changed,
                              const HeldPositions& held);

 private:
  struct Days {
    std::optional<Date> view, act;
  };
  std::vector<Days> days() const;

  const language::Law& before_;
  const language::Law& after_;
  const language::Match& match_;
  const language::Changes& changes_;
};

}  // namespace comity::dossier
