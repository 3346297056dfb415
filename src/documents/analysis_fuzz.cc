// A sound analysis with some bytes of it overwritten, or any bytes at all: replaying it refuses it
// or finds it sound, and breaks nothing. Three bytes of input are one edit: where, and what.
#include <cstdint>
#include <string>

#include "documents/json.h"
#include "dossier/fuzz.h"

namespace comity::documents {
namespace {

constexpr const char* kNorms = R"(# Words

- source: words to try analyses on
- weight: platform default

```norm
kinds Party, State is a Party, Act (dated)
parties
  AAA: Aaland
sentence <Act> reached <State>
sentence <State> consented to <Act>
sentence <Act> wrongs <State>
  not: <Act> does not wrong <State>
  layer: law
reading reach: "Is mere reach enough?"
  enough
  not enough
positions on reach
  AAA: enough (2019)
rule R1: <Act> wrongs <State> (reading reach: enough)
  if <Act> reached <State>
rule R2 despite R1: <Act> does not wrong <State>
  if <State> consented to <Act>
question wrong: <Act> wrongs <State>
  asks: Does <Act> wrong <State>?
  raised when <Act> reached <State>
```
)";

constexpr const char* kCase = R"(```norm
case "A raid"
  opened: 2031-06-01
name Aldoria: State
name the raid: Act on 2031-03-01
fact F1: the raid reached Aldoria
  asserted by Aldoria
fact F2: Aldoria consented to the raid
  unknown
```
)";

struct Sound {
  language::Law law;
  std::optional<dossier::Assessment> assessment;
  std::string text;

  Sound() {
    law = dossier::sound_law(kNorms);
    Diagnostics diagnostics;
    auto the_case =
        dossier::read_case(law, SourceFile::make("case.norm.md", kCase).value(), diagnostics);
    dossier::expect(the_case.has_value());
    auto made = dossier::assess(law, std::move(*the_case), {});
    dossier::expect(made && !made->questions().empty());
    assessment.emplace(std::move(*made));
    text = to_json(*assessment);
    const auto replayed = replay(*assessment, text);
    dossier::expect(replayed && replayed->not_shown == 0);
  }
};

}  // namespace
}  // namespace comity::documents

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace comity::documents;
  static const Sound sound;
  std::string text(reinterpret_cast<const char*>(data), size);
  if (!text.starts_with('{')) {
    text = sound.text;
    for (size_t i = 0; i + 2 < size; i += 3) {
      const size_t place = size_t{data[i]} << 8 | data[i + 1];
      text[place % text.size()] = static_cast<char>(data[i + 2]);
    }
  }
  (void)replay(*sound.assessment, text);
  (void)options_in(sound.law, sound.assessment->the_case(), text);
  return 0;
}
