#include <cstring>

#include "reason/dfl.h"

namespace comity::reason {

// Eight bytes a step, mixed by multiplication.
uint64_t Names::hash(std::string_view name) {
  constexpr uint64_t kFactor = 0x9E3779B97F4A7C15u;
  uint64_t h = name.size() * kFactor;
  for (; name.size() >= 8; name.remove_prefix(8)) {
    uint64_t part;
    std::memcpy(&part, name.data(), 8);
    h = (h ^ part) * kFactor;
    h ^= h >> 32;
  }
  uint64_t rest = 0;
  std::memcpy(&rest, name.data(), name.size());
  h = (h ^ rest) * kFactor;
  h = (h ^ (h >> 32)) * kFactor;  // so that the last byte reaches the low bits as well
  return h ^ (h >> 32);
}

// Where the name is, or the free slot where it belongs.
size_t Names::place(std::string_view name, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  const auto low = static_cast<uint32_t>(hash);
  for (size_t at = low & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.id_and_one == 0) return at;
    if (slot.hash == low && (*this)[slot.id_and_one - 1] == name) return at;
  }
}

void Names::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id_and_one == 0) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].id_and_one != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void Names::reserve(size_t names, size_t bytes) {
  begin_.reserve(names + 1);
  text_.reserve(bytes);
  while (slots_.size() < 2 * names) grow();
}

Names::Key Names::prepare(std::string_view name) const {
  const uint64_t h = hash(name);
  __builtin_prefetch(&slots_[static_cast<uint32_t>(h) & (slots_.size() - 1)]);
  return {name, h};
}

uint32_t Names::add(const Key& key) {
  if (2 * (size_t{size()} + 1) > slots_.size()) grow();
  Slot& slot = slots_[place(key.name, key.hash)];
  if (slot.id_and_one != 0) return slot.id_and_one - 1;
  slot = {size() + 1, static_cast<uint32_t>(key.hash)};
  text_ += key.name;
  begin_.push_back(text_.size());
  return size() - 1;
}

std::optional<uint32_t> Names::find(std::string_view name) const {
  const Slot& slot = slots_[place(name, hash(name))];
  if (slot.id_and_one == 0) return std::nullopt;
  return slot.id_and_one - 1;
}

}  // namespace comity::reason
