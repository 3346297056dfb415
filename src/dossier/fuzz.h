// What the fuzz targets of cases, working files and analyses share. For fuzzing only.
#pragma once

#include <cstdlib>

#include "base/diagnostic.h"
#include "language/load.h"

namespace comity::dossier {

inline void expect(bool condition) {
  if (!condition) std::abort();
}

// The law of one page, which has no mistake.
inline language::Law sound_law(const char* text) {
  Diagnostics diagnostics;
  language::Law law =
      language::load({SourceFile::make("words.norm.md", text).value()}, diagnostics);
  expect(diagnostics.empty());
  return law;
}

// Something was read if and only if there is no error, and each mistake has its place in the file.
inline void expect_places(const Diagnostics& diagnostics, const SourcePtr& file, bool read) {
  expect(read == diagnostics.ok());
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    expect(!diagnostic.message.empty() && diagnostic.source == file);
    expect(diagnostic.span.begin <= diagnostic.span.end);
    expect(diagnostic.span.end <= file->text().size());
  }
}

}  // namespace comity::dossier
