#include "language/translation.h"

#include <algorithm>

#include "base/text.h"
#include "language/law.h"

namespace comity::language {

namespace {

// A name that is not written with a capital letter is a description, and stands in quotation marks.
bool is_description(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z';
}

std::string as_it_stands(const LawLanguage& language, const std::string& name) {
  const std::string shown = language.right_to_left ? text::isolate(name) : name;
  return is_description(name) ? language.opening + shown + language.closing : shown;
}

// The head noun of the kind, or of what the kind is a kind of.
const NameForms* head_noun(const Law& law, const LawLanguage& language, reason::KindId kind) {
  for (std::optional<reason::KindId> at = kind; at; at = law.program.kinds[*at].parent) {
    const auto found = language.kinds.find(*at);
    if (found != language.kinds.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace

const TranslatedWording* LawLanguage::sentence(reason::PredicateId predicate, SaidAs said) const {
  const auto found = sentences.find({predicate, said});
  return found == sentences.end() ? nullptr : &found->second;
}

const LawLanguage* find_language(const Law& law, std::string_view name) {
  const auto found =
      std::find_if(law.languages.begin(), law.languages.end(),
                   [&](const LawLanguage& l) { return l.name == name || l.tag == name; });
  return found == law.languages.end() ? nullptr : &*found;
}

std::optional<NameForms> forms_of(const Law& law, const LawLanguage& language,
                                  const LawName& name) {
  const auto own = name.translated.find(language.name);
  if (own != name.translated.end()) return own->second;
  const auto listed = language.names.find(name.name);
  if (listed != language.names.end()) return listed->second;
  const NameForms* head = head_noun(law, language, name.kind);
  if (head == nullptr) return std::nullopt;
  NameForms forms = *head;
  for (std::string& form : forms.by_case) form += ' ' + as_it_stands(language, name.name);
  return forms;
}

std::optional<std::string> said(const Law& law, const LawLanguage& language,
                                const TranslatedWording& wording,
                                std::span<const LawName* const> names) {
  std::vector<NameForms> forms;
  for (const LawName* name : names) {
    auto found = forms_of(law, language, *name);
    if (!found) return std::nullopt;
    forms.push_back(std::move(*found));
  }
  std::string out;
  for (const TranslatedPart& part : wording.parts) {
    std::string words = part.word;
    if (part.hole) {
      const NameForms& name = forms[part.argument];
      if (part.agreeing.empty()) {
        words = name.by_case[part.in_case];
      } else if (name.agreement) {
        words = part.agreeing[*name.agreement];
      } else {
        return std::nullopt;
      }
    }
    if (!out.empty() && !part.joined && !words.empty()) out += ' ';
    out += words;
  }
  return out;
}

std::map<std::string, std::string> translations_of(const Law& law, reason::PredicateId predicate) {
  std::map<std::string, std::string> out;
  for (const LawLanguage& language : law.languages) {
    const auto add = [&](SaidAs said, const std::string& key) {
      const TranslatedWording* found = language.sentence(predicate, said);
      if (found != nullptr) out[language.name + key] = found->written;
    };
    add(SaidAs::is, "");
    add(SaidAs::opposite, " not");
    add(SaidAs::ask, " ask");
  }
  return out;
}

}  // namespace comity::language
