// Stops a register at every single disk operation, under several kinds of failure, and asks what it
// still knows. The invariants are those of register/sequencer.h:
//   every entry whose receipt was given is there, at its place;
//   every head that was ever seen is a prefix of what comes after;
//   after a failed write nothing is signed until a restart.
#include <doctest/doctest.h>

#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

// What the outside world has been told.
struct World {
  std::vector<Placement> promised;
  std::vector<Checkpoint> seen;
};

Envelope notice(const TestKeys& keys, int number) {
  return signed_by(entry_of("veltria", "notice", R"({"n":)" + std::to_string(number) + "}"),
                   {&keys.veltria});
}

// Some rounds of submitting and publishing; ends at the first refusal.
void work(TestMachine& machine, TestRegister& log, World& world, int first) {
  for (int round = 0; round < 3; ++round) {
    std::vector<Admitted> group;
    for (int i = 0; i < 3; ++i) {
      const Submission submission{notice(machine.keys, first + 10 * round + i).format(), {}, {}};
      group.push_back(log.sequencer->admit(submission).value());
    }
    for (auto& result : log.sequencer->commit(std::move(group))) {
      if (!result) return;
      world.promised.push_back(std::move(*result));
    }
    if (!log.sequencer->pad()) return;
    const auto head = log.sequencer->publish();
    // Whoever reads the file sees it, whatever the register itself was told.
    if (!head) return;
    world.seen.push_back(*head);
    machine.clock.advance(std::chrono::seconds(60));
  }
}

void see_published(TestMachine& machine, World& world) {
  const auto text = read_file(machine.disk, "data/checkpoint");
  if (!text) return;
  const auto head = open_checkpoint(*text, machine.keys.genesis().log_key);
  REQUIRE(head);
  world.seen.push_back(head->checkpoint);
}

void check_world(TestMachine& machine, TestRegister& log, const World& world) {
  const Checkpoint head = log.sequencer->publish().value();
  TileNodes nodes(*log.tiles, head.size);
  CHECK(tree_root(nodes, head.size).value() == head.root);
  for (const auto& placed : world.promised) {
    const auto records = log.entries->read(placed.index, 1).value();
    REQUIRE(records.size() == 1);
    CHECK(records.front() == placed.record);
    const Receipt receipt = check_placement(placed, machine.keys.genesis().log_key).value();
    const Proof proof = inclusion_proof(nodes, placed.index, head.size).value();
    CHECK(verify_inclusion(receipt.leaf, placed.index, head.size, proof, head.root));
  }
  for (const auto& seen : world.seen) {
    REQUIRE(seen.size <= head.size);
    const Proof proof = consistency_proof(nodes, seen.size, head.size).value();
    CHECK(verify_consistency(seen.size, seen.root, head.size, head.root, proof));
  }
}

// Returns false once the fault lies beyond the end of the work.
bool run_with_fault(std::uint64_t seed, std::uint64_t after, Fault fault) {
  TestMachine machine(seed);
  World world;
  bool reached = false;
  {
    auto log = TestRegister::start(machine, 4).value();
    log.admit_states(machine.keys);
    const std::uint64_t at = machine.disk.operations() + after;
    machine.disk.plan(at, fault);
    work(machine, log, world, 0);
    reached = machine.disk.operations() > at || !machine.disk.powered();
    const bool stopped = log.sequencer->halted();
    if (reached && machine.disk.powered() && stopped) {
      // The disk works again, but the writer does not trust it.
      std::vector<Admitted> group;
      group.push_back(log.sequencer->admit({notice(machine.keys, 999).format(), {}, {}}).value());
      CHECK(log.sequencer->commit(std::move(group)).front().error().code() == Errc::unavailable);
      CHECK_FALSE(log.sequencer->publish());
    }
  }
  see_published(machine, world);
  machine.disk.restart();
  see_published(machine, world);
  auto log = TestRegister::start(machine, 4);
  REQUIRE_MESSAGE(log.has_value(), log.error().message());
  check_world(machine, *log, world);
  work(machine, *log, world, 100);
  check_world(machine, *log, world);
  return reached;
}

int crash_points(std::uint64_t seed, Fault fault) {
  int points = 0;
  while (run_with_fault(seed, static_cast<std::uint64_t>(points), fault)) ++points;
  return points;
}

TEST_CASE("a power cut at any disk operation loses no promise and forks nothing") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const int points = crash_points(seed, Fault::power_cut);
    CHECK(points > 60);
    if (seed == 1) MESSAGE(points << " crash points");
  }
}

TEST_CASE("a disk that refuses, lies about refusing, or is full") {
  CHECK(crash_points(1, Fault::io_error) > 60);
  CHECK(crash_points(1, Fault::io_error_applied) > 60);
  CHECK(crash_points(1, Fault::no_space) > 60);
}

TEST_CASE("a power cut while the register begins leaves one that can begin or go on") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    for (std::uint64_t cut = 0;; ++cut) {
      TestMachine machine(seed);
      machine.disk.plan(cut, Fault::power_cut);
      const bool done = TestRegister::start(machine, 4).has_value();
      machine.disk.restart();
      auto log = TestRegister::start(machine, 4);
      REQUIRE_MESSAGE(log.has_value(), log.error().message());
      CHECK(log->sequencer->checkpoint().size == 4);
      if (done) break;
    }
  }
}

std::map<std::string, std::string> copy_of(TestMachine& machine, const std::string& directory) {
  std::map<std::string, std::string> files;
  const auto names = machine.disk.list(directory).value();
  for (const auto& name : names) {
    auto content = read_file(machine.disk, directory + "/" + name);
    if (content) files[directory + "/" + name] = *content;
  }
  return files;
}

void put_back(TestMachine& machine, const std::map<std::string, std::string>& files) {
  for (const auto& [path, content] : files) REQUIRE(write_file(machine.disk, path, content));
}

TEST_CASE("records restored from an old copy are noticed, and nothing is signed") {
  TestMachine machine;
  World world;
  std::map<std::string, std::string> old;
  {
    auto log = TestRegister::start(machine, 4).value();
    log.admit_states(machine.keys);
    REQUIRE(log.sequencer->publish());
  }
  old = copy_of(machine, "data");
  {
    auto log = TestRegister::start(machine, 4).value();
    work(machine, log, world, 0);
  }
  put_back(machine, old);
  const auto reopened = TestRegister::start(machine, 4);
  REQUIRE_FALSE(reopened);
  CHECK(reopened.error().code() == Errc::corrupt);
  CHECK(reopened.error().message().find("old copy") != std::string::npos);
}

TEST_CASE("a head store restored from an old copy is noticed, and nothing is signed") {
  TestMachine machine;
  World world;
  {
    auto log = TestRegister::start(machine, 4).value();
    log.admit_states(machine.keys);
    REQUIRE(log.sequencer->publish());
  }
  const auto old = copy_of(machine, "lock");
  {
    auto log = TestRegister::start(machine, 4).value();
    work(machine, log, world, 0);
  }
  put_back(machine, old);
  const auto reopened = TestRegister::start(machine, 4);
  REQUIRE_FALSE(reopened);
  CHECK(reopened.error().code() == Errc::conflict);
}

TEST_CASE("one flipped bit in a record stops the signature that would cover it") {
  TestMachine machine;
  auto log = TestRegister::start(machine).value();
  log.admit_states(machine.keys);
  const Placement placed = log.submit(notice(machine.keys, 1)).value();
  const std::string wanted = placed.record.envelope.substr(10, 60);
  bool flipped = false;
  for (const char* file : {"data/entries.db", "data/entries.db-wal"}) {
    const auto content = read_file(machine.disk, file);
    if (!content) continue;
    for (auto at = content->find(wanted); at != content->npos; at = content->find(wanted, at + 1)) {
      REQUIRE(machine.disk.flip_bit(file, at + 20, 1));
      flipped = true;
    }
  }
  REQUIRE(flipped);
  // A second connection, so that no page stands in memory.
  log.sequencer.reset();
  log.entries.reset();
  log.heads.reset();
  auto again = TestRegister::start(machine);
  if (again) CHECK_FALSE(again->sequencer->publish());
}

}  // namespace
}  // namespace comity::registry
