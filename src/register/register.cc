#include "register/register.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace comity::registry {

Result<Placement> awaited(const std::function<void(Done)>& submit) {
  std::promise<Result<Placement>> promise;
  auto future = promise.get_future();
  submit([&](Result<Placement> result) { promise.set_value(std::move(result)); });
  return future.get();
}

Register::Register(std::unique_ptr<Sequencer> sequencer, RegisterOptions options)
    : sequencer_(std::move(sequencer)), options_(options) {
  committer_ = std::thread([this] { commit_loop(); });
  publisher_ = std::thread([this] { publish_loop(); });
}

Register::~Register() {
  {
    const std::lock_guard guard(mutex_);
    stopping_ = true;
  }
  stop_publishing_.notify_all();
  work_.notify_all();
  publisher_.join();
  committer_.join();
  static_cast<void>(sequencer_->publish());  // what cannot be published now is, on the next open
}

void Register::submit(const Submission& submission, Done done) {
  auto admitted = sequencer_->admit(submission);
  if (!admitted) return done(tl::unexpected<Error>(admitted.error()));
  enter(std::move(*admitted), std::move(done));
}

void Register::enter(Admitted item, Done done) {
  {
    const std::lock_guard guard(mutex_);
    if (!stopping_ && pool_.size() < options_.pool_max) {
      pool_.push_back({std::move(item), std::move(done)});
      work_.notify_one();
      return;
    }
  }
  done(fail(Errc::unavailable, "too many entries are waiting: try again"));
}

Result<Placement> Register::submit(const Submission& submission) {
  return awaited([&](Done done) { submit(submission, std::move(done)); });
}

void Register::commit_group(std::vector<Waiting> group) {
  std::vector<Admitted> items;
  items.reserve(group.size());
  for (auto& waiting : group) items.push_back(std::move(waiting.item));
  auto results = sequencer_->commit(std::move(items));
  {
    const std::lock_guard guard(mutex_);
    figures_.entries += group.size();
    ++figures_.groups;
  }
  for (std::size_t i = 0; i < group.size(); ++i) group[i].done(std::move(results[i]));
}

void Register::commit_loop() {
  while (true) {
    std::vector<Waiting> group;
    std::uint64_t pads = 0;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopping_ || !pool_.empty() || pads_wanted_ > pads_done_; });
      if (stopping_ && pool_.empty() && pads_wanted_ == pads_done_) return;
      const auto count = std::min(pool_.size(), options_.group_max);
      const auto end = pool_.begin() + static_cast<std::ptrdiff_t>(count);
      group.assign(std::make_move_iterator(pool_.begin()), std::make_move_iterator(end));
      pool_.erase(pool_.begin(), end);
      pads = pads_wanted_;
    }
    if (!group.empty()) commit_group(std::move(group));
    if (pads == pads_done_) continue;
    static_cast<void>(sequencer_->pad());  // a failure halts the sequencer, and publish() says so
    {
      const std::lock_guard guard(mutex_);
      pads_done_ = pads;
    }
    padded_.notify_all();
  }
}

Result<Checkpoint> Register::publish() {
  const std::lock_guard one_at_a_time(publishing_);
  {
    std::unique_lock lock(mutex_);
    if (!stopping_) {
      const std::uint64_t wanted = ++pads_wanted_;
      work_.notify_one();
      padded_.wait(lock, [&] { return pads_done_ >= wanted; });
    }
  }
  auto head = sequencer_->publish();
  const std::lock_guard guard(mutex_);
  ++figures_.heads;
  return head;
}

void Register::publish_loop() {
  const auto interval = options_.interval.value_or(
      std::chrono::seconds(sequencer_->keys()->genesis()->interval_seconds));
  auto due = std::chrono::steady_clock::now() + interval;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (stop_publishing_.wait_until(lock, due, [&] { return stopping_; })) return;
    }
    if (!publish()) return;
    // A head that took longer than its interval is followed by the next whole interval, so that the
    // moments of publication never depend on the load.
    while (due <= std::chrono::steady_clock::now()) due += interval;
  }
}

RegisterFigures Register::figures() const {
  const std::lock_guard guard(mutex_);
  return figures_;
}

}  // namespace comity::registry
