#include "language/translation.h"

#include <algorithm>
#include <set>

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

const NameForms* head_noun(const Law& law, const LawLanguage& language, reason::KindId kind) {
  for (std::optional<reason::KindId> at = kind; at; at = law.program.kinds[*at].parent) {
    const auto found = language.kinds.find(*at);
    if (found != language.kinds.end()) return &found->second;
  }
  return nullptr;
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

std::vector<std::pair<std::string_view, const TranslatedWording*>> LawLanguage::wordings(
    reason::PredicateId predicate) const {
  std::vector<std::pair<std::string_view, const TranslatedWording*>> found;
  for (const auto& [said, key] : {std::pair(SaidAs::is, ""), std::pair(SaidAs::opposite, "not"),
                                  std::pair(SaidAs::ask, "ask")}) {
    if (const TranslatedWording* wording = sentence(predicate, said))
      found.emplace_back(key, wording);
  }
  return found;
}

// ---- for those who compare ---------------------------------------------------------------------

namespace {

std::string with_review(const TranslatedWording& wording) {
  return wording.written +
         (wording.reviewed_by.empty() ? "" : " (reviewed by " + wording.reviewed_by + ")");
}

std::string with_key(const std::string& language, std::string_view key) {
  return key.empty() ? language : language + ' ' + std::string(key);
}

// "n: государство; genitive: государства"
std::string written(const LawLanguage& language, const NameForms& forms) {
  std::string out = forms.agreement ? language.agreement[*forms.agreement] + ": " : "";
  out += forms.by_case.front();
  for (size_t i = 1; i < forms.by_case.size(); ++i) {
    out += "; " + language.cases[i - 1] + ": " + forms.by_case[i];
  }
  return out;
}

void add_language(const LawLanguage& language, std::map<std::string, std::string>& out) {
  out["code"] = language.tag;
  out["direction"] = language.right_to_left ? "from right to left" : "from left to right";
  out["cases"] = text::join(language.cases, ", ");
  out["agreement"] = text::join(language.agreement, ", ");
  out["quotes"] = language.opening + "…" + language.closing;
  out["opposite"] = language.opposite;
}

void add_readings(const Law& law, const LawLanguage& language,
                  std::map<std::string, std::string>& out) {
  for (const auto& [reading, translated] : language.readings) {
    const std::string what = "reading " + law.readings[reading].name;
    out[what] = translated.name;
    if (!translated.question.empty()) out[what + ", asks"] = translated.question;
    for (const auto& [option, words] : translated.options) {
      out[what + ", " + law.readings[reading].options[option]] = words;
    }
  }
}

}  // namespace

std::map<std::string, std::string> translations_of(const Law& law, reason::PredicateId predicate) {
  std::map<std::string, std::string> out;
  // Its forms were declared right behind it.
  for (auto p = predicate; p < law.predicates.size() && law.predicates[p].base == predicate; ++p) {
    const Modality modality = law.predicates[p].modality;
    for (const LawLanguage& language : law.languages) {
      for (const auto& [key, wording] : language.wordings(p)) {
        const std::string_view form = modality == Modality::is ? key : name(modality);
        out[with_key(language.name, form)] = with_review(*wording);
      }
    }
  }
  return out;
}

std::map<std::string, std::string> translated_words(const Law& law, const LawLanguage& language) {
  std::map<std::string, std::string> out;
  add_language(language, out);
  for (const auto& [kind, forms] : language.kinds) {
    out["kind " + law.kinds[kind]] = written(language, forms);
  }
  std::set<std::string, std::less<>> parties;  // whose names are among the names, too
  for (const auto& [code, forms] : language.parties) {
    out["party " + code] = written(language, forms);
    parties.insert(law.parties.at(code));
  }
  for (const auto& [code, words] : language.groups) out["group " + code] = words;
  for (const LawName& each : law.names) {
    const auto own = each.translated.find(language.name);
    if (own != each.translated.end()) out["name " + each.name] = written(language, own->second);
  }
  for (const auto& [each, forms] : language.names) {
    if (!parties.contains(each)) out.emplace("name " + each, written(language, forms));
  }
  for (const auto& [grade, words] : language.grades) out["grade " + grade] = words;
  add_readings(law, language, out);
  for (const auto& [question, wording] : language.questions) {
    out["question " + question] = with_review(wording);
  }
  return out;
}

}  // namespace comity::language
