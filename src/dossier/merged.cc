#include "dossier/merged.h"

#include <algorithm>
#include <map>

namespace comity::dossier {

namespace {

using language::Law;

// What a version keeps of a rule's guards under a held position; nothing where the rule is left
// out.
using Held = std::optional<std::pair<reason::ReadingId, std::optional<reason::OptionId>>>;

class Merger {
 public:
  Merger(const Law& before, const Law& after, const language::Match& match,
         const ChangedRules& changed)
      : before_(before), after_(after), match_(match), changed_(changed) {}

  Result<Merged> run(const HeldPositions& held, bool with_passages) {
    if (before_.grades != after_.grades)
      return fail(Errc::conflict, "the scale of evidence is another one");
    out_.program.grades = after_.program.grades;
    COMITY_CHECK(add_kinds(after_, out_.after));
    COMITY_CHECK(add_kinds(before_, out_.before));
    COMITY_CHECK(add_names(after_, out_.after));
    COMITY_CHECK(add_names(before_, out_.before));
    add_readings(after_, out_.after);
    add_readings(before_, out_.before);
    for (const auto& options : out_.options) {
      out_.program.readings.push_back({std::vector<bool>(options.size())});
    }
    mark_not_encoded(after_, out_.after);
    mark_not_encoded(before_, out_.before);
    out_concluded_ = {concluded(before_, changed_.before), concluded(after_, changed_.after)};
    spread(out_concluded_.first, out_concluded_.second);
    add_predicates();
    add_rules(after_, out_.after, held.after, with_passages, false);
    add_rules(before_, out_.before, held.before, with_passages, true);
    return std::move(out_);
  }

 private:
  // ---- kinds, names, readings

  Result<void> add_kinds(const Law& law, MergedSide& side) {
    for (const std::string& kind : law.kinds) {
      auto it = std::find(out_.kinds.begin(), out_.kinds.end(), kind);
      if (it == out_.kinds.end()) {
        out_.kinds.push_back(kind);
        out_.program.kinds.emplace_back();
        fresh_.push_back(true);
        it = out_.kinds.end() - 1;
      }
      side.kinds.push_back(static_cast<reason::KindId>(it - out_.kinds.begin()));
    }
    for (reason::KindId k = 0; k < law.kinds.size(); ++k) {
      reason::ProgramKind kind = law.program.kinds[k];
      if (kind.parent) kind.parent = side.kinds[*kind.parent];
      reason::ProgramKind& known = out_.program.kinds[side.kinds[k]];
      if (fresh_[side.kinds[k]]) {
        known = kind;
      } else if (known.parent != kind.parent || known.dated != kind.dated) {
        return fail(Errc::conflict, "the kind `" + law.kinds[k] + "` is another one");
      }
      fresh_[side.kinds[k]] = false;
    }
    return {};
  }

  Result<void> add_names(const Law& law, MergedSide& side) {
    for (language::LawName name : law.names) {
      name.kind = side.kinds[name.kind];
      auto it = std::find_if(out_.names.begin(), out_.names.end(),
                             [&](const auto& known) { return known.name == name.name; });
      if (it == out_.names.end()) {
        out_.names.push_back(name);
        it = out_.names.end() - 1;
      } else if (it->kind != name.kind || it->date != name.date) {
        return fail(Errc::conflict, "the name `" + name.name + "` is another one");
      }
      side.names.push_back(static_cast<reason::Individual>(it - out_.names.begin()));
    }
    return {};
  }

  template <class Words>
  static uint32_t place(Words& words, const std::string& word) {
    const auto it = std::find(words.begin(), words.end(), word);
    if (it != words.end()) return static_cast<uint32_t>(it - words.begin());
    words.push_back(word);
    return static_cast<uint32_t>(words.size() - 1);
  }

  void add_readings(const Law& law, MergedSide& side) {
    for (const language::LawReading& reading : law.readings) {
      const uint32_t r = place(out_.readings, reading.name);
      out_.options.resize(out_.readings.size());
      side.readings.push_back(r);
      side.options.emplace_back();
      for (const std::string& option : reading.options) {
        side.options.back().push_back(place(out_.options[r], option));
      }
    }
  }

  void mark_not_encoded(const Law& law, const MergedSide& side) {
    for (reason::ReadingId r = 0; r < law.readings.size(); ++r) {
      auto& marks = out_.program.readings[side.readings[r]].not_encoded;
      for (size_t o = 0; o < side.options[r].size(); ++o) {
        if (law.readings[r].not_encoded[o]) marks[side.options[r][o]] = true;
      }
    }
  }

  // ---- sentences

  // What the version concludes, as far as the versions can differ on it.
  std::vector<bool> concluded(const Law& law, const std::set<uint32_t>& changed) const {
    std::vector<bool> reached(law.predicates.size());
    const auto mark = [&](reason::PredicateId p) {
      const bool fresh = !reached[p];
      reached[p] = true;
      return fresh;
    };
    for (bool grown = true; grown;) {
      grown = false;
      for (uint32_t r = 0; r < law.program.rules.size(); ++r) {
        const reason::ProgramRule& rule = law.program.rules[r];
        const bool differs =
            changed_.all || changed.contains(law.compiled[r].rule) ||
            std::any_of(rule.premises.begin(), rule.premises.end(),
                        [&](const auto& premise) { return reached[premise.pattern.predicate]; });
        if (differs) grown = mark(rule.head.predicate) || grown;
      }
    }
    for (reason::PredicateId p = 0; p < reached.size(); ++p) {
      if (law.predicates[p].exception_of) reached[p] = true;  // nobody can state it
    }
    return reached;
  }

  // What the other version concludes differently is not shared either.
  void spread(std::vector<bool>& before, std::vector<bool>& after) const {
    const std::vector<bool> old_heads = heads(before_), new_heads = heads(after_);
    for (reason::PredicateId o = 0; o < before.size(); ++o) {
      const auto& n = match_.predicates.to_new[o];
      if (!n || before[o] == after[*n]) continue;
      before[o] = old_heads[o];
      after[*n] = new_heads[*n];
    }
  }

  static std::vector<bool> heads(const Law& law) {
    std::vector<bool> by_rule(law.predicates.size());
    for (const reason::ProgramRule& rule : law.program.rules) by_rule[rule.head.predicate] = true;
    return by_rule;
  }

  reason::PredicateId copy(const Law& law, const MergedSide& side, reason::PredicateId p,
                           const std::vector<uint32_t>& own_argument) {
    reason::ProgramPredicate predicate = law.program.predicates[p];
    std::vector<reason::KindId> kinds;
    for (const uint32_t own : own_argument) kinds.push_back(side.kinds[predicate.arguments[own]]);
    predicate.arguments = std::move(kinds);
    out_.program.predicates.push_back(std::move(predicate));
    return static_cast<reason::PredicateId>(out_.program.predicates.size() - 1);
  }

  static std::vector<uint32_t> in_order(size_t n) {
    std::vector<uint32_t> order(n);
    for (uint32_t i = 0; i < n; ++i) order[i] = i;
    return order;
  }

  void add_predicates() {
    const std::vector<bool>& old_concluded = out_concluded_.first;
    const std::vector<bool>& new_concluded = out_concluded_.second;
    out_.before.predicates.resize(before_.predicates.size());
    out_.before.stated.resize(before_.predicates.size());
    out_.before.arguments.resize(before_.predicates.size());
    for (reason::PredicateId n = 0; n < after_.predicates.size(); ++n) {
      const auto order = in_order(after_.predicates[n].holes.size());
      const auto& o = match_.predicates.to_old[n];
      const reason::PredicateId stated = copy(after_, out_.after, n, order);
      const reason::PredicateId own = new_concluded[n] && o && !old_concluded[*o]
                                          ? derived(after_, out_.after, n, order, stated)
                                          : stated;
      out_.after.predicates.push_back(own);
      out_.after.stated.push_back(stated);
      out_.after.arguments.push_back(order);
      if (!o) continue;
      const auto old_order =
          language::arguments_in_old(before_.predicates[*o], after_.predicates[n]);
      out_.before.arguments[*o] = old_order;
      out_.before.stated[*o] = stated;
      if (!old_concluded[*o]) {
        out_.before.predicates[*o] = stated;
      } else if (new_concluded[n]) {
        out_.before.predicates[*o] = copy(before_, out_.before, *o, old_order);
      } else {
        out_.before.predicates[*o] = derived(before_, out_.before, *o, old_order, stated);
      }
    }
    for (reason::PredicateId o = 0; o < before_.predicates.size(); ++o) {
      if (match_.predicates.to_new[o]) continue;
      const auto order = in_order(before_.predicates[o].holes.size());
      out_.before.arguments[o] = order;
      out_.before.predicates[o] = out_.before.stated[o] = copy(before_, out_.before, o, order);
    }
  }

  // A copy that one version concludes, and that also holds where it is stated.
  reason::PredicateId derived(const Law& law, const MergedSide& side, reason::PredicateId p,
                              const std::vector<uint32_t>& order, reason::PredicateId stated) {
    const reason::PredicateId own = copy(law, side, p, order);
    for (const bool negated : {false, true}) {
      reason::ProgramRule rule{.strength = reason::Strength::strict};
      rule.variables = out_.program.predicates[own].arguments;
      for (uint32_t v = 0; v < rule.variables.size(); ++v) {
        rule.head.arguments.push_back({.variable = true, .index = v});
      }
      rule.head.predicate = own;
      rule.head.negated = negated;
      reason::ProgramPremise premise{.pattern = rule.head, .burden = true};
      premise.pattern.predicate = stated;
      rule.premises.push_back(std::move(premise));
      out_.program.rules.push_back(std::move(rule));
    }
    return own;
  }

  // ---- rules

  static reason::Term term(const MergedSide& side, reason::Term term) {
    if (!term.variable) term.index = side.names[term.index];
    return term;
  }

  static reason::Pattern pattern(const MergedSide& side, const reason::Pattern& own) {
    reason::Pattern merged = own;
    merged.predicate = side.predicates[own.predicate];
    merged.arguments.clear();
    for (const uint32_t argument : side.arguments[own.predicate]) {
      merged.arguments.push_back(term(side, own.arguments[argument]));
    }
    if (own.when != reason::When::any) merged.moment = term(side, own.moment);
    return merged;
  }

  // False where the rule is not one of those who hold the position.
  static bool read_guards(const MergedSide& side, const reason::ProgramRule& own, const Held& held,
                          reason::ProgramRule& merged) {
    merged.guards.clear();
    for (const reason::ReadingGuard& guard : own.guards) {
      if (held && held->second && guard.reading == held->first) {
        if (((guard.options >> *held->second) & 1u) == 0) return false;
        continue;
      }
      reason::ReadingGuard shared{.reading = side.readings[guard.reading], .options = 0};
      for (size_t o = 0; o < side.options[guard.reading].size(); ++o) {
        if ((guard.options >> o) & 1u)
          shared.options |= uint64_t{1} << side.options[guard.reading][o];
      }
      merged.guards.push_back(shared);
    }
    return true;
  }

  void add_rules(const Law& law, const MergedSide& side, const Held& held, bool with_passages,
                 bool older) {
    std::vector<std::optional<uint32_t>> number(law.program.rules.size());
    for (uint32_t r = 0; r < law.program.rules.size(); ++r) {
      const reason::ProgramRule& own = law.program.rules[r];
      const std::vector<bool>& kept = older ? out_concluded_.first : out_concluded_.second;
      reason::ProgramRule rule = own;
      if (!kept[own.head.predicate] || !read_guards(side, own, held, rule)) continue;
      rule.head = pattern(side, own.head);
      for (reason::ProgramPremise& premise : rule.premises)
        premise.pattern = pattern(side, premise.pattern);
      for (reason::Comparison& c : rule.comparisons) {
        c.left = term(side, c.left);
        c.right = term(side, c.right);
      }
      for (reason::KindId& kind : rule.variables) kind = side.kinds[kind];
      rule.passage = with_passages ? passage(own.passage, older) : std::nullopt;
      number[r] = static_cast<uint32_t>(out_.program.rules.size());
      out_.program.rules.push_back(std::move(rule));
    }
    for (const auto& [strong, weak] : law.program.superiority) {
      if (number[strong] && number[weak])
        out_.program.superiority.emplace_back(*number[strong], *number[weak]);
    }
  }

  // Passages of the older version that the newer lacks are numbered after the newer's.
  std::optional<uint32_t> passage(std::optional<uint32_t> own, bool older) const {
    if (!own || !older) return own;
    const auto& same = match_.passages.to_new[*own];
    return same ? *same : static_cast<uint32_t>(after_.passages.size()) + *own;
  }

  const Law& before_;
  const Law& after_;
  const language::Match& match_;
  const ChangedRules& changed_;
  Merged out_;
  std::pair<std::vector<bool>, std::vector<bool>> out_concluded_;  // before, after
  std::vector<bool> fresh_;  // kinds that have no properties yet
};

}  // namespace

Result<Merged> merge(const Law& before, const Law& after, const language::Match& match,
                     const ChangedRules& changed, const HeldPositions& held, bool with_passages) {
  return Merger(before, after, match, changed).run(held, with_passages);
}

}  // namespace comity::dossier
