// A small register for tests: the regime's two roots, two invented States with a root and a role
// key each, on a disk in memory that can be made to fail.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/fault_env.h"
#include "base/hash.h"
#include "register/sequencer.h"
#include "register/sqlite_vfs.h"

namespace comity::registry {

inline const Instant kNoon = Instant::parse("2031-03-02T12:00:00Z").value();

struct TestKeys {
  SigningKey log, root1, root2, veltria_root, veltria, marenna_root, marenna;

  static TestKeys make() {
    SeededRandom random(1);
    const auto next = [&] { return SigningKey::generate(random); };
    return {next(), next(), next(), next(), next(), next(), next()};
  }

  Genesis genesis(std::uint64_t padding = 0) const {
    Genesis genesis;
    genesis.origin = "register.example/log";
    genesis.log_key = note_key(genesis.origin, NoteKeyType::ed25519, log);
    genesis.roots = {root1.public_key(), root2.public_key()};
    genesis.threshold = 2;
    genesis.padding = padding;
    genesis.relying_party = {"register.example", "https://register.example"};
    return genesis;
  }

  Envelope signed_genesis(std::uint64_t padding = 0) const {
    Envelope envelope = genesis(padding).entry(kNoon).envelope();
    envelope.add(root1);
    envelope.add(root2);
    return envelope;
  }
};

inline Entry entry_of(const std::string& author, const std::string& type,
                      const std::string& fields = "{}", const std::string& matter = "m-1") {
  Entry entry;
  entry.type = type;
  entry.matter = matter;
  entry.author = author;
  entry.time = kNoon;
  entry.fields = fields;
  return entry;
}

inline Envelope signed_by(const Entry& entry, std::initializer_list<const SigningKey*> keys) {
  Envelope envelope = entry.envelope();
  for (const auto* key : keys) envelope.add(*key);
  return envelope;
}

// What stands behind the disk: everything that a restart must find again.
struct TestMachine {
  explicit TestMachine(std::uint64_t seed = 1) : disk(seed), random(seed + 1) {
    REQUIRE(disk.make_directory("data"));
    REQUIRE(disk.make_directory("lock"));
  }
  FaultDisk disk;
  ManualClock clock{kNoon};
  SeededRandom random;
  Env env{disk, clock, random};
  SqliteVfs vfs{"test-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)), env};
  std::string vfs_name = "test-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
  TestKeys keys = TestKeys::make();
};

// The open stores of a machine, and the register on them.
struct TestRegister {
  static Result<TestRegister> start(TestMachine& machine, std::uint64_t padding = 0) {
    TestRegister out;
    const SqliteOptions options{machine.vfs_name, true};
    COMITY_TRY(out.entries, open_sqlite_entries("data/entries.db", options));
    COMITY_TRY(out.heads, open_sqlite_heads("lock/heads.db", options));
    out.tiles = std::make_unique<TileFiles>(machine.disk, "data");
    const Stores stores{*out.entries, *out.heads, *out.tiles, "data/checkpoint"};
    auto opened = Sequencer::open(machine.env, stores, machine.keys.log);
    if (!opened && opened.error().code() == Errc::not_found) {
      opened = Sequencer::create(machine.env, stores, machine.keys.log,
                                 machine.keys.signed_genesis(padding));
    }
    COMITY_TRY(out.sequencer, std::move(opened));
    return out;
  }

  Result<Placement> submit(const Envelope& envelope, std::vector<Opening> openings = {},
                           std::vector<std::string> claims = {}) {
    COMITY_TRY(Admitted admitted,
               sequencer->admit({envelope.format(), std::move(openings), std::move(claims)}));
    std::vector<Admitted> group;
    group.push_back(std::move(admitted));
    return std::move(sequencer->commit(std::move(group)).front());
  }

  // Admits both States with their keys.
  void admit_states(const TestKeys& keys) {
    const auto party = [&](const std::string& name, const SigningKey& root) {
      const std::string fields =
          R"({"party":")" + name + R"(","root":")" + root.public_key().text() + R"("})";
      Entry entry = entry_of("register", "register.party", fields, "register");
      entry.signers = {{"register", 2}};
      REQUIRE(submit(signed_by(entry, {&keys.root1, &keys.root2})));
    };
    const auto role = [&](const std::string& name, const SigningKey& root, const SigningKey& key) {
      const std::string fields =
          R"({"key":")" + key.public_key().text() + R"(","role":"focal point"})";
      REQUIRE(submit(signed_by(entry_of(name, "register.key", fields, "register"), {&root})));
    };
    party("veltria", keys.veltria_root);
    party("marenna", keys.marenna_root);
    role("veltria", keys.veltria_root, keys.veltria);
    role("marenna", keys.marenna_root, keys.marenna);
  }

  std::unique_ptr<EntryStore> entries;
  std::unique_ptr<HeadStore> heads;
  std::unique_ptr<TileFiles> tiles;
  std::unique_ptr<Sequencer> sequencer;
};

}  // namespace comity::registry
