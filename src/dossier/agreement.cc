#include "dossier/agreement.h"

#include <algorithm>

#include "base/text.h"
#include "dossier/assess.h"
#include "dossier/standards.h"

namespace comity::dossier {

namespace {

constexpr std::string_view kConclusion = "conclusion: ";
constexpr const char* kNotRaised = "the facts as coded do not raise the question";
constexpr std::string_view kAnswers[] = {"yes", "likely", "unlikely", "no", "unsettled"};

std::string without_star(std::string value) {
  std::erase(value, '*');
  return value;
}

std::string replaced(std::string text, std::string_view hole, const std::string& name) {
  for (size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at)) {
    text.replace(at, hole.size(), name);
    at += name.size();
  }
  return text;
}

// The sentence of a table about the one act of a case, and about the players of a published one.
Result<reason::GroundSentence> sentence_of(const language::Law& law, const Case& the_case,
                                           const std::string& says) {
  std::string act;
  for (const language::LawName& name : the_case.names) {
    if (law.kinds[name.kind] == "Act") act = name.name;
  }
  std::string words = replaced(says, "<Act>", act);
  words = replaced(words, "<Receiver State>", "Halvora");
  words = replaced(words, "<Initiator State>", "Talverne");
  words = replaced(words, "<Attributing State>", "Ombria");
  COMITY_TRY(const auto bound, bind_sentence(law, the_case, words));
  return bound.first;
}

Result<bool> established(const language::Law& law, const Case& the_case,
                         const reason::GroundSentence& sentence) {
  COMITY_TRY(const Finding finding, answer(law, the_case, sentence, false, the_case.opened, {}));
  return finding.answer == Answer::established;
}

// What the norms of the five answers are told of one conclusion.
struct Status {
  bool all_hold = false, all_fail = false, most_hold = false, most_fail = false;
  bool divided = false, hangs = false, lower = false;
};

bool fails(Answer answer) {
  return answer == Answer::not_established || answer == Answer::excluded;
}

Status status_of(const QuestionResult& question, const std::optional<StandardShift>& shift) {
  Status status;
  status.lower = shift && shift->lower == Answer::established;
  if (question.groups.empty()) {
    const Answer answer = question.finding().answer;
    status.all_hold = answer == Answer::established;
    status.all_fail = fails(answer);
    status.hangs = !status.all_hold && !status.all_fail;
    return status;
  }
  size_t hold = 0, fail = 0, all = 0;
  for (const ReadingGroup& group : question.groups) {
    const size_t count = group.parties.size();
    all += count;
    if (group.finding().answer == Answer::established) hold += count;
    if (fails(group.finding().answer)) fail += count;
  }
  status.all_hold = hold == all;
  status.all_fail = fail == all;
  status.most_hold = 2 * hold > all;
  status.most_fail = 2 * fail > all;
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

// One case, assessed once for all of its conclusions.
class ExpertCase {
 public:
  static Result<ExpertCase> of(const language::Law& law, const Case& the_case) {
    ExpertCase made;
    COMITY_TRY(made.assessment_, assess(law, the_case, {.view_date = the_case.opened}));
    COMITY_TRY(made.shifts_, standard_shifts(*made.assessment_));
    return made;
  }

  // Fills in what the norms come to. A question that the facts do not raise is not comparable.
  Result<void> compare(Comparison& row) const {
    const auto& questions = assessment_->questions();
    const auto found = std::find_if(questions.begin(), questions.end(), [&](const auto& question) {
      return question.sentence == *row.sentence;
    });
    std::optional<StandardShift> shift;
    std::optional<QuestionResult> result;
    if (found != questions.end()) {
      shift = shifts_[static_cast<size_t>(found - questions.begin())];
      result = *found;
    } else if (auto about = assessment_->about(*row.sentence)) {
      result = std::move(*about);
    }
    if (!result) return {};
    const auto words = words_of(status_of(*result, shift));
    COMITY_TRY(row.computed, answered(assessment_->law(), words));
    row.reason = text::join(words, "; ");
    return {};
  }

 private:
  std::optional<Assessment> assessment_;
  std::vector<StandardShift> shifts_;
};

std::string padded(std::string text, size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

}  // namespace

size_t Agreement::comparable() const {
  return static_cast<size_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.comparable(); }));
}

size_t Agreement::agreeing() const {
  return static_cast<size_t>(std::count_if(
      rows.begin(), rows.end(), [](const auto& row) { return row.comparable() && row.agrees(); }));
}

Result<Agreement> compare_labels(const language::Law& law, const Import& import,
                                 const std::vector<Case>& cases, const Mapping& labels) {
  std::vector<MappingLine> known;
  labels.each([&](const MappingLine& line) {
    if (line.becomes == Becomes::asserted) known.push_back(line);
  });
  Agreement agreement;
  for (size_t c = 0; c < cases.size(); ++c) {
    for (const ValueReport& value : import.cases[c].values) {
      const auto lines = labels.find(value.field, value.text);
      if (lines.empty() || lines.front()->becomes != Becomes::asserted) continue;
      Comparison row{.id = import.cases[c].id,
                     .topic = value.field,
                     .published = without_star(lines.front()->value),
                     .computed = {},
                     .reason = "no label of the coding follows",
                     .of_case = c,
                     .sentence = {}};
      COMITY_TRY(row.sentence, sentence_of(law, cases[c], lines.front()->says));
      for (const MappingLine& line : known) {
        COMITY_TRY(const auto sentence, sentence_of(law, cases[c], line.says));
        COMITY_TRY(const bool holds, established(law, cases[c], sentence));
        if (line.field != value.field || !holds) continue;
        row.computed = without_star(line.value);
        row.reason = say(law, cases[c], sentence);
      }
      agreement.rows.push_back(std::move(row));
    }
  }
  return agreement;
}

Result<Agreement> compare_answers(const language::Law& law, const Import& import,
                                  const std::vector<Case>& cases, const Mapping& topics) {
  Agreement agreement;
  for (size_t c = 0; c < cases.size(); ++c) {
    std::optional<ExpertCase> assessed;
    for (const ValueReport& value : import.cases[c].values) {
      if (!value.field.starts_with(kConclusion)) continue;
      Comparison row{.id = import.cases[c].id,
                     .topic = value.field.substr(kConclusion.size()),
                     .published = value.text,
                     .computed = {},
                     .reason = "not covered: the table of topics does not know it",
                     .of_case = c,
                     .sentence = {}};
      const auto lines = topics.find("question", row.topic);
      if (!lines.empty() && lines.front()->becomes == Becomes::asserted) {
        if (!assessed) {
          COMITY_TRY(assessed, ExpertCase::of(law, cases[c]));
        }
        row.reason = kNotRaised;
        // A sentence about somebody of whom the case does not speak is not raised either.
        if (auto sentence = sentence_of(law, cases[c], lines.front()->says)) {
          row.sentence = std::move(*sentence);
          COMITY_CHECK(assessed->compare(row));
        }
      } else if (!lines.empty()) {
        row.reason = lines.front()->reason;
      }
      agreement.rows.push_back(std::move(row));
    }
  }
  return agreement;
}

std::string agreement_table(const Agreement& agreement) {
  std::map<std::pair<std::string, std::string>, size_t> met;
  size_t left = 12, right = 12;
  for (const Comparison& row : agreement.rows) {
    if (row.comparable()) ++met[{row.published, row.computed}];
    left = std::max(left, row.published.size() + 2);
    right = std::max(right, row.computed.size() + 2);
  }
  std::string out = padded("published", left) + padded("computed", right) + "rows\n";
  for (const auto& [pair, count] : met) {
    out += padded(pair.first, left) + padded(pair.second, right) + std::to_string(count) +
           (pair.first == pair.second ? "" : "  differs") + "\n";
  }
  out += "\n" + std::to_string(agreement.rows.size()) +
         " published: " + std::to_string(agreement.comparable()) + " comparable, of these " +
         std::to_string(agreement.agreeing()) + " agree; " +
         std::to_string(agreement.rows.size() - agreement.comparable()) + " not comparable\n";
  for (const Comparison& row : agreement.rows) {
    if (row.comparable() && row.agrees()) continue;
    out += "\n" + row.id + ", " + row.topic + ": published " + row.published + "; " +
           (row.comparable() ? "computed " + row.computed : "not comparable") + "\n  " +
           text::wrap(row.reason, 98, 2) + "\n";
  }
  return out;
}

}  // namespace comity::dossier
