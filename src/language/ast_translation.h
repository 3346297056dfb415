// Items about other languages: which there are, the forms of names in them, and what the sentences
// of the norms say there. As written; translation.h has what the checker makes of them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/ast_basic.h"

namespace comity::language {

struct LanguageItem {  // "language Russian (ru)"
  Text name;
  Text tag;                     // "ru" (BCP 47)
  std::vector<Text> cases;      // beside the form in which a name is listed
  std::vector<Text> agreement;  // "m", "f": what words may have to agree with
  bool right_to_left = false;
  std::optional<Text> quotes;    // "«…»", around a name that has no form in the language
  std::optional<Text> opposite;  // "неверно, что", before a sentence that has no opposite there
  Span span;
};

// "f: Франция; genitive: Франции; dative: Франции", or "f invariable: Перу".
struct WrittenForms {
  std::optional<Text> agreement;
  bool invariable = false;
  Text plain;
  std::vector<std::pair<Text, Text>> cases;  // the case, the form
  Span span;
};

// A word; a hole, "<State, genitive>"; or words that agree with a hole, "{<State> m: дал; f:
// дала}".
struct TranslatedToken {
  Text text;            // the word; of a hole its name, without brackets
  bool hole = false;    // printed, unless `agreeing` says what is printed for it
  bool joined = false;  // no white space before it
  std::optional<Text> in_case;
  struct Agreeing {
    std::vector<Text> with;  // "m", "f", or "others"
    Text words;              // may be empty
  };
  std::vector<Agreeing> agreeing;
};

struct TranslatedForm {
  Text key;  // "is", "not", "ask", "must" … of a sentence; "asks" of a question
  std::vector<TranslatedToken> tokens;
  Span span;
};

// One entry of "translations into …".
struct Translation {
  enum class Of { kind, party, group, name, grade, reading, sentence, question } of = Of::sentence;
  Text subject;                       // "State", "FRA", "EU", "clear and convincing"; the sentence
  std::optional<WrittenForms> forms;  // of a kind, a party or a name
  std::optional<Text> words;          // of a group, a grade or a reading
  std::vector<TranslatedForm> wordings;        // of a sentence or a question
  std::vector<std::pair<Text, Text>> options;  // of a reading, with "asks" for its question
  Span span;
};

struct Translations {  // "translations into Russian (unreviewed)", "… (reviewed by Anna Petrova)"
  Text language;
  std::optional<Text> reviewed_by;
  std::vector<Translation> entries;
  Span span;
};

}  // namespace comity::language
