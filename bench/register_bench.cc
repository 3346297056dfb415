// What a register does on this machine: durable appends of signed entries, from the signature of
// the client to the receipt in its hands; an audit of all hashes; inclusion proofs; opening.
//
//   register_bench [entries] [directory] [group_max] [outstanding]
//
// Client and server run in this one process and share its cores. Each entry has a payload of 512
// octets; its signature is made and verified; it is answered when it is durable.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <semaphore>

#include "base/hash.h"
#include "register/audit.h"
#include "register/register.h"

namespace comity::registry {
namespace {

using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) {
  return std::chrono::duration<double>(Timer::now() - start).count();
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

std::string envelope_of(const Keys& keys, std::uint64_t number) {
  Entry entry;
  entry.type = "notice";
  entry.matter = "m-" + std::to_string(number / 100);
  entry.author = kRegime;
  entry.time = system_env().clock.now();
  entry.fields = R"({"n":)" + std::to_string(number) + R"(,"text":""})";
  const std::size_t size = entry.payload().size();
  entry.fields.insert(entry.fields.size() - 2, std::string(512 - size, 'x'));
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

Store open_store(const std::string& directory) {
  std::filesystem::create_directories(directory);
  Store store;
  store.entries = open_sqlite_entries(directory + "/entries.db").value();
  store.heads = open_sqlite_heads(directory + "/heads.db").value();
  store.tiles = std::make_unique<TileFiles>(system_env().disk, directory);
  return store;
}

void append(Register& log, const Keys& keys, std::uint64_t count, int outstanding) {
  std::vector<double> latencies(count);
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::counting_semaphore<> free_slots(outstanding);
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
  std::sort(latencies.begin(), latencies.end());
  const auto figures = log.figures();
  std::printf("append      %.0f entries/s (%llu in %.1f s, %llu refused)\n",
              static_cast<double>(count) / elapsed, static_cast<unsigned long long>(count), elapsed,
              static_cast<unsigned long long>(refused));
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

int run(std::uint64_t count, const std::string& directory, std::size_t group_max, int outstanding) {
  std::filesystem::remove_all(directory);
  const Keys keys;
  {
    const Store store = open_store(directory);
    auto sequencer =
        Sequencer::create(system_env(), store.stores(directory), keys.log, genesis(keys));
    RegisterOptions options;
    options.group_max = group_max;
    options.pool_max = static_cast<std::size_t>(outstanding);
    Register log(std::move(sequencer).value(), options);
    append(log, keys, count, outstanding);
  }
  const Store store = open_store(directory);
  const auto start = Timer::now();
  const auto sequencer = Sequencer::open(system_env(), store.stores(directory), keys.log).value();
  std::printf("open        %.3f s for %llu entries\n", seconds_since(start),
              static_cast<unsigned long long>(sequencer->checkpoint().size));
  std::printf("on disk     %.0f octets per entry\n",
              static_cast<double>(size_on_disk(directory)) / static_cast<double>(count));
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
  return comity::registry::run(number(1, 100000), argc > 2 ? argv[2] : "/tmp/comity-bench",
                               number(3, 1024), static_cast<int>(number(4, 1024)));
}
