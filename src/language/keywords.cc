#include "language/keywords.h"

#include <span>

#include "language/scan.h"

namespace comity::language {

std::string_view keyword_of(std::string_view clause) {
  constexpr std::array<std::span<const std::string_view>, 12> kAll{
      kItems,           kRuleClauses, kNeverClauses,  kQuestionClauses,
      kExampleClauses,  kCaseClauses, kFactClauses,   kActClauses,
      kSentenceClauses, kDutyClauses, kStatusClauses, kLanguageClauses};
  for (const auto& words : kAll) {
    for (const std::string_view word : words) {
      if (keyword_size(clause, word) > 0) return word;
    }
  }
  return {};
}

}  // namespace comity::language
