// What one question about a matter of 5,000 entries takes, for each fragment of tests/fragments
// that has register law. The matter is made of the fragment's own sentences, by an example whose
// lines are generated here; every line that expects something is measured, and has to come out.
#include <cstdio>
#include <cstdlib>

#include "app/norms.h"
#include "language/load.h"
#include "language/trial.h"
#include "measure.h"

namespace comity {
namespace {

constexpr int kEntries = 5'000;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

// "2031-01-01 00:00 UTC" plus so many minutes.
std::string minute(int n) {
  const auto start = Instant::parse("2031-01-01 00:00 UTC");
  return (*start + std::chrono::minutes(n)).format();
}

std::string with(const std::string& word, int count, const std::string& kind) {
  // A line of the language has a limit, so the names stand on several.
  std::string lines;
  for (int n = 0; n < count; n += 50) {
    std::string names;
    for (int i = n; i < std::min(n + 50, count); ++i)
      names += (i == n ? "" : ", ") + word + " " + std::to_string(i);
    lines += "  with " + names + ": " + kind + "\n";
  }
  return lines;
}

// ---- the matters
// ---------------------------------------------------------------------------------

std::string gate() {
  constexpr int kMeasures = kEntries / 3;
  std::string text = "  with Aldoria, Brenland: State; the operation: Act on 2030-12-20\n";
  text += with("measure", kMeasures, "Measure");
  text += "  with the tribunal: Tribunal\n";
  text += "  given the operation is recorded as pending before the tribunal\n";
  text += "  given the prohibition of force is listed in article 50\n";
  const std::string first = "  on " + minute(0) + ": Aldoria ";
  text += first + "filed an opinion that [the operation is a wrongful act of Brenland]\n";
  text += first + "called on Brenland to cease the operation\n";
  for (int n = 0; n < kMeasures; ++n) {
    const std::string measure = "measure " + std::to_string(n);
    const std::string at = "  on " + minute(n + 1) + ": Aldoria ";
    text += at + "notified Brenland of " + measure + " with an offer to negotiate\n";
    text += at + "declared that [" + measure + " respects the prohibition of force]\n";
    text += at + "put " + measure + " into effect against Brenland over the operation\n";
    text += "    reasons of proportionality: one licence\n    exit criteria: it ends\n";
    text += "    undo plan: back\n";
  }
  text += "  at " + minute(kEntries) + ": expect Aldoria put measure " +
          std::to_string(kMeasures - 1) + " into effect against Brenland over the operation: yes\n";
  return text;
}

std::string line() {
  std::string text = "  with Aldoria, Brenland: State; Ines Moro, Pal Teron: Person\n";
  text += with("message", kEntries / 2, "Message");
  text += "  given Ines Moro speaks for Aldoria\n  given Pal Teron is on duty for Brenland\n";
  for (int n = 0; n < kEntries / 2; ++n) {
    const std::string message = "message " + std::to_string(n);
    text += "  on " + minute(n) + ": Aldoria sent " + message + " to Brenland\n" +
            "    urgency: flash\n    body: text\n    exercise: yes\n    signed by Ines Moro\n";
    text +=
        "  on " + minute(n) + ": Brenland acknowledged " + message + "\n    signed by Pal Teron\n";
  }
  const std::string last = "message " + std::to_string(kEntries / 2 - 1);
  text += "  at " + minute(kEntries / 2) + ": expect the ladder of " + last + " is reached: yes\n";
  text += "  at " + minute(kEntries / 2) + ": expect Brenland must acknowledge " + last + ": met\n";
  return text;
}

std::string embargo() {
  std::string text = "  with the finder, the vendor: Body; case 7: Case\n";
  text += with("terms", kEntries / 2, "Terms");
  text += "  given the finder takes part in case 7\n  given the vendor takes part in case 7\n";
  for (int n = 0; n < kEntries / 2; ++n) {
    const std::string terms = "terms " + std::to_string(n);
    text += "  on " + minute(n) + ": the finder proposed " + terms +
            " in case 7\n    end: 2032-01-01 00:00 UTC\n";
    text += "  on " + minute(n) + ": the vendor " + (n % 2 == 0 ? "accepted " : "rejected ") +
            terms + " in case 7\n";
  }
  text += "  at " + minute(kEntries) + ": expect the embargo of case 7 is active: yes\n";
  text += "  at " + minute(kEntries) +
          ": expect the vendor must not publish details of case 7: forbidden\n";
  text += "  expect next change after " + minute(kEntries) + ": 2032-01-01 00:00 UTC\n";
  return text;
}

std::string listing() {
  std::string text =
      "  with the committee: Body; Mira Senn: Person; reason 1: Reason; exhibit 1: Exhibit\n";
  text += with("person", kEntries / 2, "Person") + with("listing", kEntries / 2, "Listing");
  text += "  given exhibit 1 supports reason 1\n";
  for (int n = 0; n < kEntries / 2; ++n)
    text += "  given listing " + std::to_string(n) + " rests on a carried proposal\n";
  for (int n = 0; n < kEntries / 2; ++n) {
    const std::string one = "listing " + std::to_string(n);
    const std::string person = "person " + std::to_string(n);
    text += "  on " + minute(n) + ": the committee listed " + person + " by " + one +
            "\n    reasons: reason 1\n    identifiers: passport\n    summary: why\n";
    text += "  on " + minute(n) + ": the committee told " + person + " of " + one + "\n";
  }
  const std::string last = "listing " + std::to_string(kEntries / 2 - 1);
  text += "  at " + minute(kEntries) + ": expect the standing of " + last + " is listed: yes\n";
  text +=
      "  at " + minute(kEntries) + ": expect the review of " + last + " is shown as overdue: no\n";
  return text;
}

std::string votes() {
  std::string text =
      "  with the assembly: Body; the chair: Person; the session: Meeting; proposal 1: Proposal\n";
  text += with("State", kEntries / 2, "State");
  for (int n = 0; n < kEntries / 2; ++n)
    text += "  given State " + std::to_string(n) + " belongs to the assembly\n";
  for (int n = 0; n < kEntries / 2; ++n)
    text += "  on " + minute(n) + ": State " + std::to_string(n) + " is present at the session\n";
  for (int n = 0; n < kEntries / 2; ++n)
    text += "  on " + minute(kEntries) + ": State " + std::to_string(n) + " voted " +
            (n % 4 == 0 ? "no" : "yes") + " on proposal 1\n";
  text += "  on " + minute(kEntries) +
          ": the chair closed the vote on proposal 1 at the session of the assembly\n";
  text += "  at " + minute(kEntries) + ": expect proposal 1 is carried: yes\n";
  return text;
}

std::string access() {
  std::string text =
      "  with Lena Orth: Person; Aldoria: State\n" + with("entry", kEntries / 2, "Entry");
  text += "  given Lena Orth holds analyst for Aldoria\n";
  for (int n = 0; n < kEntries / 2; ++n) {
    text += "  given analyst covers the type of entry " + std::to_string(n) + "\n";
    text += "  given entry " + std::to_string(n) + " is releasable to Aldoria\n";
  }
  text += "  at 2031-03-01: expect Lena Orth can read entry 77: yes\n";
  return text;
}

std::string lapse() {
  std::string text =
      "  with the authority: Body; measure 1: Measure\n" + with("renewal", kEntries, "Renewal");
  text += "  on " + minute(0) +
          ": the authority imposed measure 1\n    legal basis: act 4\n    aim: one\n    necessity: "
          "carriers are down\n    less intrusive options: none\n";
  for (int n = 0; n < kEntries; ++n) {
    text += "  on " + minute(n + 1) + ": the authority renewed measure 1 by renewal " +
            std::to_string(n) + "\n    reasons: another reason, number " + std::to_string(n) +
            "\n    overseer's opinion: agreed\n";
  }
  text += "  at " + minute(2 * kEntries) + ": expect the force of measure 1 is in force: yes\n";
  return text;
}

std::string deposit() {
  return "  with the Convention: Instrument\n  given " + std::to_string(kEntries) +
         " different <State> deposited consent to the Convention   (on 2031-03-01)\n"
         "  at 2032-01-01: expect the Convention is in force: yes\n"
         "  expect next change after 2031-05-01: 2031-05-29 00:00 America/New_York\n";
}

// ---- running them
// --------------------------------------------------------------------------------

language::Law load(const std::string& fragment, const std::string& lines) {
  const auto folder = app::norms_folder().parent_path() / "tests" / "fragments";
  std::vector<SourcePtr> files;
  for (const std::string& name :
       {std::string("vocabulary"), std::string("01-definitions"), fragment}) {
    auto file = app::read_source(folder / (name + ".norm.md"), name);
    if (!file) give_up(file.error().message());
    files.push_back(*file);
  }
  auto generated =
      SourceFile::make("generated", "```norm\nexample \"generated\"\n" + lines + "```\n");
  if (!generated) give_up(generated.error().message());
  files.push_back(*generated);
  Diagnostics diagnostics;
  language::Law law = language::load(files, diagnostics);
  if (!diagnostics.ok()) give_up(fragment + "\n" + render(diagnostics));
  return law;
}

const language::LawTrial& generated(const language::Law& law) {
  for (const language::LawTrial& trial : law.trials) {
    if (trial.title == "generated") return trial;
  }
  give_up("no generated example");
}

void row(const std::string& fragment, const char* what, double seconds) {
  std::printf("%-26s %-24s %10.2f us\n", fragment.c_str(), what, seconds * 1e6);
}

void measure(const std::string& fragment, const std::string& lines) {
  constexpr int kRuns = 20;
  const language::Law law = load(fragment, lines);
  const language::LawTrial& trial = generated(law);
  std::vector<language::TrialFailure> failures;
  const double begin = bench::clock_seconds(CLOCK_THREAD_CPUTIME_ID);
  procedure::Matter matter = language::enter(law, trial, failures);
  row(fragment, "taking all entries", bench::clock_seconds(CLOCK_THREAD_CPUTIME_ID) - begin);
  if (!failures.empty()) give_up(fragment + ": " + failures.front().message);
  using Kind = language::LawTrial::Step::Kind;
  for (const language::LawTrial::Step& step : trial.steps) {
    if (step.kind != Kind::check && step.kind != Kind::duty && step.kind != Kind::next_change)
      continue;
    const char* what = step.kind == Kind::check  ? "what is so"
                       : step.kind == Kind::duty ? "one duty"
                                                 : "the next change";
    row(fragment, what, bench::least_cpu_seconds(kRuns, [&] {
          if (const auto failure = language::check(matter, step)) give_up(failure->message);
        }));
  }
  const procedure::View view = matter.at(matter.last());
  size_t open = 0;
  const double duties = bench::least_cpu_seconds(kRuns, [&] { open = matter.duties(view).size(); });
  row(fragment, ("open duties: " + std::to_string(open)).c_str(), duties);
}

}  // namespace
}  // namespace comity

int main() {
  using comity::measure;
  measure("04-countermeasure-gate", comity::gate());
  measure("06-crisis-line", comity::line());
  measure("07-embargo", comity::embargo());
  measure("08-listing", comity::listing());
  measure("09-votes", comity::votes());
  measure("10-access", comity::access());
  measure("11-lapse", comity::lapse());
  measure("12-entry-into-force", comity::deposit());
}
