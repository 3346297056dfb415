// Binds what is written in other languages to the law: which sentence a translation says, which of
// its holes in which case, and whether a name has the forms that its language asks for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

// The forms of a name as it was declared, by language. Whatever is wrong is in the diagnostics.
std::map<std::string, NameForms> bind_forms(const Law& law, const Name& name, const SourcePtr& file,
                                            Diagnostics& diagnostics);

class TranslationBinder {
 public:
  TranslationBinder(Law& law, Diagnostics& diagnostics) : law_(law), diagnostics_(diagnostics) {}

  // Before names are declared: which languages there are.
  void declare_languages();
  // Once everything has been declared that can be translated.
  void bind();

 private:
  struct Form;  // one translated line, and where it stands

  template <class T, class Visit>
  void each(Visit visit) const;

  LawLanguage* language(const Text& name, const SourcePtr& file);
  void bind_entry(const Translation& entry, const Form& at);
  void bind_kind(const Translation& entry, const Form& at);
  void bind_party(const Translation& entry, const Form& at);
  void bind_group(const Translation& entry, const Form& at);
  void bind_name(const Translation& entry, const Form& at);
  void bind_grade(const Translation& entry, const Form& at);
  void bind_reading(const Translation& entry, const Form& at);
  void bind_sentence(const Translation& entry, const Form& at);
  void bind_question(const Translation& entry, const Form& at);
  void bind_inline(const SentenceDeclaration& sentence, const SourcePtr& file);
  void bind_form(reason::PredicateId base, const TranslatedForm& form, const Form& at);

  std::optional<reason::PredicateId> predicate_of(reason::PredicateId base,
                                                  std::string_view form) const;
  const std::vector<std::string>& all_sentences();
  std::optional<NameForms> forms(const Translation& entry, const Form& at, bool may_lack_agreement);
  std::optional<TranslatedWording> wording(const TranslatedForm& form,
                                           const std::vector<std::string>& holes, bool all_holes,
                                           const Form& at);
  bool bind_hole(const TranslatedToken& token, const std::vector<std::string>& holes,
                 std::vector<bool>& used, bool all_holes, TranslatedPart& part, const Form& at);
  bool bind_agreeing(const TranslatedToken& token, std::string_view hole, TranslatedPart& part,
                     const Form& at);
  void repeated(const std::string& what, Span span, const Form& at);
  void unknown(std::string code, const std::string& what, const Text& word,
               const std::vector<std::string>& known, const Form& at);
  void error(std::string code, std::string message, Span span, const Form& at,
             std::string help = {});

  Law& law_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, reason::PredicateId> by_words_;
  std::vector<std::string> words_;
};

}  // namespace comity::language
