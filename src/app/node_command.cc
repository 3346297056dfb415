#include "app/node_command.h"

#include <algorithm>

#include "app/ending.h"
#include "app/http.h"
#include "app/register_files.h"
#include "base/hash.h"
#include "register/mirror.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

constexpr std::string_view kWitnessHelp = R"(comity witness --key KEYFILE --name NAME --log KEY …
               [--dir DIR] (--listen ADDRESS:PORT | REQUEST)

Cosigns the heads of the logs named, each only if it extends the last one (C2SP tlog-witness): over
HTTP, or one request in a file, whose answer is printed. The heads are remembered in DIR.
)";

constexpr std::string_view kMirrorHelp = R"(comity mirror SOURCE DIR --log KEY [--every SECONDS]

Copies a log's published files from a folder or an http:// address, and keeps only what verifies.
)";

constexpr std::string_view kMonitorHelp = R"(comity monitor SOURCE … --log KEY [--state FILE]
               [--witness KEY … [--threshold N] [--max-age SECONDS]] [--receipt FILE …]
               [--proof FILE] [--every SECONDS]

Watches a log in one place or several: that each head extends the last one seen (kept in FILE), that
all places show the same log, that witnesses have cosigned in time, that promised entries are there.
)";

// The published files of a log, somewhere.
struct Source {
  std::string place;
  std::unique_ptr<TileReader> tiles;

  static Source of(Env& env, const std::string& place) {
    if (place.starts_with("http://")) return {place, std::make_unique<HttpTiles>(place)};
    return {place, std::make_unique<TileFiles>(env.disk, place)};
  }

  Result<std::string> head(Env& env) const {
    if (!place.starts_with("http://")) return read_file(env.disk, place + "/checkpoint");
    COMITY_TRY(HttpAnswer answer, http_get(place + "/checkpoint"));
    if (answer.status == 200) return std::move(answer.body);
    return fail(Errc::unavailable, place + ": status " + std::to_string(answer.status));
  }
};

// Runs `once`, again at every interval of `--every`; the last outcome.
template <class Once>
Result<bool> at_intervals(const Options& options, const Output& out, Once once) {
  COMITY_TRY(const std::uint64_t every, options.number("every", 0));
  if (every == 0) return once();
  hold_signals();
  while (true) {
    Result<bool> sound = once();
    if (!sound && sound.error().code() != Errc::unavailable) return sound;
    if (!sound) out.fail(sound.error());
    std::fflush(out.text);
    if (told_to_end(std::chrono::seconds(every))) return sound;
  }
}

Result<NoteKey> log_of(const Options& options) {
  COMITY_TRY(const std::string text, options.required("log"));
  return NoteKey::parse(text);
}

HttpAnswer witness_answer(Witness& witness, const std::vector<NoteKey>& logs,
                          const HttpRequest& request) {
  if (request.method == "POST" && request.path == "/add-checkpoint") {
    WitnessAnswer answer = witness.add_checkpoint(request.body);
    return {answer.status, std::move(answer.content_type), std::move(answer.body)};
  }
  for (const auto& log : logs) {
    if (request.method != "GET" || request.path != "/" + sha256_hex(log.name) + "/checkpoint") {
      continue;
    }
    auto known = witness.checkpoint(log.name);
    if (known) return {200, "text/plain", std::move(*known)};
  }
  return {404, "text/plain", "there is nothing here\n"};
}

Result<int> witness(const Options& options, Env& env, const Output& out) {
  std::vector<NoteKey> logs;
  for (const auto& text : options.all("log")) {
    COMITY_TRY(NoteKey log, NoteKey::parse(text));
    logs.push_back(std::move(log));
  }
  COMITY_TRY(const std::string name, options.required("name"));
  if (!is_key_name(name)) return fail(Errc::invalid_input, "not a witness's name");
  COMITY_TRY(const std::string key_path, options.required("key"));
  COMITY_TRY(const SigningKey key, read_key(env.disk, key_path));
  const std::string directory = options.get("dir", "witness");
  COMITY_CHECK(env.disk.make_directory(directory));
  COMITY_TRY(const auto heads, open_sqlite_heads(directory + "/heads.db"));
  Witness node(*heads, env.clock, name, key, logs);
  const std::string address = options.get("listen");
  if (address.empty()) {
    if (options.rest().size() != 1) return out.usage(kWitnessHelp);
    COMITY_TRY(const std::string request, read_file(env.disk, options.rest()[0]));
    const WitnessAnswer answer = node.add_checkpoint(request);
    out.print(answer.body);
    return answer.status == 200 ? 0 : exit_status(Errc::denied);
  }
  hold_signals();
  COMITY_TRY(const auto server, HttpServer::start(address, [&](const HttpRequest& request) {
               return witness_answer(node, logs, request);
             }));
  out.print(node.public_key().text() + "\nlistening on port " + std::to_string(server->port()) +
            "\n");
  std::fflush(out.text);
  told_to_end();
  return 0;
}

Result<bool> mirror_once(const Options& options, Env& env, const Output& out) {
  COMITY_TRY(const NoteKey log, log_of(options));
  const Source source = Source::of(env, options.rest()[0]);
  COMITY_TRY(const std::string head, source.head(env));
  const auto done = update_mirror(env.disk, options.rest()[1], log, *source.tiles, head);
  if (!done && done.error().code() == Errc::conflict) {
    out.print(done.error().message());
    return fail(Errc::corrupt, "the log has signed two heads of one size; the proof is printed");
  }
  if (!done) return tl::unexpected<Error>(done.error());
  out.print(std::to_string(done->size) + " places, each verified; " +
            std::to_string(done->size - done->old_size) + " of them new\n");
  return true;
}

struct Monitor {
  const Options& options;
  Env& env;
  const Output& out;
  Watched watched;

  Result<std::string> remembered() const {
    const std::string path = options.get("state");
    if (path.empty()) return std::string();
    auto text = read_file(env.disk, path);
    if (!text && text.error().code() == Errc::not_found) return std::string();
    return text;
  }

  // One head after the other, so that two places that differ meet each other here.
  Result<bool> once() const {
    COMITY_TRY(std::string last, remembered());
    bool sound = true;
    for (const auto& place : options.rest()) {
      const Source source = Source::of(env, place);
      COMITY_TRY(const std::string head, source.head(env));
      COMITY_TRY(const std::uint64_t size, larger_size(last, head));
      TileNodes nodes(*source.tiles, size);
      const WatchReport report = watch_head(last, head, watched, nodes, env.clock.now());
      for (const auto& line : report.seen) out.print("in order    " + place + ": " + line + "\n");
      for (const auto& line : report.alarms) out.print("ALARM       " + place + ": " + line + "\n");
      COMITY_CHECK(keep_proofs(report.proofs));
      sound = sound && report.alarms.empty();
      last = report.head;
    }
    if (const std::string path = options.get("state"); !path.empty() && !last.empty()) {
      COMITY_CHECK(write_file(env.disk, path, last));
    }
    return sound;
  }

  // Tiles are read as of the larger of the two trees that are compared.
  Result<std::uint64_t> larger_size(const std::string& last, const std::string& head) const {
    std::uint64_t size = 0;
    for (const auto& text : {last, head}) {
      const auto opened = open_checkpoint(text, watched.log);
      if (opened) size = std::max(size, opened->checkpoint.size);
    }
    return size;
  }

  Result<void> keep_proofs(const std::vector<std::string>& proofs) const {
    const std::string path = options.get("proof");
    if (path.empty() || proofs.empty()) return {};
    return write_file(env.disk, path, proofs.front());
  }
};

Result<bool> monitor(const Options& options, Env& env, const Output& out) {
  Monitor monitor{options, env, out, {}};
  COMITY_TRY(monitor.watched.log, log_of(options));
  COMITY_TRY(monitor.watched.witnesses, read_witness_policy(options));
  for (const auto& path : options.all("receipt")) {
    COMITY_TRY(std::string note, read_file(env.disk, path));
    monitor.watched.receipts.push_back(std::move(note));
  }
  return at_intervals(options, out, [&] { return monitor.once(); });
}

int status_of(const Result<bool>& sound, const Output& out) {
  if (!sound) return out.fail(sound.error());
  return *sound ? 0 : exit_status(Errc::corrupt);
}

}  // namespace

Result<std::optional<WitnessPolicy>> read_witness_policy(const Options& options) {
  if (options.all("witness").empty()) return std::nullopt;
  WitnessPolicy policy;
  for (const auto& text : options.all("witness")) {
    COMITY_TRY(auto key, NoteKey::parse(text));
    policy.witnesses.push_back(std::move(key));
  }
  COMITY_TRY(const std::uint64_t threshold, options.number("threshold", 1));
  policy.threshold = static_cast<int>(std::min<std::uint64_t>(threshold, 1000));
  if (!options.all("max-age").empty()) {
    COMITY_TRY(const std::uint64_t age, options.number("max-age", 0));
    policy.max_age = std::chrono::seconds(age);
  }
  return policy;
}

int run_witness(std::span<const std::string> arguments, Env& env, const Output& out) {
  if (asks_for_help(arguments)) return out.help(kWitnessHelp);
  static constexpr std::string_view kOptions[] = {"dir", "key", "listen", "log", "name"};
  const auto options = Options::parse(arguments, kOptions);
  if (!options) return out.fail(options.error());
  if (options->all("log").empty()) return out.usage(kWitnessHelp);
  const auto status = witness(*options, env, out);
  return status ? *status : out.fail(status.error());
}

int run_mirror(std::span<const std::string> arguments, Env& env, const Output& out) {
  if (asks_for_help(arguments)) return out.help(kMirrorHelp);
  static constexpr std::string_view kOptions[] = {"every", "log"};
  const auto options = Options::parse(arguments, kOptions);
  if (!options) return out.fail(options.error());
  if (options->rest().size() != 2) return out.usage(kMirrorHelp);
  return status_of(at_intervals(*options, out, [&] { return mirror_once(*options, env, out); }),
                   out);
}

int run_monitor(std::span<const std::string> arguments, Env& env, const Output& out) {
  if (asks_for_help(arguments)) return out.help(kMonitorHelp);
  static constexpr std::string_view kOptions[] = {"every",   "log",   "max-age",   "proof",
                                                  "receipt", "state", "threshold", "witness"};
  const auto options = Options::parse(arguments, kOptions);
  if (!options) return out.fail(options.error());
  if (options->rest().empty()) return out.usage(kMonitorHelp);
  return status_of(monitor(*options, env, out), out);
}

}  // namespace comity::app
