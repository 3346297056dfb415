// What the norms say in other languages, checked and bound to what they say in English, and how a
// sentence is put together there: names in their case, words that agree with them.
//
// English is what was encoded; a translation is for its readers, and says whether a person has
// reviewed it. Where something has no translation, nothing is guessed: a name without forms stands
// behind the head noun of its kind, which takes the case ("государства Halvora"), and a sentence
// that cannot be put into the language is not put into it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/source.h"
#include "reason/program.h"

namespace comity::language {

struct Law;
struct LawName;

// The forms of a name: first as it is listed, then by case of the language.
struct NameForms {
  std::vector<std::string> by_case;
  std::optional<size_t> agreement;  // index into LawLanguage::agreement
};

struct TranslatedPart {
  std::string word;  // when not a hole
  bool hole = false;
  bool joined = false;  // no space before it
  uint32_t argument = 0;
  size_t in_case = 0;                 // index into NameForms::by_case
  std::vector<std::string> agreeing;  // by agreement; not empty: said instead of the name
};

struct TranslatedWording {
  std::vector<TranslatedPart> parts;
  std::string written;      // as it stands in its file
  std::string reviewed_by;  // empty: nobody has reviewed it
};

// What can be said of one sentence of the norms.
enum class SaidAs : uint8_t { is, opposite, ask };

struct TranslatedReading {
  std::string name, question;
  std::map<reason::OptionId, std::string> options;
};

struct LawLanguage {
  std::string name;  // "Russian"
  std::string tag;   // "ru" (BCP 47)
  bool right_to_left = false;
  std::vector<std::string> cases;            // beside the form in which a name is listed
  std::vector<std::string> agreement;        // "m", "f", "plural"
  std::string opening = "«", closing = "»";  // around a name that has no form in the language
  std::string opposite;  // before a sentence that has no wording for its opposite
  std::map<reason::KindId, NameForms> kinds;               // head nouns
  std::map<std::string, NameForms, std::less<>> parties;   // by code
  std::map<std::string, std::string, std::less<>> groups;  // by code
  std::map<std::string, NameForms, std::less<>> names;     // parties by their names, too
  std::map<std::string, std::string, std::less<>> grades;
  std::map<reason::ReadingId, TranslatedReading> readings;
  std::map<std::pair<reason::PredicateId, SaidAs>, TranslatedWording> sentences;
  std::map<std::string, TranslatedWording, std::less<>> questions;  // by name
  bool reviewed = true;  // every wording was reviewed by a person
  std::string hash;      // SHA-256 over the translations, hex

  const TranslatedWording* sentence(reason::PredicateId predicate, SaidAs said) const;
  // What there is for one sentence: under "", "not" and "ask".
  std::vector<std::pair<std::string_view, const TranslatedWording*>> wordings(
      reason::PredicateId predicate) const;
};

// The language called `name`, or with that tag; nullptr where the norms have no such language.
const LawLanguage* find_language(const Law& law, std::string_view name);

// The head noun of the kind, or of what the kind is a kind of; nullptr where there is none.
const NameForms* head_noun(const Law& law, const LawLanguage& language, reason::KindId kind);

// The forms of a name: its own, or those of the head noun of its kind before it. Nothing where the
// kind has no head noun in the language.
std::optional<NameForms> forms_of(const Law& law, const LawLanguage& language, const LawName& name);

// The sentence about these names, by argument. Nothing where one of them has no form.
std::optional<std::string> said(const Law& law, const LawLanguage& language,
                                const TranslatedWording& wording,
                                std::span<const LawName* const> names);

// What is written for a sentence of the norms and for its duty, prohibition, permission and power,
// by "French", "French not", "French must", with who has reviewed it: to compare two versions.
std::map<std::string, std::string> translations_of(const Law& law, reason::PredicateId predicate);

// What is written in the language beside sentences, by "kind State", "party FRA", "reading
// sovereignty": to compare two versions.
std::map<std::string, std::string> translated_words(const Law& law, const LawLanguage& language);

}  // namespace comity::language
