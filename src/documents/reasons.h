// An explanation as a reader gets it: sentences, the article or the account that carries each, and
// every objection with the reason why it fails. Made from a checked proof (reason/explain.h); the
// page, the HTML and the JSON all print this one tree.
#pragma once

#include <string>
#include <vector>

#include "documents/speech.h"

namespace comity::documents {

struct Reason {
  std::string text;   // "the Tern group carried out the harbour operation"
  std::string basis;  // "ILC Articles …, art 8; custom", or "F2, found by the Review Panel …"
  std::vector<Reason> because;
  std::vector<Reason> objections;  // `text` says what is objected, `because` why it fails
};

// The conditions under which this comes out so ("supposing that F3 holds"), and the reasons.
struct Explanation {
  std::string heading;  // "Established, if F3: Brenland instructed …"
  Reason reason;
};

// One explanation per outcome that is still possible.
std::vector<Explanation> explanations(const Speech& speech,
                                      const dossier::QuestionResult& question);

// The tree as indented lines of at most `columns` cells; `depth` levels, deeper ones are counted.
std::string to_text(const Speech& speech, const Explanation& explanation, size_t columns,
                    size_t depth);

}  // namespace comity::documents
