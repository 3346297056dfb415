#include "register/mirror.h"

#include <doctest/doctest.h>

#include <limits>

#include "register/audit.h"
#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine, 100).value()) { log.admit_states(machine.keys); }
  std::string grow(int entries) {
    for (int i = 0; i < entries; ++i) {
      const std::string fields = R"({"n":)" + std::to_string(++said) + "}";
      last = log.submit(signed_by(entry_of("veltria", "notice", fields), {&machine.keys.veltria}))
                 .value();
    }
    REQUIRE(log.sequencer->pad());
    REQUIRE(log.sequencer->publish());
    return log.sequencer->head();
  }
  std::string forged(std::uint64_t size) const {
    const std::string text = Checkpoint{log_key().name, size, leaf_hash("forged"), ""}.format();
    return Note{text, {sign_note(text, log_key().name, machine.keys.log)}}.format();
  }
  NoteKey log_key() const { return machine.keys.genesis().log_key; }
  Result<MirrorProgress> update(const std::string& head) {
    return update_mirror(copy_disk, "copy", log_key(), *log.tiles, head);
  }
  TestMachine machine;
  TestRegister log;
  FaultDisk copy_disk{5};
  Placement last;
  int said = 0;
};

TEST_CASE("a mirror grows with the log across tiles, and passes an audit of its own") {
  Scene scene;
  std::uint64_t before = 0;
  for (const int entries : {3, 150, 0, 290}) {
    const std::string head = scene.grow(entries);
    const MirrorProgress progress = scene.update(head).value();
    CHECK(progress.old_size == before);
    before = progress.size;
    TileFiles copy(scene.copy_disk, "copy");
    CHECK(audit_tiles(copy, scene.log.sequencer->checkpoint()));
    CHECK(read_file(scene.copy_disk, "copy/checkpoint").value() == head);
    CHECK(scene.update(head).value().old_size == before);  // once more changes nothing
  }
  CHECK(before > 512);
}

TEST_CASE("a mirror keeps nothing that does not verify") {
  Scene scene;
  const std::string first = scene.grow(5);
  REQUIRE(scene.update(first));
  const std::string second = scene.grow(5);
  const std::uint64_t size = scene.log.sequencer->checkpoint().size;
  CHECK(scene.update(scene.forged(size)).error().code() == Errc::corrupt);
  CHECK(read_file(scene.copy_disk, "copy/checkpoint").value() == first);
  REQUIRE(scene.update(second));
  CHECK(scene.update(first).value().size == size);  // an older head that is a prefix
  CHECK(scene.update(scene.forged(size - 100)).error().code() == Errc::corrupt);
  const auto split = scene.update(scene.forged(size));
  REQUIRE(split.error().code() == Errc::conflict);
  CHECK(SplitView::parse(split.error().message()).value().verify(scene.log_key()));
  const NoteKey other =
      note_key(scene.log_key().name, NoteKeyType::ed25519, scene.machine.keys.veltria);
  CHECK(update_mirror(scene.copy_disk, "copy", other, *scene.log.tiles, second).error().code() ==
        Errc::denied);
  CHECK(read_file(scene.copy_disk, "copy/checkpoint").value() == second);
}

TEST_CASE("a mirror whose power is cut anywhere goes on where it was") {
  Scene scene;
  const std::string first = scene.grow(140);
  const std::string second = scene.grow(140);
  for (std::uint64_t cut = 0;; ++cut) {
    FaultDisk disk(cut);
    const auto update = [&](const std::string& head) {
      return update_mirror(disk, "copy", scene.log_key(), *scene.log.tiles, head);
    };
    disk.plan(cut, Fault::power_cut);
    const bool done = update(first) && update(second);
    disk.restart();
    disk.plan(std::numeric_limits<std::uint64_t>::max(), Fault::power_cut);
    const auto again = update(second);
    REQUIRE_MESSAGE(again.has_value(), again.error().message());
    TileFiles copy(disk, "copy");
    REQUIRE(audit_tiles(copy, scene.log.sequencer->checkpoint()));
    if (done) break;
  }
}

TEST_CASE("a monitor follows a log, counts witnesses, and holds it to its promises") {
  Scene scene;
  const std::string first = scene.grow(2);
  const std::string receipt = scene.last.receipt;
  const auto look = [&](const std::string& last, const std::string& head, const Watched& watched,
                        Instant now = kNoon) {
    TileNodes nodes(*scene.log.tiles, scene.log.sequencer->checkpoint().size);
    return watch_head(last, head, watched, nodes, now);
  };
  const Watched plain{scene.log_key(), {}, {receipt}};
  WatchReport report = look("", first, plain);
  CHECK(report.alarms.empty());
  CHECK(report.seen.size() == 2);
  const std::string second = scene.grow(2);
  report = look(first, second, plain);
  CHECK(report.alarms.empty());
  CHECK(report.head == second);

  const std::uint64_t size = scene.log.sequencer->checkpoint().size;
  report = look(second, scene.forged(size), plain);
  CHECK(report.proofs.size() == 1);
  CHECK(report.head == second);
  CHECK_FALSE(look(second, scene.forged(size - 1), plain).alarms.empty());
  CHECK_FALSE(look(second, "nonsense", plain).alarms.empty());

  const Watched strict{
      scene.log_key(),
      WitnessPolicy{{note_key("w", NoteKeyType::cosignature_v1, scene.machine.keys.marenna)},
                    1,
                    std::chrono::seconds(60)},
      {}};
  CHECK(look("", second, strict).alarms.size() == 1);
  Note cosigned = Note::parse(second).value();
  cosigned.signatures.push_back(cosign_note(cosigned.text, "w", scene.machine.keys.marenna, kNoon));
  CHECK(look("", cosigned.format(), strict).alarms.empty());
  CHECK(look("", cosigned.format(), strict, kNoon + std::chrono::hours(1)).alarms.size() == 1);
}

TEST_CASE("a monitor says when a promised entry is late, missing or replaced") {
  Scene scene;
  const std::string early = scene.grow(0);
  REQUIRE(scene.log.submit(
      signed_by(entry_of("veltria", "notice", R"({"late":1})"), {&scene.machine.keys.veltria})));
  const std::string old_head = early;
  scene.grow(1);
  const Watched watched{scene.log_key(), {}, {scene.last.receipt}};
  TileNodes nodes(*scene.log.tiles, scene.log.sequencer->checkpoint().size);
  CHECK(watch_head("", old_head, watched, nodes, kNoon).alarms.empty());  // not yet due
  const auto late = watch_head("", old_head, watched, nodes, kNoon + std::chrono::hours(1));
  REQUIRE(late.alarms.size() == 1);
  CHECK(late.alarms[0].find("promised place") != std::string::npos);

  Receipt lie = open_receipt(scene.last.receipt, scene.log_key()).value();
  lie.leaf = leaf_hash("another entry");
  const std::string text = lie.text();
  const std::string note =
      Note{text, {sign_note(text, scene.log_key().name, scene.machine.keys.log)}}.format();
  const Watched replaced{scene.log_key(), {}, {note}};
  CHECK(watch_head("", scene.log.sequencer->head(), replaced, nodes, kNoon).alarms.size() == 1);
}

}  // namespace
}  // namespace comity::registry
