#include "register/evidence.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine).value()) {
    log.admit_states(machine.keys);
    placed = log.submit(signed_by(entry_of("veltria", "notice"), {&machine.keys.veltria})).value();
    REQUIRE(log.submit(signed_by(entry_of("marenna", "reply"), {&machine.keys.marenna})));
    REQUIRE(log.sequencer->publish());
  }
  TlogProof proof() {
    const std::uint64_t size = log.sequencer->checkpoint().size;
    TileNodes nodes(*log.tiles, size);
    return {std::string(view(placed.record.commitment())), placed.index,
            inclusion_proof(nodes, placed.index, size).value(),
            Note::parse(log.sequencer->head()).value()};
  }
  Held held() const { return {machine.keys.genesis().log_key, std::nullopt, std::nullopt, kNoon}; }
  std::string head_with(const std::string& root) const {
    const NoteKey key = held().log;
    const std::string text =
        Checkpoint{key.name, log.sequencer->checkpoint().size, leaf_hash(root), ""}.format();
    return Note{text, {sign_note(text, key.name, machine.keys.log)}}.format();
  }
  TestMachine machine;
  TestRegister log;
  Placement placed;
};

bool says(const Report& report, Finding::Kind kind, const std::string& words) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& one) {
    return one.kind == kind && one.text.find(words) != std::string::npos;
  });
}

using Kind = Finding::Kind;

TEST_CASE("a proof of a place says what stands there, and with its receipt which entry that is") {
  Scene scene;
  const std::string text = scene.proof().format();
  Held held = scene.held();
  const Report bare = check_tlog_proof(text, held);
  CHECK(bare.sound());
  CHECK(says(bare, Kind::proved, "stands at place"));
  CHECK(says(bare, Kind::not_proved, "nothing says which entry"));
  CHECK(says(bare, Kind::not_proved, "No witnesses were named"));
  held.receipt = scene.placed.receipt;
  CHECK(says(check_tlog_proof(text, held), Kind::proved, "the receipt promised the place to"));
  // Of another program's proof, without `extra`, the receipt knows the leaf.
  TlogProof foreign = scene.proof();
  foreign.extra.reset();
  CHECK(says(check_tlog_proof(foreign.format(), held), Kind::proved, "stands at place"));
  const Report unknown = check_tlog_proof(foreign.format(), scene.held());
  CHECK_FALSE(says(unknown, Kind::proved, "stands at place"));
  CHECK(says(unknown, Kind::not_proved, "does not say what stands"));
}

TEST_CASE("a proof of a place is refused with any octet changed, and to another register's key") {
  Scene scene;
  const std::string text = scene.proof().format();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] ^= 1;
    CHECK_FALSE_MESSAGE(check_tlog_proof(changed, scene.held()).sound(), "octet ", i);
  }
  Held held = scene.held();
  held.log = note_key(held.log.name, NoteKeyType::ed25519, scene.machine.keys.marenna);
  CHECK_FALSE(check_tlog_proof(text, held).sound());
  held = scene.held();
  held.witnesses = WitnessPolicy{{held.log}, 2, std::nullopt};
  CHECK(says(check_tlog_proof(text, held), Kind::failed, "Witnesses: "));
}

TEST_CASE("a receipt for another place or another entry is held against the proof") {
  Scene scene;
  const std::string text = scene.proof().format();
  const NoteKey key = scene.held().log;
  const auto with = [&](std::uint64_t index, const Hash& leaf) {
    const Receipt receipt{key.name, index, leaf, kNoon, kNoon};
    Held held = scene.held();
    held.receipt =
        Note{receipt.text(), {sign_note(receipt.text(), key.name, scene.machine.keys.log)}}
            .format();
    return check_tlog_proof(text, held);
  };
  const Hash leaf = leaf_hash(view(scene.placed.record.commitment()));
  CHECK(with(scene.placed.index, leaf).sound());
  CHECK(says(with(scene.placed.index + 1, leaf), Kind::failed, "the file is about another"));
  CHECK(says(with(scene.placed.index, leaf_hash("other")), Kind::failed, "gave it to another"));
}

TEST_CASE("a split view is proved by two heads of one size, with every octet of them") {
  Scene scene;
  const NoteKey key = scene.held().log;
  const std::string text = SplitView{scene.log.sequencer->head(), scene.head_with("x")}.format();
  const Report report = check_split_view(text, key);
  CHECK(report.sound());
  CHECK(says(report, Kind::proved, "it has shown two histories"));
  CHECK(says(report, Kind::not_proved, "Which of the two is the true one"));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] ^= 1;
    CHECK_FALSE_MESSAGE(check_split_view(changed, key).sound(), "octet ", i);
  }
  const std::string head = scene.log.sequencer->head();
  CHECK(says(check_split_view(SplitView{head, head}.format(), key), Kind::failed,
             "do not contradict each other"));
  CHECK_FALSE(check_split_view("comity-split-view/1\n", key).sound());
}

}  // namespace
}  // namespace comity::registry
