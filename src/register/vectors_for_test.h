// Where the tests find the vectors of others: tests/vectors in the repository, and the shared data
// beside it, which is not part of a clean clone.
#pragma once

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/env.h"
#include "base/json.h"

namespace comity::registry {

// The vectors of others that this program has run, and those that it could not: printed at its end,
// where tests/tally.py finds them.
struct VectorCount {
  VectorCount() = default;
  VectorCount(const VectorCount&) = delete;
  VectorCount& operator=(const VectorCount&) = delete;
  ~VectorCount() {
    if (run + skipped > 0) std::printf("VECTORS: %d run, %d skipped\n", run, skipped);
  }
  int run = 0;
  int skipped = 0;
};
inline VectorCount vector_count;

inline std::string vector_path(const std::string& name) { return "tests/vectors/" + name; }

inline std::string vector_text(const std::string& name) {
  auto text = read_file(system_env().disk, vector_path(name));
  REQUIRE_MESSAGE(text.has_value(), name);
  return *text;
}

inline boost::json::value vector_json(const std::string& name) {
  return parse_json(vector_text(name)).value();
}

// `count`: how many vectors the file holds.
inline std::optional<std::string> shared_text(const std::string& name, int count = 1) {
  const char* const folder = std::getenv("COMITY_SHARED_DATA");
  const std::string path = std::string(folder ? folder : "../shared/data") + "/vectors/" + name;
  auto text = read_file(system_env().disk, path);
  if (!text) {
    MESSAGE("skipped: " << path << " is not here");
    vector_count.skipped += count;
    return std::nullopt;
  }
  vector_count.run += count;
  return *text;
}

}  // namespace comity::registry
