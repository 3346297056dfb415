#include "language/parser.h"

#include "language/parsing.h"

namespace comity::language {

TEST_CASE("a sentence is words and holes") {
  const auto sentence = parse_sentence("<State> called on <Other  State> to cease <Act>");
  REQUIRE(sentence);
  REQUIRE(sentence->tokens.size() == 7);
  CHECK(sentence->tokens[0].hole);
  CHECK(sentence->tokens[3].text == "Other State");
  CHECK((sentence->tokens[3].span == Span{18, 32}));
  CHECK(sentence->tokens[4].text == "to");
  CHECK_FALSE(sentence->tokens[4].hole);
  CHECK_FALSE(parse_sentence(""));
  CHECK_FALSE(parse_sentence("<State ceased it"));
  CHECK_FALSE(parse_sentence("it is (as one says) so"));
}

TEST_CASE("kinds, on one line and on several") {
  const std::string expected =
      "kind: Party\nkind: State < Party\nkind: Act dated\nkind: Measure < Act dated\n";
  CHECK(items_of("kinds Party, State is a Party, Act (dated), Measure is an Act (dated)") ==
        expected);
  CHECK(items_of("kinds\n  Party\n  State is a Party, Act (dated)\n  Measure is an Act (dated)") ==
        expected);
}

TEST_CASE("scales and names") {
  CHECK(items_of("scale evidence: alleged < probable < clear and  convincing") ==
        "scale: evidence\n  grade: alleged\n  grade: probable\n  grade: clear and convincing\n");
  CHECK(items_of("name Aldoria, Brenland: State; the  port operation: Act on 2031-03-01") ==
        "name: Aldoria | Brenland : State\nname: the port operation : Act on 2031-03-01\n");
}

TEST_CASE("a sentence is declared with its forms") {
  CHECK(items_of("sentence <State> consented to <Act>\n"
                 "  not: <State> did not consent to <Act>\n"
                 "  ask: Did <State>, or its organ, consent to <Act>?\n"
                 "  must not: <State> must not consent to <Act>\n"
                 "  French not: <State> n’a pas consenti à <Act> : jamais (non)\n"
                 "  Arabic ask: هل وافقت <State> على <Act>؟\n"
                 "  layer: law\n"
                 "  weight at least: contested custom\n"
                 "  propagating\n"
                 "  closed") ==
        "sentence: <State> consented to <Act>\n"
        "  not: <State> did not consent to <Act>\n"
        "  ask: Did <State>, or its organ, consent to <Act>\n"
        "  must not: <State> must not consent to <Act>\n"
        "  French not: <State> n’a pas consenti à <Act> : jamais (non)\n"
        "  Arabic ask: هل وافقت <State> على <Act>؟\n"
        "  layer: law\n"
        "  weight at least: contested custom\n"
        "  propagating\n"
        "  closed\n");
}

TEST_CASE("a rule with lists, exceptions, comparisons and notes") {
  CHECK(
      items_of("rule A8 despite W1, W2 subject to W3: <Act> is attributable to <State>   "
               "(art 52(1)(a); reading control: strict, overall; weight custom)  // a comment\n"
               "  if <Entity> carried out <Act>  (burden on the claimant; standard clear and "
               "convincing)\n"
               "  and any of:  (burden on <State>)\n"
               "    <State> instructed <Entity> to carry out <Act>\n"
               "    all of:\n"
               "      <State> had effective control of <Entity> during <Act>\n"
               "      <State> is not the same as <Other State>\n"
               "  and all of: <Act> had an effect; <State> is the same as <Host State>   (para 3)\n"
               "  unless <Entity> acted beyond its instructions in <Act>\n"
               "  unless <Act> is excused") ==
      "rule A8 defeasible: <Act> is attributable to <State>\n"
      "  despite: W1 | W2\n"
      "  subject to: W3\n"
      "  (cite: art 52(1)(a))\n"
      "  (reading: control: strict, overall)\n"
      "  (weight: custom)\n"
      "  if: <Entity> carried out <Act>\n"
      "    (burden: the claimant)\n"
      "    (standard: clear and convincing)\n"
      "  if: any of\n"
      "    (burden: <State>)\n"
      "    -: <State> instructed <Entity> to carry out <Act>\n"
      "    -: all of\n"
      "      -: <State> had effective control of <Entity> during <Act>\n"
      "      -: <State> != <Other State>\n"
      "  if: all of\n"
      "    (cite: para 3)\n"
      "    -: <Act> had an effect\n"
      "    -: <State> == <Host State>\n"
      "  unless: <Entity> acted beyond its instructions in <Act>\n"
      "  unless: <Act> is excused\n");
}

TEST_CASE("the strength of a rule stands before its colon") {
  CHECK(items_of("rule A1 strict: <Act> is an act") == "rule A1 strict: <Act> is an act\n");
  CHECK(items_of("rule B1 only blocks despite A1: <Act> is an act") ==
        "rule B1 only blocks: <Act> is an act\n  despite: A1\n");
}

TEST_CASE("a citation is recognised, and so are dates") {
  CHECK(
      items_of(
          "rule R1: it holds (CWC Art. IX; A/RES/56/83, annex; "
          "in force from 2030-01-01; applies to facts until 2031-12-31; Commentary, third part)") ==
      "rule R1 defeasible: it holds\n"
      "  (cite: CWC Art. IX)\n"
      "  (cite: A/RES/56/83, annex)\n"
      "  (in force from: 2030-01-01)\n"
      "  (applies until: 2031-12-31)\n"
      "  (cite: Commentary, third part)\n");
}

TEST_CASE("readings, positions and parties") {
  CHECK(items_of("reading sovereignty: “Is respect for sovereignty a \"rule\" of its own?”\n"
                 "  a rule\n"
                 "  case by case, not encoded\n"
                 "positions on sovereignty\n"
                 "  FRA: a rule (2019; source \"https://example.org/a;b\"; confidence high; note "
                 "«less; (firm)»)\n"
                 "  ISR: left open (2018/2020)\n"
                 "parties\n"
                 "  FRA: France\n"
                 "  CIV: Côte d’Ivoire (the)") ==
        "reading: sovereignty \"Is respect for sovereignty a \"rule\" of its own?\"\n"
        "  option: a rule\n"
        "  option: case by case [not encoded]\n"
        "positions: sovereignty\n"
        "  FRA: a rule\n"
        "    (date: 2019)\n"
        "    (source: https://example.org/a;b)\n"
        "    (confidence: high)\n"
        "    (note: less; (firm))\n"
        "  ISR: left open\n"
        "    (date: 2018/2020)\n"
        "parties\n"
        "  FRA: France\n"
        "  CIV: Côte d’Ivoire (the)\n");
}

TEST_CASE("what must never follow, and what is not encoded") {
  CHECK(
      items_of("never conclude <Act> is attributable to <State>\n"
               "  from <State> praised <Act>\n"
               "  from <State> had overall control of <Entity>\n"
               "  because ICJ 1986 (para 115): praise is not adoption\n"
               "not encoded \"to the extent that\" in A11: the text gives no measure (of extent)\n"
               "not encoded „urgent countermeasures“: the text gives no test") ==
      "never: <Act> is attributable to <State>\n"
      "  from: <State> praised <Act>\n"
      "  from: <State> had overall control of <Entity>\n"
      "  because: ICJ 1986 (para 115): praise is not adoption\n"
      "not encoded: \"to the extent that\"\n"
      "  in: A11\n"
      "  reason: the text gives no measure (of extent)\n"
      "not encoded: \"urgent countermeasures\"\n"
      "  reason: the text gives no test\n");
}

TEST_CASE("a question is raised by one condition or by another") {
  const std::string expected =
      "question sovereignty: <Act> breaches the sovereignty of <Victim State>\n"
      "  asks: Did <Act> breach it (at all)?\n"
      "  raised when\n"
      "    and: <Act> had an effect in <Victim State>\n"
      "    and: <Act> is lasting\n"
      "  raised when\n"
      "    and: any of\n"
      "      -: <Act> usurped a function\n"
      "      -: <Act> hampered a function\n"
      "  answers for: Victim State\n";
  CHECK(items_of("question sovereignty: <Act> breaches the sovereignty of <Victim State>\n"
                 "  asks: Did <Act> breach it (at all)?\n"
                 "  raised when <Act> had an effect in <Victim State>\n"
                 "  and <Act> is lasting\n"
                 "  raised when any of:\n"
                 "    <Act> usurped a function\n"
                 "    <Act> hampered a function\n"
                 "  answers for <Victim State>") == expected);
  CHECK(items_of("question sovereignty: <Act> breaches the sovereignty of <Victim State>\n"
                 "  asks: Did <Act> breach it (at all)?\n"
                 "  raised when <Act> had an effect in <Victim State>\n"
                 "    and <Act> is lasting\n"
                 "  raised when any of: <Act> usurped a function; <Act> hampered a function\n"
                 "  answers for <Victim State>") == expected);
}

TEST_CASE("an example") {
  CHECK(
      items_of(
          "example \"beyond its orders\"\n"
          "  with Aldoria, Brenland: State; the port operation: Act on 2031-03-02\n"
          "  given the Tern group carried out the port operation (grade probable; on 2031-03-02)\n"
          "  unknown Aldoria consented to the port operation\n"
          "  viewed on 2031-09-01\n"
          "  expect the port operation is attributable to Brenland: established\n"
          "  expect the port operation breaches it: depends on facts under FRA, NLD\n"
          "  expect the port operation breaches it: not established under sovereignty: only a "
          "principle") ==
      "example: \"beyond its orders\"\n"
      "name: Aldoria | Brenland : State\n"
      "name: the port operation : Act on 2031-03-02\n"
      "  given: the Tern group carried out the port operation\n"
      "    (grade: probable)\n"
      "    (on: 2031-03-02)\n"
      "  unknown: Aldoria consented to the port operation\n"
      "  viewed on: 2031-09-01\n"
      "  expect: the port operation is attributable to Brenland : established\n"
      "  expect: the port operation breaches it : depends on facts\n"
      "    under: FRA | NLD\n"
      "  expect: the port operation breaches it : not established\n"
      "    under reading: sovereignty\n"
      "    under option: only a principle\n");
}

TEST_CASE("a case with exhibits, facts and every account") {
  CHECK(
      items_of("case \"Harbour outage\"\n"
               "  opened: 2031-03-02\n"
               "  claimant: Aldoria\n"
               "  respondent: Brenland\n"
               "  happened: 2031-03-01\n"
               "exhibit E1: \"Operator's log\" (collected 2031-03-02; source the operator; "
               "reliability B; credibility 2)\n"
               "fact F1: the operation caused loss\n"
               "  asserted by Aldoria, the Registry (2031-03-02; grade probable; exhibit E1, E2)\n"
               "  denied by Brenland\n"
               "  agreed by Aldoria, Brenland\n"
               "  found by the Review Panel (2031-06-20)\n"
               "  withheld by Aldoria (until 2031-09-01)\n"
               "  unknown (asked of Brenland 2031-03-04)\n"
               "  not asked\n"
               "  not applicable\n"
               "  on 2031-03-01") ==
      "case: \"Harbour outage\" opened 2031-03-02 happened 2031-03-01\n"
      "  claimant: Aldoria\n"
      "  respondent: Brenland\n"
      "exhibit E1: \"Operator's log\"\n"
      "  (collected: 2031-03-02)\n"
      "  (source: the operator)\n"
      "  (reliability: B)\n"
      "  (credibility: 2)\n"
      "fact F1: the operation caused loss on 2031-03-01\n"
      "  asserted: Aldoria | the Registry\n"
      "    (date: 2031-03-02)\n"
      "    (grade: probable)\n"
      "    (exhibit: E1, E2)\n"
      "  denied: Brenland\n"
      "  agreed: Aldoria | Brenland\n"
      "  found: the Review Panel\n"
      "    (date: 2031-06-20)\n"
      "  withheld: Aldoria\n"
      "    (until: 2031-09-01)\n"
      "  unknown\n"
      "    (asked of: Brenland 2031-03-04)\n"
      "  not asked\n"
      "  not applicable\n");
}

TEST_CASE("a section inherits the keys that it does not set") {
  const Parsed parsed = parse_text(
      "Before.\n"
      "# The Articles #\n"
      "\n"
      "- source: ILC Articles\n"
      "  on State Responsibility\n"
      "- weight: custom\n"
      "- text of: 2001-12-12\n"
      "- in force from: 2002-01-01\n"
      "- in force until: 2040-01-01\n"
      "- applies to facts from: 1945-10-24\n"
      "- applies to facts until: 2039-01-01\n"
      "- confirmed: no\n"
      "\n"
      "Prose with a list:\n"
      "\n"
      "- no: key\n"
      "\n"
      "## Article 4\n"
      "* weight: contested custom\n"
      "\n"
      "```text\n"
      "# not a heading\n"
      "```\n"
      "# Other\n");
  CHECK_MESSAGE(parsed.diagnostics.empty(), render(parsed.diagnostics));
  CHECK(outline(parsed.document) ==
        "section 0: \"\"\n"
        "  dates\n"
        " prose: \"Before.\n\"\n"
        "section 1: \"The Articles\"\n"
        "  source: ILC Articles on State Responsibility\n"
        "  weight: custom\n"
        "  confirmed: no\n"
        "  dates: text of 2001-12-12 in force from 2002-01-01 until 2040-01-01"
        " facts from 1945-10-24 until 2039-01-01\n"
        " prose: \"\n\nProse with a list:\n\n- no: key\n\n\"\n"
        "section 2: \"Article 4\"\n"
        "  source: ILC Articles on State Responsibility\n"
        "  weight: contested custom\n"
        "  confirmed: no\n"
        "  dates: text of 2001-12-12 in force from 2002-01-01 until 2040-01-01"
        " facts from 1945-10-24 until 2039-01-01\n"
        " prose: \"\n```text\n# not a heading\n```\n\"\n"
        "section 1: \"Other\"\n"
        "  dates\n"
        " prose\n");
  CHECK(parsed.document.sections[1].keys.weight->span.begin > 0);
  CHECK(parsed.document.sections[2].parent == 1);
  CHECK(parsed.document.sections[3].parent == 0);
}

TEST_CASE("every item and every part of it says where it stands") {
  const Parsed parsed = parse_text(in_block("rule A8: <Act> is excused (art 8)"));
  const auto& rule = std::get<Rule>(parsed.document.sections[0].items[0]);
  const auto text = [&](Span span) { return std::string(parsed.document.source->text(span)); };
  CHECK(text(rule.span) == "rule A8: <Act> is excused (art 8)");
  CHECK(text(rule.id.span) == "A8");
  CHECK(text(rule.head.span) == "<Act> is excused");
  CHECK(text(rule.head.tokens[0].span) == "<Act>");
  CHECK(text(rule.notes[0].span) == "art 8");
}

}  // namespace comity::language
