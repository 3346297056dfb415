#include "app/register_files.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/text.h"

namespace comity::app {

namespace {

constexpr std::string_view kKeyHeader = "comity-key ed25519 ";

Result<void> open_database(RegisterFiles& files, const RegisterPlace& place, RegisterUse use) {
  using registry::PostgresRole;
  const auto role = use == RegisterUse::read ? PostgresRole::reader : PostgresRole::sequencer;
  COMITY_TRY(files.entries, registry::open_postgres_entries(place.database, role));
  COMITY_TRY(files.heads,
             registry::open_postgres_heads(place.heads.empty() ? place.database : place.heads));
  return {};
}

Result<void> open_local(RegisterFiles& files, Env& env, const RegisterPlace& place,
                        RegisterUse use) {
  if (use != RegisterUse::begin) {
    COMITY_TRY(const bool present, env.disk.exists(place.entries_path()));
    if (!present) return fail(Errc::not_found, "there is no register in " + place.directory);
  }
  COMITY_TRY(files.held, env.disk.lock(place.directory + "/writer.lock"));
  const std::string heads = place.lock_directory() + "/heads.db";
  COMITY_CHECK(make_private(env.disk, place.entries_path()));
  COMITY_CHECK(make_private(env.disk, heads));
  COMITY_TRY(files.entries, registry::open_sqlite_entries(place.entries_path()));
  COMITY_TRY(files.heads, registry::open_sqlite_heads(heads));
  return {};
}

}  // namespace

bool RegisterPlace::head_lies_with_records() const {
  if (!database.empty()) return false;
  std::error_code none;
  const auto records = std::filesystem::weakly_canonical(directory, none);
  const auto head = std::filesystem::weakly_canonical(lock_directory(), none);
  return std::mismatch(records.begin(), records.end(), head.begin(), head.end()).first ==
         records.end();
}

Result<void> make_private(Disk& disk, const std::string& path) {
  COMITY_TRY(const auto main, disk.open(path, Disk::Mode::create_private));
  for (const std::string_view beside : {"-wal", "-shm"}) {
    const std::string name = path + std::string(beside);
    COMITY_TRY(const bool present, disk.exists(name));
    if (!present) continue;  // SQLite will make it as it finds the database
    COMITY_TRY(const auto other, disk.open(name, Disk::Mode::create_private));
  }
  return {};
}

Result<RegisterFiles> open_register_files(Env& env, const RegisterPlace& place, RegisterUse use) {
  if (use == RegisterUse::begin) {
    COMITY_CHECK(env.disk.make_directory(place.directory));
    COMITY_CHECK(env.disk.make_directory(place.lock_directory()));
  }
  RegisterFiles files;
  if (place.database.empty()) {
    COMITY_CHECK(open_local(files, env, place, use));
  } else {
    COMITY_CHECK(open_database(files, place, use));
  }
  files.tiles = std::make_unique<registry::TileFiles>(env.disk, place.directory);
  return files;
}

Result<OpenRegister> open_register(Env& env, const RegisterPlace& place) {
  OpenRegister open;
  COMITY_TRY(open.files, open_register_files(env, place, RegisterUse::write));
  COMITY_TRY(const registry::SigningKey key, read_key(env.disk, place.key_path()));
  COMITY_TRY(open.sequencer, registry::Sequencer::open(env, open.files.stores(place), key));
  return open;
}

Result<registry::SigningKey> read_key(Disk& disk, const std::string& path) {
  COMITY_TRY(const std::string content, read_file(disk, path));
  if (!content.starts_with(kKeyHeader)) {
    return fail(Errc::invalid_input, path + " is not a signing key");
  }
  COMITY_TRY(const std::string seed,
             from_base64(text::trim(std::string_view(content).substr(kKeyHeader.size()))));
  return registry::SigningKey::from_seed(seed);
}

Result<void> write_key(Disk& disk, const std::string& path, const registry::SigningKey& key) {
  COMITY_TRY(const bool present, disk.exists(path));
  if (present) return fail(Errc::conflict, path + " exists: a key is never overwritten");
  const std::string text = std::string(kKeyHeader) + to_base64(key.seed()) + "\n";
  return write_file(disk, path, text, Disk::Mode::create_private);
}

}  // namespace comity::app
