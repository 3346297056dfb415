#include "app/tour_command.h"

#include <unistd.h>

#include <algorithm>

#include "app/norms.h"
#include "base/text.h"
#include "documents/page.h"
#include "dossier/assess.h"
#include "language/load.h"

namespace comity::app {

namespace {

constexpr std::string_view kCase = "examples/senn-grid";
constexpr std::string_view kQuestion = "sovereignty";
constexpr std::string_view kNorm = "norms/charter-and-custom/01-sovereignty.norm.md";
constexpr std::string_view kDateKey = "- applies to facts from: ";
constexpr std::string_view kLaterDate = "2033-01-01";

class Tour {
 public:
  explicit Tour(const Output& out) : out_(out) {}

  int run() {
    const auto norms = read_norms(norms_folder());
    if (!norms) return out_.fail(norms.error());
    const auto source = read_case_source(norms_folder().parent_path() / kCase);
    if (!source) return out_.fail(source.error());
    norms_ = *norms;
    case_source_ = *source;
    for (const auto part : {&Tour::one_case, &Tour::two_answers, &Tour::why, &Tour::one_date}) {
      const auto done = (this->*part)();
      if (!done) return out_.fail(done.error());
      if (part != &Tour::one_date) pause();
    }
    return 0;
  }

 private:
  void say(std::string_view words) const { out_.print(text::wrap(words, out_.columns) + "\n"); }

  void command(std::string_view words) const {
    out_.print("\n  $ ./comity " + std::string(words) + "\n\n");
  }

  void pause() const {
    if (isatty(STDIN_FILENO) == 0 || isatty(fileno(out_.text)) == 0) {
      out_.print("\n");
      return;
    }
    out_.print("\n[Enter]");
    std::fflush(out_.text);
    for (int c = std::getchar(); c != '\n' && c != EOF;) c = std::getchar();
  }

  // The law of these files and the case under it.
  struct Read {
    language::Law law;
    dossier::Case the_case;
  };
  Result<Read> read(const std::vector<SourcePtr>& norms) const {
    Diagnostics diagnostics;
    Read r{.law = language::load(norms, diagnostics, language::Extent::without_examples),
           .the_case = {}};
    auto the_case =
        diagnostics.ok() ? dossier::read_case(r.law, case_source_, diagnostics) : std::nullopt;
    if (!the_case) return fail(Errc::invalid_input, render(diagnostics));
    r.the_case = std::move(*the_case);
    return r;
  }

  Result<dossier::Assessment> assessed(const Read& r, std::vector<std::string> parties = {}) const {
    return dossier::assess(r.law, r.the_case,
                           {.view_date = r.the_case.opened, .parties = std::move(parties)});
  }

  static const dossier::QuestionResult* question(const dossier::Assessment& assessment) {
    const auto& all = assessment.questions();
    const auto it = std::find_if(all.begin(), all.end(),
                                 [](const auto& q) { return q.question->name == kQuestion; });
    return it == all.end() ? nullptr : &*it;
  }

  Result<void> one_case() const {
    say("1 of 4. A case. Two invented States and a power grid. The law is read from norms/, the "
        "facts from " +
        std::string(kCase) +
        "; the answers are an analysis, on the facts stated, under each State's own reading.");
    command("assess " + std::string(kCase));
    COMITY_TRY(const Read r, read(norms_));
    COMITY_TRY(const dossier::Assessment assessment, assessed(r));
    out_.print(documents::to_page(assessment, {.columns = out_.columns}));
    return {};
  }

  Result<void> two_answers() const {
    say("2 of 4. Two States, two answers. The same facts and the same rules; what differs is how "
        "two States have "
        "said that they read one of them.");
    command("assess " + std::string(kCase) + " --as FRA,GBR");
    COMITY_TRY(const Read r, read(norms_));
    COMITY_TRY(const dossier::Assessment assessment, assessed(r, {"FRA", "GBR"}));
    const dossier::QuestionResult* q = question(assessment);
    if (q == nullptr)
      return fail(Errc::not_found, "the case no longer raises the question of the tour");
    out_.print(q->asks + "\n");
    for (const dossier::ReadingGroup& group : q->groups) {
      out_.print("   " + text::join(group.parties, " ") + ": " +
                 std::string(name(group.finding().answer)) + "\n");
    }
    return {};
  }

  Result<void> why() const {
    say("3 of 4. Why? Each step says its article or who said it, and each objection why it fails.");
    command("assess " + std::string(kCase) + " --why " + std::string(kQuestion));
    COMITY_TRY(const Read r, read(norms_));
    COMITY_TRY(const dossier::Assessment assessment, assessed(r));
    if (const auto* q = question(assessment)) {
      out_.print(documents::to_answer(assessment, *q, {.columns = out_.columns}));
    }
    return {};
  }

  // The norms with the one date changed.
  Result<std::vector<SourcePtr>> changed() const {
    std::vector<SourcePtr> files = norms_;
    for (SourcePtr& file : files) {
      if (file->name() != kNorm) continue;
      std::string text = file->text();
      const size_t at = text.find(kDateKey);
      if (at == std::string::npos) break;
      text.replace(at + kDateKey.size(), kLaterDate.size(), kLaterDate);
      COMITY_TRY(file, SourceFile::make(file->name(), std::move(text)));
      return files;
    }
    return fail(Errc::not_found, "the norm of the tour no longer says from when it applies");
  }

  Result<void> one_date() const {
    say("4 of 4. Change one date. Suppose that the norm on sovereignty governed only facts from " +
        std::string(kLaterDate) + ", a year after this case: one line of " + std::string(kNorm) +
        ", and no compiler. What moves:");
    COMITY_TRY(const Read before_read, read(norms_));
    COMITY_TRY(const dossier::Assessment before, assessed(before_read));
    COMITY_TRY(const std::vector<SourcePtr> files, changed());
    COMITY_TRY(const Read after_read, read(files));
    COMITY_TRY(const dossier::Assessment after, assessed(after_read));
    out_.print("\n");
    for (const dossier::QuestionResult& was : before.questions()) {
      const auto& all = after.questions();
      const auto is =
          std::find_if(all.begin(), all.end(), [&](const auto& q) { return q.asks == was.asks; });
      if (is == all.end() || is->finding().answer == was.finding().answer) continue;
      out_.print(was.asks + "\n   was: " + std::string(name(was.finding().answer)) +
                 "; now: " + std::string(name(is->finding().answer)) + "\n");
    }
    out_.print("\n");
    say("That is all. Read norms/README.md to see how law is written here, and "
        "docs/writing-norms.md to write some.");
    return {};
  }

  const Output& out_;
  std::vector<SourcePtr> norms_;
  SourcePtr case_source_;
};

}  // namespace

int run_tour(const Output& out) { return Tour(out).run(); }

}  // namespace comity::app
