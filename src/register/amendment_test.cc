#include "register/amendment.h"

#include <doctest/doctest.h>

#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine).value()) {
    log.admit_states(machine.keys);
    notice = signed_by(entry_of("veltria", "notice"), {&machine.keys.veltria});
    place = log.submit(notice).value().index;
  }

  Entry withdrawal(const std::string& author, const std::string& matter = "m-1") const {
    Entry entry = entry_of(author, "withdrawal", "{}", matter);
    entry.withdraws = notice.id();
    return entry;
  }

  Errc refusal(const Entry& entry, const SigningKey& key) {
    const auto placed = log.submit(signed_by(entry, {&key}));
    REQUIRE_FALSE(placed);
    return placed.error().code();
  }

  std::vector<std::string> said() {
    std::vector<std::string> out;
    AmendmentIndex index(*log.entries);
    const Entry entry = Entry::parse(notice.payload).value();
    const auto found = index.of(place, entry).value();
    for (const auto& one : found) out.push_back(one.text());
    return out;
  }

  TestMachine machine;
  TestRegister log;
  Envelope notice;
  std::uint64_t place = 0;
};

TEST_CASE("an entry is corrected and withdrawn by its own author alone") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  CHECK(scene.said().empty());
  CHECK(scene.refusal(scene.withdrawal("marenna"), keys.marenna) == Errc::denied);
  CHECK(scene.refusal(scene.withdrawal("register"), keys.root1) == Errc::denied);
  CHECK(scene.said().empty());
  Entry correction = entry_of("veltria", "notice", R"({"text":"Two, not three."})");
  correction.corrects = scene.notice.id();
  REQUIRE(scene.log.submit(signed_by(correction, {&keys.veltria})));
  REQUIRE(scene.log.submit(signed_by(scene.withdrawal("veltria"), {&keys.veltria})));
  CHECK(scene.said() ==
        std::vector<std::string>{"corrected by " + std::to_string(scene.place + 1),
                                 "withdrawn by " + std::to_string(scene.place + 2)});
}

TEST_CASE("an entry is withdrawn in its own matter, where its readers look") {
  Scene scene;
  CHECK(scene.refusal(scene.withdrawal("veltria", "m-2"), scene.machine.keys.veltria) ==
        Errc::invalid_input);
}

TEST_CASE("what makes a key known is not withdrawn: the key would still count") {
  Scene scene;
  const auto records = scene.log.entries->read(scene.place - 2, 1).value();
  const Envelope granted = Envelope::parse(records.front().envelope).value();
  Entry withdrawal = entry_of("veltria", "withdrawal", "{}", "register");
  withdrawal.withdraws = granted.id();
  REQUIRE(Entry::parse(granted.payload).value().type == "register.key");
  CHECK(scene.refusal(withdrawal, scene.machine.keys.veltria) == Errc::invalid_input);
}

TEST_CASE("a withdrawal that breaks the rule does not count where one was let in before") {
  const Entry notice = entry_of("veltria", "notice");
  const Hash id = notice.envelope().id();
  Entry withdrawal = entry_of("marenna", "withdrawal");
  withdrawal.withdraws = id;
  Amendments amendments;
  amendments.add(7, id, notice);
  amendments.add(8, withdrawal.envelope().id(), withdrawal);
  CHECK(amendments.of(7).empty());
  withdrawal.author = "veltria";
  amendments.add(9, withdrawal.envelope().id(), withdrawal);
  REQUIRE(amendments.of(7).size() == 1);
  CHECK(amendments.of(7).front().text() == "withdrawn by 9");
}

TEST_CASE("the rule holds within one group as well") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  const Envelope second = signed_by(entry_of("veltria", "notice", R"({"n":2})"), {&keys.veltria});
  const auto item = [&](const Envelope& envelope) {
    return scene.log.sequencer->admit({envelope.format(), {}, {}}).value();
  };
  Entry own = scene.withdrawal("veltria");
  Entry foreign = scene.withdrawal("marenna");
  own.withdraws = foreign.withdraws = second.id();
  const auto placed =
      scene.log.sequencer->commit({item(second), item(signed_by(foreign, {&keys.marenna})),
                                   item(signed_by(own, {&keys.veltria}))});
  CHECK(placed[0]);
  CHECK(placed[1].error().code() == Errc::denied);
  CHECK(placed[2]);
}

}  // namespace
}  // namespace comity::registry
