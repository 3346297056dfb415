// The part of a server that stands ready to be the sequencer, and is it.
#include <latch>

#include "register/server.h"

namespace comity::registry {

namespace {

// A database is asked for the lock anew this soon after it refused anything else than the lock.
constexpr std::chrono::milliseconds kAgain{100};

// Well below the silence after which others take the lock away (register/store.h).
constexpr std::chrono::milliseconds kSignOfLife{500};

// What the store could not do, as against what the entry may not.
bool is_failure(const Error& error) {
  return error.code() == Errc::unavailable || error.code() == Errc::io;
}

}  // namespace

struct Server::Standby {
  std::unique_ptr<EntryStore> entries;
  std::unique_ptr<HeadStore> heads;
  std::unique_ptr<Sequencer> log;  // on a store that it may only read
};

void Server::lead_loop() {
  Standby standby;
  while (!stopping()) {
    // Whatever ends it, the way on is the same: the next attempt, with connections of its own.
    const auto led = lead(standby);
    const auto followed = stopping() ? Result<void>() : follow(standby);
    if (!followed) standby = {};
    if (!led || !followed) pause(kAgain);
  }
}

Result<std::unique_ptr<Sequencer>> Server::open_log(EntryStore& entries, HeadStore& heads) {
  return Sequencer::open(env_, {entries, heads, *tiles_, options_.directory + "/checkpoint"},
                         log_key_);
}

// So that readers of this server see the head, and so that it has little to catch up with when it
// becomes the sequencer.
Result<void> Server::follow(Standby& standby) {
  if (standby.log) return standby.log->follow();
  COMITY_TRY(standby.entries, open_postgres_entries(options_.database, PostgresRole::reader));
  COMITY_TRY(standby.heads, open_postgres_heads(options_.heads));
  COMITY_TRY(standby.log, open_log(*standby.entries, *standby.heads));
  return {};
}

// Returns when another is the sequencer, when this one no longer is, or when the server ends.
Result<void> Server::lead(Standby& standby) {
  COMITY_TRY(const auto entries, open_postgres_entries(options_.database, PostgresRole::elected));
  standby = {};
  COMITY_TRY(const auto heads, open_postgres_heads(options_.heads));
  COMITY_TRY(const auto intake,
             open_postgres_intake(options_.database, IntakeSide::sequencer, log_key_));
  COMITY_TRY(auto sequencer, open_log(*entries, *heads));
  sequencer->leave_receipts_to_others();
  COMITY_CHECK(intake->release_claims());
  Register log(std::move(sequencer), options_.log);
  is_sequencer_ = true;
  const auto ended = sequence(log, *intake, *entries);
  is_sequencer_ = false;
  return ended;
}

// Groups from the intake into the log. What is in the log and still in the intake, because a
// sequencer ended in between, is found there by commit().
Result<void> Server::sequence(Register& log, Intake& intake, EntryStore& entries) {
  while (!stopping()) {
    COMITY_TRY(auto taken, intake.take(options_.log.group_max));
    if (taken.empty()) {
      COMITY_CHECK(intake.wait(kSignOfLife));
      COMITY_CHECK(entries.size());
      if (log.halted()) return fail(Errc::unavailable, "the sequencer has stopped");
      continue;
    }
    std::vector<std::optional<Error>> refusals(taken.size());
    std::latch open(static_cast<std::ptrdiff_t>(taken.size()));
    auto refusal_of = refusals.begin();
    for (Taken& one : taken) {
      const auto done = [&open, &refusal = *refusal_of++](const Result<Placement>& result) {
        if (!result) refusal = result.error();
        open.count_down();
      };
      if (one.item) {
        log.enter(std::move(*one.item), done);
      } else {
        done(tl::unexpected<Error>(one.item.error()));
      }
    }
    open.wait();
    COMITY_CHECK(settle(log, intake, taken, refusals));
  }
  return {};
}

Result<void> Server::settle(const Register& log, Intake& intake, const std::vector<Taken>& taken,
                            const std::vector<std::optional<Error>>& refusals) {
  std::vector<Hash> committed;
  std::vector<Refused> refused;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!refusals[i]) {
      committed.push_back(taken[i].id);
    } else if (log.halted() || is_failure(*refusals[i])) {
      return tl::unexpected<Error>(*refusals[i]);  // the next sequencer judges all of them again
    } else {
      refused.push_back({taken[i].id, *refusals[i]});
    }
  }
  return intake.settle(committed, refused);
}

}  // namespace comity::registry
