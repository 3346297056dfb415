// Any bytes: the line tree gives them back, every error lies inside the file and one at most on
// each line, and formatting what can be read keeps its meaning and is stable.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "language/format.h"
#include "language/outline.h"
#include "language/parser.h"

namespace comity::language {

namespace {

void expect(bool condition) {
  if (!condition) std::abort();
}

std::string items_of(const Document& document) {
  std::string out;
  for (const Section& section : document.sections) {
    for (const Item& item : section.items) out += outline(item);
  }
  return out;
}

void check_diagnostics(const SourceFile& source, const Diagnostics& diagnostics) {
  std::set<std::uint32_t> lines;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    expect(!diagnostic.code.empty() && !diagnostic.message.empty());
    expect(diagnostic.span.begin <= diagnostic.span.end);
    expect(diagnostic.span.end <= source.text().size());
    expect(lines.insert(source.position(diagnostic.span.begin).line).second);
  }
  expect(render(diagnostics).empty() == diagnostics.empty());
}

std::string format_source(const SourcePtr& source) {
  Diagnostics unused;
  return format(lay_out(source, unused));
}

void check_format(const SourcePtr& source, const Document& document) {
  const std::string formatted = format_source(source);
  const auto again = SourceFile::make("formatted.norm.md", formatted);
  expect(again.has_value());
  Diagnostics diagnostics;
  expect(items_of(parse(*again, diagnostics)) == items_of(document));
  expect(diagnostics.ok());
  expect(format_source(*again) == formatted);
}

}  // namespace

void check_text(std::string text) {
  const auto source = SourceFile::make("fuzz.norm.md", std::move(text));
  if (!source) return;
  Diagnostics diagnostics;
  expect(lay_out(*source, diagnostics).text() == (*source)->text());
  Diagnostics errors;
  const Document document = parse(*source, errors);
  check_diagnostics(**source, errors);
  if (errors.ok()) check_format(*source, document);
  (void)parse_sentence((*source)->text().substr(0, 200));
}

}  // namespace comity::language

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(data[i]));
  comity::language::check_text(std::move(text));
  return 0;
}
