// Mutation of the facts of every example: each given fact is dropped, turned into its opposite, and
// withheld. What has to hold whatever the norms say is checked; how much each example notices is
// reported, as a measure of the examples. Of the rules, no condition may go unmissed (mutants.h).
//
//   norms_mutation            the report goes to standard output
#include <cstdio>

#include "dossier/case_for_test.h"
#include "dossier/example.h"
#include "dossier/mutants.h"

namespace comity::dossier {
namespace {

enum Mutation : uint8_t { drop, negate, withhold };
constexpr const char* kMutations[] = {"dropped", "turned round", "withheld"};

Case mutated(const Case& the_case, size_t fact, Mutation mutation) {
  Case out = the_case;
  switch (mutation) {
    case drop: out.facts.erase(out.facts.begin() + static_cast<ptrdiff_t>(fact)); break;
    case negate: out.facts[fact].negated = !out.facts[fact].negated; break;
    case withhold:
      out.facts[fact].accounts = {{.kind = language::Account::Kind::withheld, .by = {"a party"}}};
  }
  return out;
}

// What an example, or a case, is asked, and how.
struct Asked {
  reason::GroundSentence sentence;
  bool negated = false;
  std::optional<Date> viewed_on;
  std::vector<std::pair<reason::ReadingId, reason::OptionId>> held;
  std::optional<Answer> expected;
};

Finding answered(const language::Law& law, const Case& the_case, const Asked& asked,
                 bool of_opposite = false) {
  auto finding = answer(law, the_case, asked.sentence, asked.negated != of_opposite,
                        asked.viewed_on, asked.held);
  REQUIRE(finding);
  return std::move(*finding);
}

bool within(reason::OutcomeSet part, reason::OutcomeSet whole) {
  reason::OutcomeSet both = whole;
  both.add(part);
  return both == whole;
}

class FactMutants {
 public:
  explicit FactMutants(const language::Law& law) : law_(law), concluded_(law.predicates.size()) {
    for (const auto& rule : law.program.rules) concluded_[rule.head.predicate] = true;
  }

  void look_at(const std::string& title, const Case& the_case, const std::vector<Asked>& asked) {
    CAPTURE(title);
    std::vector<Finding> originals;
    for (const Asked& a : asked) originals.push_back(answered(law_, the_case, a));
    for (size_t i = 0; i < asked.size(); ++i) check_opposite(the_case, asked[i], originals[i]);
    check_order(the_case, asked, originals);
    size_t here = 0, noticed_here = 0;
    for (size_t fact = 0; fact < the_case.facts.size(); ++fact) {
      CAPTURE(the_case.facts[fact].id);
      for (const Mutation m : {drop, negate, withhold}) {
        const bool seen = is_noticed(mutated(the_case, fact, m), asked, originals);
        ++of_[m];
        ++here;
        noticed_[m] += seen;
        noticed_here += seen;
      }
      for (size_t i = 0; i < asked.size(); ++i) {
        check_withheld(the_case, fact, asked[i], originals[i]);
      }
    }
    std::printf("%3zu of %3zu  %s\n", noticed_here, here, title.c_str());
    blind_ += here > 0 && noticed_here == 0;
  }

  void report() const {
    for (const Mutation m : {drop, negate, withhold}) {
      std::printf("%-12s  %zu of %zu noticed\n", kMutations[m], noticed_[m], of_[m]);
    }
    std::printf("examples that notice nothing: %zu; relations checked: %zu\n", blind_, relations_);
  }
  double share(Mutation m) const {
    return static_cast<double>(noticed_[m]) / static_cast<double>(of_[m]);
  }
  size_t blind() const { return blind_; }
  size_t relations() const { return relations_; }

 private:
  bool is_noticed(const Case& mutant, const std::vector<Asked>& asked,
                  const std::vector<Finding>& originals) const {
    for (size_t i = 0; i < asked.size(); ++i) {
      const Finding finding = answered(law_, mutant, asked[i]);
      const bool same =
          asked[i].expected ? finding.answer == *asked[i].expected : alike(finding, originals[i]);
      if (!same) return true;
    }
    return false;
  }

  static bool alike(const Finding& a, const Finding& b) {
    return a.answer == b.answer && a.outcomes == b.outcomes &&
           a.hangs_on.size() == b.hangs_on.size();
  }

  // A sentence and its opposite are one question.
  void check_opposite(const Case& the_case, const Asked& asked, const Finding& original) {
    const Finding opposite = answered(law_, the_case, asked, true);
    using reason::Outcome;
    CHECK(original.outcomes.has(Outcome::established) == opposite.outcomes.has(Outcome::excluded));
    CHECK(original.outcomes.has(Outcome::not_established) ==
          opposite.outcomes.has(Outcome::not_established));
    CHECK(original.hangs_on.size() == opposite.hangs_on.size());
    ++relations_;
  }

  // The order in which facts are told is no matter.
  void check_order(const Case& the_case, const std::vector<Asked>& asked,
                   const std::vector<Finding>& originals) {
    Case backwards = the_case;
    std::reverse(backwards.facts.begin(), backwards.facts.end());
    for (size_t i = 0; i < asked.size(); ++i) {
      CHECK(answered(law_, backwards, asked[i]).outcomes == originals[i].outcomes);
      ++relations_;
    }
  }

  // What a withheld fact leaves possible is at least what it does where it holds and where it
  // fails: keeping silent never settles an answer that the fact itself would not. What rules
  // conclude is left to the rules, told or not.
  void check_withheld(const Case& the_case, size_t fact, const Asked& asked,
                      const Finding& original) {
    const reason::GroundSentence& sentence = the_case.facts[fact].sentence;
    const Finding silent = answered(law_, mutated(the_case, fact, withhold), asked);
    if (concluded_[sentence.predicate]) {
      CHECK(silent.outcomes == answered(law_, mutated(the_case, fact, drop), asked).outcomes);
      ++relations_;
      return;
    }
    if (!settled_at_the_top(the_case, sentence)) return;
    CHECK(within(original.outcomes, silent.outcomes));
    CHECK(within(answered(law_, mutated(the_case, fact, negate), asked).outcomes, silent.outcomes));
    const bool established = original.outcomes.only() == reason::Outcome::established;
    const bool excluded = original.outcomes.only() == reason::Outcome::excluded;
    if (established) CHECK(silent.answer != Answer::excluded);
    if (excluded) CHECK(silent.answer != Answer::established);
    ++relations_;
  }

  // A fact below the top of the scale may hold and yet not be shown; one that is told twice is not
  // withheld by one silence.
  bool settled_at_the_top(const Case& the_case, const reason::GroundSentence& sentence) const {
    using Value = reason::Version::Value;
    const Standing standing = standings(law_, the_case).at(sentence);
    if (standing.state.versions.size() != 1 || standing.facts.size() != 1) return false;
    const reason::Version& version = standing.state.versions.front();
    const bool settled = version.value == Value::holds || version.value == Value::fails;
    return settled && version.grade + 1 == law_.program.grades;
  }

  const language::Law& law_;
  std::vector<bool> concluded_;
  size_t of_[3] = {}, noticed_[3] = {};
  size_t blind_ = 0, relations_ = 0;
};

TEST_CASE("the examples of the norms, with every given fact dropped, turned round and withheld") {
  const language::Law& law = project_law();
  FactMutants mutants(law);
  for (const language::LawExample& example : law.examples) {
    std::vector<Asked> asked;
    for (const auto& expectation : example.expectations) {
      for (const View& view : views_of(law, expectation)) {
        asked.push_back({sentence_of(expectation), expectation.sentence.negated, example.viewed_on,
                         view.held, expectation.answer});
      }
    }
    mutants.look_at(example.title, case_of(example), asked);
  }
  mutants.report();
  // Floors, to be raised with the examples: one that expects "no" for two reasons at once notices
  // neither of them alone.
  CHECK(mutants.share(drop) > 0.3);
  CHECK(mutants.share(negate) > 0.35);
  CHECK(mutants.share(withhold) > 0.38);
  CHECK(mutants.relations() > 1000);
}

TEST_CASE(
    "no condition and no exception of the norms can be left out without an example noticing") {
  const language::Law& law = project_law();
  const auto mutants = mutants_of(law);
  REQUIRE(mutants);
  CHECK(mutants->size() > 1000);
  for (const Mutant& mutant : *mutants) {
    const language::Provenance& declared = law.rules[mutant.rule].declared;
    CHECK_MESSAGE(mutant.noticed_by.has_value(),
                  law.rules[mutant.rule].id << ": " << declared.file->text(mutant.span));
  }
}

TEST_CASE("the cases of the project, with every fact dropped, turned round and withheld") {
  const language::Law& law = project_law();
  FactMutants mutants(law);
  for (const auto& path : project_cases()) {
    const Case the_case = project_case(law, path);
    const auto assessment = assess(law, the_case, {.view_date = the_case.opened});
    REQUIRE(assessment);
    std::vector<Asked> asked;
    for (const QuestionResult& question : assessment->questions()) {
      asked.push_back({question.sentence, false, the_case.opened, {}, std::nullopt});
    }
    mutants.look_at(the_case.title, the_case, asked);
  }
  mutants.report();
  CHECK(mutants.blind() == 0);
}

}  // namespace
}  // namespace comity::dossier
