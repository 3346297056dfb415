#include "register/custody.h"

#include <doctest/doctest.h>

#include "register/erasure.h"
#include "register/fixture_for_test.h"
#include "register/time_stamp.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine).value()) {
    log.admit_states(machine.keys);
    REQUIRE(machine.disk.make_directory("blobs"));
  }
  CustodyStep step(const std::string& action, const Hash& in, const Hash& out) {
    machine.clock.advance(std::chrono::seconds(60));
    CustodyStep step;
    step.exhibit = exhibit;
    step.action = action;
    step.person = "A. Analyst";
    step.how = "copied behind a write blocker";
    step.tool = "imager 2.1";
    step.reason = "case-1, order 7";
    step.hash_in = in;
    step.hash_out = out;
    step.time = machine.clock.now();
    return step;
  }
  std::uint64_t take(const CustodyStep& step) {
    const Envelope signed_step =
        signed_by(step.entry("veltria", "case-1"), {&machine.keys.veltria});
    return log.submit(signed_step).value().index;
  }
  std::vector<CustodyRecord> chain() { return custody_of(*log.entries, "case-1", exhibit).value(); }
  TestMachine machine;
  TestRegister log;
  BlobFiles blobs{machine.disk, "blobs"};
  Hash exhibit = sha256("disk image of the relay");
};

TEST_CASE("a chain of custody reads back, and a break in it is said in words") {
  Scene scene;
  CHECK(custody_gaps(scene.chain(), kNoon).size() == 1);  // nobody has recorded anything
  const CustodyStep first = scene.step("collected", scene.exhibit, scene.exhibit);
  CHECK(CustodyStep::parse(first.entry("veltria", "case-1")).value().tool == "imager 2.1");
  scene.take(first);
  const Hash redacted = sha256("disk image, names removed");
  scene.take(scene.step("redacted", scene.exhibit, redacted));
  scene.take(scene.step("handed over", redacted, redacted));
  CHECK(scene.chain().size() == 3);
  CHECK(custody_gaps(scene.chain(), scene.machine.clock.now()).empty());

  // The content that is handed on is not what the last step left.
  const std::uint64_t wrong = scene.take(scene.step("received", sha256("swapped"), redacted));
  const auto gaps = custody_gaps(scene.chain(), scene.machine.clock.now());
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0] == "The step at place " + std::to_string(wrong) +
                       " (received) takes other content than the step before it left.");
  CustodyStep backdated = scene.step("examined", redacted, redacted);
  backdated.time = kNoon - std::chrono::hours(1);
  scene.take(backdated);
  CHECK(custody_gaps(scene.chain(), scene.machine.clock.now()).size() == 2);
}

TEST_CASE("a withdrawn step leaves the chain, by its author's hand only") {
  Scene scene;
  scene.take(scene.step("collected", scene.exhibit, scene.exhibit));
  const CustodyStep mistaken = scene.step("examined", sha256("x"), scene.exhibit);
  const Entry entry = mistaken.entry("veltria", "case-1");
  REQUIRE(scene.log.submit(signed_by(entry, {&scene.machine.keys.veltria})));
  Entry withdrawal = entry_of("marenna", "withdrawal", "{}", "case-1");
  withdrawal.withdraws = entry.envelope().id();
  CHECK(scene.log.submit(signed_by(withdrawal, {&scene.machine.keys.marenna})).error().code() ==
        Errc::denied);
  CHECK(scene.chain().size() == 2);
  withdrawal.author = "veltria";
  REQUIRE(scene.log.submit(signed_by(withdrawal, {&scene.machine.keys.veltria})));
  CHECK(scene.chain().size() == 1);
  CHECK(custody_gaps(scene.chain(), kNoon).empty());
}

TEST_CASE("the periodic re-hash finds what was changed and what is gone, and when it is due") {
  Scene scene;
  Entry entry = entry_of("veltria", "evidence");
  for (const std::string name : {"kept", "changed", "missing"}) {
    const Hash digest = name == "missing" ? sha256(name) : scene.blobs.put(name).value();
    entry.attachments.push_back({name, "text/plain", digest, name.size()});
  }
  REQUIRE(scene.log.submit(signed_by(entry, {&scene.machine.keys.veltria})));
  const std::string hex = to_hex(view(sha256("changed")));
  REQUIRE(scene.machine.disk.flip_bit("blobs/" + hex.substr(0, 2) + "/" + hex.substr(2), 2, 4));
  const auto states = rehash_blobs(*scene.log.entries, scene.blobs).value();
  REQUIRE(states.size() == 3);
  using Kind = BlobState::Kind;
  CHECK(states[0].kind == Kind::intact);
  CHECK(states[1].kind == Kind::changed);
  CHECK(states[2].kind == Kind::missing);

  scene.take(scene.step("re-hashed", scene.exhibit, scene.exhibit));
  const std::chrono::hours day(24);
  CHECK(custody_gaps(scene.chain(), scene.machine.clock.now() + day, day).empty());
  CHECK(custody_gaps(scene.chain(), scene.machine.clock.now() + 2 * day, day).size() == 1);
}

TEST_CASE("an erasure is for the author or the regime, and survives crash and restoration") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  const Opening secret = Opening::make("contact", R"("A. Person")", scene.machine.random);
  Entry entry = entry_of("veltria", "notice");
  entry.erasable["contact"] = secret.commitment();
  const std::uint64_t place =
      scene.log.submit(signed_by(entry, {&keys.veltria}), {secret}).value().index;
  const auto order = [&](const std::string& author, const SigningKey& key,
                         const std::string& name) {
    Envelope envelope = Envelope::parse_unsigned(
                            make_erasure(author, place, {name}, "order 7", kNoon).value().envelope)
                            .value();
    envelope.add(key);
    return scene.log.submit(envelope);
  };
  CHECK(order("marenna", keys.marenna, "contact").error().code() == Errc::denied);
  CHECK(order("veltria", keys.veltria, "address").error().code() == Errc::not_found);
  REQUIRE(order("veltria", keys.veltria, "contact"));
  // A crash here leaves order and value; carrying out is what any restart does.
  CHECK(scene.log.entries->openings(place).value().size() == 1);
  CHECK(carry_out_erasures(*scene.log.entries).value() == 1);
  CHECK(scene.log.entries->openings(place).value().empty());
  CHECK(carry_out_erasures(*scene.log.entries).value() == 0);
  CHECK_FALSE(make_erasure("veltria", place, {}, "order 7", kNoon));
}

TEST_CASE("nonsense is no time stamp") {
  const Hash digest = sha256("exhibit");
  SeededRandom random(4);
  const std::string request = time_stamp_request(digest, random);
  CHECK(request.size() > 40);
  CHECK(time_stamp_request(digest, random) != request);  // another nonce
  CHECK(verify_time_stamp("", digest, "").error().code() == Errc::invalid_input);
  CHECK(verify_time_stamp(request, digest, "").error().code() == Errc::invalid_input);
  // A well-formed refusal: PKIStatus 2, "rejection".
  const std::string refusal("\x30\x05\x30\x03\x02\x01\x02", 7);
  CHECK(verify_time_stamp(refusal, digest, "").error().code() == Errc::denied);
}

}  // namespace
}  // namespace comity::registry
