// Everything that the outside world decides comes through these interfaces: what is on disk, what
// time it is, what is random. A program that is handed its Env can be stopped at every write by a
// test, and then be asked what it still knows (base/fault_env.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/result.h"

namespace comity {

// One open file. Not for use by two threads at once.
class File {
 public:
  virtual ~File() = default;

  // Up to `size` octets from `offset`; fewer only at the end of the file.
  virtual Result<std::string> read(std::uint64_t offset, std::size_t size) = 0;

  // Writes all of `bytes` at `offset`, making the file longer if it must. On failure any part may
  // have been written. Nothing is durable before sync().
  virtual Result<void> write(std::uint64_t offset, std::string_view bytes) = 0;

  virtual Result<void> truncate(std::uint64_t size) = 0;
  virtual Result<std::uint64_t> size() = 0;

  // Makes the content durable. After a failure the content on disk is unknown for good: the system
  // may have dropped what it could not write, and a second sync() may succeed without it. The
  // caller must stop writing and must not trust what it reads back.
  virtual Result<void> sync() = 0;
};

// Held as long as it lives; released when the process ends in whatever way.
class DiskLock {
 public:
  virtual ~DiskLock() = default;
};

// A file system. Paths are the system's own, relative to the working directory or absolute. Safe
// for use by several threads. Errors: not_found for a missing file or directory, unavailable for a
// lock that another holds, io for all else.
class Disk {
 public:
  // All but `read` write too. Nobody but its owner may read a `create_private` file, whoever made
  // it.
  enum class Mode { read, write, create, create_private };

  virtual ~Disk() = default;

  // Creating makes the file if it is absent; its name is durable only after sync_directory().
  virtual Result<std::unique_ptr<File>> open(const std::string& path, Mode mode) = 0;

  virtual Result<bool> exists(const std::string& path) = 0;

  // Replaces `to`. Atomic for whoever looks, durable only after sync_directory() of the parent.
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;

  // A file, or a directory that is empty.
  virtual Result<void> remove(const std::string& path) = 0;

  // Makes the directory and its missing parents, durably; no failure if it is there.
  virtual Result<void> make_directory(const std::string& path) = 0;

  // Makes the names in a directory durable: creations, renames and removals.
  virtual Result<void> sync_directory(const std::string& path) = 0;

  // The names in a directory, sorted, without "." and "..".
  virtual Result<std::vector<std::string>> list(const std::string& path) = 0;

  // An exclusive lock on a file, which is created if it is absent. Does not wait.
  virtual Result<std::unique_ptr<DiskLock>> lock(const std::string& path) = 0;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;                         // as the machine believes; may step back
  virtual std::chrono::nanoseconds monotonic() = 0;  // never steps back; for intervals only
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  Hash hash() {
    Hash out{};
    fill(out);
    return out;
  }
};

struct Env {
  Disk& disk;
  Clock& clock;
  Random& random;
};

// The machine itself. Lives as long as the process.
Env& system_env();

// The whole content of a file.
Result<std::string> read_file(Disk& disk, const std::string& path);

// Replaces the file as a whole, durably: after success the new content is there after any crash;
// after a failure or a crash, the old one or the new one. Four steps that each may fail: write
// beside it, sync, rename, sync the directory. The parent directory must exist. A private key is
// written with Mode::create_private.
Result<void> write_file(Disk& disk, const std::string& path, std::string_view content,
                        Disk::Mode mode = Disk::Mode::create);

// The same up to the last step: for a caller that syncs a directory once for many files.
Result<void> replace_file(Disk& disk, const std::string& path, std::string_view content,
                          Disk::Mode mode = Disk::Mode::create);

// "a/b" for "a/b/c", "." for "c".
std::string parent_directory(const std::string& path);

}  // namespace comity
