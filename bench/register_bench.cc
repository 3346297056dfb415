// What a register does on this machine: durable appends of signed entries, from the signature of
// the client to the receipt in its hands; an audit of all hashes; inclusion proofs; opening.
//
//   register_bench [entries] [directory] [group_max] [outstanding] [interval in ms]
//                  [servers] [address of an empty database]
//
// Clients and servers share the machine's cores: in this one process, or with `servers` in so many
// processes over a PostgreSQL database. Each entry has a payload of 512 octets; its signature is
// made and verified; it is answered when it is durable.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <semaphore>
#include <string_view>

#include "base/hash.h"
#include "register/audit.h"
#include "register/server.h"

namespace comity::registry {
namespace {

using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) {
  return std::chrono::duration<double>(Timer::now() - start).count();
}

// Of all threads, or of all processes that have been waited for. It says what the machine would do
// if nobody else used it.
double processor_seconds(int who = RUSAGE_SELF) {
  rusage usage{};
  getrusage(who, &usage);
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

using Submit = std::function<void(const Submission&, Done)>;

struct Load {
  std::uint64_t first = 0;  // the number of the first entry
  std::uint64_t count = 0;
  int outstanding = 1024;
};

// What two clients saw who submit so many entries, with so many unanswered at any time.
struct Seen {
  std::vector<double> latencies;
  std::uint64_t refused = 0;
  double elapsed = 0;
  double processor = 0;
};

Seen submit_all(const Submit& submit, const Keys& keys, const Load& load) {
  Seen seen;
  seen.latencies.resize(load.count);
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::counting_semaphore<> free_slots(load.outstanding);
  const double processor_before = processor_seconds();
  const auto start = Timer::now();
  const auto client = [&] {
    for (std::uint64_t n = next++; n < load.count; n = next++) {
      free_slots.acquire();
      const auto sent = Timer::now();
      submit({envelope_of(keys, load.first + n), {}, {}}, [&, n, sent](const auto& result) {
        seen.latencies[n] = seconds_since(sent);
        if (!result) ++refused;
        free_slots.release();
      });
    }
  };
  {
    std::jthread one(client);
    std::jthread two(client);
  }
  for (int i = 0; i < load.outstanding; ++i) free_slots.acquire();
  seen.elapsed = seconds_since(start);
  seen.processor = processor_seconds() - processor_before;
  seen.refused = refused;
  return seen;
}

void print(Seen seen) {
  std::vector<double>& latencies = seen.latencies;
  std::sort(latencies.begin(), latencies.end());
  const std::size_t size = latencies.size();
  const auto count = static_cast<double>(size);
  std::printf("append      %.0f entries/s (%zu in %.1f s, %llu refused)\n", count / seen.elapsed,
              size, seen.elapsed, static_cast<unsigned long long>(seen.refused));
  std::printf(
      "processor   %.0f us an entry, client and server: two cores of their own carry %.0f/s\n",
      seen.processor / count * 1e6, 2 * count / seen.processor);
  std::printf("to receipt  p50 %.1f ms, p99 %.1f ms, max %.1f ms\n", latencies[size / 2] * 1e3,
              latencies[size * 99 / 100] * 1e3, latencies.back() * 1e3);
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
  RegisterOptions log;
  int outstanding = 1024;
  std::uint64_t servers = 0;  // 0: this process alone
  std::string address;
};

void append_here(std::unique_ptr<Sequencer> sequencer, const Keys& keys,
                 const Arguments& arguments) {
  Register log(std::move(sequencer), arguments.log);
  const auto submit = [&](const Submission& submission, Done done) {
    log.submit(submission, std::move(done));
  };
  print(submit_all(submit, keys, {0, arguments.count, arguments.outstanding}));
  const auto figures = log.figures();
  std::printf("groups      %.0f entries on average, %llu heads\n",
              static_cast<double>(figures.entries) / static_cast<double>(figures.groups),
              static_cast<unsigned long long>(figures.heads));
}

// One process: a server and two clients of its own. Begins when `go` is closed.
Seen serve(const Keys& keys, const Arguments& arguments, std::uint64_t number, int go) {
  ServerOptions options;
  options.database = arguments.address;
  options.directory = arguments.directory + "/" + std::to_string(number);
  options.log = arguments.log;
  const auto server = Server::start(system_env(), options, keys.log).value();
  char nothing = 0;
  while (::read(go, &nothing, 1) > 0) continue;
  const std::uint64_t count = arguments.count / arguments.servers;
  const auto submit = [&](const Submission& submission, Done done) {
    server->submit(submission, std::move(done));
  };
  return submit_all(
      submit, keys,
      {number * count, count, arguments.outstanding / static_cast<int>(arguments.servers)});
}

void write_all(int file, const void* content, std::size_t size) {
  for (const char* at = static_cast<const char*>(content); size > 0;) {
    const ssize_t written = ::write(file, at, size);
    if (written <= 0) std::abort();
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

void read_all(int file, void* content, std::size_t size) {
  for (char* at = static_cast<char*>(content); size > 0;) {
    const ssize_t got = ::read(file, at, size);
    if (got <= 0) std::abort();
    at += got;
    size -= static_cast<std::size_t>(got);
  }
}

// Forks a server; the file from which what it saw can be read.
int start_server(const Keys& keys, const Arguments& arguments, std::uint64_t number, int go[2]) {
  int report[2];
  if (::pipe(report) != 0) std::abort();
  if (::fork() != 0) {
    ::close(report[1]);
    return report[0];
  }
  ::close(go[1]);
  const Seen seen = serve(keys, arguments, number, go[0]);
  write_all(report[1], &seen.elapsed, sizeof seen.elapsed);
  write_all(report[1], &seen.refused, sizeof seen.refused);
  write_all(report[1], seen.latencies.data(), seen.latencies.size() * sizeof(double));
  ::_exit(0);
}

void append_by_servers(const Keys& keys, const Arguments& arguments) {
  int go[2];
  if (::pipe(go) != 0) std::abort();
  std::vector<int> reports;
  for (std::uint64_t i = 0; i < arguments.servers; ++i) {
    reports.push_back(start_server(keys, arguments, i, go));
  }
  std::this_thread::sleep_for(std::chrono::seconds(1));  // until one of them is the sequencer
  ::close(go[1]);
  Seen all;
  for (const int report : reports) {
    Seen seen;
    seen.latencies.resize(arguments.count / reports.size());
    read_all(report, &seen.elapsed, sizeof seen.elapsed);
    read_all(report, &seen.refused, sizeof seen.refused);
    read_all(report, seen.latencies.data(), seen.latencies.size() * sizeof(double));
    all.elapsed = std::max(all.elapsed, seen.elapsed);
    all.refused += seen.refused;
    all.latencies.insert(all.latencies.end(), seen.latencies.begin(), seen.latencies.end());
  }
  while (::wait(nullptr) > 0) continue;
  all.processor = processor_seconds(RUSAGE_CHILDREN);
  print(all);
}

void open_and_read(const Keys& keys, const Arguments& arguments) {
  const std::string& directory = arguments.directory;
  const Store store = open_store(directory, arguments.address);
  const auto start = Timer::now();
  const auto sequencer = Sequencer::open(system_env(), store.stores(directory), keys.log).value();
  std::printf("open        %.3f s for %llu entries\n", seconds_since(start),
              static_cast<unsigned long long>(sequencer->checkpoint().size));
  if (arguments.address.empty()) {
    std::printf(
        "on disk     %.0f octets per entry\n",
        static_cast<double>(size_on_disk(directory)) / static_cast<double>(arguments.count));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("memory      %ld MB at most\n", usage.ru_maxrss / 1024);
  read_side(store, sequencer->checkpoint());
}

int run(const Arguments& arguments) {
  std::filesystem::remove_all(arguments.directory);
  const Keys keys;
  {
    const Store store = open_store(arguments.directory, arguments.address);
    auto sequencer =
        Sequencer::create(system_env(), store.stores(arguments.directory), keys.log, genesis(keys));
    if (arguments.servers == 0) append_here(std::move(sequencer).value(), keys, arguments);
  }
  if (arguments.servers > 0) append_by_servers(keys, arguments);
  open_and_read(keys, arguments);
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
  arguments.log.group_max = number(3, arguments.log.group_max);
  arguments.outstanding = static_cast<int>(number(4, 1024));
  arguments.log.pool_max = static_cast<std::size_t>(arguments.outstanding);
  arguments.log.interval = std::chrono::milliseconds(number(5, 1000));
  arguments.servers = number(6, 0);
  if (argc > 7) arguments.address = argv[7];
  return comity::registry::run(arguments);
}
