#include <map>
#include <set>

#include "base/hash.h"
#include "register/intake.h"
#include "register/postgres.h"

namespace comity::registry {

namespace {

using V = PgValue;

// A sheet is made of strings behind their lengths, and of lists of them behind their counts.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  Result<std::string> next() {
    if (const auto field = take_string(text_)) return std::string(*field);
    return fail(Errc::corrupt, "a sheet of the intake is too short");
  }

  Result<std::vector<std::string>> list() {
    COMITY_TRY(const std::string count, next());
    std::vector<std::string> fields;
    for (std::uint64_t i = big_endian(count); i > 0; --i) {
      COMITY_TRY(std::string field, next());
      fields.push_back(std::move(field));
    }
    return fields;
  }

 private:
  std::string_view text_;
};

template <class Range>
void append_list(std::string& out, const Range& range) {
  std::string count;
  append_big_endian(count, range.size(), 4);
  append_string(out, count);
  for (const auto& field : range) append_string(out, field);
}

// What a row of the intake says: the envelope, the keys that signed it, its claims, its openings.
std::string sheet_of(const Admitted& item) {
  std::string sheet;
  append_string(sheet, item.envelope);
  append_list(sheet, item.key_ids);
  append_list(sheet, item.claims);
  std::vector<std::string> openings;
  for (const auto& opening : item.openings) {
    openings.insert(openings.end(), {opening.name, std::string(view(opening.salt)), opening.value});
  }
  append_list(sheet, openings);
  return sheet;
}

Result<Admitted> read_sheet(std::string_view sheet) {
  FieldReader reader(sheet);
  Submission submission;
  COMITY_TRY(submission.envelope, reader.next());
  COMITY_TRY(const auto key_ids, reader.list());
  COMITY_TRY(submission.claims, reader.list());
  COMITY_TRY(const auto openings, reader.list());
  for (std::size_t i = 0; i + 2 < openings.size(); i += 3) {
    submission.openings.push_back({openings[i], take<32>(openings[i + 1]), openings[i + 2]});
  }
  return admit_verified(submission, {key_ids.begin(), key_ids.end()});
}

constexpr const char* kPut =
    "INSERT INTO intake (id, sheet, code) SELECT * FROM unnest($1, $2, $3)"
    " ON CONFLICT (id) DO UPDATE SET sheet = excluded.sheet, code = excluded.code,"
    " refusal = NULL, why = NULL WHERE intake.refusal IS NOT NULL";
constexpr const char* kReserve =
    "INSERT INTO claim (name, holder) SELECT name, $2 FROM unnest($1) AS name"
    " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder"
    " WHERE claim.holder = excluded.holder";
// Whoever settles locks as those who put do, so that neither waits for the other in a circle: the
// claims before the entries, and either in their order.
constexpr const char* kLockClaims =
    "SELECT FROM claim WHERE position IS NULL AND holder = ANY($1)"
    " ORDER BY name COLLATE \"C\" FOR UPDATE";
constexpr const char* kLockEntries = "SELECT FROM intake WHERE id = ANY($1) ORDER BY id FOR UPDATE";
// Not one that is just being put in again.
constexpr const char* kForgetRefused =
    "DELETE FROM intake WHERE id IN (SELECT id FROM intake WHERE refusal IS NOT NULL"
    " AND since < now() - interval '1 hour' FOR UPDATE SKIP LOCKED)";
constexpr const char* kTellSequencer = "SELECT pg_notify('comity_intake', '')";
constexpr const char* kTellServers = "SELECT pg_notify('comity_answers', '')";

class PostgresIntake : public Intake {
 public:
  PostgresIntake(Postgres database, const SigningKey& log_key)
      : database_(std::move(database)), log_key_(log_key) {}

  Result<void> prepare(IntakeSide side) {
    COMITY_CHECK(database_.query("SET synchronous_commit = off"));
    const bool server = side == IntakeSide::server;
    COMITY_CHECK(database_.query(server ? "LISTEN comity_answers" : "LISTEN comity_intake"));
    return {};
  }

  Result<std::vector<Result<void>>> put(std::span<const Admitted* const> items) override {
    std::vector<Result<void>> results(items.size());
    std::vector<const Admitted*> plain;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i]->claims.empty()) {
        plain.push_back(items[i]);
        continue;
      }
      results[i] = put_with_claims(*items[i]);
      if (!results[i] && results[i].error().code() != Errc::conflict) {
        return tl::unexpected<Error>(results[i].error());
      }
    }
    COMITY_CHECK(database_.pipeline({put_command(plain), {kTellSequencer, {}}}));
    return results;
  }

  Result<Answers> answers(std::span<const Hash> ids) override {
    const V wanted = V::byte_strings(views(ids));
    COMITY_TRY(
        const auto rows,
        database_.pipeline(
            {{"SELECT id, position, recorded, salt, keys, commitment FROM identity JOIN entry"
              " USING (position) WHERE id = ANY($1)",
              {wanted}},
             {"SELECT id, refusal, why FROM intake WHERE id = ANY($1) AND refusal IS NOT NULL",
              {wanted}}}));
    Answers answers;
    for (int row = 0; row < rows[0].count(); ++row) {
      answers.placed.push_back({rows[0].hash(row, 0), rows[0].number(row, 1),
                                rows[0].instant(row, 2), rows[0].hash(row, 3), rows[0].hash(row, 4),
                                rows[0].hash(row, 5)});
    }
    for (int row = 0; row < rows[1].count(); ++row) {
      answers.refused.push_back(
          {rows[1].hash(row, 0),
           Error(static_cast<Errc>(rows[1].number(row, 1)), std::string(rows[1].octets(row, 2)))});
    }
    return answers;
  }

  Result<std::vector<Taken>> take(std::size_t count) override {
    COMITY_TRY(const auto rows,
               database_.query("SELECT id, sheet, code FROM intake WHERE refusal IS NULL"
                               " ORDER BY ticket LIMIT $1",
                               {V::number(count)}));
    std::vector<Taken> taken;
    for (int row = 0; row < rows.count(); ++row) {
      const Hash id = rows.hash(row, 0);
      taken.push_back({id, read(id, rows.octets(row, 1), rows.octets(row, 2))});
    }
    return taken;
  }

  Result<void> settle(std::span<const Hash> committed, std::span<const Refused> refused) override {
    std::vector<Hash> ids;
    std::vector<std::uint64_t> codes;
    std::vector<std::string_view> reasons;
    for (const auto& one : refused) {
      ids.push_back(one.id);
      codes.push_back(static_cast<std::uint64_t>(one.why.code()));
      reasons.emplace_back(one.why.message());
    }
    const V refused_ids = V::byte_strings(views(ids));
    std::vector<Hash> all(committed.begin(), committed.end());
    all.insert(all.end(), ids.begin(), ids.end());
    return run({{kLockClaims, {refused_ids}},
                {kLockEntries, {V::byte_strings(views(all))}},
                {"DELETE FROM claim WHERE position IS NULL AND holder = ANY($1)", {refused_ids}},
                {"DELETE FROM intake WHERE id = ANY($1)", {V::byte_strings(views(committed))}},
                {"UPDATE intake SET refusal = n, why = w, since = now()"
                 " FROM unnest($1, $2, $3) AS refused(r, n, w) WHERE id = r",
                 {refused_ids, V::numbers(codes), V::texts(reasons)}},
                {kForgetRefused, {}},
                {kTellServers, {}}});
  }

  Result<void> release_claims() override {
    return run(
        {{"DELETE FROM claim WHERE position IS NULL AND NOT EXISTS"
          " (SELECT FROM intake WHERE id = holder AND refusal IS NULL)",
          {}}});
  }

  Result<void> wait(std::chrono::milliseconds longest) override {
    return database_.wait_notification(longest);
  }

 private:
  static std::vector<std::string_view> views(std::span<const Hash> ids) {
    std::vector<std::string_view> out;
    for (const Hash& id : ids) out.push_back(view(id));
    return out;
  }

  Result<void> run(const std::vector<PgCommand>& commands) {
    COMITY_CHECK(database_.pipeline(commands));
    return {};
  }

  // In the order of their ids, so that two servers with the same entries do not wait for each
  // other.
  PgCommand put_command(const std::vector<const Admitted*>& items) const {
    std::map<Hash, std::string> sheets;
    for (const auto* item : items) sheets.emplace(item->id, sheet_of(*item));
    std::vector<Hash> codes;
    std::vector<std::string_view> ids;
    std::vector<std::string_view> texts;
    for (const auto& [id, sheet] : sheets) {
      ids.push_back(view(id));
      texts.emplace_back(sheet);
      codes.push_back(log_key_.code(sheet));
    }
    return {kPut, {V::byte_strings(ids), V::byte_strings(texts), V::byte_strings(views(codes))}};
  }

  // The claims and the entry, or nothing.
  Result<void> put_with_claims(const Admitted& item) {
    // In their order, as above.
    const std::set<std::string_view> names(item.claims.begin(), item.claims.end());
    const auto done = database_.pipeline(
        {{"BEGIN", {}},
         {kReserve, {V::texts({names.begin(), names.end()}), V::bytes(view(item.id))}},
         put_command({&item}),
         {kTellSequencer, {}}});
    const bool reserved = done && (*done)[1].affected() == names.size();
    auto ended = database_.query(reserved ? "COMMIT" : "ROLLBACK");
    if (!done) return tl::unexpected<Error>(done.error());
    if (!ended) return tl::unexpected<Error>(ended.error());
    if (reserved) return {};
    return fail(Errc::conflict, "another entry holds or awaits \"" + item.claims.front() + "\"");
  }

  Result<Admitted> read(const Hash& id, std::string_view sheet, std::string_view code) const {
    if (view(log_key_.code(sheet)) != code) {
      return fail(Errc::denied, "no server of this register has verified this entry");
    }
    COMITY_TRY(Admitted item, read_sheet(sheet));
    if (item.id != id) return fail(Errc::denied, "the sheet of another entry");
    return item;
  }

  Postgres database_;
  SigningKey log_key_;
};

}  // namespace

Result<std::unique_ptr<Intake>> open_postgres_intake(const std::string& address, IntakeSide side,
                                                     const SigningKey& log_key) {
  COMITY_TRY(Postgres database, Postgres::open(address));
  auto intake = std::make_unique<PostgresIntake>(std::move(database), log_key);
  COMITY_CHECK(intake->prepare(side));
  return intake;
}

}  // namespace comity::registry
