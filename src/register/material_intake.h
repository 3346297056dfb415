// Material on its way to a server: what entries refer to and the store does not hold yet. Whoever
// has shown a signed entry may bring what it names, and nobody may bring anything else; so a server
// needs no accounts, and a stranger cannot fill its disk.
#pragma once

#include <deque>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "register/entry.h"
#include "register/store.h"

namespace comity::registry {

class MaterialIntake {
 public:
  // `expected_max`: how many digests are awaited at once; beyond, the oldest is forgotten, and
  // whoever shows its entry again makes it expected again.
  explicit MaterialIntake(BlobStore& store, std::size_t expected_max = 10'000)
      : store_(store), expected_max_(expected_max) {}

  // What the entry refers to and the store does not hold, with the names that the entry gives.
  // Reads what the store does hold, to see that it is whole.
  std::vector<std::pair<std::string, Hash>> missing(const Entry& entry);

  // From now on what is missing may be brought; call it once the entry's signatures are verified.
  void expect(const std::vector<std::pair<std::string, Hash>>& missing);

  // Stores the content, durably. Errors: denied if no entry that was shown names the digest;
  // invalid_input if the content has another; those of the store.
  Result<void> take(const Hash& digest, std::string_view content);

 private:
  BlobStore& store_;
  std::size_t expected_max_;
  std::mutex mutex_;  // of all below, and of the store's writes
  std::set<Hash> expected_;
  std::deque<Hash> order_;
};

}  // namespace comity::registry
