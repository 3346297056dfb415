// Any bytes: either every mistake has its place in the file, or the case is written and read again
// as the same file, and its account can be searched for words.
#include <cstdint>
#include <string>

#include "dossier/case.h"
#include "dossier/fuzz.h"
#include "dossier/words_used.h"

namespace comity::dossier {
namespace {

constexpr const char* kNorms = R"(# Words

- source: words to try cases on
- weight: platform default

```norm
kinds Party, State is a Party, Entity, Act (dated)
scale evidence: alleged < probable < certain
sentence <Entity> carried out <Act>
sentence <Act> reached <State>, by <Entity>
sentence <State> consented to <Act>
  not: <State> did not consent to <Act>
sentence the account of <Act> calls it a test
list words in accounts
  test, trial run: the account of <Act> calls it a test
list words that deny
  no, not
```
)";

std::optional<Case> read(const language::Law& law, const SourcePtr& file) {
  Diagnostics diagnostics;
  auto the_case = read_case_json(law, file, diagnostics);
  expect_places(diagnostics, file, the_case.has_value());
  return the_case;
}

}  // namespace
}  // namespace comity::dossier

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace comity;
  static const language::Law law = dossier::sound_law(dossier::kNorms);
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = SourceFile::make("case.json", std::move(text));
  if (!file) return 0;
  const auto the_case = dossier::read(law, *file);
  if (!the_case) return 0;
  const std::string written = dossier::to_case_json(law, *the_case);
  const auto again = dossier::read(law, SourceFile::make("case.json", written).value());
  dossier::expect(again.has_value());
  dossier::expect(dossier::to_case_json(law, *again) == written);
  for (const dossier::WordUsed& used : dossier::words_used(law, *the_case)) {
    dossier::expect(!used.passage.empty());
  }
  return 0;
}
