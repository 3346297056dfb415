#include "language/layout.h"

#include <random>

#include "language/parsing.h"

namespace comity::language {

namespace {

Layout lay_out_text(const std::string& text, Diagnostics& diagnostics) {
  return lay_out(source_of(text), diagnostics);
}

std::string kinds(const Layout& layout) {
  constexpr std::string_view kLetters = "phkfb/c";  // in the order of Line::Kind
  std::string out;
  for (const Line& line : layout.lines) out += kLetters[static_cast<std::size_t>(line.kind)];
  return out;
}

// A text of pieces that mean something to the layout, in any order.
std::string random_text(std::mt19937& random) {
  constexpr std::array<std::string_view, 30> kPieces{
      "```norm\n", "```\n", "````norm",  "~~~norm\n",  "```text\n",
      "\n",        "\n\n",  "# Title\n", "## Part ##", "- source: it\n",
      "- weight",  "  ",    "    ",      "\t",         "rule A1: <Act> is done",
      " (art 4",   ")",     "; ",        "if it is\n", "and any of:\n",
      "// why",    "\"",    "“",         "”",          "«",
      "<",         "é",     "名",        "\r",         "parties\n"};
  std::uniform_int_distribution<std::size_t> piece(0, kPieces.size() - 1);
  std::string text;
  for (std::size_t i = 0; i < 60; ++i) text += kPieces[piece(random)];
  return text;
}

}  // namespace

TEST_CASE("each line is of one kind") {
  Diagnostics diagnostics;
  const Layout layout = lay_out_text(
      "prose\n"
      "# Title\n"
      "\n"
      "- source: a\n"
      "  b\n"
      "- weight: c\n"
      "\n"
      "- no key\n"
      "```norm\n"
      "rule A\n"
      "\n"
      "  // why\n"
      "  if b  // because\n"
      "```\n"
      "```\n"
      "rule A\n"
      "```\n",
      diagnostics);
  CHECK(diagnostics.empty());
  CHECK(kinds(layout) == "phpkkkpkfcb/cfppp");
}

TEST_CASE("a clause has its words, its comment and its place in the tree") {
  Diagnostics diagnostics;
  const Layout layout = lay_out_text(
      "```norm\n"
      "rule A: x \"// no comment\" http://a  // why\n"
      "  if b\n"
      "  and any of:\n"
      "      c\n"
      "      d\n"
      "  unless e\n"
      "rule F: g\n"
      "```",
      diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(layout.sections.size() == 1);
  const Block& block = layout.sections[0].blocks.at(0);
  CHECK(block.clauses == std::vector<LineId>{1, 7});
  CHECK(block.close == 8);
  CHECK(layout.lines[1].children == std::vector<LineId>{2, 3, 6});
  CHECK(layout.lines[3].children == std::vector<LineId>{4, 5});
  CHECK(layout.lines[5].depth == 2);
  CHECK(layout.source->text(layout.lines[1].body) == "rule A: x \"// no comment\" http://a");
  CHECK(layout.source->text(layout.lines[1].comment) == "// why");
}

TEST_CASE("sections nest by their headings") {
  Diagnostics diagnostics;
  const Layout layout = lay_out_text("# A\n### B\n## C ##\n# D\n#no heading\n", diagnostics);
  REQUIRE(layout.sections.size() == 5);
  CHECK(layout.sections[2].parent == 1);
  CHECK(layout.sections[3].parent == 1);
  CHECK(layout.sections[4].parent == 0);
  CHECK(layout.source->text(layout.sections[3].title) == "C");
  CHECK(layout.sections[4].end == 5);
}

TEST_CASE("property: the tree gives the file back, and every byte lies in one line") {
  std::mt19937 random(20310302);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = random_text(random);
    const SourcePtr source = source_of(text);
    Diagnostics diagnostics;
    const Layout layout = lay_out(source, diagnostics);
    REQUIRE(layout.text() == source->text());
    std::uint32_t at = 0;
    for (const Line& line : layout.lines) {
      REQUIRE(line.span.begin == at);
      REQUIRE(line.span.end > at);
      at = line.span.end;
      if (line.kind != Line::Kind::clause) continue;
      REQUIRE(line.span.begin <= line.body.begin);
      REQUIRE(line.body.end <= line.span.end);
    }
    REQUIRE(at == source->text().size());
  }
}

TEST_CASE("property: sections tile the lines, and each clause has one place in the tree") {
  std::mt19937 random(20310303);
  for (int i = 0; i < 3000; ++i) {
    Diagnostics diagnostics;
    const Layout layout = lay_out_text(random_text(random), diagnostics);
    LineId next = 0;
    std::vector<unsigned> seen(layout.lines.size());
    for (const SectionLayout& section : layout.sections) {
      REQUIRE(section.begin == next);
      next = section.end;
      for (const Block& block : section.blocks) {
        for (const LineId id : block.clauses) ++seen[id];
      }
    }
    REQUIRE(next == layout.lines.size());
    for (const Line& line : layout.lines) {
      for (const LineId id : line.children) ++seen[id];
    }
    for (std::size_t id = 0; id < seen.size(); ++id) {
      const Line& line = layout.lines[id];
      const bool too_deep = line.depth >= Limits::kDepth;
      if (!too_deep) REQUIRE(seen[id] == (line.kind == Line::Kind::clause ? 1 : 0));
    }
  }
}

TEST_CASE("property: reading any text ends, and reports a place inside it") {
  std::mt19937 random(20310304);
  for (int i = 0; i < 3000; ++i) {
    const SourcePtr source = source_of(random_text(random));
    Diagnostics diagnostics;
    const Document document = parse(source, diagnostics);
    CHECK(document.sections.size() >= 1);
    std::uint32_t last_line = 0;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      REQUIRE(diagnostic.span.begin <= diagnostic.span.end);
      REQUIRE(diagnostic.span.end <= source->text().size());
      const std::uint32_t line = source->position(diagnostic.span.begin).line;
      INFO(source->text());
      CHECK_MESSAGE(line > last_line, render(diagnostics));  // one for each line
      last_line = line;
    }
  }
}

}  // namespace comity::language
