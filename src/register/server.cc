#include "register/server.h"

namespace comity::registry {

namespace {

constexpr std::chrono::milliseconds kLook{200};  // between looks at what no notification told of

}  // namespace

Result<std::unique_ptr<Server>> Server::start(Env& env, ServerOptions options,
                                              const SigningKey& log_key) {
  if (options.heads.empty()) options.heads = options.database;
  auto server = std::unique_ptr<Server>(new Server(env, std::move(options), log_key));
  COMITY_CHECK(server->prepare());
  server->threads_.emplace_back([&self = *server] { self.put_loop(); });
  server->threads_.emplace_back([&self = *server] { self.answer_loop(); });
  server->threads_.emplace_back([&self = *server] { self.lead_loop(); });
  return server;
}

Result<void> Server::prepare() {
  COMITY_CHECK(env_.disk.make_directory(options_.directory));
  tiles_ = std::make_unique<TileFiles>(env_.disk, options_.directory);
  const std::lock_guard guard(reading_);
  COMITY_CHECK(refresh_keys());
  if (keys_->genesis()->log_key.key == log_key_.public_key()) return {};
  return fail(Errc::denied, "this is not the register's key");
}

Server::~Server() {
  {
    const std::lock_guard guard(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  stop_.notify_all();
  for (auto& thread : threads_) thread.join();
  while (!waiting_.empty()) {
    answer(waiting_.begin()->first, fail(Errc::unavailable, "this server is ending: try another"));
  }
}

bool Server::stopping() const {
  const std::lock_guard guard(mutex_);
  return stopping_;
}

void Server::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  stop_.wait_for(lock, time, [&] { return stopping_; });
}

std::shared_ptr<const KeyBook> Server::keys() const {
  const std::lock_guard guard(reading_);
  return keys_;
}

// Asks the log, with reading_ held. A connection that fails is replaced before the next question.
template <class Question>
auto Server::ask_log(const Question& question) -> std::invoke_result_t<Question, EntryStore&> {
  if (!reader_) {
    COMITY_TRY(reader_, open_postgres_entries(options_.database, PostgresRole::reader));
  }
  auto answer = question(*reader_);
  if (!answer) reader_.reset();
  return answer;
}

// Whether the log says more of keys than it did. With reading_ held.
Result<bool> Server::refresh_keys() {
  return ask_log([this](EntryStore& entries) -> Result<bool> {
    COMITY_TRY(const auto positions, entries.control_positions());
    if (keys_ && positions.size() == keys_entries_) return false;
    COMITY_TRY(KeyBook book, replay_keys(entries));
    keys_ = std::make_shared<KeyBook>(std::move(book));
    keys_entries_ = positions.size();
    return true;
  });
}

// Another server may have learnt of a key that this one does not know yet.
Result<Admitted> Server::admit(const Submission& submission) {
  auto admitted = registry::admit(*keys(), submission);
  if (admitted || admitted.error().code() != Errc::denied) return admitted;
  {
    const std::lock_guard guard(reading_);
    COMITY_TRY(const bool more, refresh_keys());
    if (!more) return admitted;
  }
  return registry::admit(*keys(), submission);
}

void Server::submit(const Submission& submission, Done done) {
  auto admitted = admit(submission);
  if (!admitted) return done(tl::unexpected<Error>(admitted.error()));
  {
    const std::lock_guard guard(mutex_);
    if (!stopping_ && waiting_.size() < options_.log.pool_max) {
      auto& waiting = waiting_[admitted->id];
      const bool known = waiting != nullptr;
      if (!known) waiting = std::make_shared<Waiting>();
      waiting->done.push_back(std::move(done));
      waiting->until = env_.clock.monotonic() + options_.patience;
      if (known) return;
      waiting->item = std::move(*admitted);
      pool_.push_back(waiting);
      work_.notify_one();
      return;
    }
  }
  done(fail(Errc::unavailable, "too many entries are waiting: try again"));
}

Result<Placement> Server::submit(const Submission& submission) {
  return awaited([&](Done done) { submit(submission, std::move(done)); });
}

void Server::answer(const Hash& id, const Result<Placement>& result) {
  std::vector<Done> done;
  {
    const std::lock_guard guard(mutex_);
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    done = std::move(found->second->done);
    waiting_.erase(found);
  }
  for (const auto& one : done) one(result);
}

void Server::put_loop() {
  std::unique_ptr<Intake> intake;
  while (true) {
    std::vector<std::shared_ptr<Waiting>> group;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopping_ || !pool_.empty(); });
      if (stopping_) return;
      const auto count = std::min(pool_.size(), options_.log.group_max);
      const auto end = pool_.begin() + static_cast<std::ptrdiff_t>(count);
      group.assign(pool_.begin(), end);
      pool_.erase(pool_.begin(), end);
    }
    auto opened = intake ? Result<std::unique_ptr<Intake>>(std::move(intake))
                         : open_postgres_intake(options_.database, IntakeSide::server, log_key_);
    auto done = opened ? put(**opened, group) : tl::unexpected<Error>(opened.error());
    if (done) intake = std::move(*opened);
    for (const auto& waiting : group) {
      if (!done) answer(waiting->item.id, tl::unexpected<Error>(done.error()));
    }
  }
}

Result<void> Server::put(Intake& intake, const std::vector<std::shared_ptr<Waiting>>& group) {
  std::vector<const Admitted*> items;
  items.reserve(group.size());
  for (const auto& waiting : group) items.push_back(&waiting->item);
  COMITY_TRY(const auto results, intake.put(items));
  {
    const std::lock_guard guard(mutex_);
    for (std::size_t i = 0; i < group.size(); ++i) group[i]->put = results[i].has_value();
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!results[i]) answer(items[i]->id, tl::unexpected<Error>(results[i].error()));
  }
  return {};
}

void Server::answer_loop() {
  std::unique_ptr<Intake> intake;
  while (!stopping()) {
    auto opened = intake ? Result<std::unique_ptr<Intake>>(std::move(intake))
                         : open_postgres_intake(options_.database, IntakeSide::server, log_key_);
    auto done = opened ? fetch_answers(**opened) : tl::unexpected<Error>(opened.error());
    if (done) done = (*opened)->wait(kLook);
    if (done) {
      intake = std::move(*opened);
    } else {
      pause(kLook);
    }
    give_up_on_late();
  }
}

Result<void> Server::fetch_answers(Intake& intake) {
  std::map<Hash, std::shared_ptr<Waiting>> waiting;
  std::vector<Hash> ids;
  {
    const std::lock_guard guard(mutex_);
    for (const auto& [id, one] : waiting_) {
      if (!one->put) continue;
      waiting.emplace(id, one);
      ids.push_back(id);
    }
  }
  if (ids.empty()) return {};
  COMITY_TRY(const Answers answers, intake.answers(ids));
  for (const auto& one : answers.placed) answer(one.id, placement(one, *waiting.at(one.id)));
  for (const auto& one : answers.refused) answer(one.id, tl::unexpected<Error>(one.why));
  return {};
}

Result<Placement> Server::placement(const Placed& placed, const Waiting& waiting) {
  Record record{placed.recorded, placed.salt, placed.keys, waiting.item.envelope};
  if (record.commitment() != placed.commitment) {
    // The same entry was placed before, signed by others.
    const std::lock_guard guard(reading_);
    COMITY_TRY(auto records,
               ask_log([&](EntryStore& entries) { return entries.read(placed.position, 1); }));
    if (records.empty() || records.front().commitment() != placed.commitment) {
      return fail(Errc::corrupt, "the record is not the one that was committed to");
    }
    record = std::move(records.front());
  }
  return place_record(*keys()->genesis(), log_key_, placed.position, std::move(record));
}

void Server::give_up_on_late() {
  std::vector<Hash> late;
  {
    const std::lock_guard guard(mutex_);
    const auto now = env_.clock.monotonic();
    for (const auto& [id, waiting] : waiting_) {
      if (waiting->until < now) late.push_back(id);
    }
  }
  const auto why = fail(Errc::unavailable, "the entry is not in the log yet: submit it again");
  for (const Hash& id : late) answer(id, why);
}

}  // namespace comity::registry
