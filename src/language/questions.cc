// Questions, examples, and a first look at the case items of a file.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "language/procedure_compiler.h"

namespace comity::language {

void Checker::declare_questions() {
  each<Question>([&](const Question& question, const Place& place) {
    const Binder bind = binder(place);
    Variables variables;
    const auto sentence = bind.sentence(question.sentence, &variables);
    if (!sentence) return;
    if (sentence->negated || sentence->when != reason::When::any ||
        variables.names.size() != sentence->arguments.size()) {
      error("question-form", "a question is a declared sentence whose holes are all left open",
            place, question.sentence.span);
      return;
    }
    LawQuestion declared{.name = question.name.text, .predicate = sentence->predicate};
    // The question's holes in the order of the predicate's arguments.
    for (const reason::Term& term : sentence->arguments) {
      declared.holes.push_back(variables.names[term.index]);
      declared.kinds.push_back(variables.kinds[term.index]);
    }
    for (const std::vector<Premise>& conjunction : question.raised_when) {
      LawQuestion::Trigger trigger;
      Variables inside{declared.holes, declared.kinds};
      for (const Premise& premise : conjunction) {
        if (premise.kind != Premise::Kind::sentence) {
          error("trigger-form", "a condition of `raised when` is one sentence", place,
                premise.span);
          return;
        }
        const auto pattern = bind.sentence(premise.sentence, &inside);
        if (!pattern) return;
        if (pattern->when != reason::When::any) {
          error("time-in-trigger", "a question is raised by what is said, not by its date", place,
                premise.span, "leave the comparison to the rules");
          return;
        }
        trigger.premises.push_back(*pattern);
      }
      trigger.variables = inside.kinds;
      declared.raised_when.push_back(std::move(trigger));
    }
    if (question.answers_for) {
      const auto it =
          std::find(declared.holes.begin(), declared.holes.end(), question.answers_for->text);
      if (it == declared.holes.end()) {
        error("unknown-hole", "the question has no hole `<" + question.answers_for->text + ">`",
              place, question.answers_for->span);
        return;
      }
      declared.answers_for = static_cast<uint32_t>(it - declared.holes.begin());
    }
    if (!question.asks.empty()) {
      std::optional<Wording> asks = asked(question.asks, declared.holes, place);
      if (!asks) return;
      declared.asks = std::move(*asks);
    }
    declared.declared = provenance(place, question.span);
    law_.questions.push_back(std::move(declared));
  });
}

// "Did <Act> breach …?": a wording that may leave holes out.
std::optional<Wording> Checker::asked(const Text& asks, const std::vector<std::string>& holes,
                                      const Place& place) {
  Wording wording;
  std::string_view rest = asks.text;
  while (!rest.empty()) {
    const size_t open = rest.find('<');
    const std::string_view words = rest.substr(0, open);
    // No space before "?" in "of <State>?", nor before a hole that a word is written on to.
    bool joined = !wording.empty() && !words.empty() && !text::is_space(words.front());
    for (const std::string_view word : text::split_words(words)) {
      wording.push_back({.word = std::string(word), .joined = std::exchange(joined, false)});
    }
    joined = !wording.empty() && (words.empty() || !text::is_space(words.back()));
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('>', open);
    if (close == std::string_view::npos) break;
    const std::string_view hole = rest.substr(open + 1, close - open - 1);
    const auto it = std::find(holes.begin(), holes.end(), hole);
    if (it == holes.end()) {
      error("unknown-hole", "the question has no hole `<" + std::string(hole) + ">`", place,
            asks.span);
      return std::nullopt;
    }
    wording.push_back(
        {.hole = true, .joined = joined, .argument = static_cast<uint32_t>(it - holes.begin())});
    rest = rest.substr(close + 1);
  }
  return wording;
}

void Checker::declare_examples(ProcedureCompiler& procedure) {
  each<Example>([&](const Example& example, const Place& place) {
    if (!example.steps.empty()) return procedure.compile_trial(example, place);
    LawExample declared{.title = example.title.text, .viewed_on = example.viewed_on};
    declared.declared = provenance(place, example.span);
    Names names = names_;
    for (const Name& name : example.names) {
      const auto kind = law_.kind(name.kind.text);
      if (!kind) {
        error("unknown-kind", "no kind is called `" + name.kind.text + "`", place, name.kind.span,
              nearest_help(name.kind.text, law_.kinds));
        return;
      }
      check_dated(name, *kind, place);
      for (const Text& each_name : name.names) {
        declared.names.push_back({each_name.text, *kind, name.on});
        if (!names.add(declared.names.back())) {
          error("duplicate-name", "the name `" + each_name.text + "` is taken", place,
                each_name.span);
          return;
        }
      }
    }
    const Binder bind = binder(place, names);
    for (const Given& given : example.givens) {
      auto bound = given_fact(given, bind, place);
      if (!bound) continue;
      const auto same = std::find_if(declared.givens.begin(), declared.givens.end(),
                                     [&](const LawExample::Given& g) {
                                       return g.sentence.predicate == bound->sentence.predicate &&
                                              g.sentence.arguments == bound->sentence.arguments;
                                     });
      if (same != declared.givens.end()) {
        error("given-twice", "the example says this, or its opposite, already", place, given.span);
        return;
      }
      declared.givens.push_back(std::move(*bound));
    }
    for (const Expectation& expectation : example.expectations) {
      if (auto bound = expected(expectation, bind, place)) {
        declared.expectations.push_back(std::move(*bound));
      }
    }
    law_.examples.push_back(std::move(declared));
  });
}

std::optional<LawExample::Given> Checker::given_fact(const Given& given, const Binder& bind,
                                                     const Place& place) {
  const auto sentence = bind.sentence(given.sentence, nullptr);
  if (!sentence) return std::nullopt;
  if (sentence->when != reason::When::any) {
    error("time-in-fact", "a fact states its own date, not whether it came before another", place,
          given.sentence.span, "add a note `on DATE`");
    return std::nullopt;
  }
  LawExample::Given bound{.sentence = *sentence,
                          .unknown = given.kind == Given::Kind::unknown,
                          .grade = static_cast<reason::Grade>(law_.program.grades - 1)};
  for (const Note& note : given.notes) {
    if (note.kind == Note::Kind::grade) {
      const auto found = grade(note.value, place);
      if (!found) return std::nullopt;
      bound.grade = *found;
    } else if (note.kind == Note::Kind::on) {
      const auto date = Date::parse(note.value.text);
      if (!date) {
        error("bad-date", date.error().message(), place, note.value.span);
        return std::nullopt;
      }
      bound.on = *date;
    } else {
      error("note-out-of-place", "this note does not belong to a given fact", place, note.span,
            "a given fact takes `grade …` and `on DATE`");
      return std::nullopt;
    }
  }
  return bound;
}

std::optional<LawExample::Expectation> Checker::expected(const Expectation& expectation,
                                                         const Binder& bind, const Place& place) {
  const auto sentence = bind.sentence(expectation.sentence, nullptr);
  if (!sentence) return std::nullopt;
  if (sentence->when != reason::When::any) {
    error("time-in-expectation", "what is expected is a sentence, not when it came about", place,
          expectation.sentence.span);
    return std::nullopt;
  }
  LawExample::Expectation bound{.sentence = *sentence, .span = expectation.span};
  const auto answer = answer_named(expectation.answer.text);
  if (!answer) {
    std::vector<std::string> known;
    for (int a = 0; a <= static_cast<int>(Answer::not_encoded); ++a) {
      known.emplace_back(name(static_cast<Answer>(a)));
    }
    error("unknown-answer", "`" + expectation.answer.text + "` is not an answer", place,
          expectation.answer.span, nearest_help(expectation.answer.text, known));
    return std::nullopt;
  }
  bound.answer = *answer;
  for (const Text& party : expectation.under_parties) {
    if (!law_.parties.contains(party.text)) {
      error("unknown-party", "no party has the code `" + party.text + "`", place, party.span,
            "list it under `parties` with its name");
      return std::nullopt;
    }
    bound.parties.push_back(party.text);
  }
  if (expectation.under_reading) {
    const auto reading = law_.reading(expectation.under_reading->text);
    if (!reading || !expectation.under_option) {
      error("unknown-reading", "no reading is called `" + expectation.under_reading->text + "`",
            place, expectation.under_reading->span);
      return std::nullopt;
    }
    const auto& options = law_.readings[*reading].options;
    const auto it = std::find(options.begin(), options.end(), expectation.under_option->text);
    if (it == options.end()) {
      error("unknown-option",
            "`" + expectation.under_option->text + "` is not an option of this reading", place,
            expectation.under_option->span, nearest_help(expectation.under_option->text, options));
      return std::nullopt;
    }
    bound.reading = {*reading, static_cast<reason::OptionId>(it - options.begin())};
  }
  return bound;
}

// A collection of norms holds no case: that is a file of its own.
void Checker::check_cases() {
  std::set<const Document*> refused;  // each once, however much of a case it holds
  const auto refuse = [&](const auto& item, const Place& place) {
    if (!refused.insert(&place.document).second) return;
    error("case-among-norms", "a case file is not part of the norms", place, item.span,
          "keep it apart and read it with `comity assess`");
  };
  each<CaseHeader>(refuse);
  each<Exhibit>(refuse);
  each<Fact>(refuse);
}

}  // namespace comity::language
