#include "register/mirror.h"

#include "register/tile_writer.h"

namespace comity::registry {

namespace {

// The head that a copy holds; none if it is new.
Result<std::optional<std::string>> kept_head(Disk& disk, const std::string& path) {
  auto text = read_file(disk, path);
  if (text) return std::optional(std::move(*text));
  if (text.error().code() == Errc::not_found) return std::nullopt;
  return tl::unexpected<Error>(text.error());
}

Result<void> copy_entries(TileWriter& copy, TileReader& source, std::uint64_t size) {
  while (copy.size() < size) {
    const std::uint64_t first = copy.size() / kTileWidth * kTileWidth;
    const Tile tile = tile_at(Tile::kEntries, first / kTileWidth, size);
    COMITY_TRY(const std::string bundle, source.read(tile));
    COMITY_TRY(const auto entries, parse_bundle(bundle, tile.width));
    for (std::uint64_t i = copy.size() - first; i < entries.size(); ++i) copy.append(entries[i]);
  }
  return {};
}

// A head that is not above the copy's own must be a prefix of it.
Result<void> check_older(TileFiles& files, const std::string& kept, const Checkpoint& own,
                         const std::string& head, const Checkpoint& next, const NoteKey& log) {
  const SplitView split{kept, head};
  if (split.verify(log)) return fail(Errc::conflict, split.format());
  TileNodes nodes(files, own.size);
  COMITY_TRY(const Hash root, tree_root(nodes, next.size));
  if (root == next.root) return {};
  return fail(Errc::corrupt, "the log has signed another history than the one copied before");
}

std::string sentence(const Error& error) {
  return error.message().empty() ? "Unknown." : error.message() + ".";
}

void watch_receipt(const std::string& note, const SignedCheckpoint& head, const Watched& watched,
                   NodeReader& nodes, Instant now, WatchReport& report) {
  const auto receipt = open_receipt(note, watched.log);
  if (!receipt) {
    report.alarms.push_back("A receipt cannot be read: " + sentence(receipt.error()));
    return;
  }
  const Checkpoint& checkpoint = head.checkpoint;
  const std::string place = std::to_string(receipt->index);
  if (checkpoint.size <= receipt->index) {
    const auto breach = missed_inclusion(*receipt, checkpoint, now);
    (breach ? report.alarms : report.seen)
        .push_back(breach ? *breach : "Place " + place + " is promised and not yet due.");
    return;
  }
  const auto leaf = nodes.node(0, receipt->index);
  const auto proof = inclusion_proof(nodes, receipt->index, checkpoint.size);
  if (!leaf || !proof ||
      !verify_inclusion(*leaf, receipt->index, checkpoint.size, *proof, checkpoint.root)) {
    report.alarms.push_back("What stands at place " + place + " cannot be verified.");
  } else if (const auto breach = replaced_entry(*receipt, checkpoint, *leaf, *proof)) {
    report.alarms.push_back(*breach);
  } else {
    report.seen.push_back("The entry that was promised place " + place + " stands there.");
  }
}

}  // namespace

Result<MirrorProgress> update_mirror(Disk& disk, const std::string& directory, const NoteKey& log,
                                     TileReader& source, const std::string& head) {
  const std::string path = directory + "/checkpoint";
  COMITY_TRY(const SignedCheckpoint next, open_checkpoint(head, log));
  COMITY_TRY(const auto kept, kept_head(disk, path));
  Checkpoint own{log.name, 0, empty_root(), ""};
  if (kept) {
    COMITY_TRY(const SignedCheckpoint opened, open_checkpoint(*kept, log));
    own = opened.checkpoint;
  }
  const MirrorProgress progress{own.size, std::max(own.size, next.checkpoint.size)};
  COMITY_CHECK(disk.make_directory(directory));
  TileFiles files(disk, directory);
  if (kept && next.checkpoint.size <= own.size) {
    COMITY_CHECK(check_older(files, *kept, own, head, next.checkpoint, log));
    if (next.checkpoint.size < own.size) return progress;
    COMITY_CHECK(write_file(disk, path, head));  // perhaps with newer cosignatures
    return progress;
  }
  COMITY_TRY(TileWriter copy, TileWriter::load(files, own.size));
  COMITY_CHECK(copy_entries(copy, source, next.checkpoint.size));
  if (copy.root() != next.checkpoint.root) {
    return fail(Errc::corrupt, "the log's entries do not bear out its signed head");
  }
  COMITY_CHECK(copy.flush());
  COMITY_CHECK(write_file(disk, path, head));
  return progress;
}

WatchReport watch_head(const std::string& last, const std::string& head, const Watched& watched,
                       NodeReader& nodes, Instant now) {
  WatchReport report;
  report.head = last;
  const auto opened = open_checkpoint(head, watched.log);
  if (!opened) {
    report.alarms.push_back("The head cannot be trusted: " + sentence(opened.error()));
    return report;
  }
  const auto followed = follow(last, head, watched.log, nodes);
  if (followed) {
    report.head = *followed;
    report.seen.push_back("The log holds " + std::to_string(opened->checkpoint.size) +
                          " places and extends what was seen before.");
  } else if (followed.error().code() == Errc::conflict) {
    report.proofs.push_back(followed.error().message());
    report.alarms.emplace_back("The log has signed two different heads of one size.");
  } else {
    report.alarms.push_back("The head does not extend what was seen before: " +
                            sentence(followed.error()));
  }
  if (watched.witnesses) {
    const auto counted = check_policy(opened->note, *watched.witnesses, now);
    if (counted) {
      report.seen.push_back(std::to_string(counted->size()) + " witnesses have cosigned in time.");
    } else {
      report.alarms.push_back("Witnesses: " + sentence(counted.error()));
    }
  }
  for (const auto& receipt : watched.receipts) {
    watch_receipt(receipt, *opened, watched, nodes, now, report);
  }
  return report;
}

}  // namespace comity::registry
