// The project's own cases, assessed under its own norms. For tests only.
#pragma once

#include "dossier/case_for_test.h"

namespace comity::documents {

// Made anew at each call; `backwards` takes the norms as read in the opposite order.
inline dossier::Assessment analysis_of(const std::filesystem::path& path, bool backwards = false) {
  const language::Law& law = dossier::project_law(backwards);
  dossier::Case the_case = dossier::project_case(law, path);
  const dossier::AssessOptions options{.view_date = the_case.opened};
  auto assessment = dossier::assess(law, std::move(the_case), options);
  REQUIRE(assessment);
  return std::move(*assessment);
}

}  // namespace comity::documents
