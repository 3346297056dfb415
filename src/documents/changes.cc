#include "documents/changes.h"

#include "base/text.h"

namespace comity::documents {

namespace {

using language::Change;

constexpr size_t kIndent = 2;

std::string counted(size_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

class Page {
 public:
  Page(const language::Changes& changes, const dossier::Effects& effects, size_t columns)
      : changes_(changes), effects_(effects), columns_(columns) {}

  std::string write() {
    in_words();
    if (changes_.may_change_answers()) in_effect();
    summary();
    return std::move(out_);
  }

 private:
  void line(size_t level, const std::string& words) {
    const size_t indent = level * kIndent;
    out_ += std::string(indent, ' ') + text::wrap(words, columns_, indent + kIndent) + "\n";
  }

  void heading(const std::string& words) { out_ += (out_.empty() ? "" : "\n") + words + "\n"; }

  void in_words() {
    if (changes_.changes.empty()) return;
    heading("In words");
    for (const Change& change : changes_.changes) {
      static constexpr std::string_view kVerbs[] = {"added", "removed", "changed"};
      line(0, std::string(kVerbs[static_cast<size_t>(change.kind)]) + ": " + change.what +
                  (change.place.empty() ? "" : " (" + change.place + ")"));
      for (const std::string& detail : change.details) line(1, detail);
    }
  }

  void in_effect() {
    heading("In effect");
    for (const std::string& ground : changes_.ground) {
      line(0, ground + " counts otherwise, wherever it is used");
    }
    if (!effects_.not_searched.empty()) {
      line(0, "no case can be put to both versions: " + effects_.not_searched);
    }
    for (const dossier::QuestionEffect& question : effects_.questions) show(question);
    for (const dossier::ExampleEffect& example : effects_.examples) {
      line(0, "example \"" + example.title + "\" (" + example.place + ")");
      line(1, example.sentence + example.view + ": was `" + std::string(name(example.before)) +
                  "`, now `" + std::string(name(example.after)) + "`");
    }
  }

  void show(const dossier::QuestionEffect& question) {
    const std::string whose =
        question.parties.empty() ? "" : " under " + text::join(question.parties, ", ");
    if (!question.shown) {
      line(0, "`" + question.asks + "`" + whose +
                  (question.exhaustive
                       ? ": no case tells the versions apart"
                       : ": too many open points to look at every case; none was found"));
      return;
    }
    line(0, "`" + question.asks + "`" + whose + " can be answered differently, as in this case:");
    const dossier::ShownCase& shown = *question.shown;
    line(1, "with " + text::join(shown.names, "; "));
    for (const std::string& fact : shown.facts) line(1, "given " + fact);
    if (shown.viewed_on) line(1, "viewed on " + shown.viewed_on->format());
    for (const std::string& reading : shown.readings) line(1, "read so: " + reading);
    line(1, shown.sentence + ": was `" + std::string(name(shown.before)) + "`, now `" +
                std::string(name(shown.after)) + "`");
  }

  void summary() { heading(text::wrap(summary_words(), columns_)); }

  std::string summary_words() const {
    if (!changes_.may_change_answers()) {
      if (!changes_.changes.empty())
        return counted(changes_.changes.size(), "change", "changes") +
               " in words. No effect: no answer can come out otherwise.";
      return changes_.texts_differ ? "Only prose, comments, layout or the order of things differ. "
                                     "No effect: no answer can come out otherwise."
                                   : "The versions are the same. No effect.";
    }
    size_t shown = 0, open = 0;
    for (const dossier::QuestionEffect& question : effects_.questions) {
      shown += question.shown ? 1 : 0;
      open += !question.shown && !question.exhaustive ? 1 : 0;
    }
    std::string out = counted(changes_.changes.size(), "change", "changes") + " in words; " +
                      counted(shown, "answer", "answers") + " shown to come out otherwise; " +
                      counted(effects_.examples.size(), "expectation", "expectations") + " of " +
                      counted(effects_.examples_compared, "example", "examples") + " too.";
    if (open > 0) out += " Not decided: " + std::to_string(open) + ".";
    if (effects_.examples_left_out > 0) {
      out += " Examples that cannot be put to both versions: " +
             std::to_string(effects_.examples_left_out) + ".";
    }
    return out;
  }

  const language::Changes& changes_;
  const dossier::Effects& effects_;
  size_t columns_;
  std::string out_;
};

}  // namespace

std::string changes_text(const language::Changes& changes, const dossier::Effects& effects,
                         size_t columns) {
  return Page(changes, effects, columns).write();
}

}  // namespace comity::documents
