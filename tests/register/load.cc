// A register under load that expects to be killed, and the check of what it promised.
//
//   register_load run PLACE    submits from several threads for ever; for every receipt, and only
//                              once it has it, writes "entry INDEX LEAF", for every head "head
//                              BASE64"
//   register_load begin PLACE  begins a register
//   register_load serve PLACE  the same as run, as one of many servers over that register; writes
//                              "sequencer" whenever it has become it
//   register_load check PLACE FILE…
//                              opens the register again and holds it to all that was written
//
// PLACE is DIR, or DIR@ADDRESS where the records and heads are in a database.
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "base/hash.h"
#include "base/text.h"
#include "register/audit.h"
#include "register/server.h"

namespace comity::registry {
namespace {

SigningKey fixed_key(char seed) { return SigningKey::from_seed(std::string(32, seed)).value(); }

struct Parts {
  std::unique_ptr<EntryStore> entries;
  std::unique_ptr<HeadStore> heads;
  std::unique_ptr<TileFiles> tiles;
};

Envelope genesis() {
  Genesis terms;
  terms.origin = "register.example/load";
  terms.log_key = note_key(terms.origin, NoteKeyType::ed25519, fixed_key('l'));
  terms.roots = {fixed_key('r').public_key()};
  terms.padding = 8;
  Envelope envelope = terms.entry(Instant()).envelope();
  envelope.add(fixed_key('r'));
  return envelope;
}

// "DIR" or "DIR@ADDRESS".
struct Place {
  explicit Place(const std::string& word)
      : directory(word.substr(0, word.find('@'))),
        database(word.substr(std::min(directory.size() + 1, word.size()))) {}
  std::string directory;
  std::string database;
};

Result<std::unique_ptr<Sequencer>> open(const Place& place, Parts& parts) {
  Env& env = system_env();
  const std::string& directory = place.directory;
  COMITY_CHECK(env.disk.make_directory(directory + "/lock"));
  if (place.database.empty()) {
    COMITY_TRY(parts.entries, open_sqlite_entries(directory + "/entries.db"));
    COMITY_TRY(parts.heads, open_sqlite_heads(directory + "/lock/heads.db"));
  } else {
    COMITY_TRY(parts.entries, open_postgres_entries(place.database, PostgresRole::sequencer));
    COMITY_TRY(parts.heads, open_postgres_heads(place.database));
  }
  parts.tiles = std::make_unique<TileFiles>(env.disk, directory);
  const Stores stores{*parts.entries, *parts.heads, *parts.tiles, directory + "/checkpoint"};
  auto opened = Sequencer::open(env, stores, fixed_key('l'));
  if (opened || opened.error().code() != Errc::not_found) return opened;
  return Sequencer::create(env, stores, fixed_key('l'), genesis());
}

// One system call, so that a killed process leaves whole lines.
void say(const std::string& line) {
  static_cast<void>(!::write(STDOUT_FILENO, line.data(), line.size()));
}

using Submit = std::function<Result<Placement>(const Submission&)>;

// Until it is refused for good: a server that is cut off from its database for a moment goes on.
void submit_for_ever(const Submit& submit, const std::function<bool()>& halted) {
  const SigningKey key = fixed_key('r');
  while (true) {
    Entry entry;
    entry.type = "notice";
    entry.matter = "load";
    entry.author = kRegime;
    entry.time = system_env().clock.now();
    entry.fields = R"({"n":")" + to_hex(view(system_env().random.hash())) + R"("})";
    Envelope envelope = entry.envelope();
    envelope.add(key);
    const auto placed = submit({envelope.format(), {}, {}});
    if (!placed && halted()) return;
    if (!placed) continue;
    say("entry " + std::to_string(placed->index) + " " +
        to_hex(view(leaf_hash(view(placed->record.commitment())))) + "\n");
  }
}

// Also says which heads a reader is shown, which is `tick`'s to find out.
Result<void> load(const Submit& submit, const std::function<bool()>& halted,
                  const std::function<void()>& tick) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { submit_for_ever(submit, halted); });
  while (true) {
    tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void say_head(const std::string& head) { say("head " + to_base64(head) + "\n"); }

constexpr std::chrono::milliseconds kInterval{20};

Result<void> run(const Place& place) {
  Parts parts;
  COMITY_TRY(auto sequencer, open(place, parts));
  RegisterOptions options;
  options.interval = kInterval;
  Register log(std::move(sequencer), options);
  return load([&](const Submission& submission) { return log.submit(submission); },
              [&] { return log.halted(); }, [&] { say_head(log.sequencer().head()); });
}

Result<void> serve(const Place& place) {
  ServerOptions options;
  options.database = place.database;
  options.directory = place.directory;
  options.log.interval = kInterval;
  COMITY_TRY(const auto server, Server::start(system_env(), options, fixed_key('l')));
  bool was_sequencer = false;
  const auto tick = [&] {
    const bool is_sequencer = server->is_sequencer();
    if (is_sequencer && !was_sequencer) say("sequencer\n");
    was_sequencer = is_sequencer;
    const auto shown = read_file(system_env().disk, place.directory + "/checkpoint");
    if (shown) say_head(*shown);
  };
  return load([&](const Submission& submission) { return server->submit(submission); },
              [] { return false; }, tick);
}

Result<void> begin(const Place& place) {
  Parts parts;
  COMITY_CHECK(open(place, parts));
  return {};
}

Result<void> check_line(const std::vector<std::string_view>& words, NodeReader& nodes,
                        const Checkpoint& head) {
  if (words.size() == 3 && words[0] == "entry") {
    COMITY_TRY(const std::uint64_t index, parse_size(words[1]));
    COMITY_TRY(const Hash leaf, hash_from_hex(words[2]));
    if (index >= head.size) return fail(Errc::corrupt, "a promised entry is missing");
    COMITY_TRY(const Proof proof, inclusion_proof(nodes, index, head.size));
    return verify_inclusion(leaf, index, head.size, proof, head.root);
  }
  if (words.size() == 1 && words[0] == "sequencer") return {};
  if (words.size() == 2 && words[0] == "head") {
    COMITY_TRY(const std::string note, from_base64(words[1]));
    COMITY_TRY(const SignedCheckpoint seen,
               open_checkpoint(note, note_key(head.origin, NoteKeyType::ed25519, fixed_key('l'))));
    const Checkpoint& old = seen.checkpoint;
    COMITY_TRY(const Proof proof, consistency_proof(nodes, old.size, head.size));
    return verify_consistency(old.size, old.root, head.size, head.root, proof);
  }
  return fail(Errc::invalid_input, "a line that this program did not write");
}

Result<std::uint64_t> check(const Place& place, const std::vector<std::string>& files) {
  Parts parts;
  COMITY_TRY(const auto sequencer, open(place, parts));
  COMITY_CHECK(sequencer->pad());
  COMITY_TRY(const Checkpoint head, sequencer->publish());
  COMITY_CHECK(audit_tiles(*parts.tiles, head));
  COMITY_CHECK(audit_records(*parts.entries, *parts.tiles, head));
  TileNodes nodes(*parts.tiles, head.size);
  std::uint64_t held = 0;
  for (const auto& file : files) {
    COMITY_TRY(std::string content, read_file(system_env().disk, file));
    content.resize(content.rfind('\n') + 1);  // a line that the kill cut off was never said
    for (const auto line : text::split_lines(content)) {
      if (line.empty()) continue;
      if (auto done = check_line(text::split_words(line), nodes, head); !done) {
        return tl::unexpected<Error>(done.error().with(line));
      }
      ++held;
    }
  }
  return held;
}

int status_of(const Result<void>& done) {
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().message().c_str());
  return 1;
}

int main_of(const std::vector<std::string>& words) {
  if (words.size() == 2 && words[0] == "run") return status_of(run(Place(words[1])));
  if (words.size() == 2 && words[0] == "begin") return status_of(begin(Place(words[1])));
  if (words.size() == 2 && words[0] == "serve") return status_of(serve(Place(words[1])));
  if (words.size() >= 3 && words[0] == "check") {
    const auto held = check(Place(words[1]), {words.begin() + 2, words.end()});
    if (!held) {
      std::fprintf(stderr, "BROKEN: %s\n", held.error().message().c_str());
      return 1;
    }
    std::printf("%llu promises and heads hold\n", static_cast<unsigned long long>(*held));
    return 0;
  }
  std::fprintf(stderr,
               "register_load run PLACE | begin PLACE | serve PLACE | check PLACE FILE...\n");
  return 2;
}

}  // namespace
}  // namespace comity::registry

int main(int argc, char** argv) {
  return comity::registry::main_of(std::vector<std::string>(argv + 1, argv + argc));
}
