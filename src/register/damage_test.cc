// What comes back from an old copy, or comes back changed, is noticed before anything is signed.
#include <doctest/doctest.h>

#include <random>

#include "register/audit.h"
#include "register/crash_world_for_test.h"
#include "register/hand_over.h"

namespace comity::registry {
namespace {

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

// Every file of the register, with its size.
std::vector<std::pair<std::string, std::uint64_t>> files_of(TestMachine& machine,
                                                            const std::string& directory) {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  const auto names = machine.disk.list(directory).value();
  for (const auto& name : names) {
    const std::string path = directory + "/" + name;
    if (machine.disk.list(path)) {
      const auto below = files_of(machine, path);
      out.insert(out.end(), below.begin(), below.end());
    } else if (const auto content = read_file(machine.disk, path); content && !content->empty()) {
      out.emplace_back(path, content->size());
    }
  }
  return out;
}

// Whatever bit of whatever file flips while the register is down: it is refused on opening, or
// found by the audit, or changes nothing that anybody was promised.
TEST_CASE("a bit flipped anywhere on disk is refused, found, or harmless") {
  std::mt19937_64 random(77);
  int noticed = 0;
  int harmless = 0;
  for (int round = 0; round < 400; ++round) {
    TestMachine machine;
    World world;
    {
      auto log = TestRegister::start(machine, 4).value();
      log.admit_states(machine.keys);
      work(machine, log, world, 0);
    }
    auto files = files_of(machine, "data");
    for (auto& file : files_of(machine, "lock")) files.push_back(std::move(file));
    const auto& [path, size] = files[random() % files.size()];
    CAPTURE(path);
    REQUIRE(machine.disk.flip_bit(path, random() % size, static_cast<int>(random() % 8)));
    auto log = TestRegister::start(machine, 4);
    const auto audited = [&]() -> Result<void> {
      COMITY_TRY(const Checkpoint head, log->sequencer->publish());
      COMITY_CHECK(audit_tiles(*log->tiles, head));
      COMITY_CHECK(audit_records(*log->entries, *log->tiles, head));
      COMITY_TRY(const std::uint64_t verified, verify_entries(*log->entries));
      static_cast<void>(verified);
      return {};
    };
    if (!log || !audited()) {
      ++noticed;
      continue;
    }
    check_world(machine, *log, world);
    ++harmless;
  }
  MESSAGE(noticed << " bits noticed, " << harmless << " in places that nothing rests on");
  CHECK(noticed > 100);
}

}  // namespace
}  // namespace comity::registry
