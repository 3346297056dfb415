#include "app/register_command.h"

#include <algorithm>

#include "app/options.h"
#include "app/register_files.h"
#include "base/hash.h"
#include "base/text.h"
#include "register/audit.h"
#include "register/bundle.h"
#include "register/erasure.h"
#include "register/hand_over.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

const std::string_view kRegisterHelp = R"(comity register ACTION [--dir DIR] [--lock DIR] …

  key FILE                         make a signing key; prints its public half
  init --origin NAME --root KEYFILE … [--threshold N] [--padding N] [--interval SECONDS]
                                   begin a register; the root keys sign its first entry
  sign --author PARTY --type TYPE --matter ID --key KEYFILE … --out FILE [--fields JSON]
       [--erasable NAME=JSON …] [--signer PARTY=N …] [--corrects ID] [--withdraws ID] [--time TIME]
                                   write a signed entry to a file; needs no register
  sign FILE --key KEYFILE          add a signature to such a file
  submit FILE [--claim NAME …]     give a signed entry its place; prints the receipt
  publish                          sign a head over all entries; run it at fixed intervals
  get INDEX                        an entry as it was signed
  log [--matter ID] [--from INDEX] [--count N]
  verify                           every signature and every authority, from the first entry
  audit                            every hash, of the records and of the published tiles
  erase INDEX --name NAME … --order TEXT --author PARTY --key KEYFILE
                                   erase personal data on order; the erasure is an entry
  backup DIR · restore DIR         restoring an old copy is noticed, and nothing is signed then
  export INDEX … --out FILE [--known SIZE …]
                                   a bundle for comity verify
)";

namespace {

constexpr std::string_view kOptions[] = {
    "author",   "claim",   "corrects", "count",  "dir",       "erasable", "fields", "from",
    "interval", "key",     "known",    "lock",   "matter",    "name",     "order",  "origin",
    "out",      "padding", "root",     "signer", "threshold", "time",     "type",   "withdraws"};

struct Context {
  Env& env;
  const Output& out;
  const Options& options;
  RegisterPlace place;

  void print(const std::string& line) const { std::fputs((line + "\n").c_str(), out.text); }
  Result<std::string> word(std::size_t i, std::string_view what) const {
    if (options.rest().size() > i) return options.rest()[i];
    return fail(Errc::invalid_input, std::string(what) + " is missing");
  }
};

Result<std::vector<SigningKey>> read_keys(const Context& context, std::string_view option) {
  std::vector<SigningKey> keys;
  for (const auto& path : context.options.all(option)) {
    COMITY_TRY(SigningKey key, read_key(context.env.disk, path));
    keys.push_back(std::move(key));
  }
  if (keys.empty()) return fail(Errc::invalid_input, "`--" + std::string(option) + "` is missing");
  return keys;
}

Result<void> make_key(const Context& context) {
  COMITY_TRY(const std::string path, context.word(0, "the file"));
  const SigningKey key = SigningKey::generate(context.env.random);
  COMITY_CHECK(write_key(context.env.disk, path, key));
  context.print(key.public_key().text());
  context.print("id " + key.public_key().id());
  return {};
}

Result<void> init(const Context& context) {
  COMITY_TRY(const auto roots, read_keys(context, "root"));
  Genesis terms;
  COMITY_TRY(terms.origin, context.options.required("origin"));
  if (!is_key_name(terms.origin)) return fail(Errc::invalid_input, "not a register's name");
  COMITY_TRY(terms.padding, context.options.number("padding", 0));
  COMITY_TRY(terms.interval_seconds, context.options.number("interval", 60));
  COMITY_TRY(const std::uint64_t threshold, context.options.number("threshold", roots.size()));
  terms.threshold = static_cast<int>(std::min<std::uint64_t>(threshold, 32));
  for (const auto& root : roots) terms.roots.push_back(root.public_key());
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, true));
  COMITY_TRY(const bool keyed, context.env.disk.exists(context.place.key_path()));
  if (!keyed) {
    const SigningKey fresh = SigningKey::generate(context.env.random);
    COMITY_CHECK(write_key(context.env.disk, context.place.key_path(), fresh));
  }
  COMITY_TRY(SigningKey log_key, read_key(context.env.disk, context.place.key_path()));
  terms.log_key = note_key(terms.origin, NoteKeyType::ed25519, log_key);
  Envelope envelope = terms.entry(context.env.clock.now()).envelope();
  for (const auto& root : roots) envelope.add(root);
  COMITY_CHECK(Sequencer::create(context.env, files.stores(context.place), log_key, envelope));
  context.print(terms.log_key.text());
  return {};
}

// "name=value", cut at the first '='.
Result<std::pair<std::string, std::string>> pair_of(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == word.npos || equals == 0) {
    return fail(Errc::invalid_input, "`" + word + "` should be NAME=VALUE");
  }
  return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

Result<Submission> make_submission(const Context& context) {
  const Options& options = context.options;
  Submission submission;
  Entry entry;
  COMITY_TRY(entry.author, options.required("author"));
  COMITY_TRY(entry.type, options.required("type"));
  COMITY_TRY(entry.matter, options.required("matter"));
  entry.time = context.env.clock.now();
  if (const std::string time = options.get("time"); !time.empty()) {
    COMITY_TRY(entry.time, Instant::parse(time));
  }
  COMITY_TRY(entry.fields, canonical_text(options.get("fields", "{}")));
  for (const auto& word : options.all("erasable")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(std::string value, canonical_text(named.second));
    submission.openings.push_back(Opening::make(named.first, std::move(value), context.env.random));
    entry.erasable[named.first] = submission.openings.back().commitment();
  }
  for (const auto& word : options.all("signer")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(const std::uint64_t keys, parse_number(named.second));
    entry.signers.push_back({named.first, static_cast<int>(std::min<std::uint64_t>(keys, 32))});
  }
  for (const char* name : {"corrects", "withdraws"}) {
    const std::string id = options.get(name);
    if (id.empty()) continue;
    COMITY_TRY((std::string_view(name) == "corrects" ? entry.corrects : entry.withdraws),
               hash_from_hex(id));
  }
  COMITY_CHECK(Entry::parse(entry.payload()));
  submission.envelope = entry.envelope().format();
  return submission;
}

Result<Submission> add_signatures(const Context& context, Submission submission) {
  COMITY_TRY(const auto keys, read_keys(context, "key"));
  COMITY_TRY(Envelope envelope, Envelope::parse_unsigned(submission.envelope));
  for (const auto& key : keys) envelope.add(key);
  submission.envelope = envelope.format();
  return submission;
}

Result<void> sign(const Context& context) {
  Submission submission;
  std::string path = context.options.get("out");
  if (context.options.rest().empty()) {
    COMITY_TRY(path, context.options.required("out"));
    COMITY_TRY(submission, make_submission(context));
  } else {
    if (path.empty()) path = context.options.rest()[0];
    COMITY_TRY(const std::string text, read_file(context.env.disk, context.options.rest()[0]));
    COMITY_TRY(submission, parse_hand_over(text));
  }
  COMITY_TRY(submission, add_signatures(context, std::move(submission)));
  COMITY_CHECK(write_file(context.env.disk, path, format_hand_over(submission)));
  COMITY_TRY(const Envelope envelope, Envelope::parse(submission.envelope));
  context.print("id " + to_hex(view(envelope.id())));
  return {};
}

Result<Placement> place_in(Sequencer& sequencer, const Submission& submission) {
  COMITY_TRY(Admitted admitted, sequencer.admit(submission));
  std::vector<Admitted> group;
  group.push_back(std::move(admitted));
  return std::move(sequencer.commit(std::move(group)).front());
}

Result<void> submit(const Context& context) {
  COMITY_TRY(const std::string path, context.word(0, "the file"));
  COMITY_TRY(const std::string text, read_file(context.env.disk, path));
  COMITY_TRY(Submission submission, parse_hand_over(text));
  submission.claims = context.options.all("claim");
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_TRY(const Placement placed, place_in(*open.sequencer, submission));
  context.print("index " + std::to_string(placed.index));
  std::fputs(placed.receipt.c_str(), context.out.text);
  return {};
}

Result<void> publish(const Context& context) {
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_CHECK(open.sequencer->pad());
  COMITY_CHECK(open.sequencer->publish());
  std::fputs(open.sequencer->head().c_str(), context.out.text);
  return {};
}

Result<Entry> entry_at(EntryStore& entries, std::uint64_t index, Record& record) {
  COMITY_TRY(const auto records, entries.read(index, 1));
  if (records.empty() || records.front().envelope.empty()) {
    return fail(Errc::not_found, "there is no entry " + std::to_string(index));
  }
  record = records.front();
  COMITY_TRY(const Envelope envelope, Envelope::parse(record.envelope));
  return Entry::parse(envelope.payload);
}

Result<void> get(const Context& context) {
  COMITY_TRY(const std::string word, context.word(0, "the index"));
  COMITY_TRY(const std::uint64_t index, parse_number(word));
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, false));
  Record record;
  COMITY_TRY(const Entry entry, entry_at(*files.entries, index, record));
  COMITY_TRY(const Envelope envelope, Envelope::parse(record.envelope));
  context.print("index     " + std::to_string(index));
  context.print("id        " + to_hex(view(envelope.id())));
  context.print("recorded  " + record.recorded.rfc3339());
  for (const auto& signature : envelope.signatures) {
    context.print("signed by " + signature.key_id);
  }
  context.print(envelope.payload);
  COMITY_TRY(const auto openings, files.entries->openings(index));
  for (const auto& one : openings) context.print(one.name + " = " + one.value);
  return {};
}

Result<void> list(const Context& context) {
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, false));
  COMITY_TRY(const std::uint64_t first, context.options.number("from", 0));
  COMITY_TRY(const std::uint64_t count, context.options.number("count", 100));
  COMITY_TRY(const std::uint64_t size, files.entries->size());
  std::vector<std::uint64_t> positions;
  if (const std::string matter = context.options.get("matter"); !matter.empty()) {
    COMITY_TRY(positions, files.entries->matter_positions(matter, first, count));
  } else {
    for (std::uint64_t i = first; i < size && positions.size() < count; ++i) positions.push_back(i);
  }
  for (const std::uint64_t position : positions) {
    Record record;
    const auto entry = entry_at(*files.entries, position, record);
    if (!entry && entry.error().code() == Errc::not_found) continue;  // padding
    if (!entry) return tl::unexpected<Error>(entry.error());
    context.print(std::to_string(position) + "  " + record.recorded.rfc3339() + "  " + entry->type +
                  "  " + entry->author + "  " + entry->matter);
  }
  return {};
}

Result<void> verify_all(const Context& context) {
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, false));
  COMITY_TRY(const std::uint64_t count, verify_entries(*files.entries));
  context.print(std::to_string(count) + " entries: every signature and every authority holds");
  return {};
}

Result<void> audit(const Context& context) {
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  const Checkpoint head = open.sequencer->checkpoint();
  COMITY_CHECK(audit_tiles(*open.files.tiles, head));
  COMITY_CHECK(audit_records(*open.files.entries, *open.files.tiles, head));
  context.print(std::to_string(head.size) + " places: every hash fits the signed head");
  return {};
}

Result<void> erase(const Context& context) {
  COMITY_TRY(const std::string word, context.word(0, "the index"));
  COMITY_TRY(const std::uint64_t index, parse_number(word));
  COMITY_TRY(Submission order,
             make_erasure(context.options.get("author"), index, context.options.all("name"),
                          context.options.get("order"), context.env.clock.now()));
  COMITY_TRY(order, add_signatures(context, std::move(order)));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  Record record;
  COMITY_TRY(const Entry target, entry_at(*open.files.entries, index, record));
  if (context.options.get("author") != target.author && context.options.get("author") != kRegime) {
    return fail(Errc::denied, "only the author of an entry and the regime may order an erasure");
  }
  COMITY_TRY(const Placement placed, place_in(*open.sequencer, order));
  const auto names = context.options.all("name");
  COMITY_CHECK(open.files.entries->erase(index, names));
  context.print("index " + std::to_string(placed.index));
  context.print("Copies made by earlier backups still hold what was erased here.");
  return {};
}

Result<void> back_up(const Context& context) {
  COMITY_TRY(const std::string target, context.word(0, "the folder"));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_CHECK(context.env.disk.make_directory(target));
  COMITY_CHECK(open.files.entries->backup(target + "/entries.db"));
  return write_file(context.env.disk, target + "/checkpoint", open.sequencer->head());
}

Result<void> restore(const Context& context) {
  COMITY_TRY(const std::string source, context.word(0, "the folder"));
  COMITY_TRY(const bool present, context.env.disk.exists(context.place.entries_path()));
  if (present) {
    return fail(Errc::conflict, context.place.entries_path() + " exists: move it away first");
  }
  COMITY_TRY(const std::string content, read_file(context.env.disk, source + "/entries.db"));
  COMITY_CHECK(context.env.disk.make_directory(context.place.directory));
  COMITY_CHECK(write_file(context.env.disk, context.place.entries_path(), content));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  context.print("restored, with a head over " + std::to_string(open.sequencer->checkpoint().size) +
                " places");
  return {};
}

Result<void> export_bundle(const Context& context) {
  COMITY_TRY(const std::string path, context.options.required("out"));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  std::vector<std::uint64_t> positions;
  for (const auto& word : context.options.rest()) {
    COMITY_TRY(const std::uint64_t position, parse_number(word));
    positions.push_back(position);
  }
  std::vector<std::uint64_t> known;
  for (const auto& word : context.options.all("known")) {
    COMITY_TRY(const std::uint64_t size, parse_number(word));
    known.push_back(size);
  }
  TileNodes nodes(*open.files.tiles, open.sequencer->checkpoint().size);
  COMITY_TRY(const std::string bundle,
             make_bundle(*open.files.entries, nodes, open.sequencer->head(), positions, known));
  return write_file(context.env.disk, path, bundle);
}

using Action = Result<void> (*)(const Context&);
constexpr std::pair<std::string_view, Action> kActions[] = {
    {"audit", audit},      {"backup", back_up},  {"erase", erase},  {"export", export_bundle},
    {"get", get},          {"init", init},       {"key", make_key}, {"log", list},
    {"publish", publish},  {"restore", restore}, {"sign", sign},    {"submit", submit},
    {"verify", verify_all}};

int report(const Result<void>& done, const Output& out) {
  if (done) return 0;
  std::fprintf(out.errors, "error: %s\n", done.error().message().c_str());
  return exit_status(done.error().code());
}

}  // namespace

int run_register(std::span<const std::string> arguments, Env& env, const Output& out) {
  const auto action =
      arguments.empty() ? std::end(kActions)
                        : std::find_if(std::begin(kActions), std::end(kActions),
                                       [&](const auto& row) { return row.first == arguments[0]; });
  if (action == std::end(kActions)) {
    std::fputs(std::string(kRegisterHelp).c_str(), out.errors);
    return exit_status(Errc::invalid_input);
  }
  const auto options = Options::parse(arguments.subspan(1), kOptions);
  if (!options) return report(tl::unexpected<Error>(options.error()), out);
  const Context context{
      env, out, *options, {options->get("dir", "register"), options->get("lock")}};
  return report(action->second(context), out);
}

}  // namespace comity::app
