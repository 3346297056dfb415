#include "base/fault_env.h"

#include <algorithm>

namespace comity {

namespace {

constexpr std::size_t kSector = 512;

tl::unexpected<Error> no_such(const std::string& path) {
  return fail(Errc::not_found, path + ": no such file");
}

}  // namespace

class FaultDisk::MemoryFile : public File {
 public:
  MemoryFile(FaultDisk& disk, NodePtr node)
      : disk_(disk), node_(std::move(node)), cycle_(disk.power_cycles_) {}

  Result<std::string> read(std::uint64_t offset, std::size_t size) override {
    const std::lock_guard guard(disk_.mutex_);
    COMITY_CHECK(alive());
    if (disk_.reads_++ == disk_.failing_read_) return fail(Errc::io, "injected failure of a read");
    if (offset >= node_->seen.size()) return std::string();
    return node_->seen.substr(offset, size);
  }
  Result<void> write(std::uint64_t offset, std::string_view bytes) override {
    const std::lock_guard guard(disk_.mutex_);
    COMITY_CHECK(alive());
    return disk_.change_file(*node_, {false, offset, std::string(bytes)});
  }
  Result<void> truncate(std::uint64_t size) override {
    const std::lock_guard guard(disk_.mutex_);
    COMITY_CHECK(alive());
    return disk_.change_file(*node_, {true, size, {}});
  }
  Result<std::uint64_t> size() override {
    const std::lock_guard guard(disk_.mutex_);
    COMITY_CHECK(alive());
    return node_->seen.size();
  }
  Result<void> sync() override {
    const std::lock_guard guard(disk_.mutex_);
    COMITY_CHECK(alive());
    return disk_.sync_file(*node_);
  }

 private:
  // A descriptor from before the power cut is worth nothing after it.
  Result<void> alive() const {
    if (disk_.powered_ && cycle_ == disk_.power_cycles_) return {};
    return fail(Errc::io, "the power is off");
  }

  FaultDisk& disk_;
  NodePtr node_;
  std::uint64_t cycle_;
};

class FaultDisk::MemoryLock : public DiskLock {
 public:
  MemoryLock(FaultDisk& disk, std::string path)
      : disk_(disk), path_(std::move(path)), cycle_(disk.power_cycles_) {}
  MemoryLock(const MemoryLock&) = delete;
  MemoryLock& operator=(const MemoryLock&) = delete;
  ~MemoryLock() override {
    const std::lock_guard guard(disk_.mutex_);
    if (cycle_ == disk_.power_cycles_) disk_.locks_.erase(path_);
  }

 private:
  FaultDisk& disk_;
  std::string path_;
  std::uint64_t cycle_;
};

void FaultDisk::plan(std::uint64_t at, Fault fault) {
  const std::lock_guard guard(mutex_);
  fault_at_ = at;
  fault_ = fault;
}

std::uint64_t FaultDisk::operations() const {
  const std::lock_guard guard(mutex_);
  return operations_;
}

void FaultDisk::fail_read(std::uint64_t at) {
  const std::lock_guard guard(mutex_);
  failing_read_ = at;
}

std::uint64_t FaultDisk::reads() const {
  const std::lock_guard guard(mutex_);
  return reads_;
}

bool FaultDisk::powered() const {
  const std::lock_guard guard(mutex_);
  return powered_;
}

void FaultDisk::restart() {
  const std::lock_guard guard(mutex_);
  lose_unsynced();
  begin_again();
}

void FaultDisk::end_process() {
  const std::lock_guard guard(mutex_);
  begin_again();
}

void FaultDisk::begin_again() {
  locks_.clear();
  powered_ = true;
  ++power_cycles_;
}

Result<void> FaultDisk::flip_bit(const std::string& path, std::uint64_t offset, int bit) {
  const std::lock_guard guard(mutex_);
  const auto found = names_.find(path);
  if (found == names_.end()) return no_such(path);
  for (std::string* content : {&found->second->seen, &found->second->durable}) {
    if (offset < content->size()) {
      (*content)[offset] = static_cast<char>((*content)[offset] ^ (1 << bit));
    }
  }
  return {};
}

void FaultDisk::apply(std::string& content, const Change& change) {
  if (change.cut) {
    content.resize(change.offset, '\0');
    return;
  }
  const std::size_t end = change.offset + change.bytes.size();
  if (content.size() < end) content.resize(end, '\0');
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

FaultDisk::Step FaultDisk::step() {
  if (!powered_) return Step::refuse;
  if (operations_++ != fault_at_) return Step::proceed;
  switch (fault_) {
    case Fault::power_cut: powered_ = false; return Step::refuse;
    case Fault::io_error: return Step::refuse;
    case Fault::io_error_applied: return Step::apply_and_refuse;
    case Fault::no_space: return Step::half;
  }
  return Step::refuse;
}

Result<void> FaultDisk::change_file(Node& node, Change change) {
  const Step what = step();
  if (what == Step::half) {
    change.bytes.resize(change.bytes.size() / 2);
    if (change.cut) return fail(Errc::io, "no space left");
  }
  if (what != Step::refuse || !powered_) {
    // At a power cut the interrupted write is one more of those that may or may not survive.
    apply(node.seen, change);
    node.pending.push_back(std::move(change));
  }
  if (what == Step::proceed) return {};
  return fail(Errc::io, what == Step::half ? "no space left" : "injected failure");
}

Result<void> FaultDisk::sync_file(Node& node) {
  const Step what = step();
  if (what == Step::proceed || what == Step::apply_and_refuse) {
    node.durable = node.seen;
    node.pending.clear();
  } else if (powered_) {
    node.pending.clear();  // dropped, though readers still see it: the page cache lies
  }
  if (what == Step::proceed) return {};
  return fail(Errc::io, "injected failure of a sync");
}

Result<void> FaultDisk::change_names(NameChange change) {
  const Step what = step();
  const bool happens = what == Step::proceed || what == Step::apply_and_refuse ||
                       (what == Step::refuse && !powered_);
  if (happens) {
    for (const auto& [name, node] : change.changed) {
      if (node == nullptr) {
        names_.erase(name);
      } else {
        names_[name] = node;
      }
    }
    pending_names_.push_back(std::move(change));
  }
  if (what == Step::proceed) return {};
  return fail(Errc::io, "injected failure");
}

void FaultDisk::lose_unsynced() {
  const std::size_t kept = pending_names_.empty() ? 0 : random_() % (pending_names_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) {
    for (const auto& [name, node] : pending_names_[i].changed) durable_names_[name] = node;
  }
  std::erase_if(durable_names_, [](const auto& entry) { return entry.second == nullptr; });
  pending_names_.clear();
  names_ = durable_names_;
  for (auto& [name, node] : names_) {
    std::vector<Change> survivors;
    for (Change& change : node->pending) {
      if (random_() % 2 == 0) survivors.push_back(std::move(change));
    }
    std::shuffle(survivors.begin(), survivors.end(), random_);
    if (!survivors.empty() && !survivors.back().cut) {
      std::string& torn = survivors.back().bytes;
      torn.resize(std::min(torn.size(), random_() % (torn.size() / kSector + 2) * kSector));
    }
    for (const Change& change : survivors) apply(node->durable, change);
    node->pending.clear();
    node->seen = node->durable;
  }
}

Result<std::unique_ptr<File>> FaultDisk::open(const std::string& path, Mode mode) {
  const std::lock_guard guard(mutex_);
  if (!powered_) return fail(Errc::io, "the power is off");
  auto found = names_.find(path);
  if (found == names_.end()) {
    if (mode == Mode::read || mode == Mode::write) return no_such(path);
    if (!directories_.contains(parent_directory(path))) return no_such(path);
    const auto node = std::make_shared<Node>();
    COMITY_CHECK(change_names({parent_directory(path), {{path, node}}}));
    found = names_.find(path);
  }
  return std::make_unique<MemoryFile>(*this, found->second);
}

Result<bool> FaultDisk::exists(const std::string& path) {
  const std::lock_guard guard(mutex_);
  return names_.contains(path) || directories_.contains(path);
}

Result<void> FaultDisk::rename(const std::string& from, const std::string& to) {
  const std::lock_guard guard(mutex_);
  const auto found = names_.find(from);
  if (found == names_.end()) return no_such(from);
  return change_names({parent_directory(to), {{from, nullptr}, {to, found->second}}});
}

Result<void> FaultDisk::remove(const std::string& path) {
  const std::lock_guard guard(mutex_);
  if (directories_.erase(path) > 0) return {};
  if (!names_.contains(path)) return no_such(path);
  return change_names({parent_directory(path), {{path, nullptr}}});
}

Result<void> FaultDisk::make_directory(const std::string& path) {
  const std::lock_guard guard(mutex_);
  for (std::string at = path; directories_.insert(at).second;) at = parent_directory(at);
  return {};
}

Result<void> FaultDisk::sync_directory(const std::string& path) {
  const std::lock_guard guard(mutex_);
  const Step what = step();
  if (what == Step::proceed || what == Step::apply_and_refuse) {
    for (auto& pending : pending_names_) {
      if (pending.directory != path) continue;
      for (const auto& [name, node] : pending.changed) durable_names_[name] = node;
    }
    std::erase_if(durable_names_, [](const auto& entry) { return entry.second == nullptr; });
    std::erase_if(pending_names_, [&](const auto& change) { return change.directory == path; });
  }
  if (what == Step::proceed) return {};
  return fail(Errc::io, "injected failure of a directory sync");
}

Result<std::vector<std::string>> FaultDisk::list(const std::string& path) {
  const std::lock_guard guard(mutex_);
  if (!directories_.contains(path)) return no_such(path);
  std::set<std::string> found;
  const auto consider = [&](const std::string& name) {
    if (name != path && parent_directory(name) == path) found.insert(name.substr(path.size() + 1));
  };
  for (const auto& [name, node] : names_) consider(name);
  for (const auto& name : directories_) consider(name);
  return std::vector<std::string>(found.begin(), found.end());
}

Result<std::unique_ptr<DiskLock>> FaultDisk::lock(const std::string& path) {
  const std::lock_guard guard(mutex_);
  if (!locks_.insert(path).second) {
    return fail(Errc::unavailable, path + " is held by another process");
  }
  return std::make_unique<MemoryLock>(*this, path);
}

}  // namespace comity
