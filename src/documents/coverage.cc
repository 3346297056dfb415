#include "documents/coverage.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "documents/coverage_register.h"
#include "language/place.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::Coverage;
using dossier::Examples;
using language::Law;
using language::Provenance;

constexpr size_t kIndent = 2;

std::string source_words(const Provenance& p, Span span) {
  return text::join(text::split_words(p.file->text(span)), " ");
}

// Whether an item of the norms rests on a source that a lawyer still has to check.
struct Unconfirmed {
  std::string heading, file;
  uint32_t line = 0;
};

std::vector<Unconfirmed> unconfirmed(const Law& law) {
  std::vector<Unconfirmed> all;
  for (const language::Document& document : law.documents) {
    for (const language::Section& section : document.sections) {
      if (section.items.empty() || section.keys.confirmed.value_or(true)) continue;
      all.push_back({section.heading.text, document.source->name(),
                     document.source->position(section.heading.span.begin).line});
    }
  }
  return all;
}

// ---- totals ------------------------------------------------------------------------------------

struct Totals {
  Share rules, conditions, exceptions, options, questions;
};

Totals totals_of(const Coverage& coverage) {
  Totals totals;
  for (const dossier::RuleCoverage& rule : coverage.rules) {
    totals.rules.add(!rule.carried.empty());
    for (const auto& condition : rule.conditions) totals.conditions.add(condition.exercised());
    for (const auto& exception : rule.exceptions) totals.exceptions.add(!exception.raised.empty());
  }
  for (const auto& options : coverage.readings) {
    for (const Examples& option : options) totals.options.add(!option.empty());
  }
  for (const dossier::QuestionCoverage& question : coverage.questions) {
    totals.questions.add(!question.expected.empty());
  }
  return totals;
}

std::string total_line(const Law& law, const Totals& totals, size_t to_confirm) {
  return "Exercised by " + std::to_string(law.examples.size()) +
         " examples: " + totals.rules.words("rules") + ", " +
         totals.conditions.words("conditions both met and missing") + ", " +
         totals.exceptions.words("exceptions") + ", " + totals.options.words("options") + ", " +
         totals.questions.words("questions") +
         ". Not encoded: " + std::to_string(law.passages.size()) +
         ". To be confirmed: " + std::to_string(to_confirm) + ".";
}

std::string register_line(const Law& law, const Coverage& coverage) {
  const RegisterTotals totals = register_totals(law, coverage.in_register);
  return "Register law, exercised by " + std::to_string(law.trials.size()) +
         " examples: " + totals.acts.words("acts taken") + ", " +
         totals.premises.words("of their premises a reason to refuse") + ", " +
         totals.duties.words("duties both done and breached") + ", " +
         totals.steps.words("steps of statuses") + ".";
}

// ---- text --------------------------------------------------------------------------------------

class Text {
 public:
  // With `titles`, the examples are named.
  Text(const Law& law, const Coverage& coverage, size_t columns, bool titles)
      : law_(law), coverage_(coverage), columns_(columns), titles_(titles) {}

  void rule(uint32_t r) {
    const language::LawRule& rule = law_.rules[r];
    const dossier::RuleCoverage& cover = coverage_.rules[r];
    in_register_ = rule.in_register.has_value();
    std::vector<Count> counts{{std::string(what_it_does(rule)), &cover.carried}};
    if (!cover.stopped.empty() || !cover.exceptions.empty()) {
      counts.push_back({"is stopped", &cover.stopped});
    }
    counts.push_back({"lacks something", &cover.lacking});
    entry(0, (rule.access ? "access " : "rule ") + rule.id + " (" + place_of(rule.declared) + ")",
          counts);
    for (const auto& condition : cover.conditions) {
      entry(1, "if `" + source_words(rule.declared, condition.span) + "`",
            {{"met", &condition.met}, {"alone missing", &condition.missing}});
    }
    for (const auto& exception : cover.exceptions) {
      entry(1, "unless `" + source_words(rule.declared, exception.span) + "`",
            {{"met", &exception.raised}});
    }
    in_register_ = false;
  }

  void lines(const std::vector<CoverageLine>& lines) {
    in_register_ = true;
    for (const CoverageLine& one : lines) entry(one.level, one.words, one.counts);
    in_register_ = false;
  }

  void reading(reason::ReadingId r) {
    const language::LawReading& reading = law_.readings[r];
    line(0, "reading " + reading.name + " (" + place_of(reading.declared) + ")");
    for (size_t o = 0; o < reading.options.size(); ++o) {
      entry(1, reading.options[o], {{"held", &coverage_.readings[r][o]}});
    }
  }

  void question(size_t q) {
    const language::LawQuestion& question = law_.questions[q];
    entry(0, "question " + question.name + " (" + place_of(question.declared) + ")",
          {{"answered", &coverage_.questions[q].expected},
           {"raised", &coverage_.questions[q].raised}});
  }

  void line(size_t level, const std::string& words) {
    const size_t indent = level * kIndent;
    out_ += std::string(indent, ' ') + text::wrap(words, columns_, indent + kIndent) + "\n";
  }

  void heading(const std::string& words) { out_ += (out_.empty() ? "" : "\n") + words + "\n"; }
  std::string take() { return std::move(out_); }

 private:
  using Count = CoverageLine::Count;

  void entry(size_t level, const std::string& what, const std::vector<Count>& counts) {
    std::vector<std::string> words;
    for (const Count& count : counts) words.push_back(count.what + " " + times(*count.examples));
    line(level, what + (words.empty() ? "" : ": " + text::join(words, ", ")));
    if (!titles_) return;
    for (const Count& count : counts) {
      if (!count.examples->empty()) line(level + 1, count.what);
      for (const uint32_t e : *count.examples) {
        const Provenance& at = in_register_ ? law_.trials[e].declared : law_.examples[e].declared;
        const std::string& title = in_register_ ? law_.trials[e].title : law_.examples[e].title;
        line(level + 2, place_of(at) + ": " + title);
      }
    }
  }

  const Law& law_;
  const Coverage& coverage_;
  size_t columns_;
  bool titles_;
  bool in_register_ = false;  // the examples are those of register law
  std::string out_;
};

std::optional<size_t> question_named(const Law& law, const std::string& name) {
  for (size_t q = 0; q < law.questions.size(); ++q) {
    if (law.questions[q].name == name) return q;
  }
  return std::nullopt;
}

// ---- JSON --------------------------------------------------------------------------------------

json::object placed(const Provenance& p, json::object object) {
  object["file"] = p.file->name();
  object["line"] = p.file->position(p.span.begin).line;
  return object;
}

json::object rule_json(const Law& law, const Coverage& coverage, uint32_t r) {
  const language::LawRule& rule = law.rules[r];
  const dossier::RuleCoverage& cover = coverage.rules[r];
  json::array conditions, exceptions;
  for (const auto& condition : cover.conditions) {
    conditions.push_back(json::object{{"text", source_words(rule.declared, condition.span)},
                                      {"met", numbers(condition.met)},
                                      {"alone_missing", numbers(condition.missing)}});
  }
  for (const auto& exception : cover.exceptions) {
    exceptions.push_back(json::object{{"text", source_words(rule.declared, exception.span)},
                                      {"met", numbers(exception.raised)}});
  }
  return placed(rule.declared, {{"id", rule.id},
                                {"register", rule.in_register.has_value()},
                                {"carried", numbers(cover.carried)},
                                {"stopped", numbers(cover.stopped)},
                                {"lacking", numbers(cover.lacking)},
                                {"conditions", std::move(conditions)},
                                {"exceptions", std::move(exceptions)}});
}

json::object reading_json(const Law& law, const Coverage& coverage, reason::ReadingId r) {
  json::array options;
  for (size_t o = 0; o < law.readings[r].options.size(); ++o) {
    options.push_back(json::object{{"name", law.readings[r].options[o]},
                                   {"examples", numbers(coverage.readings[r][o])}});
  }
  return placed(law.readings[r].declared,
                {{"name", law.readings[r].name}, {"options", std::move(options)}});
}

json::object totals_json(const Totals& totals, const RegisterTotals& in_register) {
  json::object out;
  const auto add = [&](const char* what, const Share& share) {
    out[what] = json::object{{"of", share.of}, {"exercised", share.exercised}};
  };
  add("rules", totals.rules);
  add("conditions", totals.conditions);
  add("exceptions", totals.exceptions);
  add("options", totals.options);
  add("questions", totals.questions);
  add("acts", in_register.acts);
  add("premises", in_register.premises);
  add("duties", in_register.duties);
  add("steps", in_register.steps);
  return out;
}

void register_law(const Law& law, const Coverage& coverage, Text& out) {
  out.heading("Register law");
  for (procedure::ActId a = 0; a < law.acts.size(); ++a)
    out.lines(act_lines(law, coverage.in_register, a));
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d)
    out.lines(duty_lines(law, coverage.in_register, d));
  for (procedure::StatusId s = 0; s < law.procedure.statuses.size(); ++s)
    out.lines(status_lines(law, coverage.in_register, s));
  const auto never = unexercised(law, coverage);
  if (!never.empty()) out.heading("Register law that nothing exercises");
  for (const std::string& words : never) out.line(0, words);
}

// The acts or duties of that name; a duty that an act makes somebody owe has the act's.
bool named_in_register(const Law& law, const Coverage& coverage, const std::string& name,
                       Text& out) {
  bool found = false;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    if (law.acts[a].id != name) continue;
    found = true;
    out.lines(act_lines(law, coverage.in_register, a));
  }
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d) {
    if (law.duties[d].id != name) continue;
    found = true;
    out.lines(duty_lines(law, coverage.in_register, d));
  }
  return found;
}

}  // namespace

std::string coverage_text(const Law& law, const Coverage& coverage, size_t columns) {
  Text out(law, coverage, columns, false);
  std::string file;
  for (uint32_t r = 0; r < law.rules.size(); ++r) {
    if (law.rules[r].declared.file->name() != file) {
      file = law.rules[r].declared.file->name();
      out.heading(file);
    }
    out.rule(r);
  }
  if (!law.trials.empty() || !law.acts.empty()) register_law(law, coverage, out);
  if (!law.readings.empty()) out.heading("Readings");
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r) out.reading(r);
  if (!law.questions.empty()) out.heading("Questions");
  for (size_t q = 0; q < law.questions.size(); ++q) out.question(q);
  if (!law.passages.empty()) out.heading("Not encoded");
  for (const language::LawPassage& passage : law.passages) {
    out.line(0, place_of(passage.declared) + "  \"" + passage.text + "\"" +
                    (passage.rule ? " in " + law.rules[*passage.rule].id : ""));
  }
  const auto open = unconfirmed(law);
  if (!open.empty()) out.heading("To be confirmed against the primary text");
  for (const Unconfirmed& section : open) {
    out.line(0, section.file + ":" + std::to_string(section.line) + "  " + section.heading);
  }
  out.heading(text::wrap(total_line(law, totals_of(coverage), open.size()), columns));
  if (!law.trials.empty() || !law.acts.empty())
    out.heading(text::wrap(register_line(law, coverage), columns));
  return out.take();
}

Result<std::string> coverage_text_of(const Law& law, const Coverage& coverage,
                                     const std::string& what, size_t columns) {
  Text out(law, coverage, columns, true);
  const auto rule = law.rule(what);
  const auto reading = law.reading(what);
  const auto question = question_named(law, what);
  if (rule) out.rule(*rule);
  if (reading) out.reading(*reading);
  if (question) out.question(*question);
  const bool in_register = named_in_register(law, coverage, what, out);
  if (rule || reading || question || in_register) return out.take();
  std::vector<std::string> known;
  for (const auto& r : law.rules) known.push_back(r.id);
  for (const auto& r : law.readings) known.push_back(r.name);
  for (const auto& q : law.questions) known.push_back(q.name);
  for (const auto& act : law.acts) known.push_back(act.id);
  for (const auto& duty : law.duties) known.push_back(duty.id);
  const auto near = text::nearest(what, known);
  return fail(Errc::not_found, "no rule, reading, question, act or duty is called `" + what + "`" +
                                   (near ? "; nearest: `" + *near + "`" : ""));
}

std::string mutants_text(const Law& law, const std::vector<dossier::Mutant>& mutants,
                         size_t columns) {
  using Leaves = dossier::Mutant::Leaves;
  std::string out;
  Share total;
  for (const dossier::Mutant& mutant : mutants) {
    total.add(mutant.noticed_by.has_value());
    if (mutant.noticed_by) continue;
    const language::LawRule& rule = law.rules[mutant.rule];
    const SourceFile& file = *rule.declared.file;
    const std::string_view lost = mutant.leaves_out == Leaves::condition ? "if" : "unless";
    const std::string words =
        file.name() + ":" + std::to_string(file.position(mutant.span.begin).line) + ": rule " +
        rule.id + " could lose " + (mutant.leaves_out == Leaves::exception ? "the whole of " : "") +
        "`" + std::string(lost) + " " + source_words(rule.declared, mutant.span) + "`";
    out += text::wrap(words, columns, kIndent) + "\n";
  }
  return out + "Noticed by an example when left out: " + total.words("conditions and exceptions") +
         ".\n";
}

std::string coverage_json(const Law& law, const Coverage& coverage) {
  json::array rules, readings, questions, examples, passages, to_confirm;
  for (uint32_t r = 0; r < law.rules.size(); ++r) rules.push_back(rule_json(law, coverage, r));
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r) {
    readings.push_back(reading_json(law, coverage, r));
  }
  for (size_t q = 0; q < law.questions.size(); ++q) {
    questions.push_back(
        placed(law.questions[q].declared, {{"name", law.questions[q].name},
                                           {"expected", numbers(coverage.questions[q].expected)},
                                           {"raised", numbers(coverage.questions[q].raised)}}));
  }
  for (const auto& example : law.examples) {
    examples.push_back(placed(example.declared, {{"title", example.title}}));
  }
  for (const language::LawPassage& passage : law.passages) {
    json::object entry = placed(passage.declared, {{"passage", passage.text}});
    if (passage.rule) entry["rule"] = law.rules[*passage.rule].id;
    passages.push_back(std::move(entry));
  }
  for (const Unconfirmed& section : unconfirmed(law)) {
    to_confirm.push_back(
        json::object{{"heading", section.heading}, {"file", section.file}, {"line", section.line}});
  }
  json::object out{
      {"format", "comity coverage 1"},
      {"norms", law.hash},
      {"rules", std::move(rules)},
      {"readings", std::move(readings)},
      {"questions", std::move(questions)},
      {"examples", std::move(examples)},
      {"not_encoded", std::move(passages)},
      {"to_confirm", std::move(to_confirm)},
      {"totals", totals_json(totals_of(coverage), register_totals(law, coverage.in_register))}};
  add_register_json(law, coverage.in_register, out);
  return canonical_json(out) + "\n";
}

}  // namespace comity::documents
