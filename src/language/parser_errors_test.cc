// Each mistake has one diagnostic with its code, at its place, and nothing else is lost.
#include "language/layout.h"
#include "language/parsing.h"

namespace comity::language {

namespace {

struct Mistake {
  std::string_view clauses;
  std::string_view code;
  std::string_view says;  // a piece of the message or of the advice
};

constexpr Mistake kMistakes[] = {
    {"ruel A1: it holds", "unknown-item", "nearest: `rule`"},
    {"Rule A1: it holds", "unknown-item", "nearest: `rule`"},
    {"<Act> is done", "unknown-item", "no word that the language knows"},
    {"if <Act> is done\nand it is done", "clause-out-of-place", "left edge"},
    {"rule: it holds", "missing-id", "the rule's id is missing"},
    {"rule A1 it holds", "missing-colon", "a colon is missing after the rule's id"},
    {"rule A1 strickt: it holds", "unexpected-text", "nearest: `strict`"},
    {"rule A1 despite: it holds", "missing-id", "another rule"},
    {"rule A1:", "empty-sentence", "a sentence is missing"},
    {"rule A1: <Act is done", "unclosed-hole", "never closed"},
    {"rule A1: <Act is done by <State>", "unclosed-hole", "never closed"},
    {"rule A1: <> is done", "empty-hole", "names no kind"},
    {"rule A1: < > is done", "stray-bracket", "`<`"},
    {"rule A1: it holds > that", "stray-bracket", "`>`"},
    {"rule A1: it holds) so", "stray-bracket", "`)`"},
    {"rule A1: it holds (art 4", "unclosed-bracket", "never closed"},
    {"rule A1: it holds (art 4(a)", "unclosed-bracket", "never closed"},
    {"rule A1: it holds (art \"a)", "unclosed-quote", "never closed"},
    {"fact F1: it is done\n  asserted by Aldoria (art 4)", "note-out-of-place", "on an account"},
    {"rule A1: it holds (art 4) so", "text-after-note", "nothing can follow"},
    {"rule A1: it holds (art 4) (art 5)", "text-after-note", "one bracket"},
    {"rule A1: it holds ()", "empty-note", "a note is missing"},
    {"rule A1: it holds (art 4;)", "empty-note", "a note is missing"},
    {"rule A1: it holds (wieght custom)", "unknown-note", "nearest: `weight`"},
    {"rule A1: it holds (in force form 2030-01-01)", "unknown-note", "nearest: `in force from`"},
    {"rule A1: it holds (whatever)", "unknown-note", "a citation names a paragraph"},
    {"rule A1: it holds (burden on <State>)", "note-out-of-place", "on a rule's first line"},
    {"rule A1: it holds (2031-03-02)", "note-out-of-place", "a date"},
    {"rule A1: it holds (in force from 2031-02-30)", "bad-date", "there is no day `2031-02-30`"},
    {"rule A1: it holds (in force from May)", "bad-date", "`May` is not a date"},
    {"rule A1: it holds (weight)", "missing-value", "`weight` says nothing"},
    {"rule A1: it holds (reading sovereignty)", "missing-colon", "the name of the reading"},
    {"rule A1: it holds (reading sovereignty: a,)", "missing-value", "an option"},
    {"rule A1: it\u00A0holds", "invisible-character", "ordinary space"},
    {"rule A1: it \u202Eholds", "invisible-character", "cannot be seen"},
    {"rule A1: it holds\n  and it is done", "clause-out-of-place", "`and` has no `if`"},
    {"rule A1: it holds\n  or it is done", "clause-out-of-place", "any of:"},
    {"rule A1: it holds\n  fi it is done\n  and it is so", "unknown-clause", "nearest: `if`"},
    {"rule A1: it holds\n  if it is done\n  if it is so", "clause-out-of-place", "one `if` line"},
    {"rule A1: it holds\n  unless it is done\n  if it is so", "clause-out-of-place",
     "before `unless`"},
    {"rule A1: it holds\n  unless it is done\n  and it is so", "clause-out-of-place",
     "follow `unless`"},
    {"rule A1: it holds\n  expect it is done: established", "clause-out-of-place", "`expect`"},
    {"rule A1: it holds\n  if", "empty-sentence", "a sentence is missing"},
    {"rule A1: it holds\n  if any off: it is done; it is so", "unexpected-punctuation",
     "nearest: `any of:`"},
    {"rule A1: it holds\n  if it is done; it is so", "unexpected-punctuation", "`;` parts"},
    {"rule A1: it holds\n  if any of:", "missing-clause", "a list of premises"},
    {"rule A1: it holds\n  if any of:\n    or it is done\n    it is so", "clause-out-of-place",
     "`or` does not belong in a list"},
    {"rule A1: it holds\n  if any of: it is done;", "empty-sentence", "a sentence is missing"},
    {"rule A1: it holds\n  if it is done\n    it is so", "clause-out-of-place",
     "nothing belongs under `if`"},
    {"rule A1: it holds\n  if <State> is the same as", "empty-sentence", "one side"},
    {"rule A1: it holds\n  if it is done (burdn on <State>)", "unknown-note",
     "nearest: `burden on`"},
    {"rule A1: it holds\n  if it is done (grade probable)", "note-out-of-place", "on a premise"},
    {"rule A1: it holds\n    if it is done\n  and it is so", "indentation-mismatch",
     "left of the one"},
    {"rule A1: it holds\n\tif it is done\n\tand it is so", "tab-indentation", "two spaces"},
    {"kinds", "missing-id", "the name of a kind"},
    {"kinds State Party", "unexpected-text", "parted by commas"},
    {"kinds State (dtaed)", "unknown-note", "`dated`"},
    {"kinds State is a", "missing-id", "the name of a kind"},
    {"scale evidence alleged < probable", "missing-colon", "the scale's name"},
    {"scale evidence: alleged < < probable", "missing-value", "a grade"},
    {"name Aldoria", "missing-colon", "the name"},
    {"name Aldoria, : State", "missing-value", "a name is missing"},
    {"name Aldoria:", "missing-id", "the kind"},
    {"name the port operation: Act on 2031-02-29", "bad-date", "there is no day"},
    {"name the port operation: Act at 2031-02-28", "unexpected-text", "`at 2031-02-28`"},
    {"sentence", "empty-sentence", "a sentence is missing"},
    {"sentence <State> agreed (art 4)", "note-out-of-place", "takes no notes"},
    {"sentence <State> agreed\n  nto: <State> did not agree", "unknown-clause", "nearest: `not:`"},
    {"sentence <State> agreed\n  propogating", "unknown-clause", "nearest: `propagating`"},
    {"sentence <State> agreed\n  layer:", "missing-value", "layer is missing"},
    {"sentence <State> agreed\n  not: a\n  not: b", "duplicate-key", "`not`"},
    {"sentence <State> agreed\n  if it is so", "clause-out-of-place", "`if` does not belong"},
    {"reading sovereignty \"Is it?\"\n  a\n  b", "missing-colon", "the reading's name"},
    {"reading sovereignty: Is it?\n  a\n  b", "missing-quotes", "the question of a reading"},
    {"reading sovereignty: \"Is it?\n  a\n  b", "unclosed-quote", "never closed"},
    {"reading sovereignty: \"Is it?\"\n  a", "missing-clause", "a second option"},
    {"reading sovereignty: \"Is it?\"\n  a\n  a", "duplicate-key", "`a`"},
    {"reading sovereignty: \"Is it?\"\n  a\n  b\n  left open", "reserved-words", "left open"},
    {"reading sovereignty: \"Is it?\"\n  a\n  b: FRA", "unexpected-punctuation", "positions on"},
    {"reading sovereignty: \"Is it?\"\n  a\n  b, not coded", "unexpected-text", "not encoded"},
    {"positions sovereignty\n  FRA: a", "unknown-item", "nearest: `positions on`"},
    {"positions on sovereignty", "missing-clause", "a line like"},
    {"positions on sovereignty\n  FRA a rule", "missing-colon", "the party's code"},
    {"positions on sovereignty\n  FRA: (2019)", "missing-value", "the option"},
    {"positions on sovereignty\n  FRA: a (2019-13-01)", "bad-date", "there is no day"},
    {"positions on sovereignty\n  FRA: a (confidance high)", "unknown-note",
     "nearest: `confidence`"},
    {"positions on sovereignty\n  FRA: a\n  FRA: b", "duplicate-key", "`FRA`"},
    {"parties\n  FRA: France\n  FRA: France", "duplicate-key", "`FRA`"},
    {"parties\n  FRA France", "missing-colon", "the party's code"},
    {"never conclude <Act> is done\n  from it holds", "missing-clause", "`because`"},
    {"never conclude <Act> is done\n  because I say so", "missing-clause", "`from`"},
    {"never conclude <Act> is done\n  form it holds\n  because I say so", "unknown-clause",
     "nearest: `from`"},
    {"not encoded urgent: no test", "missing-quotes", "the passage"},
    {"not encoded \"urgent\" in: no test", "missing-id", "the rule's id"},
    {"not encoded \"urgent\" A1: no test", "unexpected-text", "`A1`"},
    {"not encoded \"urgent\":", "missing-value", "the reason"},
    {"question q: it holds\n  raised when it is done", "missing-clause", "`asks:`"},
    {"question q: it holds\n  asks: Does it?", "missing-clause", "`raised when`"},
    {"question q: it holds\n  asks: Does it?\n  raised whn it is done\n  and it is so",
     "unknown-clause", "nearest: `raised when`"},
    {"question q: it holds\n  asks: Does it?\n  and it is so\n  raised when it is done",
     "clause-out-of-place", "`and` has no"},
    {"question q: it holds\n  asks: Does it?\n  raised when it is done\n  answers for State",
     "not-a-hole", "angle brackets"},
    {"example beyond\n  expect it holds: established", "missing-quotes", "the title of an example"},
    {"example \"a\"\n  given it is done", "missing-clause", "`expect`"},
    {"example \"a\"\n  expect it holds established", "missing-colon", "the sentence"},
    {"example \"a\"\n  expect it holds: establishd", "unknown-answer", "nearest: `established`"},
    {"example \"a\"\n  expect it holds: true", "unknown-answer", "answers are"},
    {"example \"a\"\n  expect it holds: excluded for FRA", "unexpected-text", "`for FRA`"},
    {"example \"a\"\n  expect it holds: excluded under", "missing-value", "the code of a party"},
    {"example \"a\"\n  expect it holds: excluded under control:", "missing-value", "the option"},
    {"example \"a\"\n  viewed on 2031-04-31\n  expect it holds: excluded", "bad-date",
     "2031-04-31"},
    {"example \"a\"\n  given it is done (standard probable)\n  expect it holds: excluded",
     "note-out-of-place", "on a given sentence"},
    {"case Harbour outage", "missing-quotes", "the title of a case"},
    {"case \"a\"\n  openned: 2031-03-02", "unknown-clause", "nearest: `opened:`"},
    {"case \"a\"\n  opened: 2031-03-02\n  opened: 2031-03-03", "duplicate-key", "`opened:`"},
    {"case \"a\"\n  opened: yesterday", "bad-date", "`yesterday`"},
    {"case \"a\"\n  claimant:", "missing-value", "`claimant:`"},
    {"exhibit E1: a log", "missing-quotes", "the title of an exhibit"},
    {"exhibit: \"a log\"", "missing-id", "the exhibit's id"},
    {"exhibit E1: \"a log\" (credibility 7)", "bad-grade", "1 to 6"},
    {"exhibit E1: \"a log\" (reliability G)", "bad-grade", "A to F"},
    {"exhibit E1: \"a log\" collected 2031-03-02", "unexpected-text", "collected"},
    {"fact: it is done\n  not asked", "missing-id", "the fact's id"},
    {"fact F 1: it is done\n  not asked", "bad-id", "`F 1`"},
    {"fact F1: it is done\n  aserted by Aldoria", "unknown-clause", "nearest: `asserted by`"},
    {"fact F1: it is done\n  asserted by", "missing-value", "who gives"},
    {"fact F1: it is done\n  unknown by Aldoria", "unexpected-text", "by Aldoria"},
    {"fact F1: it is done\n  on 2031-03-02\n  on 2031-03-02", "duplicate-key", "`on`"},
    {"fact F1: it is done\n  asserted by Aldoria (burden on Aldoria)", "note-out-of-place",
     "on an account"},
};

}  // namespace

TEST_CASE("each mistake gives one diagnostic, and its neighbours are read") {
  for (const Mistake& mistake : kMistakes) {
    const std::string clauses(mistake.clauses);
    const Parsed parsed =
        parse_text(in_block("name Before: State\n" + clauses + "\nname After: State"));
    INFO(clauses);
    INFO(render(parsed.diagnostics));
    REQUIRE(parsed.diagnostics.size() == 1);
    const Diagnostic& diagnostic = parsed.diagnostics.all().front();
    CHECK(diagnostic.code == mistake.code);
    CHECK((diagnostic.message + "; " + diagnostic.help).find(mistake.says) != std::string::npos);
    const std::string items = parsed.items();
    CHECK(items.find("name: Before : State") != std::string::npos);
    CHECK(items.find("name: After : State") != std::string::npos);
  }
}

TEST_CASE("an error says where it is") {
  const Parsed parsed =
      parse_text(in_block("rule A1: it holds\n  if it is done (burdn on <State>)"));
  REQUIRE(parsed.diagnostics.size() == 1);
  const Diagnostic& diagnostic = parsed.diagnostics.all().front();
  CHECK(diagnostic.source->position(diagnostic.span.begin) == comity::Position{3, 18});
}

TEST_CASE("a premise that cannot be read leaves the rule and its other premises") {
  const Parsed parsed =
      parse_text(in_block("rule A1: it holds\n  if <Act is done\n  and it is so\n  and any of:\n   "
                          " it is (art 4\n    it is there"));
  CHECK(parsed.diagnostics.size() == 2);
  CHECK(parsed.items() ==
        "rule A1 defeasible: it holds\n  if: it is so\n  if: any of\n    -: it is there\n");
}

TEST_CASE("section keys") {
  const auto first = [](const std::string& text) {
    const Parsed parsed = parse_text(text);
    REQUIRE(parsed.diagnostics.size() == 1);
    const Diagnostic& found = parsed.diagnostics.all().front();
    return found.code + ": " + found.message + (found.help.empty() ? "" : "; " + found.help);
  };
  CHECK(first("# A\n- wieght: custom\n- source: b\n") ==
        "unknown-key: `wieght` is no key of a section; nearest: `weight`");
  CHECK(first("# A\n\n- weight custom\n").starts_with("missing-colon"));
  CHECK(first("# A\n- weight:\n").starts_with("missing-value"));
  CHECK(first("# A\n- weight: custom\n- weight: treaty\n").starts_with("duplicate-key"));
  CHECK(
      first("# A\n- text of: 2001-02-30\n").starts_with("bad-date: there is no day `2001-02-30`"));
  CHECK(first("# A\n- confirmed: perhaps\n").starts_with("bad-value"));
}

TEST_CASE("a block that is never closed is one error, and the next section is read") {
  for (const std::string next :
       {"# Next\n", "```norm\nname X: State\n```\n# Next\n", "~~~text\n~~~\n# Next\n"}) {
    const Parsed parsed =
        parse_text("# A\n```norm\nname Before: State\n\nProse, \"that goes on.\n" + next +
                   "```norm\nname After: State\n```\n");
    INFO(render(parsed.diagnostics));
    REQUIRE(parsed.diagnostics.size() == 1);
    CHECK(parsed.diagnostics.all().front().code == "unclosed-fence");
    CHECK(parsed.items().find("name: After : State") != std::string::npos);
  }
  CHECK(parse_text("```norm\nname Before: State\n").diagnostics.size() == 1);
}

TEST_CASE("a block for nobody is told from one for somebody else") {
  CHECK(parse_text("```norms\nrule A1: it holds\n```\n").diagnostics.all().front().code ==
        "unknown-fence");
  CHECK(parse_text("```json\n{}\n```\n").diagnostics.empty());
}

TEST_CASE("limits are errors") {
  const auto code = [](const std::string& text) {
    const Parsed parsed = parse_text(text);
    REQUIRE(parsed.diagnostics.size() == 1);
    return parsed.diagnostics.all().front().code;
  };
  std::string deep = "rule A1: it holds\n";
  for (std::size_t depth = 1; depth < Limits::kDepth + 8; ++depth) {
    deep += std::string(2 * depth, ' ') + (depth == 1 ? "if " : "") + "any of:\n";
  }
  CHECK(code(in_block(deep)) == "nesting-too-deep");
  CHECK(code(in_block("rule A1: it" + std::string(Limits::kLineBytes, 's'))) == "line-too-long");
  std::string words = "rule A1:";
  for (std::size_t i = 0; i <= Limits::kSentenceTokens; ++i) words += " it";
  CHECK(code(in_block(words)) == "sentence-too-long");
  std::string notes = "rule A1: it holds (art 1";
  for (std::size_t i = 0; i <= Limits::kNotes; ++i) notes += "; art 1";
  CHECK(code(in_block(notes + ")")) == "too-many-notes");
  CHECK(code(std::string(Limits::kFileBytes + 1, '\n')) == "file-too-large");
  for (const std::string line : {"ruel\n", "\"ruel\n", "# A\n- wieght: b\n"}) {
    std::string bad;
    for (std::size_t i = 0; i < 2 * Limits::kErrors; ++i) bad += line;
    const Parsed flood = parse_text(line[0] == '#' ? bad : in_block(bad));
    CHECK(flood.diagnostics.size() == Limits::kErrors + 1);
    CHECK(flood.diagnostics.all().back().code == "too-many-errors");
  }
}

}  // namespace comity::language
