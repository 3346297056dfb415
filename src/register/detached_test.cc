#include "register/detached.h"

#include <doctest/doctest.h>

#include "base/fault_env.h"

namespace comity::registry {
namespace {

const DetachedForm kForms[] = {DetachedForm::minisign, DetachedForm::ssh};

SigningKey key_from(std::uint64_t seed) {
  SeededRandom random(seed);
  return SigningKey::generate(random);
}

TEST_CASE("a detached signature holds for its content, key and purpose only") {
  const SigningKey key = key_from(1);
  const PublicKey stranger = key_from(2).public_key();
  for (const DetachedForm form : kForms) {
    const std::string signature = sign_detached(form, key, "exhibit 7", "comity");
    CHECK(verify_detached(key.public_key(), "exhibit 7", signature, "comity"));
    CHECK_FALSE(verify_detached(key.public_key(), "exhibit 8", signature, "comity"));
    CHECK_FALSE(verify_detached(stranger, "exhibit 7", signature, "comity"));
    for (std::size_t at = 0; at < signature.size(); ++at) {
      std::string damaged = signature;
      damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
      // Free are minisign's untrusted comment and its hint which key it is, and what follows the
      // armor of SSH.
      const bool hint = form == DetachedForm::minisign && at < signature.find('\n') + 15;
      const bool behind = form == DetachedForm::ssh && at + 1 == signature.size();
      if (hint || behind || damaged == signature) continue;
      CAPTURE(at);
      CHECK_FALSE(verify_detached(key.public_key(), "exhibit 7", damaged, "comity"));
    }
  }
  const std::string other = sign_detached(DetachedForm::ssh, key, "exhibit 7", "git");
  CHECK(verify_detached(key.public_key(), "exhibit 7", other, "comity").error().code() ==
        Errc::denied);
}

TEST_CASE("public keys read back in either form") {
  const PublicKey key = key_from(3).public_key();
  for (const DetachedForm form : kForms) {
    const std::string text = detached_key(form, key);
    CHECK(parse_detached_key(text).value() == key);
    CHECK_FALSE(parse_detached_key(text.substr(0, text.size() / 2)));
  }
  CHECK_FALSE(parse_detached_key(""));
  CHECK_FALSE(parse_detached_key("ssh-rsa AAAA someone"));
  CHECK_FALSE(parse_detached_key("untrusted comment: nothing below"));
}

}  // namespace
}  // namespace comity::registry
