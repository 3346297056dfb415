#include "register/checkpoint.h"

#include <charconv>

#include "base/hash.h"

namespace comity::registry {

namespace {

// Cuts the next line off `rest`. Errors: invalid_input if there is no line feed.
Result<std::string_view> next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == rest.npos) return fail(Errc::invalid_input, "a line is missing");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

Result<std::uint64_t> parse_size(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0 || std::to_string(value) != text ||
      end != text.data() + text.size()) {
    return fail(Errc::invalid_input, "not a number as a checkpoint writes it");
  }
  return static_cast<std::uint64_t>(value);
}

std::string Checkpoint::format() const {
  return origin + "\n" + std::to_string(size) + "\n" + to_base64(view(root)) + "\n" + extension;
}

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
  Checkpoint checkpoint;
  std::string_view rest = text;
  COMITY_TRY(checkpoint.origin, next_line(rest));
  if (checkpoint.origin.empty()) return fail(Errc::invalid_input, "a checkpoint without origin");
  COMITY_TRY(const std::string_view size, next_line(rest));
  COMITY_TRY(checkpoint.size, parse_size(size));
  COMITY_TRY(const std::string_view root, next_line(rest));
  COMITY_TRY(checkpoint.root, hash_from_base64(root));
  checkpoint.extension = rest;
  while (!rest.empty()) {
    COMITY_TRY(const std::string_view line, next_line(rest));
    if (line.empty()) return fail(Errc::invalid_input, "an empty extension line");
  }
  return checkpoint;
}

Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const NoteKey& log) {
  COMITY_TRY(Note note, Note::parse(bytes));
  COMITY_TRY(Checkpoint checkpoint, Checkpoint::parse(note.text));
  if (checkpoint.origin != log.name) return fail(Errc::denied, "the checkpoint of another log");
  COMITY_CHECK(verify_note(note, {&log, 1}));
  return SignedCheckpoint{std::move(checkpoint), std::move(note)};
}

std::string TlogProof::format() const {
  std::string out(kTlogProofHeader);
  out += "\n";
  if (extra) out += "extra " + to_base64(*extra) + "\n";
  out += "index " + std::to_string(index) + "\n";
  for (const Hash& hash : hashes) out += to_base64(view(hash)) + "\n";
  return out + "\n" + checkpoint.format();
}

Result<TlogProof> TlogProof::parse(std::string_view bytes) {
  TlogProof proof;
  COMITY_TRY(const std::string_view header, next_line(bytes));
  if (header != kTlogProofHeader) return fail(Errc::invalid_input, "not a tlog-proof");
  COMITY_TRY(std::string_view line, next_line(bytes));
  if (line.starts_with("extra ")) {
    COMITY_TRY(proof.extra, from_base64(line.substr(6)));
    COMITY_TRY(line, next_line(bytes));
  }
  if (!line.starts_with("index ")) return fail(Errc::invalid_input, "a tlog-proof without index");
  COMITY_TRY(proof.index, parse_size(line.substr(6)));
  while (true) {
    COMITY_TRY(line, next_line(bytes));
    if (line.empty()) break;
    COMITY_TRY(const Hash hash, hash_from_base64(line));
    proof.hashes.push_back(hash);
    if (proof.hashes.size() > 63) return fail(Errc::invalid_input, "no tree is so high");
  }
  COMITY_TRY(proof.checkpoint, Note::parse(bytes));
  return proof;
}

}  // namespace comity::registry
