// The one path by which anything enters the log.
//
//   admit     any thread: form, openings, signatures
//   commit    one writer: places, uniqueness, authority → one durable transaction
//   publish   one publisher: read back, re-hash, sign the head → swap it into the head store
//   apply     tiles, then the checkpoint file; open() after a crash does this and nothing else
//
// A head is signed only after its records are durable, and seen only after it stands in the head
// store, so a crash at any moment leaves one of these states:
//
//   crash after …        records  head store  tiles      on open
//   append               new      old         old        the records wait for the next head
//   signing              new      old         old        the same; nobody saw the signature
//   the swap             new      new         old, part  apply(head)
//   tiles, checkpoint    new      new         new        nothing to do
//   (an old copy)        old      new         any        refuses to open: signs nothing
//
// Any failed write or sync stops the writer for good (halted()): what is on disk is unknown until
// the process starts again and reads it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "register/admission.h"
#include "register/tile_writer.h"

namespace comity::registry {

// The stores of one register. They outlive it.
struct Stores {
  EntryStore& entries;
  HeadStore& heads;
  TileFiles& tiles;
  std::string checkpoint_path;  // the file that readers fetch
};

class Sequencer {
 public:
  // Begins a register: the genesis entry is record 0 and is published at once.
  // Errors: conflict if there is one already; denied unless the roots have signed.
  static Result<std::unique_ptr<Sequencer>> create(Env& env, Stores stores,
                                                   const SigningKey& log_key,
                                                   const Envelope& genesis);

  // Takes up a register and recovers it.
  // Errors: not_found if there is none; corrupt if the records or tiles do not bear out the last
  // signed head; conflict if a later head than that was published; denied if the key is another's.
  static Result<std::unique_ptr<Sequencer>> open(Env& env, Stores stores,
                                                 const SigningKey& log_key);

  // Any thread. Errors: those of registry::admit().
  Result<Admitted> admit(const Submission& submission) const {
    return registry::admit(*keys(), submission);
  }

  // One thread at a time. One result for each, in order: the placement, or why not.
  //   an entry that is in the log already: its place, again
  //   conflict: a claim is taken   denied: keys, or it corrects what another party has said
  //   not_found: it corrects what is not there
  //   unavailable: the writer is halted
  std::vector<Result<Placement>> commit(std::vector<Admitted> items);

  // From now on commit() signs no receipts: others will, for what they find in the log.
  void leave_receipts_to_others() { signs_receipts_ = false; }

  // Fills up to the next multiple of the genesis's padding above the published size, so that each
  // checkpoint grows by a whole number of units whatever has happened. For the thread of commit().
  Result<void> pad();

  // One thread at a time, beside commit(). Signs and publishes a head over all that is durable.
  Result<Checkpoint> publish();

  // On a server that only reads: shows what another has published meanwhile, in this server's tiles
  // and checkpoint file. Errors: corrupt if the records do not bear it out.
  Result<void> follow();

  std::shared_ptr<const KeyBook> keys() const;
  std::string head() const;  // the last published checkpoint, a note
  Checkpoint checkpoint() const;
  bool halted() const { return halted_; }

 private:
  Sequencer(Env& env, Stores stores, const SigningKey& log_key)
      : env_(env), stores_(std::move(stores)), log_key_(log_key) {}

  Result<void> recover();
  Result<void> apply(const std::string& head, const Checkpoint& checkpoint);
  Result<void> check_published(const Checkpoint& head, std::uint64_t& published) const;
  Result<std::vector<Hash>> read_back(std::uint64_t first, std::uint64_t last);
  // A group on its way to one transaction.
  struct Group {
    Instant now;
    std::shared_ptr<const KeyBook> book;  // as the group's own entries leave it
    std::vector<NewRecord> records;
    std::map<Hash, std::size_t> ids;  // of `records`
    std::set<std::string> claims;
    std::vector<Result<Placement>> results;
    std::vector<std::pair<std::size_t, std::size_t>> pending;  // a result waits for a record
  };
  // `before`: its place, if it is in the log already.
  Result<void> add(Group& group, Admitted item, std::optional<std::uint64_t> before);
  Result<Entry> entry_named(const Group& group, const Hash& id);
  Result<void> check_against_log(const Group& group, const Admitted& item);
  Result<NewRecord> make_record(Group& group, Admitted item);
  Placement placement(std::uint64_t position, const Record& record) const;
  Result<Placement> stored_placement(std::uint64_t position);
  Result<void> append(std::span<const NewRecord> records);
  Instant tick();
  tl::unexpected<Error> halt(const Error& error);

  Env& env_;
  Stores stores_;
  SigningKey log_key_;
  NoteKey log_note_key_;
  std::uint64_t next_ = 0;  // the number of durable records
  Instant last_recorded_;
  bool signs_receipts_ = true;
  std::atomic<bool> halted_ = false;

  mutable std::mutex mutex_;  // guards what readers see: keys_, head_, checkpoint_
  std::shared_ptr<const KeyBook> keys_ = std::make_shared<KeyBook>();
  std::string head_;
  Checkpoint checkpoint_;
  std::optional<TileWriter> tiles_;
};

}  // namespace comity::registry
