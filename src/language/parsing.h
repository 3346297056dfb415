// Reading a text in a test.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "language/outline.h"
#include "language/parser.h"

namespace comity::language {

struct Parsed {
  Document document;
  Diagnostics diagnostics;

  // The outline of all items, without sections.
  std::string items() const {
    std::string out;
    for (const Section& section : document.sections) {
      for (const Item& item : section.items) out += outline(item);
    }
    return out;
  }
};

inline SourcePtr source_of(std::string text) {
  auto source = SourceFile::make("test.norm.md", std::move(text));
  REQUIRE(source);
  return *source;
}

inline Parsed parse_text(std::string text) {
  Parsed parsed;
  parsed.document = parse(source_of(std::move(text)), parsed.diagnostics);
  return parsed;
}

inline std::string in_block(const std::string& clauses) {
  return "```norm\n" + clauses + "\n```\n";
}

// The items of a block that has to be read without a complaint.
inline std::string items_of(const std::string& clauses) {
  const Parsed parsed = parse_text(in_block(clauses));
  CHECK_MESSAGE(parsed.diagnostics.empty(), render(parsed.diagnostics));
  return parsed.items();
}

}  // namespace comity::language
