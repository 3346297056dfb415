#include "register/sqlite_vfs.h"
#include "register/store_conformance.h"

namespace comity::registry {
namespace {

// Databases on a disk in memory, opened anew as often as the suite asks.
struct Place {
  Place() { REQUIRE(disk.make_directory("data")); }
  OpenEntries entries() {
    return [this] { return open_sqlite_entries("data/entries.db", {name, true}); };
  }
  FaultDisk disk{1};
  ManualClock clock{Instant::parse("2031-03-02T12:00:00Z").value()};
  SeededRandom random{2};
  Env env{disk, clock, random};
  std::string name = "store-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
  SqliteVfs vfs{name, env};
};

TEST_CASE("SQLite keeps what an entry store must keep") {
  Place place;
  entries_conform(place.entries());
}

TEST_CASE("SQLite refuses what an entry store must refuse") {
  Place place;
  refusals_conform(place.entries());
}

TEST_CASE("SQLite erases values and nothing else") {
  Place place;
  erasure_conforms(place.entries());
}

TEST_CASE("SQLite swaps heads, one at a time") {
  Disk& disk = system_env().disk;
  const std::string folder = "build/store-test-" + to_hex(view(system_env().random.hash()));
  REQUIRE(disk.make_directory(folder));
  heads_conform([&] { return open_sqlite_heads(folder + "/heads.db"); });
  const auto names = disk.list(folder).value();
  for (const auto& name : names) CHECK(disk.remove(folder + "/" + name));
  CHECK(disk.remove(folder));
}

}  // namespace
}  // namespace comity::registry
