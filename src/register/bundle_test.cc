#include "register/bundle.h"

#include <doctest/doctest.h>

#include "register/bundle_format.h"
#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

struct Scene {
  explicit Scene() : log(TestRegister::start(machine, 8).value()) {
    log.admit_states(machine.keys);
    Entry entry = entry_of("veltria", "notice", R"({"text":"outage"})");
    const Opening opening = Opening::make("contact", R"("A. Person")", machine.random);
    entry.erasable["contact"] = opening.commitment();
    notice = log.submit(signed_by(entry, {&machine.keys.veltria}), {opening}).value().index;
    early = publish();
    const std::string fields = R"({"key":")" + machine.keys.veltria.public_key().id() + R"("})";
    REQUIRE(log.submit(signed_by(entry_of("veltria", "register.revoke", fields, "register"),
                                 {&machine.keys.veltria_root})));
    const Entry joint = entry_of("marenna", "reply", "{}");
    reply = log.submit(signed_by(joint, {&machine.keys.marenna})).value().index;
    head = publish();
  }
  std::string publish() {
    REQUIRE(log.sequencer->pad());
    REQUIRE(log.sequencer->publish());
    return log.sequencer->head();
  }
  std::string bundle(std::vector<std::uint64_t> positions) {
    TileNodes nodes(*log.tiles, log.sequencer->checkpoint().size);
    const std::uint64_t known[] = {16};
    return make_bundle(*log.entries, nodes, head, positions, known).value();
  }
  Trust trust() const {
    const Genesis terms = machine.keys.genesis(8);
    Trust trust;
    trust.log = terms.log_key;
    trust.roots = terms.roots;
    trust.head = early;
    trust.now = kNoon;
    return trust;
  }
  TestMachine machine;
  TestRegister log;
  std::uint64_t notice = 0;
  std::uint64_t reply = 0;
  std::string early;
  std::string head;
};

bool failed(const BundleReport& report, const std::string& words) {
  for (const auto& finding : report.findings) {
    if (finding.kind == Finding::Kind::failed && finding.text.find(words) != std::string::npos) {
      return true;
    }
  }
  return false;
}

TEST_CASE("a bundle proves its entries to somebody who has nothing else") {
  Scene scene;
  const BundleReport report =
      verify_bundle(scene.bundle({scene.notice, scene.reply}), scene.trust());
  INFO(report.render());
  CHECK(report.sound());
  CHECK(report.render().find("Nothing up to the head that you gave has been changed") !=
        std::string::npos);
  // Signed by a key that was revoked later: the place in the log decides.
  CHECK(report.render().find("Entry 12 of type \"notice\", by veltria") != std::string::npos);
}

TEST_CASE("one flipped byte anywhere is found, and in an entry it is named") {
  Scene scene;
  const std::string good = scene.bundle({scene.notice, scene.reply});
  const Trust trust = scene.trust();
  const Bundle parsed = Bundle::parse(good).value();
  int tried = 0;
  for (std::size_t at = 0; at < good.size(); at += 37) {
    std::string bad = good;
    bad[at] = bad[at] == 'A' ? 'B' : 'A';
    if (bad[at] == good[at]) continue;
    const BundleReport report = verify_bundle(bad, trust);
    ++tried;
    CHECK_MESSAGE(!report.sound(), at);
  }
  CHECK(tried > 200);
  for (std::size_t i = 1; i < parsed.entries.size(); ++i) {
    Bundle bad = parsed;
    char& octet = bad.entries[i].record.envelope[40];
    octet = octet == 'x' ? 'y' : 'x';
    const BundleReport report = verify_bundle(bad.format(), trust);
    REQUIRE_FALSE(report.sound());
    CHECK(report.findings.back().entry == parsed.entries[i].index);
  }
}

TEST_CASE("a bundle brings what withdraws its entry, and says so") {
  Scene scene;
  const std::string before = verify_bundle(scene.bundle({scene.reply}), scene.trust()).render();
  const std::string place = std::to_string(scene.reply);
  CHECK(before.find("Entry " + place + " is ") == std::string::npos);
  CHECK(before.find("Entries that are not in this bundle may correct") != std::string::npos);
  Entry withdrawal = entry_of("marenna", "withdrawal");
  withdrawal.withdraws =
      Envelope::parse(scene.log.entries->read(scene.reply, 1).value().front().envelope)
          .value()
          .id();
  const auto placed = scene.log.submit(signed_by(withdrawal, {&scene.machine.keys.marenna}));
  CHECK(verify_bundle(scene.bundle({scene.reply}), scene.trust()).render() == before);  // not yet
  scene.head = scene.publish();
  const BundleReport report = verify_bundle(scene.bundle({scene.reply}), scene.trust());
  INFO(report.render());
  CHECK(report.sound());
  CHECK(report.render().find("Entry " + place + " is withdrawn by " +
                             std::to_string(placed.value().index)) != std::string::npos);
}

TEST_CASE("a bundle that leaves a revocation out is caught") {
  Scene scene;
  Bundle bundle = Bundle::parse(scene.bundle({scene.reply})).value();
  std::erase_if(bundle.entries, [&](const BundleItem& item) {
    return item.index == scene.reply - 1;  // the revocation stands just before
  });
  CHECK(failed(verify_bundle(bundle.format(), scene.trust()), "was left out"));
}

TEST_CASE("a bundle of another register, or under other roots, is refused") {
  Scene scene;
  const std::string bundle = scene.bundle({scene.notice});
  Trust trust = scene.trust();
  trust.log->name = "other.example/log";
  CHECK(failed(verify_bundle(bundle, trust), "another register"));
  trust = scene.trust();
  trust.roots.pop_back();
  CHECK(failed(verify_bundle(bundle, trust), "root keys"));
  trust = scene.trust();
  trust.witnesses = WitnessPolicy{{trust.log.value()}, 2, {}};
  CHECK(failed(verify_bundle(bundle, trust), "Witnesses"));
  CHECK(failed(verify_bundle("{}", trust), "not a bundle"));
  CHECK(verify_bundle(bundle, Trust{}).sound());  // but says what it took on trust
}

TEST_CASE("padding and places beyond the head cannot be bundled") {
  Scene scene;
  TileNodes nodes(*scene.log.tiles, scene.log.sequencer->checkpoint().size);
  for (const std::uint64_t position : {std::uint64_t{6}, std::uint64_t{1000}}) {
    const std::uint64_t positions[] = {position};
    CHECK_FALSE(make_bundle(*scene.log.entries, nodes, scene.head, positions));
  }
}

}  // namespace
}  // namespace comity::registry
