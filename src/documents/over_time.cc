#include "documents/over_time.h"

#include <algorithm>

#include "base/text.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

constexpr size_t kIndent = 3;
constexpr size_t kNamed = 6;  // parties; more are counted

class Text {
 public:
  explicit Text(size_t columns) : columns_(columns) {}

  void line(size_t indent, const std::string& words) {
    out_ += std::string(indent, ' ') + text::wrap(words, columns_, indent + kIndent) + "\n";
  }
  void empty_line() { out_ += "\n"; }
  std::string take() && { return std::move(out_); }

 private:
  size_t columns_;
  std::string out_;
};

std::string parties_words(const std::vector<std::string>& codes) {
  return codes.size() > kNamed ? std::to_string(codes.size()) + " parties"
                               : text::join(codes, ", ");
}

std::string words_of(const dossier::DatedAnswer& answer) {
  std::string out = answer.dates.format() + ": ";
  if (!answer.answer) return out + "the question does not arise";
  out += answer_words(*answer.answer);
  std::map<language::Answer, std::vector<std::string>> by_answer;
  for (const auto& [code, under] : answer.parties) by_answer[under].push_back(code);
  for (const auto& [under, codes] : by_answer) {
    out += "; " + std::string(name(under)) + " as read by " + parties_words(codes);
  }
  return out;
}

void add_axis(Text& text, const std::string& title, const dossier::OverTime& over_time,
              const reason::GroundSentence& sentence) {
  const auto at = std::find_if(over_time.questions.begin(), over_time.questions.end(),
                               [&](const auto& q) { return q.sentence == sentence; });
  if (at == over_time.questions.end()) return;
  text.line(kIndent, title);
  for (const dossier::DatedAnswer& answer : at->answers) text.line(2 * kIndent, words_of(answer));
}

}  // namespace

std::string over_time_text(const dossier::OverTime& view, const dossier::OverTime& fact,
                           size_t columns) {
  Text text(columns);
  std::vector<const dossier::AnswerOverTime*> asked;
  for (const auto* over_time : {&view, &fact}) {
    for (const dossier::AnswerOverTime& q : over_time->questions) {
      const bool known = std::any_of(asked.begin(), asked.end(),
                                     [&](const auto* a) { return a->sentence == q.sentence; });
      if (!known) asked.push_back(&q);
    }
  }
  for (size_t i = 0; i < asked.size(); ++i) {
    if (i > 0) text.empty_line();
    text.line(0, std::to_string(i + 1) + ". " + asked[i]->asks);
    add_axis(text, "as of a day, by the law and the positions of that day", view,
             asked[i]->sentence);
    add_axis(text, "for facts of a day, by the law that governs facts of that day", fact,
             asked[i]->sentence);
  }
  return std::move(text).take();
}

}  // namespace comity::documents
