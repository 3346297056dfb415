#include "documents/html_record.h"

#include <set>

#include "base/text.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

class Record {
 public:
  Record(const Speech& speech, HtmlWriter& out)
      : speech_(speech),
        assessment_(speech.assessment()),
        law_(speech.law()),
        case_(speech.the_case()),
        out_(out) {}

  void write() {
    facts();
    exhibits();
    positions();
  }

 private:
  void facts() {
    if (case_.facts.empty()) return;
    out_.open_section(speech_("The facts, and who says so"));
    out_.table({speech_("Fact"), speech_("What is said"), speech_("By whom")},
               speech_("Facts of the case"), [&] {
                 for (size_t f = 0; f < case_.facts.size(); ++f) {
                   const dossier::Fact& fact = case_.facts[f];
                   out_.open("tr", {{"id", "fact-" + std::to_string(f + 1)}});
                   out_.open("td");
                   out_.code(fact.id);
                   out_.close();
                   out_.open("th", {{"scope", "row"}, {"dir", "auto"}});
                   out_.text(speech_.say(fact.sentence, fact.negated));
                   if (fact.on) out_.text(" (" + fact.on->format() + ")");
                   out_.close();
                   out_.element("td", accounts_words(speech_, fact), {{"dir", "auto"}});
                   out_.close();
                 }
               });
    out_.close();
  }

  void exhibits() {
    if (case_.exhibits.empty()) return;
    out_.open_section(speech_("Exhibits"));
    out_.table({speech_("Exhibit"), speech_("Title"), speech_("Source"),
                speech_("Reliability and credibility")},
               speech_("Exhibits of the case"), [&] {
                 for (const dossier::Exhibit& exhibit : case_.exhibits) exhibit_row(exhibit);
               });
    out_.element("p",
                 speech_("Reliability of the source from A (best) to F, credibility of the "
                         "information from 1 (best) to 6: the Admiralty code, as the case states "
                         "it."),
                 {{"class", "quiet"}});
    out_.close();
  }

  void exhibit_row(const dossier::Exhibit& exhibit) {
    std::vector<std::string> from;
    for (const std::string& part : {exhibit.source, exhibit.collected}) {
      if (!part.empty()) from.push_back(part);
    }
    out_.open("tr");
    out_.open("td");
    out_.code(exhibit.id);
    out_.close();
    out_.element("th", exhibit.title, {{"scope", "row"}, {"dir", "auto"}});
    out_.element("td", text::join(from, ", "), {{"dir", "auto"}});
    out_.open("td");
    out_.code(exhibit.reliability + exhibit.credibility);
    out_.close();
    out_.close();
  }

  // The positions on every reading that some answer hangs on, with their sources.
  void positions() {
    std::set<reason::ReadingId> readings;
    for (const dossier::QuestionResult& question : assessment_.questions()) {
      for (const reason::ChoiceId c : question.finding().hangs_on) {
        const reason::ChoiceInfo& info = assessment_.grounding().choices[c];
        if (info.kind == reason::ChoiceInfo::Kind::reading) readings.insert(info.reading);
      }
    }
    if (readings.empty()) return;
    out_.open_section(speech_("Positions on which answers turn"));
    for (const reason::ReadingId reading : readings) {
      out_.open("details");
      out_.element("summary", speech_.reading_question(reading));
      position_table(reading);
      out_.close();
    }
    out_.close();
  }

  void position_table(reason::ReadingId id) {
    const language::LawReading& reading = law_.readings[id];
    out_.table(
        {speech_("State"), speech_("Position"), speech_("When"), speech_("Source and remarks")},
        speech_("Positions seen on: {}", {speech_.reading(id)}), [&] {
          for (const auto& [code, held] : reading.positions) {
            out_.open("tr");
            out_.element("th", speech_.party(code), {{"scope", "row"}, {"dir", "auto"}});
            out_.element("td",
                         held.option ? speech_.option(id, *held.option) : speech_("left open"));
            out_.open("td");
            out_.code(held.when);
            out_.close();
            out_.open("td", {{"dir", "auto"}});
            source(held.source);
            if (!held.note.empty()) out_.text((held.source.empty() ? "" : "; ") + held.note);
            out_.close();
            out_.close();
          }
        });
    out_.element("p", speech_("A State that is not listed has not been seen to speak."),
                 {{"class", "quiet"}});
  }

  void source(const std::string& where) {
    if (!where.starts_with("https://") && !where.starts_with("http://")) return out_.text(where);
    out_.open("a", {{"href", where}, {"rel", "noreferrer"}, {"class", "hash"}});
    out_.code(where);
    out_.close();
  }

  const Speech& speech_;
  const dossier::Assessment& assessment_;
  const language::Law& law_;
  const dossier::Case& case_;
  HtmlWriter& out_;
};

}  // namespace

void write_record(const Speech& speech, HtmlWriter& out) { Record(speech, out).write(); }

std::string party_name(const language::Law& law, const std::string& code) {
  const auto it = law.parties.find(code);
  return it == law.parties.end() ? code : it->second;
}

}  // namespace comity::documents
