#include "register/register.h"

#include <doctest/doctest.h>

#include "register/audit.h"
#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

TEST_CASE("many submitters at once: each gets its own place, and the audit is clean") {
  TestMachine machine;
  TestRegister stores = TestRegister::start(machine, 16).value();
  stores.admit_states(machine.keys);
  constexpr int kThreads = 4;
  constexpr int kEntries = 200;
  std::vector<std::set<std::uint64_t>> places(kThreads);
  Checkpoint head;
  {
    RegisterOptions options;
    options.group_max = 7;
    options.interval = std::chrono::milliseconds(5);
    Register log(std::move(stores.sequencer), options);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEntries; ++i) {
          const std::string fields = R"({"n":)" + std::to_string(t * kEntries + i) + "}";
          const Envelope envelope =
              signed_by(entry_of("veltria", "notice", fields), {&machine.keys.veltria});
          const auto placed = log.submit({envelope.format(), {}, {}});
          if (placed) places[static_cast<std::size_t>(t)].insert(placed->index);
        }
      });
    }
    for (auto& thread : threads) thread.join();
    head = log.publish().value();
    CHECK(log.figures().groups < kThreads * kEntries);
  }
  std::set<std::uint64_t> all;
  for (const auto& own : places) all.insert(own.begin(), own.end());
  CHECK(all.size() == kThreads * kEntries);
  CHECK(head.size % 16 == 0);
  CHECK(audit_tiles(*stores.tiles, head));
  CHECK(audit_records(*stores.entries, *stores.tiles, head));
}

TEST_CASE("an audit names the entry that was changed") {
  TestMachine machine;
  TestRegister log = TestRegister::start(machine).value();
  log.admit_states(machine.keys);
  for (int i = 0; i < 300; ++i) {
    const std::string fields = R"({"n":)" + std::to_string(i) + "}";
    REQUIRE(log.submit(signed_by(entry_of("marenna", "notice", fields), {&machine.keys.marenna})));
  }
  const Checkpoint head = log.sequencer->publish().value();
  REQUIRE(audit_tiles(*log.tiles, head));
  const std::string bundle = log.tiles->path(tile_at(Tile::kEntries, 0, head.size));
  REQUIRE(machine.disk.flip_bit(bundle, 34 * 123 + 9, 0));
  CHECK(audit_tiles(*log.tiles, head).error().message() ==
        "tile/0/000 does not fit the entries, first at entry 123");
  CHECK(audit_records(*log.entries, *log.tiles, head).error().message() ==
        "entry 123 has been changed");
  REQUIRE(machine.disk.flip_bit(bundle, 34 * 123 + 9, 0));
  const std::string tile = log.tiles->path(tile_at(0, 1, head.size));
  REQUIRE(machine.disk.flip_bit(tile, 32 * 7, 3));
  CHECK_FALSE(audit_tiles(*log.tiles, head));
  REQUIRE(machine.disk.flip_bit(tile, 32 * 7, 3));
  Checkpoint other = head;
  other.root[0] ^= 1;
  CHECK_FALSE(audit_tiles(*log.tiles, other));
}

TEST_CASE("a full pool says so at once") {
  TestMachine machine;
  TestRegister stores = TestRegister::start(machine).value();
  stores.admit_states(machine.keys);
  RegisterOptions options;
  options.pool_max = 0;
  Register log(std::move(stores.sequencer), options);
  const Envelope envelope = signed_by(entry_of("veltria", "notice"), {&machine.keys.veltria});
  CHECK(log.submit({envelope.format(), {}, {}}).error().code() == Errc::unavailable);
}

}  // namespace
}  // namespace comity::registry
