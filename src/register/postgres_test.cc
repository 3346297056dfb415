// The store on PostgreSQL, held to the suite that every store is held to; and what only it can do:
// one sequencer among many servers. COMITY_POSTGRES names an empty database, which
// tests/register/postgres.py makes and removes.
#include "register/postgres.h"

#include <cstdlib>

#include "register/audit.h"
#include "register/fixture_for_test.h"
#include "register/register.h"
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
struct Server {
  static Result<Server> start(TestMachine& machine, const std::string& place) {
    Server server;
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
  auto first = Server::start(machine, place).value();
  CHECK(first.sequencer->commit({notice(*first.sequencer, machine.keys, 1)}).front());
  CHECK(Server::start(machine, place).error().code() == Errc::unavailable);
  const auto reader = open_postgres_entries(place, PostgresRole::reader).value();
  CHECK(reader->size().value() == 9);
  CHECK(append_one(*reader, 9, sample_record("not allowed")).error().code() == Errc::denied);

  // The database ends the first one's connection: it can neither append nor sign any more.
  Postgres other = Postgres::open(place).value();
  REQUIRE(
      other.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"));
  auto second = Server::start(machine, place);
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
  auto server = Server::start(machine, place).value();
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
  auto server = Server::start(machine, place).value();
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

}  // namespace
}  // namespace comity::registry
