#include "register/amendment.h"

#include "register/keys.h"

namespace comity::registry {

std::string Amendment::text() const {
  return (kind == Kind::correction ? "corrected by " : "withdrawn by ") + std::to_string(position);
}

Result<void> check_amendment(const Entry& later, const Entry& earlier) {
  if (later.author != earlier.author) {
    return fail(Errc::denied, "an entry is corrected and withdrawn by its own author alone, here " +
                                  earlier.author);
  }
  if (KeyBook::concerns(earlier)) {
    return fail(Errc::invalid_input,
                "an entry of type " + earlier.type +
                    " is not corrected or withdrawn; a key ends by register.revoke");
  }
  if (later.matter != earlier.matter) {
    return fail(Errc::invalid_input,
                "an entry is corrected and withdrawn in its own matter, here " + earlier.matter);
  }
  return {};
}

void Amendments::add(std::uint64_t position, const Hash& id, const Entry& entry) {
  const auto note = [&](const std::optional<Hash>& target, Amendment::Kind kind) {
    if (!target) return;
    const auto found = seen_.find(*target);
    if (found == seen_.end() || !check_amendment(entry, found->second.entry)) return;
    said_[found->second.position].push_back({kind, position});
  };
  note(entry.corrects, Amendment::Kind::correction);
  note(entry.withdraws, Amendment::Kind::withdrawal);
  Seen seen{position, {}};
  seen.entry.type = entry.type;
  seen.entry.author = entry.author;
  seen.entry.matter = entry.matter;
  seen_.emplace(id, std::move(seen));
}

std::vector<Amendment> Amendments::of(std::uint64_t position) const {
  const auto found = said_.find(position);
  return found == said_.end() ? std::vector<Amendment>() : found->second;
}

Result<std::vector<Amendment>> AmendmentIndex::of(std::uint64_t position, const Entry& entry) {
  if (KeyBook::concerns(entry)) return std::vector<Amendment>();
  const auto [matter, fresh] = matters_.try_emplace(entry.matter);
  if (fresh) {
    const auto add = [&](const StandingEntry& one) -> Result<void> {
      matter->second.add(one.position, one.envelope.id(), one.entry);
      return {};
    };
    COMITY_CHECK(each_of_matter(entries_, entry.matter, add));
  }
  return matter->second.of(position);
}

}  // namespace comity::registry
