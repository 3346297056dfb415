#include "base/env.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "base/fault_env.h"

namespace comity {
namespace {

void every_disk_keeps_its_promises(Disk& disk, const std::string& root) {
  REQUIRE(disk.make_directory(root + "/a/b"));
  REQUIRE(disk.make_directory(root + "/a/b"));
  CHECK(read_file(disk, root + "/a/none").error().code() == Errc::not_found);
  CHECK_FALSE(disk.exists(root + "/a/none").value());
  REQUIRE(write_file(disk, root + "/a/file", "first"));
  REQUIRE(write_file(disk, root + "/a/file", "second, longer"));
  REQUIRE(write_file(disk, root + "/a/file", "third"));
  CHECK(read_file(disk, root + "/a/file").value() == "third");
  CHECK(disk.list(root + "/a").value() == std::vector<std::string>{"b", "file"});

  auto file = disk.open(root + "/a/b/hole", Disk::Mode::create).value();
  REQUIRE(file->write(4, "end"));
  CHECK(file->read(0, 100).value() == std::string("\0\0\0\0end", 7));
  REQUIRE(file->truncate(5));
  CHECK(file->size().value() == 5);
  REQUIRE(disk.remove(root + "/a/b/hole"));
  CHECK_FALSE(disk.exists(root + "/a/b/hole").value());

  auto held = disk.lock(root + "/a/lock");
  REQUIRE(held);
  CHECK(disk.lock(root + "/a/lock").error().code() == Errc::unavailable);
  held->reset();
  CHECK(disk.lock(root + "/a/lock"));
}

TEST_CASE("the machine's disk and the test's disk keep the same promises") {
  const std::string root =
      std::filesystem::temp_directory_path() / ("comity-env-" + std::to_string(::getpid()));
  every_disk_keeps_its_promises(system_env().disk, root);
  std::filesystem::remove_all(root);
  FaultDisk memory(1);
  every_disk_keeps_its_promises(memory, "root");
}

TEST_CASE("only its owner may read a private file, even where a draft of it was left open to all") {
  const std::filesystem::path root =
      std::filesystem::temp_directory_path() / ("comity-private-" + std::to_string(::getpid()));
  std::filesystem::create_directory(root);
  const std::string path = root / "key";
  Disk& disk = system_env().disk;
  REQUIRE(disk.open(path + ".new", Disk::Mode::create));
  REQUIRE(write_file(disk, path, "secret", Disk::Mode::create_private));
  using std::filesystem::perms;
  CHECK(std::filesystem::status(path).permissions() == (perms::owner_read | perms::owner_write));
  std::filesystem::remove_all(root);
}

TEST_CASE("write_file leaves the old content or the new one, wherever the power is cut") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    for (std::uint64_t cut = 0;; ++cut) {
      FaultDisk disk(seed);
      REQUIRE(write_file(disk, "file", std::string(2000, 'o')));
      disk.plan(disk.operations() + cut, Fault::power_cut);
      const bool done = write_file(disk, "file", std::string(3000, 'n')).has_value();
      disk.restart();
      const std::string left = read_file(disk, "file").value();
      CHECK((left == std::string(2000, 'o') || left == std::string(3000, 'n')));
      if (done) {
        CHECK(left.front() == 'n');
        break;
      }
    }
  }
}

TEST_CASE("what was not synced is lost in some worlds, and torn in some") {
  int lost = 0, whole = 0, torn = 0;
  for (std::uint64_t seed = 0; seed < 64; ++seed) {
    FaultDisk disk(seed);
    REQUIRE(write_file(disk, "file", ""));
    auto file = disk.open("file", Disk::Mode::write).value();
    REQUIRE(file->write(0, std::string(1024, 'x')));
    disk.restart();
    CHECK_FALSE(file->size());
    const std::size_t size = read_file(disk, "file").value().size();
    ++(size == 0 ? lost : size == 1024 ? whole : torn);
  }
  CHECK(lost > 0);
  CHECK(whole > 0);
  CHECK(torn > 0);
}

TEST_CASE("a failed sync is a lie that a second sync does not repair") {
  FaultDisk disk(7);
  REQUIRE(write_file(disk, "file", "old"));
  auto file = disk.open("file", Disk::Mode::write).value();
  REQUIRE(file->write(0, "new"));
  disk.plan(disk.operations(), Fault::io_error);
  CHECK_FALSE(file->sync());
  CHECK(file->read(0, 3).value() == "new");
  disk.restart();
  CHECK(read_file(disk, "file").value() == "old");
}

}  // namespace
}  // namespace comity
