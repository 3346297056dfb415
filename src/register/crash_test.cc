// Stops a register at every single disk operation, under several kinds of failure, and asks what it
// still knows.
#include <doctest/doctest.h>

#include "register/crash_world_for_test.h"

namespace comity::registry {
namespace {

// Returns false once the fault lies beyond the end of the work.
bool run_with_fault(std::uint64_t seed, std::uint64_t after, Fault fault, std::uint64_t padding) {
  TestMachine machine(seed);
  World world;
  bool reached = false;
  {
    auto log = TestRegister::start(machine, padding).value();
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
  auto log = TestRegister::start(machine, padding);
  REQUIRE_MESSAGE(log.has_value(), log.error().message());
  check_world(machine, *log, world);
  work(machine, *log, world, 100);
  check_world(machine, *log, world);
  return reached;
}

int crash_points(std::uint64_t seed, Fault fault, std::uint64_t padding = 4) {
  int points = 0;
  while (run_with_fault(seed, static_cast<std::uint64_t>(points), fault, padding)) ++points;
  return points;
}

TEST_CASE("a power cut at any disk operation loses no promise and forks nothing") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const int points = crash_points(seed, Fault::power_cut);
    CHECK(points > 60);
    if (seed == 1) MESSAGE(points << " crash points");
  }
}

TEST_CASE("a power cut while a tile becomes full and its partial ones go") {
  // Each head grows by 252, so that the work crosses the ends of the first two tiles.
  const int points = crash_points(1, Fault::power_cut, 252);
  CHECK(points > 100);
  CHECK(crash_points(2, Fault::io_error, 252) > 100);
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

// The power goes while the register works, and again at every operation of its recovery.
TEST_CASE("a power cut during recovery is recovered from") {
  int cuts = 0;
  for (std::uint64_t after = 0; after < 120; after += 7) {
    for (std::uint64_t second = 0;; ++second) {
      TestMachine machine(after + 1);
      World world;
      {
        auto log = TestRegister::start(machine, 4).value();
        log.admit_states(machine.keys);
        machine.disk.plan(machine.disk.operations() + after, Fault::power_cut);
        work(machine, log, world, 0);
      }
      see_published(machine, world);
      machine.disk.restart();
      machine.disk.plan(machine.disk.operations() + second, Fault::power_cut);
      const bool recovered = TestRegister::start(machine, 4).has_value();
      see_published(machine, world);
      machine.disk.restart();
      auto log = TestRegister::start(machine, 4);
      REQUIRE_MESSAGE(log.has_value(), log.error().message());
      check_world(machine, *log, world);
      if (recovered) break;
      ++cuts;
    }
  }
  CHECK(cuts > 50);
}

// What the first process wrote, the second one finds and shows; nobody but the second one can make
// it durable.
TEST_CASE("a power cut after a process that went on where another was killed") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    for (std::uint64_t after = 0, reached = true; reached; ++after) {
      TestMachine machine(seed);
      World world;
      {
        auto log = TestRegister::start(machine, 4).value();
        log.admit_states(machine.keys);
        machine.disk.plan(machine.disk.operations() + after, Fault::power_cut);
        work(machine, log, world, 0);
        reached = !machine.disk.powered();
      }
      machine.disk.end_process();
      see_published(machine, world);
      const bool recovered = TestRegister::start(machine, 4).has_value();
      CHECK(recovered);
      see_published(machine, world);
      machine.disk.restart();
      CAPTURE(after);
      auto log = TestRegister::start(machine, 4);
      REQUIRE_MESSAGE(log.has_value(), log.error().message());
      check_world(machine, *log, world);
    }
  }
}

TEST_CASE("a read that fails leaves a refusal, never a wrong promise") {
  int failures = 0;
  for (bool reached = true; reached; ++failures) {
    TestMachine machine;
    World world;
    std::uint64_t failing = static_cast<std::uint64_t>(failures);
    {
      auto log = TestRegister::start(machine, 4).value();
      log.admit_states(machine.keys);
      failing += machine.disk.reads();
      machine.disk.fail_read(failing);
      work(machine, log, world, 0);
    }
    auto log = TestRegister::start(machine, 4);  // whose reads may be the ones that fail
    reached = machine.disk.reads() > failing;
    machine.disk.fail_read(std::numeric_limits<std::uint64_t>::max());
    if (!log) log = TestRegister::start(machine, 4);
    REQUIRE_MESSAGE(log.has_value(), log.error().message());
    check_world(machine, *log, world);
  }
  CHECK(failures > 20);
}

}  // namespace
}  // namespace comity::registry
