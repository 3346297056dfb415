#include "language/outline.h"

#include <array>
#include <string_view>

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 22> kNotes{
    "cite",           "burden",       "standard",      "reading", "weight",   "in force from",
    "in force until", "applies from", "applies until", "grade",   "on",       "exhibit",
    "source",         "confidence",   "note",          "date",    "asked of", "until",
    "collected",      "reliability",  "credibility",   "calendar"};
constexpr std::array<std::string_view, 8> kAccounts{
    "asserted", "denied", "agreed", "found", "withheld", "unknown", "not asked", "not applicable"};
constexpr std::array<std::string_view, 3> kStrengths{"defeasible", "strict", "only blocks"};

class Outliner {
 public:
  std::string take() { return std::move(out_); }

  void document(const Document& document) {
    for (const Section& section : document.sections) {
      line("section " + std::to_string(section.level), quoted(section.heading));
      keys(section.keys);
      line(" prose", section.prose.empty() ? "" : '"' + section.prose + '"');
      for (const Item& item : section.items) std::visit(*this, item);
    }
  }

  void operator()(const Kind& kind) {
    line("kind", kind.name.text + (kind.parent ? " < " + kind.parent->text : "") +
                     (kind.dated ? " dated" : ""));
  }
  void operator()(const Scale& scale) {
    line("scale", scale.name.text);
    for (const Text& grade : scale.grades) line("  grade", grade.text);
  }
  void operator()(const Name& name) {
    line("name", list(name.names) + " : " + name.kind.text + date(" on ", name.on));
    for (const auto& [language, written] : name.translated) {
      line("  " + language.text, forms(written));
    }
  }
  void operator()(const SentenceDeclaration& item) {
    line("sentence", outline(item.sentence));
    for (const SentenceForm& form : item.forms) line("  " + form.key.text, outline(form.sentence));
    for (const auto& [language, form] : item.translations) {
      line("  " + language.text + " " + form.key.text, wording(form));
    }
    optional("  layer", item.layer);
    optional("  weight at least", item.weight_at_least);
    if (item.propagating) line("  propagating", "");
    if (item.closed) line("  closed", "");
    if (item.in_register) line("  register", "");
  }
  void operator()(const Reading& reading) {
    line("reading", reading.name.text + " " + quoted(reading.question));
    for (const ReadingOption& option : reading.options) {
      line("  option", option.name.text + (option.not_encoded ? " [not encoded]" : ""));
    }
  }
  void operator()(const Positions& positions) {
    line("positions", positions.reading.text);
    for (const Position& position : positions.positions) {
      line("  " + position.party.text, position.option.text);
      notes("    ", position.notes);
    }
  }
  void operator()(const Parties& parties) {
    line("parties", "");
    for (const PartyName& party : parties.parties) line("  " + party.code.text, party.name.text);
  }
  void operator()(const Group& group) {
    line(group.regional ? "regional group" : "group",
         group.code.text + " " + group.name.text + " : " + list(group.members));
    notes("  ", group.notes);
  }
  void operator()(const List& list) {
    line("list", list.name.text);
    for (const ListEntry& entry : list.entries) {
      line("  " + this->list(entry.words), entry.value ? entry.value->text : "");
      notes("    ", entry.notes);
    }
  }
  void operator()(const Rule& rule) {
    line((rule.access ? "access " : "rule ") + rule.id.text + " " +
             std::string(kStrengths[index(rule.strength)]),
         outline(rule.head));
    if (!rule.despite.empty()) line("  despite", list(rule.despite));
    if (!rule.subject_to.empty()) line("  subject to", list(rule.subject_to));
    notes("  ", rule.notes);
    for (const Premise& premise : rule.premises) this->premise("  if", premise);
    for (const Premise& premise : rule.exceptions) this->premise("  unless", premise);
  }
  void operator()(const Never& never) {
    line("never", outline(never.conclusion));
    for (const Sentence& from : never.from) line("  from", outline(from));
    line("  because", never.because.text);
  }
  void operator()(const NotEncoded& item) {
    line("not encoded", quoted(item.passage));
    optional("  in", item.rule);
    line("  reason", item.reason.text);
  }
  void operator()(const Question& question) {
    line("question " + question.name.text, outline(question.sentence));
    line("  asks", question.asks.text);
    for (const auto& conjunction : question.raised_when) {
      line("  raised when", "");
      for (const Premise& premise : conjunction) this->premise("    and", premise);
    }
    optional("  answers for", question.answers_for);
  }
  void operator()(const Example& example) {
    line("example", quoted(example.title));
    for (const Name& name : example.names) (*this)(name);
    for (const Given& given : example.givens) {
      line(given.kind == Given::Kind::given ? "  given" : "  unknown", outline(given.sentence));
      notes("    ", given.notes);
    }
    if (example.viewed_on) line("  viewed on", example.viewed_on->format());
    for (const Expectation& expected : example.expectations) {
      line("  expect", outline(expected.sentence) + " : " + expected.answer.text);
      if (!expected.under_parties.empty()) line("    under", list(expected.under_parties));
      optional("    under reading", expected.under_reading);
      optional("    under option", expected.under_option);
    }
    for (const PlaceItem& place : example.places) (*this)(place);
    for (const Step& step : example.steps) this->step(step);
  }
  void operator()(const ActItem& act) {
    line("act " + act.id.text, outline(act.head));
    notes("  ", act.notes);
    if (act.records) {
      line("  records", act.records->thing.text);
      for (const FieldDeclaration& field : act.records->fields)
        line("    " + field.name.text, field.type.text + " , " + list(field.marks));
    }
    body(act.premises, act.exceptions);
    for (const Sentence& sentence : act.asserts) line("  asserts", outline(sentence));
    for (const Owed& owed : act.then) this->owed("  then", owed);
  }
  void operator()(const DutyItem& duty) {
    owed("duty " + duty.id.text, duty.owed);
    body(duty.premises, duty.exceptions);
  }
  void operator()(const StatusItem& status) {
    line("status", head(status.head) + " = " + list(status.values));
    notes("  ", status.notes);
    line("  starts", status.starts.text);
    if (status.starts_on) line("    on", outline(*status.starts_on));
    for (const Transition& transition : status.transitions) {
      for (const auto& [from, to] : transition.steps) line("  from " + from.text, to.text);
      if (transition.when) premise("    when", *transition.when);
      if (!transition.when)
        line(transition.cause == Transition::Cause::on ? "    on" : "    after",
             outline(transition.sentence));
      for (const Premise& condition : transition.conditions) premise("    if", condition);
    }
  }
  void operator()(const FigureItem& figure) {
    line("figure " + std::to_string(index(figure.kind)), head(figure.head));
    notes("  ", figure.notes);
    line("  each", outline(figure.summed) + " " + figure.each.text + figure.nth.text + " " +
                       outline(figure.event));
    if (figure.such_that) premise("  such that", *figure.such_that);
  }
  void operator()(const TableItem& table) {
    line("table", head(table.head) + " by " + outline(table.by));
    notes("  ", table.notes);
    for (const auto& [row, none] : table.rows) line("  row", row.text);
  }
  void operator()(const AlgorithmItem& algorithm) {
    line("algorithm",
         head(algorithm.head) + " : " + algorithm.type.text + " by " + algorithm.name.text);
  }
  void operator()(const CalendarItem& calendar) {
    line("calendar", calendar.name.text);
    for (const auto& [key, value] : calendar.settings) line("  " + key.text, value.text);
  }
  void operator()(const PlaceItem& place) {
    line("place " + place.name.text, place.zone.text);
    for (const PlaceItem::Holidays& year : place.holidays)
      line("  holidays of " + year.year.text, list(year.days));
  }
  void operator()(const LanguageItem& item) {
    line("language " + item.name.text, item.tag.text + (item.right_to_left ? " rtl" : ""));
    line("  cases", list(item.cases));
    line("  agreement", list(item.agreement));
    optional("  quotes", item.quotes);
    optional("  opposite", item.opposite);
  }
  void operator()(const Translations& item) {
    line("translations into " + item.language.text,
         item.reviewed_by ? item.reviewed_by->text : "unreviewed");
    for (const Translation& entry : item.entries) {
      line("  " + std::to_string(index(entry.of)) + " " + entry.subject.text,
           entry.forms   ? forms(*entry.forms)
           : entry.words ? entry.words->text
                         : "");
      for (const TranslatedForm& form : entry.wordings) {
        line("    " + form.key.text, wording(form));
      }
      for (const auto& [option, words] : entry.options) line("    " + option.text, words.text);
    }
  }
  void operator()(const CaseHeader& item) {
    line("case",
         quoted(item.title) + date(" opened ", item.opened) + date(" happened ", item.happened));
    optional("  claimant", item.claimant);
    optional("  respondent", item.respondent);
  }
  void operator()(const Exhibit& exhibit) {
    line("exhibit " + exhibit.id.text, quoted(exhibit.title));
    notes("  ", exhibit.notes);
  }
  void operator()(const Fact& fact) {
    line("fact " + fact.id.text, outline(fact.sentence) + date(" on ", fact.on));
    for (const Account& account : fact.accounts) {
      line("  " + std::string(kAccounts[index(account.kind)]), list(account.by));
      notes("    ", account.notes);
    }
  }

 private:
  template <class Enum>
  static std::size_t index(Enum value) {
    return static_cast<std::size_t>(value);
  }
  static std::string quoted(const Text& text) { return '"' + text.text + '"'; }
  static std::string date(std::string_view word, const std::optional<Date>& date) {
    return date ? std::string(word) + date->format() : std::string();
  }
  static std::string list(const std::vector<Text>& items) {
    std::string out;
    for (const Text& item : items) out += (out.empty() ? "" : " | ") + item.text;
    return out;
  }

  static std::string forms(const WrittenForms& forms) {
    std::string out = forms.agreement ? "(" + forms.agreement->text + ") " : "";
    out += forms.plain.text + (forms.invariable ? " invariable" : "");
    for (const auto& [in_case, form] : forms.cases) out += " | " + in_case.text + " " + form.text;
    return out;
  }
  static std::string wording(const TranslatedForm& form) {
    std::string out;
    for (const TranslatedToken& token : form.tokens) {
      if (!out.empty() && !token.joined) out += ' ';
      out += token.hole ? '<' + token.text.text + '>' : token.text.text;
      if (token.in_case) out += "[" + token.in_case->text + "]";
      for (const auto& agreeing : token.agreeing)
        out += "{" + list(agreeing.with) + " " + agreeing.words.text + "}";
    }
    return out;
  }
  static std::string head(const FieldHead& head) {
    std::string out = head.field.text + " of";
    for (const Token& hole : head.of) out += " <" + hole.text + ">";
    return out;
  }
  void body(const std::vector<Premise>& premises, const std::vector<Premise>& exceptions) {
    for (const Premise& premise : premises) this->premise("  if", premise);
    for (const Premise& premise : exceptions) this->premise("  unless", premise);
  }
  void owed(const std::string& key, const Owed& owed) {
    line(key, outline(owed.sentence));
    notes("    ", owed.notes);
    if (owed.within) line("    within", outline(*owed.within));
    for (const Premise& premise : owed.stops) this->premise("    clock stops while", premise);
    if (owed.extension)
      line(
          "    extends " + std::to_string(owed.extension->times) + " by " + owed.extension->by.text,
          outline(owed.extension->on));
    for (const Premise& premise : owed.done_when) this->premise("    done when", premise);
    if (owed.if_breached) line("    if breached", outline(*owed.if_breached));
  }
  void step(const Step& step) {
    line("  step " + std::to_string(index(step.kind)) + " " + step.time.text, step.outcome.text);
    if (!step.sentence.tokens.empty()) line("    says", outline(step.sentence));
    if (step.premise) premise("    is", *step.premise);
    for (const auto& [field, value] : step.fields) line("    " + field.text, value.text);
    optional("    signed by", step.signer);
  }

  void line(const std::string& key, const std::string& value) {
    out_ += key + (value.empty() ? "" : ": " + value) + "\n";
  }
  void optional(const std::string& key, const std::optional<Text>& value) {
    if (value) line(key, value->text);
  }
  void notes(const std::string& indent, const Notes& notes) {
    for (const Note& note : notes) {
      line(indent + "(" + std::string(kNotes[index(note.kind)]), note.value.text + ")");
    }
  }
  void keys(const SectionKeys& keys) {
    optional("  source", keys.source);
    optional("  weight", keys.weight);
    optional("  rank", keys.rank);
    if (keys.confirmed) line("  confirmed", *keys.confirmed ? "yes" : "no");
    line("  dates", date("text of ", keys.text_of) + date(" in force from ", keys.in_force_from) +
                        date(" until ", keys.in_force_until) +
                        date(" facts from ", keys.applies_from) +
                        date(" until ", keys.applies_until));
  }
  void premise(const std::string& key, const Premise& premise) {
    switch (premise.kind) {
      case Premise::Kind::sentence: line(key, outline(premise.sentence)); break;
      case Premise::Kind::same:
        line(key, outline(premise.left) + " == " + outline(premise.right));
        break;
      case Premise::Kind::not_same:
        line(key, outline(premise.left) + " != " + outline(premise.right));
        break;
      case Premise::Kind::any_of: line(key, "any of"); break;
      case Premise::Kind::all_of: line(key, "all of"); break;
      case Premise::Kind::none_of: line(key, "none of"); break;
      case Premise::Kind::for_every: line(key, "for every " + outline(premise.sentence)); break;
    }
    const std::string indent(key.find_first_not_of(' ') + 2, ' ');
    notes(indent, premise.notes);
    for (const Premise& part : premise.parts) this->premise(indent + "-", part);
  }

  std::string out_;
};

}  // namespace

std::string outline(const Document& document) {
  Outliner outliner;
  outliner.document(document);
  return outliner.take();
}

std::string outline(const Item& item) {
  Outliner outliner;
  std::visit(outliner, item);
  return outliner.take();
}

std::string outline(const Sentence& sentence) {
  std::string out;
  for (const Token& token : sentence.tokens) {
    if (!out.empty() && !token.joined) out += ' ';
    out += token.hole ? '<' + token.text + '>' : token.text;
  }
  return out;
}

}  // namespace comity::language
