#include "editor/hover_register.h"

#include <algorithm>

#include "base/text.h"
#include "editor/hover.h"
#include "language/binder.h"
#include "language/register_words.h"

namespace comity::editor {

namespace {

using language::Law;
using language::Mention;
using procedure::Field;

// "- made by: act send, act reply", or nothing.
std::string listed(const std::string& what, const std::vector<std::string>& names) {
  return names.empty() ? "" : "- " + what + ": " + text::join(names, ", ") + "\n";
}

std::string bold(const std::string& words) { return "**" + words + "**"; }

// "duty answer", "act send".
std::string owing(const Law& law, procedure::DutyId d) {
  const auto act = law.procedure.duties[d].act;
  return act ? "act " + law.acts[*act].id : "duty " + law.duties[d].id;
}

std::string what_it_is(const Law& law, const Field& field) {
  switch (field.source) {
    case Field::Source::record: break;
    case Field::Source::time: return "when it was recorded, or the date that it was named with";
    case Field::Source::status: return "a status: " + language::values_of(law, field);
    case Field::Source::figure: return "worked out from entries: " + language::type_of(law, field);
    case Field::Source::table: return "read from a table: " + language::type_of(law, field);
    case Field::Source::algorithm:
      return "worked out by `" + law.procedure.algorithms[field.index].name +
             "`: " + language::type_of(law, field);
  }
  return language::type_of(law, field);
}

std::string marks_of(const Field& field) {
  std::string out;
  if (field.is_public) out += "- public\n";
  if (field.sealed) out += "- sealed: a norm can only ask whether it is given\n";
  if (field.erasable_after)
    out += "- erasable after " + procedure::format(*field.erasable_after) + "\n";
  return out;
}

}  // namespace

std::string sentence_in_register(const Law& law, reason::PredicateId predicate) {
  const language::LawPredicate& p = law.predicates[predicate];
  std::vector<std::string> made, concluded, owed, breached;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    if (law.procedure.acts[a].done.predicate == p.base) made.push_back("act " + law.acts[a].id);
  }
  for (const language::LawRule& rule : law.rules) {
    if (rule.head.predicate == predicate) concluded.push_back(rule.id);
  }
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d) {
    const procedure::Duty& duty = law.procedure.duties[d];
    if (duty.owed.predicate == p.base) owed.push_back(owing(law, d));
    if (duty.if_breached && duty.if_breached->predicate == predicate)
      breached.push_back(owing(law, d));
  }
  return "- a sentence of the register\n" + listed("made by", made) +
         listed("concluded by", concluded) + listed("owed by", owed) +
         listed("so where this is breached", breached) + provenance(p.declared);
}

std::string about(const Law& law, const Mention::Act& target) {
  const procedure::Act& act = law.procedure.acts[target.act];
  const language::LawAct& declared = law.acts[target.act];
  std::string out = bold("act " + declared.id) + " (" + std::string(name(declared.weight)) +
                    ")\n\n" + language::wording(law, act.done, language::Modality::can) + "\n\n";
  std::vector<std::string> fields, owed;
  for (const procedure::FieldId f : act.fields) fields.push_back(law.procedure.fields[f].name);
  if (act.records) {
    out += "- records a " + law.kinds[act.body.variables[*act.records]] +
           (fields.empty() ? "" : ": " + text::join(fields, ", ")) + "\n";
  }
  for (const procedure::Head& head : act.asserts)
    out += "- asserts: " + language::wording(law, head, language::Modality::is) + "\n";
  for (const procedure::DutyId d : act.then) {
    const language::Provenance& at = law.duties[d].declared;
    out += "- then " + std::string(at.file->text(at.span)) + "\n";
  }
  return out + provenance(declared.declared);
}

std::string about(const Law& law, const Mention::Duty& target) {
  const procedure::Duty& duty = law.procedure.duties[target.duty];
  const language::LawDuty& declared = law.duties[target.duty];
  using language::Modality;
  std::string out =
      bold("duty " + declared.id) + " (" + std::string(name(declared.weight)) + ")\n\n" +
      language::wording(law, duty.owed, duty.forbidden ? Modality::must_not : Modality::must) +
      "\n\n";
  if (!duty.length.empty()) out += "- within " + language::period_words(law, duty.length.front());
  if (!duty.length.empty() && declared.calendar)
    out += ", by the calendar " + law.calendars[*declared.calendar].name;
  if (!duty.length.empty()) out += "\n";
  for (const procedure::Goal& goal : duty.stops)
    out += "- clock stops while " + language::premise_words(law, goal) + "\n";
  if (duty.extension) {
    out += "- extends " + std::string(duty.extension->times == 1 ? "once" : "twice") + " by " +
           procedure::format(duty.extension->by) + "\n";
  }
  for (const procedure::Goal& goal : duty.done_when)
    out += "- done when " + language::premise_words(law, goal) + "\n";
  if (duty.if_breached)
    out += "- if breached: " + language::wording(law, *duty.if_breached, Modality::is) + "\n";
  return out + provenance(declared.declared);
}

std::string about(const Law& law, const Mention::Field& target) {
  const Field& field = law.procedure.fields[target.field];
  std::vector<std::string> acts;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    const auto& carried = law.procedure.acts[a].fields;
    if (std::find(carried.begin(), carried.end(), target.field) != carried.end())
      acts.push_back("act " + law.acts[a].id);
  }
  std::string out = bold(language::field_words(law, field)) + "\n\n" + what_it_is(law, field) +
                    "\n\n" + marks_of(field) + listed("recorded by", acts);
  const auto& declared = law.fields[target.field].declared;
  return declared ? out + provenance(*declared) : out;
}

std::string about(const Law& law, const Mention::Word& target) {
  return "`" + target.word + "`: a value of\n\n" + about(law, Mention::Field{target.field});
}

std::string about(const Law& law, const Mention::Calendar& target) {
  const language::LawCalendar& calendar = law.calendars[target.calendar];
  std::string out = bold("calendar " + calendar.name) + "\n\n";
  for (const auto& [key, value] : calendar.settings) out += "- " + key + ": " + value + "\n";
  return out + provenance(calendar.declared);
}

}  // namespace comity::editor
