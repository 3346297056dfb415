// Entries on their way to the sequencer, in the database that many servers share. Any server puts
// in what it has verified; the one sequencer takes it out, and says what has become of it.
//
// Nothing here is acknowledged yet, so nothing here need be durable: an entry is acknowledged once
// it is in the log. What a crash of the database takes from the intake is submitted again.
//
// A server vouches for the signatures that it has verified by a code under the register's key, so
// that whoever can merely write to the database cannot slip an entry past them.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "register/admission.h"

namespace comity::registry {

// What a sequencer finds in the intake: the entry, or why it is not one of a server of this
// register.
struct Taken {
  Hash id{};
  Result<Admitted> item;
};

struct Refused {
  Hash id{};
  Error why;
};

// A record in the log, as far as a server that knows its envelope must be told.
struct Placed {
  Hash id{};
  std::uint64_t position = 0;
  Instant recorded;
  Hash salt{};
  Hash keys{};
  Hash commitment{};
};

struct Answers {
  std::vector<Placed> placed;
  std::vector<Refused> refused;
};

// One connection to the intake; each thread has its own.
// Errors of all: unavailable for a lost connection, io.
class Intake {
 public:
  virtual ~Intake() = default;

  // In one round trip. One result for each: conflict if another entry has or awaits one of its
  // claims. An entry that is waiting already waits on; one that was refused is judged again.
  virtual Result<std::vector<Result<void>>> put(std::span<const Admitted* const> items) = 0;

  // What has become of these entries so far.
  virtual Result<Answers> answers(std::span<const Hash> ids) = 0;

  // For the sequencer. The entries that have waited longest.
  virtual Result<std::vector<Taken>> take(std::size_t count) = 0;

  // For the sequencer, of entries that it has taken: `committed` are durable in the log. What was
  // refused an hour ago or longer is forgotten.
  virtual Result<void> settle(std::span<const Hash> committed,
                              std::span<const Refused> refused) = 0;

  // For a sequencer that begins: gives back the claims of entries that are no longer here.
  virtual Result<void> release_claims() = 0;

  // Until there may be entries to take, or answers to fetch; at most so long.
  virtual Result<void> wait(std::chrono::milliseconds longest) = 0;
};

enum class IntakeSide { server, sequencer };  // whether wait() is for answers or for entries

Result<std::unique_ptr<Intake>> open_postgres_intake(const std::string& address, IntakeSide side,
                                                     const SigningKey& log_key);

}  // namespace comity::registry
