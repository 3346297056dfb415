// Every reader of foreign text in this room: the first octet chooses one, the rest is its input.
// What reads must be written the same way again, where there is one spelling only.
#include <cstddef>
#include <cstdint>

#include "register/age.h"
#include "register/bundle.h"
#include "register/detached.h"
#include "register/hand_over.h"
#include "register/receipt.h"
#include "register/time_stamp.h"
#include "register/witness.h"

namespace comity::registry {
namespace {

void read_note(std::string_view text) {
  const auto note = Note::parse(text);
  if (note) COMITY_ASSERT(Note::parse(note->format()).value().text == note->text);
}

void read_checkpoint(std::string_view text) {
  const auto checkpoint = Checkpoint::parse(text);
  if (checkpoint) COMITY_ASSERT(checkpoint->format() == text);
}

void read_receipt(std::string_view text) {
  const auto receipt = Receipt::parse(text);
  if (receipt) COMITY_ASSERT(receipt->text() == text);
}

void read_entry(std::string_view text) {
  const auto entry = Entry::parse(text);
  if (entry) COMITY_ASSERT(entry->payload() == text);
}

void read_envelope(std::string_view text) {
  const auto envelope = Envelope::parse(text);
  if (envelope) COMITY_ASSERT(Envelope::parse(envelope->format()).value().id() == envelope->id());
}

void read_tile_path(std::string_view text) {
  const auto tile = parse_tile_path(text);
  if (tile) COMITY_ASSERT(tile_path(*tile) == text);
}

void read_age(std::string_view file) {
  static const AgeIdentity identity{};
  static_cast<void>(age_decrypt(file, {&identity, 1}));
  static_cast<void>(age_dearmor(file));
  static_cast<void>(AgeRecipient::parse(file));
  static_cast<void>(AgeIdentity::parse(file));
}

void read_detached(std::string_view text) {
  static const PublicKey key{Algorithm::ed25519, std::string(32, 'k')};
  static_cast<void>(parse_detached_key(text));
  static_cast<void>(verify_detached(key, "content", text, "comity"));
}

void read_keys(std::string_view text) {
  static_cast<void>(PublicKey::parse(text));
  const auto key = NoteKey::parse(text);
  if (key) COMITY_ASSERT(NoteKey::parse(key->text()).value() == *key);
}

void read_webauthn(std::string_view text) {
  static const std::string point(65, '\4');
  static_cast<void>(verify_webauthn(point, "message", text, {"register.example", "https://r"}));
  static_cast<void>(webauthn_signature({Algorithm::webauthn_es256, point}, "message", text));
}

using Reading = void (*)(std::string_view);
constexpr Reading kReadings[] = {
    read_note,
    read_checkpoint,
    read_receipt,
    read_entry,
    read_envelope,
    read_tile_path,
    read_age,
    read_detached,
    read_keys,
    read_webauthn,
    [](std::string_view text) { static_cast<void>(TlogProof::parse(text)); },
    [](std::string_view text) { static_cast<void>(WitnessRequest::parse(text)); },
    [](std::string_view text) { static_cast<void>(SplitView::parse(text)); },
    [](std::string_view text) { static_cast<void>(parse_hand_over(text)); },
    [](std::string_view text) { static_cast<void>(verify_bundle(text, Trust{})); },
    [](std::string_view der) { static_cast<void>(verify_time_stamp(der, Hash{}, "")); },
};

}  // namespace
}  // namespace comity::registry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  comity::registry::kReadings[data[0] % std::size(comity::registry::kReadings)](text);
  return 0;
}
