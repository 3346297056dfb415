// All norms as static HTML: a page for each file, with an anchor for each article, rule, sentence,
// reading and example, and an index with a search box. For a browser without a server and without a
// network; nothing is loaded from elsewhere, and without scripts everything but the search works.
//
// Beside the paraphrase stand the machine's sentences, each linked to where it is declared; under a
// rule the rules that conclude its conditions and the examples that exercise it; under a reading
// the positions, with those of whom none was seen as prominent as any answer.
#pragma once

#include <map>
#include <string>

#include "dossier/coverage.h"

namespace comity::documents {

// Page by its file name: "index.html", "charter-and-custom--01-sovereignty.html".
using Pages = std::map<std::string, std::string>;

// The same norms and program give the same bytes. O(size of the norms).
Pages norm_pages(const language::Law& law, const dossier::Coverage& coverage);

}  // namespace comity::documents
