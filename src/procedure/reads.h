// What a clause looks at, directly or through rules, figures and statuses. Private to the room.
#pragma once

#include "procedure/matter_state.h"

namespace comity::procedure {

class ReadsOf {
 public:
  explicit ReadsOf(const Program& program) : p_(program) {}

  Reads of(const Clause& clause) const;
  Reads of(const std::vector<Goal>& goals) const;
  // What its `when` conditions look at; what begins and ends it by an entry is not among it.
  Reads of(const Status& status) const;

 private:
  struct Walk;
  const Program& p_;
};

}  // namespace comity::procedure
