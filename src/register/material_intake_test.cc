#include "register/material_intake.h"

#include <doctest/doctest.h>

#include "base/hash.h"
#include "register/fixture_for_test.h"

namespace comity::registry {
namespace {

struct Desk {
  Desk() { REQUIRE(machine.disk.make_directory("blobs")); }

  static Entry naming(const std::vector<std::string>& contents) {
    Entry entry;
    for (const std::string& content : contents) {
      entry.attachments.push_back({content, "text/plain", sha256(content), content.size()});
    }
    return entry;
  }

  TestMachine machine;
  BlobFiles blobs{machine.disk, "blobs"};
  MaterialIntake intake{blobs, 2};
};

}  // namespace

TEST_CASE("material comes in only if an entry that was shown names it, and only itself") {
  Desk desk;
  const Hash log = sha256("a log");
  CHECK(desk.intake.take(log, "a log").error().code() == Errc::denied);
  const auto missing = desk.intake.missing(Desk::naming({"a log"}));
  REQUIRE(missing.size() == 1);
  CHECK(missing[0] == std::pair(std::string("a log"), log));
  CHECK(desk.intake.take(log, "a log").error().code() == Errc::denied);  // seen, not yet expected
  desk.intake.expect(missing);
  CHECK(desk.intake.take(log, "another").error().code() == Errc::invalid_input);
  CHECK(desk.intake.take(sha256("another"), "another").error().code() == Errc::denied);
  REQUIRE(desk.intake.take(log, "a log"));
  CHECK(desk.intake.take(log, "a log"));  // brought again, as after an answer that was lost
  CHECK(desk.blobs.get(log).value() == "a log");
  CHECK(desk.intake.missing(Desk::naming({"a log", "a map"})).size() == 1);
}

TEST_CASE("of more than it can await, the intake forgets the oldest until its entry comes again") {
  Desk desk;
  desk.intake.expect(desk.intake.missing(Desk::naming({"one", "two", "three"})));
  CHECK(desk.intake.take(sha256("one"), "one").error().code() == Errc::denied);
  CHECK(desk.intake.take(sha256("two"), "two"));
  CHECK(desk.intake.take(sha256("three"), "three"));
  desk.intake.expect(desk.intake.missing(Desk::naming({"one", "two", "three"})));
  CHECK(desk.intake.take(sha256("one"), "one"));
}

TEST_CASE("material that was changed on disk is missing, and may be brought again") {
  Desk desk;
  const Entry entry = Desk::naming({"a log"});
  desk.intake.expect(desk.intake.missing(entry));
  REQUIRE(desk.intake.take(sha256("a log"), "a log"));
  CHECK(desk.intake.missing(entry).empty());
  const std::string hex = to_hex(view(sha256("a log")));
  const std::string path = "blobs/" + hex.substr(0, 2) + "/" + hex.substr(2);
  REQUIRE(write_file(desk.machine.disk, path, "a lot"));
  REQUIRE(desk.intake.missing(entry).size() == 1);
  REQUIRE(desk.intake.take(sha256("a log"), "a log"));
  CHECK(desk.intake.missing(entry).empty());
}

}  // namespace comity::registry
