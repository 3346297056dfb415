#include "register/postgres.h"

#include <charconv>
#include <optional>

#include "base/wait.h"

namespace comity::registry {

namespace {

// Types of PostgreSQL (catalog/pg_type.dat).
constexpr Oid kInt8 = 20, kBytea = 17, kText = 25;
constexpr Oid kInt8Array = 1016, kByteaArray = 1001, kTextArray = 1009;

std::string int8_octets(std::uint64_t value) {
  std::string out;
  append_big_endian(out, value, 8);
  return out;
}

// A one-dimensional array without nulls: dimensions, flags, element type, length, lower bound, and
// each element behind its length.
template <class Range, class Octets>
std::string array_octets(Oid element, const Range& range, Octets octets) {
  std::string out;
  append_big_endian(out, range.empty() ? 0 : 1, 4);
  append_big_endian(out, 0, 4);
  append_big_endian(out, element, 4);
  if (range.empty()) return out;
  append_big_endian(out, range.size(), 4);
  append_big_endian(out, 1, 4);
  for (const auto& item : range) append_string(out, octets(item));
  return out;
}

std::string as_string(std::string_view text) { return std::string(text); }

}  // namespace

PgValue PgValue::number(std::uint64_t value) { return {kInt8, int8_octets(value)}; }
PgValue PgValue::bytes(std::string_view octets) { return {kBytea, std::string(octets)}; }
PgValue PgValue::text(std::string_view text) { return {kText, std::string(text)}; }

PgValue PgValue::numbers(const std::vector<std::uint64_t>& values) {
  return {kInt8Array, array_octets(kInt8, values, int8_octets)};
}

PgValue PgValue::byte_strings(const std::vector<std::string_view>& all) {
  return {kByteaArray, array_octets(kBytea, all, as_string)};
}

PgValue PgValue::texts(const std::vector<std::string_view>& all) {
  return {kTextArray, array_octets(kText, all, as_string)};
}

std::string_view PgRows::octets(int row, int column) const {
  const auto size = static_cast<std::size_t>(PQgetlength(result_.get(), row, column));
  return {PQgetvalue(result_.get(), row, column), size};
}

std::uint64_t PgRows::affected() const {
  const std::string_view text = PQcmdTuples(result_.get());
  std::uint64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

Instant PgRows::instant(int row, int column) const {
  return Instant(std::chrono::sys_seconds(std::chrono::seconds(number(row, column))));
}

tl::unexpected<Error> Postgres::refused(const PGresult* result) const {
  const char* const field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view state = field == nullptr ? "" : field;
  Errc code = Errc::io;
  if (state == "23505") code = Errc::conflict;
  if (state.empty() || state == "55P03" || state.starts_with("08") || state.starts_with("57")) {
    code = Errc::unavailable;
  }
  std::string message = result ? PQresultErrorMessage(result) : "";
  if (message.empty()) message = PQerrorMessage(connection_.get());
  return fail(code, "the store: " + message.substr(0, message.find('\n')));
}

Result<Postgres> Postgres::open(const std::string& address) {
  Postgres database;
  database.connection_.reset(PQconnectdb(address.c_str()));
  if (PQstatus(database.connection_.get()) != CONNECTION_OK) return database.refused(nullptr);
  PQsetNoticeProcessor(database.connection_.get(), [](void*, const char*) {}, nullptr);
  // Whatever the server is set to: an answer is given when the commit is on disk.
  COMITY_CHECK(database.query("SET synchronous_commit = on"));
  return database;
}

Result<void> Postgres::send(const PgCommand& command) {
  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const auto& value : command.values) {
    types.push_back(value.type);
    values.push_back(value.octets.data());
    lengths.push_back(static_cast<int>(value.octets.size()));
  }
  const std::vector<int> binary(command.values.size(), 1);
  if (PQsendQueryParams(connection_.get(), command.sql, static_cast<int>(values.size()),
                        types.data(), values.data(), lengths.data(), binary.data(), 1) != 1) {
    return refused(nullptr);
  }
  return {};
}

Result<PgRows> Postgres::query(const char* sql, const std::vector<PgValue>& values) {
  COMITY_TRY(auto rows, pipeline({{sql, values}}));
  return std::move(rows.front());
}

bool Postgres::take_notifications() {
  bool any = false;
  while (PGnotify* const one = PQnotifies(connection_.get())) {
    PQfreemem(one);
    any = true;
  }
  return any;
}

Result<void> Postgres::wait_notification(std::chrono::milliseconds longest) {
  if (take_notifications()) return {};  // came with the answer to an earlier statement
  wait_readable(PQsocket(connection_.get()), longest);
  if (PQconsumeInput(connection_.get()) != 1) return refused(nullptr);
  take_notifications();
  return {};
}

Result<std::vector<PgRows>> Postgres::pipeline(const std::vector<PgCommand>& commands) {
  PGconn* const connection = connection_.get();
  if (PQenterPipelineMode(connection) != 1) return refused(nullptr);
  for (const auto& command : commands) COMITY_CHECK(send(command));
  if (PQpipelineSync(connection) != 1) return refused(nullptr);
  std::vector<PgRows> rows;
  std::optional<Error> first;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    PGresult* const result = PQgetResult(connection);
    rows.emplace_back(result);
    const ExecStatusType status = PQresultStatus(result);
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good && !first) first = refused(result).value();
    if (result != nullptr) PQclear(PQgetResult(connection));  // the end of this statement
  }
  PQclear(PQgetResult(connection));  // the end of the pipeline
  if (PQexitPipelineMode(connection) != 1 && !first) return refused(nullptr);
  if (first) return tl::unexpected<Error>(*first);
  return rows;
}

}  // namespace comity::registry
