// What the words of a file mean: which sentence, rule, reading, name, field or duty stands where.
// The one walk over a document for everything that shows norms to people: an editor, the pages.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "language/law.h"

namespace comity::language {

struct Mention {
  struct Sentence {  // in the form in which it stands (LawPredicate::modality)
    reason::PredicateId predicate = 0;
    bool negated = false;
  };
  struct Rule {
    uint32_t rule = 0;
  };
  struct Reading {
    reason::ReadingId reading = 0;
  };
  struct Name {
    std::string name;
    reason::KindId kind = 0;
    SourcePtr file;  // where it is declared; null where that is not known
    Span declared;
  };
  struct Act {
    procedure::ActId act = 0;
  };
  struct Duty {
    procedure::DutyId duty = 0;
  };
  struct Field {  // "urgency" of "the urgency of <Message>"
    procedure::FieldId field = 0;
  };
  struct Word {  // a value of a field: "flash", "pending"
    procedure::FieldId field = 0;
    std::string word;
  };
  struct Calendar {
    uint32_t calendar = 0;  // of Law::calendars
  };

  std::variant<Sentence, Rule, Reading, Name, Act, Duty, Field, Word, Calendar> what;
  Span span;
  bool declares = false;  // it is its own declaration
};

// Everything in the document that means something declared, by place; what stands inside another
// mention comes after it. The document may be newer than the law, which tells what things mean:
// names of an example or of a case count where they are declared. With `at`, only the lines on
// which that offset stands are looked into.
//
// O(lines × sentences of the law).
std::vector<Mention> mentions(const Law& law, const Document& document,
                              std::optional<std::uint32_t> at = std::nullopt);

}  // namespace comity::language
