// The project's own cases, assessed under its own norms. For tests only.
#pragma once

#include <memory>
#include <optional>

#include "dossier/case_for_test.h"

namespace comity::documents {

struct Analysis {
  language::Law law;
  std::optional<dossier::Assessment> assessment;
};

// Built in place: an assessment points to its law.
inline std::unique_ptr<Analysis> analysis_of(const std::filesystem::path& path,
                                             bool backwards = false) {
  auto out = std::make_unique<Analysis>(Analysis{dossier::project_law(backwards), std::nullopt});
  dossier::Case the_case = dossier::project_case(out->law, path);
  const dossier::AssessOptions options{.view_date = the_case.opened};
  auto assessment = dossier::assess(out->law, std::move(the_case), options);
  REQUIRE(assessment);
  out->assessment.emplace(std::move(*assessment));
  return out;
}

}  // namespace comity::documents
