// A case put together from its items, whatever file they were read from: the one place where names
// are bound and ids, grades and exhibits are checked. Inside the room only.
//
// The items come in this order: headers, names, exhibits, facts; each points into the file.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "dossier/case.h"
#include "language/binder.h"

namespace comity::dossier {

class CaseBuilder {
 public:
  CaseBuilder(const language::Law& law, SourcePtr file, Diagnostics& diagnostics);
  CaseBuilder(const CaseBuilder&) = delete;

  void header(const language::CaseHeader& item);
  void name(const language::Name& item);
  void exhibit(const language::Exhibit& item);
  void fact(const language::Fact& item);

  // The whole case, or nothing after any error.
  std::optional<Case> finish(std::string narrative);

  void error(std::string code, std::string message, Span span, std::string help = {}) const {
    binder_.error(std::move(code), std::move(message), span, std::move(help));
  }

 private:
  Account account(const language::Account& item);
  void require_named(const language::Text& who) const;
  std::optional<reason::Grade> grade(const language::Text& text);
  void add_exhibits(const language::Text& value, Account& account);

  const language::Law& law_;
  SourcePtr file_;
  Diagnostics& diagnostics_;
  language::Names names_;
  language::Binder binder_;
  Case case_;
  bool has_header_ = false;
  std::vector<language::Text> sides_;  // claimant and respondent, named further on
  std::set<std::string> exhibits_, facts_;
};

}  // namespace comity::dossier
