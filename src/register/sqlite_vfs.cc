#include "register/sqlite_vfs.h"

#include <sqlite3.h>
#include <memory>

#include <cstring>

namespace comity::registry {

struct SqliteVfs::State {
  std::string name;
  Env* env = nullptr;
  sqlite3_vfs vfs{};
};

namespace {

// What SQLite allocates for an open file; it begins with SQLite's own part.
struct OpenFile {
  sqlite3_file base;
  File* file;
  Disk* disk;
  std::string* remove_on_close;
};

OpenFile& as_open(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int close_file(sqlite3_file* base) {
  OpenFile& open = as_open(base);
  // SQLite frees the memory of the handle itself, so its parts are held by plain pointers.
  const std::unique_ptr<File> file(open.file);
  const std::unique_ptr<std::string> remove_on_close(open.remove_on_close);
  if (remove_on_close) static_cast<void>(open.disk->remove(*remove_on_close));
  return SQLITE_OK;
}

int read_file_at(sqlite3_file* base, void* out, int size, sqlite3_int64 offset) {
  const auto wanted = static_cast<std::size_t>(size);
  const auto bytes = as_open(base).file->read(static_cast<std::uint64_t>(offset), wanted);
  if (!bytes) return SQLITE_IOERR_READ;
  std::memcpy(out, bytes->data(), bytes->size());
  if (bytes->size() == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + bytes->size(), 0, wanted - bytes->size());
  return SQLITE_IOERR_SHORT_READ;
}

int write_file_at(sqlite3_file* base, const void* data, int size, sqlite3_int64 offset) {
  const std::string_view bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  return as_open(base).file->write(static_cast<std::uint64_t>(offset), bytes) ? SQLITE_OK
                                                                              : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* base, sqlite3_int64 size) {
  return as_open(base).file->truncate(static_cast<std::uint64_t>(size)) ? SQLITE_OK
                                                                        : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* base, int) {
  return as_open(base).file->sync() ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int file_size(sqlite3_file* base, sqlite3_int64* out) {
  const auto size = as_open(base).file->size();
  if (!size) return SQLITE_IOERR_FSTAT;
  *out = static_cast<sqlite3_int64>(*size);
  return SQLITE_OK;
}

int no_lock(sqlite3_file*, int) { return SQLITE_OK; }
int no_reserved_lock(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}
int no_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 512; }
int no_promises(sqlite3_file*) { return 0; }

constexpr sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = close_file;
  methods.xRead = read_file_at;
  methods.xWrite = write_file_at;
  methods.xTruncate = truncate_file;
  methods.xSync = sync_file;
  methods.xFileSize = file_size;
  methods.xLock = no_lock;
  methods.xUnlock = no_lock;
  methods.xCheckReservedLock = no_reserved_lock;
  methods.xFileControl = no_control;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = no_promises;
  return methods;
}

constexpr sqlite3_io_methods kMethods = make_methods();

Env& env_of(sqlite3_vfs* vfs) { return *static_cast<Env*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* base, int flags, int* out) {
  OpenFile& open = as_open(base);
  open = OpenFile{};
  Disk& disk = env_of(vfs).disk;
  static int temporary = 0;
  const std::string path =
      name != nullptr ? name : "sqlite-temporary-" + std::to_string(++temporary);
  const bool create = (flags & SQLITE_OPEN_CREATE) != 0;
  auto file = disk.open(path, create ? Disk::Mode::create : Disk::Mode::write);
  if (!file) return SQLITE_CANTOPEN;
  open.file = file->release();
  open.disk = &disk;
  if ((flags & SQLITE_OPEN_DELETEONCLOSE) != 0) open.remove_on_close = new std::string(path);
  open.base.pMethods = &kMethods;
  // A new file's name must survive as its content does; SQLite's own layer does the same.
  if (create && !disk.sync_directory(parent_directory(path))) {
    close_file(base);
    open.base.pMethods = nullptr;
    return SQLITE_CANTOPEN;
  }
  if (out != nullptr) *out = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_directory) {
  Disk& disk = env_of(vfs).disk;
  const auto removed = disk.remove(name);
  if (!removed) {
    return removed.error().code() == Errc::not_found ? SQLITE_IOERR_DELETE_NOENT
                                                     : SQLITE_IOERR_DELETE;
  }
  if (sync_directory != 0 && !disk.sync_directory(parent_directory(name))) {
    return SQLITE_IOERR_DIR_FSYNC;
  }
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* out) {
  const auto exists = env_of(vfs).disk.exists(name);
  if (!exists) return SQLITE_IOERR_ACCESS;
  *out = *exists ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out) {
  env_of(vfs).random.fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

int no_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int current_time(sqlite3_vfs* vfs, double* out) {
  const auto seconds = env_of(vfs).clock.now().seconds().time_since_epoch().count();
  *out = 2440587.5 + static_cast<double>(seconds) / 86400;
  return SQLITE_OK;
}

}  // namespace

SqliteVfs::SqliteVfs(std::string name, Env& env) : state_(std::make_unique<State>()) {
  sqlite3_initialize();
  state_->name = std::move(name);
  state_->env = &env;
  sqlite3_vfs& vfs = state_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 1024;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_->env;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = no_sleep;
  vfs.xCurrentTime = current_time;
  COMITY_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

SqliteVfs::~SqliteVfs() { sqlite3_vfs_unregister(&state_->vfs); }

}  // namespace comity::registry
