#include "dossier/case.h"
#include "language/binder.h"
#include "language/parser.h"

namespace comity::dossier {

Result<std::pair<reason::GroundSentence, bool>> bind_sentence(const language::Law& law,
                                                              const Case& the_case,
                                                              const std::string& typed) {
  COMITY_TRY(const language::Sentence sentence, language::parse_sentence(typed));
  COMITY_TRY(SourcePtr source, SourceFile::make("command line", typed));
  Diagnostics diagnostics;
  language::Names names(law.names);
  for (const language::LawName& name : the_case.names) names.add(name);
  const auto pattern =
      language::Binder(law, names, std::move(source), diagnostics).sentence(sentence, nullptr);
  if (!pattern) return fail(Errc::invalid_input, render(diagnostics));
  reason::GroundSentence ground{.predicate = pattern->predicate};
  for (const reason::Term& term : pattern->arguments) ground.arguments.push_back(term.index);
  return std::pair(ground, pattern->negated);
}

}  // namespace comity::dossier
