// Every mistake that the checker knows: the smallest text that makes it, and a neighbour that does
// not. What a line looks like is the parser's matter (parser_errors_test.cc).
#include "language/checker.h"

#include "language/load.h"
#include "language/parsing.h"

namespace comity::language {
namespace {

const std::string kHead = R"(# Test

- source: an instrument of the tests
- weight: custom

)";

const std::string kWords = R"(kinds Party, State is a Party, Entity, Act (dated), Measure is an Act
scale evidence: alleged < proven
name Calder: State
name the raid: Act on 2031-03-01
parties
  CAL: Calder
sentence <State> slept
  not: <State> did not sleep
sentence <State> consented to <Act>
  not: <State> did not consent to <Act>
sentence <Entity> carried out <Act>
sentence <Act> is lawful
  not: <Act> is not lawful
  layer: law
sentence <Act> is a breach by <State>
  layer: law
sentence <State> pays <Other State>
  must: <State> must pay <Other State>
  must not: <State> must not pay <Other State>
  may: <State> may pay <Other State>
reading rest: "Is rest owed?"
  owed
  not owed
)";

Law law_from(const std::string& text, Diagnostics& diagnostics) {
  return load({source_of(text)}, diagnostics);
}

// "code" of each diagnostic, in order, parted by spaces.
std::string codes(const std::string& text) {
  Diagnostics diagnostics;
  law_from(text, diagnostics);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!out.empty()) out += ' ';
    out += diagnostic.code;
  }
  return out;
}

std::string with_words(const std::string& clauses) { return kHead + in_block(kWords + clauses); }

struct Mistake {
  const char* code;
  const char* bad;
  const char* good;
};

void check(std::initializer_list<Mistake> mistakes) {
  for (const Mistake& mistake : mistakes) {
    CAPTURE(std::string(mistake.bad));
    CHECK(codes(with_words(mistake.bad)) == std::string(mistake.code));
    CHECK(codes(with_words(mistake.good)).empty());
  }
}

}  // namespace

TEST_CASE("kinds, the scale, names and parties") {
  check({
      {"duplicate-kind", "kinds State", "kinds Ship"},
      {"unknown-kind", "kinds Ship is a Vessel", "kinds Ship is an Entity"},
      {"cyclic-kinds", "kinds Ship is a Hull, Hull is a Ship", "kinds Ship is a Hull, Hull"},
      {"duplicate-scale", "scale evidence: weak < strong", ""},
      {"unknown-kind", "name Aldoria: Sate", "name Aldoria: State"},
      {"duplicate-name", "name Calder: State", "name Aldoria: State"},
      {"undated-kind", "name Aldoria: State on 2031-03-01", "name the war: Act on 2031-03-01"},
      {"duplicate-party", "parties\n  CAL: Caldera", "parties\n  ALD: Aldoria"},
      {"duplicate-list", "list doors\n  open\nlist doors\n  shut", "list doors\n  open, shut"},
      {"duplicate-entry", "list doors\n  open, shut\n  shut: 2", "list doors\n  open: 1\n  shut"},
  });
}

TEST_CASE("declared sentences") {
  check({
      {"unknown-kind", "sentence <Sate> woke", "sentence <State> woke"},
      {"unknown-layer", "sentence <State> woke\n  layer: facts",
       "sentence <State> woke\n  layer: fact"},
      {"unknown-weight", "sentence <State> woke\n  weight at least: costum",
       "sentence <State> woke\n  weight at least: custom"},
      {"holes-side-by-side", "sentence <State> <Act> began", "sentence <State> then <Act> began"},
      {"reserved-time-word", "sentence <State> woke before <Act>",
       "sentence <State> woke before <Other State>"},
      {"overlapping-sentences", "sentence <Other State> slept",
       "sentence <Other State> slept well"},
      {"overlapping-sentences", "sentence <Party> slept", "sentence <Entity> slept"},
      {"unknown-hole", "sentence <State> woke\n  not: <Act> did not wake",
       "sentence <State> woke\n  not: <State> did not wake"},
      {"missing-hole", "sentence <State> woke\n  not: nobody woke",
       "sentence <State> woke\n  ask: Did anybody wake?"},
      {"doubled-hole", "sentence <State> woke\n  not: <State> did not wake <State>",
       "sentence <State> woke\n  ask: Did <State> wake <State>?"},
  });
}

TEST_CASE("lines that no declared sentence reads, or that two read") {
  check({
      {"unknown-sentence", "rule R1: <State> sleeps", "rule R1: <State> slept"},
      {"unknown-name", "rule R1: Aldoria slept", "rule R1: Calder slept"},
      {"unknown-kind", "rule R1: <Sate> slept", "rule R1: <State> slept"},
      {"wrong-kind", "rule R1: <Entity> slept", "rule R1: <Sleeping State> slept"},
      {"wrong-kind", "rule R1: the raid slept", "rule R1: Calder slept"},
      // A Party may be no State; a State is a Party.
      {"wrong-kind", "rule R1: <Party> slept", "sentence <Party> woke\nrule R1: <State> woke"},
      {"unknown-name", "rule R1: <State> slept\n  if <State> is the same as Aldoria",
       "rule R1: <State> slept\n  if <State> is the same as Calder"},
      {"unknown-name", "rule R1: <State> slept\n  if <State> consented to <Act> before the war",
       "rule R1: <State> slept\n  if <State> consented to <Act> before the raid"},
      {"two-readings",
       "sentence <State> never slept\nname Calder never: State\nrule R1: Calder never slept",
       "sentence <State> never slept\nrule R1: Calder never slept"},
  });
}

TEST_CASE("dates are compared where there are any") {
  check({
      {"undated-moment",
       "rule R1: <State> slept\n  if <State> consented to <Act> before <Other State>",
       "rule R1: <State> slept\n  if <State> consented to <Act> before <Other Act>"},
      {"undated-moment", "rule R1: <State> slept\n  if <State> consented to <Act> after Calder",
       "rule R1: <State> slept\n  if <State> consented to <Act> after <Measure>"},
      {"time-in-head", "rule R1: <State> slept before <Act>\n  if <State> consented to <Act>",
       "rule R1: <State> slept\n  if <State> consented to <Act>"},
      {"date-of-conclusion",
       "rule R1: <Act> is lawful\nrule R2: <State> slept\n  if <Act> is lawful before <Other Act>",
       "rule R1: <Act> is lawful\nrule R2: <State> slept\n  if <State> consented to <Act> before "
       "<Other Act>"},
  });
}

TEST_CASE("readings and positions") {
  check({
      {"duplicate-reading", "reading rest: \"q\"\n  a\n  b", "reading unrest: \"q\"\n  a\n  b"},
      {"unknown-reading", "positions on sleep\n  CAL: owed (2031)",
       "positions on rest\n  CAL: owed (2031)"},
      {"unknown-party", "positions on rest\n  CALD: owed (2031)",
       "positions on rest\n  CAL: left open (2031)"},
      {"unknown-option", "positions on rest\n  CAL: owing (2031)",
       "positions on rest\n  CAL: not owed (2031)"},
      {"duplicate-position",
       "positions on rest\n  CAL: owed (2031)\npositions on rest\n  CAL: not owed (2032)",
       "positions on rest\n  CAL: owed (2031)"},
      {"unknown-reading", "rule R1: <State> slept (reading sleep: owed)",
       "rule R1: <State> slept (reading rest: owed)"},
      {"unknown-option", "rule R1: <State> slept (reading rest: owing)",
       "rule R1: <State> slept (reading rest: owed, not owed)"},
  });
}

TEST_CASE("a reading has at most 32 options") {
  const auto reading = [](int options) {
    std::string text = "reading one: \"q\"";
    for (int i = 0; i < options; ++i) text += "\n  option " + std::to_string(i);
    return with_words(text);
  };
  CHECK(codes(reading(32)).empty());
  CHECK(codes(reading(33)) == "reading-options");
}

TEST_CASE("rules: notes, weight and order") {
  check({
      {"duplicate-rule", "rule R1: <State> slept\nrule R1: <State> did not sleep",
       "rule R1: <State> slept\nrule R2: <State> did not sleep"},
      {"unknown-weight", "rule R1: <State> slept (weight costum)",
       "rule R1: <State> slept (weight treaty)"},
      {"unknown-grade",
       "rule R1: <State> slept\n  if <State> consented to <Act> (standard prooven)",
       "rule R1: <State> slept\n  if <State> consented to <Act> (standard proven)"},
      {"burden-on-nobody",
       "rule R1: <State> slept\n  if <State> consented to <Act> (burden on <Other State>)",
       "rule R1: <State> slept\n  if <State> consented to <Act> (burden on <State>)"},
      {"weight-and-words", "rule R1: <Act> is a breach by <State> (weight agreed voluntary)",
       "rule R1: <Act> is a breach by <State> (weight contested custom)"},
      {"weight-too-light",
       "sentence <State> owes rest\n  weight at least: custom\n"
       "rule R1: <State> owes rest (weight contested custom)",
       "sentence <State> owes rest\n  weight at least: custom\n"
       "rule R1: <State> owes rest (weight treaty)"},
      {"unknown-rule", "rule R1 despite R7: <State> slept",
       "rule R7: <State> did not sleep\nrule R1 despite R7: <State> slept"},
      {"unknown-rule", "rule R1 subject to R7: <State> slept",
       "rule R1 subject to R7: <State> slept\nrule R7: <State> did not sleep"},
      {"not-opposed", "rule R1: <State> slept\nrule R2 despite R1: <State> slept",
       "rule R1: <State> slept\nrule R2 despite R1: <State> did not sleep"},
      {"not-opposed",
       "rule R1: <State> must pay <Other State>\nrule R2 despite R1: <State> may pay <Other State>",
       "rule R1: <State> must not pay <Other State>\n"
       "rule R2 despite R1: <State> may pay <Other State>"},
      {"circular-priority",
       "rule R1 despite R2: <State> slept\nrule R2 despite R1: <State> did not sleep",
       "rule R1 despite R2: <State> slept\nrule R2: <State> did not sleep"},
      {"circular-priority",
       "rule R1 despite R2: <State> slept\nrule R2 despite R3: <State> did not sleep\n"
       "rule R3 despite R4: <State> slept\nrule R4 despite R1: <State> did not sleep",
       "rule R1 despite R2: <State> slept\nrule R2 despite R3: <State> did not sleep\n"
       "rule R3: <State> slept"},
  });
}

TEST_CASE("of two norms that contradict each other the higher prevails") {
  const auto law = [](const std::string& high, const std::string& low_head) {
    return "# Test\n- source: an instrument of the tests\n- weight: treaty\n\n" + in_block(kWords) +
           "\n## High\n- rank: " + high + "\n\n" + in_block("rule R1: <State> slept") +
           "\n## Low\n\n" + in_block(low_head + ": <State> did not sleep");
  };
  CHECK(codes(law("peremptory", "rule R2")).empty());
  CHECK(codes(law("peremptory", "rule R2 despite R1")) == "against-rank");
  CHECK(codes(law("ordinary", "rule R2 despite R1")).empty());
  CHECK(codes(law("peremtory", "rule R2")) == "unknown-rank");
  for (const std::string rank : {"special", "Charter obligation", "peremptory", "ordinary"}) {
    Diagnostics diagnostics;
    const Law ranked = law_from(law(rank, "rule R2"), diagnostics);
    REQUIRE(diagnostics.ok());
    CHECK(ranked.program.superiority.size() == (rank == "ordinary" ? 0 : 1));
  }
}

TEST_CASE("a rule has a source and a weight") {
  const std::string rule = in_block("kinds State\nsentence <State> slept\nrule R1: <State> slept");
  CHECK(codes("# T\n\n- source: s\n- weight: custom\n\n" + rule).empty());
  CHECK(codes("# T\n\n- source: s\n\n" + rule) == "no-weight");
  CHECK(codes("# T\n\n- weight: custom\n\n" + rule) == "no-source");
  CHECK(codes("# T\n\n- source: s\n- weight: costum\n\n" + rule).starts_with("unknown-weight"));
}

TEST_CASE("a rule that can be met in too many ways is refused, and a smaller one is not") {
  const auto rule = [](int lists) {
    std::string text = "rule R1: <State> slept";
    for (int i = 0; i < lists; ++i) {
      text += std::string("\n  ") + (i == 0 ? "if" : "and") + " any of:";
      for (const char* name : {"One", "Two", "Three", "Four"}) {
        text += "\n    <" + std::string(name) + " State> consented to <Act>";
      }
    }
    return text;
  };
  CHECK(codes(with_words(rule(4))).empty());  // 256 ways
  CHECK(codes(with_words(rule(5))) == "too-many-alternatives");
}

TEST_CASE("passages and what must never follow") {
  check({
      {"unknown-rule", "not encoded \"at once\" in R7: no test",
       "rule R7: <State> slept\nnot encoded \"at once\" in R7: no test"},
      {"forbidden-path",
       "rule R1: <State> slept\n  if <State> consented to <Act>\n"
       "never conclude <State> slept\n  from <State> consented to <Act>\n  because of the test",
       "rule R1: <State> slept\n  if <Entity> carried out <Act>\n"
       "never conclude <State> slept\n  from <State> consented to <Act>\n  because of the test"},
      // Through a third sentence, too.
      {"forbidden-path",
       "rule R1: <Act> is lawful\n  if <State> consented to <Act>\n"
       "rule R2: <State> slept\n  if <Act> is lawful\n"
       "never conclude <State> slept\n  from <State> consented to <Act>\n  because of the test",
       "rule R1: <Act> is lawful\n  if <State> consented to <Act>\n"
       "never conclude <State> slept\n  from <State> consented to <Act>\n  because of the test"},
  });
}

TEST_CASE("questions") {
  check({
      {"question-form",
       "question rest: <State> did not sleep\n  asks: Did it?\n  raised when <State> slept",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> slept"},
      {"question-form", "question rest: Calder slept\n  asks: Did it?\n  raised when Calder slept",
       "question rest: <State> slept\n  asks: Did it?\n  raised when Calder slept"},
      {"question-form",
       "question rest: <State> pays <State>\n  asks: Does it?\n  raised when <State> slept",
       "question rest: <State> pays <Other State>\n  asks: Does it?\n  raised when <State> slept"},
      {"trigger-form",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> is the same as Calder",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> consented to <Act>\n"
       "    and <Entity> carried out <Act>"},
      {"time-in-trigger",
       "question rest: <State> slept\n  asks: Did it?\n"
       "  raised when <State> consented to <Act> before the raid",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> consented to <Act>"},
      {"unknown-hole",
       "question rest: <State> slept\n  asks: Did <Other State> sleep?\n  raised when <State> "
       "slept",
       "question rest: <State> slept\n  asks: Did <State> sleep?\n  raised when <State> slept"},
      {"unknown-hole",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> slept\n"
       "  answers for <Other State>",
       "question rest: <State> slept\n  asks: Did it?\n  raised when <State> slept\n"
       "  answers for <State>"},
  });
}

TEST_CASE("examples") {
  const auto example = [](const std::string& lines) {
    return with_words("example \"one\"\n  with Aldoria: State; the war: Act on 2031-04-01\n" +
                      lines);
  };
  const auto refused = [&](const std::string& code, const std::string& bad,
                           const std::string& good) {
    CAPTURE(bad);
    CHECK(codes(example(bad)) == code);
    CHECK(codes(example(good)).empty());
  };
  const std::string expect = "  expect Aldoria slept: ";
  refused("unknown-answer", expect + "proven", expect + "established");
  refused("unknown-party", expect + "established under ALD", expect + "established under CAL");
  refused("unknown-reading", expect + "established under sleep: owed",
          expect + "established under rest: owed");
  refused("unknown-option", expect + "established under rest: owing",
          expect + "established under rest: not owed");
  refused("hole-in-fact", "  given <State> slept\n" + expect + "established",
          "  given Aldoria slept\n" + expect + "established");
  refused("unknown-grade", "  given Aldoria slept (grade prooven)\n" + expect + "established",
          "  given Aldoria slept (grade proven)\n" + expect + "established");
  refused("time-in-fact",
          "  given Aldoria consented to the war before the raid\n" + expect + "established",
          "  given Aldoria consented to the war (on 2031-02-01)\n" + expect + "established");
  refused("time-in-expectation",
          "  expect Aldoria consented to the war before the raid: established",
          "  expect Aldoria consented to the war: established");
  CHECK(codes(with_words("example \"one\"\n  with Calder: State\n  expect Calder slept: "
                         "established")) == "duplicate-name");
  CHECK(codes(with_words("example \"one\"\n  with Aldoria: Sate\n  expect Calder slept: "
                         "established")) == "unknown-kind");
  CHECK(codes(with_words("example \"one\"\n  with Aldoria: State on 2031-01-01\n"
                         "  expect Aldoria slept: established")) == "undated-kind");
}

TEST_CASE("a case is not part of the norms") {
  CHECK(codes(with_words("case \"one\"")) == "case-among-norms");
  CHECK(codes(with_words("fact F1: Calder slept\n  unknown")) == "case-among-norms");
  CHECK(codes(with_words("exhibit E1: \"a log\"")) == "case-among-norms");
}

TEST_CASE("an error points to the words that are wrong, and names what was meant") {
  Diagnostics diagnostics;
  const std::string text = with_words("rule R1: <State> consentted to <Act>");
  law_from(text, diagnostics);
  REQUIRE(diagnostics.size() == 1);
  const Diagnostic& found = diagnostics.all().front();
  CHECK(found.source->text(found.span) == "<State> consentted to <Act>");
  CHECK(found.help == "nearest: `<State> consented to <Act>`");
}

TEST_CASE("the order of the files changes nothing") {
  const auto a = SourceFile::make("a.norm.md", kHead + in_block(kWords)).value();
  const auto b =
      SourceFile::make("b.norm.md", kHead + in_block("rule R1: <State> slept (art 1)")).value();
  Diagnostics diagnostics;
  const Law one = load({a, b}, diagnostics);
  const Law two = load({b, a}, diagnostics);
  CHECK(diagnostics.empty());
  CHECK(one.hash == two.hash);
  CHECK(one.names.size() == two.names.size());
  REQUIRE(two.rules.size() == 1);
  CHECK(two.rules[0].declared.file->name() == "b.norm.md");
  CHECK(two.rules[0].declared.heading == "Test");
}

TEST_CASE("what was parsed before says the same, and is forgotten with its file") {
  const auto file = [](const std::string& name, const std::string& clauses) {
    return SourceFile::make(name, kHead + in_block(clauses)).value();
  };
  const auto words = file("a.norm.md", kWords);
  const auto broken = file("b.norm.md", "rule R1 <State> slept (art 1)");
  const auto whole = file("b.norm.md", "rule R1: <State> slept (art 1)");
  ParsedFiles parsed;
  for (const SourcePtr& rule : {broken, whole, broken, broken, whole}) {
    Diagnostics again, once;
    const Law kept = load({words, rule}, again, parsed);
    const Law fresh = load({words, rule}, once);
    CHECK(render(again) == render(once));
    CHECK(kept.hash == fresh.hash);
    CHECK(kept.rules.size() == fresh.rules.size());
  }
  Diagnostics none;
  CHECK(load({words}, none, parsed).rules.empty());
}

}  // namespace comity::language
