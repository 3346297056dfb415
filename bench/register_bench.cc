// What a register does on this machine: durable appends of signed entries, from the signature of
// the client to the receipt in its hands; an audit of all hashes; inclusion proofs; opening.
//
//   register_bench [entries] [directory] [group_max] [outstanding] [address of a database]
//
// Client and server run in this one process and share its cores. Each entry has a payload of 512
// octets; its signature is made and verified; it is answered when it is durable.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <semaphore>
#include <string_view>

#include "base/hash.h"
#include "register/audit.h"
#include "register/register.h"

namespace comity::registry {
namespace {

using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) {
  return std::chrono::duration<double>(Timer::now() - start).count();
}

// Of all threads. It says what the machine would do if nobody else used it.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Keys {
  SigningKey log = SigningKey::generate(system_env().random);
  SigningKey root = SigningKey::generate(system_env().random);
};

Envelope genesis(const Keys& keys) {
  Genesis terms;
  terms.origin = "register.example/bench";
  terms.log_key = note_key(terms.origin, NoteKeyType::ed25519, keys.log);
  terms.roots = {keys.root.public_key()};
  terms.interval_seconds = 1;
  Envelope envelope = terms.entry(system_env().clock.now()).envelope();
  envelope.add(keys.root);
  return envelope;
}

// An entry whose payload has 512 octets.
std::string envelope_of(const Keys& keys, std::uint64_t number) {
  constexpr std::size_t kPayload = 512;
  Entry entry;
  entry.type = "notice";
  entry.matter = "m-" + std::to_string(number / 100);
  entry.author = kRegime;
  entry.time = system_env().clock.now();
  const std::string digits = std::to_string(number);
  // What the payload has besides the matter, these digits and the text.
  static const std::size_t rest =
      entry.payload().size() - entry.matter.size() + std::string_view(R"("n":,"text":"")").size();
  const std::size_t text = kPayload - rest - digits.size() - entry.matter.size();
  entry.fields = R"({"n":)" + digits + R"(,"text":")" + std::string(text, 'x') + R"("})";
  Envelope envelope = entry.envelope();
  envelope.add(keys.root);
  return envelope.format();
}

struct Store {
  std::unique_ptr<EntryStore> entries;
  std::unique_ptr<HeadStore> heads;
  std::unique_ptr<TileFiles> tiles;
  Stores stores(const std::string& directory) const {
    return {*entries, *heads, *tiles, directory + "/checkpoint"};
  }
};

// SQLite in the directory, or the empty PostgreSQL database at `address`.
Store open_store(const std::string& directory, const std::string& address) {
  std::filesystem::create_directories(directory);
  Store store;
  if (address.empty()) {
    store.entries = open_sqlite_entries(directory + "/entries.db").value();
    store.heads = open_sqlite_heads(directory + "/heads.db").value();
  } else {
    store.entries = open_postgres_entries(address, PostgresRole::sequencer).value();
    store.heads = open_postgres_heads(address).value();
  }
  store.tiles = std::make_unique<TileFiles>(system_env().disk, directory);
  return store;
}

void append(Register& log, const Keys& keys, std::uint64_t count, int outstanding) {
  std::vector<double> latencies(count);
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::counting_semaphore<> free_slots(outstanding);
  const double processor_before = processor_seconds();
  const auto start = Timer::now();
  const auto client = [&] {
    for (std::uint64_t n = next++; n < count; n = next++) {
      free_slots.acquire();
      const auto sent = Timer::now();
      log.submit({envelope_of(keys, n), {}, {}}, [&, n, sent](const Result<Placement>& result) {
        latencies[n] = seconds_since(sent);
        if (!result) ++refused;
        free_slots.release();
      });
    }
  };
  {
    std::jthread one(client);
    std::jthread two(client);
  }
  for (int i = 0; i < outstanding; ++i) free_slots.acquire();
  const double elapsed = seconds_since(start);
  const double processor = processor_seconds() - processor_before;
  std::sort(latencies.begin(), latencies.end());
  const auto figures = log.figures();
  std::printf("append      %.0f entries/s (%llu in %.1f s, %llu refused)\n",
              static_cast<double>(count) / elapsed, static_cast<unsigned long long>(count), elapsed,
              static_cast<unsigned long long>(refused));
  std::printf(
      "processor   %.0f us an entry, client and server: two cores of their own carry %.0f/s\n",
      processor / static_cast<double>(count) * 1e6, 2 * static_cast<double>(count) / processor);
  std::printf("to receipt  p50 %.1f ms, p99 %.1f ms, max %.1f ms\n", latencies[count / 2] * 1e3,
              latencies[count * 99 / 100] * 1e3, latencies.back() * 1e3);
  std::printf("groups      %.0f entries on average, %llu heads\n",
              static_cast<double>(figures.entries) / static_cast<double>(figures.groups),
              static_cast<unsigned long long>(figures.heads));
}

std::uintmax_t size_on_disk(const std::string& directory) {
  std::uintmax_t size = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(directory)) {
    if (file.is_regular_file()) size += file.file_size();
  }
  return size;
}

void read_side(const Store& store, const Checkpoint& head) {
  const auto start = Timer::now();
  const auto audited = audit_tiles(*store.tiles, head);
  const double elapsed = seconds_since(start);
  std::printf("audit       %s, %.0f entries/s\n", audited ? "clean" : "FAILED",
              static_cast<double>(head.size) / elapsed);
  TileNodes nodes(*store.tiles, head.size, 8192);
  for (const char* state : {"cold", "warm"}) {
    constexpr std::uint64_t kProofs = 20000;
    const auto began = Timer::now();
    for (std::uint64_t i = 0; i < kProofs; ++i) {
      const std::uint64_t index = i * 7919 % head.size;
      if (!inclusion_proof(nodes, index, head.size)) std::abort();
    }
    std::printf("proof       %.1f us (%s)\n", seconds_since(began) / kProofs * 1e6, state);
  }
}

struct Arguments {
  std::uint64_t count = 100000;
  std::string directory = "/tmp/comity-bench";
  std::size_t group_max = 1024;
  int outstanding = 1024;
  std::string address;
};

int run(const Arguments& arguments) {
  const auto& [count, directory, group_max, outstanding, address] = arguments;
  std::filesystem::remove_all(directory);
  const Keys keys;
  {
    const Store store = open_store(directory, address);
    auto sequencer =
        Sequencer::create(system_env(), store.stores(directory), keys.log, genesis(keys));
    RegisterOptions options;
    options.group_max = group_max;
    options.pool_max = static_cast<std::size_t>(outstanding);
    Register log(std::move(sequencer).value(), options);
    append(log, keys, count, outstanding);
  }
  const Store store = open_store(directory, address);
  const auto start = Timer::now();
  const auto sequencer = Sequencer::open(system_env(), store.stores(directory), keys.log).value();
  std::printf("open        %.3f s for %llu entries\n", seconds_since(start),
              static_cast<unsigned long long>(sequencer->checkpoint().size));
  if (address.empty()) {
    std::printf("on disk     %.0f octets per entry\n",
                static_cast<double>(size_on_disk(directory)) / static_cast<double>(count));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("memory      %ld MB at most\n", usage.ru_maxrss / 1024);
  read_side(store, sequencer->checkpoint());
  return 0;
}

}  // namespace
}  // namespace comity::registry

int main(int argc, char** argv) {
  const auto number = [&](int i, std::uint64_t otherwise) {
    return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
  };
  comity::registry::Arguments arguments;
  arguments.count = number(1, arguments.count);
  if (argc > 2) arguments.directory = argv[2];
  arguments.group_max = number(3, arguments.group_max);
  arguments.outstanding = static_cast<int>(number(4, 1024));
  if (argc > 5) arguments.address = argv[5];
  return comity::registry::run(arguments);
}
