// The file format of a bundle, apart from what it proves.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "register/entry.h"
#include "register/merkle.h"

namespace comity::registry {

struct BundleItem {
  std::uint64_t index = 0;
  Record record;
  std::vector<Opening> openings;
  Proof proof;
};

struct Bundle {
  std::string head;                            // a note
  std::vector<BundleItem> entries;             // ascending, no index twice
  std::map<std::uint64_t, Proof> consistency;  // from these sizes to the head
  std::map<Hash, std::string> material;        // that entries refer to, by digest

  std::string format() const;
  static Result<Bundle> parse(std::string_view text);
};

}  // namespace comity::registry
