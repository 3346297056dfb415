#include "register/sqlite.h"

namespace comity::registry {

namespace {

tl::unexpected<Error> refused(sqlite3* connection) {
  const int code = sqlite3_errcode(connection) & 0xff;
  const Errc kind = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? Errc::unavailable
                    : code == SQLITE_CONSTRAINT                       ? Errc::conflict
                    : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? Errc::corrupt
                                                                      : Errc::io;
  return fail(kind, std::string("the store: ") + sqlite3_errmsg(connection));
}

}  // namespace

void Statement::bind(int place, std::string_view octets) {
  sqlite3_bind_blob64(statement_.get(), place, octets.data(), octets.size(), SQLITE_STATIC);
}

void Statement::bind_text(int place, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), place, text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

void Statement::bind(int place, std::uint64_t number) {
  sqlite3_bind_int64(statement_.get(), place, static_cast<sqlite3_int64>(number));
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  auto error = refused(sqlite3_db_handle(statement_.get()));
  reset();
  return error;
}

Result<void> Statement::run() {
  while (true) {
    COMITY_TRY(const bool more, step());
    if (!more) return {};
  }
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::string Statement::octets(int column) const {
  const void* const data = sqlite3_column_blob(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

Result<Sqlite> Sqlite::open(const std::string& path, const SqliteOptions& options) {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  Sqlite database;
  database.connection_.reset(raw);
  if (code != SQLITE_OK) return fail(Errc::io, "opening " + path + ": " + sqlite3_errstr(code));
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 5000);
  if (options.exclusive) COMITY_CHECK(database.execute("PRAGMA locking_mode=EXCLUSIVE"));
  // FULL in WAL mode: one sync of the log per commit. secure_delete: erased values are overwritten.
  COMITY_CHECK(database.execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
      "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768"));
  return database;
}

Result<Statement> Sqlite::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return refused(connection_.get());
  }
  return Statement(statement);
}

Result<void> Sqlite::execute(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return refused(connection_.get());
  }
  return {};
}

Result<void> Transaction::begin() {
  COMITY_CHECK(database_.execute("BEGIN IMMEDIATE"));
  open_ = true;
  return {};
}

Result<void> Transaction::commit() {
  COMITY_CHECK(database_.execute("COMMIT"));
  open_ = false;
  return {};
}

Transaction::~Transaction() {
  // A rollback that fails leaves a transaction that was never committed; the caller stops anyway.
  if (open_) static_cast<void>(database_.execute("ROLLBACK"));
}

}  // namespace comity::registry
