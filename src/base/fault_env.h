// A disk in memory that forgets what was not made durable, and fails where it is told to. It lets a
// test stop a program at its n-th disk operation, for every n, and look at what survives.
//
// What a power cut leaves, from the harshest reading of POSIX that real file systems come near to:
//   - of the writes to a file since its last sync, any subset survives, in any order, and the last
//     one perhaps only up to a sector of 512 octets;
//   - of the names changed in a directory since its last sync, a prefix survives (journals keep
//     the order of metadata).
// The study is Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014; for failed
// syncs, Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>

#include "base/env.h"

namespace comity {

enum class Fault {
  power_cut,         // this operation and all later ones fail, until restart() or end_process()
  io_error,          // this operation fails and leaves no trace
  io_error_applied,  // this operation reports failure but happened all the same
  no_space,          // a write fails half way; other operations fail as io_error
};

// Counts as one operation each: write, truncate, sync, rename, remove, sync_directory, and an open
// that creates. Reads are counted apart; flip_bit() damages what they return.
class FaultDisk : public Disk {
 public:
  explicit FaultDisk(std::uint64_t seed) : random_(seed) {}

  // The operation number `at` (counted from zero since the disk was made) meets `fault`.
  void plan(std::uint64_t at, Fault fault);
  std::uint64_t operations() const;
  bool powered() const;

  // The read number `at` (counted from zero since the disk was made) fails.
  void fail_read(std::uint64_t at);
  std::uint64_t reads() const;

  // Power returns: what was not durable is lost in part, as above; locks are released.
  void restart();

  // The process that used the disk was killed where it was planned; the machine goes on. Nothing is
  // lost, but nothing more is durable either; locks are released.
  void end_process();

  // Damages the stored file: bit `bit` of the octet at `offset`, on disk and in memory.
  Result<void> flip_bit(const std::string& path, std::uint64_t offset, int bit);

  Result<std::unique_ptr<File>> open(const std::string& path, Mode mode) override;
  Result<bool> exists(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  Result<void> make_directory(const std::string& path) override;
  Result<void> sync_directory(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& path) override;
  Result<std::unique_ptr<DiskLock>> lock(const std::string& path) override;

 private:
  struct Change {
    bool cut = false;  // a truncation to `offset`, else a write of `bytes` there
    std::uint64_t offset = 0;
    std::string bytes;
  };
  struct Node {
    std::string seen;
    std::string durable;
    std::vector<Change> pending;
  };
  using NodePtr = std::shared_ptr<Node>;
  struct NameChange {
    std::string directory;
    std::map<std::string, NodePtr> changed;  // null: the name is gone
  };
  class MemoryFile;
  class MemoryLock;

  static void apply(std::string& content, const Change& change);
  enum class Step { proceed, refuse, apply_and_refuse, half };
  Step step();  // counts an operation and says what becomes of it
  Result<void> change_file(Node& node, Change change);
  Result<void> sync_file(Node& node);
  Result<void> change_names(NameChange change);
  void lose_unsynced();
  void begin_again();

  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  std::uint64_t operations_ = 0;
  std::uint64_t fault_at_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t reads_ = 0;
  std::uint64_t failing_read_ = std::numeric_limits<std::uint64_t>::max();
  Fault fault_ = Fault::power_cut;
  bool powered_ = true;
  std::uint64_t power_cycles_ = 0;
  std::map<std::string, NodePtr> names_;
  std::map<std::string, NodePtr> durable_names_;
  std::vector<NameChange> pending_names_;
  std::set<std::string> directories_{".", "/"};
  std::set<std::string> locks_;
};

class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() override { return now_; }
  std::chrono::nanoseconds monotonic() override { return now_.seconds().time_since_epoch(); }
  void set(Instant now) { now_ = now; }
  void advance(std::chrono::seconds by) { now_ = now_ + by; }

 private:
  Instant now_;
};

// Repeats for equal seeds. For tests only: never a source of keys.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& octet : out) octet = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace comity
