// Any bytes as an attribution file and as judgements of options: either every mistake has its place
// in the file, or the casework is whole and can be examined.
#include <cstdint>
#include <string>

#include "dossier/attribution.h"
#include "dossier/fuzz.h"
#include "dossier/option_sheet.h"

namespace comity::dossier {
namespace {

constexpr const char* kNorms = R"(# Words

- source: words to try casework on
- weight: platform default

```norm
kinds Party, State is a Party, Act (dated)
scale evidence: alleged < certain
sentence <State> answered <Act>
  may: <State> may answer <Act>
  layer: response
question answer: <State> may answer <Act>
  asks: May <State> answer <Act>?
  raised when <State> answered <Act>
  answers for <State>
list standards of proof
  clear and convincing
list graded evidence
  sufficient evidence
list figures of the casework
  hypotheses at least: 3
  analyses of a pivotal exhibit: 2
  days for a reply: 10
  per cent of the votes to exceed: 50
list results of an analysis
  confirms
  cannot say
list hypotheses always present
  false flag or proxy
  insufficient evidence
list words of likelihood
  unlikely, improbable: 20 to 45
  likely, probable: 55 to 80
list other forms of the words of likelihood
  probably: probable
list words of confidence
  moderate confidence
list words that speak of chance
  certain
list words that name no band
  possibly
list words of the legal layer
  responsible
list reliability of a source
  A: reliable
  F: cannot be judged
list credibility of information
  1: confirmed
  6: cannot be judged
list weight of reliability
  A: 5
  F: 3
list weight of credibility
  1: 5
  6: 3
list cells of the matrix
  CC: 0
  C: 0
  N: 0
  I: 1
  II: 2
list columns of the option sheet
  necessity: degrees of necessity
  off-ramp: degrees of off-ramp
list degrees of necessity
  useful
  needed
list degrees of off-ramp
  none offered
  offered
```
)";

}  // namespace
}  // namespace comity::dossier

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace comity;
  static const language::Law law = dossier::sound_law(dossier::kNorms);
  static const auto columns = dossier::option_columns(law).value();
  const auto file =
      SourceFile::make("casework.md", std::string(reinterpret_cast<const char*>(data), size));
  if (!file) return 0;
  Diagnostics of_casework, of_options;
  const auto casework = dossier::read_attribution(law, *file, of_casework);
  dossier::expect_places(of_casework, *file, casework.has_value());
  if (casework) {
    const auto result = dossier::examine(law, *casework);
    dossier::expect(result.matrices.size() == casework->matrices.size());
  }
  const auto options = dossier::read_options(law, columns, *file, of_options);
  dossier::expect_places(of_options, *file, options.has_value());
  return 0;
}
