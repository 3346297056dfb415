// From the assessment of a published case to one of the five answers that experts give.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "dossier/agreement.h"
#include "dossier/assess.h"
#include "dossier/csv.h"
#include "dossier/finding.h"
#include "dossier/published.h"
#include "dossier/standards.h"

namespace comity::dossier {

namespace {

constexpr std::string_view kConclusion = "conclusion: ";
constexpr std::string_view kSeen = "conclusion, seen: ";
constexpr std::string_view kIssue = "questions_addressed_answer_not_seen";
constexpr const char* kNotRaised = "the facts as coded do not raise the question";
constexpr std::string_view kAnswers[] = {"yes", "likely", "unlikely", "no", "unsettled"};

// What the norms of the five answers are told of one conclusion.
struct Status {
  bool all_hold = false, all_fail = false, most_hold = false, most_fail = false;
  bool divided = false, hangs = false, lower = false, alleged = false, writers = false;
};

// However the readings that are left open go, it does not come about.
bool fails(const Finding& finding) {
  return !finding.outcomes.has(reason::Outcome::established) &&
         !finding.outcomes.has(reason::Outcome::undetermined);
}

Status status_of(const Finding& finding) {
  Status status;
  status.all_hold = finding.answer == Answer::established;
  status.all_fail = fails(finding);
  status.divided = finding.answer == Answer::depends_on_reading;
  status.hangs = !status.all_hold && !status.all_fail && !status.divided;
  return status;
}

Status status_of(const QuestionResult& question) {
  if (question.groups.empty()) return status_of(question.finding());
  Status status;
  size_t hold = 0, fail = 0, all = 0, sides = 0;
  for (const ReadingGroup& group : question.groups) {
    const size_t count = group.parties.size();
    const bool failing = fails(group.finding());
    const bool open = group.finding().answer == Answer::depends_on_reading && !failing;
    all += count;
    if (!open) sides += count;  // whoever leaves the reading open takes no side
    if (group.finding().answer == Answer::established) hold += count;
    if (failing) fail += count;
  }
  status.all_hold = hold == all;
  status.all_fail = fail == all;
  status.most_hold = hold > 1 && 2 * hold > sides;  // one State alone is no majority
  status.most_fail = fail > 1 && 2 * fail > sides;
  status.divided = hold > 0 && fail > 0;
  status.hangs = hold + fail < all;
  return status;
}

std::vector<std::string> words_of(const Status& status) {
  const std::string it = "the conclusion";
  std::vector<std::string> words;
  const auto add = [&](bool holds, const std::string& sentence) {
    if (holds) words.push_back(sentence);
  };
  add(status.all_hold, it + " is established under every recorded reading");
  add(status.all_fail, it + " fails under every recorded reading");
  add(status.most_hold, "more than half of the recorded positions establish " + it);
  add(status.most_fail, "more than half of the recorded positions do not establish " + it);
  add(status.lower, it + " is established if every standard of proof stands one grade lower");
  add(status.alleged, it + " is alleged and merely not shown");
  add(status.writers, it + " rests on what writers hold");
  add(status.hangs, it + " hangs on more than readings");
  add(status.divided, "the readings divide on " + it);
  return words;
}

// Which of the five answers the norms give to a conclusion of which these words are true.
Result<std::string> answered(const language::Law& law, const std::vector<std::string>& words) {
  std::string text =
      "```norm\ncase \"A conclusion\"\nname the conclusion: Conclusion\nname the analysis: Body\n";
  for (size_t i = 0; i < words.size(); ++i) {
    text += "fact S" + std::to_string(i) + ": " + words[i] + "\n  found by the analysis\n";
  }
  COMITY_TRY(SourcePtr file, SourceFile::make("a conclusion", text + "```\n"));
  Diagnostics diagnostics;
  const auto the_case = read_case(law, std::move(file), diagnostics);
  if (!the_case) return fail(Errc::invalid_input, render(diagnostics));
  for (const std::string_view word : kAnswers) {
    const std::string sentence = "the conclusion is answered " + std::string(word);
    COMITY_TRY(const auto bound, bind_sentence(law, *the_case, sentence));
    COMITY_TRY(const bool holds, established(law, *the_case, bound.first));
    if (holds) return std::string(word);
  }
  return std::string("unsettled");
}

void read_with(const language::Law& law, const std::string& held, Comparison& row) {
  row.held = held;
  row.held_by_party = law.parties.contains(held);
}

// The readings that "FRA" or "sovereignty: a rule; prior notice: required" stands for.
Result<HeldOptions> held_options(const language::Law& law, const std::string& text) {
  if (law.parties.contains(text)) return held_by(law, text);
  HeldOptions held;
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t end = rest.find("; ");
    const std::string_view one = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
    const size_t colon = one.find(": ");
    const auto reading = law.reading(one.substr(0, colon));
    if (!reading || colon == std::string_view::npos) {
      return fail(Errc::invalid_input, "no party and no reading: `" + std::string(one) + "`");
    }
    const auto& options = law.readings[*reading].options;
    const auto option = std::find(options.begin(), options.end(), one.substr(colon + 2));
    if (option == options.end()) {
      return fail(Errc::invalid_input, "no option of a reading: `" + std::string(one) + "`");
    }
    held.emplace_back(*reading, static_cast<reason::OptionId>(option - options.begin()));
  }
  return held;
}

// One case, assessed once for all of its conclusions.
class ExpertCase {
 public:
  static Result<ExpertCase> of(const language::Law& law, const Case& the_case) {
    ExpertCase made;
    COMITY_TRY(made.assessment_, assess(law, the_case, {.view_date = the_case.opened}));
    COMITY_TRY(made.shifts_, standard_shifts(*made.assessment_, Assumed::whatever_is_alleged));
    return made;
  }

  // Fills in what the norms come to. A question that the facts do not raise is not comparable,
  // unless it is asked all the same.
  Result<void> compare(Comparison& row, bool asked = false) const {
    const auto found = read_by_all(*row.sentence);
    if (!found && row.held.empty() && !asked) return {};
    Status status = found.value_or(Status{});
    if (!found || !row.held.empty()) {
      COMITY_TRY(const auto held, held_options(assessment_->law(), row.held));
      const Case& the_case = assessment_->the_case();
      COMITY_TRY(const Finding finding,
                 answer(assessment_->law(), the_case, *row.sentence, false, the_case.opened, held));
      const bool writers = status.writers;
      status = status_of(finding);
      status.writers = writers;
    }
    const auto words = words_of(status);
    COMITY_TRY(row.computed, answered(assessment_->law(), words));
    row.reason = text::join(words, "; ");
    return {};
  }

 private:
  std::optional<Status> read_by_all(const reason::GroundSentence& sentence) const {
    const auto& questions = assessment_->questions();
    const auto found = std::find_if(questions.begin(), questions.end(), [&](const auto& question) {
      return question.sentence == sentence;
    });
    const auto about = assessment_->about(sentence);
    if (!about) return std::nullopt;
    Status status = status_of(*about);
    if (found != questions.end()) {
      const StandardShift& shift = shifts_[static_cast<size_t>(found - questions.begin())];
      status.lower = shift.lower == Answer::established;
    }
    status.alleged = about->finding().answer == Answer::not_established && is_alleged(sentence);
    status.writers = about->weight == language::Weight::expert_restatement;
    return status;
  }

  // Whether it is the attribution that somebody makes in the case.
  bool is_alleged(const reason::GroundSentence& sentence) const {
    const auto& law = assessment_->law();
    const Case& the_case = assessment_->the_case();
    const auto itself = sentence_in(law, the_case, "<Act> is attributable to <Initiator State>");
    const auto charge =
        sentence_in(law, the_case, "<Attributing State> attributed <Act> to <Initiator State>");
    return itself && charge && *itself == sentence &&
           std::any_of(the_case.facts.begin(), the_case.facts.end(),
                       [&](const Fact& fact) { return fact.sentence == *charge; });
  }

  std::optional<Assessment> assessment_;
  std::vector<StandardShift> shifts_;
};

// The names of the questions that a case raises, whichever of its States asks.
Result<std::set<std::string>> raised_in(const language::Law& law, const Case& the_case) {
  std::set<std::string> names;
  for (size_t i = 0; i < the_case.names.size(); ++i) {
    if (law.kinds[the_case.names[i].kind] != "State") continue;
    const auto asking = static_cast<reason::Individual>(law.names.size() + i);
    COMITY_TRY(const Assessment assessment,
               assess(law, the_case, {.view_date = the_case.opened, .for_state = asking}));
    for (const QuestionResult& question : assessment.questions()) {
      names.insert(question.question->name);
    }
  }
  return names;
}

// The lines of a table for this case, else those for all.
std::vector<const MappingLine*> lines_for(const Mapping& topics, const std::string& field,
                                          const std::string& id, const std::string& value) {
  const std::string preposition = field == "held" || field == "explained" ? " for " : " of ";
  auto lines = topics.find(field + preposition + id, value);
  return lines.empty() ? topics.find(field, value) : lines;
}

// The published answers of one record, each with the sentence that it is about.
std::vector<Comparison> published_in(const language::Law& law, const ImportedCase& record,
                                     size_t index, const Case& the_case, const Mapping& topics) {
  std::vector<Comparison> rows;
  for (const ValueReport& value : record.values) {
    const bool seen = value.field.starts_with(kSeen);
    if (!seen && !value.field.starts_with(kConclusion)) continue;
    Comparison row{.id = record.id,
                   .topic = value.field.substr((seen ? kSeen : kConclusion).size()),
                   .published = value.text,
                   .computed = {},
                   .reason = "not covered: the table of topics does not know it",
                   .of_case = index,
                   .sentence = {},
                   .seen = seen,
                   .held = {},
                   .held_by_party = false,
                   .explained = {}};
    const auto held = lines_for(topics, "held", row.id, row.topic);
    if (!held.empty()) read_with(law, held.front()->says, row);
    const auto explained = lines_for(topics, "explained", row.id, row.topic);
    if (!explained.empty()) row.explained = explained.front()->reason;
    const auto lines = lines_for(topics, "question", row.id, row.topic);
    if (!lines.empty()) row.reason = lines.front()->reason;
    if (!lines.empty() && lines.front()->becomes == Becomes::asserted) {
      row.reason = kNotRaised;
      // A sentence about somebody of whom the case does not speak is not raised either.
      if (auto sentence = sentence_in(law, the_case, lines.front()->says)) {
        row.sentence = std::move(*sentence);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// The case with one fact changed: what was said of it before does not count.
Result<Case> changed(const language::Law& law, Case the_case, std::string change) {
  constexpr std::string_view kUnknown = "unknown: ";
  const bool unknown = change.starts_with(kUnknown);
  if (unknown) change.erase(0, kUnknown.size());
  COMITY_TRY(const auto bound, bind_published(law, the_case, change));
  std::erase_if(the_case.facts, [&](const Fact& fact) { return fact.sentence == bound.first; });
  Fact fact{.id = "V1", .sentence = bound.first, .negated = bound.second, .on = {}, .accounts = {}};
  using Kind = language::Account::Kind;
  fact.accounts.push_back({.kind = unknown ? Kind::unknown : Kind::found,
                           .by = {},
                           .grade = {},
                           .date = {},
                           .exhibits = {},
                           .remark = {}});
  the_case.facts.push_back(std::move(fact));
  return the_case;
}

Result<Variant> variant_of(const language::Law& law, const Case& the_case, const Comparison& base,
                           const CsvRow& row) {
  constexpr std::string_view kHeld = "held: ";
  Variant variant{.base = base, .varied = base, .change = row.fields[2], .reason = row.fields[4]};
  variant.varied.published = row.fields[3];
  variant.varied.computed.clear();
  Case varied = the_case;
  if (variant.change.starts_with(kHeld)) {
    read_with(law, variant.change.substr(kHeld.size()), variant.varied);
  } else {
    COMITY_TRY(varied, changed(law, the_case, variant.change));
  }
  COMITY_TRY(const ExpertCase assessed, ExpertCase::of(law, varied));
  variant.varied.reason.clear();
  COMITY_CHECK(assessed.compare(variant.varied, true));
  return variant;
}

}  // namespace

Result<Agreement> compare_answers(const language::Law& law, const Import& import,
                                  const std::vector<Case>& cases, const Mapping& topics) {
  Agreement agreement;
  for (size_t c = 0; c < cases.size(); ++c) {
    std::optional<ExpertCase> assessed;
    for (Comparison& row : published_in(law, import.cases[c], c, cases[c], topics)) {
      if (row.sentence) {
        if (!assessed) {
          COMITY_TRY(assessed, ExpertCase::of(law, cases[c]));
        }
        COMITY_CHECK(assessed->compare(row));
      }
      agreement.rows.push_back(std::move(row));
    }
  }
  return agreement;
}

Result<std::vector<Variant>> compare_variants(const language::Law& law,
                                              const std::vector<Case>& cases,
                                              const Agreement& agreement, const SourcePtr& table,
                                              Diagnostics& diagnostics) {
  const auto rows = read_csv(table, diagnostics);
  if (!rows) return fail(Errc::invalid_input, render(diagnostics));
  std::vector<Variant> variants;
  const auto published = [&](const std::string& id) {
    return std::any_of(agreement.rows.begin(), agreement.rows.end(),
                       [&](const Comparison& one) { return one.id == id; });
  };
  for (const CsvRow& row : rows->rows) {
    const auto wrong = [&](const std::string& what) {
      return fail(Errc::invalid_input,
                  table->name() + ": " + text::join(row.fields, ", ") + ": " + what);
    };
    if (row.fields.size() != 5) return wrong("five fields are expected");
    const auto base =
        std::find_if(agreement.rows.begin(), agreement.rows.end(), [&](const Comparison& one) {
          return one.id == row.fields[0] && stands_for(row.fields[1], one.topic);
        });
    if (base == agreement.rows.end() && !published(row.fields[0])) continue;
    if (base == agreement.rows.end() || !base->sentence) return wrong("no such conclusion");
    auto variant = variant_of(law, cases[base->of_case], *base, row);
    if (!variant) return wrong(variant.error().message());
    variants.push_back(std::move(*variant));
  }
  return variants;
}

Result<std::vector<IssueRow>> compare_issues(const language::Law& law, const Import& import,
                                             const std::vector<Case>& cases,
                                             const Mapping& topics) {
  std::vector<IssueRow> issues;
  for (size_t c = 0; c < cases.size(); ++c) {
    std::optional<std::set<std::string>> raised;
    for (const ValueReport& value : import.cases[c].values) {
      if (value.field != kIssue || value.text.empty()) continue;
      if (!raised) {
        COMITY_TRY(raised, raised_in(law, cases[c]));
      }
      IssueRow row{import.cases[c].id, value.text, {}, "the table of topics does not know it"};
      for (const MappingLine* line : lines_for(topics, "issue", row.id, row.issue)) {
        if (row.question.empty()) row.reason = line->reason;
        if (line->becomes != Becomes::asks || !row.question.empty()) continue;
        if (raised->contains(line->says))
          row.question = line->says;
        else
          row.reason = "the facts as coded do not raise `" + line->says + "`";
      }
      issues.push_back(std::move(row));
    }
  }
  return issues;
}

}  // namespace comity::dossier
