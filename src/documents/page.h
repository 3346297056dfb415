// The one page that a reader gets first: every question, its answer, under whose reading, and what
// it hangs on, in at most kPageLines lines.
#pragma once

#include <string>

#include "documents/speech.h"

namespace comity::documents {

inline constexpr size_t kPageLines = 40;

struct PageOptions {
  size_t columns = 100;  // at least 40
  bool full = false;     // everything: groups, accounts, what would settle it, and the reasons
};

std::string to_page(const Speech& speech, const PageOptions& options = {});

// The answer to one question with all its reasons, as --why prints it.
std::string to_answer(const Speech& speech, const dossier::QuestionResult& question,
                      const PageOptions& options = {});

// The page, then the whole, as a Markdown file to keep beside a case.
std::string to_markdown(const Speech& speech);

}  // namespace comity::documents
