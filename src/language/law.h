// The Law: every norm file of a collection, checked, bound and compiled. What the engine runs is
// Law::program; everything beside it is what a reader needs to see what the engine did: wording,
// instrument, paragraph, weight, dates, and the place in the file.
//
// A Law is immutable once loaded (load.h), and may be read by any number of threads.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/ast.h"
#include "language/translation.h"
#include "language/wording_index.h"
#include "procedure/program.h"
#include "reason/program.h"

namespace comity::language {

// Legal weight, heaviest first; the order is that of `at_least`.
enum class Weight : uint8_t {
  treaty,
  custom,
  contested_custom,
  regional,
  national,
  expert_restatement,
  agreed_voluntary,
  confidence_building,
  platform_default,
  academic_coding,
};

std::string_view name(Weight weight);
std::optional<Weight> weight_named(std::string_view name);
// Whether a norm of this weight may be said to be breached (DESIGN.md section 3).
bool may_give_breach(Weight weight);

// Place in the hierarchy of norms: of two that contradict each other the higher prevails (Vienna
// Convention on the Law of Treaties, art. 53; UN Charter, art. 103; ILC Articles, art. 55).
enum class Rank : uint8_t { ordinary, special, charter_obligation, peremptory };

std::string_view name(Rank rank);
std::optional<Rank> rank_named(std::string_view name);

enum class Layer : uint8_t { fact, attribution, law, response };
std::string_view name(Layer layer);

// What register law needs holes for: a moment, a text, a number, what somebody said. No norm has to
// declare these kinds.
inline constexpr std::array<std::string_view, 4> kBuiltInKinds{"Time", "Text", "Number",
                                                               "Statement"};

// How a predicate speaks of its sentence: as what is, or as what must, must not or may be.
enum class Modality : uint8_t { is, must, must_not, may, can };

std::string_view name(Modality modality);  // "must not"
std::optional<Modality> modality_named(std::string_view name);

// Where a piece of law comes from.
struct Provenance {
  std::string heading;  // "Article 4: organs of a State"
  std::string path;     // headings from the top, " > " between
  std::string source;
  std::optional<Weight> weight;
  Rank rank = Rank::ordinary;
  std::optional<Date> text_of;
  DateRange in_force;
  DateRange applies_to;
  bool confirmed = true;
  SourcePtr file;
  Span span;
};

// One way to word a predicate. Holes carry the argument that they stand for.
struct WordingToken {
  std::string word;  // when not a hole
  bool hole = false;
  bool joined = false;  // no space before it, as before a comma
  uint32_t argument = 0;
};
using Wording = std::vector<WordingToken>;

struct LawPredicate {
  Modality modality = Modality::is;
  reason::PredicateId base = 0;    // the `is` predicate that a duty or permission speaks of
  std::vector<std::string> holes;  // "Act", "Victim State": one per argument
  Wording positive;
  Wording negative;  // empty: the opposite has no wording of its own
  Wording ask;       // empty: none was given
  Layer layer = Layer::fact;
  bool in_register = false;  // of register law: about entries, not about the world
  std::optional<Weight> weight_at_least;
  // "No exception to rule S1 applies": made by the compiler for the rule with this number.
  std::optional<uint32_t> exception_of;
  Provenance declared;
};

struct LawName {
  std::string name;
  reason::KindId kind = 0;
  std::optional<Date> date;
  std::map<std::string, NameForms> translated;  // by language
};

struct LawPosition {
  std::string party;
  std::optional<reason::OptionId> option;  // nothing: spoke, and left it open
  std::string when;                        // "2019", "2018/2022", "n/a"
  std::optional<int> year;                 // of the first statement, if one was recorded
  std::string source, confidence, note;
};

struct LawReading {
  std::string name;
  std::string question;
  std::vector<std::string> options;
  std::vector<bool> not_encoded;
  std::map<std::string, LawPosition> positions;  // by party code
  Provenance declared;
};

// A list of parties under one name. It speaks for nobody.
struct LawGroup {
  bool regional = false;
  std::string code, name, source;
  std::vector<std::string> members;  // codes, sorted
  DateRange in_force;
  Provenance declared;
};

// Words in their order, and what each stands for: the standards of proof, a scale, some figures.
struct LawList {
  struct Entry {
    std::vector<std::string> words;  // several where they mean the same; the first is printed
    std::string value;               // empty where none was given
    std::string citation;            // its own, beside the source of the section
  };
  std::string name;
  std::vector<Entry> entries;
  Provenance declared;

  // The entry with this word; nothing where none has it.
  const Entry* find(std::string_view word) const;
};

struct LawRule {
  std::string id;
  std::string citation;  // "ILC Articles …, art 8"
  std::string notes;     // only the rule's own citation: "art 8"
  Weight weight = Weight::custom;
  reason::Pattern head;
  std::vector<std::string> variables;            // "Victim State", by VariableId
  std::optional<procedure::RuleId> in_register;  // the first of its rules there, if it is one
  bool access = false;                           // who may read
  Provenance declared;
};

// What a premise of a program rule looked like in the text.
struct PremiseText {
  std::string citation;                     // "art 52(1)(b)"
  std::string burden;                       // "the claimant", or empty
  std::optional<uint32_t> burden_variable;  // set where the burden is on a hole
  std::optional<reason::Grade> standard;    // where one was set
  Span span;                                // in the rule's file, without its keyword and notes
};

struct CompiledRule {
  uint32_t rule = 0;  // LawRule
  enum class Part : uint8_t {
    main,          // the rule as written, one per combination of its alternatives
    no_exception,  // "no exception applies", unless
    exception,     // one of its `unless` clauses holds
    conflict,      // a duty stands against the opposite duty or permission
  } part = Part::main;
  std::vector<PremiseText> premises;
};

struct LawPassage {  // "not encoded"
  std::string text;
  std::optional<uint32_t> rule;
  std::string reason;
  Provenance declared;
};

struct LawQuestion {
  std::string name;
  reason::PredicateId predicate = 0;
  std::vector<std::string> holes;  // as the question names them
  std::vector<reason::KindId> kinds;
  Wording asks;
  // Any of these conjunctions raises it. Variables beyond the question's own may occur.
  struct Trigger {
    std::vector<reason::KindId> variables;
    std::vector<reason::Pattern> premises;
  };
  std::vector<Trigger> raised_when;
  std::optional<uint32_t> answers_for;  // argument
  Provenance declared;
};

// What an example, or a case, may expect of a conclusion, and what an analysis answers.
enum class Answer : uint8_t {
  established,
  excluded,
  not_established,
  depends_on_facts,
  depends_on_reading,
  undetermined,
  not_encoded,
};
std::string_view name(Answer answer);
std::optional<Answer> answer_named(std::string_view name);

struct LawExample {
  std::string title;
  std::vector<LawName> names;  // beside those of the norms; numbered after them
  struct Given {
    reason::Pattern sentence;
    bool unknown = false;
    reason::Grade grade = 0;
    std::optional<Date> on;
  };
  std::vector<Given> givens;
  std::optional<Date> viewed_on;
  struct Expectation {
    reason::Pattern sentence;
    Answer answer = Answer::established;
    std::vector<std::string> parties;
    std::optional<std::pair<reason::ReadingId, reason::OptionId>> reading;
    Span span;
  };
  std::vector<Expectation> expectations;
  Provenance declared;
};

// ---- register law ------------------------------------------------------------------------------

// A premise of register law where it stands, by Goal::text.
struct LawPremise {
  SourcePtr file;
  Span span;
  std::string citation;
};

struct LawAct {  // beside procedure.acts
  std::string id;
  Weight weight = Weight::platform_default;
  Provenance declared;
};

struct LawDuty {  // beside procedure.duties
  std::string id;
  Weight weight = Weight::platform_default;
  std::optional<uint32_t> calendar;  // of Law::calendars, by which it is counted
  Provenance declared;
};

struct LawField {                      // beside procedure.fields
  std::optional<Provenance> declared;  // none: the time that the language itself knows
};

struct LawCalendar {
  std::string name;
  std::vector<std::pair<std::string, std::string>> settings;  // as written
  Provenance declared;
};

// An example of register law: what happens, and what is then so.
struct LawTrial {
  std::string title;
  std::vector<LawName> names;  // beside those of the norms; numbered after them
  std::vector<std::pair<uint32_t, procedure::Place>> places;  // by name
  struct Step {
    enum class Kind : uint8_t {
      given,
      entry,
      refused,
      check,
      duty,
      next_change
    } kind = Kind::given;
    Instant at;
    procedure::Head said;    // given, entry, refused, duty
    uint32_t different = 0;  // given: so many, each about another one at `varied`
    size_t varied = 0;
    std::vector<std::pair<procedure::FieldId, std::string>> texts;
    std::vector<std::pair<procedure::FieldId, std::vector<procedure::Value>>> lists;
    std::vector<std::pair<procedure::FieldId, procedure::Value>> fields;
    procedure::Value signer;
    procedure::Clause check;  // check
    bool expected = true;
    std::string outcome;          // duty: "due", "met", "late", "missed", "stopped", "none"
    std::optional<Instant> time;  // duty: when it is due; next_change: when, if ever
    Span span;
  };
  std::vector<Step> steps;
  Provenance declared;
};

struct Law {
  std::vector<Document> documents;
  std::vector<Document> translations;  // files that hold nothing else, and are no law
  std::vector<std::string> kinds;
  std::vector<std::string> grades;  // weakest first
  std::vector<LawPredicate> predicates;
  WordingIndex wordings;  // of the predicates that were declared
  std::vector<LawName> names;
  std::vector<LawReading> readings;
  std::map<std::string, std::string> parties;  // code -> name
  std::vector<LawGroup> groups;                // one code may stand for several spans of time
  std::vector<LawList> lists;
  std::vector<LawRule> rules;
  std::vector<CompiledRule> compiled;  // beside program.rules
  std::vector<LawPassage> passages;
  std::vector<LawQuestion> questions;
  std::vector<LawExample> examples;
  reason::Program program;
  procedure::Program procedure;
  std::vector<LawAct> acts;
  std::vector<LawDuty> duties;
  std::vector<LawField> fields;
  std::vector<LawCalendar> calendars;
  std::vector<LawPremise> register_premises;
  std::vector<LawTrial> trials;
  std::vector<LawLanguage> languages;
  std::string hash;  // SHA-256 over the names and contents of the documents, hex

  std::optional<reason::KindId> kind(std::string_view name) const;
  std::optional<reason::Grade> grade(std::string_view name) const;
  std::optional<uint32_t> reading(std::string_view name) const;
  const LawList* list(std::string_view name) const;  // nothing where the norms have none
  std::optional<uint32_t> rule(std::string_view id) const;
  // What `the F of T` means where T is of this kind.
  std::optional<procedure::FieldId> field(std::string_view name, reason::KindId of) const;
};

}  // namespace comity::language
