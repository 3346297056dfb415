#include "register/material_intake.h"

#include "base/hash.h"
#include "register/custody.h"

namespace comity::registry {

std::vector<std::pair<std::string, Hash>> MaterialIntake::missing(const Entry& entry) {
  std::vector<std::pair<std::string, Hash>> out;
  for (auto& [name, digest] : material_named(entry)) {
    if (!store_.get(digest)) out.emplace_back(std::move(name), digest);
  }
  return out;
}

void MaterialIntake::expect(const std::vector<std::pair<std::string, Hash>>& missing) {
  const std::lock_guard guard(mutex_);
  for (const auto& [name, digest] : missing) {
    if (expected_.insert(digest).second) order_.push_back(digest);
  }
  while (order_.size() > expected_max_) {
    expected_.erase(order_.front());
    order_.pop_front();
  }
}

Result<void> MaterialIntake::take(const Hash& digest, std::string_view content) {
  const std::string hex = to_hex(view(digest));
  const std::lock_guard guard(mutex_);
  if (!expected_.contains(digest)) {
    return fail(Errc::denied, "no entry that was shown here names the material " + hex);
  }
  if (sha256(content) != digest) {
    return fail(Errc::invalid_input, "the material is not the one whose digest is " + hex);
  }
  COMITY_CHECK(store_.put(content));
  return {};
}

}  // namespace comity::registry
