// A small law on when an act concerns a State, and examples of it. For tests only.
#pragma once

#include <string>

namespace comity::dossier::concern {

inline const std::string kSentences =
    "kinds State, Act\n"
    "sentence <Act> reached <State>\n  not: <Act> did not reach <State>\n"
    "sentence <Act> did harm\n  not: <Act> did no harm\n"
    "sentence <State> consented to <Act>\n"
    "sentence <Act> concerns <State>\n  layer: law\n";

inline const std::string kReached = "  given the act reached Aldoria\n";
inline const std::string kHarm = "  given the act did harm\n";
inline const std::string kNoHarm = "  given the act did no harm\n";
inline const std::string kConsent = "  given Aldoria consented to the act\n";

inline std::string titled(const std::string& name, const std::string& givens,
                          const std::string& expected) {
  return "example \"" + name + "\"\n  with Aldoria: State; the act: Act\n" + givens +
         "  expect the act concerns Aldoria: " + expected + "\n";
}

}  // namespace comity::dossier::concern
