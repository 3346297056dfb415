#include "register/entry.h"

#include <doctest/doctest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "base/json.h"
#include "register/fixture_for_test.h"
#include "register/vectors_for_test.h"

namespace comity::registry {
namespace {

TEST_CASE("DSSE: the specification's example, with its signature") {
  const auto example = vector_json("dsse/protocol-v1.json");
  const auto text = [](const boost::json::value& value) { return std::string(value.as_string()); };
  const Envelope envelope{text(example.at("payloadType")), text(example.at("body")), {}};
  CHECK(envelope.signed_bytes() == text(example.at("pae")));
  // The example's x and y, which exceed what a JSON number carries, as an uncompressed point.
  const std::string point = from_hex(
                                "0467cd390f77aa359cb08c2235f652270493a9ed832b0abcc01f70954c0390d238"
                                "0c782bd54e269125a44f4433aff1432ce94e12bca73aa67ac80cea12608ddf74")
                                .value();
  const std::string signature =
      from_base64(text(example.at("envelope").at("signatures").at(0).at("sig"))).value();
  const std::string der = es256_der_from_p1363(signature).value();
  CHECK(verify_es256(point, envelope.signed_bytes(), der));
  CHECK_FALSE(verify_es256(point, envelope.signed_bytes() + " ", der));
  ++vector_count.run;
}

Entry full_entry() {
  SeededRandom random(3);
  Entry entry = entry_of("veltria", "notice", R"({"subject":"outage","ports":[25,443]})");
  entry.signers = {{"veltria", 2}, {"marenna", 1}};
  entry.erasable["contact"] = Opening::make("contact", R"("A. Person")", random).commitment();
  entry.sealed["indicators"] = {random.hash(), random.hash(), {"marenna", "veltria"}};
  entry.attachments = {{"report.pdf", "application/pdf", random.hash(), 12345}};
  entry.corrects = random.hash();
  entry.fields = canonical_json(parse_json(entry.fields).value());
  return entry;
}

TEST_CASE("an entry reads back from its payload, and only from that spelling") {
  for (const Entry& entry : {full_entry(), entry_of("veltria", "notice")}) {
    const std::string payload = entry.payload();
    CHECK(Entry::parse(payload).value() == entry);
    CHECK_FALSE(Entry::parse(payload + " "));
    CHECK_FALSE(Entry::parse(" " + payload));
  }
  std::string unknown = entry_of("veltria", "notice").payload();
  unknown.insert(unknown.size() - 1, R"(,"zeal":1)");
  CHECK(Entry::parse(unknown).error().message() == "an entry has no member \"zeal\"");
  CHECK_FALSE(Entry::parse(R"({"author":"a"})"));
  CHECK_FALSE(Entry::parse("[]"));
}

TEST_CASE("an envelope reads back, in either base64 alphabet") {
  const TestKeys keys = TestKeys::make();
  const Envelope envelope = signed_by(full_entry(), {&keys.veltria, &keys.marenna});
  const std::string text = envelope.format();
  const Envelope back = Envelope::parse(text).value();
  CHECK(back.format() == text);
  CHECK(back.id() == envelope.id());
  std::string url = text;
  for (const auto& octets : {envelope.payload, envelope.signatures[0].octets}) {
    const std::string standard = to_base64(octets);
    url.replace(url.find(standard), standard.size(), to_base64_url(octets));
  }
  CHECK(Envelope::parse(url).value().id() == envelope.id());
  CHECK_FALSE(Envelope::parse(R"({"payload":"","payloadType":"x","signatures":[]})"));
  CHECK(Envelope::parse(std::string((1 << 20) + 1, ' ')).error().code() == Errc::limit);
}

TEST_CASE("an erasable value is committed to, not shown") {
  SeededRandom random(4);
  Entry entry = entry_of("veltria", "notice");
  const Opening opening = Opening::make("contact", R"("A. Person")", random);
  entry.erasable["contact"] = opening.commitment();
  CHECK(entry.payload().find("Person") == std::string::npos);
  CHECK(check_openings(entry, {opening}));
  CHECK(check_openings(entry, {}));
  Opening other = opening;
  other.value = R"("B. Person")";
  CHECK_FALSE(check_openings(entry, {other}));
  other = opening;
  other.name = "other";
  CHECK_FALSE(check_openings(entry, {other}));
}

TEST_CASE("what the log shows of a record has one size and changes with every part of it") {
  SeededRandom random(5);
  const Record record{kNoon, random.hash(), random.hash(), "envelope"};
  Record other = record;
  other.recorded = kNoon + std::chrono::seconds(1);
  CHECK(other.commitment() != record.commitment());
  other = record;
  other.salt[0] ^= 1;
  CHECK(other.commitment() != record.commitment());
  other = record;
  other.keys[31] ^= 1;
  CHECK(other.commitment() != record.commitment());
  other = record;
  other.envelope += "x";
  CHECK(other.commitment() != record.commitment());
}

// A software authenticator: what a phone or a security key does.
struct Authenticator {
  Authenticator() : key(EVP_EC_gen("P-256")) {}
  ~Authenticator() { EVP_PKEY_free(key); }
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;

  PublicKey public_key() const {
    std::string point(65, '\0');
    std::size_t size = 0;
    REQUIRE(EVP_PKEY_get_octet_string_param(key, "pub", octets(point), point.size(), &size) == 1);
    return {Algorithm::webauthn_es256, point.substr(0, size)};
  }

  std::string sign(std::string_view message, const std::string& site, const std::string& origin,
                   char flags) const {
    const std::string client = R"({"type":"webauthn.get","challenge":")" +
                               to_base64_url(view(sha256(message))) + R"(","origin":")" + origin +
                               R"(","crossOrigin":false})";
    const std::string data = std::string(view(sha256(site))) + flags + std::string("\0\0\0\1", 4);
    const std::string signed_bytes = data + std::string(view(sha256(client)));
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    std::size_t size = 0;
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key);
    EVP_DigestSign(context, nullptr, &size, octets(signed_bytes), signed_bytes.size());
    std::string signature(size, '\0');
    EVP_DigestSign(context, octets(signature), &size, octets(signed_bytes), signed_bytes.size());
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return R"({"authenticatorData":")" + to_base64_url(data) + R"(","clientDataJSON":")" +
           to_base64_url(client) + R"(","signature":")" + to_base64_url(signature) + R"("})";
  }

  EVP_PKEY* key;
};

TEST_CASE("a head of mission releases an entry from a phone") {
  const Authenticator phone;
  const RelyingParty site{"register.example", "https://register.example"};
  const std::string message = full_entry().envelope().signed_bytes();
  const PublicKey key = phone.public_key();
  CHECK(PublicKey::parse(key.text()).value() == key);
  const auto attempt = [&](const std::string& what, const std::string& id,
                           const std::string& origin, char flags) {
    return verify(key, message, phone.sign(what, id, origin, flags), site);
  };
  CHECK(attempt(message, site.id, site.origin, 5));
  CHECK_FALSE(attempt(message + "x", site.id, site.origin, 5));       // another entry
  CHECK_FALSE(attempt(message, "other.example", site.origin, 5));     // another site
  CHECK_FALSE(attempt(message, site.id, "https://evil.example", 5));  // another page
  CHECK_FALSE(attempt(message, site.id, site.origin, 1));             // user not verified
  const Authenticator stranger;
  CHECK_FALSE(verify(key, message, stranger.sign(message, site.id, site.origin, 5), site));
  CHECK_FALSE(verify(key, message, "{}", site));
  const std::string assertion = phone.sign(message, "", "", 5);
  CHECK_FALSE(verify(key, message, assertion, {}));  // the register names no site
}

TEST_CASE("what a browser answers becomes a signature, if it releases this entry") {
  const Authenticator phone;
  const RelyingParty site{"register.example", "https://register.example"};
  const std::string message = full_entry().envelope().signed_bytes();
  const std::string response = phone.sign(message, site.id, site.origin, 5);
  const std::string credential = R"({"id":"a","type":"public-key","response":)" + response + "}";
  for (const auto& answer : {response, credential}) {
    const auto signature = webauthn_signature(phone.public_key(), message, answer);
    REQUIRE(signature);
    CHECK(verify(phone.public_key(), message, *signature, site));
  }
  const auto refused = [](const PublicKey& key, const std::string& text,
                          const std::string& answer) {
    return webauthn_signature(key, text, answer).error().code();
  };
  CHECK(refused(phone.public_key(), message + "x", credential) == Errc::denied);
  CHECK(refused(Authenticator().public_key(), message, credential) == Errc::denied);
  CHECK(refused(phone.public_key(), message, R"({"response":{}})") == Errc::denied);
  CHECK(refused(phone.public_key(), message, "nonsense") == Errc::invalid_input);
  CHECK(refused(TestKeys::make().veltria.public_key(), message, response) == Errc::invalid_input);
}

}  // namespace
}  // namespace comity::registry
