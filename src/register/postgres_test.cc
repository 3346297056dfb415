// The store on PostgreSQL, held to the suite that every store is held to; and what only it can do:
// one sequencer among many servers. COMITY_POSTGRES names an empty database, which
// tests/register/postgres.py makes and removes.
#include "register/postgres.h"

#include <algorithm>
#include <cstdlib>
#include <future>

#include "register/audit.h"
#include "register/fixture_for_test.h"
#include "register/server.h"
#include "register/store_conformance.h"

namespace comity::registry {
namespace {

std::string address() {
  const char* const named = std::getenv("COMITY_POSTGRES");
  REQUIRE_MESSAGE(named != nullptr, "run by tests/register/postgres.py");
  return named;
}

// An empty database.
std::string cleared() {
  Postgres database = Postgres::open(address()).value();
  REQUIRE(database.query("DROP SCHEMA public CASCADE"));
  REQUIRE(database.query("CREATE SCHEMA public"));
  return address();
}

OpenEntries entries_at(const std::string& place) {
  return [=] { return open_postgres_entries(place, PostgresRole::sequencer); };
}

TEST_CASE("PostgreSQL keeps what an entry store must keep") {
  entries_conform(entries_at(cleared()));
}
TEST_CASE("PostgreSQL refuses what an entry store must refuse") {
  refusals_conform(entries_at(cleared()));
}
TEST_CASE("PostgreSQL erases values and nothing else") { erasure_conforms(entries_at(cleared())); }
TEST_CASE("PostgreSQL swaps heads, one at a time") {
  const std::string place = cleared();
  heads_conform([=] { return open_postgres_heads(place); });
}

TEST_CASE("an address at which nobody answers, and a statement that is none") {
  CHECK(open_postgres_heads("host=/nowhere").error().code() == Errc::unavailable);
  Postgres database = Postgres::open(address()).value();
  CHECK(database.query("SELECT nothing FROM nowhere").error().code() == Errc::io);
  const auto pipeline =
      database.pipeline({{"SELECT 1", {}}, {"SELECT 1 / 0", {}}, {"SELECT 2", {}}});
  CHECK_FALSE(pipeline);
  CHECK(database.query("SELECT 7::int8").value().number(0, 0) == 7);  // and goes on
}

// A register whose records and heads are in the database.
struct OpenLog {
  static Result<OpenLog> start(TestMachine& machine, const std::string& place) {
    OpenLog server;
    COMITY_TRY(server.entries, open_postgres_entries(place, PostgresRole::sequencer));
    COMITY_TRY(server.heads, open_postgres_heads(place));
    server.tiles = std::make_unique<TileFiles>(machine.disk, "data");
    const Stores stores{*server.entries, *server.heads, *server.tiles, "data/checkpoint"};
    auto opened = Sequencer::open(machine.env, stores, machine.keys.log);
    if (!opened && opened.error().code() == Errc::not_found) {
      opened =
          Sequencer::create(machine.env, stores, machine.keys.log, machine.keys.signed_genesis(8));
    }
    COMITY_TRY(server.sequencer, std::move(opened));
    return server;
  }
  std::unique_ptr<EntryStore> entries;
  std::unique_ptr<HeadStore> heads;
  std::unique_ptr<TileFiles> tiles;
  std::unique_ptr<Sequencer> sequencer;
};

Admitted notice(const Sequencer& sequencer, const TestKeys& keys, int number) {
  const Entry entry = entry_of("register", "notice", R"({"n":)" + std::to_string(number) + "}");
  return sequencer.admit({signed_by(entry, {&keys.root1}).format(), {}, {}}).value();
}

TEST_CASE("a second sequencer waits in vain, and takes over when the first is gone") {
  const std::string place = cleared();
  TestMachine machine;
  auto first = OpenLog::start(machine, place).value();
  CHECK(first.sequencer->commit({notice(*first.sequencer, machine.keys, 1)}).front());
  CHECK(OpenLog::start(machine, place).error().code() == Errc::unavailable);
  const auto reader = open_postgres_entries(place, PostgresRole::reader).value();
  CHECK(reader->size().value() == 9);
  CHECK(append_one(*reader, 9, sample_record("not allowed")).error().code() == Errc::denied);

  // The database ends the first one's connection: it can neither append nor sign any more.
  Postgres other = Postgres::open(place).value();
  REQUIRE(
      other.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"));
  auto second = OpenLog::start(machine, place);
  REQUIRE_MESSAGE(second.has_value(), second.error().message());
  CHECK_FALSE(first.sequencer->commit({notice(*second->sequencer, machine.keys, 2)}).front());
  CHECK_FALSE(first.sequencer->publish());
  CHECK(first.sequencer->halted());
  CHECK(second->sequencer->commit({notice(*second->sequencer, machine.keys, 3)}).front());
  REQUIRE(second->sequencer->pad());
  const Checkpoint head = second->sequencer->publish().value();
  CHECK(audit_tiles(*second->tiles, head));
  CHECK(audit_records(*second->entries, *second->tiles, head));
}

TEST_CASE("a head that another has signed meanwhile fences the one that comes late") {
  const std::string place = cleared();
  TestMachine machine;
  auto server = OpenLog::start(machine, place).value();
  CHECK(server.sequencer->commit({notice(*server.sequencer, machine.keys, 1)}).front());
  const std::string name = machine.keys.genesis().origin;
  const std::string head = server.heads->fetch(name).value().value();
  const auto rival = open_postgres_heads(place).value();
  REQUIRE(rival->replace(name, head, "a head that somebody else signed"));
  CHECK(server.sequencer->publish().error().code() == Errc::conflict);
  CHECK(server.sequencer->halted());
}

TEST_CASE("many submitters, group commit, and every promise kept") {
  const std::string place = cleared();
  TestMachine machine;
  auto server = OpenLog::start(machine, place).value();
  constexpr int kEntries = 200;
  Checkpoint head;
  {
    Register log(std::move(server.sequencer), {});
    std::vector<std::jthread> threads;
    std::atomic<int> placed = 0;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEntries; ++i) {
          const Entry entry =
              entry_of("register", "notice", R"({"n":)" + std::to_string(1000 * t + i) + "}");
          const std::string text = signed_by(entry, {&machine.keys.root1}).format();
          if (log.submit({text, {}, {}})) ++placed;
        }
      });
    }
    threads.clear();
    CHECK(placed == 4 * kEntries);
    head = log.publish().value();
  }
  CHECK(audit_tiles(*server.tiles, head));
  CHECK(audit_records(*server.entries, *server.tiles, head));
}

// A register in the database, and nobody who sequences.
std::string begun(TestMachine& machine) {
  const std::string place = cleared();
  OpenLog::start(machine, place).value();
  return place;
}

std::unique_ptr<Intake> intake_at(const std::string& place, const SigningKey& log_key,
                                  IntakeSide side = IntakeSide::server) {
  return open_postgres_intake(place, side, log_key).value();
}

Admitted ruling(const TestKeys& keys, int number, std::vector<std::string> claims) {
  KeyBook book;
  const Envelope genesis = keys.signed_genesis(8);
  REQUIRE(book.apply(Entry::parse(genesis.payload).value(), genesis.format(), 0));
  const Entry entry =
      entry_of("register", "ruling", R"({"n":)" + std::to_string(number) + "}", "case-1");
  return admit(book, {signed_by(entry, {&keys.root1}).format(), {}, std::move(claims)}).value();
}

TEST_CASE("one ruling per case: the second is refused before anybody sequences") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto one = intake_at(place, machine.keys.log);
  const auto other = intake_at(place, machine.keys.log);
  const Admitted first = ruling(machine.keys, 1, {"ruling of case 1", "seat"});
  const Admitted second = ruling(machine.keys, 2, {"ruling of case 1"});
  const auto put = [](Intake& intake, const Admitted& item) {
    const Admitted* const items[] = {&item};
    return intake.put(items).value().front();
  };
  CHECK(put(*one, first));
  CHECK(put(*other, second).error().code() == Errc::conflict);
  CHECK(put(*other, first));  // again, by another way
  const auto sequencer = intake_at(place, machine.keys.log, IntakeSide::sequencer);
  CHECK(sequencer->take(10).value().size() == 1);

  // What the sequencer refuses gives its claims back; who asks is told why.
  REQUIRE(sequencer->settle({}, std::vector<Refused>{{first.id, Error(Errc::denied, "why")}}));
  CHECK(sequencer->take(10).value().empty());
  const Answers answers = one->answers({&first.id, 1}).value();
  REQUIRE(answers.refused.size() == 1);
  CHECK(answers.refused.front().why.message() == "why");
  CHECK(put(*other, second));
  CHECK(put(*one, first).error().code() == Errc::conflict);
}

TEST_CASE("a claim that no entry waits for any more is free again") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto intake = intake_at(place, machine.keys.log);
  const Admitted lost = ruling(machine.keys, 1, {"ruling of case 1"});
  const Admitted* const items[] = {&lost};
  REQUIRE(intake->put(items).value().front());
  Postgres database = Postgres::open(place).value();
  REQUIRE(database.query("DELETE FROM intake"));  // as a crash of the database leaves it
  REQUIRE(intake->release_claims());
  const Admitted next = ruling(machine.keys, 2, {"ruling of case 1"});
  const Admitted* const others[] = {&next};
  CHECK(intake->put(others).value().front());
}

// Until `count` of the database's connections wait for a row that another one holds.
void wait_for_waiting(Postgres& database, int count) {
  int waiting = 0;
  for (int i = 0; i < 200 && waiting < count; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    waiting = database.query("SELECT FROM pg_locks WHERE NOT granted").value().count();
  }
  REQUIRE(waiting >= count);
}

Result<void> put_all(Intake& intake, const std::vector<Admitted>& items) {
  std::vector<const Admitted*> group;
  for (const Admitted& item : items) group.push_back(&item);
  COMITY_TRY(const auto results, intake.put(group));
  for (const auto& result : results) COMITY_CHECK(result);
  return {};
}

TEST_CASE("a ruling is settled while it is put in again") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto server = intake_at(place, machine.keys.log);
  const auto sequencer = intake_at(place, machine.keys.log, IntakeSide::sequencer);
  const std::vector<Admitted> items{ruling(machine.keys, 1, {"ruling of case 1"})};
  REQUIRE(put_all(*server, items));
  Postgres database = Postgres::open(place).value();
  REQUIRE(database.query("BEGIN"));
  REQUIRE(database.query("SELECT FROM intake FOR UPDATE"));
  Result<void> settled;
  Result<void> put;
  {
    const std::vector<Refused> refused{{items[0].id, Error(Errc::denied, "why")}};
    const std::jthread one([&] { settled = sequencer->settle({}, refused); });
    wait_for_waiting(database, 1);
    const std::jthread other([&] { put = put_all(*server, items); });
    wait_for_waiting(database, 2);
    REQUIRE(database.query("COMMIT"));
  }
  CHECK(settled);
  CHECK(put);
  CHECK(sequencer->take(10).value().size() == 1);  // and is judged again
}

TEST_CASE("a group is settled while it is put in again") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto server = intake_at(place, machine.keys.log);
  const auto sequencer = intake_at(place, machine.keys.log, IntakeSide::sequencer);
  std::vector<Admitted> items;
  for (int number = 0; number < 3; ++number) items.push_back(ruling(machine.keys, number, {}));
  std::ranges::sort(items, {}, &Admitted::id);
  REQUIRE(put_all(*server, items));
  Postgres database = Postgres::open(place).value();
  REQUIRE(database.query("BEGIN"));
  REQUIRE(database.query("SELECT FROM intake WHERE id = $1 FOR UPDATE",
                         {PgValue::bytes(view(items[1].id))}));
  Result<void> settled;
  Result<void> put;
  {
    const std::vector<Refused> refused{{items[0].id, Error(Errc::denied, "why")}};
    const std::jthread one([&] { put = put_all(*server, items); });
    wait_for_waiting(database, 1);  // it holds the first, and waits for the second
    const std::jthread other([&] { settled = sequencer->settle({&items[2].id, 1}, refused); });
    wait_for_waiting(database, 2);
    REQUIRE(database.query("COMMIT"));
  }
  CHECK(settled);
  CHECK(put);
}

TEST_CASE("a refusal is forgotten an hour later, when others are settled") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto server = intake_at(place, machine.keys.log);
  const auto sequencer = intake_at(place, machine.keys.log, IntakeSide::sequencer);
  Postgres database = Postgres::open(place).value();
  const auto refuse = [&](const Admitted& item) {
    const Admitted* const items[] = {&item};
    REQUIRE(server->put(items).value().front());
    REQUIRE(sequencer->settle({}, std::vector<Refused>{{item.id, Error(Errc::denied, "why")}}));
  };
  const std::vector<Hash> ids{ruling(machine.keys, 1, {}).id, ruling(machine.keys, 2, {}).id};
  refuse(ruling(machine.keys, 1, {}));
  REQUIRE(database.query("UPDATE intake SET since = since - interval '59 minutes'"));
  refuse(ruling(machine.keys, 2, {}));
  CHECK(server->answers(ids).value().refused.size() == 2);
  REQUIRE(database.query("UPDATE intake SET since = since - interval '2 minutes'"));
  REQUIRE(sequencer->settle({}, {}));
  const Answers left = server->answers(ids).value();
  REQUIRE(left.refused.size() == 1);
  CHECK(left.refused.front().id == ids[1]);
}

TEST_CASE("whoever can write to the database cannot slip an entry past the servers") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto forger = intake_at(place, machine.keys.veltria);  // a key, but not the register's
  const Admitted forged = ruling(machine.keys, 1, {});
  const Admitted* const items[] = {&forged};
  REQUIRE(forger->put(items));
  const auto sequencer = intake_at(place, machine.keys.log, IntakeSide::sequencer);
  const auto taken = sequencer->take(10).value();
  REQUIRE(taken.size() == 1);
  CHECK(taken.front().item.error().code() == Errc::denied);
}

std::unique_ptr<Server> serve(TestMachine& machine, const std::string& place,
                              const std::string& name) {
  ServerOptions options;
  options.database = place;
  options.directory = "data/" + name;
  options.log.interval = std::chrono::milliseconds(50);
  return Server::start(machine.env, options, machine.keys.log).value();
}

TEST_CASE("two servers: one log, one order, the same answers") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto one = serve(machine, place, "one");
  const auto other = serve(machine, place, "other");
  const NoteKey log = machine.keys.genesis().log_key;
  const auto text = [&](const Entry& entry, std::initializer_list<const SigningKey*> keys) {
    return signed_by(entry, keys).format();
  };
  const std::string notice = text(entry_of("register", "notice"), {&machine.keys.root1});
  const Placement placed = one->submit({notice, {}, {}}).value();
  CHECK(check_placement(placed, log));
  CHECK(other->submit({notice, {}, {}}).value().receipt == placed.receipt);  // the same place
  // The same entry, signed by somebody else too: the record stays what it was.
  const std::string again =
      text(entry_of("register", "notice"), {&machine.keys.root1, &machine.keys.root2});
  CHECK(other->submit({again, {}, {}}).value().record == placed.record);

  // A key that came in by one server is known to the other.
  const std::string fields =
      R"({"party":"veltria","root":")" + machine.keys.veltria_root.public_key().text() + R"("})";
  Entry party = entry_of("register", "register.party", fields, "register");
  party.signers = {{"register", 2}};
  REQUIRE(one->submit({text(party, {&machine.keys.root1, &machine.keys.root2}), {}, {}}));
  CHECK(other->submit({text(entry_of("veltria", "notice"), {&machine.keys.veltria_root}), {}, {}}));
  CHECK(other->submit({text(entry_of("marenna", "notice"), {&machine.keys.marenna}), {}, {}})
            .error()
            .code() == Errc::denied);
  const Entry usurped = entry_of("veltria", "notice", R"({"by":"another"})");
  const auto judged = other->submit({text(usurped, {&machine.keys.root1}), {}, {}});
  REQUIRE_FALSE(judged);  // by the sequencer
  CHECK(judged.error().code() == Errc::denied);
  CHECK(one->is_sequencer() != other->is_sequencer());
}

// Submits, as often as a server answers that it cannot tell now.
Result<Placement> submit_patiently(Server& server, const std::string& text) {
  auto placed = server.submit({text, {}, {}});
  for (int i = 0; i < 20 && !placed && placed.error().code() == Errc::unavailable; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    placed = server.submit({text, {}, {}});
  }
  return placed;
}

TEST_CASE("an entry that was refused is judged again, however long it takes to hand it in") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto server = serve(machine, place, "one");
  const Envelope first = signed_by(entry_of("register", "notice"), {&machine.keys.root1});
  Entry correction = entry_of("register", "notice", R"({"n":2})");
  correction.corrects = first.id();
  const std::string text = signed_by(correction, {&machine.keys.root1}).format();
  REQUIRE(server->submit({text, {}, {}}).error().code() == Errc::not_found);
  REQUIRE(server->submit({first.format(), {}, {}}));

  Postgres database = Postgres::open(place).value();
  REQUIRE(database.query("BEGIN"));
  REQUIRE(database.query("SELECT FROM intake WHERE refusal IS NOT NULL FOR UPDATE"));
  std::promise<Result<Placement>> promise;
  server->submit({text, {}, {}}, [&](auto result) { promise.set_value(std::move(result)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(600));  // it looks for answers meanwhile
  REQUIRE(database.query("COMMIT"));
  const auto judged = promise.get_future().get();
  REQUIRE_MESSAGE(judged.has_value(), judged.error().message());
}

TEST_CASE("a server whose connections were all lost goes on with others") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto server = serve(machine, place, "one");
  const Entry entry = entry_of("register", "notice");
  const auto placed =
      submit_patiently(*server, signed_by(entry, {&machine.keys.root1}).format()).value();
  Postgres database = Postgres::open(place).value();
  REQUIRE(
      database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                     " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"));
  // Signed by somebody else too, so that the server reads its record back.
  const std::string again = signed_by(entry, {&machine.keys.root1, &machine.keys.root2}).format();
  const auto found = submit_patiently(*server, again);
  REQUIRE_MESSAGE(found.has_value(), found.error().message());
  CHECK(found->record == placed.record);
}

TEST_CASE("of two servers with a ruling each on one case, one is refused") {
  TestMachine machine;
  const std::string place = begun(machine);
  const auto one = serve(machine, place, "one");
  const auto other = serve(machine, place, "other");
  std::atomic<int> placed = 0;
  std::atomic<int> refused = 0;
  for (int number = 0; number < 20; ++number) {
    std::vector<std::jthread> threads;
    for (auto* const server : {one.get(), other.get()}) {
      threads.emplace_back([&, server] {
        const Entry entry =
            entry_of("register", "ruling", R"({"by":)" + std::to_string(server == one.get()) + "}",
                     "case-" + std::to_string(number));
        const auto result = server->submit({signed_by(entry, {&machine.keys.root1}).format(),
                                            {},
                                            {"ruling of case " + std::to_string(number)}});
        placed += result.has_value() ? 1 : 0;
        refused += !result && result.error().code() == Errc::conflict ? 1 : 0;
      });
    }
  }
  CHECK(placed == 20);
  CHECK(refused == 20);
}

}  // namespace
}  // namespace comity::registry
