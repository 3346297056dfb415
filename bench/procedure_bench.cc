// What one question about a matter of 5,000 entries takes, for each fragment of tests/fragments
// that has register law. The matter is made of the fragment's own sentences, by an example whose
// lines are generated here; every line that expects something is a benchmark, and has to come out.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <functional>
#include <memory>

#include "app/norms.h"
#include "language/load.h"
#include "language/trial.h"

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
  std::string text = "  with Aldoria, Brenland: State; the operation: Act on 2030-12-20\n";
  text += with("measure", kEntries / 5, "Measure");
  text +=
      "  with the tribunal: Tribunal\n  given the operation is recorded as pending before the "
      "tribunal\n";
  text += "  given the prohibition of force is listed in article 50\n";
  text += "  on " + minute(0) +
          ": Aldoria filed an opinion that [the operation is a wrongful act of Brenland]\n";
  text += "  on " + minute(0) + ": Aldoria called on Brenland to cease the operation\n";
  for (int n = 0; n < kEntries / 5; ++n) {
    const std::string measure = "measure " + std::to_string(n), at = "  on " + minute(n + 1) + ": ";
    text += at + "Aldoria notified Brenland of " + measure + " with an offer to negotiate\n";
    text += at + "Aldoria declared that [" + measure + " respects the prohibition of force]\n";
    text += at + "Aldoria put " + measure + " into effect against Brenland over the operation\n" +
            "    reasons of proportionality: one licence\n    exit criteria: it ends\n    undo "
            "plan: back\n";
    text += at + "Brenland stated that [Brenland ceased the operation]\n";
    text += at + "Aldoria decided whether to suspend " + measure + "\n";
  }
  const std::string last = "measure " + std::to_string(kEntries / 5 - 1);
  text += "  at " + minute(kEntries) + ": expect Aldoria put " + last +
          " into effect against Brenland over the operation: yes\n";
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

struct Loaded {
  language::Law law;
  std::unique_ptr<procedure::Matter> matter;
};

Loaded load(const std::string& fragment, const std::string& lines) {
  const auto folder = app::norms_folder().parent_path() / "tests" / "fragments";
  std::vector<SourcePtr> files;
  for (const std::string& name : {std::string("vocabulary"), fragment}) {
    auto file = app::read_source(folder / (name + ".norm.md"), name);
    if (!file) give_up(file.error().message());
    files.push_back(*file);
  }
  auto generated =
      SourceFile::make("generated", "```norm\nexample \"generated\"\n" + lines + "```\n");
  if (!generated) give_up(generated.error().message());
  files.push_back(*generated);
  Diagnostics diagnostics;
  Loaded loaded{language::load(files, diagnostics), nullptr};
  if (!diagnostics.ok()) give_up(fragment + "\n" + render(diagnostics));
  return loaded;
}

const language::LawTrial& generated(const language::Law& law) {
  for (const language::LawTrial& trial : law.trials) {
    if (trial.title == "generated") return trial;
  }
  give_up("no generated example");
}

void ask(benchmark::State& state, const std::shared_ptr<Loaded>& loaded, size_t step) {
  const auto& wanted = generated(loaded->law).steps[step];
  for (auto _ : state) {
    const auto failure = language::check(*loaded->matter, wanted);
    if (failure) give_up(failure->message);
  }
}

void add(const std::string& fragment, const std::string& lines) {
  auto loaded = std::make_shared<Loaded>(load(fragment, lines));
  std::vector<language::TrialFailure> failures;
  const auto& trial = generated(loaded->law);
  loaded->matter =
      std::make_unique<procedure::Matter>(language::enter(loaded->law, trial, failures));
  if (!failures.empty()) give_up(fragment + ": " + failures.front().message);
  for (size_t step = 0; step < trial.steps.size(); ++step) {
    using Kind = language::LawTrial::Step::Kind;
    const Kind kind = trial.steps[step].kind;
    if (kind != Kind::check && kind != Kind::duty && kind != Kind::next_change) continue;
    const char* what = kind == Kind::check  ? "/state"
                       : kind == Kind::duty ? "/duty"
                                            : "/next_change";
    benchmark::RegisterBenchmark((fragment + what).c_str(), ask, loaded, step)
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace
}  // namespace comity

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  using comity::add;
  add("04-countermeasure-gate", comity::gate());
  add("06-crisis-line", comity::line());
  add("07-embargo", comity::embargo());
  add("08-listing", comity::listing());
  add("09-votes", comity::votes());
  add("10-access", comity::access());
  add("11-lapse", comity::lapse());
  add("12-entry-into-force", comity::deposit());
  benchmark::RunSpecifiedBenchmarks();
}
