#include "register/note.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace comity::registry {

namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // an em dash and a space
constexpr std::size_t kNoteMax = 1 << 20;
constexpr std::size_t kSignaturesMax = 100;
constexpr std::size_t kTimeSize = 8;

std::uint32_t key_id(std::string_view name, NoteKeyType type, std::string_view key) {
  const char octet = static_cast<char>(type);
  const Hash hash = sha256({name, "\n", std::string_view(&octet, 1), key});
  return static_cast<std::uint32_t>(big_endian(view(hash).substr(0, 4)));
}

std::string cosigned_message(std::string_view text, std::uint64_t time) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

Result<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kDash)) return fail(Errc::invalid_input, "not a signature line");
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == line.npos || !is_key_name(line.substr(0, space))) {
    return fail(Errc::invalid_input, "a signature without the name of its key");
  }
  COMITY_TRY(const std::string octets, from_base64(line.substr(space + 1)));
  if (octets.size() < 5) return fail(Errc::invalid_input, "a signature without octets");
  return NoteSignature{std::string(line.substr(0, space)),
                       static_cast<std::uint32_t>(big_endian(octets.substr(0, 4))),
                       octets.substr(4)};
}

Result<VerifiedSignature> verify_signature(const Note& note, const NoteSignature& signature,
                                           const NoteKey& key) {
  VerifiedSignature verified{key, std::nullopt};
  std::string message = note.text;
  std::string_view octets = signature.octets;
  if (key.type == NoteKeyType::cosignature_v1) {
    if (octets.size() < kTimeSize) return fail(Errc::denied, "a cosignature without its time");
    const std::uint64_t time = big_endian(octets.substr(0, kTimeSize));
    if (time > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return fail(Errc::denied, "a cosignature from beyond the end of time");
    }
    octets.remove_prefix(kTimeSize);
    message = cosigned_message(note.text, time);
    verified.time = Instant(std::chrono::sys_seconds(std::chrono::seconds(time)));
  }
  if (const auto ok = verify(key.key, message, octets); !ok) {
    return tl::unexpected<Error>(ok.error().with("the signature of " + key.name));
  }
  return verified;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && text::is_valid_utf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) {
           const auto octet = static_cast<unsigned char>(c);
           return octet <= 0x20 || octet == 0x7f || c == '+';
         });
}

std::uint32_t NoteKey::id() const { return key_id(name, type, key.octets); }

std::string NoteKey::text() const {
  std::string id_octets;
  append_big_endian(id_octets, id(), 4);
  return name + "+" + to_hex(id_octets) + "+" +
         to_base64(std::string(1, static_cast<char>(type)) + key.octets);
}

Result<NoteKey> NoteKey::parse(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return fail(Errc::invalid_input, "not a verifier key");
  COMITY_TRY(const std::string octets, from_base64(text.substr(second + 1)));
  if (octets.size() != 33 || (octets[0] != 1 && octets[0] != 4)) {
    return fail(Errc::invalid_input, "a verifier key of an unknown kind");
  }
  NoteKey key{std::string(text.substr(0, first)), static_cast<NoteKeyType>(octets[0]),
              PublicKey{Algorithm::ed25519, octets.substr(1)}};
  if (!is_key_name(key.name) || key.text() != text) {
    return fail(Errc::invalid_input, "a verifier key whose parts do not fit together");
  }
  return key;
}

std::string NoteSignature::line() const {
  std::string bytes;
  append_big_endian(bytes, key_id, 4);
  return std::string(kDash) + name + " " + to_base64(bytes + octets) + "\n";
}

std::string Note::format() const {
  std::string out = text + "\n";
  for (const auto& signature : signatures) out += signature.line();
  return out;
}

Result<Note> Note::parse(std::string_view bytes) {
  if (bytes.size() > kNoteMax) return fail(Errc::invalid_input, "a note of more than 1 MiB");
  const bool control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n';
  });
  if (control || !text::is_valid_utf8(bytes)) {
    return fail(Errc::invalid_input, "a note holds UTF-8 without control characters");
  }
  const auto blank = bytes.rfind("\n\n");
  if (blank == bytes.npos || !bytes.ends_with('\n')) {
    return fail(Errc::invalid_input, "a note without signatures");
  }
  Note note;
  note.text = bytes.substr(0, blank + 1);
  for (std::string_view rest = bytes.substr(blank + 2); !rest.empty();) {
    const auto end = rest.find('\n');
    COMITY_TRY(NoteSignature signature, parse_line(rest.substr(0, end)));
    note.signatures.push_back(std::move(signature));
    if (note.signatures.size() > kSignaturesMax) {
      return fail(Errc::invalid_input, "a note with more than 100 signatures");
    }
    rest.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return fail(Errc::invalid_input, "a note without signatures");
  return note;
}

Result<std::vector<VerifiedSignature>> verify_note(const Note& note,
                                                   std::span<const NoteKey> known) {
  std::vector<VerifiedSignature> verified;
  for (const auto& signature : note.signatures) {
    const auto key = std::find_if(known.begin(), known.end(), [&](const NoteKey& k) {
      return k.name == signature.name && k.id() == signature.key_id;
    });
    if (key == known.end()) continue;
    const bool seen = std::any_of(verified.begin(), verified.end(),
                                  [&](const VerifiedSignature& v) { return v.key == *key; });
    if (seen) continue;
    COMITY_TRY(VerifiedSignature one, verify_signature(note, signature, *key));
    verified.push_back(std::move(one));
  }
  if (verified.empty()) return fail(Errc::denied, "no known key signed the note");
  return verified;
}

NoteKey note_key(std::string name, NoteKeyType type, const SigningKey& key) {
  return {std::move(name), type, key.public_key()};
}

NoteSignature sign_note(std::string_view text, const std::string& name, const SigningKey& key) {
  const NoteKey public_half = note_key(name, NoteKeyType::ed25519, key);
  return {name, public_half.id(), key.sign(text)};
}

NoteSignature cosign_note(std::string_view text, const std::string& name, const SigningKey& key,
                          Instant time) {
  const NoteKey public_half = note_key(name, NoteKeyType::cosignature_v1, key);
  const auto seconds = static_cast<std::uint64_t>(time.seconds().time_since_epoch().count());
  std::string octets;
  append_big_endian(octets, seconds, 8);
  return {name, public_half.id(), octets + key.sign(cosigned_message(text, seconds))};
}

}  // namespace comity::registry
