#include "language/outline.h"

#include <array>
#include <string_view>

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 21> kNotes{
    "cite",           "burden",       "standard",      "reading", "weight",   "in force from",
    "in force until", "applies from", "applies until", "grade",   "on",       "exhibit",
    "source",         "confidence",   "note",          "date",    "asked of", "until",
    "collected",      "reliability",  "credibility"};
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
  }
  void operator()(const SentenceDeclaration& item) {
    line("sentence", outline(item.sentence));
    for (const SentenceForm& form : item.forms) line("  " + form.key.text, outline(form.sentence));
    optional("  layer", item.layer);
    optional("  weight at least", item.weight_at_least);
    if (item.propagating) line("  propagating", "");
    if (item.closed) line("  closed", "");
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
  void operator()(const Rule& rule) {
    line("rule " + rule.id.text + " " + std::string(kStrengths[index(rule.strength)]),
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
