#include "register/note.h"

#include <doctest/doctest.h>

#include "base/fault_env.h"
#include "base/hash.h"
#include "register/checkpoint.h"
#include "register/vectors_for_test.h"

namespace comity::registry {
namespace {

SigningKey key_from(std::uint64_t seed) {
  SeededRandom random(seed);
  return SigningKey::generate(random);
}

TEST_CASE("Ed25519: every Wycheproof case") {
  int total = 0;
  const auto vectors = vector_json("wycheproof/ed25519_test.json");
  for (const auto& group : vectors.at("testGroups").as_array()) {
    const std::string_view key = group.at("publicKey").at("pk").as_string();
    for (const auto& test : group.at("tests").as_array()) {
      const std::string_view message = test.at("msg").as_string(), sig = test.at("sig").as_string();
      const auto verdict = verify({Algorithm::ed25519, from_hex(key).value()},
                                  from_hex(message).value(), from_hex(sig).value());
      CHECK_MESSAGE(verdict.has_value() == (test.at("result").as_string() == "valid"),
                    std::string(test.at("comment").as_string()));
      ++total;
    }
  }
  CHECK(total == vectors.at("numberOfTests").to_number<int>());
  vector_count.run += total;
}

// What RFC 8032 leaves open, all of it refused: points of low order, second spellings, and a
// remainder of low order. tools/verify.py is held to the same rule.
TEST_CASE("Ed25519: the corner cases on which verifiers differ") {
  const auto vectors = vector_json("ed25519/ed25519vectors.json");
  for (const auto& test : vectors.as_array()) {
    bool valid = true;
    if (const auto& flags = test.at("flags"); flags.is_array()) {
      for (const auto& flag : flags.get_array()) {
        const std::string_view name = flag.as_string();
        valid = valid && (name == "low_order_component_A" || name == "low_order_component_R");
      }
    }
    const auto octets = [&](const char* name) {
      return from_hex(std::string_view(test.at(name).as_string())).value();
    };
    const std::string message(test.at("msg").as_string());
    CHECK_MESSAGE(
        verify({Algorithm::ed25519, octets("key")}, message, octets("sig")).has_value() == valid,
        test.at("number").to_number<int>());
    ++vector_count.run;
  }
}

TEST_CASE("ES256: every Wycheproof case of P-256 with r and s") {
  int total = 0;
  const auto vectors = vector_json("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
  for (const auto& group : vectors.at("testGroups").as_array()) {
    const std::string_view point = group.at("publicKey").at("uncompressed").as_string();
    for (const auto& test : group.at("tests").as_array()) {
      const std::string_view message = test.at("msg").as_string(), sig = test.at("sig").as_string();
      const auto der = es256_der_from_p1363(from_hex(sig).value());
      const bool valid =
          der && verify_es256(from_hex(point).value(), from_hex(message).value(), *der);
      CHECK_MESSAGE(valid == (test.at("result").as_string() == "valid"),
                    std::string(test.at("comment").as_string()));
      ++total;
    }
  }
  CHECK(total == vectors.at("numberOfTests").to_number<int>());
  vector_count.run += total;
}

TEST_CASE("the examples of the C2SP specifications read and verify") {
  const auto vkey = shared_text("tlog/c2sp-examples/signed-note-example-foo.vkey");
  const auto note = shared_text("tlog/c2sp-examples/signed-note-example-foo.txt");
  if (vkey && note) {
    const NoteKey key = NoteKey::parse(vkey->substr(0, vkey->find('\n'))).value();
    const Note parsed = Note::parse(*note).value();
    CHECK(verify_note(parsed, {&key, 1}));
    CHECK(parsed.format() == *note);
    Note damaged = parsed;
    damaged.text[0] = 'T' + 1;
    CHECK(verify_note(damaged, {&key, 1}).error().code() == Errc::denied);
  }
  if (const auto text = shared_text("tlog/c2sp-examples/signed-note-quasimodo.txt")) {
    CHECK(Note::parse(*text).value().format() == *text);
  }
  if (const auto text = shared_text("tlog/c2sp-examples/tlog-cosignature-example.txt")) {
    const Note parsed = Note::parse(*text).value();
    CHECK(parsed.signatures.size() == 2);
    CHECK(Checkpoint::parse(parsed.text).value().size == 20852163);
  }
}

TEST_CASE("signed checkpoints, with cosignatures, read back") {
  const SigningKey log = key_from(1), witness = key_from(2);
  const NoteKey log_key = note_key("register.example/log", NoteKeyType::ed25519, log);
  const NoteKey witness_key = note_key("veltria.example/w", NoteKeyType::cosignature_v1, witness);
  CHECK(NoteKey::parse(log_key.text()).value() == log_key);
  CHECK(NoteKey::parse(witness_key.text()).value() == witness_key);

  const Checkpoint checkpoint{"register.example/log", 42, leaf_hash("x"), ""};
  Note note{checkpoint.format(), {}};
  note.signatures.push_back(sign_note(note.text, log_key.name, log));
  const Instant noon = Instant::parse("2031-03-02T12:00:00Z").value();
  note.signatures.push_back(cosign_note(note.text, witness_key.name, witness, noon));

  const SignedCheckpoint opened = open_checkpoint(note.format(), log_key).value();
  CHECK(opened.checkpoint == checkpoint);
  const NoteKey both[] = {log_key, witness_key};
  const auto verified = verify_note(opened.note, both).value();
  REQUIRE(verified.size() == 2);
  CHECK(verified[1].time == noon);
  CHECK(
      open_checkpoint(note.format(), note_key("other", NoteKeyType::ed25519, log)).error().code() ==
      Errc::denied);

  // A cosignature is not a plain signature, and its time is signed.
  Note moved = note;
  moved.signatures[1].octets[7] = static_cast<char>(moved.signatures[1].octets[7] ^ 1);
  CHECK_FALSE(verify_note(moved, both));
  const NoteKey as_plain{witness_key.name, NoteKeyType::ed25519, witness_key.key};
  CHECK_FALSE(verify_note(note, {&as_plain, 1}));
}

TEST_CASE("notes that two readers could take differently are refused") {
  const SigningKey key = key_from(1);
  const std::string good = Note{"text\n", {sign_note("text\n", "a", key)}}.format();
  CHECK(Note::parse(good));
  for (const std::string& wrong :
       {std::string("text\n"), good + "x", good + "\n", "te\txt" + good, "te\rxt" + good,
        good.substr(0, good.size() - 1), std::string("text\n\n— a \n"),
        std::string("\n\n— a AAAA\n"), "\xff" + good, std::string("text\n\n- a AAAAAAAA\n"),
        std::string(2 << 20, 'a')}) {
    CHECK_FALSE(Note::parse(wrong));
  }
  Note crowd{"text\n", {}};
  for (int i = 0; i < 101; ++i) crowd.signatures.push_back({"w" + std::to_string(i), 7, "octets"});
  CHECK_FALSE(Note::parse(crowd.format()));
  crowd.signatures.resize(64);
  crowd.signatures.push_back(sign_note("text\n", "a", key));
  const NoteKey known = note_key("a", NoteKeyType::ed25519, key);
  CHECK(verify_note(Note::parse(crowd.format()).value(), {&known, 1}));

  for (const char* wrong : {"a+00000000+AQ==", "a", "a+b", "a+530d903a+AekyeRrm56hApGFkyQR4"}) {
    CHECK_FALSE(NoteKey::parse(wrong));
  }
  for (const char* size : {"01", "+1", "-1", "", "1 ", "9223372036854775808", "x"}) {
    CHECK_FALSE(parse_size(size));
  }
  CHECK_FALSE(Checkpoint::parse("o\n1\nAAAA\n"));
  CHECK_FALSE(Checkpoint::parse("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
}

TEST_CASE("a tlog-proof is written and read the same way") {
  const SigningKey key = key_from(3);
  const Checkpoint checkpoint{"o", 2, node_hash(leaf_hash("a"), leaf_hash("b")), ""};
  const Note note{checkpoint.format(), {sign_note(checkpoint.format(), "o", key)}};
  for (const std::optional<std::string>& extra :
       {std::optional<std::string>(), std::optional<std::string>("more")}) {
    const TlogProof proof{extra, 1, {leaf_hash("a")}, note};
    const TlogProof back = TlogProof::parse(proof.format()).value();
    CHECK(back.format() == proof.format());
    CHECK(verify_inclusion(leaf_hash("b"), back.index, 2, back.hashes, checkpoint.root));
  }
  const std::string text = TlogProof{std::nullopt, 1, {}, note}.format();
  CHECK_FALSE(TlogProof::parse(text.substr(1)));
  CHECK_FALSE(TlogProof::parse("c2sp.org/tlog-proof@v1\nindex 01\n\n" + note.format()));
}

}  // namespace
}  // namespace comity::registry
