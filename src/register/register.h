// A register at work: a pool that submitters fill, one thread that empties it group by group into
// the log, one thread that publishes a head at every interval. Group commit is what makes it fast:
// while one group is being made durable, the next one gathers, so a slow disk makes larger groups
// rather than longer queues.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>
#include <vector>

#include "register/sequencer.h"

namespace comity::registry {

struct RegisterOptions {
  std::size_t group_max = 1024;  // entries in one transaction
  std::size_t pool_max = 8192;   // entries waiting; beyond it submit() answers unavailable
  std::optional<std::chrono::milliseconds> interval;  // between heads, instead of the genesis's
};

struct RegisterFigures {
  std::uint64_t entries = 0;
  std::uint64_t groups = 0;
  std::uint64_t heads = 0;
};

// What a submission comes to.
using Done = std::function<void(Result<Placement>)>;

// Waits for what `submit` gives to the Done that it is handed.
Result<Placement> awaited(const std::function<void(Done)>& submit);

class Register {
 public:
  explicit Register(std::unique_ptr<Sequencer> sequencer, RegisterOptions options = {});
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;

  // Commits what waits, publishes a last head, and ends the threads.
  ~Register();

  // Verifies in the caller's thread; `done` is called once, perhaps in this call, perhaps later
  // from the committing thread, and must not block. When it is called with a placement, the entry
  // is durable.
  void submit(const Submission& submission, Done done);

  // The same, waiting.
  Result<Placement> submit(const Submission& submission);

  // For an entry whose signatures have been verified elsewhere.
  void enter(Admitted item, Done done);

  // Publishes now, and answers with the head.
  Result<Checkpoint> publish();

  Sequencer& sequencer() { return *sequencer_; }
  bool halted() const { return sequencer_->halted(); }
  RegisterFigures figures() const;

 private:
  struct Waiting {
    Admitted item;
    Done done;
  };

  void commit_loop();
  void publish_loop();
  void commit_group(std::vector<Waiting> group);

  std::unique_ptr<Sequencer> sequencer_;
  RegisterOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable padded_;
  std::vector<Waiting> pool_;
  std::uint64_t pads_wanted_ = 0;
  std::uint64_t pads_done_ = 0;
  bool stopping_ = false;
  RegisterFigures figures_;
  std::mutex publishing_;
  std::condition_variable stop_publishing_;
  std::thread publisher_;
  std::thread committer_;
};

}  // namespace comity::registry
