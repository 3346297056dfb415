// A thin, owning wrapper over libpq: a connection, parameters in the binary format, pipelines, and
// errors as values. For the .cc files of this room.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/result.h"

namespace comity::registry {

// A parameter of a statement, in the binary format of its type.
struct PgValue {
  Oid type = 0;
  std::string octets;

  static PgValue number(std::uint64_t value);
  static PgValue bytes(std::string_view octets);
  static PgValue text(std::string_view text);
  static PgValue numbers(const std::vector<std::uint64_t>& values);       // int8[]
  static PgValue byte_strings(const std::vector<std::string_view>& all);  // bytea[]
  static PgValue texts(const std::vector<std::string_view>& all);         // text[]
};

struct PgCommand {
  const char* sql = nullptr;
  std::vector<PgValue> values;
};

// The rows of an answer.
class PgRows {
 public:
  explicit PgRows(PGresult* result) : result_(result) {}

  int count() const { return PQntuples(result_.get()); }
  std::uint64_t number(int row, int column) const { return big_endian(octets(row, column)); }
  std::string_view octets(int row, int column) const;
  Instant instant(int row, int column) const;  // stored in seconds
  Hash hash(int row, int column) const { return take<32>(octets(row, column)); }
  bool is_null(int row, int column) const { return PQgetisnull(result_.get(), row, column) != 0; }
  std::uint64_t affected() const;

 private:
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
};

class Postgres {
 public:
  // Errors: unavailable if the server does not answer.
  static Result<Postgres> open(const std::string& address);

  // One statement. Errors: conflict for a key that is there already; unavailable for a lost
  // connection or a lock; io for all else.
  Result<PgRows> query(const char* sql, const std::vector<PgValue>& values = {});

  // All statements in one round trip; they succeed or fail together only if BEGIN and COMMIT are
  // among them. Errors: the first one's.
  Result<std::vector<PgRows>> pipeline(const std::vector<PgCommand>& commands);

  // Until something is notified on a channel that this connection listens to; at most so long.
  // Errors: unavailable for a lost connection.
  Result<void> wait_notification(std::chrono::milliseconds longest);

 private:
  bool take_notifications();
  Result<void> send(const PgCommand& command);
  tl::unexpected<Error> refused(const PGresult* result) const;

  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  std::unique_ptr<PGconn, Finish> connection_;
};

}  // namespace comity::registry
