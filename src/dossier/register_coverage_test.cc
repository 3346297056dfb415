// What the examples of register law exercise: on a small law where it can be told by hand.
#include "dossier/register_coverage.h"

#include "dossier/case_for_test.h"
#include "dossier/coverage.h"

namespace comity::dossier {
namespace {

const std::string kDeclared =
    "kinds Party, State is a Party, Person is a Party, Message\n"
    "sentence <Person> speaks for <State>\n  register\n"
    "sentence <State> sent <Message> to <Other State>\n  register\n"
    "  can: <State> can send <Message> to <Other State>\n"
    "sentence <Other State> answered <Message>\n  register\n"
    "  can: <Other State> can answer <Message>\n  must: <Other State> must answer <Message>\n"
    "sentence <State> paused <Message>\n  register\n"
    "  can: <State> can pause <Message>\n"
    "sentence <Message> is closed\n  register\n"
    "sentence <Person> can read <Message>\n  register\n  not: <Person> cannot read <Message>\n"
    "act send: <State> can send <Message> to <Other State>\n"
    "  records <Message>\n    body: text\n"
    "  if the signer of the entry speaks for <State>\n"
    "  then <Other State> must answer <Message> within 2 hours\n"
    "    clock stops while <State> paused <Message>\n"
    "act answer: <Other State> can answer <Message>\n"
    "  if <State> sent <Message> to <Other State>\n"
    "  unless <Message> is closed\n"
    "act pause: <State> can pause <Message>\n"
    "status the course of <Message>: sent, answered, lapsed\n"
    "  starts sent on <State> sent <Message> to <Other State>\n"
    "  from sent to answered on <Other State> answered <Message>\n"
    "  from sent to lapsed after 5 hours\n"
    "rule C: <Message> is closed\n  if the course of <Message> is lapsed\n"
    "access R1: <Person> can read <Message>\n"
    "  if <Person> speaks for <State>\n  and <State> sent <Message> to <Other State>\n"
    "access R2 despite R1: <Person> cannot read <Message>\n  if <Message> is closed\n";

const std::string kPeople =
    "  with Halvora, Talverne: State; the note: Message; Ines Moro, Pal Teron: Person\n"
    "  given Ines Moro speaks for Halvora\n";
const std::string kSent =
    "  on 2031-03-03 10:00 UTC: Halvora sent the note to Talverne\n"
    "    body: words\n    signed by Ines Moro\n";

std::string titled(const std::string& name, const std::string& lines) {
  return "example \"" + name + "\"\n" + kPeople + lines;
}

Coverage cover(const language::Law& law) {
  auto coverage = coverage_of(law);
  REQUIRE(coverage);
  return std::move(*coverage);
}

uint32_t rule(const language::Law& law, const std::string& id) {
  const auto known = law.rule(id);
  REQUIRE(known);
  return *known;
}

TEST_CASE("without an example nothing of register law is exercised") {
  const Coverage coverage = cover(law_of(kDeclared));
  REQUIRE(coverage.in_register.acts.size() == 3);
  CHECK(coverage.in_register.acts[0].taken.empty());
  CHECK(coverage.in_register.acts[0].premises == std::vector<Examples>(1));
  CHECK(coverage.in_register.acts[1].exceptions == std::vector<Examples>(1));
  REQUIRE(coverage.in_register.duties.size() == 1);
  REQUIRE(coverage.in_register.statuses.size() == 1);
  CHECK(coverage.in_register.statuses[0] == std::vector<Examples>(2));
}

TEST_CASE("an act is taken, refused for what is missing, or refused because of an exception") {
  const language::Law law =
      law_of(kDeclared +
             titled("refused for its signer",
                    "  refused on 2031-03-03 10:00 UTC: Halvora sent the note to Talverne\n"
                    "    body: words\n    signed by Pal Teron\n") +
             titled("refused for its form",
                    "  refused on 2031-03-03 10:00 UTC: Halvora sent the note to Talverne\n"
                    "    signed by Ines Moro\n") +
             titled("too late",
                    kSent + "  refused on 2031-03-03 16:00 UTC: Talverne answered the note\n"));
  const Coverage coverage = cover(law);
  const ActCoverage& send = coverage.in_register.acts[0];
  CHECK(send.taken == Examples{2});
  CHECK(send.refused == Examples{0, 1});
  CHECK(send.premises[0] == Examples{0});
  const ActCoverage& answer = coverage.in_register.acts[1];
  CHECK(answer.taken.empty());
  CHECK(answer.premises[0].empty());
  CHECK(answer.exceptions[0] == Examples{2});
}

TEST_CASE("what becomes of a duty counts where an example looks") {
  const std::string answered = "  on 2031-03-03 11:00 UTC: Talverne answered the note\n";
  const language::Law law =
      law_of(kDeclared +
             titled("in time", kSent + answered +
                                   "  at 2031-03-03 15:00 UTC: expect Talverne must answer the "
                                   "note: met\n") +
             titled("nobody looks", kSent + answered) +
             titled("paused and missed",
                    kSent + "  on 2031-03-03 11:00 UTC: Halvora paused the note\n"
                            "  at 2031-03-03 11:30 UTC: expect Talverne must answer the note: "
                            "stopped\n") +
             titled("missed", kSent + "  at 2031-03-03 13:00 UTC: expect Talverne must answer the "
                                      "note: missed\n"));
  const Coverage coverage = cover(law);
  const DutyCoverage& duty = coverage.in_register.duties[0];
  CHECK(duty.done == Examples{0});
  CHECK(duty.stopped == Examples{2});
  CHECK(duty.breached == Examples{3});
  CHECK(duty.late.empty());
}

TEST_CASE("the steps of a status count up to the last moment at which an example looks") {
  const language::Law law = law_of(
      kDeclared +
      titled("answered", kSent + "  on 2031-03-03 11:00 UTC: Talverne answered the note\n"
                                 "  at 2031-03-03 15:00 UTC: expect the note is closed: no\n") +
      titled("lapsed", kSent + "  at 2031-03-03 15:00 UTC: expect the note is closed: yes\n") +
      titled("too early", kSent + "  at 2031-03-03 14:59 UTC: expect the note is closed: no\n"));
  const Coverage coverage = cover(law);
  CHECK(coverage.in_register.statuses[0] == std::vector<Examples>{{0}, {1}});
  const RuleCoverage& closed = coverage.rules[rule(law, "C")];
  CHECK(closed.carried == Examples{1});
  CHECK(closed.conditions[0].met == Examples{1});
  CHECK(closed.conditions[0].missing == Examples{0, 2});
}

TEST_CASE("an access rule grants, is outweighed, or lacks one condition") {
  const language::Law law = law_of(
      kDeclared +
      titled("granted", kSent + "  at 2031-03-03 11:00 UTC: expect Ines Moro can read the note: "
                                "yes\n") +
      titled("closed", kSent + "  at 2031-03-03 15:00 UTC: expect Ines Moro can read the note: "
                               "no\n"));
  const Coverage coverage = cover(law);
  const RuleCoverage& grants = coverage.rules[rule(law, "R1")];
  CHECK(grants.carried == Examples{0});
  CHECK(grants.stopped == Examples{1});
  CHECK(grants.conditions[0].missing == Examples{0, 1});  // nobody speaks for Talverne, or Pal
  const RuleCoverage& denies = coverage.rules[rule(law, "R2")];
  CHECK(denies.carried == Examples{1});
  CHECK(denies.lacking == Examples{0});
}

}  // namespace
}  // namespace comity::dossier
