// Register law as a whole, on the fragments: what is remembered between questions never changes an
// answer, nothing changes before the announced change, and the embargo is the machine that it
// should be.
#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include "base/zone.h"
#include "language/load.h"
#include "language/trial.h"

namespace comity::language {

namespace {

SourcePtr fragment(const std::string& name) {
  std::ifstream file("tests/fragments/" + name + ".norm.md");
  REQUIRE_MESSAGE(file, name);
  std::ostringstream text;
  text << file.rdbuf();
  auto source = SourceFile::make(name, text.str());
  REQUIRE(source);
  return *source;
}

Law law_of(const std::string& name, const std::string& example) {
  std::vector<SourcePtr> files{fragment("vocabulary"), fragment(name)};
  auto source = SourceFile::make("example", "```norm\nexample \"made\"\n" + example + "```\n");
  REQUIRE(source);
  files.push_back(*source);
  Diagnostics diagnostics;
  Law law = load(files, diagnostics);
  REQUIRE_MESSAGE(diagnostics.ok(), render(diagnostics));
  return law;
}

const LawTrial& made(const Law& law) {
  for (const LawTrial& trial : law.trials) {
    if (trial.title == "made") return trial;
  }
  FAIL("no example");
  return law.trials.front();
}

Instant utc(std::string_view text) { return *parse_zoned(text); }

// Everything that a matter says at a moment: which sentences hold, and what became of every duty.
std::string everything(const Law& law, const procedure::Matter& matter, Instant at) {
  std::string out;
  const auto view = matter.at(at);
  for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
    if (!law.predicates[p].in_register || law.predicates[p].modality != Modality::is) continue;
    const std::vector<procedure::Value> open(law.predicates[p].holes.size());
    for (const auto& places : matter.all({p, open}, view))
      out += say(law, matter, p, places) + "\n";
  }
  for (procedure::FieldId f = 0; f < law.procedure.fields.size(); ++f) {
    const auto& field = law.procedure.fields[f];
    if (field.source != procedure::Field::Source::status) continue;
    for (const procedure::Value one : matter.individuals(field.of.front())) {
      out += field.name + " " + matter.name(one) + " " + matter.name(matter.field(f, {one}, view)) +
             "\n";
    }
  }
  for (const auto& duty : matter.duties(view, procedure::Matter::Which::all)) {
    out += law.procedure.duties[duty.duty].id + " " + std::to_string(static_cast<int>(duty.state)) +
           (duty.due ? duty.due->format() : "") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the embargo accepts the legal traces of length seven and refuses all others") {
  // N, P, A, R, X: none, proposed, active, revise, exited; p(ropose), a(ccept), r(eject), e(nd).
  const std::map<std::pair<char, char>, char> machine{
      {{'N', 'p'}, 'P'}, {{'P', 'p'}, 'P'}, {{'P', 'a'}, 'A'}, {{'P', 'r'}, 'N'},
      {{'A', 'p'}, 'R'}, {{'A', 'e'}, 'X'}, {{'R', 'p'}, 'R'}, {{'R', 'a'}, 'A'},
      {{'R', 'r'}, 'A'}, {{'R', 'e'}, 'X'}};
  std::string lines =
      "  with the finder, the vendor: Body; case 7: Case\n"
      "  with terms 0, terms 1, terms 2, terms 3, terms 4, terms 5, terms 6: Terms\n"
      "  given the finder takes part in case 7\n  given the vendor takes part in case 7\n";
  for (int n = 0; n < 7; ++n) {
    const std::string terms = "terms " + std::to_string(n);
    const std::string on = "  on 2031-01-0" + std::to_string(n + 1) + ": ";
    lines += on + "the finder proposed " + terms + " in case 7\n    end: 2032-01-01 00:00 UTC\n";
    lines += on + "the vendor accepted " + terms + " in case 7\n";
    lines += on + "the vendor rejected " + terms + " in case 7\n";
    lines += on + "the finder ended the embargo in case 7\n";
  }
  const Law law = law_of("07-embargo", lines);
  const auto& steps = made(law).steps;
  const auto step = [&](int day, char event, int terms) {
    // Two given facts come first, then four lines a day; terms are those that were last proposed.
    const std::string events = "pare";
    LawTrial::Step one =
        steps[2 + 4 * static_cast<size_t>(event == 'p' || event == 'e' ? day : terms) +
              events.find(event)];
    one.at = steps[2 + 4 * static_cast<size_t>(day)].at;
    return one;
  };
  size_t legal = 0, refused = 0;
  std::function<void(std::vector<LawTrial::Step>, char, int)> extend =
      [&](std::vector<LawTrial::Step> trace, char state, int terms) {
        const int day = static_cast<int>(trace.size());
        if (day == 7) return;
        for (const char event : {'p', 'a', 'r', 'e'}) {
          LawTrial trial = made(law);
          trial.steps = {steps[0], steps[1]};
          trial.steps.insert(trial.steps.end(), trace.begin(), trace.end());
          const LawTrial::Step next = step(day, event, std::max(terms, 0));
          trial.steps.push_back(next);
          std::vector<TrialFailure> failures;
          enter(law, trial, failures);
          const auto to = machine.find({state, event});
          CHECK_MESSAGE(failures.empty() == (to != machine.end()),
                        state << " " << event << " after " << day);
          (to != machine.end() ? legal : refused) += 1;
          if (to == machine.end()) continue;
          trace.push_back(next);
          extend(trace, to->second, event == 'p' ? day : terms);
          trace.pop_back();
        }
      };
  extend({}, 'N', -1);
  CHECK(legal == 221);  // counted from the machine by hand
  CHECK(refused == 207);
}

TEST_CASE(
    "what is remembered never changes an answer, and nothing changes before the next change") {
  std::mt19937 random(20310101);
  const std::string header =
      "  with the finder, the vendor: Body; case 7: Case; terms 1, terms 2, terms 3: Terms\n"
      "  given the finder takes part in case 7\n  given the vendor takes part in case 7\n"
      "  given the vendor coordinates case 7\n";
  const std::vector<std::string> lines{
      "the finder proposed terms 1 in case 7\n    end: 2031-06-01 00:00 UTC\n",
      "the vendor proposed terms 2 in case 7\n    end: 2031-08-01 00:00 UTC\n",
      "the finder proposed terms 3 in case 7\n    end: 2031-07-01 00:00 UTC\n",
      "the vendor accepted terms 1 in case 7\n",
      "the finder accepted terms 2 in case 7\n",
      "the vendor accepted terms 3 in case 7\n",
      "the vendor rejected terms 1 in case 7\n",
      "the finder reported attacks on case 7\n",
      "the vendor proposed to end the embargo in case 7\n",
      "the finder ended the embargo in case 7\n"};
  for (int round = 0; round < 40; ++round) {
    std::string example = header;
    Instant at = utc("2031-01-01 00:00 UTC");
    for (int n = 0; n < 12; ++n) {
      at = at + std::chrono::minutes(random() % 4 == 0 ? 0 : random() % (60 * 24 * 30));
      example += "  on " + at.format() + ": " + lines[random() % lines.size()];
    }
    const Law law = law_of("07-embargo", example);
    const LawTrial& trial = made(law);
    std::vector<TrialFailure> refusals;  // many an attempt is refused, and that is part of it
    const procedure::Matter asked = enter(law, trial, refusals);
    for (int question = 0; question < 12; ++question) {
      const Instant t =
          utc("2031-01-01 00:00 UTC") + std::chrono::minutes(random() % (60 * 24 * 400));
      const procedure::Matter fresh = enter(law, trial, refusals);
      const std::string now = everything(law, asked, t);
      CHECK(now == everything(law, fresh, t));
      if (t < asked.last()) continue;  // an entry may change it first
      const auto next = asked.next_change(asked.at(t));
      const Instant end = next.value_or(t + std::chrono::hours(24 * 4000));
      const auto width = static_cast<uint64_t>((end - t).count());
      const Instant between = t + std::chrono::seconds(width == 0 ? 0 : random() % width);
      CHECK(everything(law, asked, between) == now);
      if (next) CHECK(everything(law, asked, *next) != now);
    }
  }
}

TEST_CASE("an entry is judged on what stood before it, whatever is asked in between") {
  const std::string example =
      "  with the finder, the vendor: Body; case 7: Case; terms 1: Terms\n"
      "  given the finder takes part in case 7\n  given the vendor takes part in case 7\n"
      "  on 2031-01-02: the finder proposed terms 1 in case 7\n    end: 2031-06-01 00:00 UTC\n"
      "  on 2031-01-03: the vendor accepted terms 1 in case 7\n"
      "  refused on 2031-01-03: the vendor rejected terms 1 in case 7\n";
  const Law law = law_of("07-embargo", example);
  std::vector<TrialFailure> failures;
  procedure::Matter matter = enter(law, made(law), failures);
  CHECK(failures.empty());
  const auto status = [&](Instant at) {
    for (procedure::FieldId f = 0; f < law.procedure.fields.size(); ++f) {
      if (law.procedure.fields[f].name == "embargo")
        return matter.name(matter.field(f, {*matter.find("case 7")}, matter.at(at)));
    }
    return std::string();
  };
  CHECK(status(utc("2031-07-01 00:00 UTC")) == "exited");
  CHECK(status(utc("2031-01-02 12:00 UTC")) == "proposed");
  CHECK(status(utc("2031-05-01 00:00 UTC")) == "active");
  CHECK(matter.next_change(matter.at(utc("2031-02-01 00:00 UTC"))) == utc("2031-06-01 00:00 UTC"));
}

}  // namespace comity::language
