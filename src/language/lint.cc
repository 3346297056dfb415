#include "language/lint.h"

#include <algorithm>
#include <bit>
#include <set>

#include "base/text.h"
#include "language/binder.h"
#include "reason/ground.h"
#include "reason/inquiry.h"

namespace comity::language {

namespace {

using Value = reason::Version::Value;

// The smallest case that meets one rule, or two whose heads speak of the same: an individual for
// every variable, and every premise agreed and fully proved.
class SmallestCase {
 public:
  explicit SmallestCase(const Law& law)
      : law_(law), top_(static_cast<reason::Grade>(law.program.grades - 1)) {
    for (const LawName& name : law.names) {
      domain_.kinds.push_back(name.kind);
      domain_.dates.push_back(name.date);
      names_.push_back(name.name);
    }
  }

  // Adds what the rule asks for; `head` fixes what its head speaks of, once another rule has said
  // so. False when the premises contradict what is there already.
  bool meet(uint32_t r, std::optional<reason::GroundSentence>& head) {
    const reason::ProgramRule& rule = law_.program.rules[r];
    std::vector<std::optional<reason::Individual>> binding(rule.variables.size());
    if (head && !fix(rule, *head, binding)) return false;
    for (const reason::Comparison& c : rule.comparisons) {
      if (c.equal) unite(c, rule, binding);
    }
    for (size_t v = 0; v < binding.size(); ++v) {
      if (!binding[v]) binding[v] = somebody(rule.variables[v]);
    }
    for (const reason::Comparison& c : rule.comparisons) {
      if ((value(c.left, binding) == value(c.right, binding)) != c.equal) return false;
    }
    head = ground(rule.head, binding);
    for (const reason::ReadingGuard& guard : rule.guards) {
      const auto known = options_.emplace(guard.reading, guard.options).first;
      known->second &= guard.options;
      if (known->second == 0) return false;
    }
    return std::all_of(rule.premises.begin(), rule.premises.end(), [&](const auto& premise) {
      return law_.predicates[premise.pattern.predicate].exception_of ||
             agree(premise.pattern, binding);
    });
  }

  reason::OutcomeSet outcomes(const reason::GroundSentence& sentence, const DateRange& in_force,
                              const DateRange& applies_to) {
    domain_.view_date = in_force.from ? in_force.from : in_force.until;
    domain_.fact_date = applies_to.from ? applies_to.from : applies_to.until;
    const auto grounding = reason::ground(law_.program, domain_, facts_, {&sentence, 1});
    if (!grounding) return {};
    const reason::Inquiry inquiry(grounding->residual, *grounding->literal(sentence, false));
    return inquiry.outcomes(restriction(*grounding));
  }

  // "the State A consented to the Act B; …"
  std::string told() const {
    std::vector<std::string> sentences;
    for (const auto& [sentence, state] : facts_) {
      const LawPredicate& predicate = law_.predicates[sentence.predicate];
      const bool fails = state.versions.front().value == Value::fails;
      std::string words = fails && predicate.negative.empty() ? "not so: " : "";
      for (const WordingToken& token :
           fails && !predicate.negative.empty() ? predicate.negative : predicate.positive) {
        if (!words.empty() && !token.joined && words.back() != ' ') words += ' ';
        words += token.hole ? names_[sentence.arguments[token.argument]] : token.word;
      }
      sentences.push_back(words);
    }
    for (const auto& [reading, options] : options_) {
      const auto first = static_cast<size_t>(std::countr_zero(options));
      sentences.push_back("read so: " + law_.readings[reading].name + ": " +
                          law_.readings[reading].options[first]);
    }
    return sentences.empty() ? "in every case" : "a case: " + text::join(sentences, "; ");
  }

 private:
  using Binding = std::vector<std::optional<reason::Individual>>;

  static reason::Individual value(const reason::Term& term, const Binding& binding) {
    return term.variable ? *binding[term.index] : term.index;
  }

  reason::Individual somebody(reason::KindId kind) {
    const auto individual = static_cast<reason::Individual>(domain_.kinds.size());
    domain_.kinds.push_back(kind);
    domain_.dates.emplace_back();
    const size_t number = individual - law_.names.size();
    names_.push_back(law_.kinds[kind] + " " + static_cast<char>('A' + number % 26));
    return individual;
  }

  bool fix(const reason::ProgramRule& rule, const reason::GroundSentence& head,
           Binding& binding) const {
    for (size_t i = 0; i < head.arguments.size(); ++i) {
      const reason::Term& term = rule.head.arguments[i];
      if (!term.variable) {
        if (term.index != head.arguments[i]) return false;
        continue;
      }
      if (binding[term.index] && *binding[term.index] != head.arguments[i]) return false;
      if (!law_.program.is_a(domain_.kinds[head.arguments[i]], rule.variables[term.index]))
        return false;
      binding[term.index] = head.arguments[i];
    }
    return true;
  }

  void unite(const reason::Comparison& c, const reason::ProgramRule& rule, Binding& binding) {
    if (!c.left.variable || !c.right.variable) return;
    auto& left = binding[c.left.index];
    auto& right = binding[c.right.index];
    if (!left && !right) left = somebody(rule.variables[c.left.index]);
    if (!left) left = right;
    if (!right) right = left;
  }

  static reason::GroundSentence ground(const reason::Pattern& pattern, const Binding& binding) {
    reason::GroundSentence sentence{.predicate = pattern.predicate};
    for (const reason::Term& term : pattern.arguments)
      sentence.arguments.push_back(value(term, binding));
    return sentence;
  }

  bool agree(const reason::Pattern& pattern, const Binding& binding) {
    const reason::Version version{.value = pattern.negated ? Value::fails : Value::holds,
                                  .grade = top_};
    const auto [fact, fresh] = facts_.emplace(ground(pattern, binding), reason::FactState{});
    if (fresh) fact->second.versions.push_back(version);
    if (fact->second.versions.front() != version) return false;
    return pattern.when == reason::When::any ||
           put_in_order(pattern, fact->second, value(pattern.moment, binding));
  }

  // A day before or after the moment, which gets a date if it has none.
  bool put_in_order(const reason::Pattern& pattern, reason::FactState& fact,
                    reason::Individual moment) {
    constexpr std::chrono::days kApart{1};
    auto& date = domain_.dates[moment];
    if (!date) date = Date(std::chrono::sys_days(std::chrono::year{2030} / 6 / 15));
    const Date wanted = pattern.when == reason::When::before ? *date - kApart : *date + kApart;
    if (fact.date && *fact.date != wanted) return false;
    fact.date = wanted;
    return true;
  }

  reason::Restriction restriction(const reason::Grounding& grounding) const {
    reason::Restriction within = reason::Restriction::none(grounding.theory);
    for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
      const reason::ChoiceInfo& info = grounding.choices[c];
      if (info.kind == reason::ChoiceInfo::Kind::not_encoded) within.allowed[c] = 1;
      if (info.kind != reason::ChoiceInfo::Kind::reading || !options_.contains(info.reading))
        continue;
      uint64_t allowed = 0;
      for (size_t a = 0; a < info.options.size(); ++a) {
        if ((options_.at(info.reading) >> info.options[a]) & 1u) allowed |= uint64_t{1} << a;
      }
      within.allowed[c] &= allowed;
    }
    return within;
  }

  const Law& law_;
  reason::Grade top_;
  reason::Domain domain_;
  reason::Facts facts_;
  std::vector<std::string> names_;
  std::map<reason::ReadingId, uint64_t> options_;
};

class Linter {
 public:
  Linter(const Law& law, Diagnostics& findings) : law_(law), findings_(findings) {
    for (uint32_t r = 0; r < law.compiled.size(); ++r) {
      if (law.compiled[r].part == CompiledRule::Part::main) main_.push_back(r);
    }
  }

  void run() {
    for (const uint32_t r : main_) check_alone(r);
    for (const uint32_t a : main_) {
      for (const uint32_t b : main_) {
        if (a < b) check_pair(a, b);
      }
    }
    check_readings();
    check_concluded();
    check_asked();
  }

 private:
  const LawRule& written(uint32_t r) const { return law_.rules[law_.compiled[r].rule]; }

  void warn(std::string code, std::string message, const Provenance& at, std::string help,
            std::vector<Label> labels = {}) {
    findings_.add({.severity = Severity::warning,
                   .code = std::move(code),
                   .message = std::move(message),
                   .source = at.file,
                   .span = at.span,
                   .help = std::move(help),
                   .labels = std::move(labels)});
  }

  // One wording a rule: several of its combinations may share a defect.
  bool first_time(const std::string& code, uint32_t rule, uint32_t other = 0) {
    return told_.emplace(code, law_.compiled[rule].rule, law_.compiled[other].rule).second;
  }

  static bool wins(reason::OutcomeSet outcomes, bool negated) {
    return outcomes.only() == (negated ? reason::Outcome::excluded : reason::Outcome::established);
  }

  void check_alone(uint32_t r) {
    const reason::ProgramRule& rule = law_.program.rules[r];
    if (rule.strength == reason::Strength::defeater) return;
    SmallestCase smallest(law_);
    std::optional<reason::GroundSentence> head;
    if (rule.in_force.empty() || rule.applies_to.empty() || !smallest.meet(r, head)) {
      if (first_time("never-met", r)) {
        warn("never-met", "no case can meet the rule `" + written(r).id + "`", written(r).declared,
             "its premises, its dates or its readings contradict each other");
      }
      return;
    }
    const reason::OutcomeSet outcomes = smallest.outcomes(*head, rule.in_force, rule.applies_to);
    if (wins(outcomes, rule.head.negated) || !first_time("swallowed", r)) return;
    warn(
        "swallowed",
        "the rule `" + written(r).id +
            "` does not carry its conclusion in a case that holds all it asks for and nothing else",
        written(r).declared, smallest.told());
  }

  bool ordered(uint32_t a, uint32_t b) const {
    const auto& superiority = law_.program.superiority;
    return std::any_of(superiority.begin(), superiority.end(), [&](const auto& pair) {
      return pair == std::pair(a, b) || pair == std::pair(b, a);
    });
  }

  void check_pair(uint32_t a, uint32_t b) {
    const reason::ProgramRule& one = law_.program.rules[a];
    const reason::ProgramRule& other = law_.program.rules[b];
    if (one.head.predicate != other.head.predicate || one.head.negated == other.head.negated)
      return;
    if (ordered(a, b) || !one.in_force.overlaps(other.in_force) ||
        !one.applies_to.overlaps(other.applies_to))
      return;
    SmallestCase smallest(law_);
    std::optional<reason::GroundSentence> head;
    if (!smallest.meet(a, head) || !smallest.meet(b, head)) return;
    const reason::OutcomeSet outcomes = smallest.outcomes(*head, one.in_force, one.applies_to);
    if (outcomes.only() != reason::Outcome::not_established || !first_time("tie", a, b)) return;
    warn("tie",
         "the rules `" + written(a).id + "` and `" + written(b).id +
             "` contradict each other and neither wins",
         written(b).declared, "say which wins with `despite`; " + smallest.told(),
         {{written(a).declared.file, written(a).declared.span, "the other rule"}});
  }

  // Which of the rules that look at a reading count under an option.
  std::vector<bool> effect(reason::ReadingId reading, size_t option) const {
    std::vector<bool> counts;
    for (const reason::ProgramRule& rule : law_.program.rules) {
      for (const reason::ReadingGuard& guard : rule.guards) {
        if (guard.reading == reading) counts.push_back(((guard.options >> option) & 1u) != 0);
      }
    }
    return counts;
  }

  void check_readings() {
    for (reason::ReadingId r = 0; r < law_.readings.size(); ++r) {
      const LawReading& reading = law_.readings[r];
      for (size_t a = 0; a < reading.options.size(); ++a) {
        for (size_t b = a + 1; b < reading.options.size(); ++b) {
          if (reading.not_encoded[a] || reading.not_encoded[b] || effect(r, a) != effect(r, b))
            continue;
          warn("same-option",
               "no rule tells `" + reading.options[a] + "` and `" + reading.options[b] + "` apart",
               reading.declared,
               "every case comes out alike under the two options of `" + reading.name + "`");
        }
      }
    }
  }

  // A power that no act grants, a duty that nothing lays on anybody: declared, and never in force.
  void check_used(const LawPredicate& predicate) {
    const auto& acts = law_.procedure.acts;
    const auto& duties = law_.procedure.duties;
    const bool used =
        predicate.modality == Modality::can
            ? std::any_of(acts.begin(), acts.end(),
                          [&](const auto& act) { return act.done.predicate == predicate.base; })
            : std::any_of(duties.begin(), duties.end(), [&](const auto& duty) {
                const bool forbids = predicate.modality == Modality::must_not;
                return duty.owed.predicate == predicate.base && duty.forbidden == forbids;
              });
    const bool form = predicate.modality == Modality::can || predicate.modality == Modality::must ||
                      predicate.modality == Modality::must_not;
    if (!form || used) return;
    warn("not-granted",
         predicate.modality == Modality::can
             ? "no act grants `" + plain(predicate.positive, predicate.holes) + "`"
             : "nothing lays it on anybody that `" + plain(predicate.positive, predicate.holes) +
                   "`",
         predicate.declared, "leave the form out, or write the act or the duty that it is for");
  }

  void check_concluded() {
    std::vector<bool> concluded(law_.predicates.size());
    for (const reason::ProgramRule& rule : law_.program.rules)
      concluded[rule.head.predicate] = true;
    for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
      const LawPredicate& predicate = law_.predicates[p];
      const bool of_law = predicate.layer == Layer::law || predicate.layer == Layer::response;
      if (predicate.in_register) {
        check_used(predicate);
        continue;
      }
      if (!of_law || concluded[p] || predicate.exception_of || has_modal_rules(p)) continue;
      warn("not-concluded",
           "no rule concludes `" + plain(predicate.positive, predicate.holes) + "`",
           predicate.declared, "only a finding or an agreement could state it");
    }
  }

  // Once a rule concludes a fact nobody is asked about it any more, whatever its `ask` says.
  void check_asked() {
    std::set<reason::PredicateId> reported;
    for (const uint32_t r : main_) {
      const reason::PredicateId p = law_.program.rules[r].head.predicate;
      const LawPredicate& asked = law_.predicates[p];
      if (asked.layer != Layer::fact || asked.ask.empty() || !reported.insert(p).second) continue;
      warn("asked-and-concluded",
           "the rule `" + written(r).id + "` concludes `" + plain(asked.positive, asked.holes) +
               "`, so nobody is asked about it",
           asked.declared, "leave `ask:` out, or let the rule conclude a sentence of its own",
           {{written(r).declared.file, written(r).declared.span, "this rule"}});
    }
  }

  // A sentence that is only spoken of as what must or may be needs no rule for itself.
  bool has_modal_rules(reason::PredicateId base) const {
    return std::any_of(law_.program.rules.begin(), law_.program.rules.end(), [&](const auto& rule) {
      return law_.predicates[rule.head.predicate].base == base;
    });
  }

  const Law& law_;
  Diagnostics& findings_;
  std::vector<uint32_t> main_;
  std::set<std::tuple<std::string, uint32_t, uint32_t>> told_;
};

}  // namespace

void lint(const Law& law, Diagnostics& findings) { Linter(law, findings).run(); }

}  // namespace comity::language
