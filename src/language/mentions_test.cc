// What stands where: on a small law in which every kind of mention occurs.
#include "language/mentions.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "language/binder.h"
#include "language/load.h"
#include "language/parser.h"

namespace comity::language {

namespace {

const std::string kText =
    "# A line\n- source: an invented protocol\n- weight: treaty\n\n```norm\n"
    "kinds State, Message, Vote\n"
    "calendar line\n  clock: UTC\n  working days: Monday to Friday\n"
    "name the desk: State\n"
    "sentence <State> sent <Message> to <Other State>\n  register\n"
    "  can: <State> can send <Message> to <Other State>\n"
    "sentence <Other State> answered <Message>\n  register\n"
    "  can: <Other State> can answer <Message>\n"
    "  must: <Other State> must answer <Message>\n"
    "sentence <State> stated <Statement>\n  register\n"
    "sentence <State> harmed <Other State>\n  layer: law\n"
    "sentence <Message> is urgent\n  register\n"
    "reading form: \"In writing?\"\n  written\n  any\n"
    "rule H1: <State> harmed <Other State>  (reading form: any)\n  if <State> sent <Message> to "
    "<Other State>\n"
    "act send: <State> can send <Message> to <Other State>\n"
    "  records <Message>\n    urgency: one of (flash, routine), public\n    body: text\n"
    "  if <Other State> stated that [<State> harmed <Other State>]\n"
    "act answer: <Other State> can answer <Message>\n"
    "  if <State> sent <Message> to <Other State>\n"
    "duty answer: <Other State> must answer <Message> within 2 working days of <Sending Time>  "
    "(calendar line)\n"
    "  if <State> sent <Message> to <Other State> at <Sending Time>\n"
    "  unless the urgency, body of <Message> is not given\n"
    "rule U1: <Message> is urgent\n  if the urgency of <Message> is flash\n"
    "status the course of <Message>: sent, answered\n"
    "  starts sent on <State> sent <Message> to <Other State>\n"
    "  from sent to answered on <Other State> answered <Message>\n"
    "example \"one\"\n  with Aldoria, Brenland: State; the note: Message\n"
    "  given Aldoria stated that [the desk harmed Aldoria]\n"
    "  on 2031-03-03 10:00 UTC: the desk sent the note to Aldoria\n    urgency: flash\n"
    "    body: words\n"
    "  at 2031-03-03 11:00 UTC: expect Aldoria must answer the note: due 2031-03-06 00:00 UTC\n"
    "  at 2031-03-03 11:00 UTC: expect the course of the note is sent: yes\n"
    "```\n";

Law law_of(const std::vector<SourcePtr>& files) {
  Diagnostics diagnostics;
  Law law = load(files, diagnostics);
  REQUIRE_MESSAGE(diagnostics.ok(), render(diagnostics));
  return law;
}

SourcePtr source_of(const std::string& name, const std::string& text) {
  auto source = SourceFile::make(name, text);
  REQUIRE(source);
  return *source;
}

// One line a mention, as "what it means `the words`".
class Words {
 public:
  explicit Words(const Law& law) : law_(law) {}
  std::string operator()(const Mention::Sentence& m) const {
    const LawPredicate& p = law_.predicates[m.predicate];
    return "sentence " + plain(m.negated ? p.negative : p.positive, p.holes);
  }
  std::string operator()(const Mention::Rule& m) const { return "rule " + law_.rules[m.rule].id; }
  std::string operator()(const Mention::Reading& m) const {
    return "reading " + law_.readings[m.reading].name;
  }
  std::string operator()(const Mention::Name& m) const {
    return "name " + m.name + " declared as " +
           (m.file ? std::string(m.file->text(m.declared)) : "nothing");
  }
  std::string operator()(const Mention::Act& m) const { return "act " + law_.acts[m.act].id; }
  std::string operator()(const Mention::Duty& m) const { return "duty " + law_.duties[m.duty].id; }
  std::string operator()(const Mention::Field& m) const {
    return "field " + law_.procedure.fields[m.field].name;
  }
  std::string operator()(const Mention::Word& m) const {
    return "word " + m.word + " of " + law_.procedure.fields[m.field].name;
  }
  std::string operator()(const Mention::Calendar& m) const {
    return "calendar " + law_.calendars[m.calendar].name;
  }

 private:
  const Law& law_;
};

class Mentioned {
 public:
  explicit Mentioned(const std::string& text = kText)
      : source_(source_of("line.norm.md", text)), law_(law_of({source_})) {
    all_ = mentions(law_, law_.documents.front());
  }

  // What is mentioned on the line that holds these words, in the order of mentions().
  std::string on(const std::string& words) const {
    const size_t at = source_->text().find(words);
    REQUIRE_MESSAGE(at != std::string::npos, words);
    const uint32_t line = source_->position(static_cast<uint32_t>(at)).line;
    std::string out;
    for (const Mention& one : all_) {
      if (source_->position(one.span.begin).line == line) out += words_of(one) + "\n";
    }
    return out;
  }

  std::string words_of(const Mention& one) const {
    return (one.declares ? "declares " : "") + std::visit(Words(law_), one.what) + " `" +
           std::string(source_->text(one.span)) + "`";
  }

  const Law& law() const { return law_; }
  const std::vector<Mention>& all() const { return all_; }
  const SourcePtr& source() const { return source_; }

 private:
  SourcePtr source_;
  Law law_;
  std::vector<Mention> all_;
};

}  // namespace

TEST_CASE("a rule of substance mentions rules, readings and sentences") {
  const Mentioned m;
  CHECK(m.on("rule H1") ==
        "declares rule H1 `H1`\n"
        "sentence <State> harmed <Other State> `<State> harmed <Other State>`\n"
        "reading form `reading form: any`\n");
  CHECK(m.on("reading form: \"In") == "declares reading form `form`\n");
}

TEST_CASE("a sentence is mentioned in the form in which it stands") {
  const Mentioned m;
  CHECK(m.on("act send:") ==
        "declares act send `send`\n"
        "sentence <State> can send <Message> to <Other State> "
        "`<State> can send <Message> to <Other State>`\n");
  CHECK(m.on("  must: ") ==
        "declares sentence <Other State> must answer <Message> "
        "`<Other State> must answer <Message>`\n");
}

TEST_CASE("fields, their values and calendars are found inside a line") {
  const Mentioned m;
  CHECK(m.on("urgency: one of") == "declares field urgency `urgency`\n");
  CHECK(m.on("if the urgency of <Message> is flash") ==
        "field urgency `urgency`\nword flash of urgency `flash`\n");
  CHECK(m.on("unless the urgency, body") == "field urgency `urgency`\nfield body `body`\n");
  CHECK(m.on("duty answer:") ==
        "declares duty answer `answer`\n"
        "sentence <Other State> must answer <Message> `<Other State> must answer <Message>`\n"
        "calendar line `line`\n");
  CHECK(m.on("calendar line\n") == "declares calendar line `line`\n");
  CHECK(m.on("from sent to answered") ==
        "word sent of course `sent`\nword answered of course `answered`\n"
        "sentence <Other State> answered <Message> `<Other State> answered <Message>`\n");
}

TEST_CASE("what somebody said is a mention inside the sentence that he said it") {
  const Mentioned m;
  CHECK(m.on("if <Other State> stated") ==
        "sentence <State> stated <Statement> "
        "`<Other State> stated that [<State> harmed <Other State>]`\n"
        "sentence <State> harmed <Other State> `<State> harmed <Other State>`\n");
}

TEST_CASE("an example knows its own names, what its entries carry and which duty is expected") {
  const Mentioned m;
  CHECK(m.on("on 2031-03-03 10:00 UTC: the desk") ==
        "sentence <State> sent <Message> to <Other State> `the desk sent the note to Aldoria`\n"
        "name the desk declared as the desk `the desk`\n"
        "name the note declared as the note `the note`\n"
        "name Aldoria declared as Aldoria `Aldoria`\n");
  CHECK(m.on("    urgency: flash") == "field urgency `urgency`\nword flash of urgency `flash`\n");
  CHECK(m.on("expect Aldoria must answer") ==
        "sentence <Other State> must answer <Message> `Aldoria must answer the note`\n"
        "name Aldoria declared as Aldoria `Aldoria`\n"
        "name the note declared as the note `the note`\n");
  CHECK(m.on("expect the course of the note is sent") ==
        "field course `course`\nname the note declared as the note `the note`\n"
        "word sent of course `sent`\n");
}

TEST_CASE("the mentions at a place are those of all mentions that stand there") {
  const Mentioned m;
  const Document& document = m.law().documents.front();
  const auto size = static_cast<uint32_t>(m.source()->text().size());
  for (uint32_t at = 0; at <= size; at += 3) {
    std::string here, whole;
    for (const Mention& one : mentions(m.law(), document, at)) here += m.words_of(one) + "\n";
    for (const Mention& one : m.all()) {
      if (one.span.begin <= at && at <= one.span.end) whole += m.words_of(one) + "\n";
    }
    CAPTURE(at);
    CHECK(here == whole);
  }
}

TEST_CASE("every act, duty, status and figure of the fragments is mentioned where it is declared") {
  std::vector<SourcePtr> files;
  for (const std::string name : {"vocabulary", "06-crisis-line", "07-embargo", "08-listing",
                                 "09-votes", "10-access", "11-lapse", "12-entry-into-force"}) {
    std::ifstream file("tests/fragments/" + name + ".norm.md");
    REQUIRE_MESSAGE(file, name);
    std::ostringstream text;
    text << file.rdbuf();
    files.push_back(source_of(name, text.str()));
  }
  const Law law = law_of(files);
  std::set<procedure::ActId> acts;
  std::set<procedure::FieldId> declared, named;
  for (const Document& document : law.documents) {
    for (const Mention& one : mentions(law, document)) {
      if (const auto* act = std::get_if<Mention::Act>(&one.what)) acts.insert(act->act);
      const auto* field = std::get_if<Mention::Field>(&one.what);
      if (field != nullptr) (one.declares ? declared : named).insert(field->field);
    }
  }
  CHECK(acts.size() == law.acts.size());
  for (procedure::FieldId f = 0; f < law.procedure.fields.size(); ++f) {
    const procedure::Field& field = law.procedure.fields[f];
    if (field.source == procedure::Field::Source::time) continue;
    CAPTURE(field.name);
    CHECK(declared.contains(f));
    if (field.source == procedure::Field::Source::status) CHECK(named.contains(f));
  }
}

}  // namespace comity::language
