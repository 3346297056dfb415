#include "register/sequencer.h"

#include <doctest/doctest.h>

#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

const char* const kRevoke = "register.revoke";

std::string revoke_fields(const SigningKey& key) {
  return R"({"key":")" + key.public_key().id() + R"("})";
}

struct Scene {
  explicit Scene(std::uint64_t padding = 0) : log(TestRegister::start(machine, padding).value()) {
    log.admit_states(machine.keys);
  }
  Envelope notice(const std::string& text = "a") {
    return signed_by(entry_of("veltria", "notice", R"({"text":")" + text + R"("})"),
                     {&machine.keys.veltria});
  }
  TestMachine machine;
  TestRegister log;
};

TEST_CASE("an entry gets a place, a receipt, and then its proof") {
  Scene scene;
  const Placement placed = scene.log.submit(scene.notice()).value();
  const NoteKey log_key = scene.machine.keys.genesis().log_key;
  const Receipt receipt = check_placement(placed, log_key).value();
  CHECK(receipt.index == 5);
  CHECK(receipt.due == kNoon + std::chrono::seconds(120));
  CHECK(scene.log.sequencer->checkpoint().size == 1);

  const Checkpoint head = scene.log.sequencer->publish().value();
  CHECK(head.size == 6);
  TileNodes nodes(*scene.log.tiles, head.size);
  const Proof proof = inclusion_proof(nodes, receipt.index, head.size).value();
  CHECK(verify_inclusion(receipt.leaf, receipt.index, head.size, proof, head.root));
  CHECK(open_checkpoint(read_file(scene.machine.disk, "data/checkpoint").value(), log_key)
            .value()
            .checkpoint == head);
}

TEST_CASE("the same entry twice has one place") {
  Scene scene;
  const Envelope notice = scene.notice();
  const auto first = scene.log.submit(notice).value();
  CHECK(scene.log.submit(notice).value().index == first.index);
  std::vector<Admitted> twins;
  const Envelope other = scene.notice("b");
  for (int i = 0; i < 2; ++i) {
    twins.push_back(scene.log.sequencer->admit({other.format(), {}, {}}).value());
  }
  const auto results = scene.log.sequencer->commit(std::move(twins));
  CHECK(results[0].value().index == results[1].value().index);
  CHECK(scene.log.entries->size().value() == first.index + 2);
}

TEST_CASE("a claim is held once, within a group and for ever") {
  Scene scene;
  const auto ruling = [&](const std::string& text) { return scene.notice(text); };
  REQUIRE(scene.log.submit(ruling("first"), {}, {"ruling of case 17"}));
  CHECK(scene.log.submit(ruling("second"), {}, {"ruling of case 17"}).error().code() ==
        Errc::conflict);
  std::vector<Admitted> rivals;
  for (const char* text : {"third", "fourth"}) {
    rivals.push_back(
        scene.log.sequencer->admit({ruling(text).format(), {}, {"ruling of case 18"}}).value());
  }
  const auto results = scene.log.sequencer->commit(std::move(rivals));
  CHECK(results[0].has_value());
  CHECK(results[1].error().code() == Errc::conflict);
}

TEST_CASE("who may not sign is refused") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  const auto refused = [&](const Envelope& envelope) {
    const auto done = scene.log.submit(envelope);
    return !done && done.error().code() == Errc::denied;
  };
  CHECK(refused(signed_by(entry_of("veltria", "notice"), {&keys.marenna})));  // another's key
  SeededRandom random(99);
  const SigningKey stranger = SigningKey::generate(random);
  CHECK(refused(signed_by(entry_of("veltria", "notice"), {&stranger})));
  Envelope damaged = scene.notice();
  damaged.signatures[0].octets[3] = static_cast<char>(damaged.signatures[0].octets[3] ^ 1);
  CHECK(refused(damaged));
  Envelope borrowed = scene.notice("x");
  borrowed.signatures = scene.notice("y").signatures;  // replay under another text
  CHECK(refused(borrowed));

  Entry joint = entry_of("veltria", "joint statement");
  joint.signers = {{"veltria", 1}, {"marenna", 1}};
  CHECK(refused(signed_by(joint, {&keys.veltria})));
  CHECK_FALSE(refused(signed_by(joint, {&keys.veltria, &keys.marenna})));

  Entry release = entry_of("veltria", "release");
  release.signers = {{"veltria", 2}};
  CHECK(refused(signed_by(release, {&keys.veltria, &keys.veltria})));  // one key, twice
  CHECK_FALSE(refused(signed_by(release, {&keys.veltria, &keys.veltria_root})));

  Entry usurped = entry_of("veltria", "notice");
  usurped.signers = {{"marenna", 1}};
  CHECK(refused(signed_by(usurped, {&keys.marenna})));  // the author must sign

  // Role keys give no keys, and one root is not the regime.
  CHECK(refused(signed_by(
      entry_of("veltria", "register.key",
               R"({"key":")" + stranger.public_key().text() + R"(","role":"focal point"})"),
      {&keys.veltria})));
  CHECK(refused(
      signed_by(entry_of("register", "register.party",
                         R"({"party":"ostrava","root":")" + stranger.public_key().text() + R"("})"),
                {&keys.root1})));
}

TEST_CASE("a revoked key signs no more, and what it signed before stands") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  REQUIRE(scene.log.submit(scene.notice("before")));
  const Admitted raced =
      scene.log.sequencer->admit({scene.notice("raced").format(), {}, {}}).value();
  const Entry revoke = entry_of("veltria", kRevoke, revoke_fields(keys.veltria), "register");
  CHECK_FALSE(scene.log.submit(signed_by(revoke, {&keys.marenna_root})));
  REQUIRE(scene.log.submit(signed_by(revoke, {&keys.veltria_root})));
  CHECK(scene.log.submit(scene.notice("after")).error().code() == Errc::denied);
  // Verified before the revocation, sequenced after it: the place decides.
  CHECK(scene.log.sequencer->commit({raced}).front().error().code() == Errc::denied);
  const PartyKey* const key = scene.log.sequencer->keys()->find(keys.veltria.public_key().id());
  REQUIRE(key != nullptr);
  CHECK(key->revoked_at == 6);
}

TEST_CASE("a key works within its dates, by the register's clock") {
  Scene scene;
  SeededRandom random(77);
  const SigningKey visiting = SigningKey::generate(random);
  const std::string fields = R"({"from":"2031-03-03T00:00:00Z","key":")" +
                             visiting.public_key().text() +
                             R"(","role":"delegate","until":"2031-03-04T00:00:00Z"})";
  REQUIRE(scene.log.submit(signed_by(entry_of("veltria", "register.key", fields, "register"),
                                     {&scene.machine.keys.veltria_root})));
  const auto attempt = [&](const char* now) {
    scene.machine.clock.set(Instant::parse(now).value());
    const std::string text = R"({"at":")" + std::string(now) + R"("})";
    return scene.log.submit(signed_by(entry_of("veltria", "notice", text), {&visiting}));
  };
  CHECK_FALSE(attempt("2031-03-02T23:59:59Z"));
  CHECK(attempt("2031-03-03T00:00:00Z"));
  CHECK_FALSE(attempt("2031-03-04T00:00:00Z"));
  // A clock that steps back does not bring the day back.
  CHECK_FALSE(attempt("2031-03-03T12:00:00Z"));
}

TEST_CASE("what the terms let stand once stands once, whoever submits it") {
  TestMachine machine;
  TestRegister log;
  const SqliteOptions options{machine.vfs_name, true};
  log.entries = open_sqlite_entries("data/entries.db", options).value();
  log.heads = open_sqlite_heads("lock/heads.db", options).value();
  log.tiles = std::make_unique<TileFiles>(machine.disk, "data");
  Genesis terms = machine.keys.genesis();
  CHECK(terms.entry(kNoon).fields.find("once") == std::string::npos);  // as older registers begin
  terms.once = {"ruling"};
  const Envelope begins = signed_by(terms.entry(kNoon), {&machine.keys.root1, &machine.keys.root2});
  const Stores stores{*log.entries, *log.heads, *log.tiles, "data/checkpoint"};
  REQUIRE(Sequencer::create(machine.env, stores, machine.keys.log, begins));
  log.sequencer = Sequencer::open(machine.env, stores, machine.keys.log).value();
  log.admit_states(machine.keys);
  const auto ruling = [&](const std::string& fields, const std::string& matter) {
    return signed_by(entry_of("veltria", "ruling", fields, matter), {&machine.keys.veltria});
  };
  const auto first = log.submit(ruling(R"({"n":1})", "m-1"), {}, {"ruling of m-1"});
  REQUIRE(first);
  CHECK(log.submit(ruling(R"({"n":2})", "m-1")).error().code() == Errc::conflict);
  CHECK(log.submit(ruling(R"({"n":1})", "m-1")).value().index == first.value().index);
  CHECK(log.submit(ruling(R"({"n":2})", "m-2")));
  CHECK_FALSE(log.sequencer->halted());
  terms.once = {"register.key"};
  CHECK(Genesis::parse(terms.entry(kNoon)).error().code() == Errc::invalid_input);
}

TEST_CASE("an entry from the future, or about nothing, is refused") {
  Scene scene;
  Entry late = entry_of("veltria", "notice");
  late.time = kNoon + std::chrono::seconds(301);
  CHECK_FALSE(scene.log.submit(signed_by(late, {&scene.machine.keys.veltria})));
  Entry correction = entry_of("veltria", "correction");
  correction.corrects = sha256("nothing");
  CHECK(scene.log.submit(signed_by(correction, {&scene.machine.keys.veltria})).error().code() ==
        Errc::not_found);
  const Envelope notice = scene.notice();
  REQUIRE(scene.log.submit(notice));
  correction.corrects = notice.id();
  CHECK(scene.log.submit(signed_by(correction, {&scene.machine.keys.veltria})));
}

TEST_CASE("new roots replace the old by the old ones' threshold") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  SeededRandom random(55);
  const SigningKey next = SigningKey::generate(random);
  Entry rotation = entry_of("register", "register.roots",
                            R"({"roots":[")" + keys.root1.public_key().text() + R"(",")" +
                                next.public_key().text() + R"("],"threshold":2})",
                            "register");
  CHECK_FALSE(scene.log.submit(signed_by(rotation, {&keys.root1})));
  REQUIRE(scene.log.submit(signed_by(rotation, {&keys.root1, &keys.root2})));
  const auto party = [&](const SigningKey& a, const SigningKey& b) {
    SeededRandom fresh(56);
    const Entry entry = entry_of(
        "register", "register.party",
        R"({"party":"ostrel","root":")" + SigningKey::generate(fresh).public_key().text() + R"("})",
        "register");
    return scene.log.submit(signed_by(entry, {&a, &b})).has_value();
  };
  CHECK_FALSE(party(keys.root1, keys.root2));
  CHECK(party(keys.root1, next));
}

TEST_CASE("padding hides how much was said") {
  Scene scene(8);
  CHECK(scene.log.sequencer->checkpoint().size == 8);
  std::vector<std::uint64_t> sizes;
  for (const std::size_t entries : {0U, 1U, 7U, 8U, 0U}) {
    for (std::size_t i = 0; i < entries; ++i) {
      REQUIRE(scene.log.submit(scene.notice(std::to_string(sizes.size() * 100 + i))));
    }
    REQUIRE(scene.log.sequencer->pad());
    sizes.push_back(scene.log.sequencer->publish().value().size);
  }
  CHECK(sizes == std::vector<std::uint64_t>{16, 24, 32, 40, 48});
  const auto bundle = scene.log.tiles->read({Tile::kEntries, 0, 48}).value();
  const auto shown = parse_bundle(bundle, 48).value();
  for (const auto& entry : shown) CHECK(entry.size() == 32);
}

TEST_CASE("erasure removes the value and leaves every proof whole") {
  Scene scene;
  const Opening secret = Opening::make("contact", R"("Unforgettable Name")", scene.machine.random);
  Entry entry = entry_of("veltria", "notice");
  entry.erasable["contact"] = secret.commitment();
  const Placement placed =
      scene.log.submit(signed_by(entry, {&scene.machine.keys.veltria}), {secret}).value();
  CHECK(scene.log.entries->openings(placed.index).value() == std::vector<Opening>{secret});
  const Checkpoint head = scene.log.sequencer->publish().value();

  const std::vector<std::string> names{"contact"};
  REQUIRE(scene.log.entries->erase(placed.index, names));
  CHECK(scene.log.entries->openings(placed.index).value().empty());
  const auto files = scene.machine.disk.list("data").value();
  for (const auto& file : files) {
    const auto content = read_file(scene.machine.disk, "data/" + file);
    if (content) CHECK(content->find("Unforgettable") == std::string::npos);
  }
  const Record record = scene.log.entries->read(placed.index, 1).value().front();
  CHECK(record == placed.record);
  TileNodes nodes(*scene.log.tiles, head.size);
  CHECK(verify_inclusion(leaf_hash(view(record.commitment())), placed.index, head.size,
                         inclusion_proof(nodes, placed.index, head.size).value(), head.root));
}

TEST_CASE("a broken promise is provable") {
  Scene scene;
  const Placement placed = scene.log.submit(scene.notice()).value();
  const Receipt receipt = check_placement(placed, scene.machine.keys.genesis().log_key).value();
  const Checkpoint kept = scene.log.sequencer->publish().value();
  CHECK_FALSE(missed_inclusion(receipt, kept, receipt.due));
  Checkpoint small = kept;
  small.size = receipt.index;
  CHECK(missed_inclusion(receipt, small, receipt.due));
  CHECK_FALSE(missed_inclusion(receipt, small, receipt.due - std::chrono::seconds(1)));
  TileNodes nodes(*scene.log.tiles, kept.size);
  const Proof proof = inclusion_proof(nodes, receipt.index, kept.size).value();
  CHECK_FALSE(replaced_entry(receipt, kept, receipt.leaf, proof));
  Receipt other = receipt;
  other.leaf = leaf_hash("promised");
  CHECK(replaced_entry(other, kept, receipt.leaf, proof));
}

}  // namespace
}  // namespace comity::registry
