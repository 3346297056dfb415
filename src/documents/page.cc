#include "documents/page.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "documents/hanging.h"
#include "documents/reasons.h"
#include "documents/words.h"
#include "dossier/standards.h"

namespace comity::documents {

namespace {

using dossier::Answer;
using dossier::QuestionResult;
using language::Layer;

constexpr size_t kIndent = 3;
constexpr size_t kReasonDepth = 12;

// How much is said of one answer.
enum class Detail : uint8_t { counts, lists, all };

class Page {
 public:
  // `details`: of each question, in order.
  Page(const Speech& speech, const PageOptions& options, const std::vector<Detail>& details,
       bool airy = true)
      : speech_(speech),
        assessment_(speech.assessment()),
        law_(speech.law()),
        case_(speech.the_case()),
        options_(options),
        details_(details),
        airy_(airy) {}

  std::string write() {
    header();
    section(Layer::fact, speech_("FACT"));
    section(Layer::attribution, speech_("ATTRIBUTION"));
    section(Layer::law, law_heading());
    responses();
    footer();
    return std::move(out_);
  }

  // One question by itself, everything said.
  std::string write_answer(const QuestionResult& question) {
    detail_ = Detail::all;
    notice();
    answer(question, std::nullopt);
    return std::move(out_);
  }

 private:
  void line(std::string_view words, size_t indent = 0, size_t hang = 0) {
    const size_t room = std::max<size_t>(options_.columns, 40) - indent;
    const std::string wrapped = text::wrap(words, room, hang);
    for (const std::string_view part : text::split_lines(wrapped)) {
      out_ += std::string(indent, ' ') + std::string(part) + '\n';
    }
  }

  void gap() {
    if (airy_) out_ += '\n';
  }

  void notice() {
    if (const std::string notice = speech_.notice(); !notice.empty()) line(notice);
  }

  void header() {
    line(case_.title + "  (" + speech_("analysis, not a decision") + ")");
    notice();
    std::vector<std::string> words;
    if (!case_.claimant.empty())
      words.push_back(speech_("{}, claimant", {speech_.name(case_.claimant)}));
    if (!case_.respondent.empty())
      words.push_back(speech_("{}, respondent", {speech_.name(case_.respondent)}));
    if (case_.happened) words.push_back(speech_("facts of {}", {case_.happened->format()}));
    words.push_back(assessment_.options().view_date
                        ? speech_("law as of {}", {assessment_.options().view_date->format()})
                        : speech_("law as encoded, of every date"));
    line(text::join(words, "; ") + ". " + facts_summary());
  }

  std::string facts_summary() const {
    size_t contested = 0, open = 0;
    for (const auto& [sentence, standing] : assessment_.standings()) {
      const auto& versions = standing.state.versions;
      if (versions.size() > 1) {
        ++contested;
      } else if (versions.front().value == reason::Version::Value::open) {
        ++open;
      }
    }
    return speech_(
        "{} facts, {} contested, {} unknown or withheld.",
        {std::to_string(case_.facts.size()), std::to_string(contested), std::to_string(open)});
  }

  // Law is answered on the attributions that are alleged; the heading says which.
  std::string law_heading() const {
    std::set<std::string> assumed;
    for (const QuestionResult& question : assessment_.questions()) {
      for (const auto& sentence : question.attributions) {
        assumed.insert(speech_.say(sentence));
      }
    }
    if (assumed.empty()) return speech_("LAW");
    const std::vector<std::string> all(assumed.begin(), assumed.end());
    return speech_("LAW, if {}", {speech_.listed(all)});
  }

  void section(Layer layer, const std::string& heading) {
    bool first = true;
    for (size_t q = 0; q < assessment_.questions().size(); ++q) {
      const QuestionResult& question = assessment_.questions()[q];
      if (question.layer != layer) continue;
      if (first) {
        gap();
        line(heading, 0, 2);
      }
      first = false;
      detail_ = details_[q];
      answer(question, q);
    }
  }

  void answer(const QuestionResult& question, std::optional<size_t> q) {
    std::string answered = short_answer(question.finding().answer);
    if (question.if_attributed && !q) answered = speech_("if attributed: {}", {answered});
    line((q ? number(*q) : "") + speech_.asks(question) + " " + upper(answered) + remark(question),
         0, kIndent);
    if (detail_ == Detail::counts) {
      counts(question);
    } else {
      groups(question);
      accounts(question);
      hangs_on(question);
    }
    if (options_.full) reasons(question);
  }

  std::string short_answer(Answer answer) const { return speech_.word(name(answer)); }

  void reasons(const QuestionResult& question) {
    settling(question);
    standards(question);
    for (const Explanation& explanation : explanations(speech_, question)) {
      const size_t columns = std::max<size_t>(options_.columns, 40) - kIndent;
      const std::string told = to_text(speech_, explanation, columns, kReasonDepth);
      for (const std::string_view part : text::split_lines(told)) {
        out_ += std::string(kIndent, ' ') + std::string(part) + '\n';
      }
    }
    out_ += '\n';
  }

  // One line: how many hold what, and the facts by number.
  void counts(const QuestionResult& question) {
    std::vector<std::string> parts;
    std::map<Answer, std::vector<std::string>> by_answer;
    for (const dossier::ReadingGroup& group : question.groups) {
      auto& parties = by_answer[group.finding().answer];
      parties.insert(parties.end(), group.parties.begin(), group.parties.end());
    }
    constexpr size_t kNamed = 4;
    const auto counted = [&](const std::string& answer, const std::vector<std::string>& parties) {
      parts.push_back(
          answer + " " +
          (parties.size() <= kNamed ? text::join(parties, " ") : std::to_string(parties.size())));
    };
    for (const auto& [answer, parties] : by_answer) counted(short_answer(answer) + ":", parties);
    if (!question.not_seen.empty() && !question.groups.empty()) {
      counted(speech_("no position seen:"), question.not_seen);
    }
    const Hanging hanging = hanging_of(speech_, question);
    std::vector<std::string> facts = hanging.ids;
    if (hanging.unstated > 0) {
      facts.push_back(speech_("{} that nobody has stated", {std::to_string(hanging.unstated)}));
    }
    if (!facts.empty()) parts.push_back(speech_("facts: {}", {text::join(facts, ", ")}));
    if (!parts.empty()) line(text::join(parts, "; "), kIndent, 2);
  }

  static std::string upper(const std::string& words) {
    std::string out;
    for (const char32_t c : text::code_points(words)) out += capital(c);
    return out;
  }

  std::string remark(const QuestionResult& question) const {
    std::vector<std::string> remarks;
    if (question.weight && !weight_remark(*question.weight).empty()) {
      remarks.push_back(options_.full ? weight_remark(speech_, *question.weight)
                                      : speech_.word(name(*question.weight)));
    }
    if (!question.confirmed) remarks.push_back(speech_("source to be confirmed"));
    if (!question.finding().exact) {
      remarks.push_back(
          speech_("not enumerated: {} open", {std::to_string(question.finding().hangs_on.size())}));
    }
    return remarks.empty() ? "" : " (" + text::join(remarks, "; ") + ")";
  }

  // "established: AUT, BRA, …; excluded: GBR; no position seen: 12 others".
  void groups(const QuestionResult& question) {
    if (question.groups.empty()) return;
    std::vector<std::string> parts;
    for (size_t g = 0; g < question.groups.size();) {
      std::vector<std::string> parties;
      std::set<std::string> deciding;
      const Answer same = question.groups[g].finding().answer;
      for (; g < question.groups.size() && question.groups[g].finding().answer == same; ++g) {
        const dossier::ReadingGroup& group = question.groups[g];
        parties.insert(parties.end(), group.parties.begin(), group.parties.end());
        std::vector<std::string> options;
        for (const auto& [reading, option] : group.deciding) {
          options.push_back(option_words(speech_, reading, option));
        }
        if (!options.empty()) deciding.insert(text::join(options, " + "));
      }
      parts.push_back(short_answer(same) + ": " + party_list(parties) + deciding_words(deciding));
    }
    if (!question.not_seen.empty()) {
      parts.push_back(speech_("no position seen:") + " " +
                      parties_words(speech_, question.not_seen));
    }
    for (const std::string& part : parts) line(part, kIndent, 2);
  }

  std::string party_list(const std::vector<std::string>& parties) const {
    constexpr size_t kShown = 24;
    if (detail_ == Detail::all || parties.size() <= kShown) return text::join(parties, " ");
    const std::vector<std::string> some(parties.begin(), parties.begin() + kShown);
    return speech_("{} and {} more",
                   {text::join(some, " "), std::to_string(parties.size() - kShown)});
  }

  std::string deciding_words(const std::set<std::string>& deciding) const {
    if (deciding.empty()) return {};
    if (detail_ != Detail::all && deciding.size() > 1) return {};
    const std::vector<std::string> all(deciding.begin(), deciding.end());
    return "  [" + text::join(all, " | ") + "]";
  }

  void accounts(const QuestionResult& question) {
    if (question.accounts.empty()) return;
    std::vector<std::string> parts;
    for (const dossier::AccountView& view : question.accounts) {
      parts.push_back(speech_(
          "{}'s: {}", {speech_.name(view.party), answer_words(speech_, view.finding.answer)}));
    }
    line(speech_("on whose account: {}", {text::join(parts, "; ")}), kIndent, 2);
  }

  void hangs_on(const QuestionResult& question) {
    if (question.finding().outcomes.single()) return;
    const Hanging hanging = hanging_of(speech_, question);
    std::vector<std::string> facts = hanging.facts;
    if (detail_ != Detail::all) {
      facts = hanging.ids;
      if (hanging.unstated > 0) {
        facts.push_back(
            speech_("{} facts that nobody has stated", {std::to_string(hanging.unstated)}));
      }
    }
    std::vector<std::string> parts;
    if (!facts.empty()) parts.push_back(speech_("on {}", {text::join(facts, ", ")}));
    if (!hanging.readings.empty()) {
      parts.push_back(speech_("on how these are read: {}", {text::join(hanging.readings, ", ")}));
    }
    if (!hanging.passages.empty()) {
      parts.push_back(detail_ == Detail::all
                          ? speech_("on text not encoded: {}", {text::join(hanging.passages, ", ")})
                          : speech_("on text not encoded"));
    }
    if (!parts.empty()) line(speech_("hangs {}", {text::join(parts, "; ")}), kIndent, 2);
  }

  void settling(const QuestionResult& question) {
    for (const reason::Settlement& settlement : question.settlements) {
      static constexpr Answer kAnswers[] = {Answer::established, Answer::excluded,
                                            Answer::not_established, Answer::undetermined};
      std::vector<std::string> picks;
      for (const reason::Pick& pick : settlement.picks) picks.push_back(pick_words(speech_, pick));
      line(speech_("would settle it: {} -> {}",
                   {text::join(picks, " " + speech_("and") + " "),
                    answer_words(speech_, kAnswers[static_cast<size_t>(settlement.outcome)])}),
           kIndent, 2);
    }
    if (question.next_question) {
      line(speech_("most useful to ask next: whether {}",
                   {choice_words(speech_, *question.next_question)}),
           kIndent, 2);
    }
  }

  // Whether the answer hangs on how much proof the norms ask for.
  void standards(const QuestionResult& question) {
    if (!shifts_) {
      auto computed = dossier::standard_shifts(assessment_);
      shifts_ = computed ? std::move(*computed) : std::vector<dossier::StandardShift>();
    }
    const auto& all = assessment_.questions();
    const auto place = std::find_if(all.begin(), all.end(), [&](const QuestionResult& q) {
      return q.sentence == question.sentence;
    });
    const auto q = static_cast<size_t>(place - all.begin());
    if (q >= shifts_->size()) return;
    const auto told = [&](Phrase how, const std::optional<Answer>& then) {
      if (then) line(speech_(how, {short_answer(*then)}), kIndent, 2);
    };
    told("if every standard of proof were one grade lower: {}", (*shifts_)[q].lower);
    told("if every standard of proof were one grade higher: {}", (*shifts_)[q].higher);
  }

  // ---- responses

  void responses() {
    const auto& state = assessment_.options().for_state;
    if (!state) return;
    gap();
    line(speech_("WHAT THE LAW LEAVES OPEN TO {}, for a named person to decide; nothing here is "
                 "advice",
                 {speech_.name(*state)}),
         0, 2);
    std::vector<std::string> open;
    std::vector<size_t> others;
    for (size_t q = 0; q < assessment_.questions().size(); ++q) {
      const QuestionResult& question = assessment_.questions()[q];
      if (question.layer != Layer::response) continue;
      if (details_[q] == Detail::counts && is_open_in_any_case(question)) {
        open.push_back(number(q) + question.question->name);
      } else {
        others.push_back(q);
      }
    }
    if (!open.empty())
      line(speech_("Open whoever acted: {}.", {text::join(open, ", ")}), 0, kIndent);
    for (const size_t q : others) {
      detail_ = details_[q];
      response(q);
    }
  }

  // Questions keep their number whatever the order in which they are told: --why takes it.
  static std::string number(size_t question) { return std::to_string(question + 1) + " "; }

  static bool is_open_in_any_case(const QuestionResult& question) {
    return question.on_record.answer == Answer::established && question.attributions.empty();
  }

  void response(size_t q) {
    const QuestionResult& question = assessment_.questions()[q];
    std::string words =
        speech_.asks(question) + " " + upper(short_answer(question.finding().answer));
    if (question.if_attributed && question.on_record.answer != question.finding().answer) {
      words = speech_("{}, if attributed", {words});
    }
    line(number(q) + words + remark(question), 0, kIndent);
    const Answer answer = question.finding().answer;
    // Another rule may have led to what is established; what this one lacks is no matter then.
    if (answer == Answer::excluded || answer == Answer::established) return;
    std::vector<std::string> unmet;
    for (const dossier::Condition& condition : question.conditions) {
      if (condition.finding.answer == Answer::established) continue;
      const bool open = condition.finding.answer != Answer::not_established &&
                        condition.finding.answer != Answer::excluded;
      if (detail_ == Detail::counts && !condition.citation.empty()) {
        unmet.push_back(condition.citation + (open ? " (" + speech_("open") + ")" : ""));
      } else {
        unmet.push_back((condition.citation.empty() ? "" : condition.citation + ", ") +
                        (open ? speech_("open") : speech_("not shown")) + ": " +
                        statement_words(speech_, condition.statement));
      }
    }
    if (unmet.empty()) return;
    if (detail_ != Detail::counts) {
      for (const std::string& one : unmet) line(one, kIndent, 2);
    } else {
      line(speech_("{} conditions not met yet: {}",
                   {std::to_string(unmet.size()), text::join(unmet, ", ")}),
           kIndent, 2);
    }
  }

  void footer() {
    if (detail_ != Detail::counts) out_ += '\n';
    if (!options_.full)
      line(speech_(
          "More: --full, --why CONCLUSION, --what-if FACT=VALUE, --as STATES, --for STATE."));
    line(reproduction_line(speech_));
  }

  const Speech& speech_;
  const dossier::Assessment& assessment_;
  const language::Law& law_;
  const dossier::Case& case_;
  const PageOptions& options_;
  const std::vector<Detail>& details_;
  std::optional<std::vector<dossier::StandardShift>> shifts_;  // computed when first told
  bool airy_;                                                  // a blank line between sections
  Detail detail_ = Detail::all;
  std::string out_;
};

}  // namespace

// Says as much of each answer as fits, the first questions first, and leaves none out.
std::string to_page(const Speech& speech, const PageOptions& options) {
  const size_t questions = speech.assessment().questions().size();
  if (options.full) {
    const std::vector<Detail> all(questions, Detail::all);
    return Page(speech, options, all).write();
  }
  std::vector<Detail> details(questions, Detail::counts);
  const auto fits = [](const std::string& page) {
    return static_cast<size_t>(std::count(page.begin(), page.end(), '\n')) <= kPageLines;
  };
  std::string page = Page(speech, options, details).write();
  if (!fits(page)) return Page(speech, options, details, false).write();
  for (const Detail more : {Detail::lists, Detail::all}) {
    for (size_t q = 0; q < questions; ++q) {
      const Detail before = std::exchange(details[q], more);
      std::string longer = Page(speech, options, details).write();
      if (fits(longer)) {
        page = std::move(longer);
      } else {
        details[q] = before;
      }
    }
  }
  return page;
}

std::string to_answer(const Speech& speech, const dossier::QuestionResult& question,
                      const PageOptions& options) {
  PageOptions full = options;
  full.full = true;
  return Page(speech, full, {}).write_answer(question);
}

// The page and everything behind it, as a Markdown file.
std::string to_markdown(const Speech& speech) {
  const PageOptions brief, full{.full = true};
  return "# " + speech("{}: analysis", {speech.the_case().title}) + "\n\n" +
         speech("Made by `comity assess --format markdown`; a test keeps it current.") + "\n\n" +
         "```text\n" + to_page(speech, brief) + "```\n\n" + "## " + speech("In full") +
         "\n\n```text\n" + to_page(speech, full) + "```\n";
}

}  // namespace comity::documents
