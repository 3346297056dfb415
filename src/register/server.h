// One of many servers over one database. Each verifies what its clients submit, puts it into the
// intake, and answers with the receipt once the entry is in the log. Each stands ready to be the
// sequencer; the database's lock says which one is.
//
//   client ─▶ any server: admit ─▶ intake ─▶ the sequencer: commit ─▶ log ─▶ that server: receipt
//
// A server keeps nothing that is not in the database: its directory, with the tiles and the
// checkpoint that readers fetch, is made anew from there. If a server ends before it has answered,
// its entries are placed all the same, and whoever submits them again gets the same place.
//
// A sequencer that ends is followed at once by another; one that hangs or is cut off, once it has
// been silent for five seconds: those who wait for the lock end its connection. Either way it can
// sign no head that another history follows: its appends need the connection that held the lock,
// and its head fails the compare-and-swap of the head store.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <type_traits>

#include "register/intake.h"
#include "register/register.h"

namespace comity::registry {

struct ServerOptions {
  std::string database;   // an address (register/store.h)
  std::string heads;      // the head store's; empty: the same
  std::string directory;  // this server's own
  RegisterOptions log;    // while it is the sequencer; pool_max bounds what waits at any time
  std::chrono::milliseconds patience{30000};  // then submit() answers unavailable
};

class Server {
 public:
  // Errors: not_found if no register begins in the database; denied if the key is another's;
  // unavailable.
  static Result<std::unique_ptr<Server>> start(Env& env, ServerOptions options,
                                               const SigningKey& log_key);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Answers unavailable to whoever waits still.
  ~Server();

  // As Register::submit. Unavailable: the entry may have been placed all the same; submitting it
  // again says where.
  void submit(const Submission& submission, Done done);
  Result<Placement> submit(const Submission& submission);

  // What submit() begins with: form and signatures. Errors: as registry::admit.
  Result<Admitted> admit(const Submission& submission);

  bool is_sequencer() const { return is_sequencer_; }

 private:
  Server(Env& env, ServerOptions options, const SigningKey& log_key)
      : env_(env), options_(std::move(options)), log_key_(log_key) {}

  struct Waiting {
    Admitted item;
    std::vector<Done> done;  // several, if an entry is submitted again while it waits
    std::chrono::nanoseconds until{};
    bool put = false;  // before, the intake speaks of an earlier submission
  };
  // Threads, each with connections of its own, which it opens again when they are lost.
  void put_loop();
  void answer_loop();
  void lead_loop();

  Result<void> prepare();
  Result<bool> refresh_keys();
  template <class Question>
  auto ask_log(const Question& question) -> std::invoke_result_t<Question, EntryStore&>;
  std::shared_ptr<const KeyBook> keys() const;
  Result<void> put(Intake& intake, const std::vector<std::shared_ptr<Waiting>>& group);
  Result<void> fetch_answers(Intake& intake);
  Result<Placement> placement(const Placed& placed, const Waiting& waiting);
  void answer(const Hash& id, const Result<Placement>& result);
  void give_up_on_late();

  // server_lead.cc: as the sequencer, and while another is.
  struct Standby;  // shows what another publishes
  Result<std::unique_ptr<Sequencer>> open_log(EntryStore& entries, HeadStore& heads);
  Result<void> follow(Standby& standby);
  Result<void> lead(Standby& standby);
  Result<void> sequence(Register& log, Intake& intake, EntryStore& entries);
  static Result<void> settle(const Register& log, Intake& intake, const std::vector<Taken>& taken,
                             const std::vector<std::optional<Error>>& refusals);
  bool stopping() const;
  void pause(std::chrono::milliseconds time);

  Env& env_;
  ServerOptions options_;
  SigningKey log_key_;
  std::unique_ptr<TileFiles> tiles_;
  std::atomic<bool> is_sequencer_ = false;

  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::vector<std::shared_ptr<Waiting>> pool_;        // to be put into the intake
  std::map<Hash, std::shared_ptr<Waiting>> waiting_;  // to be answered: those of the pool as well

  mutable std::mutex reading_;  // guards what a client's thread asks the database
  std::unique_ptr<EntryStore> reader_;
  std::shared_ptr<const KeyBook> keys_;
  std::size_t keys_entries_ = 0;  // of the log that keys_ was made from

  std::vector<std::thread> threads_;
};

}  // namespace comity::registry
