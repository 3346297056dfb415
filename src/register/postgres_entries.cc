#include <map>
#include <mutex>

#include "register/postgres.h"
#include "register/store.h"

namespace comity::registry {

namespace {

// The same tables as in SQLite (docs/formats/store.md).
constexpr const char* kSchema[] = {
    "CREATE TABLE IF NOT EXISTS entry (position int8 PRIMARY KEY, recorded int8 NOT NULL,"
    " salt bytea NOT NULL, keys bytea NOT NULL, commitment bytea NOT NULL,"
    " envelope bytea NOT NULL)",
    "CREATE TABLE IF NOT EXISTS identity (id bytea PRIMARY KEY, position int8 NOT NULL)",
    "CREATE TABLE IF NOT EXISTS place (matter text NOT NULL, position int8 NOT NULL,"
    " PRIMARY KEY (matter, position))",
    "CREATE TABLE IF NOT EXISTS control (position int8 PRIMARY KEY)",
    // Without a position: awaited by an entry in the intake.
    "CREATE TABLE IF NOT EXISTS claim (name text PRIMARY KEY, position int8,"
    " holder bytea NOT NULL)",
    "CREATE TABLE IF NOT EXISTS opening (position int8 NOT NULL, name text NOT NULL,"
    " salt bytea NOT NULL, value bytea NOT NULL, PRIMARY KEY (position, name))",
    // Of no concern once the database has stopped: nothing in it has been acknowledged.
    "CREATE UNLOGGED TABLE IF NOT EXISTS intake (ticket bigserial PRIMARY KEY,"
    " id bytea UNIQUE NOT NULL, sheet bytea NOT NULL, code bytea NOT NULL, refusal int8,"
    " why text, since timestamptz)",
    // What waits, what was refused, which claims are awaited: few, whatever else the tables hold.
    // Looked for first: CREATE INDEX would wait for whoever writes, even with nothing to create.
    "DO $$ BEGIN IF to_regclass('intake_waiting') IS NULL THEN"
    " CREATE INDEX intake_waiting ON intake (ticket) WHERE refusal IS NULL;"
    " CREATE INDEX intake_refused ON intake (since) WHERE refusal IS NOT NULL;"
    " CREATE INDEX claim_awaited ON claim (holder) WHERE position IS NULL;"
    " END IF; END $$"};

// Held by the sequencer of this database: "comity" in ASCII.
constexpr std::uint64_t kLockName = 0x636f6d697479;

// A holder that was elected gives signs of life; one that has given none, because it was stopped or
// cut off, is ended by whoever waits for its lock.
constexpr const char* kElected = "SET application_name = 'comity elected'";
constexpr const char* kEndSilentHolder =
    "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND datname = current_database()"
    " AND database = datid AND classid::int8 << 32 | objid::int8 = $1"
    " AND application_name = 'comity elected'"
    " AND state_change < clock_timestamp() - interval '5 seconds'";

std::uint64_t seconds(Instant instant) {
  return static_cast<std::uint64_t>(instant.seconds().time_since_epoch().count());
}

// The rows of a group, column by column: one statement a table, however many records.
struct Columns {
  std::vector<std::uint64_t> positions, recorded;
  std::vector<std::string_view> salts, keys, commitments, envelopes;
  std::vector<std::uint64_t> named, control, claiming, opened;
  std::vector<std::string_view> ids, matters, claims, holders, opened_names, opened_salts,
      opened_values;

  void add(std::uint64_t position, const NewRecord& item) {
    positions.push_back(position);
    recorded.push_back(seconds(item.record.recorded));
    salts.push_back(view(item.record.salt));
    keys.push_back(view(item.record.keys));
    commitments.push_back(view(item.commitment));
    envelopes.emplace_back(item.record.envelope);
    if (item.record.envelope.empty()) return;  // nobody looks padding up
    named.push_back(position);
    ids.push_back(view(item.id));
    matters.emplace_back(item.matter);
    if (item.control) control.push_back(position);
    for (const auto& claim : item.claims) {
      claims.emplace_back(claim);
      claiming.push_back(position);
      holders.push_back(view(item.id));
    }
    for (const auto& opening : item.openings) {
      opened.push_back(position);
      opened_names.emplace_back(opening.name);
      opened_salts.push_back(view(opening.salt));
      opened_values.emplace_back(opening.value);
    }
  }

  std::vector<PgCommand> commands() const {
    using V = PgValue;
    return {
        {"INSERT INTO entry SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
         {V::numbers(positions), V::numbers(recorded), V::byte_strings(salts),
          V::byte_strings(keys), V::byte_strings(commitments), V::byte_strings(envelopes)}},
        {"INSERT INTO identity SELECT * FROM unnest($1, $2)",
         {V::byte_strings(ids), V::numbers(named)}},
        {"INSERT INTO place SELECT * FROM unnest($1, $2)", {V::texts(matters), V::numbers(named)}},
        {"INSERT INTO control SELECT * FROM unnest($1)", {V::numbers(control)}},
        {"DELETE FROM claim WHERE position IS NULL AND name = ANY($1)", {V::texts(claims)}},
        {"INSERT INTO claim SELECT * FROM unnest($1, $2, $3)",
         {V::texts(claims), V::numbers(claiming), V::byte_strings(holders)}},
        {"INSERT INTO opening SELECT * FROM unnest($1, $2, $3, $4)",
         {V::numbers(opened), V::texts(opened_names), V::byte_strings(opened_salts),
          V::byte_strings(opened_values)}},
        {"COMMIT", {}}};
  }
};

std::vector<std::uint64_t> numbers_of(const PgRows& rows) {
  std::vector<std::uint64_t> out;
  for (int row = 0; row < rows.count(); ++row) out.push_back(rows.number(row, 0));
  return out;
}

std::optional<std::uint64_t> first_of(const PgRows& rows) {
  if (rows.count() == 0) return std::nullopt;
  return rows.number(0, 0);
}

class PostgresEntries : public EntryStore {
 public:
  // What a sequencer reads goes over another connection: whoever signs a head does not keep the
  // next group waiting, and what comes back over the connection with the lock is small.
  static Result<std::unique_ptr<PostgresEntries>> open(const std::string& address,
                                                       PostgresRole role) {
    auto store = std::unique_ptr<PostgresEntries>(new PostgresEntries(role));
    COMITY_TRY(store->reads_, connect(address));
    store->writes_ = store->reads_;
    if (role == PostgresRole::reader) return store;
    COMITY_TRY(store->writes_, connect(address));
    COMITY_CHECK(store->become_sequencer());
    return store;
  }

  Result<std::uint64_t> size() override {
    const std::lock_guard guard(writes_->mutex);
    return stored_size();
  }

  Result<void> append(std::uint64_t first, std::span<const NewRecord> records) override {
    if (role_ == PostgresRole::reader) {
      return fail(Errc::denied, "this server is not the sequencer");
    }
    const std::lock_guard guard(writes_->mutex);
    COMITY_CHECK(writes_->database.query("BEGIN"));
    auto done = append_in_transaction(first, records);
    // After a failure the connection may be gone, and with it the transaction.
    if (!done) static_cast<void>(writes_->database.query("ROLLBACK"));
    return done;
  }

  Result<std::vector<Record>> read(std::uint64_t first, std::uint64_t count) override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows,
               reads_->database.query("SELECT recorded, salt, keys, envelope FROM entry WHERE"
                                      " position >= $1 AND position < $2 ORDER BY position",
                                      {PgValue::number(first), PgValue::number(first + count)}));
    std::vector<Record> records;
    for (int row = 0; row < rows.count(); ++row) {
      records.push_back({rows.instant(row, 0), rows.hash(row, 1), rows.hash(row, 2),
                         std::string(rows.octets(row, 3))});
    }
    return records;
  }

  Result<std::vector<Hash>> commitments(std::uint64_t first, std::uint64_t count) override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows,
               reads_->database.query("SELECT commitment FROM entry WHERE position >= $1 AND"
                                      " position < $2 ORDER BY position",
                                      {PgValue::number(first), PgValue::number(first + count)}));
    std::vector<Hash> hashes;
    for (int row = 0; row < rows.count(); ++row) hashes.push_back(rows.hash(row, 0));
    return hashes;
  }

  Result<std::vector<std::optional<std::uint64_t>>> find_all(std::span<const Hash> ids) override {
    const std::lock_guard guard(reads_->mutex);
    std::vector<std::string_view> wanted;
    for (const Hash& id : ids) wanted.push_back(view(id));
    COMITY_TRY(const auto rows, reads_->database.query("SELECT id, position FROM identity WHERE"
                                                       " id = ANY($1)",
                                                       {PgValue::byte_strings(wanted)}));
    std::map<Hash, std::uint64_t> found;
    for (int row = 0; row < rows.count(); ++row) found[rows.hash(row, 0)] = rows.number(row, 1);
    std::vector<std::optional<std::uint64_t>> places;
    for (const Hash& id : ids) {
      const auto place = found.find(id);
      places.push_back(place == found.end() ? std::nullopt : std::optional(place->second));
    }
    return places;
  }

  Result<std::optional<std::uint64_t>> claimant(const std::string& claim) override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows,
               reads_->database.query("SELECT position FROM claim WHERE name = $1 AND"
                                      " position IS NOT NULL",
                                      {PgValue::text(claim)}));
    return first_of(rows);
  }

  Result<std::vector<std::uint64_t>> control_positions() override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows,
               reads_->database.query("SELECT position FROM control ORDER BY position"));
    return numbers_of(rows);
  }

  Result<std::vector<std::uint64_t>> matter_positions(const std::string& matter,
                                                      std::uint64_t first,
                                                      std::uint64_t count) override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows,
               reads_->database.query(
                   "SELECT position FROM place WHERE matter = $1 AND"
                   " position >= $2 ORDER BY position LIMIT $3",
                   {PgValue::text(matter), PgValue::number(first), PgValue::number(count)}));
    return numbers_of(rows);
  }

  Result<std::vector<Opening>> openings(std::uint64_t position) override {
    const std::lock_guard guard(reads_->mutex);
    COMITY_TRY(const auto rows, reads_->database.query("SELECT name, salt, value FROM opening WHERE"
                                                       " position = $1 ORDER BY name",
                                                       {PgValue::number(position)}));
    std::vector<Opening> found;
    for (int row = 0; row < rows.count(); ++row) {
      found.push_back(
          {std::string(rows.octets(row, 0)), rows.hash(row, 1), std::string(rows.octets(row, 2))});
    }
    return found;
  }

  Result<void> erase(std::uint64_t position, std::span<const std::string> names) override {
    const std::lock_guard guard(writes_->mutex);
    const std::vector<std::string_view> erased(names.begin(), names.end());
    COMITY_CHECK(
        writes_->database.query("DELETE FROM opening WHERE position = $1 AND name = ANY($2)",
                                {PgValue::number(position), PgValue::texts(erased)}));
    // Writes the table anew, without what was deleted, and cuts the old file to nothing.
    COMITY_CHECK(writes_->database.query("VACUUM FULL opening"));
    return {};
  }

  Result<void> backup(const std::string&) override {
    return fail(Errc::invalid_input, "a database is copied by its own means: pg_basebackup");
  }

 private:
  struct Connection {
    explicit Connection(Postgres opened) : database(std::move(opened)) {}
    std::mutex mutex;
    Postgres database;
  };

  explicit PostgresEntries(PostgresRole role) : role_(role) {}

  static Result<std::shared_ptr<Connection>> connect(const std::string& address) {
    COMITY_TRY(Postgres database, Postgres::open(address));
    return std::make_shared<Connection>(std::move(database));
  }

  Result<void> become_sequencer() {
    Postgres& database = writes_->database;
    if (role_ == PostgresRole::elected) {
      COMITY_CHECK(database.query(kElected));
      COMITY_CHECK(database.query(kEndSilentHolder, {PgValue::number(kLockName)}));
    }
    COMITY_CHECK(database.query("SET lock_timeout = '2s'"));
    COMITY_CHECK(database.query("SELECT pg_advisory_lock($1)", {PgValue::number(kLockName)}));
    for (const char* table : kSchema) COMITY_CHECK(database.query(table));
    return {};
  }

  Result<std::uint64_t> stored_size() {
    COMITY_TRY(const auto rows,
               writes_->database.query("SELECT coalesce(max(position) + 1, 0) FROM entry"));
    return rows.number(0, 0);
  }

  Result<void> append_in_transaction(std::uint64_t first, std::span<const NewRecord> records) {
    COMITY_TRY(const std::uint64_t size, stored_size());
    if (size != first) return fail(Errc::conflict, "another writer has appended");
    Columns columns;
    for (std::size_t i = 0; i < records.size(); ++i) columns.add(first + i, records[i]);
    COMITY_CHECK(writes_->database.pipeline(columns.commands()));
    return {};
  }

  PostgresRole role_;
  std::shared_ptr<Connection> reads_;
  std::shared_ptr<Connection> writes_;  // a sequencer's: the one that holds the lock
};

class PostgresHeads : public HeadStore {
 public:
  explicit PostgresHeads(Postgres database) : database_(std::move(database)) {}

  Result<void> prepare() {
    COMITY_CHECK(
        database_.query("CREATE TABLE IF NOT EXISTS head (name text PRIMARY KEY,"
                        " text bytea NOT NULL)"));
    return {};
  }

  Result<std::optional<std::string>> fetch(const std::string& name) override {
    const std::lock_guard guard(mutex_);
    COMITY_TRY(const auto rows,
               database_.query("SELECT text FROM head WHERE name = $1", {PgValue::text(name)}));
    if (rows.count() == 0) return std::nullopt;
    return std::string(rows.octets(0, 0));
  }

  Result<void> replace(const std::string& name, const std::optional<std::string>& expected,
                       const std::string& next) override {
    const std::lock_guard guard(mutex_);
    COMITY_TRY(const PgRows done, swap(name, expected, next));
    if (done.affected() == 1) return {};
    return fail(Errc::conflict, "another writer has signed a head");
  }

 private:
  Result<PgRows> swap(const std::string& name, const std::optional<std::string>& expected,
                      const std::string& next) {
    if (!expected) {
      return database_.query("INSERT INTO head VALUES ($1, $2) ON CONFLICT DO NOTHING",
                             {PgValue::text(name), PgValue::bytes(next)});
    }
    return database_.query("UPDATE head SET text = $3 WHERE name = $1 AND text = $2",
                           {PgValue::text(name), PgValue::bytes(*expected), PgValue::bytes(next)});
  }

  std::mutex mutex_;
  Postgres database_;
};

}  // namespace

Result<std::unique_ptr<EntryStore>> open_postgres_entries(const std::string& address,
                                                          PostgresRole role) {
  return PostgresEntries::open(address, role);
}

Result<std::unique_ptr<HeadStore>> open_postgres_heads(const std::string& address) {
  COMITY_TRY(Postgres database, Postgres::open(address));
  auto store = std::make_unique<PostgresHeads>(std::move(database));
  COMITY_CHECK(store->prepare());
  return store;
}

}  // namespace comity::registry
