// What the tests that break a register hold it to, once it stands again. The invariants are those
// of register/sequencer.h:
//   every entry whose receipt was given is there, at its place;
//   every head that was ever seen is a prefix of what comes after;
//   after a failed write nothing is signed until a restart.
#pragma once

#include "register/fixture_for_test.h"

namespace comity::registry {

// What the outside world has been told.
struct World {
  std::vector<Placement> promised;
  std::vector<Checkpoint> seen;
};

inline Envelope notice(const TestKeys& keys, int number) {
  return signed_by(entry_of("veltria", "notice", R"({"n":)" + std::to_string(number) + "}"),
                   {&keys.veltria});
}

// Some rounds of submitting and publishing; ends at the first refusal.
inline void work(TestMachine& machine, TestRegister& log, World& world, int first) {
  for (int round = 0; round < 3; ++round) {
    std::vector<Admitted> group;
    for (int i = 0; i < 3; ++i) {
      const Submission submission{notice(machine.keys, first + 10 * round + i).format(), {}, {}};
      group.push_back(log.sequencer->admit(submission).value());
    }
    for (auto& result : log.sequencer->commit(std::move(group))) {
      if (!result) return;
      world.promised.push_back(std::move(*result));
    }
    if (!log.sequencer->pad()) return;
    const auto head = log.sequencer->publish();
    // Whoever reads the file sees it, whatever the register itself was told.
    if (!head) return;
    world.seen.push_back(*head);
    machine.clock.advance(std::chrono::seconds(60));
  }
}

inline void see_published(TestMachine& machine, World& world) {
  const auto text = read_file(machine.disk, "data/checkpoint");
  if (!text) return;
  const auto head = open_checkpoint(*text, machine.keys.genesis().log_key);
  REQUIRE(head);
  world.seen.push_back(head->checkpoint);
}

inline void check_world(TestMachine& machine, TestRegister& log, const World& world) {
  const Checkpoint head = log.sequencer->publish().value();
  TileNodes nodes(*log.tiles, head.size);
  CHECK(tree_root(nodes, head.size).value() == head.root);
  for (const auto& placed : world.promised) {
    const auto records = log.entries->read(placed.index, 1).value();
    REQUIRE(records.size() == 1);
    CHECK(records.front() == placed.record);
    const Receipt receipt = check_placement(placed, machine.keys.genesis().log_key).value();
    const Proof proof = inclusion_proof(nodes, placed.index, head.size).value();
    CHECK(verify_inclusion(receipt.leaf, placed.index, head.size, proof, head.root));
  }
  for (const auto& seen : world.seen) {
    REQUIRE(seen.size <= head.size);
    const Proof proof = consistency_proof(nodes, seen.size, head.size).value();
    CHECK(verify_consistency(seen.size, seen.root, head.size, head.root, proof));
  }
}

}  // namespace comity::registry
