// Rules and questions of two versions, compared.
#include <algorithm>

#include "base/text.h"
#include "language/binder.h"
#include "language/change_list.h"

namespace comity::language {

namespace {

std::set<std::string> set_of(const std::vector<std::string>& words) {
  return {words.begin(), words.end()};
}

std::string dates(const DateRange& range) {
  return range.from || range.until ? range.format() : std::string();
}

using Forms = std::vector<ConditionForm>;

void compare_conditions(const std::string& what, const Forms& before, Forms after,
                        Details& details);

void compare_condition(const std::string& what, const ConditionForm& was, const ConditionForm& now,
                       Details& details) {
  const std::string where = what + " `" + now.words + "`";
  details.value(where + ": burden on", was.burden, now.burden);
  details.value(where + ": standard", was.standard, now.standard);
  details.value(where + ": citation", was.citation, now.citation);
  compare_conditions(now.any ? "alternative" : "part", was.parts, now.parts, details);
}

void compare_conditions(const std::string& what, const Forms& before, Forms after,
                        Details& details) {
  Forms gone;
  for (const ConditionForm& was : before) {
    const auto now = std::find_if(after.begin(), after.end(),
                                  [&](const ConditionForm& c) { return c.key == was.key; });
    if (now == after.end()) {
      gone.push_back(was);
      continue;
    }
    compare_condition(what, was, *now, details);
    after.erase(now);
  }
  // A list with other parts is the same list, changed.
  for (const ConditionForm& was : gone) {
    const auto now = std::find_if(after.begin(), after.end(), [&](const ConditionForm& c) {
      return !c.parts.empty() && !was.parts.empty() && c.any == was.any;
    });
    if (now == after.end()) {
      details.say(what + " removed: `" + was.words + "`");
      continue;
    }
    compare_condition(what, was, *now, details);
    after.erase(now);
  }
  for (const ConditionForm& now : after) details.say(what + " added: `" + now.words + "`");
}

void compare_forms(const RuleForm& was, const RuleForm& now, Details& details) {
  if (was.head != now.head) details.value("conclusion", was.head_words, now.head_words);
  details.value("strength", was.strength, now.strength);
  compare_conditions("condition", was.conditions, now.conditions, details);
  compare_conditions("exception", was.exceptions, now.exceptions, details);
  details.sets("wins over", set_of(was.despite), set_of(now.despite));
  details.sets("loses to", set_of(was.subject_to), set_of(now.subject_to));
  details.sets("reading", set_of(was.readings), set_of(now.readings));
  details.sets("passage not encoded", set_of(was.passages), set_of(now.passages));
  details.value("in force", dates(was.in_force), dates(now.in_force));
  details.value("applies to facts", dates(was.applies_to), dates(now.applies_to));
}

// What a reader sees of a rule and no answer rests on.
void compare_provenance(const LawRule& was, const LawRule& now, Details& details) {
  details.value("id", was.id, now.id);
  details.value("weight", std::string(name(was.weight)), std::string(name(now.weight)));
  details.value("citation", was.notes, now.notes);
  details.value("source", was.declared.source, now.declared.source);
  details.value("stands under", was.declared.path, now.declared.path);
  const auto date = [](const std::optional<Date>& day) { return day ? day->format() : ""; };
  details.value("text of", date(was.declared.text_of), date(now.declared.text_of));
  if (was.declared.rank != now.declared.rank) {
    details.say("its rank is `" + std::string(name(now.declared.rank)) + "`; it was `" +
                std::string(name(was.declared.rank)) + "`");
  }
  if (was.declared.confirmed != now.declared.confirmed) {
    details.say(now.declared.confirmed ? "its source is confirmed now"
                                       : "its source is still to be confirmed");
  }
}

std::string question_words(const Law& law, const LawQuestion& question) {
  const LawPredicate& predicate = law.predicates[question.predicate];
  return plain(predicate.positive, predicate.holes);
}

// Whoever raises a question, in the words of its version.
std::set<std::string> triggers(const Law& law, const Match& match, const Law* newer,
                               const LawQuestion& question) {
  std::set<std::string> all;
  for (const LawQuestion::Trigger& trigger : question.raised_when) {
    std::vector<std::string> parts;
    for (const reason::Pattern& premise : trigger.premises) {
      const auto& other = newer ? match.predicates.to_new[premise.predicate] : std::nullopt;
      const LawPredicate& predicate =
          other ? newer->predicates[*other] : law.predicates[premise.predicate];
      parts.push_back((premise.negated ? "not: " : "") +
                      plain(predicate.positive, predicate.holes));
    }
    std::sort(parts.begin(), parts.end());
    all.insert(text::join(parts, "; "));
  }
  return all;
}

}  // namespace

void compare_rules(const Law& before, const Law& after, const Match& match, Changes& out) {
  ChangeList list(out.changes);
  const auto old_forms = rule_forms(before, match, &after);
  const auto new_forms = rule_forms(after, match, nullptr);
  for (uint32_t n = 0; n < after.rules.size(); ++n) {
    const LawRule& now = after.rules[n];
    const auto& o = match.rules.to_old[n];
    if (!o) {
      list.add(Change::Kind::added, "rule " + now.id, place_of(now.declared),
               {"it concludes `" + new_forms[n].head_words + "`"});
      out.new_rules.push_back(n);
      out.register_law = out.register_law || now.in_register;
      continue;
    }
    Details details;
    if (!old_forms[*o].same_effect(new_forms[n])) {
      compare_forms(old_forms[*o], new_forms[n], details);
      out.old_rules.push_back(*o);
      out.new_rules.push_back(n);
    } else if (old_forms[*o].signature(false) != new_forms[n].signature(false)) {
      details.say("its holes are called otherwise");
    }
    compare_provenance(before.rules[*o], now, details);
    list.changed("rule " + now.id, place_of(now.declared), details);
    if (!details.empty() && (before.rules[*o].in_register || now.in_register))
      out.register_law = true;
  }
  for (uint32_t o = 0; o < before.rules.size(); ++o) {
    if (match.rules.to_new[o]) continue;
    list.add(Change::Kind::removed, "rule " + before.rules[o].id,
             place_of(before.rules[o].declared),
             {"it concluded `" + old_forms[o].head_words + "`"});
    out.old_rules.push_back(o);
    out.register_law = out.register_law || before.rules[o].in_register;
  }
}

void compare_questions(const Law& before, const Law& after, const Match& match, Changes& out) {
  ChangeList list(out.changes);
  const auto named = [](const Law& law, const std::string& name) {
    return std::find_if(law.questions.begin(), law.questions.end(),
                        [&](const LawQuestion& q) { return q.name == name; });
  };
  for (const LawQuestion& now : after.questions) {
    const auto was = named(before, now.name);
    const std::string what = "question " + now.name;
    if (was == before.questions.end()) {
      list.add(Change::Kind::added, what, place_of(now.declared), {question_words(after, now)});
      continue;
    }
    Details details;
    if (match.predicates.to_new[was->predicate] != now.predicate) {
      details.value("it asks about", question_words(before, *was), question_words(after, now));
    }
    details.value("asks", plain(was->asks, was->holes), plain(now.asks, now.holes));
    details.sets("raised when", triggers(before, match, &after, *was),
                 triggers(after, match, nullptr, now));
    const auto whose = [](const LawQuestion& q) {
      return q.answers_for ? "<" + q.holes[*q.answers_for] + ">" : std::string();
    };
    details.value("answers for", whose(*was), whose(now));
    list.changed(what, place_of(now.declared), details);
  }
  for (const LawQuestion& was : before.questions) {
    if (named(after, was.name) == after.questions.end())
      list.add(Change::Kind::removed, "question " + was.name, place_of(was.declared), {});
  }
}

}  // namespace comity::language
