#include "register/receipt.h"

#include <array>

#include "base/hash.h"
#include "register/instant.h"

namespace comity::registry {

namespace {

constexpr std::string_view kHeader = "comity-receipt/1";

}  // namespace

std::string Receipt::text() const {
  return std::string(kHeader) + "\n" + origin + "\nindex " + std::to_string(index) + "\nleaf " +
         to_base64(view(leaf)) + "\nrecorded " + recorded.rfc3339() + "\ndue " + due.rfc3339() +
         "\n";
}

Result<Receipt> Receipt::parse(std::string_view text) {
  std::array<std::string_view, 6> lines;
  static constexpr std::array<std::string_view, 6> kNames = {"",      "",          "index ",
                                                             "leaf ", "recorded ", "due "};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto end = text.find('\n');
    if (end == text.npos || !text.starts_with(kNames[i])) {
      return fail(Errc::invalid_input, "not a receipt");
    }
    lines[i] = text.substr(kNames[i].size(), end - kNames[i].size());
    text.remove_prefix(end + 1);
  }
  if (!text.empty() || lines[0] != kHeader) return fail(Errc::invalid_input, "not a receipt");
  Receipt receipt;
  receipt.origin = lines[1];
  COMITY_TRY(receipt.index, parse_size(lines[2]));
  COMITY_TRY(receipt.leaf, hash_from_base64(lines[3]));
  COMITY_TRY(receipt.recorded, parse_instant(lines[4]));
  COMITY_TRY(receipt.due, parse_instant(lines[5]));
  return receipt;
}

Result<Receipt> open_receipt(std::string_view bytes, const NoteKey& log) {
  COMITY_TRY(const Note note, Note::parse(bytes));
  COMITY_CHECK(verify_note(note, {&log, 1}));
  COMITY_TRY(Receipt receipt, Receipt::parse(note.text));
  if (receipt.origin != log.name) return fail(Errc::denied, "the receipt of another log");
  return receipt;
}

Result<Receipt> check_placement(const Placement& placement, const NoteKey& log) {
  COMITY_TRY(Receipt receipt, open_receipt(placement.receipt, log));
  if (receipt.index != placement.index ||
      receipt.leaf != leaf_hash(view(placement.record.commitment()))) {
    return fail(Errc::corrupt, "the receipt promises a place to something else");
  }
  return receipt;
}

Result<std::string> missed_inclusion(const Receipt& receipt, const Checkpoint& head,
                                     Instant cosigned_at) {
  if (head.origin != receipt.origin) return fail(Errc::not_found, "the head of another log");
  if (cosigned_at < receipt.due || head.size > receipt.index) {
    return fail(Errc::not_found, "this head breaks no promise");
  }
  return "The register promised place " + std::to_string(receipt.index) + " by " +
         receipt.due.rfc3339() + ", and at " + cosigned_at.rfc3339() + " its head held only " +
         std::to_string(head.size) + " entries.";
}

Result<std::string> replaced_entry(const Receipt& receipt, const Checkpoint& head,
                                   const Hash& other_leaf, std::span<const Hash> inclusion) {
  if (head.origin != receipt.origin) return fail(Errc::not_found, "the head of another log");
  if (other_leaf == receipt.leaf ||
      !verify_inclusion(other_leaf, receipt.index, head.size, inclusion, head.root)) {
    return fail(Errc::not_found, "this head breaks no promise");
  }
  return "The register promised place " + std::to_string(receipt.index) +
         " to one entry and gave it to another.";
}

}  // namespace comity::registry
