#include "dossier/standards.h"

#include <algorithm>

#include "dossier/finding.h"

namespace comity::dossier {

namespace {

// The program with every standard that its text sets moved by one grade, within the scale.
reason::Program shifted(const language::Law& law, int step) {
  reason::Program program = law.program;
  for (uint32_t r = 0; r < program.rules.size(); ++r) {
    const auto& texts = law.compiled[r].premises;
    for (size_t p = 0; p < texts.size(); ++p) {
      if (!texts[p].standard) continue;
      const int moved = std::clamp(*texts[p].standard + step, 0, program.grades - 1);
      program.rules[r].premises[p].standard = static_cast<reason::Grade>(moved);
    }
  }
  return program;
}

const std::vector<reason::GroundSentence>& assumed_for(const Assessment& assessment,
                                                       const QuestionResult& question,
                                                       Assumed assumed) {
  const auto& alleged = assessment.alleged();
  const bool itself = std::find(alleged.begin(), alleged.end(), question.sentence) != alleged.end();
  return assumed == Assumed::whatever_is_alleged && !itself ? alleged : question.attributions;
}

Result<std::vector<Answer>> answers(const Assessment& assessment, int step, Assumed assumed) {
  const language::Law& law = assessment.law();
  const Case& the_case = assessment.the_case();
  std::vector<reason::GroundSentence> roots;
  for (const QuestionResult& question : assessment.questions()) roots.push_back(question.sentence);
  const reason::Program program = shifted(law, step);
  COMITY_TRY(
      const reason::Grounding grounding,
      reason::ground(program, domain_of(law, the_case, assessment.options().dates()),
                     facts_of(law, assessment.standings(), the_case), roots, assessment.alleged()));
  std::vector<Answer> all;
  for (const QuestionResult& question : assessment.questions()) {
    const reason::Inquiry inquiry(grounding.residual, *grounding.literal(question.sentence, false),
                                  kSearch);
    all.push_back(find(grounding, inquiry,
                       base_restriction(grounding, assumed_for(assessment, question, assumed)))
                      .answer);
  }
  return all;
}

}  // namespace

Result<std::vector<StandardShift>> standard_shifts(const Assessment& assessment, Assumed assumed) {
  COMITY_TRY(const std::vector<Answer> lower, answers(assessment, -1, assumed));
  COMITY_TRY(const std::vector<Answer> higher, answers(assessment, +1, assumed));
  std::vector<StandardShift> shifts(assessment.questions().size());
  for (size_t q = 0; q < shifts.size(); ++q) {
    const Answer now = assessment.questions()[q].finding().answer;
    if (lower[q] != now) shifts[q].lower = lower[q];
    if (higher[q] != now) shifts[q].higher = higher[q];
  }
  return shifts;
}

}  // namespace comity::dossier
