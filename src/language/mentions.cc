#include "language/mentions.h"

#include <algorithm>

#include "base/text.h"
#include "language/line_mentions.h"
#include "language/tokens.h"

namespace comity::language {

namespace {

class Walk {
 public:
  Walk(const Law& law, const Document& document, std::optional<std::uint32_t> at)
      : law_(law), document_(document), at_(at), line_(law, document.source, out_) {}

  std::vector<Mention> run() {
    for (const Section& section : document_.sections) {
      for (const Item& item : section.items) {
        std::visit([&](const auto& one) { look(one); }, item);
      }
    }
    if (at_) std::erase_if(out_, [&](const Mention& one) { return !wanted(one.span); });
    std::stable_sort(out_.begin(), out_.end(), [](const Mention& a, const Mention& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    return std::move(out_);
  }

 private:
  bool wanted(Span span) const { return !at_ || (span.begin <= *at_ && *at_ <= span.end); }

  // ---- pieces

  void sentence(const Sentence& written) {
    if (wanted(written.span)) line_.sentence(written);
  }
  void premises(const std::vector<Premise>& premises) {
    for (const Premise& one : premises) {
      sentence(one.sentence);
      this->premises(one.parts);
    }
  }

  void register_premise(const Premise& premise) {
    if (wanted(premise.sentence.span)) line_.premise(premise.sentence);
    for (const Sentence* side : {&premise.left, &premise.right}) {
      if (wanted(side->span)) line_.term(*side);
    }
    for (const Premise& part : premise.parts) register_premise(part);
  }
  void register_premises(const std::vector<Premise>& premises) {
    for (const Premise& one : premises) register_premise(one);
  }
  void event(const Sentence& written) {
    if (wanted(written.span)) line_.premise(written);
  }
  bool head(const Sentence& written, Modality modality) {
    return wanted(written.span) && line_.head(written, modality);
  }

  void rule(const Text& id, bool declares = false) {
    if (const auto known = law_.rule(id.text))
      out_.push_back({Mention::Rule{*known}, id.span, declares});
  }
  void reading(const std::string& name, Span span, bool declares = false) {
    if (const auto known = law_.reading(name))
      out_.push_back({Mention::Reading{*known}, span, declares});
  }
  void notes(const Notes& notes) {
    for (const Note& note : notes) {
      if (note.kind == Note::Kind::reading)
        reading(note.value.text.substr(0, note.value.text.find(':')), note.span);
      if (note.kind == Note::Kind::calendar) calendar(note.value);
    }
  }
  void calendar(const Text& name, bool declares = false) {
    for (uint32_t c = 0; c < law_.calendars.size(); ++c) {
      if (law_.calendars[c].name == name.text)
        out_.push_back({Mention::Calendar{c}, name.span, declares});
    }
  }

  // ---- items of both laws

  void look(const SentenceDeclaration& item) {
    if (wanted(item.sentence.span)) line_.sentence(item.sentence, true);
    constexpr std::pair<std::string_view, Modality> kForms[] = {{"not", Modality::is},
                                                                {"must", Modality::must},
                                                                {"must not", Modality::must_not},
                                                                {"may", Modality::may},
                                                                {"can", Modality::can}};
    for (const SentenceForm& form : item.forms) {
      for (const auto& [key, modality] : kForms) {
        if (form.key.text != key || !wanted(form.sentence.span)) continue;
        if (!item.in_register || !line_.head(form.sentence, modality, true))
          line_.sentence(form.sentence, true);
      }
    }
  }
  void look(const Rule& item) {
    rule(item.id, true);
    for (const Text& other : item.despite) rule(other);
    for (const Text& other : item.subject_to) rule(other);
    notes(item.notes);
    const auto known = law_.rule(item.id.text);
    const bool in_register = item.access || (known && law_.rules[*known].in_register);
    if (!in_register) {
      sentence(item.head);
      premises(item.premises);
      premises(item.exceptions);
      return;
    }
    head(item.head, Modality::is);
    register_premises(item.premises);
    register_premises(item.exceptions);
  }
  void look(const Reading& item) { reading(item.name.text, item.name.span, true); }
  void look(const Positions& item) { reading(item.reading.text, item.reading.span); }
  void look(const NotEncoded& item) {
    if (item.rule) rule(*item.rule);
  }
  void look(const Never& item) {
    sentence(item.conclusion);
    for (const Sentence& from : item.from) sentence(from);
  }
  void look(const Question& item) {
    sentence(item.sentence);
    for (const auto& conditions : item.raised_when) premises(conditions);
  }
  void look(const Example& item) {
    const LineMentions::Scope before = line_.enter();
    for (const Name& name : item.names) line_.add(name);
    for (const PlaceItem& place : item.places) look(place);
    for (const Given& given : item.givens) this->given(given.sentence);
    for (const Expectation& one : item.expectations) {
      sentence(one.sentence);
      if (one.under_reading) reading(one.under_reading->text, one.under_reading->span);
    }
    for (const Step& step : item.steps) this->step(step);
    line_.leave(before);
  }
  // The names of a case count from where they stand to its end.
  void look(const Name& item) { line_.add(item); }
  void look(const Fact& item) { sentence(item.sentence); }

  // ---- items of register law

  // "39 different <State> deposited consent to the Convention" is so many times one sentence.
  void given(const Sentence& written) {
    if (written.tokens.size() <= 3 || !is_word(written.tokens[1], "different"))
      return sentence(written);
    Sentence each = written;
    each.tokens.erase(each.tokens.begin(), each.tokens.begin() + 2);
    head(each, Modality::is);
  }

  void owed(const Owed& item) {
    if (!head(item.sentence, Modality::must)) head(item.sentence, Modality::must_not);
    if (item.within && wanted(item.within->span)) within(*item.within);
    register_premises(item.stops);
    register_premises(item.done_when);
    if (item.extension) event(item.extension->on);
    if (item.if_breached) head(*item.if_breached, Modality::is);
    notes(item.notes);
  }
  // "48 hours of <Filing Time>", "the step of <Message>".
  void within(const Sentence& written) {
    const std::string& first = written.tokens.front().text;
    if (first.front() < '0' || first.front() > '9') return line_.period(written);
    const auto of = std::find_if(written.tokens.begin(), written.tokens.end(),
                                 [](const Token& token) { return is_word(token, "of"); });
    if (of != written.tokens.end()) line_.term({{of + 1, written.tokens.end()}, written.span});
  }

  void look(const ActItem& item) {
    for (procedure::ActId a = 0; a < law_.acts.size(); ++a) {
      if (law_.acts[a].id == item.id.text) out_.push_back({Mention::Act{a}, item.id.span, true});
    }
    head(item.head, Modality::can);
    notes(item.notes);
    if (item.records) {
      for (const FieldDeclaration& declared : item.records->fields) {
        if (const auto known = field(declared.name.text, item.records->thing))
          out_.push_back({Mention::Field{*known}, declared.name.span, true});
      }
    }
    register_premises(item.premises);
    register_premises(item.exceptions);
    for (const Sentence& sentence : item.asserts) head(sentence, Modality::is);
    for (const Owed& one : item.then) owed(one);
  }
  void look(const DutyItem& item) {
    for (procedure::DutyId d = 0; d < law_.duties.size(); ++d) {
      if (law_.duties[d].id == item.id.text && !law_.procedure.duties[d].act)
        out_.push_back({Mention::Duty{d}, item.id.span, true});
    }
    owed(item.owed);
    register_premises(item.premises);
    register_premises(item.exceptions);
  }

  std::optional<procedure::FieldId> field(const std::string& name, const Token& of) const {
    const auto kind = law_.kind(last_word(of.text));
    return kind ? law_.field(name, *kind) : std::nullopt;
  }
  std::optional<procedure::FieldId> declared(const FieldHead& head) {
    const auto known = field(head.field.text, head.of.front());
    if (known) out_.push_back({Mention::Field{*known}, head.field.span, true});
    return known;
  }

  void look(const StatusItem& item) {
    notes(item.notes);
    const auto field = declared(item.head);
    const auto value = [&](const Text& text, bool declares = false) {
      if (field && text.text != "any") line_.word(*field, text.text, text.span, declares);
    };
    for (const Text& text : item.values) value(text, true);
    value(item.starts);
    if (item.starts_on) event(*item.starts_on);
    for (const Transition& transition : item.transitions) {
      for (const auto& [from, to] : transition.steps) {
        value(from);
        value(to);
      }
      if (transition.when) {
        register_premise(*transition.when);
      } else if (transition.cause == Transition::Cause::after) {
        if (wanted(transition.sentence.span)) line_.period(transition.sentence);
      } else {
        event(transition.sentence);
      }
      register_premises(transition.conditions);
    }
  }
  void look(const FigureItem& item) {
    notes(item.notes);
    declared(item.head);
    if (wanted(item.summed.span)) line_.term(item.summed);
    if (item.such_that) register_premise(*item.such_that);
    event(item.event);
  }
  void look(const TableItem& item) {
    notes(item.notes);
    declared(item.head);
    if (wanted(item.by.span)) line_.term(item.by);
    const auto key = read_by(item.by);
    for (const auto& [row, none] : item.rows) {
      const std::string_view written = row.text;
      const auto word = text::trim(written.substr(0, written.find_first_of("0123456789")));
      const auto end = row.span.begin + static_cast<std::uint32_t>(word.size());
      if (key) line_.word(*key, std::string(word), {row.span.begin, end});
    }
  }
  // The field by which a table is read: "the urgency of <Message>".
  std::optional<procedure::FieldId> read_by(const Sentence& by) const {
    const auto& tokens = by.tokens;
    if (tokens.size() < 4 || !tokens.back().hole) return std::nullopt;
    return field(words_of(slice(tokens, 1, tokens.size() - 2)), tokens.back());
  }
  void look(const AlgorithmItem& item) { declared(item.head); }
  void look(const CalendarItem& item) { calendar(item.name, true); }
  void look(const PlaceItem& item) { line_.name(item.name); }

  // ---- the lines of an example of register law

  void step(const Step& step) {
    if (step.premise) return check(*step.premise);
    head(step.sentence, Modality::is);
    if (step.signer) line_.name(*step.signer);
    const auto said = step.fields.empty() ? std::nullopt : line_.said(step.sentence, Modality::is);
    for (const auto& [name, value] : step.fields) {
      const auto field = said ? carried(*said, name.text) : std::nullopt;
      if (!field) continue;
      out_.push_back({Mention::Field{*field}, name.span});
      using procedure::FieldType;
      const FieldType type = law_.procedure.fields[*field].type;
      if (type == FieldType::word) line_.word(*field, value.text, value.span);
      if (type == FieldType::individual) line_.name(value);
    }
  }
  // A duty is expected in its own form.
  void check(const Premise& premise) {
    const bool owed =
        head(premise.sentence, Modality::must) || head(premise.sentence, Modality::must_not);
    if (!owed) register_premise(premise);
  }
  // A field of the entries that say this.
  std::optional<procedure::FieldId> carried(reason::PredicateId said,
                                            const std::string& name) const {
    for (const procedure::Act& act : law_.procedure.acts) {
      if (act.done.predicate != said) continue;
      for (const procedure::FieldId field : act.fields) {
        if (law_.procedure.fields[field].name == name) return field;
      }
    }
    return std::nullopt;
  }

  template <class Other>
  void look(const Other&) {}

  const Law& law_;
  const Document& document_;
  std::optional<std::uint32_t> at_;
  std::vector<Mention> out_;
  LineMentions line_;
};

}  // namespace

std::vector<Mention> mentions(const Law& law, const Document& document,
                              std::optional<std::uint32_t> at) {
  return Walk(law, document, at).run();
}

}  // namespace comity::language
