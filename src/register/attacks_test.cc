// The attacks that a register must withstand, one by one, each from the attacker's side: what they
// try, and who refuses or notices it. The list follows the threats of C2SP tlog-witness, RFC 6962
// section 7, and TUF's rollback and freeze.
#include <doctest/doctest.h>

#include "register/audit.h"
#include "register/bundle.h"
#include "register/bundle_format.h"
#include "register/fixture_for_test.h"
#include "register/hand_over.h"
#include "register/witness.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine).value()) {
    log.admit_states(machine.keys);
    heads = open_sqlite_heads("lock/witness.db", {machine.vfs_name, true}).value();
  }
  Entry entry(const std::string& text) const {
    return entry_of("veltria", "notice", R"({"text":")" + text + R"("})");
  }
  Envelope notice(const std::string& text) const {
    return signed_by(entry(text), {&machine.keys.veltria});
  }
  Errc refusal(const Envelope& envelope) {
    const auto done = log.submit(envelope);
    REQUIRE_FALSE(done);
    return done.error().code();
  }
  SignedCheckpoint publish() {
    REQUIRE(log.sequencer->publish());
    return open_checkpoint(log.sequencer->head(), log_key()).value();
  }
  // What a dishonest host can sign with its own key.
  SignedCheckpoint forged(std::uint64_t size, const std::string& root) const {
    const Checkpoint checkpoint{log_key().name, size, leaf_hash(root), ""};
    const std::string text = checkpoint.format();
    return {checkpoint, {text, {sign_note(text, log_key().name, machine.keys.log)}}};
  }
  NoteKey log_key() const { return machine.keys.genesis().log_key; }
  Witness witness() {
    return Witness(*heads, machine.clock, "marenna.example/w", machine.keys.marenna, {log_key()});
  }
  Note cosigned(const SignedCheckpoint& head, Instant time) const {
    Note note = head.note;
    note.signatures.push_back(
        cosign_note(note.text, "marenna.example/w", machine.keys.marenna, time));
    return note;
  }

  TestMachine machine;
  TestRegister log;
  std::unique_ptr<HeadStore> heads;
};

int ask(Witness& witness, std::uint64_t old_size, const Proof& proof,
        const SignedCheckpoint& head) {
  return witness.add_checkpoint(WitnessRequest{old_size, proof, head.note.format()}.format())
      .status;
}

TEST_CASE("attack: a split view is not cosigned, and two heads of one size are proof of fraud") {
  Scene scene;
  Witness witness = scene.witness();
  const SignedCheckpoint head = scene.publish();
  REQUIRE(ask(witness, 0, {}, head) == 200);
  const SignedCheckpoint other = scene.forged(head.checkpoint.size, "for others");
  CHECK(ask(witness, head.checkpoint.size, {}, other) == 409);
  CHECK(ask(witness, head.checkpoint.size, {}, scene.forged(head.checkpoint.size + 1, "x")) == 422);

  // Whoever has seen both, cosigned or not, holds the proof; it needs nothing but the log's key.
  TileNodes nodes(*scene.log.tiles, head.checkpoint.size);
  const auto seen = follow(scene.cosigned(head, kNoon).format(),
                           scene.cosigned(other, kNoon).format(), scene.log_key(), nodes);
  REQUIRE(seen.error().code() == Errc::conflict);
  const SplitView proof = SplitView::parse(seen.error().message()).value();
  CHECK(proof.verify(scene.log_key()));
  CHECK_FALSE(proof.verify(note_key(scene.log_key().name, NoteKeyType::ed25519,
                                    scene.machine.keys.veltria)));  // against an innocent log
}

TEST_CASE("attack: a rollback is refused by witness, monitor and the register itself") {
  Scene scene;
  Witness witness = scene.witness();
  REQUIRE(scene.log.submit(scene.notice("a")));
  const SignedCheckpoint first = scene.publish();
  REQUIRE(ask(witness, 0, {}, first) == 200);
  REQUIRE(scene.log.submit(scene.notice("b")));
  const SignedCheckpoint second = scene.publish();
  TileNodes nodes(*scene.log.tiles, second.checkpoint.size);
  const Proof proof =
      consistency_proof(nodes, first.checkpoint.size, second.checkpoint.size).value();
  REQUIRE(ask(witness, first.checkpoint.size, proof, second) == 200);
  CHECK(ask(witness, second.checkpoint.size, {}, first) == 400);
  CHECK(ask(witness, first.checkpoint.size, {}, first) == 409);

  const std::string kept = second.note.format();
  CHECK(follow(kept, first.note.format(), scene.log_key(), nodes).value() ==
        kept);  // not forgotten
  const SignedCheckpoint rewritten = scene.forged(first.checkpoint.size, "another past");
  CHECK_FALSE(follow(kept, rewritten.note.format(), scene.log_key(), nodes));
  // The register on an old copy of its records: crash and damage tests.
}

TEST_CASE("attack: a replayed signature, entry or head gains nothing") {
  Scene scene;
  const Envelope notice = scene.notice("pay attention");
  const std::uint64_t place = scene.log.submit(notice).value().index;
  CHECK(scene.log.submit(notice).value().index == place);  // the same act is not done twice

  Envelope borrowed = scene.notice("something else");
  borrowed.signatures = notice.signatures;
  CHECK(scene.refusal(borrowed) == Errc::denied);

  Envelope renamed = notice;  // a signature over an entry is none over another kind of document
  renamed.payload_type = "application/vnd.in-toto+json";
  CHECK_FALSE(scene.log.sequencer->admit({renamed.format(), {}, {}}));

  // What was signed for an exercise has no place here, though the same keys count in both.
  Entry exercise = scene.entry("exercise exercise exercise");
  exercise.origin = "register.example/exercise";
  CHECK(scene.refusal(signed_by(exercise, {&scene.machine.keys.veltria})) == Errc::denied);
  exercise.origin = scene.log_key().name;
  CHECK(scene.log.submit(signed_by(exercise, {&scene.machine.keys.veltria})));
}

TEST_CASE("attack: a stale head, though truly cosigned, does not satisfy a reader's policy") {
  Scene scene;
  const Note head = scene.cosigned(scene.publish(), kNoon);
  const WitnessPolicy policy{{scene.witness().public_key()}, 1, std::chrono::seconds(600)};
  CHECK(check_policy(head, policy, kNoon + std::chrono::seconds(600)));
  CHECK_FALSE(check_policy(head, policy, kNoon + std::chrono::seconds(601)));
}

TEST_CASE("attack: a wrong key is refused, for entries, heads, receipts and witnesses") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  CHECK(scene.refusal(signed_by(scene.entry("a"), {&keys.marenna})) == Errc::denied);
  CHECK(scene.refusal(signed_by(scene.entry("a"), {&keys.log})) == Errc::denied);
  const Placement placed = scene.log.submit(scene.notice("b")).value();
  const NoteKey other = note_key(scene.log_key().name, NoteKeyType::ed25519, keys.veltria);
  CHECK_FALSE(check_placement(placed, other));
  const SignedCheckpoint head = scene.publish();
  CHECK_FALSE(open_checkpoint(head.note.format(), other));
  // A line that bears a witness's name and key id, made with another key.
  Note note = head.note;
  note.signatures.push_back(cosign_note(note.text, "marenna.example/w", keys.veltria, kNoon));
  note.signatures.back().key_id = scene.witness().public_key().id();
  CHECK_FALSE(check_policy(note, {{scene.witness().public_key()}, 1, {}}, kNoon));
  // Another's key in the hands of the host: the register does not start under it.
  scene.log.sequencer.reset();
  TestKeys stolen = keys;
  stolen.log = keys.veltria;
  const Stores stores{*scene.log.entries, *scene.log.heads, *scene.log.tiles, "data/checkpoint"};
  CHECK(Sequencer::open(scene.machine.env, stores, stolen.log).error().code() == Errc::denied);
}

TEST_CASE("attack: a revoked key signs nothing more, however the entry is dated") {
  Scene scene;
  const TestKeys& keys = scene.machine.keys;
  const std::uint64_t before = scene.log.submit(scene.notice("before")).value().index;
  const std::string fields = R"({"key":")" + keys.veltria.public_key().id() + R"("})";
  REQUIRE(scene.log.submit(
      signed_by(entry_of("veltria", "register.revoke", fields, "register"), {&keys.veltria_root})));
  Entry backdated = scene.entry("after, dated before");
  backdated.time = kNoon - std::chrono::hours(24);
  CHECK(scene.refusal(signed_by(backdated, {&keys.veltria})) == Errc::denied);
  const PartyKey* const key = scene.log.sequencer->keys()->find(keys.veltria.public_key().id());
  REQUIRE(key != nullptr);
  CHECK(key->revoked_at > before);
  CHECK(verify_entries(*scene.log.entries).value() == 7);  // what it signed before stands
}

TEST_CASE("attack: a time in the future is refused, in entries and in cosignatures") {
  Scene scene;
  Entry ahead = scene.entry("tomorrow");
  ahead.time = kNoon + std::chrono::hours(24);
  CHECK(scene.refusal(signed_by(ahead, {&scene.machine.keys.veltria})) == Errc::invalid_input);
  // A cosignature dated ahead would stay fresh for ever.
  const Note head = scene.cosigned(scene.publish(), kNoon + std::chrono::hours(24 * 365));
  const WitnessPolicy policy{{scene.witness().public_key()}, 1, std::chrono::seconds(600)};
  CHECK_FALSE(check_policy(head, policy, kNoon));
}

TEST_CASE("attack: what is oversized is refused before it costs anything") {
  Scene scene;
  Entry large = scene.entry("a");
  large.fields = R"({"text":")" + std::string(kEnvelopeMax, 'x') + R"("})";
  CHECK(
      scene.log.sequencer->admit({signed_by(large, {&scene.machine.keys.veltria}).format(), {}, {}})
          .error()
          .code() == Errc::limit);
  Envelope crowded = scene.notice("b");
  crowded.signatures.resize(33, crowded.signatures.front());
  CHECK(scene.log.sequencer->admit({crowded.format(), {}, {}}).error().code() == Errc::limit);
  const std::string deep(100, '[');
  CHECK_FALSE(scene.log.sequencer->admit({deep + std::string(100, ']'), {}, {}}));
  CHECK_FALSE(Note::parse(std::string(2 << 20, 'a') + "\n\n— a AAAA\n"));
  Witness witness = scene.witness();
  const Proof endless(64);
  CHECK(ask(witness, 1, endless, scene.publish()) == 400);
}

TEST_CASE("attack: a duplicate has one place, and a thing that is unique one holder") {
  Scene scene;
  Envelope notice = scene.notice("once");
  const std::uint64_t place = scene.log.submit(notice, {}, {"ruling of case 1"}).value().index;
  notice.add(scene.machine.keys.veltria_root);  // one more signature makes no second entry
  CHECK(scene.log.submit(notice).value().index == place);
  const auto rival = scene.log.submit(scene.notice("twice"), {}, {"ruling of case 1"});
  CHECK(rival.error().code() == Errc::conflict);
  Entry two = scene.entry("two hands");
  two.signers = {{"veltria", 2}};
  CHECK(scene.refusal(signed_by(two, {&scene.machine.keys.veltria, &scene.machine.keys.veltria})) ==
        Errc::denied);
}

TEST_CASE("attack: reordered entries are found in the store, in the tiles and in a bundle") {
  Scene scene;
  const std::uint64_t first = scene.log.submit(scene.notice("first")).value().index;
  const std::uint64_t second = scene.log.submit(scene.notice("second")).value().index;
  const Checkpoint head = scene.publish().checkpoint;
  TileNodes nodes(*scene.log.tiles, head.size);
  const std::uint64_t both[] = {first, second};
  const std::string good =
      make_bundle(*scene.log.entries, nodes, scene.log.sequencer->head(), both).value();
  Trust trust;
  trust.now = kNoon;
  REQUIRE(verify_bundle(good, trust).sound());
  Bundle swapped = Bundle::parse(good).value();
  BundleItem& a = swapped.entries[swapped.entries.size() - 2];
  BundleItem& b = swapped.entries.back();
  std::swap(a.record, b.record);
  CHECK_FALSE(verify_bundle(swapped.format(), trust).sound());

  // In the published tiles: two entries of the bundle change places.
  const std::string path = scene.log.tiles->path(tile_at(Tile::kEntries, 0, head.size));
  const std::string published = read_file(scene.machine.disk, path).value();
  std::string exchanged = published;
  exchanged.replace(first * 34, 34, published.substr(second * 34, 34));
  exchanged.replace(second * 34, 34, published.substr(first * 34, 34));
  REQUIRE(write_file(scene.machine.disk, path, exchanged));
  CHECK_FALSE(audit_tiles(*scene.log.tiles, head));
  CHECK_FALSE(audit_records(*scene.log.entries, *scene.log.tiles, head));
}

}  // namespace
}  // namespace comity::registry
