// Rules of two versions in one spelling (match.h).
#include <algorithm>
#include <map>

#include "base/text.h"
#include "language/binder.h"
#include "language/match.h"

namespace comity::language {

namespace {

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

std::string value(const Notes& notes, Note::Kind kind) {
  std::vector<std::string> values;
  for (const Note& note : notes) {
    if (note.kind == kind) values.push_back(note.value.text);
  }
  return text::join(values, ", ");
}

// "<State>" becomes "<#1>", the same for the same hole.
std::string number_holes(const std::string& text) {
  std::map<std::string, size_t> numbers;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t close = text[at] == '<' ? text.find('>', at) : std::string::npos;
    if (close == std::string::npos) {
      out += text[at++];
      continue;
    }
    const size_t number =
        numbers.emplace(text.substr(at + 1, close - at - 1), numbers.size() + 1).first->second;
    out += "<#" + std::to_string(number) + ">";
    at = close + 1;
  }
  return out;
}

class FormMaker {
 public:
  FormMaker(const Law& law, const Match& match, const Law* newer)
      : law_(law), match_(match), newer_(newer), names_(law.names) {}

  RuleForm form(uint32_t r, const Rule& written) {
    static constexpr std::string_view kStrengths[] = {"", "strict", "only blocks"};
    const LawRule& rule = law_.rules[r];
    file_ = rule.declared.file;
    variables_ = {};
    RuleForm form;
    form.strength = kStrengths[static_cast<size_t>(written.strength)];
    form.rank = name(rule.declared.rank);
    form.head = key(written.head);
    form.head_words = words_of(written.head);
    for (const Premise& premise : written.premises) add(form.conditions, premise);
    for (const Premise& premise : written.exceptions) form.exceptions.push_back(condition(premise));
    for (const Text& other : written.despite) form.despite.push_back(rule_name(other.text));
    for (const Text& other : written.subject_to) form.subject_to.push_back(rule_name(other.text));
    form.despite = sorted(std::move(form.despite));
    form.subject_to = sorted(std::move(form.subject_to));
    add_compiled(form, r);
    return form;
  }

 private:
  // A list of all its parts is the same as its parts one by one.
  void add(std::vector<ConditionForm>& conditions, const Premise& premise) {
    if (premise.kind != Premise::Kind::all_of || !premise.notes.empty()) {
      conditions.push_back(condition(premise));
      return;
    }
    for (const Premise& part : premise.parts) add(conditions, part);
  }

  ConditionForm condition(const Premise& premise) {
    ConditionForm form;
    form.burden = value(premise.notes, Note::Kind::burden);
    form.standard = value(premise.notes, Note::Kind::standard);
    form.citation = value(premise.notes, Note::Kind::cite);
    std::vector<std::string> keys, words;
    switch (premise.kind) {
      case Premise::Kind::sentence:
        form.key = key(premise.sentence);
        form.words = words_of(premise.sentence);
        return form;
      case Premise::Kind::same:
      case Premise::Kind::not_same:
        form.key = words_of(premise.left) +
                   (premise.kind == Premise::Kind::same ? " = " : " is not ") +
                   words_of(premise.right);
        form.words =
            words_of(premise.left) +
            (premise.kind == Premise::Kind::same ? " is the same as " : " is not the same as ") +
            words_of(premise.right);
        return form;
      case Premise::Kind::any_of:
      case Premise::Kind::all_of:
      case Premise::Kind::none_of:
      case Premise::Kind::for_every: break;
    }
    for (const Premise& part : premise.parts) {
      form.parts.push_back(condition(part));
      keys.push_back(form.parts.back().key);
      words.push_back(form.parts.back().words);
    }
    form.any = premise.kind == Premise::Kind::any_of;
    const std::string list = list_words(premise);
    form.key = list + text::join(sorted(std::move(keys)), "; ");
    form.words = list + text::join(words, "; ");
    return form;
  }

  static std::string list_words(const Premise& premise) {
    if (premise.kind == Premise::Kind::any_of) return "any of: ";
    if (premise.kind == Premise::Kind::none_of) return "none of: ";
    if (premise.kind == Premise::Kind::for_every)
      return "for every " + words_of(premise.sentence) + ": ";
    return "all of: ";
  }

  // The sentence in the newer version's words, with the holes as they stand here.
  std::string key(const Sentence& sentence) {
    Diagnostics unused;
    const auto pattern = Binder(law_, names_, file_, unused).sentence(sentence, &variables_);
    if (!pattern) return words_of(sentence);
    const auto& other = newer_ ? match_.predicates.to_new[pattern->predicate] : std::nullopt;
    const LawPredicate& predicate =
        other ? newer_->predicates[*other] : law_.predicates[pattern->predicate];
    std::string out = pattern->negated ? "not: " : "";
    const auto order = other ? arguments_in_old(law_.predicates[pattern->predicate], predicate)
                             : arguments_in_old(predicate, predicate);
    const auto argument = [&](uint32_t a) { return term(pattern->arguments[order[a]]); };
    for (const WordingToken& token : predicate.positive) {
      if (!out.empty() && !token.joined) out += ' ';
      out += token.hole ? argument(token.argument) : token.word;
    }
    if (pattern->when == reason::When::any) return out;
    return out + (pattern->when == reason::When::before ? " before " : " after ") +
           term(pattern->moment);
  }

  std::string term(const reason::Term& term) const {
    return term.variable ? "<" + variables_.names[term.index] + ">" : law_.names[term.index].name;
  }

  std::string rule_name(const std::string& id) const {
    const auto rule = law_.rule(id);
    if (!newer_ || !rule || !match_.rules.to_new[*rule]) return id;
    return newer_->rules[*match_.rules.to_new[*rule]].id;
  }

  // What notes and headings say of it, as compiled.
  void add_compiled(RuleForm& form, uint32_t r) const {
    for (const LawPassage& passage : law_.passages) {
      if (passage.rule == r) form.passages.push_back(passage.text);
    }
    for (uint32_t c = 0; c < law_.compiled.size(); ++c) {
      if (law_.compiled[c].rule != r || law_.compiled[c].part != CompiledRule::Part::main) continue;
      const reason::ProgramRule& compiled = law_.program.rules[c];
      form.in_force = compiled.in_force;
      form.applies_to = compiled.applies_to;
      for (const reason::ReadingGuard& guard : compiled.guards)
        form.readings.push_back(read(guard));
      break;
    }
    form.readings = sorted(std::move(form.readings));
    form.passages = sorted(std::move(form.passages));
  }

  std::string read(const reason::ReadingGuard& guard) const {
    const LawReading& reading = law_.readings[guard.reading];
    std::vector<std::string> options;
    for (size_t o = 0; o < reading.options.size(); ++o) {
      if ((guard.options >> o) & 1u) options.push_back(reading.options[o]);
    }
    return reading.name + ": " + text::join(sorted(std::move(options)), ", ");
  }

  const Law& law_;
  const Match& match_;
  const Law* newer_;
  Names names_;
  SourcePtr file_;
  Variables variables_;
};

std::vector<const Rule*> written_rules(const Law& law) {
  std::vector<const Rule*> rules;
  for (const Document& document : law.documents) {
    for (const Section& section : document.sections) {
      for (const Item& item : section.items) {
        if (const Rule* rule = std::get_if<Rule>(&item)) rules.push_back(rule);
      }
    }
  }
  return rules;
}

}  // namespace

std::string ConditionForm::signature() const {
  std::string out = key;
  if (!parts.empty()) {
    std::vector<std::string> inner;
    for (const ConditionForm& part : parts) inner.push_back(part.signature());
    out = (any ? "any of: " : "all of: ") + text::join(sorted(std::move(inner)), "; ");
  }
  return out + " {" + burden + "|" + standard + "}";
}

std::string RuleForm::signature(bool numbered) const {
  std::vector<std::string> parts;
  for (const ConditionForm& c : conditions) parts.push_back("if " + c.signature());
  for (const ConditionForm& c : exceptions) parts.push_back("unless " + c.signature());
  if (!numbered) parts = sorted(std::move(parts));
  std::string out = head + "\n" + text::join(parts, "\n");
  if (numbered) out = number_holes(out);
  for (const auto* list : {&despite, &subject_to, &readings, &passages}) {
    out += "\n/ " + text::join(*list, "; ");
  }
  return out + "\n" + strength + "\n" + rank + "\n" + in_force.format() + "\n" +
         applies_to.format();
}

bool RuleForm::same_effect(const RuleForm& other) const {
  return signature(false) == other.signature(false) || signature(true) == other.signature(true);
}

std::vector<RuleForm> rule_forms(const Law& law, const Match& match, const Law* newer) {
  FormMaker maker(law, match, newer);
  const std::vector<const Rule*> written = written_rules(law);
  std::vector<RuleForm> forms;
  for (uint32_t r = 0; r < law.rules.size(); ++r) forms.push_back(maker.form(r, *written[r]));
  return forms;
}

}  // namespace comity::language
