// Laws and cases for tests, written inline. For tests only.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "dossier/assess.h"
#include "language/load.h"

namespace comity::dossier {

inline SourcePtr source_of(std::string name, std::string text) {
  auto source = SourceFile::make(std::move(name), std::move(text));
  REQUIRE(source);
  return *source;
}

// A law of one section with a source and a weight.
inline language::Law law_of(const std::string& clauses, const std::string& weight = "custom") {
  Diagnostics diagnostics;
  language::Law law =
      language::load({source_of("test.norm.md",
                                "# A test collection\n\n- source: an instrument of the tests\n"
                                "- weight: " +
                                    weight + "\n\n```norm\n" + clauses + "\n```\n")},
                     diagnostics);
  REQUIRE_MESSAGE(diagnostics.ok(), render(diagnostics));
  return law;
}

inline Case case_from(const language::Law& law, const std::string& clauses) {
  Diagnostics diagnostics;
  auto read =
      read_case(law, source_of("case.norm.md", "```norm\ncase \"A test\"\n" + clauses + "\n```\n"),
                diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The norms of the project, read anew from the files in the order of the folder or the opposite.
inline language::Law read_project_law(bool backwards) {
  std::vector<SourcePtr> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("norms")) {
    if (!entry.path().string().ends_with(".norm.md")) continue;
    files.push_back(source_of(entry.path().generic_string(), read_file(entry.path())));
  }
  REQUIRE(!files.empty());
  if (backwards) std::reverse(files.begin(), files.end());
  Diagnostics diagnostics;
  language::Law law = language::load(std::move(files), diagnostics);
  REQUIRE_MESSAGE(diagnostics.ok(), render(diagnostics));
  return law;
}

// The same, read once for a whole test program: under a sanitizer one reading takes seconds.
inline const language::Law& project_law(bool backwards = false) {
  static const language::Law forwards = read_project_law(false);
  if (!backwards) return forwards;
  static const language::Law opposite = read_project_law(true);
  return opposite;
}

inline std::vector<std::filesystem::path> project_cases() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("examples")) {
    if (entry.path().filename() == "case.norm.md") paths.push_back(entry.path());
  }
  REQUIRE(!paths.empty());
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline Case project_case(const language::Law& law, const std::filesystem::path& path) {
  Diagnostics diagnostics;
  auto read = read_case(law, source_of(path.generic_string(), read_file(path)), diagnostics);
  REQUIRE_MESSAGE(read.has_value(), render(diagnostics));
  return std::move(*read);
}

}  // namespace comity::dossier
