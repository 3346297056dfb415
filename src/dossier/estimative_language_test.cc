// The guard that keeps likelihood and confidence apart.
#include "dossier/estimative_language.h"

#include <doctest/doctest.h>

#include "dossier/case_for_test.h"

namespace comity::dossier {
namespace {

const EstimativeWords& words() {
  static const EstimativeWords known = [] {
    auto read = estimative_words(project_law());
    REQUIRE(read);
    return *read;
  }();
  return known;
}

// The codes of what is wrong, parted by spaces.
std::string faults(std::string_view passage, bool technical = true) {
  LanguageGuard guard(words());
  std::string out;
  for (const LanguageFault& fault : guard.check(passage, technical)) {
    out += (out.empty() ? "" : " ") + fault.code;
  }
  return out;
}

}  // namespace

TEST_CASE("there are seven bands in two rows, and their source is named") {
  REQUIRE(words().bands.size() == 7);
  for (const auto& band : words().bands) CHECK(band.size() == 2);
}

TEST_CASE("every word of the scale can be used alone") {
  for (const auto& band : words().bands) {
    for (const std::string& word : band) {
      CAPTURE(word);
      CHECK(faults("It is " + word + " that the group acted.").empty());
    }
  }
}

TEST_CASE("likelihood and confidence do not share a sentence") {
  CHECK(faults("We have high confidence that X is very likely.") == "likelihood-with-confidence");
  CHECK(faults("It is likely (moderate confidence) that X acted.") == "likelihood-with-confidence");
  CHECK(faults("We are highly confident that X probably acted.") == "likelihood-with-confidence");
  CHECK(faults("X is very likely. We have high confidence in this judgement.").empty());
  CHECK(faults("A confidential report makes it likely that X acted.").empty());
}

TEST_CASE("a sentence is split into two") {
  CHECK(split_sentence("We have high confidence that X is very likely.", words()) ==
        "X is very likely. We have high confidence in this judgement.");
  CHECK(split_sentence("With moderate confidence, it is likely that X acted.", words()) ==
        "It is likely that X acted. We have moderate confidence in this judgement.");
  CHECK(split_sentence("It is likely, with low confidence, that X acted.", words()) ==
        "It is likely that X acted. We have low confidence in this judgement.");
  CHECK(split_sentence("It is likely that X acted (high confidence).", words()) ==
        "It is likely that X acted. We have high confidence in this judgement.");
  CHECK_FALSE(split_sentence("It is likely that X acted.", words()));
  CHECK_FALSE(split_sentence("We have high confidence.", words()));
}

TEST_CASE("what the guard says holds the split") {
  LanguageGuard guard(words());
  const auto found = guard.check("We have high confidence that X is very likely.", true);
  REQUIRE(found.size() == 1);
  CHECK(found[0].help ==
        "write two: \"X is very likely. We have high confidence in this judgement.\"");
  CHECK(found[0].at == Span{0, 46});
}

TEST_CASE("the rows are not mixed, over all passages of a text") {
  CHECK(faults("It is likely that X acted. It is highly improbable that Y did.") == "mixed-rows");
  CHECK(faults("It is likely that X acted. It is very unlikely that Y did.").empty());
  LanguageGuard guard(words());
  CHECK(guard.check("It is probable that X acted.", true).empty());
  const auto found = guard.check("It is almost certain that Y did not.", true);
  REQUIRE(found.size() == 1);
  CHECK(found[0].help == "write `nearly certain`");
}

TEST_CASE("the longest term counts") {
  CHECK(faults("It is highly probable that X acted, and probable that Y helped.").empty());
  CHECK(faults("It is highly likely that X acted.") == "no-band");
}

TEST_CASE("words that name no band, and numbers, are refused") {
  CHECK(faults("Y cannot be ruled out.") == "no-band");
  CHECK(faults("The operation is 99 % attributed to the group.", false) == "number-for-likelihood");
  CHECK(faults("The chance is 80 per cent.") == "number-for-likelihood");
  CHECK(faults("The intruder replaced 46 % of the relays.").empty());
}

TEST_CASE("a technical judgement does not speak the law's language") {
  CHECK(faults("The act is attributable to Maravel.") == "law-in-technical-layer");
  CHECK(faults("Maravel is responsible.") == "law-in-technical-layer");
  CHECK(faults("Maravel is responsible.", false).empty());
}

TEST_CASE("any text is looked at") {
  for (const std::string_view odd :
       {"", ".", "...", "likely", "\xC3\xA9 likely!", "99", "(confidence", "high confidence likely",
        "we have high confidence that"}) {
    faults(odd);
    split_sentence(odd, words());
  }
}

}  // namespace comity::dossier
