// Examples of register law: what is noted, who makes which entry, and what is then expected.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/zone.h"
#include "language/procedure_compiler.h"

namespace comity::language {

using procedure::Field;
using procedure::FieldType;

std::optional<Instant> ProcedureCompiler::instant(const Text& text, const Place& place) {
  if (const auto day = Date::parse(text.text)) return Instant(*day);
  const auto at = parse_zoned(text.text);
  if (at) return *at;
  checker_.error("bad-date", at.error().message(), place, text.span,
                 "write it like 2031-03-02 10:00 UTC, or a day alone for its beginning in UTC");
  return std::nullopt;
}

void ProcedureCompiler::compile_trial(const Example& example, const Checker::Place& place) {
  if (!checker_.diagnostics_.ok()) return;  // an act that did not compile refuses every entry
  LawTrial trial{.title = example.title.text};
  trial.declared = checker_.provenance(place, example.span);
  Names names = checker_.names_;
  for (const Name& name : example.names) {
    const auto kind = law_.kind(name.kind.text);
    if (!kind) {
      checker_.error("unknown-kind", "no kind is called `" + name.kind.text + "`", place,
                     name.kind.span, Checker::nearest_help(name.kind.text, law_.kinds));
      return;
    }
    for (const Text& each : name.names) {
      trial.names.push_back({each.text, *kind, name.on});
      if (names.add(trial.names.back())) continue;
      checker_.error("duplicate-name", "the name `" + each.text + "` is taken", place, each.span);
      return;
    }
  }
  for (const PlaceItem& item : example.places) {
    const auto found = place_of(item, place);
    const auto individual = names.find(item.name.text);
    if (!individual) {
      checker_.error("unknown-name", "nothing is called `" + item.name.text + "`", place,
                     item.name.span, "name it on a line with `with`");
      return;
    }
    if (found) trial.places.emplace_back(*individual, *found);
  }
  for (const Given& given : example.givens) {
    Variables variables;
    ProcedureBinder bind = binder(place, names, &variables);
    if (auto step = this->given(given, bind, place)) trial.steps.push_back(std::move(*step));
  }
  for (const Step& written : example.steps) {
    Variables variables;
    ProcedureBinder bind = binder(place, names, &variables);
    if (auto step = this->step(written, names, bind, place))
      trial.steps.push_back(std::move(*step));
  }
  if (!example.expectations.empty()) {
    checker_.error("mixed-example",
                   "an example with entries says when something is expected: `at TIME: expect …`",
                   place, example.expectations.front().span);
  }
  law_.trials.push_back(std::move(trial));
}

// "39 different <State> deposited consent to the Convention", or one fact.
std::optional<LawTrial::Step> ProcedureCompiler::given(const Given& given, ProcedureBinder& bind,
                                                       const Place& place) {
  LawTrial::Step step{.span = given.span};
  Sentence sentence = given.sentence;
  auto& tokens = sentence.tokens;
  if (tokens.size() > 3 && tokens[1].text == "different" && tokens[2].hole) {
    const std::string& digits = tokens[0].text;
    std::from_chars(digits.data(), digits.data() + digits.size(), step.different);
    tokens.erase(tokens.begin(), tokens.begin() + 2);
  }
  const auto head = bind.head(sentence, Modality::is);
  if (!head) return std::nullopt;
  step.said = *head;
  const auto open = [](const procedure::Expr& e) {
    return e.kind == procedure::Expr::Kind::variable;
  };
  const auto holes = std::count_if(head->places.begin(), head->places.end(), open);
  if (holes != (step.different > 0 ? 1 : 0)) {
    checker_.error("hole-in-fact", "a given fact speaks of names", place, given.span,
                   "or says how many: `39 different <State> …`");
    return std::nullopt;
  }
  step.varied = static_cast<size_t>(std::find_if(head->places.begin(), head->places.end(), open) -
                                    head->places.begin());
  for (const Note& note : given.notes) {
    if (note.kind != Note::Kind::on) continue;
    const auto at = instant(note.value, place);
    if (!at) return std::nullopt;
    step.at = *at;
  }
  return step;
}

std::optional<LawTrial::Step> ProcedureCompiler::step(const Step& written, const Names& names,
                                                      ProcedureBinder& bind, const Place& place) {
  LawTrial::Step step{.span = written.span};
  const auto at = instant(written.time, place);
  if (!at) return std::nullopt;
  step.at = *at;
  if (written.kind == Step::Kind::next_change) {
    step.kind = LawTrial::Step::Kind::next_change;
    if (written.outcome.text == "never") return step;
    step.time = instant(written.outcome, place);
    return step.time ? std::optional(step) : std::nullopt;
  }
  if (written.kind == Step::Kind::check) {
    const Premise& premise = *written.premise;
    if (premise.kind == Premise::Kind::sentence) {
      // A duty is expected in its own form: "Brenland must answer the first message".
      for (const Modality modality : {Modality::must, Modality::must_not}) {
        Diagnostics quiet;
        std::swap(quiet, checker_.diagnostics_);
        const auto head = bind.head(premise.sentence, modality);
        std::swap(quiet, checker_.diagnostics_);
        if (!head) continue;
        step.said = *head;
        return expected_duty(written, step, place) ? std::optional(step) : std::nullopt;
      }
    }
    step.kind = LawTrial::Step::Kind::check;
    auto goal = bind.premise(premise);
    if (!goal) return std::nullopt;
    step.check.premises.push_back(std::move(*goal));
    step.expected = written.outcome.text == "yes";
    if (step.expected || written.outcome.text == "no") return step;
    checker_.error("unknown-answer", "`" + written.outcome.text + "` is no answer of register law",
                   place, written.outcome.span, "a sentence holds or does not: `yes` or `no`");
    return std::nullopt;
  }
  step.kind = written.kind == Step::Kind::refused ? LawTrial::Step::Kind::refused
                                                  : LawTrial::Step::Kind::entry;
  const auto head = bind.head(written.sentence, Modality::is);
  if (!head) return std::nullopt;
  step.said = *head;
  return carry(written, names, bind, step, place) ? std::optional(step) : std::nullopt;
}

bool ProcedureCompiler::expected_duty(const Step& written, LawTrial::Step& out,
                                      const Place& place) {
  out.kind = LawTrial::Step::Kind::duty;
  constexpr std::array<std::string_view, 8> kOutcomes{"met",  "late",      "missed",   "stopped",
                                                      "none", "forbidden", "breached", "owed"};
  const std::string& text = written.outcome.text;
  if (std::find(kOutcomes.begin(), kOutcomes.end(), text) != kOutcomes.end()) {
    out.outcome = text;
    return true;
  }
  if (text.starts_with("due ")) {
    out.outcome = "due";
    const Text time{text.substr(4), written.outcome.span};
    out.time = instant(time, place);
    return out.time.has_value();
  }
  checker_.error("unknown-answer", "`" + text + "` is no state of a duty", place,
                 written.outcome.span,
                 "it is `due TIME`, `owed`, `met`, `late`, `missed`, `stopped`, `forbidden`, "
                 "`breached` or `none`");
  return false;
}

// The fields that the entry carries, and who signed it.
bool ProcedureCompiler::carry(const Step& written, const Names& names, ProcedureBinder& bind,
                              LawTrial::Step& out, const Place& place) {
  if (written.signer) {
    const auto signer = names.find(written.signer->text);
    if (!signer) {
      checker_.error("unknown-name", "nothing is called `" + written.signer->text + "`", place,
                     written.signer->span);
      return false;
    }
    out.signer = {procedure::Value::Type::individual, *signer};
  }
  for (const auto& [name, value] : written.fields) {
    std::optional<procedure::FieldId> found;
    std::vector<std::string> known;
    for (const procedure::Act& act : law_.procedure.acts) {
      if (act.done.predicate != out.said.predicate) continue;
      for (const procedure::FieldId f : act.fields) {
        known.push_back(law_.procedure.fields[f].name);
        if (known.back() == name.text) found = f;
      }
    }
    if (!found) {
      checker_.error("unknown-field", "this entry carries no field `" + name.text + "`", place,
                     name.span, Checker::nearest_help(name.text, known));
      return false;
    }
    const Field field = law_.procedure.fields[*found];
    if (field.type == FieldType::text) {
      out.texts.emplace_back(*found, value.text);
    } else if (field.type == FieldType::list) {
      std::vector<procedure::Value> members;
      Field of_member = field;
      of_member.type = FieldType::individual;
      size_t begin = 0;
      while (begin <= value.text.size()) {
        const size_t comma = std::min(value.text.find(", ", begin), value.text.size());
        const auto member =
            bind.value(of_member, value.text.substr(begin, comma - begin), value.span);
        if (!member) return false;
        members.push_back(*member);
        begin = comma + 2;
      }
      out.lists.emplace_back(*found, std::move(members));
    } else {
      const auto one = bind.value(field, value.text, value.span);
      if (!one) return false;
      out.fields.emplace_back(*found, *one);
    }
  }
  return true;
}

}  // namespace comity::language
