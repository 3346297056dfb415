#include <algorithm>

#include "base/hash.h"
#include "register/sequencer.h"

namespace comity::registry {

namespace {

constexpr std::uint64_t kReadCount = 1024;

}  // namespace

// Reads records from the store, not from memory, and hashes them anew: what is about to be signed
// for ever is what is on disk.
Result<std::vector<Hash>> Sequencer::read_back(std::uint64_t first, std::uint64_t last) {
  std::vector<Hash> out;
  while (first < last) {
    const std::uint64_t count = std::min(kReadCount, last - first);
    COMITY_TRY(const auto records, stores_.entries.read(first, count));
    COMITY_TRY(const auto commitments, stores_.entries.commitments(first, count));
    if (records.size() != count || commitments.size() != count) {
      return fail(Errc::corrupt, "records are missing from the store");
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (records[i].commitment() != commitments[i]) {
        return fail(Errc::corrupt, "record " + std::to_string(first + i) + " has been changed");
      }
    }
    out.insert(out.end(), commitments.begin(), commitments.end());
    first += count;
  }
  return out;
}

Result<Checkpoint> Sequencer::publish() {
  if (halted_) return fail(Errc::unavailable, "the register has stopped after a failed write");
  Checkpoint old = checkpoint();
  const std::string old_head = head();
  const auto size = stores_.entries.size();
  if (!size) return halt(size.error());
  if (*size == old.size) return old;

  const auto commitments = read_back(old.size, *size);
  if (!commitments) return halt(commitments.error());
  for (const Hash& commitment : *commitments) tiles_->append(view(commitment));
  Checkpoint next{log_note_key_.name, *size, tiles_->root(), ""};
  const std::string text = next.format();
  const std::string head = Note{text, {sign_note(text, log_note_key_.name, log_key_)}}.format();

  const auto expected = old_head.empty() ? std::nullopt : std::optional(old_head);
  if (auto done = stores_.heads.replace(log_note_key_.name, expected, head); !done) {
    return halt(done.error());
  }
  if (auto done = apply(head, next); !done) return halt(done.error());
  return next;
}

// The head stands in the head store; `tiles_` holds all of its entries. From here on it is only a
// matter of telling the readers, as often as it takes.
Result<void> Sequencer::apply(const std::string& head, const Checkpoint& checkpoint) {
  if (tiles_->size() != checkpoint.size || tiles_->root() != checkpoint.root) {
    return fail(Errc::corrupt, "the records do not bear out the signed head");
  }
  COMITY_CHECK(tiles_->flush());
  // A file that says the same may hold cosignatures besides.
  const auto shown = read_file(env_.disk, stores_.checkpoint_path);
  const auto seen = shown ? open_checkpoint(*shown, log_note_key_)
                          : Result<SignedCheckpoint>(tl::unexpected<Error>(shown.error()));
  if (!seen || seen->checkpoint != checkpoint) {
    COMITY_CHECK(write_file(env_.disk, stores_.checkpoint_path, head));
  }
  const std::lock_guard guard(mutex_);
  head_ = head;
  checkpoint_ = checkpoint;
  return {};
}

// How far the tiles on disk are complete: the size of the published checkpoint.
Result<void> Sequencer::check_published(const Checkpoint& head, std::uint64_t& published) const {
  const auto text = read_file(env_.disk, stores_.checkpoint_path);
  if (!text && text.error().code() == Errc::not_found) return {};
  if (!text) return tl::unexpected<Error>(text.error());
  COMITY_TRY(const SignedCheckpoint seen, open_checkpoint(*text, log_note_key_));
  if (seen.checkpoint.size > head.size) {
    return fail(Errc::conflict,
                "a later head than the last one in the head store has been published: the head "
                "store is an old copy, and nothing will be signed");
  }
  if (seen.checkpoint.size == head.size && seen.checkpoint.root != head.root) {
    return fail(Errc::corrupt, "two heads of one size");
  }
  published = seen.checkpoint.size;
  return {};
}

Result<void> Sequencer::recover() {
  COMITY_TRY(const auto stored, stores_.heads.fetch(log_note_key_.name));
  if (!stored) return fail(Errc::not_found, "the head store knows no such register");
  COMITY_TRY(const SignedCheckpoint head, open_checkpoint(*stored, log_note_key_));
  COMITY_TRY(next_, stores_.entries.size());
  if (next_ < head.checkpoint.size) {
    return fail(Errc::corrupt,
                "the store holds " + std::to_string(next_) + " records, but a head over " +
                    std::to_string(head.checkpoint.size) +
                    " has been signed: it is an old copy, and nothing will be signed");
  }
  std::uint64_t published = 0;
  COMITY_CHECK(check_published(head.checkpoint, published));
  COMITY_TRY(tiles_, TileWriter::load(stores_.tiles, published));
  COMITY_TRY(const auto commitments, read_back(published, head.checkpoint.size));
  for (const Hash& commitment : commitments) tiles_->append(view(commitment));
  return apply(*stored, head.checkpoint);
}

Result<void> Sequencer::follow() {
  COMITY_TRY(const auto stored, stores_.heads.fetch(log_note_key_.name));
  if (!stored) return fail(Errc::not_found, "the head store knows no such register");
  COMITY_TRY(const SignedCheckpoint head, open_checkpoint(*stored, log_note_key_));
  const std::uint64_t shown = tiles_->size();
  if (head.checkpoint.size <= shown) return {};
  COMITY_TRY(const auto grown, stores_.entries.commitments(shown, head.checkpoint.size - shown));
  for (const Hash& commitment : grown) tiles_->append(view(commitment));
  return apply(*stored, head.checkpoint);
}

Result<std::unique_ptr<Sequencer>> Sequencer::open(Env& env, Stores stores,
                                                   const SigningKey& log_key) {
  auto sequencer = std::unique_ptr<Sequencer>(new Sequencer(env, std::move(stores), log_key));
  COMITY_TRY(KeyBook book, replay_keys(sequencer->stores_.entries));
  sequencer->keys_ = std::make_shared<KeyBook>(std::move(book));
  sequencer->log_note_key_ = sequencer->keys()->genesis()->log_key;
  if (sequencer->log_note_key_.key != sequencer->log_key_.public_key()) {
    return fail(Errc::denied, "this is not the register's key");
  }
  COMITY_CHECK(sequencer->recover());
  COMITY_TRY(const auto last, sequencer->stores_.entries.read(sequencer->next_ - 1, 1));
  if (last.empty()) return fail(Errc::corrupt, "the last record is missing");
  sequencer->last_recorded_ = last.front().recorded;
  return sequencer;
}

Result<std::unique_ptr<Sequencer>> Sequencer::create(Env& env, Stores stores,
                                                     const SigningKey& log_key,
                                                     const Envelope& genesis) {
  COMITY_TRY(const Entry entry, Entry::parse(genesis.payload));
  COMITY_TRY(const Genesis terms, Genesis::parse(entry));
  if (terms.log_key.key != log_key.public_key()) {
    return fail(Errc::denied, "the genesis entry names another key for the register");
  }
  KeyBook book;
  COMITY_CHECK(book.apply(entry, genesis.format(), 0));
  COMITY_TRY(const auto key_ids, book.verify_signatures(genesis));
  auto sequencer = std::unique_ptr<Sequencer>(new Sequencer(env, std::move(stores), log_key));
  const Instant now = sequencer->tick();
  COMITY_CHECK(book.authorise(entry, key_ids, 0, now));

  COMITY_TRY(const auto head, sequencer->stores_.heads.fetch(terms.origin));
  COMITY_TRY(const std::uint64_t size, sequencer->stores_.entries.size());
  COMITY_TRY(const bool published, env.disk.exists(sequencer->stores_.checkpoint_path));
  if (head || published) return fail(Errc::conflict, "there is a register here already");
  sequencer->log_note_key_ = terms.log_key;
  sequencer->tiles_.emplace(*TileWriter::load(sequencer->stores_.tiles, 0));
  // A crash before the first head leaves the genesis record, perhaps with its padding: taking up
  // that same genesis again is the way on.
  if (size > 0) {
    COMITY_TRY(const auto found, sequencer->stores_.entries.find(genesis.id()));
    if (!found) return fail(Errc::conflict, "there is a register here already");
    sequencer->next_ = size;
  } else {
    NewRecord first;
    first.record = {now, env.random.hash(), Hash{}, genesis.format()};
    first.commitment = first.record.commitment();
    first.id = genesis.id();
    first.matter = entry.matter;
    first.control = true;
    COMITY_CHECK(sequencer->append({&first, 1}));
  }
  sequencer->keys_ = std::make_shared<KeyBook>(std::move(book));
  COMITY_CHECK(sequencer->pad());
  COMITY_CHECK(sequencer->publish());
  return sequencer;
}

}  // namespace comity::registry
