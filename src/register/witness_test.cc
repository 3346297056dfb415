#include "register/witness.h"

#include <doctest/doctest.h>

#include <thread>

#include "register/fixture_for_test.h"
#include "register/vectors_for_test.h"

namespace comity::registry {
namespace {

struct Scene {
  Scene() : log(TestRegister::start(machine).value()) {
    heads = open_sqlite_heads("lock/witness.db", {machine.vfs_name, true}).value();
    log.admit_states(machine.keys);
    SeededRandom random(8);
    key = SigningKey::generate(random);
  }
  Witness witness() {
    return Witness(*heads, machine.clock, "veltria.example/w", *key, {log_key()});
  }
  NoteKey log_key() const { return machine.keys.genesis().log_key; }
  SignedCheckpoint publish() {
    static int n = 0;
    const std::string fields = R"({"n":)" + std::to_string(++n) + "}";
    REQUIRE(log.submit(signed_by(entry_of("veltria", "notice", fields), {&machine.keys.veltria})));
    REQUIRE(log.sequencer->publish());
    return open_checkpoint(log.sequencer->head(), log_key()).value();
  }
  // A head that the register might sign for somebody else.
  SignedCheckpoint forged(std::uint64_t size, const std::string& root) {
    const Checkpoint checkpoint{log_key().name, size, leaf_hash(root), ""};
    const std::string text = checkpoint.format();
    return {checkpoint, {text, {sign_note(text, log_key().name, machine.keys.log)}}};
  }
  TestMachine machine;
  TestRegister log;
  std::unique_ptr<HeadStore> heads;
  std::optional<SigningKey> key;
};

TEST_CASE("a witness follows a log, and a reader can ask for it") {
  Scene scene;
  Witness witness = scene.witness();
  int asked = 0;
  const WitnessTransport send = [&](const std::string& body) {
    ++asked;
    return Result<WitnessAnswer>(witness.add_checkpoint(body));
  };
  std::uint64_t known = 0;
  for (int i = 0; i < 3; ++i) {
    const SignedCheckpoint head = scene.publish();
    TileNodes nodes(*scene.log.tiles, head.checkpoint.size);
    const auto line = ask_witness(send, head, nodes, known, witness.public_key());
    REQUIRE(line);
    Note cosigned = head.note;
    cosigned.signatures.push_back(*line);
    WitnessPolicy policy{{witness.public_key()}, 1, std::chrono::seconds(60)};
    CHECK(check_policy(cosigned, policy, kNoon));
    CHECK_FALSE(check_policy(cosigned, policy, kNoon + std::chrono::seconds(61)));   // stale
    CHECK_FALSE(check_policy(cosigned, policy, kNoon - std::chrono::seconds(301)));  // future
    CHECK_FALSE(check_policy(head.note, policy, kNoon));
    policy.threshold = 2;
    CHECK_FALSE(check_policy(cosigned, policy, kNoon));
    known = 0;  // the second and third time, the witness must say which size it knows
  }
  CHECK(asked == 5);
}

TEST_CASE("a witness refuses what does not extend what it signed") {
  Scene scene;
  Witness witness = scene.witness();
  const SignedCheckpoint first = scene.publish();
  const auto post = [&](std::uint64_t old_size, const Proof& proof, const SignedCheckpoint& head) {
    return witness.add_checkpoint(WitnessRequest{old_size, proof, head.note.format()}.format());
  };
  CHECK(post(0, {}, first).status == 200);
  CHECK(post(0, {}, first).status == 409);  // replay
  CHECK(post(0, {}, first).body == std::to_string(first.checkpoint.size) + "\n");
  CHECK(post(first.checkpoint.size, {}, first).status == 200);  // fresh time for the same head
  const SignedCheckpoint second = scene.publish();
  TileNodes nodes(*scene.log.tiles, second.checkpoint.size);
  const Proof proof =
      consistency_proof(nodes, first.checkpoint.size, second.checkpoint.size).value();
  CHECK(post(first.checkpoint.size, {}, second).status == 422);
  CHECK(post(first.checkpoint.size, {leaf_hash("x")}, second).status == 422);
  CHECK(post(first.checkpoint.size, proof, scene.forged(second.checkpoint.size, "y")).status ==
        422);
  CHECK(post(first.checkpoint.size, proof, second).status == 200);
  CHECK(post(first.checkpoint.size, proof, second).status == 409);  // rollback
  CHECK(post(second.checkpoint.size, {}, scene.forged(second.checkpoint.size, "z")).status ==
        409);  // split view
  CHECK(post(second.checkpoint.size + 1, {}, second).status == 400);
  SignedCheckpoint unsigned_head = second;
  unsigned_head.note.signatures[0].octets[0] ^= 1;
  CHECK(post(second.checkpoint.size, {}, unsigned_head).status == 403);
  Scene stranger;
  Witness other(*scene.heads, scene.machine.clock, "w", *scene.key, {});
  CHECK(other.add_checkpoint(WitnessRequest{0, {}, second.note.format()}.format()).status == 404);
  CHECK(witness.add_checkpoint("nonsense").status == 400);
  CHECK(witness.add_checkpoint("old 0\n\nnonsense").status == 403);
}

TEST_CASE("of two heads at the same moment a witness signs one") {
  for (int round = 0; round < 20; ++round) {
    Scene scene;
    Witness witness = scene.witness();
    std::array<int, 2> statuses{};
    {
      std::array<std::thread, 2> threads;
      for (std::size_t i = 0; i < 2; ++i) {
        const std::string body =
            WitnessRequest{0, {}, scene.forged(5 + i, "r").note.format()}.format();
        threads[i] =
            std::thread([&, i, body] { statuses[i] = witness.add_checkpoint(body).status; });
      }
      for (auto& thread : threads) thread.join();
    }
    CHECK(statuses[0] + statuses[1] == 200 + 409);
  }
}

TEST_CASE("two heads of one size are a proof of fraud that anybody can check") {
  Scene scene;
  const SignedCheckpoint head = scene.publish();
  const SignedCheckpoint other = scene.forged(head.checkpoint.size, "other");
  TileNodes nodes(*scene.log.tiles, head.checkpoint.size);
  const auto seen = follow(head.note.format(), other.note.format(), scene.log_key(), nodes);
  REQUIRE_FALSE(seen);
  REQUIRE(seen.error().code() == Errc::conflict);
  const SplitView proof = SplitView::parse(seen.error().message()).value();
  CHECK(proof.verify(scene.log_key()));
  CHECK_FALSE(SplitView{proof.first, proof.first}.verify(scene.log_key()));
  CHECK_FALSE(SplitView::parse("comity-split-view/1\n9999\nx"));
  // Heads of different sizes are told apart by the tree.
  const SignedCheckpoint longer = scene.forged(head.checkpoint.size - 1, "rewritten");
  CHECK_FALSE(follow(head.note.format(), longer.note.format(), scene.log_key(), nodes));
  CHECK(follow("", head.note.format(), scene.log_key(), nodes).value() == head.note.format());
}

TEST_CASE("the cases on which another witness was tested") {
  const auto text = shared_text("tlog/c2sp-examples/litewitness-add-checkpoint-cases.json", 9);
  if (!text) return;
  const auto file = parse_json(*text).value();
  const std::string key =
      from_hex(std::string_view(file.at("log_pubkey_hex_ed25519").as_string())).value();
  TestMachine machine;
  const auto heads = open_sqlite_heads("lock/witness.db", {machine.vfs_name, true}).value();
  const NoteKey log{
      "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562",
      NoteKeyType::ed25519,
      {Algorithm::ed25519, key}};
  Witness witness(*heads, machine.clock, "example.com/witness", machine.keys.veltria, {log});
  int cases = 0;
  for (const auto& one : file.at("cases").as_array()) {
    const auto status = one.at("status").to_number<int>();
    if (!one.as_object().contains("body")) continue;
    const std::string body(one.at("body").as_string());
    if (body.empty()) continue;
    const int answered = witness.add_checkpoint(body).status;
    const bool unknown_log = one.as_object().contains("assert") &&
                             one.at("assert").as_string().find("unknown log") != std::string::npos;
    CHECK_MESSAGE(answered == (unknown_log ? 404 : status), body);
    ++cases;
  }
  CHECK(cases == 9);
}

}  // namespace
}  // namespace comity::registry
