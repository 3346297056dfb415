#include "dossier/parties.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::dossier {

namespace {

using language::Law;
using language::LawGroup;

auto unknown_code(const Law& law, const std::string& code) {
  std::vector<std::string> known;
  for (const auto& [party, name] : law.parties) known.push_back(party);
  for (const LawGroup& group : law.groups) {
    known.push_back(group.code);
    if (group.name == code) {
      return fail(Errc::invalid_input,
                  "`" + code + "` is the name of a group; its code is `" + group.code + "`");
    }
  }
  for (const auto& [party, name] : law.parties) {
    if (name != code) continue;
    return fail(Errc::invalid_input,
                "`" + code + "` is the name of a party; its code is `" + party + "`");
  }
  const auto near = text::nearest(code, known);
  return fail(Errc::invalid_input, "no party and no group has the code `" + code + "`" +
                                       (near ? "; nearest: `" + *near + "`" : ""));
}

// The list of the group on that day; without a day the latest.
Result<const LawGroup*> group_named(const Law& law, const std::string& code,
                                    std::optional<Date> view_date) {
  const LawGroup* latest = nullptr;
  bool known = false;
  for (const LawGroup& group : law.groups) {
    if (group.code != code) continue;
    known = true;
    if (view_date && !group.in_force.contains(*view_date)) continue;
    if (latest == nullptr || latest->in_force.from < group.in_force.from) latest = &group;
  }
  if (latest != nullptr) return latest;
  if (!known) return unknown_code(law, code);
  return fail(Errc::invalid_input,
              "no list of the group `" + code + "` stands on " + view_date->format());
}

}  // namespace

Result<std::vector<std::string>> parties_named(const Law& law,
                                               const std::vector<std::string>& codes,
                                               std::optional<Date> view_date) {
  std::set<std::string> parties;
  for (const std::string& code : codes) {
    if (law.parties.contains(code)) {
      parties.insert(code);
      continue;
    }
    COMITY_TRY(const LawGroup* const group, group_named(law, code, view_date));
    parties.insert(group->members.begin(), group->members.end());
  }
  return std::vector<std::string>(parties.begin(), parties.end());
}

size_t Spread::chose() const {
  size_t sum = 0;
  for (const auto& codes : holders) sum += codes.size();
  return sum;
}

size_t Spread::most() const {
  size_t most = 0;
  for (const auto& codes : holders) most = std::max(most, codes.size());
  return most;
}

Spread spread_of(const Law& law, const language::LawReading& reading) {
  std::vector<std::string> all;
  for (const auto& [code, name] : law.parties) all.push_back(code);
  return spread_of(reading, all);
}

Spread spread_of(const language::LawReading& reading, const std::vector<std::string>& parties) {
  Spread spread;
  spread.holders.resize(reading.options.size());
  for (const std::string& code : parties) {
    const auto it = reading.positions.find(code);
    if (it == reading.positions.end()) {
      spread.not_seen.push_back(code);
    } else if (it->second.option) {
      spread.holders[*it->second.option].push_back(code);
    } else {
      spread.left_open.push_back(code);
    }
  }
  return spread;
}

std::vector<Region> by_region(const Law& law, const std::vector<std::string>& parties) {
  std::vector<Region> regions;
  std::vector<std::string> rest = parties;
  for (const LawGroup& group : law.groups) {
    if (!group.regional || group.in_force.until) continue;
    const auto others = std::stable_partition(rest.begin(), rest.end(), [&](const auto& code) {
      return std::binary_search(group.members.begin(), group.members.end(), code);
    });
    if (others != rest.begin()) regions.push_back({group.code, group.name, {rest.begin(), others}});
    rest.erase(rest.begin(), others);
  }
  if (!rest.empty()) regions.push_back({"", "", std::move(rest)});
  return regions;
}

}  // namespace comity::dossier
