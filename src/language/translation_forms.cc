#include "language/translation_forms.h"

#include <algorithm>

#include "base/text.h"
#include "language/checker.h"
#include "language/translation_binder.h"

namespace comity::language {

namespace {

Diagnostic wrong(std::string code, std::string message, Span span, const SourcePtr& file,
                 std::string help) {
  return {.severity = Severity::error,
          .code = std::move(code),
          .message = std::move(message),
          .source = file,
          .span = span,
          .help = std::move(help)};
}

std::optional<size_t> place_of(const std::vector<std::string>& known, const std::string& word) {
  const auto found = std::find(known.begin(), known.end(), word);
  if (found == known.end()) return std::nullopt;
  return static_cast<size_t>(found - known.begin());
}

}  // namespace

Diagnostic unknown_language(const Text& name, const std::vector<std::string>& known,
                            const SourcePtr& file) {
  const auto near = text::nearest(name.text, known);
  return wrong("unknown-language", "no language is called `" + name.text + "`", name.span, file,
               near            ? "nearest: `" + *near + "`"
               : known.empty() ? "declare it on a line like `language Russian (ru)`"
                               : "one of " + quoted_list(known));
}

std::optional<size_t> case_named(const LawLanguage& language, const Text& name,
                                 const SourcePtr& file, Diagnostics& diagnostics) {
  if (const auto place = place_of(language.cases, name.text)) return *place + 1;
  diagnostics.add(wrong("unknown-case", language.name + " has no case `" + name.text + "`",
                        name.span, file,
                        language.cases.empty() ? "a name has one form in " + language.name
                                               : "one of " + quoted_list(language.cases)));
  return std::nullopt;
}

std::optional<size_t> agreement_named(const LawLanguage& language, const Text& name,
                                      const SourcePtr& file, Diagnostics& diagnostics) {
  if (const auto place = place_of(language.agreement, name.text)) return place;
  diagnostics.add(wrong(
      "unknown-agreement",
      "`" + name.text + "` is nothing that words agree with in " + language.name, name.span, file,
      language.agreement.empty() ? "words do not change with a name in " + language.name
                                 : "one of " + quoted_list(language.agreement)));
  return std::nullopt;
}

std::optional<NameForms> forms_in(const LawLanguage& language, const WrittenForms& written,
                                  bool may_lack_agreement, const SourcePtr& file,
                                  Diagnostics& diagnostics) {
  NameForms forms;
  if (written.agreement) {
    forms.agreement = agreement_named(language, *written.agreement, file, diagnostics);
    if (!forms.agreement) return std::nullopt;
  } else if (!may_lack_agreement && !language.agreement.empty()) {
    diagnostics.add(wrong(
        "missing-agreement", "`" + written.plain.text + "` needs its gender in " + language.name,
        written.plain.span, file, "put it before the colon: " + quoted_list(language.agreement)));
    return std::nullopt;
  }
  const std::string given = written.invariable ? written.plain.text : "";
  forms.by_case.assign(language.cases.size() + 1, given);
  forms.by_case[0] = written.plain.text;
  for (const auto& [in_case, form] : written.cases) {
    const auto place = case_named(language, in_case, file, diagnostics);
    if (!place) return std::nullopt;
    forms.by_case[*place] = form.text;
  }
  const auto lacking = std::find(forms.by_case.begin(), forms.by_case.end(), "");
  if (lacking == forms.by_case.end()) return forms;
  const auto place = static_cast<size_t>(lacking - forms.by_case.begin()) - 1;
  diagnostics.add(wrong(
      "missing-case", "`" + written.plain.text + "` lacks its " + language.cases[place],
      written.plain.span, file,
      "add `" + language.cases[place] + ": …`, or say `invariable` where all forms are alike"));
  return std::nullopt;
}

std::map<std::string, NameForms> bind_forms(const Law& law, const Name& name, const SourcePtr& file,
                                            Diagnostics& diagnostics) {
  std::map<std::string, NameForms> out;
  for (const auto& [language, written] : name.translated) {
    const LawLanguage* found = find_language(law, language.text);
    if (found == nullptr) {
      std::vector<std::string> known;
      for (const LawLanguage& each : law.languages) known.push_back(each.name);
      diagnostics.add(unknown_language(language, known, file));
      continue;
    }
    auto forms = forms_in(*found, written, false, file, diagnostics);
    if (forms) out.emplace(found->name, std::move(*forms));
  }
  return out;
}

}  // namespace comity::language
