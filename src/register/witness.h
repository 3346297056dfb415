// C2SP tlog-witness v1.0.0: a witness signs a checkpoint only if it extends the last one that it
// signed for that log. With enough independent witnesses a log cannot show two histories.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "register/checkpoint.h"
#include "register/store.h"

namespace comity::registry {

// The body of POST /add-checkpoint.
struct WitnessRequest {
  std::uint64_t old_size = 0;
  Proof proof;
  std::string checkpoint;  // a note

  std::string format() const;
  static Result<WitnessRequest> parse(std::string_view body);
};

struct WitnessAnswer {
  int status = 200;  // HTTP
  std::string content_type = "text/plain";
  std::string body;
};

// The serving side, without its HTTP. Safe for use by several threads and, where the head store is,
// by several processes: check and store are one compare-and-swap.
class Witness {
 public:
  Witness(HeadStore& heads, Clock& clock, std::string name, const SigningKey& key,
          std::vector<NoteKey> logs)
      : heads_(heads), clock_(clock), name_(std::move(name)), key_(key), logs_(std::move(logs)) {}

  // 200 and cosignature lines; 400 malformed, or old size above new; 403 bad or unreadable
  // signature; 404 unknown log; 409 another old size (body: the size that is known); 422 bad proof;
  // 503 store refused.
  WitnessAnswer add_checkpoint(std::string_view body);

  // The last checkpoint that this witness signed for a log, for GET <sha256(origin)>/checkpoint.
  Result<std::string> checkpoint(const std::string& origin);

  NoteKey public_key() const { return note_key(name_, NoteKeyType::cosignature_v1, key_); }

 private:
  HeadStore& heads_;
  Clock& clock_;
  std::string name_;
  SigningKey key_;
  std::vector<NoteKey> logs_;
};

// The asking side. `send` posts a body to a witness and answers what came back. Asks a second time,
// with the right proof, if the witness knows another size. Returns the witness's verified line.
// Errors: denied if it refuses; unavailable if it cannot be reached; corrupt if it signs nonsense.
using WitnessTransport = std::function<Result<WitnessAnswer>(const std::string& body)>;
Result<NoteSignature> ask_witness(const WitnessTransport& send, const SignedCheckpoint& head,
                                  NodeReader& nodes, std::uint64_t known_size,
                                  const NoteKey& witness);

// Whom a reader believes: at least `threshold` of these witnesses, none longer ago than `max_age`.
struct WitnessPolicy {
  std::vector<NoteKey> witnesses;
  int threshold = 1;
  std::optional<std::chrono::seconds> max_age;
};

// The cosignatures that count. Errors: denied, with how many of how many; a cosignature from the
// future (five minutes' grace) or too old does not count.
Result<std::vector<VerifiedSignature>> check_policy(const Note& head, const WitnessPolicy& policy,
                                                    Instant now);

// How a proof of a split view begins.
constexpr std::string_view kSplitViewHeader = "comity-split-view/1\n";

// Two heads of one log and one size but with different roots, both signed by the log: proof, for
// anybody, that it showed two histories.
struct SplitView {
  std::string first;  // notes
  std::string second;

  std::string format() const;
  static Result<SplitView> parse(std::string_view text);
  // Errors: denied if it proves nothing.
  Result<void> verify(const NoteKey& log) const;
};

// What a monitor does with each head that it sees. `last` is what it saw before, empty at first.
// Answers the head to remember. Errors: corrupt if the new head does not extend the last one;
// denied if it is not signed; conflict, with a SplitView's text, if the two prove a split view.
// A smaller head than the last is accepted if it is consistent with it, and not remembered.
Result<std::string> follow(const std::string& last, const std::string& seen, const NoteKey& log,
                           NodeReader& nodes);

}  // namespace comity::registry
