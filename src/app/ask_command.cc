#include "app/ask_command.h"

#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>

#include "app/norms.h"
#include "base/json.h"
#include "base/json_pieces.h"
#include "base/text.h"
#include "documents/words.h"
#include "dossier/intake.h"
#include "dossier/intake_file.h"
#include "dossier/parties.h"
#include "language/load.h"

namespace comity::app {

namespace {

namespace json = boost::json;
using dossier::Assessment;
using dossier::Case;
using dossier::Intake;

constexpr size_t kBearingsShown = 4;
constexpr const char* kAside = "   ";

// A line without its end; nothing once there are no more.
std::optional<std::string> read_line(std::FILE* in) {
  std::string line;
  int c = 0;
  while ((c = std::fgetc(in)) != EOF && c != '\n') line += static_cast<char>(c);
  if (c == EOF && line.empty()) return std::nullopt;
  return std::string(text::trim(line));
}

// A case file and what can be done with it.
class Session {
 public:
  Session(const AskArguments& arguments, const language::Law& law, Env& env, const Output& out)
      : arguments_(arguments),
        law_(law),
        env_(env),
        out_(out),
        grade_(arguments.grade),
        path_(case_file(arguments.case_path).string()) {}

  bool exists() const {
    const auto there = env_.disk.exists(path_);
    return there && *there;
  }

  Result<void> begin(const dossier::NewCase& begun) {
    COMITY_CHECK(write(dossier::new_case_text(begun)));
    return {};
  }

  Date today() const { return env_.clock.now().date(); }

  // Reads the file anew. Errors: what is wrong with the case is printed, and invalid_input.
  Result<void> read() {
    COMITY_TRY(const SourcePtr file, read_source(path_, path_));
    COMITY_TRY(Case made, sound(file));
    take(file, std::move(made));
    return {};
  }

  Result<Intake> next() const {
    COMITY_TRY(const dossier::AssessOptions options, this->options());
    return dossier::intake(law_, *case_, options);
  }

  Result<Assessment> assess() const {
    COMITY_TRY(const dossier::AssessOptions options, this->options());
    return dossier::assess(law_, *case_, options);
  }

  // "yes", "no, probable": what it says of the sentence, or of its opposite, is written down.
  Result<void> answer(const reason::GroundSentence& sentence, bool negated,
                      std::string_view typed) {
    COMITY_TRY(dossier::Answered answered, parse(typed));
    answered.sentence = sentence;
    if (negated) answered.reply = dossier::opposite(answered.reply);
    return write(dossier::with_answer(law_, *case_, text_, answered));
  }

  const Case& the_case() const { return *case_; }
  const std::vector<std::string>& grades() const { return law_.grades; }
  const std::string& grade() const { return grade_; }
  // Of an answer that states none. False for a grade that the norms do not have.
  bool set_grade(const std::string& grade) {
    const bool known =
        std::find(law_.grades.begin(), law_.grades.end(), grade) != law_.grades.end();
    if (known) grade_ = grade;
    return known;
  }
  const std::string& path() const { return path_; }

 private:
  Result<dossier::AssessOptions> options() const {
    dossier::AssessOptions options{.view_date = case_->opened};
    COMITY_TRY(options.parties, dossier::parties_named(law_, arguments_.as, options.view_date));
    return options;
  }

  Result<dossier::Answered> parse(std::string_view typed) const {
    const size_t comma = typed.find(',');
    const std::string word(text::trim(typed.substr(0, comma)));
    const std::string grade(comma == std::string_view::npos ? grade_
                                                            : text::trim(typed.substr(comma + 1)));
    const auto reply = dossier::reply_named(word);
    if (!reply) {
      return fail(Errc::invalid_input, "`" + word + "` is no answer here; these are: " +
                                           text::join(dossier::reply_words(), ", "));
    }
    dossier::Answered answered{
        .sentence = {}, .reply = *reply, .by = {}, .on = today(), .grade = {}};
    answered.by = arguments_.by.empty() ? case_->claimant : arguments_.by;
    if (answered.by.empty())
      return fail(Errc::invalid_input, "the case names no claimant: say who answers with --by");
    if (grade.empty()) return answered;
    const auto known = std::find(law_.grades.begin(), law_.grades.end(), grade);
    if (known == law_.grades.end()) {
      return fail(Errc::invalid_input, "`" + grade + "` is no grade of evidence; these are: " +
                                           text::join(law_.grades, ", "));
    }
    answered.grade = static_cast<reason::Grade>(known - law_.grades.begin());
    return answered;
  }

  // Only a text that is a sound case replaces what is there, and only what is on the disk counts.
  Result<void> write(const std::string& text) {
    COMITY_TRY(const SourcePtr file, SourceFile::make(path_, text));
    COMITY_TRY(Case made, sound(file));
    COMITY_CHECK(write_file(env_.disk, path_, text));
    take(file, std::move(made));
    return {};
  }

  Result<Case> sound(const SourcePtr& file) const {
    Diagnostics diagnostics;
    auto read = dossier::read_case(law_, file, diagnostics);
    if (read) return std::move(*read);
    out_.report(diagnostics);
    return fail(Errc::invalid_input, "`" + path_ + "` is " + (case_ ? "not changed" : "no case"));
  }

  void take(const SourcePtr& file, Case made) {
    case_ = std::move(made);
    text_ = std::string(file->text());
  }

  const AskArguments& arguments_;
  const language::Law& law_;
  Env& env_;
  const Output& out_;
  std::string grade_;
  std::string path_, text_;
  std::optional<Case> case_;
};

// ---- turn by turn, as JSON ----------------------------------------------------------------------

json::object turn_json(const language::Law& law, const Session& session, const Intake& intake,
                       const std::vector<dossier::Changed>& changed) {
  json::object turn{{"raised", intake.raised},
                    {"settled", intake.settled},
                    {"possible", intake.possible},
                    {"points", intake.points},
                    {"next", nullptr}};
  if (intake.next) {
    turn["next"] =
        json::object{{"sentence", dossier::say(law, session.the_case(), intake.next->sentence)},
                     {"asks", intake.next->asks},
                     {"bears on", texts(intake.next->bears_on)}};
  }
  json::array changes;
  for (const dossier::Changed& one : changed) {
    changes.push_back(
        json::object{{"asks", one.asks},
                     {"before", one.before ? json::value(name(*one.before)) : json::value(nullptr)},
                     {"after", name(one.after)}});
  }
  turn["changed"] = std::move(changes);
  return turn;
}

Result<std::string> one_turn(const AskArguments& arguments, const language::Law& law,
                             Session& session) {
  std::vector<dossier::Changed> changed;
  if (!arguments.answer.empty()) {
    COMITY_TRY(const Assessment before, session.assess());
    COMITY_TRY(const auto about, dossier::bind_sentence(law, session.the_case(), arguments.about));
    COMITY_CHECK(session.answer(about.first, about.second, arguments.answer));
    COMITY_TRY(const Assessment after, session.assess());
    changed = dossier::changed(before, after);
  }
  COMITY_TRY(const Intake intake, session.next());
  return canonical_json(turn_json(law, session, intake, changed)) + "\n";
}

// ---- on a terminal ------------------------------------------------------------------------------

class Conversation {
 public:
  Conversation(Session& session, std::FILE* in, const Output& out)
      : session_(session), in_(in), out_(out) {}

  // What is asked for until there is something; nothing when the reader left.
  std::optional<std::string> prompt(const std::string& words, bool may_be_empty = false) const {
    for (;;) {
      say(words);
      auto line = typed();
      if (!line || !line->empty() || may_be_empty) return line;
    }
  }

  Result<void> run() {
    out_.print("\n");
    say("Answer yes, no, unknown, withheld, not asked or not applicable; where your evidence is "
        "weaker or stronger, say so after a comma: yes, probable. A question mark shows what the "
        "point bears on; quit leaves. Each answer is written to " +
        session_.path() + " at once.");
    if (!ask_grade()) return {};
    for (size_t number = 1;; ++number) {
      COMITY_TRY(const Intake intake, session_.next());
      if (!intake.next) return finish(intake);
      if (intake.settled == intake.raised && intake.raised > 0 && !told_) {
        out_.print("\n");
        say("What the case raises is settled as far as facts go: the analysis is there. What "
            "follows "
            "asks whether more arises; quit whenever you like.");
        told_ = true;
      }
      COMITY_TRY(const bool goes_on, turn(number, intake));
      if (!goes_on) return leave(intake);
    }
  }

 private:
  // A line of the reader's; where it comes from a file, what it holds is printed as if typed.
  std::optional<std::string> typed() const {
    out_.print(">");
    if (isatty(fileno(in_)) != 0) out_.print(" ");
    std::fflush(out_.text);
    auto line = read_line(in_);
    if (isatty(fileno(in_)) == 0) out_.print(line && !line->empty() ? " " + *line + "\n" : "\n");
    return line;
  }

  // The label stands before the first line, and its width before the others.
  void say(const std::string& words, const std::string& label = "") const {
    out_.print(label + text::wrap(words, out_.columns - label.size(), label.size()) + "\n");
  }

  // How sure the answers are that do not say it. False when the reader leaves.
  bool ask_grade() const {
    while (session_.grade().empty()) {
      const auto grade =
          prompt("How well can you show what you answer, unless you say otherwise? " +
                 text::join(session_.grades(), ", "));
      if (!grade || *grade == "quit" || *grade == "q") return false;
      if (*grade == "?") {
        say("The weakest comes first. It counts for each answer with which you give no other.");
        continue;
      }
      if (!session_.set_grade(*grade)) say("That is no grade of evidence.");
    }
    return true;
  }

  // False when the reader leaves.
  Result<bool> turn(size_t number, const Intake& intake) {
    out_.print("\n");
    say(intake.next->asks, std::to_string(number) + "  ");
    for (;;) {
      const auto line = typed();
      if (!line || *line == "quit" || *line == "q") return false;
      if (line->empty()) continue;
      if (*line == "?") {
        bearings(intake);
        continue;
      }
      COMITY_TRY(const Assessment before, session_.assess());
      const auto answered = session_.answer(intake.next->sentence, false, *line);
      if (!answered) {
        say(answered.error().message(), kAside);
        continue;
      }
      COMITY_TRY(const Assessment after, session_.assess());
      show(dossier::changed(before, after));
      return true;
    }
  }

  void bearings(const Intake& intake) const {
    const auto& all = intake.next->bears_on;
    std::vector<std::string> shown(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                  all.size(), kBearingsShown)));
    say("It bears on: " + text::join(shown, "; ") +
            (all.size() > shown.size()
                 ? "; and " + std::to_string(all.size() - shown.size()) + " more"
                 : "") +
            ". " + std::to_string(intake.points) + " points of fact still matter.",
        kAside);
  }

  void show(const std::vector<dossier::Changed>& changed) const {
    for (const dossier::Changed& one : changed) {
      say(one.asks + " " + documents::answer_words(one.after) +
              (one.before ? "; it was: " + documents::answer_words(*one.before) : ""),
          "   now: ");
    }
  }

  Result<void> finish(const Intake& intake) const {
    out_.print("\n");
    say("No point of fact is left to ask about. " + standing(intake));
    return close();
  }

  Result<void> leave(const Intake& intake) const {
    out_.print("\n");
    say(standing(intake));
    return close();
  }

  static std::string standing(const Intake& intake) {
    return "The case raises " + std::to_string(intake.raised) + " questions of law; " +
           std::to_string(intake.settled) +
           " of them hang on no further point of fact that can be asked, and " +
           std::to_string(intake.possible) + " more could still arise.";
  }

  Result<void> close() const {
    say("The analysis so far: comity assess " + session_.path() + ". To go on: comity ask " +
        session_.path() + ".");
    return {};
  }

  Session& session_;
  std::FILE* in_;
  const Output& out_;
  bool told_ = false;  // that what is raised is settled
};

// What a new case needs, asked for where it was not given.
Result<dossier::NewCase> gather(const AskArguments& arguments, const Session& session,
                                const Conversation& conversation) {
  const auto lacking = [&](const std::string& given, const std::string& words,
                           bool may_be_empty = false) -> Result<std::string> {
    if (!given.empty() || (arguments.json && may_be_empty)) return given;
    if (arguments.json)
      return fail(Errc::invalid_input,
                  "there is no such case yet: --title, --claimant and --act begin one");
    const auto line = conversation.prompt(words, may_be_empty);
    if (!line) return fail(Errc::invalid_input, "no case was begun");
    return *line;
  };
  dossier::NewCase begun;
  begun.opened = session.today();
  COMITY_TRY(begun.title, lacking(arguments.title, "What is the case to be called?"));
  COMITY_TRY(begun.claimant, lacking(arguments.claimant, "Which State did it reach?"));
  COMITY_TRY(
      begun.respondent,
      lacking(arguments.respondent,
              "Which State is said to be behind it? Leave this empty if nobody is named.", true));
  COMITY_TRY(
      begun.entity,
      lacking(arguments.entity,
              "Which group, unit or firm is said to have carried it out? Leave this empty if "
              "nobody is named.",
              true));
  COMITY_TRY(begun.act, lacking(arguments.act,
                                "What is the operation to be called? For instance: the "
                                "registry operation"));
  if (!arguments.happened.empty()) {
    COMITY_TRY(begun.happened, Date::parse(arguments.happened));
    return begun;
  }
  for (;;) {
    COMITY_TRY(
        const std::string happened,
        lacking("", "On which day did it begin? As 2031-03-02; empty if that is not known.", true));
    const auto day = Date::parse(happened);
    if (!day && !happened.empty()) continue;
    if (day) begun.happened = *day;
    return begun;
  }
}

Result<void> ask(const AskArguments& arguments, const language::Law& law, Env& env, std::FILE* in,
                 const Output& out) {
  Session session(arguments, law, env, out);
  Conversation conversation(session, in, out);
  if (session.exists()) {
    COMITY_CHECK(session.read());
  } else {
    COMITY_TRY(const dossier::NewCase begun, gather(arguments, session, conversation));
    COMITY_CHECK(session.begin(begun));
  }
  if (!arguments.json) return conversation.run();
  COMITY_TRY(const std::string turn, one_turn(arguments, law, session));
  out.print(turn);
  return {};
}

}  // namespace

int run_ask(const AskArguments& arguments, Env& env, std::FILE* in, const Output& out) {
  return with_law(arguments.norms, out, [&](const language::Law& law) {
    const auto done = ask(arguments, law, env, in, out);
    return done ? 0 : out.fail(done.error());
  });
}

}  // namespace comity::app
