// A thin, owning wrapper over the C interface of SQLite: a connection, a prepared statement, and
// errors as values. For the .cc files of this room.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "register/store.h"

namespace comity::registry {

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  // Values for ?1, ?2, … of the next run. The texts must outlive the run.
  void bind(int place, std::string_view octets);
  void bind(int place, const Hash& hash) { bind(place, view(hash)); }
  void bind_text(int place, std::string_view text);
  void bind(int place, std::uint64_t number);

  // True while there is a row. After the last row, or a failure, the statement can run anew.
  Result<bool> step();
  Result<void> run();  // to the end
  void reset();

  std::string octets(int column) const;
  std::uint64_t number(int column) const;
  Hash hash(int column) const { return take<32>(octets(column)); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Sqlite {
 public:
  static Result<Sqlite> open(const std::string& path, const SqliteOptions& options);

  Result<Statement> prepare(std::string_view sql);
  Result<void> execute(const char* sql);
  sqlite3* handle() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

// BEGIN IMMEDIATE, and ROLLBACK unless commit() was reached.
class Transaction {
 public:
  explicit Transaction(Sqlite& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Result<void> begin();
  Result<void> commit();

 private:
  Sqlite& database_;
  bool open_ = false;
};

}  // namespace comity::registry
