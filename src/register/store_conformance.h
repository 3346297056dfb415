// What every store must do, whatever is behind it: one suite, run against each implementation.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "base/fault_env.h"
#include "base/hash.h"
#include "register/store.h"

namespace comity::registry {

// Opens the same store again, as another process would.
using OpenEntries = std::function<Result<std::unique_ptr<EntryStore>>()>;
using OpenHeads = std::function<Result<std::unique_ptr<HeadStore>>()>;

inline NewRecord sample_record(const std::string& text, const std::string& matter = "m") {
  NewRecord item;
  const Hash salt = sha256("salt" + text);
  item.record = {Instant::parse("2031-03-02T12:00:00Z").value(), salt, sha256("keys"), text};
  item.commitment = item.record.commitment();
  item.id = sha256(text);
  item.matter = matter;
  return item;
}

inline Result<void> append_one(EntryStore& store, std::uint64_t first, const NewRecord& item) {
  return store.append(first, {&item, 1});
}

inline void entries_conform(const OpenEntries& open) {
  auto store = open().value();
  CHECK(store->size().value() == 0);
  CHECK(store->read(0, 10).value().empty());
  CHECK_FALSE(store->find(sha256("a")).value());

  std::vector<NewRecord> group;
  for (int i = 0; i < 300; ++i) {
    group.push_back(sample_record("entry " + std::to_string(i), i % 2 == 0 ? "even" : "odd"));
  }
  const std::string binary("\0\n'\\\xff{\"", 7);
  group.push_back(sample_record(binary, "binary"));
  group.push_back(sample_record("", ""));  // padding
  group[3].control = true;
  group[5].claims = {"ruling of case 1", "Ünïcode"};
  group[7].openings = {{"contact", sha256("s"), R"("A. Person")"}, {"place", sha256("t"), binary}};
  REQUIRE(store->append(0, group));

  // Another connection sees all of it, octet for octet.
  store.reset();
  store = open().value();
  CHECK(store->size().value() == 302);
  const auto records = store->read(0, 1000).value();
  REQUIRE(records.size() == 302);
  for (std::size_t i = 0; i < records.size(); ++i) CHECK(records[i] == group[i].record);
  CHECK(store->read(300, 1).value().front().envelope == binary);
  CHECK(store->commitments(299, 2).value() ==
        std::vector<Hash>{group[299].commitment, group[300].commitment});
  CHECK(store->find(group[17].id).value() == 17);
  CHECK_FALSE(store->find(group[301].id).value());  // nobody looks padding up
  CHECK(store->find_all(std::vector<Hash>{group[5].id, sha256("none"), group[300].id}).value() ==
        std::vector<std::optional<std::uint64_t>>{5, std::nullopt, 300});
  CHECK(store->claimant("Ünïcode").value() == 5);
  CHECK_FALSE(store->claimant("ruling of case 2").value());
  CHECK(store->control_positions().value() == std::vector<std::uint64_t>{3});
  CHECK(store->matter_positions("odd", 4, 3).value() == std::vector<std::uint64_t>{5, 7, 9});
  CHECK(store->openings(7).value() == group[7].openings);
  CHECK(store->openings(8).value().empty());
}

// Whatever is refused leaves nothing behind.
inline void refusals_conform(const OpenEntries& open) {
  auto store = open().value();
  NewRecord first = sample_record("first");
  first.claims = {"only one"};
  REQUIRE(append_one(*store, 0, first));
  CHECK(append_one(*store, 0, sample_record("again")).error().code() == Errc::conflict);
  CHECK(append_one(*store, 2, sample_record("gap")).error().code() == Errc::conflict);
  CHECK(append_one(*store, 1, sample_record("first")).error().code() == Errc::conflict);
  NewRecord rival = sample_record("rival");
  rival.claims = {"only one"};
  const std::vector<NewRecord> group{sample_record("innocent"), rival};
  CHECK(store->append(1, group).error().code() == Errc::conflict);
  store.reset();
  store = open().value();
  CHECK(store->size().value() == 1);
  CHECK_FALSE(store->find(sha256("innocent")).value());
  CHECK(append_one(*store, 1, sample_record("innocent")));
}

inline void erasure_conforms(const OpenEntries& open) {
  auto store = open().value();
  NewRecord item = sample_record("with values");
  item.openings = {{"contact", sha256("s"), "\"A\""}, {"place", sha256("t"), "\"B\""}};
  REQUIRE(append_one(*store, 0, item));
  const std::vector<std::string> names{"contact", "not there"};
  REQUIRE(store->erase(0, names));
  REQUIRE(store->erase(0, names));
  CHECK(store->openings(0).value() == std::vector<Opening>{item.openings[1]});
  CHECK(store->read(0, 1).value().front() == item.record);
}

inline void heads_conform(const OpenHeads& open) {
  auto store = open().value();
  CHECK_FALSE(store->fetch("log").value());
  CHECK(store->replace("log", "something", "x").error().code() == Errc::conflict);
  REQUIRE(store->replace("log", std::nullopt, "one\n\xff"));
  CHECK(store->replace("log", std::nullopt, "two").error().code() == Errc::conflict);
  CHECK(store->replace("log", "another", "two").error().code() == Errc::conflict);
  REQUIRE(store->replace("log", "one\n\xff", "two"));
  REQUIRE(store->replace("other log", std::nullopt, "three"));
  store.reset();
  store = open().value();
  CHECK(store->fetch("log").value() == "two");

  // Of many who swap at the same moment, one succeeds.
  for (int round = 0; round < 20; ++round) {
    const std::string expected = store->fetch("log").value().value();
    std::atomic<int> swapped = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
          const auto own = open();
          const std::string next = std::to_string(round) + "." + std::to_string(i);
          if (own && (*own)->replace("log", expected, next)) ++swapped;
        });
      }
    }
    CHECK(swapped == 1);
  }
}

}  // namespace comity::registry
