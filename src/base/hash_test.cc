#include "base/hash.h"

#include <doctest/doctest.h>

namespace comity {
namespace {

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256({"a", "", "bc"}) == sha256("abc"));
}

TEST_CASE("hexadecimal is lower case and whole") {
  CHECK(to_hex(std::string("\x00\xff", 2)) == "00ff");
  CHECK(from_hex("00ff").value() == std::string("\x00\xff", 2));
  CHECK_FALSE(from_hex("00f"));
  CHECK_FALSE(from_hex("00FF"));
}

TEST_CASE("base64 gives RFC 4648's examples and has one spelling for each value") {
  const std::pair<std::string, std::string> examples[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : examples) {
    CHECK(to_base64(bytes) == text);
    CHECK(from_base64(text).value() == bytes);
    CHECK(from_base64_url(to_base64_url(bytes)).value() == bytes);
  }
  for (const char* wrong : {"Zg", "Zg=", "Zh==", "Z===", "Zm9v\n", "Zm9*", "====", "Zg==Zg=="}) {
    CHECK_FALSE(from_base64(wrong));
  }
  CHECK(to_base64_url("\xfb\xff") == "-_8");
  CHECK_FALSE(from_base64_url("-_8="));
  CHECK_FALSE(from_base64("-_8="));
}

TEST_CASE("a hash is 32 octets, no more and no fewer") {
  CHECK(hash_from_base64(to_base64(view(sha256("abc")))).value() == sha256("abc"));
  CHECK_FALSE(hash_from_base64(to_base64("short")));
  CHECK(hash_from_hex(sha256_hex("abc")).value() == sha256("abc"));
}

}  // namespace
}  // namespace comity
