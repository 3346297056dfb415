#include "register/envelope.h"

#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

constexpr std::size_t kSignaturesMax = 32;

Result<std::string> text_member(const json::object& object, std::string_view name) {
  const auto* const value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    return fail(Errc::invalid_input, "the envelope lacks \"" + std::string(name) + "\"");
  }
  return std::string(value->get_string());
}

Result<std::string> octets_member(const json::object& object, std::string_view name) {
  COMITY_TRY(std::string text, text_member(object, name));
  if (auto standard = from_base64(text)) return standard;
  while (text.ends_with('=')) text.pop_back();
  return from_base64_url(text);
}

}  // namespace

std::string Envelope::signed_bytes() const {
  return "DSSEv1 " + std::to_string(payload_type.size()) + " " + payload_type + " " +
         std::to_string(payload.size()) + " " + payload;
}

Hash Envelope::id() const { return sha256(signed_bytes()); }

void Envelope::add(const SigningKey& key) {
  signatures.push_back({key.public_key().id(), key.sign(signed_bytes())});
}

std::string Envelope::format() const {
  json::array list;
  for (const auto& signature : signatures) {
    list.push_back(json::object{{"keyid", signature.key_id}, {"sig", to_base64(signature.octets)}});
  }
  return canonical_json(json::object{{"payload", to_base64(payload)},
                                     {"payloadType", payload_type},
                                     {"signatures", std::move(list)}});
}

Result<Envelope> Envelope::parse(std::string_view text) {
  COMITY_TRY(Envelope envelope, parse_unsigned(text));
  if (envelope.signatures.empty()) {
    return fail(Errc::invalid_input, "the envelope has no signature");
  }
  return envelope;
}

Result<Envelope> Envelope::parse_unsigned(std::string_view text) {
  if (text.size() > kEnvelopeMax) return fail(Errc::limit, "an envelope of more than 1 MiB");
  COMITY_TRY(const json::value value, parse_json(text));
  if (!value.is_object()) return fail(Errc::invalid_input, "the envelope is not an object");
  const auto& object = value.get_object();
  Envelope envelope;
  COMITY_TRY(envelope.payload_type, text_member(object, "payloadType"));
  COMITY_TRY(envelope.payload, octets_member(object, "payload"));
  const auto* const list = object.if_contains("signatures");
  if (list == nullptr || !list->is_array()) {
    return fail(Errc::invalid_input, "the envelope has no list of signatures");
  }
  if (list->get_array().size() > kSignaturesMax) {
    return fail(Errc::limit, "an envelope with more than 32 signatures");
  }
  for (const auto& item : list->get_array()) {
    if (!item.is_object()) return fail(Errc::invalid_input, "a signature is not an object");
    EnvelopeSignature signature;
    COMITY_TRY(signature.key_id, text_member(item.get_object(), "keyid"));
    COMITY_TRY(signature.octets, octets_member(item.get_object(), "sig"));
    envelope.signatures.push_back(std::move(signature));
  }
  return envelope;
}

}  // namespace comity::registry
