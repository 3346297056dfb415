#include "documents/html.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "documents/html_record.h"
#include "documents/html_style.h"
#include "documents/html_writer.h"
#include "documents/reasons.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

using dossier::Answer;
using dossier::Finding;
using dossier::QuestionResult;
using language::Layer;

// Parties that share an answer, by the positions that decide it for them.
using Deciding = std::map<std::string, std::vector<std::string>>;

class Page {
 public:
  explicit Page(const Speech& speech)
      : speech_(speech),
        assessment_(speech.assessment()),
        law_(speech.law()),
        case_(speech.the_case()) {}

  std::string write() {
    out_.raw("<!DOCTYPE html>\n");
    open_page();
    head();
    out_.open("body");
    out_.element("a", speech_("To the answers"), {{"class", "skip"}, {"href", "#answers"}});
    out_.open("header");
    title();
    out_.close();
    out_.open("main", {{"id", "answers"}});
    overview();
    section(Layer::fact, speech_("Fact"));
    section(Layer::attribution, speech_("Attribution"));
    section(Layer::law, speech_("Law"));
    responses();
    write_record(speech_, out_);
    out_.close();
    footer();
    out_.close();
    out_.close();
    return out_.take();
  }

 private:
  // ---- the head of the page

  void open_page() {
    const language::LawLanguage* language = speech_.language();
    if (language == nullptr) return out_.open("html", {{"lang", "en"}});
    out_.open("html", {{"lang", language->tag}, {"dir", language->right_to_left ? "rtl" : "ltr"}});
  }

  void head() {
    out_.open("head");
    out_.empty("meta", {{"charset", "utf-8"}});
    out_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out_.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
    out_.open("title");
    out_.raw(escape_html(speech_("{}: analysis", {case_.title})));
    out_.close();
    out_.open("style");
    out_.raw(kStyle);
    out_.close();
    out_.close();
  }

  void title() {
    out_.element("p", speech_("Analysis, not a decision"), {{"class", "eyebrow"}});
    out_.element("h1", case_.title, {{"dir", "auto"}});
    if (const std::string notice = speech_.notice(); !notice.empty())
      out_.element("p", notice, {{"class", "quiet"}});
    out_.element("p", speech_("It says what follows from whose facts under whose reading. It "
                              "attributes nothing, and it counts nobody's silence as an answer."));
    out_.open("dl", {{"class", "facts"}});
    entry(speech_("Claimant"), speech_.name(case_.claimant));
    entry(speech_("Respondent"), speech_.name(case_.respondent));
    entry(speech_("Facts of"), case_.happened ? case_.happened->format() : "");
    entry(speech_("Opened"), case_.opened ? case_.opened->format() : "");
    const auto& view = assessment_.options().view_date;
    entry(speech_("Law as of"), view ? view->format() : speech_("as encoded, of every date"));
    entry(speech_("Record"), record());
    out_.close();
  }

  void entry(const std::string& what, const std::string& value) {
    if (value.empty()) return;
    out_.element("dt", what);
    // In a translation a date goes with the page; what is not translated in it is set apart
    // already.
    out_.element("dd", value,
                 speech_.language() == nullptr ? HtmlWriter::Attributes{{"dir", "auto"}}
                                               : HtmlWriter::Attributes{});
  }

  std::string record() const {
    size_t contested = 0, open = 0;
    for (const auto& [sentence, standing] : assessment_.standings()) {
      const auto& versions = standing.state.versions;
      contested += versions.size() > 1 ? 1 : 0;
      open += versions.size() == 1 && versions[0].value == reason::Version::Value::open ? 1 : 0;
    }
    return speech_("{}, {} contested, {} unknown or withheld",
                   {speech_.counted(case_.facts.size(), "{} fact", "{} facts"),
                    std::to_string(contested), std::to_string(open)});
  }

  // ---- all answers at a glance

  void overview() {
    out_.table(
        {speech_("No."), speech_("Question"), speech_("Answer")}, speech_("At a glance"), [&] {
          size_t number = 0;
          for (const QuestionResult& question : assessment_.questions()) {
            const std::string n = std::to_string(++number);
            out_.open("tr");
            out_.open("td");
            out_.code(n);
            out_.close();
            out_.open("th", {{"scope", "row"}});
            out_.element("a", speech_.asks(question), {{"href", "#q" + n}});
            out_.close();
            out_.open("td", {{"class", "answered"}});
            out_.text(answer_words(speech_, question.finding().answer));
            if (question.if_attributed) {
              out_.element("span", " (" + speech_("if attributed") + ")", {{"class", "quiet"}});
            }
            out_.close();
            out_.close();
          }
        });
  }

  // ---- one question

  void section(Layer layer, const std::string& heading) {
    bool first = true;
    size_t number = 0;
    for (const QuestionResult& question : assessment_.questions()) {
      ++number;
      if (question.layer != layer) continue;
      if (first) {
        out_.open_section(heading);
        if (layer == Layer::response) {
          out_.element("p", speech_("For a named person to decide; nothing here is advice."));
        }
        assumptions(layer);
      }
      first = false;
      answer(question, number);
    }
    if (!first) out_.close();
  }

  void answer(const QuestionResult& question, size_t number) {
    out_.open("article", {{"id", "q" + std::to_string(number)}});
    out_.element("h3", std::to_string(number) + ". " + speech_.asks(question), {{"dir", "auto"}});
    answers(question);
    remarks(question);
    conditions(question);
    groups(question);
    accounts(question);
    hangs_on(question);
    settling(question);
    reasons(question);
    out_.close();
  }

  void answers(const QuestionResult& question) {
    if (!question.if_attributed) return one_answer("", question.on_record);
    one_answer(speech_("On the record:") + " ", question.on_record);
    one_answer(speech_("If attributed:") + " ", *question.if_attributed);
  }

  // What "if attributed" means in this section, said once.
  void assumptions(Layer layer) {
    std::set<std::string> assumed;
    for (const QuestionResult& question : assessment_.questions()) {
      if (question.layer != layer) continue;
      for (const auto& sentence : question.attributions) {
        assumed.insert(speech_.say(sentence));
      }
    }
    if (assumed.empty()) return;
    const std::vector<std::string> all(assumed.begin(), assumed.end());
    out_.element("p", speech_("\"If attributed\" assumes, as alleged and not established, that {}. "
                              "Where a question gives both answers, what stands under it goes "
                              "with the second.",
                              {speech_.listed(all)}));
  }

  void one_answer(const std::string& which, const Finding& finding) {
    out_.open("p", {{"class", "answer"}});
    if (!which.empty()) out_.element("span", which, {{"class", "which"}});
    out_.text(capitalised(answer_words(speech_, finding.answer)));
    out_.close();
    if (finding.exact) return;
    out_.element("p",
                 speech_.counted(finding.hangs_on.size(), "Not enumerated: {} point is open.",
                                 "Not enumerated: {} points are open."),
                 {{"class", "quiet"}});
  }

  void remarks(const QuestionResult& question) {
    std::string words;
    if (question.weight && !weight_remark(*question.weight).empty()) {
      words = speech_("Rests on {}.", {weight_remark(speech_, *question.weight)}) + " ";
    }
    if (!question.confirmed) words += speech_("A source is still to be confirmed.");
    if (!words.empty()) out_.element("p", words, {{"class", "quiet"}});
  }

  // ---- under whose reading

  void groups(const QuestionResult& question) {
    if (question.groups.empty()) return;
    out_.element("h4", speech_("Under whose reading"));
    std::map<Answer, Deciding> by_answer;
    for (const dossier::ReadingGroup& group : question.groups) {
      std::vector<std::string> options;
      for (const auto& [reading, option] : group.deciding) {
        options.push_back(option_words(speech_, reading, option));
      }
      auto& parties = by_answer[group.finding().answer][text::join(options, "; ")];
      parties.insert(parties.end(), group.parties.begin(), group.parties.end());
    }
    out_.open("div", {{"class", "grid"}});
    for (const auto& [answer, deciding] : by_answer) {
      card(capitalised(answer_words(speech_, answer)), deciding);
    }
    if (!question.not_seen.empty()) not_seen(question.not_seen);
    out_.close();
  }

  void not_seen(const std::vector<std::string>& parties) {
    out_.open("div", {{"class", "card"}});
    out_.element("h5", speech_("No position seen") + " (" + std::to_string(parties.size()) + ")");
    out_.element("p", parties_words(speech_, parties));
    out_.close();
  }

  void card(const std::string& heading, const Deciding& deciding) {
    size_t parties = 0;
    for (const auto& [options, some] : deciding) parties += some.size();
    out_.open("div", {{"class", "card"}});
    out_.element("h5", heading + " (" + std::to_string(parties) + ")");
    for (const auto& [options, some] : deciding) {
      if (!options.empty()) out_.element("p", options);
      std::vector<std::string> names;
      for (const std::string& code : some) names.push_back(speech_.party(code));
      std::sort(names.begin(), names.end());
      out_.open("ul", {{"class", "states"}});
      for (const std::string& name : names) out_.element("li", name, {{"dir", "auto"}});
      out_.close();
    }
    out_.close();
  }

  // ---- on whose account, and what it hangs on

  void accounts(const QuestionResult& question) {
    if (question.accounts.empty()) return;
    out_.element("h4", speech_("On whose account"));
    out_.open("ul", {{"class", "plain"}});
    for (const dossier::AccountView& view : question.accounts) {
      out_.open("li");
      out_.element("bdi", speech_.name(view.party));
      out_.text(": " + answer_words(speech_, view.finding.answer));
      out_.close();
    }
    out_.close();
  }

  void hangs_on(const QuestionResult& question) {
    const Finding& finding = question.finding();
    if (finding.outcomes.single() || finding.hangs_on.empty()) return;
    out_.element("h4", speech_("What it hangs on"));
    out_.open("ul", {{"class", "plain"}});
    for (const reason::ChoiceId c : finding.hangs_on) point(c);
    out_.close();
  }

  void point(reason::ChoiceId c) {
    const reason::ChoiceInfo& info = assessment_.grounding().choices[c];
    const auto standing = assessment_.standings().find(info.sentence);
    const bool fact = info.kind == reason::ChoiceInfo::Kind::fact;
    out_.open("li", {{"dir", "auto"}});
    if (fact && standing != assessment_.standings().end()) {
      for (const size_t f : standing->second.facts) {
        fact_link(f);
        out_.text(" ");
      }
    }
    out_.text(choice_words(speech_, c));
    if (fact && standing == assessment_.standings().end()) {
      out_.element("span", " (" + speech_("nobody has said") + ")", {{"class", "quiet"}});
    }
    out_.close();
  }

  void fact_link(size_t fact) {
    out_.open("a", {{"href", "#fact-" + std::to_string(fact + 1)}});
    out_.code(case_.facts[fact].id);
    out_.close();
  }

  void settling(const QuestionResult& question) {
    if (question.settlements.empty() && !question.next_question) return;
    out_.element("h4", speech_("What would settle it"));
    out_.open("ul", {{"class", "plain"}});
    for (const reason::Settlement& settlement : question.settlements) {
      static constexpr Answer kAnswers[] = {Answer::established, Answer::excluded,
                                            Answer::not_established, Answer::undetermined};
      std::vector<std::string> picks;
      for (const reason::Pick& pick : settlement.picks) {
        picks.push_back(pick_words(speech_, pick));
      }
      out_.open("li", {{"dir", "auto"}});
      out_.element("strong", capitalised(answer_words(
                                 speech_, kAnswers[static_cast<size_t>(settlement.outcome)])));
      out_.text(speech_(", if {}", {text::join(picks, speech_("; and") + " ")}));
      out_.close();
    }
    out_.close();
    if (!question.next_question) return;
    out_.element("p", speech_("Most useful to ask next: whether {}.",
                              {choice_words(speech_, *question.next_question)}));
  }

  // ---- the reasons

  void reasons(const QuestionResult& question) {
    for (const Explanation& explanation : explanations(speech_, question)) {
      out_.open("details");
      out_.open("summary");
      out_.text(speech_("Why: {}", {explanation.heading}));
      out_.close();
      out_.open("ul", {{"class", "reasons"}});
      reason_item(explanation.reason, "");
      out_.close();
      out_.close();
    }
  }

  void reason_item(const Reason& reason, const std::string& lead) {
    out_.open("li", lead.empty() ? HtmlWriter::Attributes{{"dir", "auto"}}
                                 : HtmlWriter::Attributes{{"class", "objection"}, {"dir", "auto"}});
    if (!lead.empty()) out_.element("strong", lead);
    out_.text(reason.text);
    if (!reason.basis.empty()) out_.element("span", reason.basis, {{"class", "basis"}});
    if (!reason.because.empty() || !reason.objections.empty()) {
      out_.open("ul");
      for (const Reason& because : reason.because) reason_item(because, "");
      for (const Reason& objection : reason.objections) {
        reason_item(objection, speech_("Objection, which fails:") + " ");
      }
      out_.close();
    }
    out_.close();
  }

  // ---- responses

  void responses() {
    const auto& state = assessment_.options().for_state;
    if (!state) return;
    section(Layer::response, speech_("What the law leaves open to {}", {speech_.name(*state)}));
  }

  void conditions(const QuestionResult& question) {
    if (question.conditions.empty()) return;
    out_.table({speech_("Article"), speech_("Condition"), speech_("As it stands")},
               speech_("Conditions"), [&] {
                 for (const dossier::Condition& condition : question.conditions) {
                   out_.open("tr");
                   out_.element("td", condition.citation.empty()
                                          ? law_.rules[condition.rule].declared.source
                                          : condition.citation);
                   out_.element("th", statement_words(speech_, condition.statement),
                                {{"scope", "row"}, {"dir", "auto"}});
                   out_.element("td", answer_words(speech_, condition.finding.answer));
                   out_.close();
                 }
               });
  }

  // ---- the foot of the page

  void footer() {
    out_.open("footer");
    out_.element("p",
                 speech_("Anybody can make this analysis again from the same norms, the same case "
                         "file and the same version of the program:"));
    out_.open("dl", {{"class", "facts"}});
    hash(speech_("Norms"), law_.hash);
    hash(speech_("Facts"), case_.hash.empty()
                               ? speech_("none: the facts were changed for this analysis")
                               : case_.hash);
    hash(speech_("Program"), std::string(kProgramVersion));
    if (speech_.language() != nullptr) hash(speech_("Translation"), speech_.language()->hash);
    out_.close();
    out_.element("p", speech_(kWithoutPrejudice), {{"class", "quiet"}});
    out_.close();
  }

  void hash(const std::string& what, const std::string& value) {
    out_.element("dt", what);
    out_.open("dd", {{"class", "hash"}});
    out_.code(value);
    out_.close();
  }

  const Speech& speech_;
  const dossier::Assessment& assessment_;
  const language::Law& law_;
  const dossier::Case& case_;
  HtmlWriter out_;
};

}  // namespace

std::string to_html(const Speech& speech) { return Page(speech).write(); }

}  // namespace comity::documents
