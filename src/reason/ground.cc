#include "reason/ground.h"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "reason/residual.h"

namespace comity::reason {

namespace {

using Binding = std::vector<std::optional<Individual>>;

// The grounder works from the roots down: an atom is made when a rule first needs it, and is
// expanded once, in the order of making, so that equal input gives an equal theory.
class Grounder {
 public:
  Grounder(const Program& program, const Domain& domain, const Facts& facts,
           const GroundingLimits& limits)
      : program_(program), domain_(domain), facts_(facts), limits_(limits) {
    concluding_.resize(program.predicates.size());
    for (uint32_t r = 0; r < program.rules.size(); ++r) {
      concluding_[program.rules[r].head.predicate].push_back(r);
    }
  }

  Result<Grounding> run(std::span<const GroundSentence> roots,
                        std::span<const GroundSentence> assumable) {
    for (const GroundSentence& root : roots) sentence_atom({.sentence = root});
    while (!pending_.empty()) {
      const Atom atom = pending_.front();
      pending_.pop_front();
      COMITY_CHECK(expand(atom));
    }
    add_fact_choices();
    add_assumptions(assumable);
    add_reading_choices();
    add_passage_choices();
    add_superiority();
    COMITY_TRY(out_.theory, builder_.build());
    out_.residual = residual(out_.theory);
    return std::move(out_);
  }

 private:
  // ---- atoms

  Atom new_atom(AtomInfo info) {
    out_.atoms.push_back(std::move(info));
    return builder_.add_atom();
  }

  bool concluded(PredicateId predicate) const {
    return program_.predicates[predicate].derived || !concluding_[predicate].empty();
  }
  bool raised(const GroundSentence& sentence) const { return facts_.contains(sentence); }

  // "Burdened" tells two atoms of one sentence apart only where it makes a difference: where the
  // sentence is a mere fact that nobody raised.
  AtomKey normal(AtomKey key) const {
    const ProgramPredicate& predicate = program_.predicates[key.sentence.predicate];
    if (concluded(key.sentence.predicate) || predicate.closed || raised(key.sentence)) {
      key.burdened = false;
    }
    return key;
  }

  Atom sentence_atom(const AtomKey& wanted) {
    const AtomKey key = normal(wanted);
    if (const auto it = out_.index.find(key); it != out_.index.end()) return it->second;
    AtomInfo info;
    info.key = key;
    info.concluded = concluded(key.sentence.predicate) && key.when == When::any;
    const Atom atom = new_atom(std::move(info));
    out_.index.emplace(key, atom);
    if (program_.predicates[key.sentence.predicate].propagating) builder_.mark_propagating(atom);
    if (!atoms_of_.contains(key.sentence)) sentences_.push_back(key.sentence);
    atoms_of_[key.sentence].push_back(atom);
    pending_.push_back(atom);
    return atom;
  }

  Atom reading_atom(const ReadingGuard& guard) {
    const auto key = std::pair(guard.reading, guard.options);
    if (const auto it = reading_atoms_.find(key); it != reading_atoms_.end()) return it->second;
    const Atom atom = new_atom(
        {.kind = AtomInfo::Kind::reading, .reading = guard.reading, .options = guard.options});
    reading_atoms_.emplace(key, atom);
    return atom;
  }

  Atom passage_atom(uint32_t passage) {
    if (const auto it = passage_atoms_.find(passage); it != passage_atoms_.end()) return it->second;
    const Atom atom = new_atom({.kind = AtomInfo::Kind::not_encoded, .passage = passage});
    passage_atoms_.emplace(passage, atom);
    return atom;
  }

  // ---- rules

  Result<void> expand(Atom atom) {
    if (out_.atoms.size() > limits_.atoms_max)
      return fail(Errc::limit, "the case grounds to more atoms than allowed");
    if (!out_.atoms[atom].concluded) return {};
    const AtomKey key = out_.atoms[atom].key;
    for (const uint32_t r : concluding_[key.sentence.predicate]) {
      const ProgramRule& rule = program_.rules[r];
      Binding binding(rule.variables.size());
      if (!in_force(rule) || !unify(rule.head, rule, key.sentence, binding)) continue;
      COMITY_CHECK(instantiate(r, key, atom, binding, 0));
    }
    return {};
  }

  bool in_force(const ProgramRule& rule) const {
    return !domain_.view_date || rule.in_force.contains(*domain_.view_date);
  }

  bool of_kind(Individual individual, KindId kind) const {
    return program_.is_a(domain_.kinds[individual], kind);
  }

  bool unify(const Pattern& head, const ProgramRule& rule, const GroundSentence& sentence,
             Binding& binding) const {
    for (size_t i = 0; i < head.arguments.size(); ++i) {
      const Term& term = head.arguments[i];
      const Individual individual = sentence.arguments[i];
      if (!term.variable) {
        if (term.index != individual) return false;
        continue;
      }
      std::optional<Individual>& bound = binding[term.index];
      if (bound && *bound != individual) return false;
      if (!of_kind(individual, rule.variables[term.index])) return false;
      bound = individual;
    }
    return true;
  }

  // Fills the variables from `next` on in every possible way.
  Result<void> instantiate(uint32_t r, const AtomKey& key, Atom atom, Binding& binding,
                           VariableId next) {
    const ProgramRule& rule = program_.rules[r];
    while (next < binding.size() && binding[next]) ++next;
    if (next == binding.size()) return add_instance(r, key, atom, binding);
    for (Individual i = 0; i < domain_.kinds.size(); ++i) {
      if (!of_kind(i, rule.variables[next])) continue;
      binding[next] = i;
      COMITY_CHECK(instantiate(r, key, atom, binding, next + 1));
    }
    binding[next].reset();
    return {};
  }

  static Individual value(const Term& term, const Binding& binding) {
    return term.variable ? *binding[term.index] : term.index;
  }

  bool comparisons_hold(const ProgramRule& rule, const Binding& binding) const {
    return std::all_of(rule.comparisons.begin(), rule.comparisons.end(), [&](const Comparison& c) {
      return (value(c.left, binding) == value(c.right, binding)) == c.equal;
    });
  }

  // The facts that a rule governs are those of the act it speaks of first.
  bool governs(const ProgramRule& rule, const Binding& binding) const {
    if (domain_.governed_as_of) return rule.applies_to.contains(*domain_.governed_as_of);
    for (const auto& individual : binding) {
      const auto& date = domain_.dates[*individual];
      if (date) return rule.applies_to.contains(*date);
    }
    return !domain_.fact_date || rule.applies_to.contains(*domain_.fact_date);
  }

  Result<void> add_instance(uint32_t r, const AtomKey& key, Atom atom, const Binding& binding) {
    const ProgramRule& rule = program_.rules[r];
    if (!comparisons_hold(rule, binding) || !governs(rule, binding)) return {};
    // At a grade above the weakest only the supporting side is held to that grade.
    const bool supports = key.grade == 0 || rule.head.negated == key.shown_false;
    const bool negative = key.grade == 0 ? rule.head.negated : !supports;
    const Grade grade = supports ? key.grade : Grade{0};

    std::vector<Literal> body;
    RuleInfo info{.rule = r};
    for (const ReadingGuard& guard : rule.guards)
      body.push_back(Literal::positive(reading_atom(guard)));
    info.guard_count = static_cast<uint32_t>(body.size());
    if (rule.passage) body.push_back(Literal::positive(passage_atom(*rule.passage)));
    info.tainted = rule.passage.has_value();
    for (const ProgramPremise& premise : rule.premises)
      body.push_back(literal(premise, binding, grade));
    for (const auto& individual : binding) info.binding.push_back(*individual);

    const Literal head = negative ? Literal::negative(atom) : Literal::positive(atom);
    builder_.add_rule(head, body, rule.strength);
    heads_.push_back(head);
    out_.rules.push_back(std::move(info));
    if (out_.rules.size() > limits_.rules_max)
      return fail(Errc::limit, "the case grounds to more rules than allowed");
    return {};
  }

  Literal literal(const ProgramPremise& premise, const Binding& binding, Grade grade) {
    AtomKey key;
    key.sentence.predicate = premise.pattern.predicate;
    for (const Term& term : premise.pattern.arguments) {
      key.sentence.arguments.push_back(value(term, binding));
    }
    key.when = premise.pattern.when;
    if (key.when != When::any) key.moment = value(premise.pattern.moment, binding);
    key.grade = std::max(grade, premise.standard);
    key.shown_false = key.grade > 0 && premise.pattern.negated;
    key.burdened = premise.burden;
    const Atom atom = sentence_atom(key);
    return premise.pattern.negated && key.grade == 0 ? Literal::negative(atom)
                                                     : Literal::positive(atom);
  }

  void add_superiority() {
    const std::set<std::pair<uint32_t, uint32_t>> stronger(program_.superiority.begin(),
                                                           program_.superiority.end());
    std::map<Literal, std::vector<RuleId>> by_head;
    for (RuleId r = 0; r < heads_.size(); ++r) by_head[heads_[r]].push_back(r);
    for (const auto& [head, rules] : by_head) {
      const auto against = by_head.find(head.complement());
      if (against == by_head.end()) continue;
      for (const RuleId strong : rules) {
        for (const RuleId weak : against->second) {
          if (stronger.contains({out_.rules[strong].rule, out_.rules[weak].rule})) {
            builder_.add_superiority(strong, weak);
          }
        }
      }
    }
  }

  // ---- what the case says

  // Whether each atom whose order is open is in time, in the order of the atoms.
  using Order = std::vector<bool>;

  // What the alternative makes definite.
  std::vector<Literal> asserted(const std::vector<Atom>& atoms, const Version& version,
                                const std::optional<Date>& date, const Order& order) const {
    std::vector<Literal> literals;
    if (version.value != Version::Value::holds && version.value != Version::Value::fails) {
      return literals;
    }
    size_t open = 0;
    for (const Atom atom : atoms) {
      const AtomKey& key = out_.atoms[atom].key;
      bool holds = version.value == Version::Value::holds;
      if (holds && key.when != When::any) {
        const std::optional<bool> known = ordered(key, date);
        holds = known ? *known : order[open++];
      }
      // The atom "shown false" is true where the sentence fails.
      const bool positive = holds != key.shown_false;
      if (positive && version.grade < key.grade) continue;  // true, but not shown to the grade
      literals.push_back(positive ? Literal::positive(atom) : Literal::negative(atom));
    }
    return literals;
  }

  // Whether the fact's date stands in the asked order to the moment's; nothing if either is open.
  std::optional<bool> ordered(const AtomKey& key, const std::optional<Date>& date) const {
    const std::optional<Date>& moment = domain_.dates[key.moment];
    if (!date || !moment) return std::nullopt;
    return key.when == When::before ? *date < *moment : *moment < *date;
  }

  // Where an open date can fall among the days of the moments that the atoms ask about: before the
  // first, on it, between it and the next, and so on. A moment with no day of its own lies before,
  // on or after it; from the third such moment on, all are taken to fall together. What is in time
  // for every atom comes first. Of more than `most` ways an even choice is kept.
  std::vector<Order> orders(const std::vector<Atom>& atoms, const std::optional<Date>& date,
                            size_t most) const {
    std::vector<AtomKey> open;
    std::set<Date> days;
    std::map<Individual, size_t> no_day;
    for (const Atom atom : atoms) {
      const AtomKey& key = out_.atoms[atom].key;
      if (key.when == When::any || ordered(key, date)) continue;
      open.push_back(key);
      const std::optional<Date>& moment = domain_.dates[key.moment];
      if (moment && !date) {
        days.insert(*moment);
      } else {
        no_day.emplace(key.moment, std::min<size_t>(no_day.size(), 2));
      }
    }
    constexpr std::array<size_t, 4> kWays{1, 3, 9, 27};  // three for each moment with no day
    std::set<Order, std::greater<>> ways;
    for (size_t place = 0; place <= 2 * days.size(); ++place) {  // odd: on one of the days
      for (size_t way = 0; way < kWays[std::min<size_t>(no_day.size(), 3)]; ++way) {
        Order order;
        for (const AtomKey& key : open) {
          const auto other = no_day.find(key.moment);
          const size_t here = other != no_day.end() ? way / kWays[other->second] % 3 : place;
          const size_t there = other != no_day.end() ? 1 : place_of(days, key.moment);
          order.push_back(key.when == When::before ? here < there : here > there);
        }
        ways.insert(std::move(order));
      }
    }
    std::vector<Order> kept(ways.begin(), ways.end());
    if (kept.size() <= most) return kept;
    for (size_t i = 0; i < most; ++i) kept[i] = kept[i * (kept.size() - 1) / (most - 1)];
    kept.resize(most);
    return kept;
  }

  size_t place_of(const std::set<Date>& days, Individual moment) const {
    const auto at = days.find(*domain_.dates[moment]);
    return 2 * static_cast<size_t>(std::distance(days.begin(), at)) + 1;
  }

  FactState state_of(const GroundSentence& sentence, bool burdened) const {
    if (const auto it = facts_.find(sentence); it != facts_.end()) return it->second;
    const Grade top = static_cast<Grade>(program_.grades - 1);
    if (program_.predicates[sentence.predicate].closed) {
      return {.versions = {{.value = Version::Value::fails, .grade = top}}, .date = {}};
    }
    const bool not_shown = burdened || concluded(sentence.predicate);
    return {.versions = {{.value = not_shown ? Version::Value::not_shown : Version::Value::open}},
            .date = {}};
  }

  // The alternatives of the sentence in this state, with an open version spelled out.
  void add_fact(const GroundSentence& sentence, const std::vector<Atom>& atoms,
                const FactState& state) {
    const Grade top = static_cast<Grade>(program_.grades - 1);
    const bool derived = concluded(sentence.predicate);
    // A choice has room for 64 alternatives, and each version may come out in all orders.
    const size_t room = 64 / std::max<size_t>(state.versions.size(), 1);
    const std::vector<Order> in_order = orders(atoms, state.date, std::max<size_t>(room, 3) - 1);
    ChoiceInfo info{.kind = ChoiceInfo::Kind::fact, .sentence = sentence};
    std::vector<std::vector<Literal>> alternatives;
    const auto add = [&](const Version& version, uint16_t from) {
      const bool holds = version.value == Version::Value::holds;
      for (size_t o = 0; o < (holds ? in_order.size() : 1); ++o) {
        const Order& order = in_order[o];
        alternatives.push_back(asserted(atoms, version, state.date, order));
        const bool in_time = std::find(order.begin(), order.end(), false) == order.end();
        info.alternatives.push_back({version, from, !holds || in_time});
      }
    };
    for (uint16_t v = 0; v < state.versions.size(); ++v) {
      const Version& version = state.versions[v];
      if (version.value != Version::Value::open) {
        add(version, v);
      } else if (derived) {
        add({.value = Version::Value::not_shown}, v);  // left to the rules that conclude it
      } else {
        add({.value = Version::Value::holds, .grade = top}, v);
        add({.value = Version::Value::fails, .grade = top}, v);
      }
    }
    if (alternatives.size() == 1) {
      for (const Literal l : alternatives.front()) builder_.add_fact(l);
      return;
    }
    builder_.add_choice(alternatives);
    out_.choices.push_back(std::move(info));
  }

  void add_fact_choices() {
    for (const GroundSentence& sentence : sentences_) {
      std::vector<Atom> open, burdened;
      for (const Atom atom : atoms_of_.at(sentence)) {
        (out_.atoms[atom].key.burdened ? burdened : open).push_back(atom);
      }
      if (!open.empty()) add_fact(sentence, open, state_of(sentence, false));
      if (!burdened.empty()) add_fact(sentence, burdened, state_of(sentence, true));
    }
  }

  void add_assumptions(std::span<const GroundSentence> assumable) {
    for (const GroundSentence& sentence : sentences_) {
      if (std::find(assumable.begin(), assumable.end(), sentence) == assumable.end()) continue;
      std::vector<std::vector<Literal>> alternatives(2);
      for (const Atom atom : atoms_of_.at(sentence)) {
        const bool positive = !out_.atoms[atom].key.shown_false;
        alternatives[1].push_back(positive ? Literal::positive(atom) : Literal::negative(atom));
      }
      builder_.add_choice(alternatives);
      out_.choices.push_back({.kind = ChoiceInfo::Kind::assumption, .sentence = sentence});
    }
  }

  // An option whose own test is not encoded has two alternatives: the rules of the reading hold
  // under it, or they do not. Nothing in a case can tell which.
  void add_reading_choices() {
    std::set<ReadingId> used;
    for (const auto& [key, atom] : reading_atoms_) used.insert(key.first);
    for (const ReadingId reading : used) {
      ChoiceInfo info{.kind = ChoiceInfo::Kind::reading, .reading = reading};
      std::vector<std::vector<Literal>> alternatives;
      const std::vector<bool>& not_encoded = program_.readings[reading].not_encoded;
      for (OptionId option = 0; option < not_encoded.size(); ++option) {
        for (const bool every : {false, true}) {
          if (every && !not_encoded[option]) continue;
          alternatives.push_back(guards_under(reading, option, every));
          info.options.push_back(option);
        }
      }
      builder_.add_choice(alternatives);
      out_.choices.push_back(std::move(info));
    }
  }

  std::vector<Literal> guards_under(ReadingId reading, OptionId option, bool every) const {
    std::vector<Literal> literals;
    for (const auto& [key, atom] : reading_atoms_) {
      if (key.first != reading) continue;
      const bool holds = every || ((key.second >> option) & 1u) != 0;
      literals.push_back(holds ? Literal::positive(atom) : Literal::negative(atom));
    }
    return literals;
  }

  void add_passage_choices() {
    for (const auto& [passage, atom] : passage_atoms_) {
      builder_.add_open(atom);
      out_.choices.push_back({.kind = ChoiceInfo::Kind::not_encoded, .passage = passage});
    }
  }

  const Program& program_;
  const Domain& domain_;
  const Facts& facts_;
  const GroundingLimits& limits_;
  std::vector<std::vector<uint32_t>> concluding_;  // rules by the predicate of their head

  TheoryBuilder builder_;
  Grounding out_;
  std::deque<Atom> pending_;
  std::vector<GroundSentence> sentences_;  // in order of first need
  std::map<GroundSentence, std::vector<Atom>> atoms_of_;
  std::map<std::pair<ReadingId, uint64_t>, Atom> reading_atoms_;
  std::map<uint32_t, Atom> passage_atoms_;
  std::vector<Literal> heads_;
};

}  // namespace

std::optional<Literal> Grounding::literal(const GroundSentence& sentence, bool negated) const {
  for (const bool burdened : {false, true}) {
    const auto it = index.find({.sentence = sentence, .burdened = burdened});
    if (it == index.end()) continue;
    return negated ? Literal::negative(it->second) : Literal::positive(it->second);
  }
  return std::nullopt;
}

Result<Grounding> ground(const Program& program, const Domain& domain, const Facts& facts,
                         std::span<const GroundSentence> roots,
                         std::span<const GroundSentence> assumable, const GroundingLimits& limits) {
  return Grounder(program, domain, facts, limits).run(roots, assumable);
}

}  // namespace comity::reason
