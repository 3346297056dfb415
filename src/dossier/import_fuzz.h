// What every fuzz target of an importer expects. For fuzzing only.
#pragma once

#include <cstdint>
#include <string>

#include "dossier/fuzz.h"
#include "dossier/importers.h"

namespace comity::dossier {

// Any bytes: either every mistake has its place in the file, or as many records come out as went
// in, each a case or refused, and every value has its fate.
inline int fuzz_importer(size_t which, const char* table, const uint8_t* data, size_t size) {
  static const Mapping mapping = [&] {
    Diagnostics diagnostics;
    auto read = Mapping::read(SourceFile::make("table.csv", table).value(), diagnostics);
    expect(read.has_value());
    return std::move(*read);
  }();
  const auto file =
      SourceFile::make("input", std::string(reinterpret_cast<const char*>(data), size));
  if (!file) return 0;
  Diagnostics diagnostics;
  auto import = importers()[which].run(*file, mapping, diagnostics);
  expect(import.has_value() == diagnostics.ok());
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    expect(diagnostic.span.begin <= diagnostic.span.end);
    expect(diagnostic.span.end <= (*file)->text().size());
  }
  if (!import) return 0;
  expect(import->cases.size() + import->refused.size() == import->records);
  static const language::Law law = sound_law(
      "# Words\n\n- source: words to try cases on\n- weight: platform "
      "default\n\n```norm\nkinds Party, State is a Party, Body is a "
      "Party, Entity, Act (dated)\nscale evidence: alleged < probable\n"
      "sentence <Entity> carried out <Act>\n"
      "sentence <Act> reached <State>\n```\n");
  checked_cases(law, *import);
  expect(import->cases.size() + import->refused.size() == import->records);
  for (const ImportedCase& made : import->cases) {
    for (const ValueReport& value : made.values) {
      const bool listed = value.fate == Fate::kept || value.fate == Fate::unmapped;
      expect(value.reason.empty() != listed);
    }
  }
  expect(!summary(*import).empty());
  return 0;
}

}  // namespace comity::dossier
