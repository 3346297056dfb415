// What has to be true of register law as a whole: nothing rests on itself, contradictions are
// ranked, an entry and a rule never conclude the same, and nothing reads who may read.
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "language/procedure_compiler.h"

namespace comity::language {

using procedure::Expr;
using procedure::Field;
using procedure::Goal;

void ProcedureCompiler::check() {
  check_acts();
  check_ties();
  check_circles();
  check_access();
}

// An act's sentence comes from entries alone, so that the register shows who made it so.
void ProcedureCompiler::check_acts() {
  for (size_t a = 0; a < law_.procedure.acts.size(); ++a) {
    const reason::PredicateId done = law_.procedure.acts[a].done.predicate;
    for (const LawRule& rule : law_.rules) {
      if (!rule.in_register || rule.head.predicate != done || rule.head.negated) continue;
      const Provenance& at = rule.declared;
      checker_.diagnostics_.add(
          {.severity = Severity::error,
           .code = "entry-and-rule",
           .message = "an act makes this sentence, so no rule can conclude it",
           .source = at.file,
           .span = at.span,
           .help = "give the conclusion a sentence of its own",
           .labels = {{law_.acts[a].declared.file, law_.acts[a].declared.span, "the act"}}});
    }
  }
}

// Two rules of register law that contradict each other: one has to be the stronger.
void ProcedureCompiler::check_ties() {
  for (size_t i = 0; i < law_.rules.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const LawRule &a = law_.rules[i], &b = law_.rules[j];
      if (!a.in_register || !b.in_register || a.head.predicate != b.head.predicate ||
          a.head.negated == b.head.negated)
        continue;
      const auto wins = [&](const LawRule& strong, const LawRule& weak) {
        const auto& over = law_.procedure.rules[*strong.in_register].wins_over;
        return std::find(over.begin(), over.end(), *weak.in_register) != over.end();
      };
      if (wins(a, b) || wins(b, a)) continue;
      checker_.diagnostics_.add(
          {.severity = Severity::error,
           .code = "tie-in-register-law",
           .message = "`" + a.id + "` and `" + b.id + "` contradict each other, and neither wins",
           .source = a.declared.file,
           .span = a.declared.span,
           .help = "write `" + a.id + " despite " + b.id + "`, or the other way round",
           .labels = {{b.declared.file, b.declared.span, "the other rule"}}});
    }
  }
}

namespace {

// Who rests on whom: sentences, fields and duties as nodes of one graph.
class Dependencies {
 public:
  explicit Dependencies(const Law& law) : law_(law), p_(law.procedure) {}

  // A sentence on the circle that was found, if one is.
  std::optional<reason::PredicateId> sentence() const { return sentence_; }

  // The names along a circle, the first one again at its end; empty where there is none.
  std::vector<std::string> circle() {
    for (reason::PredicateId p = 0; p < p_.predicates.size(); ++p) visit(predicate(p));
    for (procedure::FieldId f = 0; f < p_.fields.size(); ++f) visit(field(f));
    return found_;
  }

 private:
  using Node = std::pair<char, uint32_t>;
  static Node predicate(reason::PredicateId id) { return {'p', id}; }
  static Node field(procedure::FieldId id) { return {'f', id}; }
  static Node duty(procedure::DutyId id) { return {'d', id}; }

  void visit(Node node) {
    if (!found_.empty() || done_.contains(node)) return;
    const auto open = std::find(path_.begin(), path_.end(), node);
    if (open != path_.end()) {
      for (auto it = open; it != path_.end(); ++it) {
        found_.push_back(name(*it));
        if (it->first == 'p' && !sentence_) sentence_ = it->second;
      }
      found_.push_back(name(node));
      return;
    }
    path_.push_back(node);
    for (const Node& next : below(node)) visit(next);
    path_.pop_back();
    done_.insert(node);
  }

  std::vector<Node> below(Node node) const {
    std::vector<Node> next;
    if (node.first == 'p') {
      for (const procedure::Rule& rule : p_.rules) {
        if (rule.head.predicate == node.second) clause(rule.body, next);
      }
      for (procedure::DutyId d = 0; d < p_.duties.size(); ++d) {
        if (p_.duties[d].if_breached && p_.duties[d].if_breached->predicate == node.second)
          next.push_back(duty(d));
      }
    } else if (node.first == 'd') {
      const procedure::Duty& duty = p_.duties[node.second];
      clause(duty.body, next);
      goals(duty.stops, next);
      goals(duty.done_when, next);
      if (duty.extension) goal(duty.extension->on, next);
      for (const Expr& length : duty.length) expr(length, next);
    } else {
      of_field(p_.fields[node.second], next);
    }
    return next;
  }

  // What a status is at an instant may rest on what it was before, so only its `when` counts.
  void of_field(const Field& field, std::vector<Node>& next) const {
    if (field.source == Field::Source::status) {
      for (const auto& transition : p_.statuses[field.index].transitions) {
        if (transition.cause == procedure::Status::Transition::Cause::when)
          goal(transition.goal, next);
      }
    } else if (field.source == Field::Source::figure) {
      goal(p_.figures[field.index].of, next);
      for (const Expr& summed : p_.figures[field.index].summed) expr(summed, next);
    } else if (field.source == Field::Source::table) {
      expr(p_.tables[field.index].by, next);
    }
  }

  void clause(const procedure::Clause& clause, std::vector<Node>& next) const {
    goals(clause.premises, next);
    goals(clause.exceptions, next);
  }
  void goals(const std::vector<Goal>& goals, std::vector<Node>& next) const {
    for (const Goal& one : goals) goal(one, next);
  }
  void goal(const Goal& goal, std::vector<Node>& next) const {
    if (goal.kind == Goal::Kind::sentence) next.push_back(predicate(goal.predicate));
    for (const Expr& side : goal.sides) expr(side, next);
    for (const Expr& moment : goal.moment) expr(moment, next);
    goals(goal.parts, next);
  }
  void expr(const Expr& expr, std::vector<Node>& next) const {
    if (expr.kind == Expr::Kind::field) next.push_back(field(expr.index));
    for (const Expr& part : expr.parts) this->expr(part, next);
  }

  std::string name(Node node) const {
    if (node.first == 'p') {
      const LawPredicate& predicate = law_.predicates[node.second];
      return plain(predicate.positive, predicate.holes);
    }
    if (node.first == 'd') return "the duty " + p_.duties[node.second].id;
    return "the " + p_.fields[node.second].name;
  }

  const Law& law_;
  const procedure::Program& p_;
  std::vector<Node> path_;
  std::set<Node> done_;
  std::vector<std::string> found_;
  std::optional<reason::PredicateId> sentence_;
};

// A circle of `when` changes: the status would never settle.
bool settles(const procedure::Status& status) {
  using Cause = procedure::Status::Transition::Cause;
  std::vector<std::vector<uint32_t>> next(status.values.size());
  for (const auto& transition : status.transitions) {
    if (transition.cause != Cause::when) continue;
    for (uint32_t from = 0; from < status.values.size(); ++from) {
      if (transition.from_any || transition.from == from) next[from].push_back(transition.to);
    }
  }
  std::vector<int> state(status.values.size());
  const std::function<bool(uint32_t)> sound = [&](uint32_t value) {
    if (state[value] != 0) return state[value] == 2;
    state[value] = 1;
    const bool all = std::all_of(next[value].begin(), next[value].end(), sound);
    state[value] = 2;
    return all;
  };
  for (uint32_t v = 0; v < status.values.size(); ++v) {
    if (!sound(v)) return false;
  }
  return true;
}

}  // namespace

void ProcedureCompiler::check_circles() {
  Dependencies dependencies(law_);
  const auto circle = dependencies.circle();
  if (!circle.empty()) {
    const auto rule = std::find_if(law_.rules.begin(), law_.rules.end(), [&](const LawRule& r) {
      return r.in_register && r.head.predicate == dependencies.sentence();
    });
    const bool ruled = rule != law_.rules.end();
    checker_.diagnostics_.add(
        {.severity = Severity::error,
         .code = "circle-in-register-law",
         .message = "what register law says would rest on itself",
         .source = ruled ? rule->declared.file : law_.documents.front().source,
         .span = ruled ? rule->declared.span : Span{},
         .help = "`" + text::join(circle, "` rests on `") + "`"});
  }
  size_t s = 0;
  checker_.each<StatusItem>([&](const StatusItem& item, const Place& place) {
    if (s >= law_.procedure.statuses.size() || settles(law_.procedure.statuses[s++])) return;
    checker_.error("endless-status",
                   "conditions alone lead this status round in a circle, so it never settles",
                   place, item.span,
                   "let an entry (`on`) or a period (`after`) stand between them");
  });
}

// Who may read is asked by the host for each reader; a norm that tested it would tell what it
// hides.
void ProcedureCompiler::check_access() {
  for (uint32_t r = 0; r < law_.rules.size(); ++r) {
    if (!law_.rules[r].in_register) continue;
    const std::function<bool(const Goal&)> reads = [&](const Goal& goal) {
      return (goal.kind == Goal::Kind::sentence && access_.contains(goal.predicate)) ||
             std::any_of(goal.parts.begin(), goal.parts.end(), reads);
    };
    const auto& body = law_.procedure.rules[*law_.rules[r].in_register].body;
    if (std::none_of(body.premises.begin(), body.premises.end(), reads) &&
        std::none_of(body.exceptions.begin(), body.exceptions.end(), reads))
      continue;
    const Provenance& at = law_.rules[r].declared;
    checker_.diagnostics_.add({.severity = Severity::error,
                               .code = "access-read",
                               .message = "no norm can test who may read",
                               .source = at.file,
                               .span = at.span,
                               .help = "test what access rests on instead"});
  }
}

}  // namespace comity::language
