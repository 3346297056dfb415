// The forms of one name in a language, held against the cases and genders that the language has.
// Inside the room only.
#pragma once

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

Diagnostic unknown_language(const Text& name, const std::vector<std::string>& known,
                            const SourcePtr& file);

// Index into NameForms::by_case.
std::optional<size_t> case_named(const LawLanguage& language, const Text& name,
                                 const SourcePtr& file, Diagnostics& diagnostics);
// Index into LawLanguage::agreement.
std::optional<size_t> agreement_named(const LawLanguage& language, const Text& name,
                                      const SourcePtr& file, Diagnostics& diagnostics);

// A kind may lack a gender; a name may not, where its language has any.
std::optional<NameForms> forms_in(const LawLanguage& language, const WrittenForms& written,
                                  bool may_lack_agreement, const SourcePtr& file,
                                  Diagnostics& diagnostics);

}  // namespace comity::language
