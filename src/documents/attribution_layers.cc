// The three layers: what was active, what the law makes of it, and who said so.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "documents/attribution_parts.h"
#include "documents/hanging.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

using dossier::Judgement;
using dossier::QuestionResult;

std::string closed_words(const dossier::Attribution& attribution, const Judgement& judgement) {
  const auto closed =
      static_cast<size_t>(std::count_if(judgement.rests_on.begin(), judgement.rests_on.end(),
                                        [&](size_t e) { return attribution.exhibits[e].closed; }));
  const std::string all = std::to_string(judgement.rests_on.size());
  if (closed == 0) return "none of the " + all + " exhibits";
  return std::to_string(closed) + " of " + all + " exhibits; the open part alone " +
         (judgement.open_part_meets.value_or(false) ? "meets" : "does not meet") + " the standard";
}

std::string vote_words(const dossier::Vote& vote) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view how, const std::vector<std::string>& who) {
    if (!who.empty()) parts.push_back(std::string(how) + " " + text::join(who, ", "));
  };
  add("for", vote.in_favour);
  add("against", vote.against);
  add("abstaining", vote.abstaining);
  return parts.empty() ? "none yet" : text::join(parts, "; ");
}

void write_judgement(const AttributionView& view, size_t j, Sheet& sheet) {
  const Judgement& judgement = view.attribution.judgements[j];
  sheet.minor(judgement.id + " " + judgement.title + " (" +
              (judgement.adopted ? "adopted " + judgement.adopted->format() : "draft") + ")");
  sheet.line(text::join(judgement.says, " "));
  sheet.entries(
      {{"About", judgement.about + ": an activity, not a State"},
       {"Confidence", judgement.confidence},
       {"Standard of proof", view.attribution.standard().words +
                                 (judgement.meets_standard ? ": met, as the panel judges"
                                                           : ": not met, as the panel judges")},
       {"Rests on", exhibit_ids(view.attribution, judgement.rests_on)},
       {"Closed material", closed_words(view.attribution, judgement)},
       {"Votes", vote_words(judgement.vote)}});
  std::vector<std::string> points;
  for (const std::string& words : judgement.assumptions) points.push_back("Assumed: " + words);
  for (const std::string& words : judgement.gaps) points.push_back("Gap: " + words);
  for (const std::string& words : judgement.would_change) {
    points.push_back("Would change our mind: " + words);
  }
  for (const dossier::Dissent& dissent : view.attribution.dissents) {
    if (dissent.judgement != j) continue;
    const dossier::Reviewer* by = view.attribution.reviewer(dissent.by);
    points.push_back("Dissent of " + (by == nullptr ? dissent.by : by->name) + ", " +
                     dissent.on.format() +
                     (dissent.withdrawn ? ", withdrawn " + dissent.withdrawn->format() : "") +
                     ": \"" + text::join(dissent.says, " ") + "\"");
  }
  sheet.points(std::move(points));
}

// "established: FRA NLD; not established: GBR".
std::string group_words(const QuestionResult& question) {
  std::map<dossier::Answer, std::vector<std::string>> by_answer;
  for (const dossier::ReadingGroup& group : question.groups) {
    auto& parties = by_answer[group.finding().answer];
    parties.insert(parties.end(), group.parties.begin(), group.parties.end());
  }
  std::vector<std::string> parts;
  for (const auto& [answer, parties] : by_answer) {
    parts.push_back(answer_words(answer) + ": " + text::join(parties, " "));
  }
  return text::join(parts, "; ");
}

void write_question(const AttributionView& view, const QuestionResult& question, Sheet& sheet) {
  const Hanging hanging = hanging_of(*view.legal, question);
  std::vector<std::string> facts = hanging.ids;
  if (hanging.unstated > 0) {
    facts.push_back(std::to_string(hanging.unstated) + " that nobody has stated");
  }
  sheet.minor(question.asks.empty()
                  ? dossier::say(view.law, view.legal->the_case(), question.sentence)
                  : question.asks);
  sheet.entries({{"On the record", answer_words(question.on_record.answer)},
                 {"If attributed",
                  question.if_attributed ? answer_words(question.if_attributed->answer) : ""},
                 {"By reading", group_words(question)},
                 {"No position seen",
                  question.groups.empty() ? "" : parties_words(view.law, question.not_seen)},
                 {"Hangs on facts", text::join(facts, ", ")},
                 {"Weight", question.weight ? weight_remark(*question.weight) : ""},
                 {"Source", question.confirmed ? "" : "still to be confirmed"}});
}

}  // namespace

std::vector<const QuestionResult*> legal_questions(const AttributionView& view) {
  std::vector<const QuestionResult*> out;
  if (view.legal == nullptr) return out;
  const auto& named = view.attribution.questions;
  for (const QuestionResult& question : view.legal->questions()) {
    const bool wanted = named.empty() ? question.layer == language::Layer::attribution
                                      : std::find(named.begin(), named.end(),
                                                  question.question->name) != named.end();
    if (wanted) out.push_back(&question);
  }
  return out;
}

void write_technical(const AttributionView& view, Sheet& sheet) {
  sheet.heading("1 Technical: what was active");
  sheet.remark(
      "Judgements about an activity. None of them says that a State is responsible, and "
      "none can.");
  if (view.attribution.judgements.empty()) sheet.line("No judgement yet.");
  for (size_t j = 0; j < view.attribution.judgements.size(); ++j) write_judgement(view, j, sheet);
}

void write_legal(const AttributionView& view, Sheet& sheet) {
  sheet.heading("2 Legal: is it the conduct of a State, or was care owed");
  const auto questions = legal_questions(view);
  if (view.legal == nullptr) {
    sheet.line("The casework names no case file, so nothing is said of any State.");
    return;
  }
  sheet.remark("What the norms say of the facts in \"" + view.legal->the_case().title +
               "\": analysis under each State's own reading, and no decision. A judgement of the "
               "panel counts there only as a fact that somebody has put into the case.");
  if (questions.empty()) sheet.line("The case raises none of these questions.");
  for (const QuestionResult* question : questions) write_question(view, *question, sheet);
}

void write_political(const AttributionView& view, Sheet& sheet) {
  sheet.heading("3 Political: the decision to say so");
  sheet.remark(
      "A State's own act. It is no finding of the panel, and it proves nothing by itself.");
  std::vector<std::string> points;
  for (const dossier::Decision& decision : view.attribution.decisions) {
    points.push_back(decision.state + ", by " + decision.by + " (" + decision.office + "), " +
                     decision.on.format() + ": \"" + decision.says + "\"");
  }
  if (points.empty()) sheet.line("No decision of a State is in this file.");
  sheet.points(std::move(points));
}

}  // namespace comity::documents
