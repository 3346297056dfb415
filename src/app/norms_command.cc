#include "app/norms_command.h"

#include <algorithm>

#include "app/norms.h"
#include "app/translations_command.h"
#include "base/text.h"
#include "documents/words.h"
#include "dossier/assess.h"
#include "dossier/example.h"
#include "dossier/parties.h"
#include "language/binder.h"
#include "language/lint.h"
#include "language/place.h"
#include "language/trial.h"

namespace comity::app {

namespace {

using language::Law;

std::string counted(size_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

// " under FRA", " under sovereignty: a rule", or nothing.
std::string view_words(const Law& law, const dossier::View& view) {
  if (view.party) return " under " + *view.party;
  if (view.held.empty()) return "";
  const auto& [reading, option] = view.held.front();
  return " under " + documents::option_words(law, reading, option);
}

// Runs one example; one line for each expectation that is not met.
std::vector<std::string> failures(const Law& law, const language::LawExample& example) {
  std::vector<std::string> lines;
  const dossier::Case the_case = dossier::case_of(example);
  for (const auto& expectation : example.expectations) {
    const reason::GroundSentence sentence = dossier::sentence_of(expectation);
    const bool negated = expectation.sentence.negated;
    for (const dossier::View& view : dossier::views_of(law, expectation)) {
      const auto finding =
          dossier::answer(law, the_case, sentence, negated, example.viewed_on, view.held);
      if (finding && finding->answer == expectation.answer) continue;
      const Position at = example.declared.file->position(expectation.span.begin);
      lines.push_back(
          example.declared.file->name() + ":" + std::to_string(at.line) + ": example \"" +
          example.title + "\": " + dossier::say(law, the_case, sentence, negated) +
          view_words(law, view) + ": expected `" + std::string(name(expectation.answer)) +
          "`, comes out `" +
          (finding ? std::string(name(finding->answer)) : finding.error().message()) + "`\n");
    }
  }
  return lines;
}

// Runs one example of register law; one line for each of its lines that does not come out.
std::vector<std::string> failures(const Law& law, const language::LawTrial& trial) {
  std::vector<std::string> lines;
  for (const language::TrialFailure& failure : language::run(law, trial)) {
    const Position at = trial.declared.file->position(failure.span.begin);
    lines.push_back(trial.declared.file->name() + ":" + std::to_string(at.line) + ": example \"" +
                    trial.title + "\": " + failure.message + "\n");
  }
  return lines;
}

void show_provenance(const language::Provenance& p, std::string& out) {
  out += "  " + p.path + "\n  " + place_of(p) + "\n";
  if (!p.source.empty()) out += "  source: " + p.source + "\n";
  if (p.text_of) out += "  text of " + p.text_of->format() + "\n";
  if (p.in_force.from || p.in_force.until) out += "  in force " + p.in_force.format() + "\n";
  if (p.applies_to.from || p.applies_to.until)
    out += "  applies to facts " + p.applies_to.format() + "\n";
  if (!p.confirmed) out += "  the source is still to be confirmed\n";
}

std::string shown_rule(const Law& law, uint32_t r, const language::LawLanguage* language) {
  const language::LawRule& rule = law.rules[r];
  std::string out = "rule " + rule.id + " (" + std::string(name(rule.weight)) +
                    (rule.notes.empty() ? "" : "; " + rule.notes) + ")\n";
  show_provenance(rule.declared, out);
  out += "\n";
  for (const std::string_view line :
       text::split_lines(rule.declared.file->text(rule.declared.span))) {
    out += "  " + std::string(line) + "\n";
  }
  return language == nullptr ? out : out + rule_in(law, *language, r);
}

std::string shown_reading(const Law& law, uint32_t r, const language::LawLanguage* language) {
  const language::LawReading& reading = law.readings[r];
  std::string out = "reading " + reading.name + ": " + reading.question + "\n";
  show_provenance(reading.declared, out);
  const dossier::Spread spread = dossier::spread_of(law, reading);
  const auto list = [&](const std::string& title, const std::vector<std::string>& parties) {
    out += "\n  " + title + "\n";
    for (const std::string& party : parties) {
      const language::LawPosition& position = reading.positions.at(party);
      out += "    " + party + " " + law.parties.at(party) + " (" + position.when + ") " +
             position.source +
             (position.confidence.empty() ? "" : ", confidence " + position.confidence) + "\n";
    }
  };
  for (reason::OptionId o = 0; o < reading.options.size(); ++o) {
    list(reading.options[o] + (reading.not_encoded[o] ? " (its test is not encoded)" : ""),
         spread.holders[o]);
  }
  list("left open", spread.left_open);
  out += "\n  no position seen: " + text::join(spread.not_seen, " ") + "\n";
  return language == nullptr ? out : out + reading_in(law, *language, r);
}

std::optional<std::string> shown_sentence(const Law& law, const std::string& what,
                                          const language::LawLanguage* language) {
  for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
    const language::LawPredicate& predicate = law.predicates[p];
    const std::string words = plain(predicate.positive, predicate.holes);
    if (words.empty() || words != what) continue;
    std::string out = words + "  [" + std::string(name(predicate.layer)) + "]\n";
    show_provenance(predicate.declared, out);
    if (language != nullptr) out += sentence_in(*language, p);
    for (const language::LawRule& rule : law.rules) {
      if (rule.head.predicate == p) {
        out += std::string("  concluded") + (rule.head.negated ? " not to be so" : "") + " by " +
               rule.id + "\n";
      }
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace

int run_norms_check(const std::string& path, const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    size_t positions = 0;
    for (const language::LawReading& reading : law.readings) positions += reading.positions.size();
    out.print(counted(law.documents.size(), "file", "files") + ", " +
              counted(law.rules.size(), "rule", "rules") + ", " +
              counted(law.readings.size(), "reading", "readings") + " with " +
              counted(positions, "position", "positions") + ", " +
              counted(law.questions.size(), "question", "questions") + ", " +
              (law.acts.empty() ? ""
                                : counted(law.acts.size(), "act", "acts") + ", " +
                                      counted(law.duties.size(), "duty", "duties") + ", ") +
              counted(law.examples.size() + law.trials.size(), "example", "examples") +
              ": sound\nnorms " + law.hash + "\n");
    return 0;
  });
}

int run_norms_test(const std::string& path, const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    size_t failed = 0;
    const auto tell = [&](const std::vector<std::string>& lines) {
      failed += lines.empty() ? 0 : 1;
      for (const std::string& line : lines) out.print(line);
    };
    for (const language::LawExample& example : law.examples) tell(failures(law, example));
    for (const language::LawTrial& trial : law.trials) tell(failures(law, trial));
    const size_t all = law.examples.size() + law.trials.size();
    out.print(std::to_string(all - failed) + " passed, " + std::to_string(failed) + " failed\n");
    return failed == 0 ? 0 : 1;
  });
}

int run_norms_lint(const std::string& path, const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    Diagnostics findings;
    language::lint(law, findings);
    out.print(render(findings, {.colour = false, .columns = out.columns}));
    out.print(counted(findings.size(), "finding", "findings") + "\n");
    return findings.empty() ? 0 : 1;
  });
}

int run_norms_show(const std::string& path, const std::string& what, const std::string& language,
                   const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    const auto into = language_of(law, language);
    if (!into) return out.fail(into.error());
    if (const auto rule = law.rule(what)) {
      out.print(shown_rule(law, *rule, *into));
    } else if (const auto reading = law.reading(what)) {
      out.print(shown_reading(law, *reading, *into));
    } else if (const auto sentence = shown_sentence(law, what, *into)) {
      out.print(*sentence);
    } else {
      std::vector<std::string> known;
      for (const language::LawRule& r : law.rules) known.push_back(r.id);
      for (const language::LawReading& r : law.readings) known.push_back(r.name);
      const auto near = text::nearest(what, known);
      return out.fail(Error(Errc::not_found, "no rule, reading or sentence is called `" + what +
                                                 "`" + (near ? "; nearest: `" + *near + "`" : "")));
    }
    return 0;
  });
}

}  // namespace comity::app
