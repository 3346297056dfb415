// A case: who and what it is about, what is said to have happened, by whom, on what evidence. The
// law is not in it; the same case can be read under any collection of norms that declares its
// sentences.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"
#include "reason/ground.h"

namespace comity::dossier {

struct Exhibit {
  std::string id;
  std::string title;
  std::string collected, source, reliability, credibility;
  friend bool operator==(const Exhibit&, const Exhibit&) = default;
};

struct Account {
  language::Account::Kind kind = language::Account::Kind::asserted;
  std::vector<std::string> by;         // as the case names them
  std::optional<reason::Grade> grade;  // nothing: none was stated
  std::string date;                    // when the account was given
  std::vector<std::string> exhibits;
  std::string remark;  // "asked of Brenland 2031-03-04", "until 2031-09-01"
  friend bool operator==(const Account&, const Account&) = default;
};

struct Fact {
  std::string id;
  reason::GroundSentence sentence;
  bool negated = false;  // the fact is the opposite of the sentence
  std::optional<Date> on;
  std::vector<Account> accounts;
  friend bool operator==(const Fact&, const Fact&) = default;
};

struct Case {
  std::string title;
  std::optional<Date> opened, happened;
  std::string claimant, respondent;
  std::vector<language::LawName> names;  // the case's own, numbered after those of the law
  std::vector<Exhibit> exhibits;
  std::vector<Fact> facts;
  std::string narrative;
  std::string hash;  // SHA-256 of the file it was read from, hex; empty for an example
};

// Reads a case file against the law. Whatever is wrong is in the diagnostics, and then there is no
// case: a case is whole or it is refused.
std::optional<Case> read_case(const language::Law& law, SourcePtr file, Diagnostics& diagnostics);

// The same from JSON (docs/formats/case.md).
std::optional<Case> read_case_json(const language::Law& law, SourcePtr file,
                                   Diagnostics& diagnostics);

// The case as such a file, in canonical JSON: read again, it gives an equal case.
std::string to_case_json(const language::Law& law, const Case& the_case);

// The kind of an account as such a file has it: "asserted", "not asked".
std::string_view account_word(language::Account::Kind kind);

// An example of the norms as a case whose facts are agreed.
Case case_of(const language::LawExample& example);

// The name of an individual of the case.
const std::string& name_of(const language::Law& law, const Case& the_case,
                           reason::Individual individual);

// "the Tern group carried out the harbour operation", or its opposite. A sentence without a
// wording for its opposite is introduced with "it is not the case that".
std::string say(const language::Law& law, const Case& the_case,
                const reason::GroundSentence& sentence, bool negated = false);

// Words of the norms with names in their holes.
std::string say(const language::Law& law, const Case& the_case, const language::Wording& words,
                const std::vector<reason::Individual>& arguments);

// A sentence of fact as a plain question: "Did the harbour operation …?"
std::string ask(const language::Law& law, const Case& the_case,
                const reason::GroundSentence& sentence);

// The law of which days is asked about.
struct LawDates {
  std::optional<Date> view;  // the law as it stands on this day; nothing: whenever it stood
  std::optional<Date> fact;  // as it governs facts of this day; nothing: each act's own
};

// A sentence as somebody types it, about the names of the case; whether it is the opposite of what
// the norms declare. Errors: invalid_input, with what a case file would be told.
Result<std::pair<reason::GroundSentence, bool>> bind_sentence(const language::Law& law,
                                                              const Case& the_case,
                                                              const std::string& typed);

// What the engine is told: who there is, and what is settled, open or contested.
reason::Domain domain_of(const language::Law& law, const Case& the_case, const LawDates& dates);

// A sentence as the case stands on it, with who holds which version.
struct Standing {
  reason::FactState state;
  std::map<std::string, uint16_t> version_of;  // party -> version; only where contested
  std::vector<size_t> facts;                   // indices into Case::facts
};

// A finding outweighs assertions; several assertions of one value count at their best grade; a
// sentence that some assert and others deny is contested; withheld and not asked count as open.
std::map<reason::GroundSentence, Standing> standings(const language::Law& law,
                                                     const Case& the_case);

}  // namespace comity::dossier
