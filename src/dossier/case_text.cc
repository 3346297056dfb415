// A case file in the language of the norms.
#include "dossier/case_builder.h"
#include "language/parser.h"

namespace comity::dossier {

namespace {

template <class T, class Visit>
void visit(const language::Document& document, Visit visit_one) {
  for (const language::Section& section : document.sections) {
    for (const language::Item& item : section.items) {
      if (const T* found = std::get_if<T>(&item)) visit_one(*found);
    }
  }
}

// Law belongs in the norms, where everybody sees it; a case that brings its own is refused.
template <class... Items>
void refuse(const language::Document& document, const CaseBuilder& builder) {
  const auto refuse_one = [&](const auto& item) {
    builder.error("law-in-case", "a case states facts; this belongs in a norm file", item.span);
  };
  (visit<Items>(document, refuse_one), ...);
}

}  // namespace

std::optional<Case> read_case(const language::Law& law, SourcePtr file, Diagnostics& diagnostics) {
  const language::Document document = language::parse(file, diagnostics);
  if (!diagnostics.ok()) return std::nullopt;
  CaseBuilder builder(law, std::move(file), diagnostics);
  visit<language::CaseHeader>(document, [&](const auto& item) { builder.header(item); });
  visit<language::Name>(document, [&](const auto& item) { builder.name(item); });
  visit<language::Exhibit>(document, [&](const auto& item) { builder.exhibit(item); });
  visit<language::Fact>(document, [&](const auto& item) { builder.fact(item); });
  refuse<language::Kind, language::Scale, language::SentenceDeclaration, language::Reading,
         language::Positions, language::Parties, language::Group, language::List, language::Rule,
         language::Never, language::NotEncoded, language::Question, language::Example>(document,
                                                                                       builder);
  std::string narrative;
  for (const language::Section& section : document.sections) narrative += section.prose;
  return builder.finish(std::move(narrative));
}

}  // namespace comity::dossier
