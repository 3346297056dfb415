#include "language/rule_compiler.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::language {

namespace {

constexpr size_t kAlternativesMax = 256;

std::set<reason::VariableId> variables_of(const reason::Pattern& pattern) {
  std::set<reason::VariableId> found;
  for (const reason::Term& term : pattern.arguments) {
    if (term.variable) found.insert(term.index);
  }
  if (pattern.when != reason::When::any && pattern.moment.variable)
    found.insert(pattern.moment.index);
  return found;
}

// Renumbers a rule's variables so that only those that it uses are left: a variable that occurs in
// another alternative only must not be filled here.
class Renumbering {
 public:
  explicit Renumbering(const Variables& all) : all_(all) {}

  void apply(reason::Term& term) {
    if (!term.variable) return;
    const auto [it, fresh] =
        number_.emplace(term.index, static_cast<reason::VariableId>(kinds_.size()));
    if (fresh) kinds_.push_back(all_.kinds[term.index]);
    term.index = it->second;
  }
  void apply(reason::Pattern& pattern) {
    for (reason::Term& term : pattern.arguments) apply(term);
    if (pattern.when != reason::When::any) apply(pattern.moment);
  }
  uint32_t operator[](uint32_t variable) const { return number_.at(variable); }
  bool has(uint32_t variable) const { return number_.contains(variable); }
  std::vector<reason::KindId> kinds() && { return std::move(kinds_); }

 private:
  const Variables& all_;
  std::map<uint32_t, reason::VariableId> number_;
  std::vector<reason::KindId> kinds_;
};

}  // namespace

RuleCompiler::RuleCompiler(Checker& checker, uint32_t rule)
    : checker_(checker),
      law_(checker.law_),
      index_(rule),
      written_(*checker.written_[rule]),
      place_(checker.written_at_[rule]) {}

void RuleCompiler::run() {
  const Binder binder = checker_.binder(place_);
  const auto head = binder.sentence(written_.head, &variables_);
  if (!head || !read_notes()) return;
  if (head->when != reason::When::any) {
    checker_.error("time-in-head", "a rule says what is so, not whether it came before something",
                   place_, written_.head.span, "compare the dates of facts in a condition");
    return;
  }
  LawRule& rule = law_.rules[index_];
  rule.head = *head;
  checker_.check_weight(rule, written_.head.span, place_);
  for (uint32_t p = 0; p < law_.passages.size(); ++p) {
    if (law_.passages[p].rule == index_) passage_ = p;
  }

  auto main = conjunction(written_.premises, {});
  if (!main) return;
  std::vector<Alternatives> exceptions;
  for (const Premise& exception : written_.exceptions) {
    auto alternatives = flatten(exception, {});
    if (!alternatives) return;
    exceptions.push_back(std::move(*alternatives));
  }
  if (!exceptions.empty()) {
    Alternatives all;
    for (const Alternatives& e : exceptions) all.insert(all.end(), e.begin(), e.end());
    const auto none = no_exception(*main, all);
    const auto first = static_cast<uint32_t>(law_.program.rules.size());
    emit({}, none.pattern, reason::Strength::defeasible, CompiledRule::Part::no_exception);
    reason::Pattern applies = none.pattern;
    applies.negated = true;
    for (const Flat& flat : all) {
      law_.program.superiority.emplace_back(static_cast<uint32_t>(law_.program.rules.size()),
                                            first);
      emit(flat, applies, reason::Strength::defeasible, CompiledRule::Part::exception);
    }
    for (Flat& flat : *main) {
      flat.premises.push_back(none);
      flat.texts.emplace_back();
    }
  }
  static constexpr reason::Strength kStrengths[] = {
      reason::Strength::defeasible, reason::Strength::strict, reason::Strength::defeater};
  for (const Flat& flat : *main) {
    emit(flat, *head, kStrengths[static_cast<size_t>(written_.strength)], CompiledRule::Part::main);
    emit_conflicts(flat);
  }
  rule.variables = variables_.names;
}

// ---- notes -------------------------------------------------------------------------------------

bool RuleCompiler::read_notes() {
  LawRule& rule = law_.rules[index_];
  std::optional<Weight> weight = rule.declared.weight;
  in_force_ = rule.declared.in_force;
  applies_to_ = rule.declared.applies_to;
  for (const Note& note : written_.notes) {
    const auto date = [&]() -> std::optional<Date> {
      auto parsed = Date::parse(note.value.text);
      if (parsed) return *parsed;
      checker_.error("bad-date", parsed.error().message(), place_, note.value.span);
      return std::nullopt;
    };
    switch (note.kind) {
      case Note::Kind::cite:
        rule.notes += (rule.notes.empty() ? "" : ", ") + note.value.text;
        break;
      case Note::Kind::weight:
        weight = checker_.weight(note.value, place_);
        if (!weight) return false;
        break;
      case Note::Kind::reading: {
        const auto guard = reading_guard(note);
        if (!guard) return false;
        guards_.push_back(*guard);
        break;
      }
      case Note::Kind::in_force_from: in_force_.from = date(); break;
      case Note::Kind::in_force_until: in_force_.until = date(); break;
      case Note::Kind::applies_from: applies_to_.from = date(); break;
      case Note::Kind::applies_until: applies_to_.until = date(); break;
      default:
        checker_.error("note-out-of-place", "this note does not belong to a rule", place_,
                       note.span, "a rule takes a citation, `reading`, `weight` and dates");
        return false;
    }
  }
  if (!weight) {
    checker_.error("no-weight", "nothing says what legal weight this rule has", place_,
                   written_.id.span, "add `- weight: …` under the heading");
    return false;
  }
  if (rule.declared.source.empty()) {
    checker_.error("no-source", "nothing says where this rule comes from", place_, written_.id.span,
                   "add `- source: …` under the heading");
    return false;
  }
  rule.weight = *weight;
  rule.citation = rule.declared.source;
  return true;
}

std::optional<reason::ReadingGuard> RuleCompiler::reading_guard(const Note& note) {
  const std::string_view value = note.value.text;
  const size_t colon = value.find(':');
  if (colon == std::string_view::npos) {
    checker_.error("reading-note", "a reading note names the reading and its options", place_,
                   note.span, "write `reading NAME: option`");
    return std::nullopt;
  }
  const std::string name(text::trim(value.substr(0, colon)));
  const auto reading = law_.reading(name);
  if (!reading) {
    std::vector<std::string> known;
    for (const LawReading& r : law_.readings) known.push_back(r.name);
    checker_.error("unknown-reading", "no reading is called `" + name + "`", place_,
                   note.value.span, Checker::nearest_help(name, known));
    return std::nullopt;
  }
  reason::ReadingGuard guard{.reading = *reading};
  for (std::string_view rest = value.substr(colon + 1); !rest.empty();) {
    const size_t comma = rest.find(',');
    const std::string option(text::trim(rest.substr(0, comma)));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const auto& options = law_.readings[*reading].options;
    const auto it = std::find(options.begin(), options.end(), option);
    if (it == options.end()) {
      checker_.error("unknown-option",
                     "`" + option + "` is not an option of the reading `" + name + "`", place_,
                     note.value.span, Checker::nearest_help(option, options));
      return std::nullopt;
    }
    guard.options |= uint64_t{1} << (it - options.begin());
  }
  return guard;
}

bool RuleCompiler::premise_note(const Note& note, Flat& flat) {
  PremiseText& text = flat.texts.front();
  switch (note.kind) {
    case Note::Kind::cite:
      text.citation += (text.citation.empty() ? "" : ", ") + note.value.text;
      return true;
    case Note::Kind::standard: {
      const auto grade = checker_.grade(note.value, place_);
      if (!grade) return false;
      text.standard = grade;
      flat.premises.front().standard = *grade;
      return true;
    }
    case Note::Kind::burden: {
      flat.premises.front().burden = true;
      const std::string& who = note.value.text;
      text.burden = who;
      if (who.size() > 2 && who.front() == '<') {
        text.burden = who.substr(1, who.size() - 2);
        text.burden_variable = variables_.find(text.burden);
        if (!text.burden_variable) {
          checker_.error("burden-on-nobody", "`" + who + "` is not a hole of this rule", place_,
                         note.value.span);
          return false;
        }
      }
      return true;
    }
    default:
      checker_.error("note-out-of-place", "this note does not belong to a premise", place_,
                     note.span, "a premise takes a citation, `burden on …` and `standard …`");
      return false;
  }
}

// ---- premises ----------------------------------------------------------------------------------

std::optional<RuleCompiler::Flat> RuleCompiler::leaf(const Premise& premise, const Notes& outer) {
  const Binder binder = checker_.binder(place_);
  Flat flat;
  if (premise.kind != Premise::Kind::sentence) {
    const auto left = binder.term(premise.left, &variables_);
    const auto right = left ? binder.term(premise.right, &variables_) : std::nullopt;
    if (!right) return std::nullopt;
    flat.comparisons.push_back({*left, *right, premise.kind == Premise::Kind::same});
    return flat;
  }
  const auto pattern = binder.sentence(premise.sentence, &variables_);
  if (!pattern) return std::nullopt;
  flat.premises.push_back({.pattern = *pattern});
  flat.texts.push_back({.span = premise.sentence.span});
  for (const Notes* notes : {&outer, &premise.notes}) {
    for (const Note& note : *notes) {
      if (!premise_note(note, flat)) return std::nullopt;
    }
  }
  return flat;
}

std::optional<RuleCompiler::Alternatives> RuleCompiler::flatten(const Premise& premise,
                                                                const Notes& outer) {
  if (premise.kind != Premise::Kind::any_of && premise.kind != Premise::Kind::all_of) {
    auto flat = leaf(premise, outer);
    if (!flat) return std::nullopt;
    return Alternatives{std::move(*flat)};
  }
  Notes notes = outer;
  notes.insert(notes.end(), premise.notes.begin(), premise.notes.end());
  if (premise.kind == Premise::Kind::all_of) return conjunction(premise.parts, notes);
  Alternatives all;
  for (const Premise& part : premise.parts) {
    auto some = flatten(part, notes);
    if (!some) return std::nullopt;
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

std::optional<RuleCompiler::Alternatives> RuleCompiler::conjunction(
    const std::vector<Premise>& premises, const Notes& outer) {
  Alternatives combined{Flat{}};
  for (const Premise& premise : premises) {
    const auto alternatives = flatten(premise, outer);
    if (!alternatives) return std::nullopt;
    Alternatives next;
    for (const Flat& before : combined) {
      for (const Flat& one : *alternatives) {
        Flat flat = before;
        flat.premises.insert(flat.premises.end(), one.premises.begin(), one.premises.end());
        flat.texts.insert(flat.texts.end(), one.texts.begin(), one.texts.end());
        flat.comparisons.insert(flat.comparisons.end(), one.comparisons.begin(),
                                one.comparisons.end());
        next.push_back(std::move(flat));
      }
    }
    if (next.size() > kAlternativesMax) {
      checker_.error("too-many-alternatives", "this rule can be met in more than 256 ways", place_,
                     premise.span,
                     "give some of its alternatives a sentence and a rule of their own");
      return std::nullopt;
    }
    combined = std::move(next);
  }
  return combined;
}

// "No exception to rule S1 applies", said of whatever the exceptions speak of.
reason::ProgramPremise RuleCompiler::no_exception(const Alternatives& main,
                                                  const Alternatives& exceptions) {
  std::set<reason::VariableId> outside = variables_of(law_.rules[index_].head);
  for (const Flat& flat : main) {
    for (const auto& p : flat.premises) outside.merge(variables_of(p.pattern));
  }
  // Whoever must show an exception belongs to it, though its words may not name them.
  std::set<reason::VariableId> inside;
  for (const Flat& flat : exceptions) {
    for (const auto& p : flat.premises) inside.merge(variables_of(p.pattern));
    for (const PremiseText& text : flat.texts) {
      if (text.burden_variable) inside.insert(*text.burden_variable);
    }
  }
  LawPredicate predicate{.exception_of = index_, .declared = law_.rules[index_].declared};
  reason::ProgramPredicate compiled;
  reason::ProgramPremise premise;
  premise.pattern.predicate = static_cast<reason::PredicateId>(law_.predicates.size());
  predicate.base = premise.pattern.predicate;
  predicate.layer = Layer::law;
  for (const reason::VariableId v : inside) {
    if (!outside.contains(v)) continue;
    predicate.holes.push_back(variables_.names[v]);
    compiled.arguments.push_back(variables_.kinds[v]);
    premise.pattern.arguments.push_back({.variable = true, .index = v});
  }
  law_.predicates.push_back(std::move(predicate));
  law_.program.predicates.push_back(std::move(compiled));
  return premise;
}

// ---- output ------------------------------------------------------------------------------------

void RuleCompiler::emit(const Flat& flat, const reason::Pattern& head, reason::Strength strength,
                        CompiledRule::Part part) {
  reason::ProgramRule rule{.head = head,
                           .strength = strength,
                           .premises = flat.premises,
                           .comparisons = flat.comparisons};
  CompiledRule compiled{.rule = index_, .part = part, .premises = flat.texts};
  if (part == CompiledRule::Part::main || part == CompiledRule::Part::conflict) {
    rule.guards = guards_;
    rule.passage = passage_;
  }
  rule.in_force = in_force_;
  rule.applies_to = applies_to_;

  Renumbering number(variables_);
  number.apply(rule.head);
  for (reason::ProgramPremise& premise : rule.premises) number.apply(premise.pattern);
  for (reason::Comparison& comparison : rule.comparisons) {
    number.apply(comparison.left);
    number.apply(comparison.right);
  }
  for (PremiseText& text : compiled.premises) {
    if (!text.burden_variable) continue;
    if (number.has(*text.burden_variable)) {
      text.burden_variable = number[*text.burden_variable];
    } else {
      text.burden_variable.reset();
    }
  }
  rule.variables = std::move(number).kinds();
  law_.program.rules.push_back(std::move(rule));
  law_.compiled.push_back(std::move(compiled));
}

void RuleCompiler::emit_conflicts(const Flat& flat) {
  const reason::Pattern head = law_.rules[index_].head;
  const LawPredicate& predicate = law_.predicates[head.predicate];
  if (predicate.modality == Modality::is || head.negated) return;
  const auto blocks = [&](Modality opposite) {
    const auto it = checker_.modal_.find({predicate.base, opposite});
    if (it == checker_.modal_.end()) return;
    reason::Pattern blocked = head;
    blocked.predicate = it->second;
    blocked.negated = true;
    emit(flat, blocked, reason::Strength::defeater, CompiledRule::Part::conflict);
  };
  if (predicate.modality == Modality::must_not) {
    blocks(Modality::must);
    blocks(Modality::may);
  } else {
    blocks(Modality::must_not);
  }
}

}  // namespace comity::language
