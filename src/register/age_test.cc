#include "register/age.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "register/fixture_for_test.h"
#include "register/sealed.h"
#include "register/vectors_for_test.h"

namespace comity::registry {
namespace {

struct Case {
  std::map<std::string, std::string> head;
  std::vector<AgeIdentity> identities;
  std::string file;
};

std::string inflated(std::string_view packed) {
  std::string out(1 << 25, '\0');
  uLongf size = out.size();
  REQUIRE(uncompress(octets(out), &size, octets(packed), packed.size()) == Z_OK);
  out.resize(size);
  return out;
}

Case read_case(const std::string& text) {
  Case out;
  std::string_view rest = text;
  while (true) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.empty()) break;
    const auto colon = line.find(": ");
    const std::string name(line.substr(0, colon));
    out.head[name] = line.substr(colon + 2);
    if (name == "identity") {
      if (auto identity = AgeIdentity::parse(line.substr(colon + 2))) {
        out.identities.push_back(*identity);
      }
    }
  }
  out.file = out.head.contains("compressed") ? inflated(rest) : std::string(rest);
  return out;
}

TEST_CASE("the age test kit: every case of X25519, and of the format itself") {
  const std::string folder = vector_path("age/cctv-testkit");
  const auto names = system_env().disk.list(folder).value();
  int run = 0;
  for (const auto& name : names) {
    if (name.find("scrypt") != name.npos || name.find("hybrid") != name.npos) continue;
    const Case one = read_case(vector_text("age/cctv-testkit/" + name));
    const std::string& expected = one.head.at("expect");
    const bool armored = one.head.contains("armored");
    const auto plain = armored && !age_dearmor(one.file)
                           ? Result<std::string>(fail(Errc::invalid_input, "armor"))
                           : age_decrypt(one.file, one.identities);
    const Errc code = plain ? Errc::io : plain.error().code();
    CAPTURE(name);
    if (expected == "success") {
      REQUIRE(plain);
      CHECK(sha256_hex(*plain) == one.head.at("payload"));
    } else {
      CHECK_FALSE(plain);
      const bool format = expected == "header failure" || expected == "armor failure";
      const Errc wanted = format                   ? Errc::invalid_input
                          : expected == "no match" ? Errc::denied
                                                   : Errc::corrupt;
      CHECK(code == wanted);
    }
    ++run;
  }
  CHECK(run == 98);
  vector_count.run += run;
}

TEST_CASE("keys read back from their text, and a mistyped one is refused") {
  SeededRandom random(9);
  const AgeIdentity identity = AgeIdentity::generate(random);
  CHECK(AgeIdentity::parse(identity.text()).value().secret == identity.secret);
  const AgeRecipient recipient = identity.recipient();
  CHECK(AgeRecipient::parse(recipient.text()).value() == recipient);
  std::string mistyped = recipient.text();
  mistyped.back() = mistyped.back() == 'q' ? 'p' : 'q';
  CHECK_FALSE(AgeRecipient::parse(mistyped));
  CHECK_FALSE(AgeRecipient::parse(identity.text()));
}

TEST_CASE("what is sealed opens for each reader, whole and unchanged, at every chunk boundary") {
  SeededRandom random(10);
  const AgeIdentity a = AgeIdentity::generate(random), b = AgeIdentity::generate(random);
  const AgeIdentity other = AgeIdentity::generate(random);
  const AgeRecipient readers[] = {a.recipient(), b.recipient()};
  for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 200000u}) {
    const std::string plain(size, 'x');
    const std::string file = age_encrypt(plain, readers, random).value();
    CHECK(age_decrypt(file, {&a, 1}).value() == plain);
    CHECK(age_decrypt(file, {&b, 1}).value() == plain);
    CHECK(age_decrypt(file, {&other, 1}).error().code() == Errc::denied);
    CHECK_FALSE(age_decrypt(file.substr(0, file.size() - 1), {&a, 1}));
    std::string changed = file;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    CHECK_FALSE(age_decrypt(changed, {&a, 1}));
  }
  CHECK_FALSE(age_encrypt("x", {}, random));
  const AgeRecipient low_order{};
  CHECK_FALSE(age_encrypt("x", {&low_order, 1}, random));
}

TEST_CASE("a sealed field binds sender, blob and content, and the host can open nothing") {
  TestMachine machine;
  TestRegister log = TestRegister::start(machine).value();
  log.admit_states(machine.keys);
  const AgeIdentity reader = AgeIdentity::generate(machine.random);
  const Reader readers[] = {{"marenna", reader.recipient()}};
  const std::string secret = "the addresses that were used: 192.0.2.17";
  const Sealed sealed = seal_content(secret, readers, machine.random).value();
  BlobFiles blobs(machine.disk, "data/blobs");
  REQUIRE(blobs.put(sealed.blob).value() == sealed.field.blob);
  Entry entry = entry_of("veltria", "notice");
  entry.sealed["indicators"] = sealed.field;
  const Placement placed = log.submit(signed_by(entry, {&machine.keys.veltria})).value();

  // Everything that the host holds: its disk and its key.
  std::vector<std::string> held;
  for (const char* folder : {"data", "lock"}) {
    const auto names = machine.disk.list(folder).value();
    for (const auto& name : names) {
      if (auto content = read_file(machine.disk, std::string(folder) + "/" + name)) {
        held.push_back(std::move(*content));
      }
    }
  }
  held.push_back(sealed.blob);
  for (const auto& content : held) CHECK(content.find("192.0.2.17") == std::string::npos);
  const AgeIdentity host{take<32>(machine.keys.log.seed())};
  CHECK(open_content(sealed.field, sealed.blob, host).error().code() == Errc::denied);
  CHECK(sealed.field.commitment != sha256({"comity-sealed/1\n", secret}));  // no guessing

  const Envelope envelope = Envelope::parse(placed.record.envelope).value();
  const SealedField field = Entry::parse(envelope.payload).value().sealed.at("indicators");
  CHECK(open_content(field, blobs.get(field.blob).value(), reader).value() == secret);
  const Sealed swapped = seal_content("something else", readers, machine.random).value();
  CHECK(open_content(field, swapped.blob, reader).error().code() == Errc::corrupt);
  SealedField lie = swapped.field;
  lie.commitment = field.commitment;
  CHECK(open_content(lie, swapped.blob, reader).error().code() == Errc::corrupt);
}

}  // namespace
}  // namespace comity::registry
