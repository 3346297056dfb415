// A register on this machine's disk: where its parts lie, and opening them.
//
//   DIR/entries.db   the records          DIR/tile/, DIR/checkpoint   what readers fetch
//   DIR/log.key      the register's key   LOCK/heads.db               the last signed head
//   DIR/blobs/       the material that entries refer to, by digest
//
// LOCK should be on another disk than DIR: it is what notices that DIR came back from an old copy.
// With a database, records and heads are there instead, for the same reason better in two; DIR
// holds the rest. Only its owner may read what is not published: records, heads, key, material.
#pragma once

#include <memory>
#include <string>

#include "base/env.h"
#include "register/sequencer.h"

namespace comity::app {

struct RegisterPlace {
  std::string directory = "register";
  std::string lock;      // empty: DIR/lock
  std::string database;  // address for PostgreSQL; empty: SQLite in DIR
  std::string heads;     // another address, for the heads; empty: the same

  std::string lock_directory() const { return lock.empty() ? directory + "/lock" : lock; }
  std::string entries_path() const { return directory + "/entries.db"; }
  std::string key_path() const { return directory + "/log.key"; }
  std::string checkpoint_path() const { return directory + "/checkpoint"; }

  // Whether the last signed head comes back together with the records when DIR comes back as a
  // whole, from a snapshot of the machine say: then nothing notices that they are old.
  bool head_lies_with_records() const;
  std::string blobs_path() const { return directory + "/blobs"; }
};

struct RegisterFiles {
  std::unique_ptr<DiskLock> held;  // one process at a time
  std::unique_ptr<registry::EntryStore> entries;
  std::unique_ptr<registry::HeadStore> heads;
  std::unique_ptr<registry::TileFiles> tiles;

  registry::Stores stores(const RegisterPlace& place) const {
    return {*entries, *heads, *tiles, place.checkpoint_path()};
  }
};

enum class RegisterUse { begin, write, read };

// Errors: not_found if there is none, unless it begins; unavailable while another process writes to
// it, or, with SQLite, has it open at all.
Result<RegisterFiles> open_register_files(Env& env, const RegisterPlace& place, RegisterUse use);

// Makes a database file, if it is absent, and closes it and what SQLite keeps beside it to others:
// SQLite itself makes its files for everybody to read. Before it is opened.
Result<void> make_private(Disk& disk, const std::string& path);

// The files and a recovered sequencer on them.
struct OpenRegister {
  RegisterFiles files;
  std::unique_ptr<registry::Sequencer> sequencer;
};
Result<OpenRegister> open_register(Env& env, const RegisterPlace& place);

// A signing key as a text file: "comity-key ed25519 " and the seed in base64.
Result<registry::SigningKey> read_key(Disk& disk, const std::string& path);
Result<void> write_key(Disk& disk, const std::string& path, const registry::SigningKey& key);

}  // namespace comity::app
