#include <mutex>

#include "register/sqlite.h"
#include "register/store.h"

namespace comity::registry {

namespace {

constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS entry (
    position INTEGER PRIMARY KEY,
    recorded INTEGER NOT NULL,
    salt BLOB NOT NULL,
    keys BLOB NOT NULL,
    commitment BLOB NOT NULL,
    envelope BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS identity (
    id BLOB PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS place (
    matter TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (matter, position)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS control (position INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS claim (
    name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS opening (
    position INTEGER NOT NULL, name TEXT NOT NULL, salt BLOB NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (position, name)) WITHOUT ROWID;
)";

Instant instant(std::uint64_t seconds) {
  return Instant(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

std::uint64_t seconds(Instant instant) {
  return static_cast<std::uint64_t>(instant.seconds().time_since_epoch().count());
}

class SqliteEntries : public EntryStore {
 public:
  explicit SqliteEntries(Sqlite database) : database_(std::move(database)) {}

  Result<void> prepare() {
    COMITY_CHECK(database_.execute(kSchema));
    const auto set = [&](Statement& statement, std::string_view sql) -> Result<void> {
      COMITY_TRY(statement, database_.prepare(sql));
      return {};
    };
    COMITY_CHECK(set(size_, "SELECT coalesce(max(position) + 1, 0) FROM entry"));
    COMITY_CHECK(set(add_entry_, "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    COMITY_CHECK(set(add_identity_, "INSERT INTO identity VALUES (?1, ?2)"));
    COMITY_CHECK(set(add_place_, "INSERT INTO place VALUES (?1, ?2)"));
    COMITY_CHECK(set(add_control_, "INSERT INTO control VALUES (?1)"));
    COMITY_CHECK(set(add_claim_, "INSERT INTO claim VALUES (?1, ?2)"));
    COMITY_CHECK(set(add_opening_, "INSERT INTO opening VALUES (?1, ?2, ?3, ?4)"));
    COMITY_CHECK(set(read_,
                     "SELECT recorded, salt, keys, envelope FROM entry WHERE position >= ?1 AND "
                     "position < ?2 ORDER BY position"));
    COMITY_CHECK(set(commitments_,
                     "SELECT commitment FROM entry WHERE position >= ?1 AND position < ?2 "
                     "ORDER BY position"));
    COMITY_CHECK(set(find_, "SELECT position FROM identity WHERE id = ?1"));
    COMITY_CHECK(set(claimant_, "SELECT position FROM claim WHERE name = ?1"));
    COMITY_CHECK(set(control_, "SELECT position FROM control ORDER BY position"));
    COMITY_CHECK(set(matter_,
                     "SELECT position FROM place WHERE matter = ?1 AND position >= ?2 "
                     "ORDER BY position LIMIT ?3"));
    COMITY_CHECK(
        set(openings_, "SELECT name, salt, value FROM opening WHERE position = ?1 ORDER BY name"));
    return set(erase_, "DELETE FROM opening WHERE position = ?1 AND name = ?2");
  }

  Result<std::uint64_t> size() override {
    const std::lock_guard guard(mutex_);
    return stored_size();
  }

  Result<void> append(std::uint64_t first, std::span<const NewRecord> records) override {
    const std::lock_guard guard(mutex_);
    Transaction transaction(database_);
    COMITY_CHECK(transaction.begin());
    COMITY_TRY(const std::uint64_t size, stored_size());
    if (size != first) return fail(Errc::conflict, "another writer has appended");
    for (std::size_t i = 0; i < records.size(); ++i) {
      COMITY_CHECK(insert(first + i, records[i]));
    }
    return transaction.commit();
  }

  Result<std::vector<Record>> read(std::uint64_t first, std::uint64_t count) override {
    const std::lock_guard guard(mutex_);
    std::vector<Record> records;
    read_.bind(1, first);
    read_.bind(2, first + count);
    while (true) {
      COMITY_TRY(const bool more, read_.step());
      if (!more) return records;
      records.push_back({instant(read_.number(0)), read_.hash(1), read_.hash(2), read_.octets(3)});
    }
  }

  Result<std::vector<Hash>> commitments(std::uint64_t first, std::uint64_t count) override {
    const std::lock_guard guard(mutex_);
    std::vector<Hash> hashes;
    commitments_.bind(1, first);
    commitments_.bind(2, first + count);
    while (true) {
      COMITY_TRY(const bool more, commitments_.step());
      if (!more) return hashes;
      hashes.push_back(commitments_.hash(0));
    }
  }

  Result<std::vector<std::optional<std::uint64_t>>> find_all(std::span<const Hash> ids) override {
    const std::lock_guard guard(mutex_);
    std::vector<std::optional<std::uint64_t>> places;
    for (const Hash& id : ids) {
      find_.bind(1, id);
      COMITY_TRY(const auto place, first_number(find_));
      places.push_back(place);
    }
    return places;
  }

  Result<std::optional<std::uint64_t>> claimant(const std::string& claim) override {
    const std::lock_guard guard(mutex_);
    claimant_.bind_text(1, claim);
    return first_number(claimant_);
  }

  Result<std::vector<std::uint64_t>> control_positions() override {
    const std::lock_guard guard(mutex_);
    return numbers(control_);
  }

  Result<std::vector<std::uint64_t>> matter_positions(const std::string& matter,
                                                      std::uint64_t first,
                                                      std::uint64_t count) override {
    const std::lock_guard guard(mutex_);
    matter_.bind_text(1, matter);
    matter_.bind(2, first);
    matter_.bind(3, count);
    return numbers(matter_);
  }

  Result<std::vector<Opening>> openings(std::uint64_t position) override {
    const std::lock_guard guard(mutex_);
    std::vector<Opening> found;
    openings_.bind(1, position);
    while (true) {
      COMITY_TRY(const bool more, openings_.step());
      if (!more) return found;
      found.push_back({openings_.octets(0), openings_.hash(1), openings_.octets(2)});
    }
  }

  Result<void> erase(std::uint64_t position, std::span<const std::string> names) override {
    const std::lock_guard guard(mutex_);
    Transaction transaction(database_);
    COMITY_CHECK(transaction.begin());
    for (const auto& name : names) {
      erase_.bind(1, position);
      erase_.bind_text(2, name);
      COMITY_CHECK(erase_.run());
    }
    COMITY_CHECK(transaction.commit());
    // The write-ahead log still holds the old pages: fold it in and cut it to nothing.
    return database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  Result<void> backup(const std::string& path) override {
    const std::lock_guard guard(mutex_);
    COMITY_TRY(Statement copy, database_.prepare("VACUUM INTO ?1"));
    copy.bind_text(1, path);
    return copy.run();
  }

 private:
  Result<std::uint64_t> stored_size() {
    COMITY_TRY(const auto number, first_number(size_));
    return number.value_or(0);
  }

  static Result<std::optional<std::uint64_t>> first_number(Statement& statement) {
    COMITY_TRY(const bool found, statement.step());
    if (!found) return std::nullopt;
    const std::uint64_t number = statement.number(0);
    statement.reset();
    return number;
  }

  static Result<std::vector<std::uint64_t>> numbers(Statement& statement) {
    std::vector<std::uint64_t> out;
    while (true) {
      COMITY_TRY(const bool more, statement.step());
      if (!more) return out;
      out.push_back(statement.number(0));
    }
  }

  Result<void> insert(std::uint64_t position, const NewRecord& item) {
    const std::uint64_t recorded = seconds(item.record.recorded);
    add_entry_.bind(1, position);
    add_entry_.bind(2, recorded);
    add_entry_.bind(3, item.record.salt);
    add_entry_.bind(4, item.record.keys);
    add_entry_.bind(5, item.commitment);
    add_entry_.bind(6, item.record.envelope);
    COMITY_CHECK(add_entry_.run());
    if (item.record.envelope.empty()) return {};  // nobody looks padding up
    add_identity_.bind(1, item.id);
    add_identity_.bind(2, position);
    COMITY_CHECK(add_identity_.run());
    add_place_.bind_text(1, item.matter);
    add_place_.bind(2, position);
    COMITY_CHECK(add_place_.run());
    if (item.control) {
      add_control_.bind(1, position);
      COMITY_CHECK(add_control_.run());
    }
    for (const auto& claim : item.claims) {
      add_claim_.bind_text(1, claim);
      add_claim_.bind(2, position);
      COMITY_CHECK(add_claim_.run());
    }
    for (const auto& opening : item.openings) {
      add_opening_.bind(1, position);
      add_opening_.bind_text(2, opening.name);
      add_opening_.bind(3, opening.salt);
      add_opening_.bind(4, opening.value);
      COMITY_CHECK(add_opening_.run());
    }
    return {};
  }

  std::mutex mutex_;
  Sqlite database_;
  Statement size_, add_entry_, add_identity_, add_place_, add_control_, add_claim_, add_opening_;
  Statement read_, commitments_, find_, claimant_, control_, matter_, openings_, erase_;
};

class SqliteHeads : public HeadStore {
 public:
  explicit SqliteHeads(Sqlite database) : database_(std::move(database)) {}

  Result<void> prepare() {
    return database_.execute(
        "CREATE TABLE IF NOT EXISTS head (name TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT "
        "ROWID");
  }

  Result<std::optional<std::string>> fetch(const std::string& name) override {
    const std::lock_guard guard(mutex_);
    return stored(name);
  }

  Result<void> replace(const std::string& name, const std::optional<std::string>& expected,
                       const std::string& next) override {
    const std::lock_guard guard(mutex_);
    Transaction transaction(database_);
    COMITY_CHECK(transaction.begin());
    COMITY_TRY(const auto present, stored(name));
    if (present != expected) return fail(Errc::conflict, "another writer has signed a head");
    COMITY_TRY(Statement put, database_.prepare("REPLACE INTO head VALUES (?1, ?2)"));
    put.bind_text(1, name);
    put.bind(2, next);
    COMITY_CHECK(put.run());
    return transaction.commit();
  }

 private:
  Result<std::optional<std::string>> stored(const std::string& name) {
    COMITY_TRY(Statement get, database_.prepare("SELECT text FROM head WHERE name = ?1"));
    get.bind_text(1, name);
    COMITY_TRY(const bool found, get.step());
    if (!found) return std::nullopt;
    return get.octets(0);
  }

  std::mutex mutex_;
  Sqlite database_;
};

}  // namespace

Result<std::unique_ptr<EntryStore>> open_sqlite_entries(const std::string& path,
                                                        const SqliteOptions& options) {
  COMITY_TRY(Sqlite database, Sqlite::open(path, options));
  auto store = std::make_unique<SqliteEntries>(std::move(database));
  COMITY_CHECK(store->prepare());
  return store;
}

Result<std::unique_ptr<HeadStore>> open_sqlite_heads(const std::string& path,
                                                     const SqliteOptions& options) {
  COMITY_TRY(Sqlite database, Sqlite::open(path, options));
  auto store = std::make_unique<SqliteHeads>(std::move(database));
  COMITY_CHECK(store->prepare());
  return store;
}

}  // namespace comity::registry
