#include "language/format.h"

#include <random>

#include "language/parsing.h"

namespace comity::language {

namespace {

std::string format_text(const std::string& text) {
  Diagnostics diagnostics;
  return format(lay_out(source_of(text), diagnostics));
}

// Spaces, sometimes many, where one is enough.
std::string some_spaces(std::mt19937& random) {
  std::string spaces(std::uniform_int_distribution<std::size_t>(1, 4)(random), ' ');
  if (random() % 8 == 0) spaces += '\t';
  return spaces;
}

// `text` with other white space between its words and at its edges; what is quoted stays.
std::string scatter(std::string_view text, std::mt19937& random) {
  std::string out;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == ' ' && !quoted) {
      out += some_spaces(random);
    } else {
      out += c;
    }
  }
  if (random() % 3 == 0) out += some_spaces(random);
  return out;
}

// A block that says what `lines` say (two spaces a level), indented and spaced at random.
std::string scatter_block(const std::vector<std::string>& lines, std::mt19937& random) {
  std::string out;
  std::vector<std::size_t> indents{0};
  for (const std::string& line : lines) {
    const std::size_t depth = line.find_first_not_of(' ') / 2;
    if (indents.size() > depth + 1) indents.resize(depth + 1);
    if (indents.size() == depth) indents.push_back(indents.back() + 1 + random() % 5);
    if (random() % 6 == 0) out += "\n \n";
    if (random() % 9 == 0) out += std::string(random() % 9, ' ') + "//  why \n";
    out += std::string(indents[depth], ' ') + scatter(line.substr(2 * depth), random);
    out += random() % 5 == 0 ? " // a  comment \n" : "\n";
  }
  return out;
}

const std::vector<std::string> kClauses{
    "kinds State is a Party, Act (dated)",
    "scale evidence: alleged < probable",
    "name Aldoria, Brenland: State; the port operation: Act on 2031-03-01",
    "sentence <State> consented to <Act>",
    "  ask: Did <State> (or its organ) consent to <Act>?",
    "  closed",
    "reading sovereignty: \"Is  it a rule  (of its own)?\"",
    "  a rule",
    "  case by case, not encoded",
    "positions on sovereignty",
    "  FRA: a rule (2019; source \"https://example.org/a  b\")",
    "  CIV: left open (2020)",
    "parties",
    "  CIV: Côte d’Ivoire (the)",
    "rule A8: <Act> is attributable to <State> (art 8; weight custom)",
    "  if <Entity> carried out <Act> (burden on the claimant)",
    "  and any of: (para 3)",
    "    <State> instructed <Entity> to carry out <Act> (art 8(1)(a); burden on <State>)",
    "    all of:",
    "      <State> led <Entity>",
    "  unless <Act> is excused",
    "never conclude <Act> is done",
    "  from it holds",
    "  because ICJ 1986 (para 115): it is no adoption",
    "case \"Harbour  outage\"",
    "  opened: 2031-03-02",
    "fact F1: the port operation caused loss",
    "  asserted by Aldoria (2031-03-02; exhibit E1)",
};

}  // namespace

TEST_CASE("clauses are laid out in one way, and prose is left alone") {
  CHECK(format_text("#   Title\n"
                    "\n\n"
                    "Some   prose. \n"
                    "```norm\n"
                    "\n"
                    "rule A8:   <Act> is   attributable   (  art 8;reading control:  strict )\n"
                    "      if <Entity> carried out <Act>(burden on <State>)   // why\n"
                    "      and any of:\n"
                    "            // two ways\n"
                    "         <State> instructed \"the   group\"\n"
                    "\n\n\n"
                    "reading x: \"Is  it?\"\n"
                    "    a rule\n"
                    "\n"
                    "```\n"
                    "More   prose.") ==
        "#   Title\n"
        "\n\n"
        "Some   prose. \n"
        "```norm\n"
        "rule A8: <Act> is attributable   (art 8; reading control: strict)\n"
        "  if <Entity> carried out <Act>  (burden on <State>)  // why\n"
        "  and any of:\n"
        "    // two ways\n"
        "    <State> instructed \"the   group\"\n"
        "\n"
        "reading x: \"Is  it?\"\n"
        "  a rule\n"
        "```\n"
        "More   prose.");
}

TEST_CASE("what is only printed keeps its brackets where they are") {
  const std::string text =
      "```norm\nkinds Act (dated), Longer\nsentence a\n  ask: Is it (so)?\nrule R: it holds  (art "
      "1)\n```\n";
  CHECK(format_text(text) == text);
}

TEST_CASE("a long line does not push the notes of the others away") {
  const std::string longer(80, 'x');
  const std::string text =
      "```norm\nrule A: " + longer + "  (art 1)\nrule B: it holds  (art 2)\n```\n";
  CHECK(format_text(text) == text);
}

TEST_CASE("a block that cannot be read stays as it is") {
  const std::string broken = "```norm\nrule   A:  \"x\nrule  B: y\n```\n";
  CHECK(format_text(broken) == broken);
  const std::string open = "```norm\nrule   A:  x\n";
  CHECK(format_text(open) == open);
}

TEST_CASE("property: formatting keeps the meaning, and twice is once") {
  std::mt19937 random(20310305);
  const std::string meaning = items_of([] {
    std::string all;
    for (const std::string& line : kClauses) all += line + "\n";
    return all;
  }());
  for (int i = 0; i < 500; ++i) {
    const std::string text =
        "Prose.\n```norm\n" + scatter_block(kClauses, random) + "```\nProse.\n";
    const Parsed before = parse_text(text);
    REQUIRE_MESSAGE(before.diagnostics.empty(), text);
    const std::string formatted = format_text(text);
    const Parsed after = parse_text(formatted);
    REQUIRE_MESSAGE(after.diagnostics.empty(), formatted);
    REQUIRE(before.items() == meaning);
    REQUIRE(after.items() == meaning);
    REQUIRE(format_text(formatted) == formatted);
  }
}

}  // namespace comity::language
