// Rules: bound, compiled and ordered; passages that are not encoded; what must never follow.
#include <algorithm>

#include "base/text.h"
#include "language/procedure_compiler.h"
#include "language/rule_compiler.h"

namespace comity::language {

namespace {

// Two heads contradict each other: one is the opposite of the other, or a duty stands against the
// opposite duty or against a permission.
bool opposed(const Law& law, const reason::Pattern& a, const reason::Pattern& b) {
  const LawPredicate& x = law.predicates[a.predicate];
  const LawPredicate& y = law.predicates[b.predicate];
  if (a.predicate == b.predicate) return a.negated != b.negated;
  if (x.base != y.base) return false;
  const bool x_forbids = x.modality == Modality::must_not;
  const bool y_forbids = y.modality == Modality::must_not;
  return x_forbids != y_forbids && x.modality != Modality::is && y.modality != Modality::is;
}

// Words that no norm may use of itself unless it can be breached.
const std::string* forbidden_word(const Wording& wording) {
  static const std::vector<std::string> stems = {"breach", "violat", "wrongful", "unlawful",
                                                 "illegal"};
  for (const WordingToken& token : wording) {
    for (const std::string& stem : stems) {
      if (!token.hole && token.word.find(stem) != std::string::npos) return &token.word;
    }
  }
  return nullptr;
}

}  // namespace

void Checker::declare_rules() {
  each<Rule>([&](const Rule& rule, const Place& place) {
    if (const auto earlier = law_.rule(rule.id.text)) {
      diagnostics_.add({.severity = Severity::error,
                        .code = "duplicate-rule",
                        .message = "the rule `" + rule.id.text + "` is written twice",
                        .source = place.document.source,
                        .span = rule.id.span,
                        .help = "give it an id of its own",
                        .labels = {{law_.rules[*earlier].declared.file,
                                    law_.rules[*earlier].declared.span, "written here"}}});
      return;
    }
    LawRule declared{.id = rule.id.text, .declared = provenance(place, rule.span)};
    law_.rules.push_back(std::move(declared));
    written_.push_back(&rule);
    written_at_.push_back(place);
  });
}

void Checker::declare_passages() {
  each<NotEncoded>([&](const NotEncoded& passage, const Place& place) {
    LawPassage declared{.text = passage.passage.text,
                        .rule = std::nullopt,
                        .reason = passage.reason.text,
                        .declared = provenance(place, passage.span)};
    if (passage.rule) {
      declared.rule = law_.rule(passage.rule->text);
      if (!declared.rule) {
        std::vector<std::string> known;
        for (const LawRule& rule : law_.rules) known.push_back(rule.id);
        error("unknown-rule", "no rule is called `" + passage.rule->text + "`", place,
              passage.rule->span, nearest_help(passage.rule->text, known));
        return;
      }
    }
    law_.passages.push_back(std::move(declared));
  });
}

void Checker::compile_rules(ProcedureCompiler& procedure) {
  for (uint32_t r = 0; r < written_.size(); ++r) {
    if (written_[r]->access || procedure.concludes(*written_[r], written_at_[r])) {
      procedure.compile_rule(r);
    } else {
      RuleCompiler(*this, r).run();
    }
  }
  check_times();
  check_academic();
}

// A date belongs to a fact; what a rule concludes has none.
void Checker::check_times() {
  std::vector<bool> concluded(law_.predicates.size());
  for (const reason::ProgramRule& rule : law_.program.rules) concluded[rule.head.predicate] = true;
  for (uint32_t r = 0; r < law_.compiled.size(); ++r) {
    for (const reason::ProgramPremise& premise : law_.program.rules[r].premises) {
      if (premise.pattern.when == reason::When::any || !concluded[premise.pattern.predicate])
        continue;
      const uint32_t rule = law_.compiled[r].rule;
      error("date-of-conclusion", "a rule concludes this sentence, so it has no date to compare",
            written_at_[rule], written_[rule]->span,
            "compare the dates of the facts that it rests on");
    }
  }
}

// How an academic database sorts its incidents is no law: what such a rule concludes is read and
// concluded by rules of its own weight only, so that no legal answer can rest on it.
void Checker::check_academic() {
  if (!diagnostics_.ok()) return;  // a rule that did not bind has no head to compare
  const auto academic = [&](uint32_t rule) {
    return law_.rules[rule].weight == Weight::academic_coding;
  };
  std::map<reason::PredicateId, uint32_t> coded;  // what is concluded so, with the rule
  for (uint32_t r = 0; r < law_.rules.size(); ++r) {
    if (academic(r)) coded.emplace(law_.predicates[law_.rules[r].head.predicate].base, r);
  }
  std::set<uint32_t> reported;
  const auto refuse = [&](uint32_t rule, reason::PredicateId predicate, const char* does) {
    const auto found = coded.find(law_.predicates[predicate].base);
    if (academic(rule) || found == coded.end() || !reported.insert(rule).second) return;
    error("academic-coding",
          "a rule of weight `" + std::string(name(law_.rules[rule].weight)) + "` " + does +
              " what `" + law_.rules[found->second].id + "`, an academic coding, concludes",
          written_at_[rule], written_[rule]->span,
          "a coding is no law: rest the rule on facts, or give it that weight too");
  };
  for (uint32_t r = 0; r < law_.compiled.size(); ++r) {
    const reason::ProgramRule& rule = law_.program.rules[r];
    refuse(law_.compiled[r].rule, rule.head.predicate, "concludes");
    for (const reason::ProgramPremise& premise : rule.premises) {
      refuse(law_.compiled[r].rule, premise.pattern.predicate, "reads");
    }
  }
}

void Checker::check_weight(const LawRule& rule, Span head, const Place& place) {
  const LawPredicate& predicate = law_.predicates[rule.head.predicate];
  const Wording& wording = rule.head.negated ? predicate.negative : predicate.positive;
  if (predicate.weight_at_least && rule.weight > *predicate.weight_at_least) {
    error("weight-too-light",
          "a norm of weight `" + std::string(name(rule.weight)) +
              "` cannot conclude this; it takes `" + std::string(name(*predicate.weight_at_least)) +
              "` at least",
          place, head);
  } else if (!may_give_breach(rule.weight) && predicate.modality != Modality::is &&
             predicate.modality != Modality::may) {
    error("weight-and-words",
          "a norm of weight `" + std::string(name(rule.weight)) + "` lays no duty on anybody",
          place, head, "say `… is not consistent with …`");
  } else if (!may_give_breach(rule.weight) && !rule.head.negated) {
    if (const std::string* word = forbidden_word(wording)) {
      error("weight-and-words",
            "a norm of weight `" + std::string(name(rule.weight)) +
                "` cannot be said to be breached, and this head says `" + *word + "`",
            place, head, "say `… is not consistent with …`");
    }
  }
}

namespace {

// Which rule wins over which, directly.
class Precedence {
 public:
  explicit Precedence(size_t rules) : weaker_(rules) {}

  // False, and nothing added, where `weak` wins over `strong`, directly or through others.
  bool add(uint32_t strong, uint32_t weak) {
    if (wins(weak, strong)) return false;
    weaker_[strong].push_back(weak);
    return true;
  }

 private:
  bool wins(uint32_t strong, uint32_t weak) const {
    std::vector<bool> seen(weaker_.size());
    std::vector<uint32_t> pending{strong};
    while (!pending.empty()) {
      const uint32_t rule = pending.back();
      pending.pop_back();
      if (rule == weak) return true;
      if (seen[rule]) continue;
      seen[rule] = true;
      pending.insert(pending.end(), weaker_[rule].begin(), weaker_[rule].end());
    }
    return false;
  }

  std::vector<std::vector<uint32_t>> weaker_;
};

}  // namespace

// `B despite A` and `A subject to B` say the same: B is the stronger.
void Checker::order_rules() {
  std::vector<std::string> known;
  for (const LawRule& rule : law_.rules) known.push_back(rule.id);
  Precedence stronger(law_.rules.size());
  const auto order = [&](uint32_t r, const Text& other, bool wins) {
    const Place& place = written_at_[r];
    const auto o = law_.rule(other.text);
    if (!o) {
      error("unknown-rule", "no rule is called `" + other.text + "`", place, other.span,
            nearest_help(other.text, known));
      return;
    }
    if (!diagnostics_.ok()) return;  // a rule that did not bind has no head to compare
    if (!opposed(law_, law_.rules[r].head, law_.rules[*o].head)) {
      error("not-opposed",
            "`" + written_[r]->id.text + "` and `" + other.text +
                "` do not contradict each other, so neither can win",
            place, other.span, "the head of one must be the opposite of the other's");
      return;
    }
    const uint32_t strong = wins ? r : *o;
    const uint32_t weak = wins ? *o : r;
    if (!stronger.add(strong, weak)) {
      error("circular-priority",
            "`" + law_.rules[strong].id + "` cannot win over `" + law_.rules[weak].id +
                "`, which wins over it already",
            place, other.span, "one of the two has to be the stronger");
      return;
    }
    prefer(strong, weak);
  };
  for (uint32_t r = 0; r < written_.size(); ++r) {
    for (const Text& other : written_[r]->despite) order(r, other, true);
    for (const Text& other : written_[r]->subject_to) order(r, other, false);
  }
  if (!diagnostics_.ok()) return;
  for (uint32_t high = 0; high < law_.rules.size(); ++high) {
    for (uint32_t low = 0; low < law_.rules.size(); ++low) {
      if (law_.rules[high].declared.rank <= law_.rules[low].declared.rank ||
          !opposed(law_, law_.rules[high].head, law_.rules[low].head))
        continue;
      if (stronger.add(high, low)) {
        prefer(high, low);
        continue;
      }
      error("against-rank",
            "`" + law_.rules[low].id + "` cannot win over `" + law_.rules[high].id +
                "`, which is of higher rank",
            written_at_[low], written_[low]->span,
            "a " + std::string(name(law_.rules[high].declared.rank)) + " norm prevails");
    }
  }
}

// Lets every rule of the program that one rule became win over those of the other that it
// contradicts.
void Checker::prefer(uint32_t strong, uint32_t weak) {
  if (law_.rules[strong].in_register && law_.rules[weak].in_register) {
    law_.procedure.rules[*law_.rules[strong].in_register].wins_over.push_back(
        *law_.rules[weak].in_register);
  }
  const auto counts = [&](uint32_t x) {
    const auto part = law_.compiled[x].part;
    return part == CompiledRule::Part::main || part == CompiledRule::Part::conflict;
  };
  for (uint32_t s = 0; s < law_.compiled.size(); ++s) {
    if (law_.compiled[s].rule != strong || !counts(s)) continue;
    for (uint32_t w = 0; w < law_.compiled.size(); ++w) {
      const reason::Pattern& sh = law_.program.rules[s].head;
      const reason::Pattern& wh = law_.program.rules[w].head;
      if (law_.compiled[w].rule == weak && counts(w) && sh.predicate == wh.predicate &&
          sh.negated != wh.negated) {
        law_.program.superiority.emplace_back(s, w);
      }
    }
  }
}

namespace {

// A sentence or its opposite, as a step on a path of rules.
using Step = std::pair<reason::PredicateId, bool>;

Step step_of(const reason::Pattern& pattern) { return {pattern.predicate, pattern.negated}; }

// What rules may conclude from a sentence, each with the rule that concludes it first.
std::map<Step, std::optional<uint32_t>> reachable_from(const reason::Program& program,
                                                       const reason::Pattern& from) {
  std::map<Step, std::optional<uint32_t>> reached{{step_of(from), std::nullopt}};
  for (bool grown = true; grown;) {
    grown = false;
    for (uint32_t r = 0; r < program.rules.size(); ++r) {
      const reason::ProgramRule& rule = program.rules[r];
      const bool uses = std::any_of(
          rule.premises.begin(), rule.premises.end(),
          [&](const auto& premise) { return reached.contains(step_of(premise.pattern)); });
      grown = (uses && reached.emplace(step_of(rule.head), r).second) || grown;
    }
  }
  return reached;
}

}  // namespace

// No path of rules may lead from a sentence to what it must never support.
void Checker::check_never() {
  each<Never>([&](const Never& never, const Place& place) {
    Variables variables;
    const auto conclusion = binder(place).sentence(never.conclusion, &variables);
    if (!conclusion) return;
    for (const Sentence& line : never.from) {
      const auto from = binder(place).sentence(line, &variables);
      if (!from) continue;
      const auto reached = reachable_from(law_.program, *from);
      const auto found = reached.find(step_of(*conclusion));
      if (found == reached.end() || !found->second) continue;
      const LawRule& last = law_.rules[law_.compiled[*found->second].rule];
      diagnostics_.add(
          {.severity = Severity::error,
           .code = "forbidden-path",
           .message = "rules lead from `" + words_of(line) + "` to what must never follow from it",
           .source = place.document.source,
           .span = line.span,
           .help = "the last step is rule `" + last.id + "`",
           .labels = {{last.declared.file, last.declared.span, "this rule"}}});
    }
  });
}

}  // namespace comity::language
