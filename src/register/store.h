// What the register needs to keep, one small interface per need. Every implementation passes the
// same suite (store_conformance.h).
//
//   EntryStore  the records and what is looked up in them: primary, one writer
//   HeadStore   the last signed head of each log, kept apart from the records, so that records
//               restored from an old backup are noticed before anything is signed
//   BlobStore   material by its digest
//
// The tiles (register/tile.h) follow from the records and can be rebuilt.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/env.h"
#include "register/entry.h"

namespace comity::registry {

struct NewRecord {
  Record record;
  Hash commitment{};  // record.commitment(), kept even if the record is blanked one day
  Hash id{};          // of the envelope; the commitment again for padding
  std::string matter;
  bool control = false;             // it concerns keys, erasure or the register itself
  std::vector<std::string> claims;  // names that no other entry may ever claim: "ruling of case 17"
  std::vector<Opening> openings;
};

// Positions begin at 0 and have no gaps. Safe for use by several threads.
// Errors: io or unavailable when the store fails; after a failed append() its outcome is unknown,
// and the caller must stop.
class EntryStore {
 public:
  virtual ~EntryStore() = default;

  virtual Result<std::uint64_t> size() = 0;

  // All of them or none, durable once it returns.
  // Errors: conflict unless `first` is the size, and every id and claim is new.
  virtual Result<void> append(std::uint64_t first, std::span<const NewRecord> records) = 0;

  // As many of [first, first + count) as there are.
  virtual Result<std::vector<Record>> read(std::uint64_t first, std::uint64_t count) = 0;
  virtual Result<std::vector<Hash>> commitments(std::uint64_t first, std::uint64_t count) = 0;

  // The places of entries by their ids, in the order asked for; a group is asked about at once.
  virtual Result<std::vector<std::optional<std::uint64_t>>> find_all(std::span<const Hash> ids) = 0;
  Result<std::optional<std::uint64_t>> find(const Hash& id) {
    COMITY_TRY(const auto places, find_all({&id, 1}));
    return places.front();
  }
  virtual Result<std::optional<std::uint64_t>> claimant(const std::string& claim) = 0;
  virtual Result<std::vector<std::uint64_t>> control_positions() = 0;

  // Ascending, from `first` on.
  virtual Result<std::vector<std::uint64_t>> matter_positions(const std::string& matter,
                                                              std::uint64_t first,
                                                              std::uint64_t count) = 0;

  virtual Result<std::vector<Opening>> openings(std::uint64_t position) = 0;

  // Removes the values so that no file of the store holds them any more.
  virtual Result<void> erase(std::uint64_t position, std::span<const std::string> names) = 0;

  // A copy of the whole store, consistent in itself, into a new file.
  virtual Result<void> backup(const std::string& path) = 0;
};

// Compare-and-swap on one text per name. Durable once it returns.
class HeadStore {
 public:
  virtual ~HeadStore() = default;
  virtual Result<std::optional<std::string>> fetch(const std::string& name) = 0;

  // Errors: conflict if what is stored is not `expected` (nothing: there must be none yet).
  virtual Result<void> replace(const std::string& name, const std::optional<std::string>& expected,
                               const std::string& next) = 0;
};

class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual Result<Hash> put(std::string_view content) = 0;

  // Errors: not_found; corrupt if what is stored no longer has this digest.
  virtual Result<std::string> get(const Hash& digest) = 0;
};

// Files named by their digest, "ab/cdef…", that only their owner may read.
class BlobFiles : public BlobStore {
 public:
  BlobFiles(Disk& disk, std::string directory) : disk_(disk), directory_(std::move(directory)) {}
  Result<Hash> put(std::string_view content) override;
  Result<std::string> get(const Hash& digest) override;

 private:
  std::string path(const Hash& digest) const;
  Disk& disk_;
  std::string directory_;
};

// SQLite 3 with synchronous=FULL. `vfs` names the layer below it: empty for the system's own,
// or one registered by sqlite_vfs.h. With `exclusive` nothing is shared between processes.
struct SqliteOptions {
  std::string vfs;
  bool exclusive = false;
};
Result<std::unique_ptr<EntryStore>> open_sqlite_entries(const std::string& path,
                                                        const SqliteOptions& options = {});
Result<std::unique_ptr<HeadStore>> open_sqlite_heads(const std::string& path,
                                                     const SqliteOptions& options = {});

// PostgreSQL 15 by libpq. `address` is a connection string, such as "host=/run/postgresql
// dbname=register". The tables are made on first use.
//
// Any number of processes read; one, the sequencer, writes. It holds an advisory lock for as long
// as its connection lives and appends over that same connection, so whoever lost the lock has lost
// the means to append too; and a head that another has signed meanwhile fails the compare-and-swap
// of the head store. A sequencer that waits two seconds in vain for the lock gets unavailable.
// backup() is refused: a database has means of its own (pg_basebackup).
//
// An elected sequencer is one of many that stand ready: whoever waits for its lock ends it once it
// has been silent for five seconds.
enum class PostgresRole { reader, sequencer, elected };
Result<std::unique_ptr<EntryStore>> open_postgres_entries(const std::string& address,
                                                          PostgresRole role);
Result<std::unique_ptr<HeadStore>> open_postgres_heads(const std::string& address);

}  // namespace comity::registry
