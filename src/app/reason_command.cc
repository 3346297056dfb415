#include "app/reason_command.h"

#include <array>
#include <bit>
#include <cmath>
#include <optional>

#include "base/env.h"
#include "reason/dfl.h"
#include "reason/explain.h"
#include "reason/inquiry.h"
#include "reason/outcome_function.h"
#include "reason/sensitivity.h"
#include "reason/solver.h"

namespace comity::app {

namespace {

using namespace reason;

constexpr std::array<const char*, 4> kOutcomes{"established", "excluded", "not established",
                                               "undetermined by a loop"};

std::string fixed(double value) {
  std::array<char, 32> buffer;
  std::snprintf(buffer.data(), buffer.size(), "%.4f", value);
  return buffer.data();
}

Result<Literal> find_literal(const NamedTheory& named, const std::string& spelling) {
  if (const auto literal = named.literal(spelling)) return *literal;
  return comity::fail(Errc::not_found, "the theory has no \"" + spelling + '"');
}

// The same theory with these atoms as choices.
Result<Theory> with_open(const NamedTheory& named, const std::vector<std::string>& atoms) {
  const Theory& t = named.theory;
  TheoryBuilder builder;
  builder.reserve_atoms(t.atom_count());
  for (Literal fact : t.facts()) builder.add_fact(fact);
  for (RuleId r = 0; r < t.rule_count(); ++r) builder.add_rule(t.head(r), t.body(r), t.strength(r));
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    for (RuleId weaker : t.weaker_than(r)) builder.add_superiority(r, weaker);
  }
  for (const std::string& name : atoms) {
    COMITY_TRY(const Literal literal, find_literal(named, name));
    builder.add_open(literal.atom());
  }
  return builder.build();
}

void print_conclusions(const NamedTheory& named, bool all, const Output& out) {
  Solver solver(named.theory);
  solver.solve({});
  std::string lines;
  for (uint32_t code = 0; code < 2 * named.theory.atom_count(); ++code) {
    const Literal l{code};
    const Tag tag = solver.tag(l);
    if (tag == Tag::proved) lines += (solver.definite(l) == Tag::proved ? "definite " : "proved ");
    if (tag != Tag::proved && !all) continue;
    if (tag == Tag::refuted) lines += "refuted ";
    if (tag == Tag::undetermined) lines += "undetermined ";
    lines += named.spell(l) + '\n';
  }
  out.print(lines);
}

std::string premises(const std::vector<StepId>& ids) {
  std::string out;
  for (StepId id : ids) out += ' ' + std::to_string(id + 1);
  return out;
}

std::string objection_line(const NamedTheory& named, const Objection& o) {
  std::string line = "      " + std::string(named.labels[o.rule]);
  switch (o.failing) {
    case Failing::premise: return line + " fails: step " + std::to_string(*o.because + 1) + '\n';
    case Failing::beaten:
      return line + " yields to " + std::string(named.labels[*o.by]) +
             (o.by_premises.empty() ? "" : ":") + premises(o.by_premises) + '\n';
    case Failing::overridden: return line + " yields to what is definite\n";
  }
  return line;
}

int print_proof(const NamedTheory& named, Literal literal, const Output& out) {
  static constexpr std::array<const char*, 7> kKinds{"fact",
                                                     "strict rule",
                                                     "rule",
                                                     "no rule carries it",
                                                     "defeated by",
                                                     "the opposite is definite",
                                                     "waits for itself"};
  static constexpr std::array<const char*, 3> kTags{"refuted", "proved", "undetermined"};
  Solver solver(named.theory);
  solver.solve({});
  const Proof proof = explain(named.theory, solver, {}, literal);
  if (const auto checked = check(named.theory, {}, proof); !checked)
    return out.fail(checked.error());
  std::string text;
  for (StepId id = 0; id < proof.steps.size(); ++id) {
    const Step& step = proof.steps[id];
    text += std::to_string(id + 1) + ". " + named.spell(step.literal) + ' ' +
            kTags[size_t(step.tag)] + (step.level == Level::support ? " as support" : "") + ": " +
            kKinds[size_t(step.kind)];
    if (step.rule) text += ' ' + std::string(named.labels[*step.rule]);
    if (!step.premises.empty()) text += ", from" + premises(step.premises);
    text += '\n';
    for (const Objection& o : step.objections) text += objection_line(named, o);
  }
  out.print(text);
  return 0;
}

std::string spell(const NamedTheory& named, const Theory& theory, const Pick& pick) {
  return named.spell(theory.asserts(pick.choice, pick.alternative).front());
}

int print_inquiry(const NamedTheory& named, const Theory& theory, Literal query,
                  const Output& out) {
  const Inquiry inquiry(theory, query);
  const Restriction all = Restriction::none(theory);
  std::string text = named.spell(query) + ": ";
  const OutcomeSet outcomes = inquiry.outcomes(all);
  std::string can;
  for (unsigned o = 0; o < 4; ++o) {
    if (outcomes.has(Outcome(o))) can += (can.empty() ? "" : ", or ") + std::string(kOutcomes[o]);
  }
  text += can + '\n';
  if (!inquiry.exact()) {
    const Sample sample = inquiry.sample(all, 1 << 20, 1);
    text += "too many open facts to be exact; bounds above, and of " +
            std::to_string(sample.worlds) + " completions drawn (seed 1, margin " +
            fixed(sample.margin) + " at " + fixed(sample.confidence) + "):\n";
    for (size_t o = 0; o < 4; ++o)
      text += "  " + fixed(sample.shares[o]) + ' ' + kOutcomes[o] + '\n';
    out.print(text);
    return 0;
  }
  const auto circuit = compile(theory, {&query, 1});
  if (const auto f = OutcomeFunction::of(theory, circuit, size_t{1} << 22)) {
    const OutcomeCounts counts = f->count(all);
    for (size_t o = 0; o < 4; ++o) {
      if (counts[o] != 0)
        text += "  " + std::to_string(counts[o]) + " completions: " + kOutcomes[o] + '\n';
    }
    const Weights even(theory.choice_count(), {0.5, 0.5});
    text += "sensitivity, each open fact as likely as not:\n";
    for (const Importance& i : sensitivity(*f, even, Outcome::established).importances) {
      text += "  " + fixed(i.birnbaum) + ' ' + spell(named, theory, {i.choice, 0}) + '\n';
    }
  }
  for (const Settlement& s : inquiry.settlements(all, 20, 4)) {
    text += std::string(kOutcomes[size_t(s.outcome)]) + " if";
    for (const Pick& pick : s.picks) text += ' ' + spell(named, theory, pick);
    text += '\n';
  }
  if (const auto next = inquiry.next_question(all, inquiry.cone())) {
    text += "ask first: " + spell(named, theory, {*next, 0}) + '\n';
  }
  out.print(text);
  return 0;
}

}  // namespace

int run_reason(const ReasonArguments& arguments, const Output& out) {
  const Result<std::string> text = read_file(system_env().disk, arguments.path);
  if (!text) return out.fail(text.error());
  const Result<NamedTheory> named = read_dfl(*text);
  if (!named) return out.fail(named.error().with(arguments.path));
  if (!arguments.why.empty()) {
    const Result<Literal> literal = find_literal(*named, arguments.why);
    return literal ? print_proof(*named, *literal, out) : out.fail(literal.error());
  }
  if (!arguments.ask.empty()) {
    const Result<Literal> literal = find_literal(*named, arguments.ask);
    if (!literal) return out.fail(literal.error());
    const Result<Theory> theory = with_open(*named, arguments.open);
    return theory ? print_inquiry(*named, *theory, *literal, out) : out.fail(theory.error());
  }
  print_conclusions(*named, arguments.all, out);
  return 0;
}

}  // namespace comity::app
