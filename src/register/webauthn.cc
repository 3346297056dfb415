#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <boost/json.hpp>
#include <memory>

#include "base/hash.h"
#include "base/json.h"
#include "register/signing.h"

namespace comity::registry {

namespace {

template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T* pointer) const {
    Release(pointer);
  }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX_free>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, Releaser<ECDSA_SIG_free>>;

// authenticatorData: the relying party's hash, one octet of flags, a counter, perhaps extensions
// (WebAuthn 2, section 6.1).
constexpr std::size_t kAuthenticatorDataMin = 37;
constexpr int kUserPresent = 0x01;
constexpr int kUserVerified = 0x04;

KeyPtr p256_key(std::string_view point) {
  char group[] = "P-256";
  std::string copy(point);
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy.data(), copy.size()),
      OSSL_PARAM_construct_end()};
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY,
                        const_cast<OSSL_PARAM*>(parameters)) != 1) {
    return nullptr;
  }
  return KeyPtr(key);
}

struct Assertion {
  std::string authenticator_data;
  std::string client_data;
  std::string signature;
};

Result<std::string> text_member(const boost::json::object& object, std::string_view name) {
  const auto* const value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    return fail(Errc::denied, "the assertion lacks " + std::string(name));
  }
  return std::string(value->get_string());
}

Result<Assertion> read_assertion(const boost::json::value& value) {
  if (!value.is_object()) return fail(Errc::denied, "the assertion is not an object");
  const auto& object = value.get_object();
  const auto member = [&](std::string_view name) -> Result<std::string> {
    COMITY_TRY(const std::string encoded, text_member(object, name));
    return from_base64_url(encoded);
  };
  Assertion assertion;
  COMITY_TRY(assertion.authenticator_data, member("authenticatorData"));
  COMITY_TRY(assertion.client_data, member("clientDataJSON"));
  COMITY_TRY(assertion.signature, member("signature"));
  return assertion;
}

// What the browser says it was asked, and by whom.
struct ClientData {
  std::string type;
  std::string challenge;
  std::string origin;
};

Result<ClientData> parse_client_data(std::string_view text) {
  COMITY_TRY(const boost::json::value value, parse_json(text));
  if (!value.is_object()) return fail(Errc::denied, "the client data is not an object");
  const auto& object = value.get_object();
  ClientData data;
  COMITY_TRY(data.type, text_member(object, "type"));
  COMITY_TRY(data.challenge, text_member(object, "challenge"));
  COMITY_TRY(data.origin, text_member(object, "origin"));
  return data;
}

// That the key's own user, present and verified, released this message.
Result<void> check_release(const Assertion& assertion, std::string_view point,
                           std::string_view message) {
  COMITY_TRY(const ClientData client, parse_client_data(assertion.client_data));
  if (client.type != "webauthn.get") return fail(Errc::denied, "not an assertion");
  if (client.challenge != to_base64_url(view(sha256(message)))) {
    return fail(Errc::denied, "the assertion releases another entry");
  }
  if (assertion.authenticator_data.size() < kAuthenticatorDataMin) {
    return fail(Errc::denied, "the authenticator's data is too short");
  }
  const int flags = assertion.authenticator_data[32];
  if ((flags & kUserPresent) == 0 || (flags & kUserVerified) == 0) {
    return fail(Errc::denied, "the authenticator did not verify its user");
  }
  const Hash client_hash = sha256(assertion.client_data);
  return verify_es256(point, assertion.authenticator_data + std::string(view(client_hash)),
                      assertion.signature);
}

// That browser and authenticator were asked on our own site.
Result<void> check_site(const Assertion& assertion, const RelyingParty& relying_party) {
  if (relying_party.id.empty()) {
    return fail(Errc::denied, "the register's first entry names no site for WebAuthn");
  }
  COMITY_TRY(const ClientData client, parse_client_data(assertion.client_data));
  const std::string_view data = assertion.authenticator_data;
  if (client.origin != relying_party.origin ||
      data.substr(0, 32) != view(sha256(relying_party.id))) {
    return fail(Errc::denied, "the assertion was made for another site");
  }
  return {};
}

}  // namespace

Result<void> verify_webauthn(std::string_view point, std::string_view message,
                             std::string_view assertion_text, const RelyingParty& relying_party) {
  const auto value = parse_json(assertion_text);
  if (!value) return fail(Errc::denied, value.error().message());
  const auto assertion = read_assertion(*value);
  if (!assertion) return fail(Errc::denied, assertion.error().message());
  COMITY_CHECK(check_site(*assertion, relying_party));
  return check_release(*assertion, point, message);
}

Result<std::string> webauthn_signature(const PublicKey& key, std::string_view message,
                                       std::string_view answer) {
  if (key.algorithm != Algorithm::webauthn_es256) {
    return fail(Errc::invalid_input, "not a WebAuthn key");
  }
  COMITY_TRY(const boost::json::value value, parse_json(answer));
  const auto* const response =
      value.is_object() ? value.get_object().if_contains("response") : nullptr;
  COMITY_TRY(const Assertion assertion, read_assertion(response != nullptr ? *response : value));
  COMITY_CHECK(check_release(assertion, key.octets, message));
  return canonical_json(
      boost::json::object{{"authenticatorData", to_base64_url(assertion.authenticator_data)},
                          {"clientDataJSON", to_base64_url(assertion.client_data)},
                          {"signature", to_base64_url(assertion.signature)}});
}

Result<void> verify_es256(std::string_view point, std::string_view message,
                          std::string_view signature_der) {
  const KeyPtr key = p256_key(point);
  if (key == nullptr) return fail(Errc::denied, "not a point of P-256");
  const DigestContext context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestVerify(context.get(), octets(signature_der), signature_der.size(), octets(message),
                       message.size()) != 1) {
    return fail(Errc::denied, "the signature is not this key's");
  }
  return {};
}

Result<std::string> es256_der_from_p1363(std::string_view signature) {
  constexpr int kScalarSize = 32;
  if (signature.size() != 2 * kScalarSize) {
    return fail(Errc::denied, "an ES256 signature has 64 octets");
  }
  const SignaturePtr pair(ECDSA_SIG_new());
  BIGNUM* const r = BN_bin2bn(octets(signature), kScalarSize, nullptr);
  BIGNUM* const s = BN_bin2bn(octets(signature) + kScalarSize, kScalarSize, nullptr);
  ECDSA_SIG_set0(pair.get(), r, s);
  const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* out = octets(der);
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

}  // namespace comity::registry
