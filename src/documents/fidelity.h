// How far the norms come to what others published, as a page: every row, the failures shown.
#pragma once

#include <string>
#include <vector>

#include "dossier/agreement.h"

namespace comity::documents {

// Markdown. Cases go by the id of their source; no State is named.
std::string fidelity_page(const dossier::Agreement& agreement,
                          const std::vector<dossier::Variant>& variants,
                          const std::vector<dossier::IssueRow>& issues);

}  // namespace comity::documents
