// Which losses an example notices: on a small law where it can be told by hand.
#include "dossier/mutants.h"

#include "dossier/case_for_test.h"
#include "dossier/concern_for_test.h"

namespace comity::dossier {
namespace {

using namespace concern;  // NOLINT: the law that these tests are about

const std::string kDeclared = kSentences +
                              "sentence <State> was asked first\n"
                              "rule A: <Act> concerns <State>\n"
                              "  if <Act> reached <State>\n"
                              "  and <Act> did harm\n"
                              "  unless all of:\n"
                              "    <State> was asked first  (burden on <State>)\n"
                              "    <State> consented to <Act>  (burden on <State>)\n";

const std::string kNotReached = "  given the act did not reach Aldoria\n";
const std::string kAsked = "  given Aldoria was asked first\n";

// What of the rule may be left out unnoticed, in its own words.
std::vector<std::string> unnoticed(const std::string& examples) {
  const language::Law law = law_of(kDeclared + examples);
  const auto mutants = mutants_of(law);
  REQUIRE(mutants);
  std::vector<std::string> words;
  for (const Mutant& mutant : *mutants) {
    if (mutant.noticed_by) continue;
    const bool whole = mutant.leaves_out == Mutant::Leaves::exception;
    words.push_back((whole ? "unless " : "") +
                    std::string(law.rules[mutant.rule].declared.file->text(mutant.span)));
  }
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("without an example every loss goes unnoticed") {
  CHECK(unnoticed("").size() == 5);
  CHECK(unnoticed(titled("all", kReached + kHarm, "established")).size() == 5);
}

TEST_CASE("a condition is missed where it alone is missing") {
  const std::string all = titled("all", kReached + kHarm, "established");
  const std::string no_harm = titled("no harm", kReached + kNoHarm, "not established");
  const Words left = unnoticed(all + no_harm);
  CHECK(left.size() == 4);
  CHECK(std::find(left.begin(), left.end(), "<Act> did harm") == left.end());
  const Words none = unnoticed(titled("nothing", kNotReached + kNoHarm, "not established"));
  CHECK(none.size() == 5);
}

TEST_CASE("an exception is missed where it applies, and its clauses where it does not quite") {
  const std::string both = titled("leave", kReached + kHarm + kAsked + kConsent, "not established");
  const std::string examples = both + titled("no harm", kReached + kNoHarm, "not established") +
                               titled("elsewhere", kNotReached + kHarm, "not established");
  CHECK(unnoticed(examples) == Words{"<State> was asked first", "<State> consented to <Act>"});
  CHECK(unnoticed(examples + titled("asked", kReached + kHarm + kAsked, "established")) ==
        Words{"<State> was asked first"});
  CHECK(unnoticed(examples + titled("asked", kReached + kHarm + kAsked, "established") +
                  titled("not asked", kReached + kHarm + kConsent, "established"))
            .empty());
}

TEST_CASE("an expectation on the other side of an unsettled fact notices as well") {
  const std::string open =
      titled("open", kReached + "  unknown the act did harm\n", "depends on facts");
  CHECK(unnoticed(open).size() == 4);
}

}  // namespace comity::dossier
