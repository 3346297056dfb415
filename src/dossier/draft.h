// A case as somebody writes it down before it is checked: names and sentences are words, not yet
// bound to any law. An importer makes one of these, and what it writes is read like any other case
// file (case.h), so that an import can do nothing that a person could not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace comity::dossier {

struct DraftName {
  std::string name, kind;
  std::optional<Date> date;
};

struct DraftExhibit {
  std::string id, title, source;
};

struct DraftAccount {
  std::string kind;  // "asserted by", "denied by", "unknown"
  std::string by;    // empty for "unknown"
  std::optional<Date> date;
  std::string grade, note;
  std::vector<std::string> exhibits;
};

struct DraftFact {
  std::string id, sentence;
  std::vector<DraftAccount> accounts;
};

struct DraftList {
  std::string heading, introduction;
  std::vector<std::string> lines;  // none: the list is left out
};

struct Draft {
  std::string title;
  std::optional<Date> happened;
  std::vector<DraftName> names;
  std::vector<DraftExhibit> exhibits;
  std::vector<DraftFact> facts;
  std::string introduction;  // prose
  std::string quotation;     // in the source's own words
  std::vector<DraftList> lists;
};

// The case file: the narrative, one block for the machine, the lists. Whatever stands in the texts
// stays text: no quotation mark, fence or heading of theirs reaches the machine.
std::string to_case_text(const Draft& draft);

// Words that can stand in a title or a remark: no control or direction marks, no line feed,
// quotation marks and backticks as apostrophes.
std::string plain_text(std::string_view text);

// The names of one case: each call gives a name that can stand in a sentence, the same one for the
// same text and kind, and no name twice. Of a list of aliases ("One/Two (Three)") the first is
// taken. "Aldoria, Republic of" becomes "Republic of Aldoria".
class Cast {
 public:
  // `otherwise` is the name where the text holds none: "the unnamed actor 2"; without it the name
  // is "the unnamed State".
  const std::string& name(std::string_view text, const std::string& kind,
                          const std::string& otherwise = {});
  std::vector<DraftName>& names() { return names_; }

 private:
  std::map<std::pair<std::string, std::string>, std::string> known_;
  std::map<std::string, size_t> taken_;
  std::vector<DraftName> names_;
};

}  // namespace comity::dossier
