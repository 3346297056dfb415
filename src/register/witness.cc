#include "register/witness.h"

#include <algorithm>

#include "base/hash.h"

namespace comity::registry {

namespace {

constexpr std::chrono::seconds kFutureGrace{300};
constexpr std::size_t kProofMax = 63;

WitnessAnswer refuse(int status, const std::string& why) {
  return {status, "text/plain", why + "\n"};
}

WitnessAnswer other_size(std::uint64_t size) {
  return {409, "text/x.tlog.size", std::to_string(size) + "\n"};
}

}  // namespace

std::string WitnessRequest::format() const {
  std::string out = "old " + std::to_string(old_size) + "\n";
  for (const Hash& hash : proof) out += to_base64(view(hash)) + "\n";
  return out + "\n" + checkpoint;
}

Result<WitnessRequest> WitnessRequest::parse(std::string_view body) {
  WitnessRequest request;
  const auto blank = body.find("\n\n");
  if (!body.starts_with("old ") || blank == body.npos) {
    return fail(Errc::invalid_input, "not a request to a witness");
  }
  request.checkpoint = body.substr(blank + 2);
  std::string_view head = body.substr(0, blank);
  const auto first = std::min(head.find('\n'), head.size());
  COMITY_TRY(request.old_size, parse_size(head.substr(4, first - 4)));
  head.remove_prefix(first);
  while (!head.empty()) {
    head.remove_prefix(1);
    const auto end = std::min(head.find('\n'), head.size());
    COMITY_TRY(const Hash hash, hash_from_base64(head.substr(0, end)));
    request.proof.push_back(hash);
    if (request.proof.size() > kProofMax) return fail(Errc::invalid_input, "a proof too long");
    head.remove_prefix(end);
  }
  return request;
}

WitnessAnswer Witness::add_checkpoint(std::string_view body) {
  const auto request = WitnessRequest::parse(body);
  if (!request) return refuse(400, request.error().message());
  const auto note = Note::parse(request->checkpoint);
  if (!note) return refuse(403, note.error().message());  // no signature of the log can be read
  const auto next = Checkpoint::parse(note->text);
  if (!next) return refuse(400, next.error().message());
  const auto log = std::find_if(logs_.begin(), logs_.end(),
                                [&](const NoteKey& key) { return key.name == next->origin; });
  if (log == logs_.end()) return refuse(404, "unknown log");
  if (const auto signers = verify_note(*note, {&*log, 1}); !signers) {
    return refuse(403, "invalid signature");
  }
  if (request->old_size > next->size) return refuse(400, "the old size is above the new one");

  const auto stored = heads_.fetch(next->origin);
  if (!stored) return refuse(503, "the witness's store does not answer");
  Checkpoint last{next->origin, 0, empty_root(), ""};
  if (*stored) {
    const auto parsed = Note::parse(**stored);
    const auto known = parsed ? Checkpoint::parse(parsed->text)
                              : Result<Checkpoint>(tl::unexpected<Error>(parsed.error()));
    if (!known) return refuse(503, "the witness's store is damaged");
    last = *known;
  }
  if (request->old_size != last.size) return other_size(last.size);
  if (last.size == next->size && last.root != next->root) return other_size(last.size);
  if (last.size == 0
          ? !request->proof.empty()
          : !verify_consistency(last.size, last.root, next->size, next->root, request->proof)) {
    return refuse(422, "the consistency proof does not verify");
  }
  // Remembered before it is signed. If another request was faster, this one no longer holds.
  const Note remembered{note->text, {sign_note(note->text, name_, key_)}};
  if (auto done = heads_.replace(next->origin, *stored, remembered.format()); !done) {
    if (done.error().code() == Errc::conflict) return other_size(next->size);
    return refuse(503, "the witness's store does not answer");
  }
  return {200, "text/plain", cosign_note(note->text, name_, key_, clock_.now()).line()};
}

Result<std::string> Witness::checkpoint(const std::string& origin) {
  COMITY_TRY(const auto stored, heads_.fetch(origin));
  if (!stored) return fail(Errc::not_found, "no checkpoint of this log was seen");
  return *stored;
}

Result<NoteSignature> ask_witness(const WitnessTransport& send, const SignedCheckpoint& head,
                                  NodeReader& nodes, std::uint64_t known_size,
                                  const NoteKey& witness) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    WitnessRequest request{known_size, {}, head.note.format()};
    if (known_size > 0) {
      COMITY_TRY(request.proof, consistency_proof(nodes, known_size, head.checkpoint.size));
    }
    COMITY_TRY(const WitnessAnswer answer, send(request.format()));
    if (answer.status == 409 && attempt == 0) {
      const std::string_view size = answer.body;
      COMITY_TRY(known_size, parse_size(size.substr(0, size.find('\n'))));
      continue;
    }
    if (answer.status != 200) {
      return fail(Errc::denied, "the witness " + witness.name + " answered " +
                                    std::to_string(answer.status) + ": " + answer.body);
    }
    // The witness's line under the head's own text must verify.
    COMITY_TRY(const Note signed_note, Note::parse(head.note.text + "\n" + answer.body));
    COMITY_CHECK(verify_note(signed_note, {&witness, 1}));
    for (const auto& signature : signed_note.signatures) {
      if (signature.key_id == witness.id()) return signature;
    }
  }
  return fail(Errc::unavailable, "the witness " + witness.name + " is busy with another head");
}

Result<std::vector<VerifiedSignature>> check_policy(const Note& head, const WitnessPolicy& policy,
                                                    Instant now) {
  std::vector<VerifiedSignature> counted;
  if (auto verified = verify_note(head, policy.witnesses)) {
    for (auto& one : *verified) {
      const bool from_future = one.time && *one.time > now + kFutureGrace;
      const bool too_old = policy.max_age && (!one.time || now - *one.time > *policy.max_age);
      if (!from_future && !too_old) counted.push_back(std::move(one));
    }
  } else if (verified.error().message() != "no known key signed the note") {
    return tl::unexpected<Error>(verified.error());
  }
  if (counted.size() < static_cast<std::size_t>(policy.threshold)) {
    return fail(Errc::denied, std::to_string(counted.size()) + " of the " +
                                  std::to_string(policy.threshold) +
                                  " witnesses that are needed have signed in time");
  }
  return counted;
}

std::string SplitView::format() const {
  return std::string(kSplitViewHeader) + std::to_string(first.size()) + "\n" + first + second;
}

Result<SplitView> SplitView::parse(std::string_view text) {
  if (!text.starts_with(kSplitViewHeader)) return fail(Errc::invalid_input, "not a proof of fraud");
  text.remove_prefix(kSplitViewHeader.size());
  const auto end = text.find('\n');
  COMITY_TRY(const std::uint64_t size, parse_size(text.substr(0, end)));
  text.remove_prefix(std::min(end, text.size() - 1) + 1);
  if (size > text.size()) return fail(Errc::invalid_input, "a proof of fraud that is cut off");
  return SplitView{std::string(text.substr(0, size)), std::string(text.substr(size))};
}

Result<void> SplitView::verify(const NoteKey& log) const {
  COMITY_TRY(const SignedCheckpoint a, open_checkpoint(first, log));
  COMITY_TRY(const SignedCheckpoint b, open_checkpoint(second, log));
  if (a.checkpoint.size != b.checkpoint.size || a.checkpoint.root == b.checkpoint.root) {
    return fail(Errc::denied, "these two heads do not contradict each other");
  }
  return {};
}

Result<std::string> follow(const std::string& last, const std::string& seen, const NoteKey& log,
                           NodeReader& nodes) {
  COMITY_TRY(const SignedCheckpoint next, open_checkpoint(seen, log));
  if (last.empty()) return seen;
  COMITY_TRY(const SignedCheckpoint before, open_checkpoint(last, log));
  const SplitView split{last, seen};
  if (split.verify(log)) return fail(Errc::conflict, split.format());
  const bool newer = next.checkpoint.size >= before.checkpoint.size;
  const Checkpoint& small = newer ? before.checkpoint : next.checkpoint;
  const Checkpoint& large = newer ? next.checkpoint : before.checkpoint;
  if (small.size > 0) {
    COMITY_TRY(const Proof proof, consistency_proof(nodes, small.size, large.size));
    COMITY_CHECK(verify_consistency(small.size, small.root, large.size, large.root, proof));
  }
  return newer ? seen : last;
}

}  // namespace comity::registry
