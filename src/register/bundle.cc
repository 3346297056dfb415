#include "register/bundle.h"

#include <set>

#include "base/hash.h"
#include "base/json.h"
#include "register/amendment.h"
#include "register/bundle_format.h"
#include "register/custody.h"
#include "register/json_reader.h"

namespace comity::registry {

namespace {

using Kind = Finding::Kind;

// One reading of a bundle, in the order of the log.
class Reading {
 public:
  Reading(const Bundle& bundle, const Trust& trust, BundleReport& report)
      : bundle_(bundle), trust_(trust), report_(report) {}

  void run() {
    if (!check_start() || !check_head()) return;
    for (const auto& item : bundle_.entries) {
      if (auto done = check_item(item); !done) {
        say(Kind::failed, done.error().message() + ".", item.index);
        return;  // what follows rests on the keys so far
      }
      if (!KeyBook::concerns(entry_)) {
        say(Kind::proved,
            "Entry " + std::to_string(item.index) + " of type \"" + entry_.type + "\", by " +
                entry_.author + ", recorded " + item.record.recorded.rfc3339() +
                ", is signed by keys in force at its place, and stands in the log.",
            item.index);
        report_.entries.push_back({item.index, entry_, material()});
      }
      amendments_.add(item.index, id_, entry_);
    }
    say_amendments();
    say(Kind::proved, "No entry about keys was left out before the last entry of this bundle.");
    check_material();
    report_.findings.push_back(witness_finding(head_.note, trust_.witnesses, trust_.now));
    check_known_head();
    say(Kind::not_proved,
        "This says who signed what, and that it stands in the log. It does not say that what they "
        "wrote is true.");
  }

 private:
  void say(Kind kind, std::string text, std::optional<std::uint64_t> entry = std::nullopt) {
    report_.findings.push_back({kind, entry, std::move(text)});
  }

  void say_amendments() {
    for (const auto& entry : report_.entries) {
      for (const auto& one : amendments_.of(entry.index)) {
        say(Kind::proved,
            "Entry " + std::to_string(entry.index) + " is " + one.text() + ", by the same author.",
            entry.index);
      }
    }
    say(Kind::not_proved, "Entries that are not in this bundle may correct or withdraw these.");
  }

  // What the bundle holds of the material of the entry just read; the digest is its name.
  std::vector<std::pair<std::string, std::string>> material() const {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [name, digest] : material_named(entry_)) {
      const auto found = bundle_.material.find(digest);
      if (found != bundle_.material.end()) out.emplace_back(name, found->second);
    }
    return out;
  }

  // Material is known by its digest alone: what no entry refers to was changed, or slipped in.
  void check_material() {
    std::set<std::string_view> contents;
    for (const auto& entry : report_.entries) {
      for (const auto& [name, content] : entry.material) contents.insert(content);
    }
    if (contents.size() != bundle_.material.size()) {
      say(Kind::failed, "There is material in the bundle that none of its entries refers to.");
    } else if (!contents.empty()) {
      say(Kind::proved, "The material in the bundle is what its entries refer to.");
    }
  }

  bool check_start() {
    const auto genesis = read_genesis();
    if (!genesis) {
      say(Kind::failed,
          "The bundle does not begin with the register's first entry: " +
              genesis.error().message() + ".",
          0);
      return false;
    }
    log_ = genesis->log_key;
    if (!trust_.log) {
      say(Kind::not_proved, "The register's key was taken from the bundle itself, not from you.");
    } else if (*trust_.log != log_) {
      say(Kind::failed, "This is another register than the one whose key you gave.");
      return false;
    }
    if (trust_.roots.empty()) {
      say(Kind::not_proved,
          "The regime's root keys were taken from the bundle itself, not from you.");
    } else if (trust_.roots != genesis->roots) {
      say(Kind::failed, "The regime's root keys are not those that you gave.");
      return false;
    }
    return true;
  }

  Result<Genesis> read_genesis() const {
    if (bundle_.entries.empty() || bundle_.entries.front().index != 0) {
      return fail(Errc::not_found, "it is missing");
    }
    COMITY_TRY(const Envelope envelope, Envelope::parse(bundle_.entries.front().record.envelope));
    COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
    return Genesis::parse(entry);
  }

  bool check_head() {
    auto head = open_checkpoint(bundle_.head, log_);
    report_.findings.push_back(head_finding(head));
    if (!head) return false;
    head_ = std::move(*head);
    return true;
  }

  Result<void> check_item(const BundleItem& item) {
    const Record& record = item.record;
    const Hash leaf = leaf_hash(view(record.commitment()));
    COMITY_CHECK(verify_inclusion(leaf, item.index, head_.checkpoint.size, item.proof,
                                  head_.checkpoint.root));
    if (record.keys != book_.history()) {
      return fail(Errc::corrupt, "an entry about keys before this one was left out");
    }
    COMITY_TRY(const Envelope envelope, Envelope::parse(record.envelope));
    if (envelope.payload_type != kEntryType) return fail(Errc::corrupt, "not an entry");
    COMITY_TRY(entry_, Entry::parse(envelope.payload));
    id_ = envelope.id();
    COMITY_CHECK(check_openings(entry_, item.openings));
    // The first entry introduces the very keys that sign it.
    const bool first = item.index == 0;
    if (first) COMITY_CHECK(book_.apply(entry_, record.envelope, item.index));
    COMITY_TRY(const auto keys, book_.verify_signatures(envelope));
    COMITY_CHECK(book_.authorise(entry_, keys, item.index, record.recorded));
    if (!first) COMITY_CHECK(book_.apply(entry_, record.envelope, item.index));
    return {};
  }

  void check_known_head() {
    if (!trust_.head) {
      say(Kind::not_proved, "You gave no earlier head, so nothing is said about the past.");
      return;
    }
    const auto known = open_checkpoint(*trust_.head, log_);
    if (!known) {
      say(Kind::failed, "The head that you gave: " + known.error().message() + ".");
      return;
    }
    const Checkpoint& old = known->checkpoint;
    const auto found = bundle_.consistency.find(old.size);
    const Proof proof = found == bundle_.consistency.end() ? Proof{} : found->second;
    if (found == bundle_.consistency.end() && old.size != head_.checkpoint.size) {
      say(Kind::not_proved, "The bundle has no proof from the head over " +
                                std::to_string(old.size) + " places that you gave.");
    } else if (verify_consistency(old.size, old.root, head_.checkpoint.size, head_.checkpoint.root,
                                  proof)) {
      say(Kind::proved, "Nothing up to the head that you gave has been changed.");
    } else {
      say(Kind::failed, "The register has rewritten what stood under the head that you gave.");
    }
  }

  const Bundle& bundle_;
  const Trust& trust_;
  BundleReport& report_;
  NoteKey log_;
  SignedCheckpoint head_;
  KeyBook book_;
  Amendments amendments_;
  Entry entry_;  // the one just read
  Hash id_{};
};

// The places asked for, and those of what corrects or withdraws an entry there, under this head.
Result<std::set<std::uint64_t>> with_amendments(EntryStore& entries,
                                                std::span<const std::uint64_t> positions,
                                                std::uint64_t size) {
  std::set<std::uint64_t> wanted;
  AmendmentIndex amendments(entries);
  std::vector<std::uint64_t> open(positions.begin(), positions.end());
  while (!open.empty()) {
    const std::uint64_t position = open.back();
    open.pop_back();
    if (!wanted.insert(position).second) continue;
    COMITY_TRY(const StandingEntry one, entry_at(entries, position));
    if (position >= size) {
      return fail(Errc::not_found,
                  "there is no entry " + std::to_string(position) + " under the published head");
    }
    COMITY_TRY(const auto said, amendments.of(position, one.entry));
    for (const auto& later : said) {
      if (later.position < size) open.push_back(later.position);
    }
  }
  return wanted;
}

// What the entries at these places refer to, as far as the store has it.
Result<void> add_material(Bundle& bundle, std::span<const std::uint64_t> positions,
                          BlobStore& store) {
  const std::set<std::uint64_t> wanted(positions.begin(), positions.end());
  for (const auto& item : bundle.entries) {
    if (!wanted.contains(item.index)) continue;
    COMITY_TRY(const Envelope envelope, Envelope::parse(item.record.envelope));
    COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
    for (const auto& [name, digest] : material_named(entry)) {
      auto content = store.get(digest);
      if (content) bundle.material.emplace(digest, std::move(*content));
    }
  }
  return {};
}

}  // namespace

Result<std::string> make_bundle(EntryStore& entries, NodeReader& nodes, const std::string& head,
                                std::span<const std::uint64_t> positions,
                                std::span<const std::uint64_t> known_sizes, BlobStore* material) {
  Bundle bundle;
  bundle.head = head;
  COMITY_TRY(const Note note, Note::parse(head));
  COMITY_TRY(const Checkpoint checkpoint, Checkpoint::parse(note.text));
  COMITY_TRY(auto wanted, with_amendments(entries, positions, checkpoint.size));
  if (wanted.empty()) return fail(Errc::invalid_input, "a bundle holds at least one entry");
  const std::uint64_t last = *wanted.rbegin();
  COMITY_TRY(const auto control, entries.control_positions());
  for (const std::uint64_t position : control) {
    if (position <= last) wanted.insert(position);
  }
  for (const std::uint64_t position : wanted) {
    COMITY_TRY(StandingEntry one, entry_at(entries, position));
    BundleItem item{position, std::move(one.record), {}, {}};
    COMITY_TRY(item.openings, entries.openings(position));
    COMITY_TRY(item.proof, inclusion_proof(nodes, position, checkpoint.size));
    bundle.entries.push_back(std::move(item));
  }
  if (material != nullptr) COMITY_CHECK(add_material(bundle, positions, *material));
  for (const std::uint64_t size : known_sizes) {
    COMITY_TRY(bundle.consistency[size], consistency_proof(nodes, size, checkpoint.size));
  }
  return bundle.format();
}

BundleReport verify_bundle(std::string_view text, const Trust& trust) {
  BundleReport report;
  const auto bundle = Bundle::parse(text);
  if (!bundle) {
    report.findings.push_back({Kind::failed, std::nullopt,
                               "The file is not a bundle: " + bundle.error().message() + "."});
    return report;
  }
  Reading(*bundle, trust, report).run();
  return report;
}

}  // namespace comity::registry
