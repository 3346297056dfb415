// Grounding: the program, cut down to one case and to what its questions demand.
//
// Every sentence about named individuals that a question can reach becomes an atom; every way to
// fill a rule's variables becomes a rule of the theory; everything that is not settled becomes a
// choice. Evidence grades are grounded away: "p, shown to grade g" is an atom of its own, proved
// by the rules for p whose premises are shown to grade g, and objected to by every applicable
// rule against p, so that the kernels need to know nothing of standards of proof.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reason/program.h"
#include "reason/theory.h"

namespace comity::reason {

// The individuals of one case, by number.
struct Domain {
  std::vector<KindId> kinds;               // of each Individual
  std::vector<std::optional<Date>> dates;  // of those of a dated kind
  std::optional<Date> fact_date;           // where no dated individual says otherwise
  std::optional<Date> view_date;           // nothing: no rule is left out for its dates in force
  std::optional<Date> governed_as_of;      // the rules for facts of this day, whatever their dates
};

// A sentence about individuals.
struct GroundSentence {
  PredicateId predicate = 0;
  std::vector<Individual> arguments;
  friend bool operator==(const GroundSentence&, const GroundSentence&) = default;
  friend auto operator<=>(const GroundSentence&, const GroundSentence&) = default;
};

// What one account says of a fact.
struct Version {
  enum class Value : uint8_t { holds, fails, open, not_shown } value = Value::open;
  Grade grade = 0;  // with holds and fails
  friend bool operator==(const Version&, const Version&) = default;
};

// What the case says of one sentence. One version: settled, or open. Several: contested, and each
// version becomes an alternative of the fact's choice, in this order.
struct FactState {
  std::vector<Version> versions = {};
  std::optional<Date> date = {};
};

using Facts = std::map<GroundSentence, FactState>;

// Which atom of the theory stands for what.
struct AtomKey {
  GroundSentence sentence = {};
  When when = When::any;
  Individual moment = 0;
  // At grade 0 one atom stands for the sentence and its literal's sign for its opposite. Above,
  // `shown_false` tells the atom "the opposite, shown to the grade" from "it, shown to the grade".
  Grade grade = 0;
  bool shown_false = false;
  bool burdened = false;  // nobody raised it, and the one who must show it has not
  friend bool operator==(const AtomKey&, const AtomKey&) = default;
  friend auto operator<=>(const AtomKey&, const AtomKey&) = default;
};

struct AtomInfo {
  enum class Kind : uint8_t { sentence, reading, not_encoded } kind = Kind::sentence;
  AtomKey key;            // sentence
  ReadingId reading = 0;  // reading: "read as one of these options"
  uint64_t options = 0;
  uint32_t passage = 0;    // not_encoded: the passage that a rule leaves out
  bool concluded = false;  // sentence: some rule of the theory concludes it or its opposite
};

// One way in which an unsettled fact can come out.
struct FactAlternative {
  Version version;
  uint16_t from = 0;    // which of the fact's versions it belongs to
  bool in_time = true;  // with holds: also before (or after) each moment that the rules ask about
};

struct ChoiceInfo {
  enum class Kind : uint8_t { fact, reading, not_encoded, assumption } kind = Kind::fact;
  GroundSentence sentence;                         // fact, assumption
  std::vector<FactAlternative> alternatives = {};  // fact: one per alternative
  ReadingId reading = 0;
  std::vector<OptionId> options = {};  // reading: of each alternative; a not-encoded option has two
  uint32_t passage = 0;                // not_encoded
  // assumption: alternative 0 leaves the sentence to the rules, alternative 1 takes it as given.
};

struct RuleInfo {
  uint32_t rule = 0;                // of the program
  std::vector<Individual> binding;  // of its variables
  uint32_t guard_count = 0;         // the body is: guards, then taint, then premises in order
  bool tainted = false;
};

struct Grounding {
  Theory theory;    // everything, to explain from
  Theory residual;  // without what cannot matter (residual.h), to search through
  std::vector<AtomInfo> atoms;
  std::vector<ChoiceInfo> choices;
  std::vector<RuleInfo> rules;
  std::map<AtomKey, Atom> index;

  // The literal that stands for the sentence (or its opposite) at grade 0, if it was grounded.
  std::optional<Literal> literal(const GroundSentence& sentence, bool negated) const;
};

struct GroundingLimits {
  size_t atoms_max = 1'000'000;
  size_t rules_max = 4'000'000;
};

// Grounds everything that the roots can reach. Each of `assumable` that is reached gets an
// assumption choice, so that an analysis can be made "if it is so". Deterministic: the same input
// gives the same theory, atom for atom. Errors: limit, when the case would need more atoms or
// rules. O(rules × individuals^(variables that the head leaves free)).
Result<Grounding> ground(const Program& program, const Domain& domain, const Facts& facts,
                         std::span<const GroundSentence> roots,
                         std::span<const GroundSentence> assumable = {},
                         const GroundingLimits& limits = {});

}  // namespace comity::reason
