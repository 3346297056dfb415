#include "app/positions_command.h"

#include <algorithm>

#include "app/norms.h"
#include "base/text.h"
#include "documents/positions.h"
#include "dossier/parties.h"

namespace comity::app {

namespace {

using language::Law;

// What the words after `positions` mean.
struct Wanted {
  std::vector<reason::ReadingId> readings;
  std::vector<std::string> parties;
  std::string title;  // of a group
};

std::string code_of(const Law& law, const std::string& what) {
  for (const auto& [code, name] : law.parties) {
    if (name == what) return code;
  }
  for (const language::LawGroup& group : law.groups) {
    if (group.name == what) return group.code;
  }
  return what;
}

auto nothing_called(const Law& law, const std::string& what) {
  std::vector<std::string> known;
  for (const auto& reading : law.readings) known.push_back(reading.name);
  for (const auto& [code, name] : law.parties) known.insert(known.end(), {code, name});
  for (const auto& group : law.groups) known.insert(known.end(), {group.code, group.name});
  const auto near = text::nearest(what, known);
  return fail(Errc::not_found, "no reading, party or group is called `" + what + "`" +
                                   (near ? "; nearest: `" + *near + "`" : ""));
}

Result<Wanted> wanted_by(const Law& law, const std::string& what) {
  Wanted wanted;
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r) wanted.readings.push_back(r);
  for (const auto& [code, name] : law.parties) wanted.parties.push_back(code);
  if (what.empty()) return wanted;
  if (const auto reading = law.reading(what)) {
    wanted.readings = {*reading};
    return wanted;
  }
  const std::string code = code_of(law, what);
  const auto group = std::find_if(law.groups.begin(), law.groups.end(),
                                  [&](const auto& one) { return one.code == code; });
  if (group == law.groups.end() && !law.parties.contains(code)) return nothing_called(law, what);
  COMITY_TRY(wanted.parties, dossier::parties_named(law, {code}, {}));
  if (group != law.groups.end()) wanted.title = group->name + " (" + code + ")";
  return wanted;
}

std::string written(const Law& law, const Wanted& wanted, const PositionsArguments& arguments,
                    size_t columns) {
  if (arguments.json) return documents::positions_json(law, wanted.readings, wanted.parties);
  if (arguments.what.empty()) return documents::positions_text(law, columns);
  if (!wanted.title.empty())
    return documents::positions_among_text(law, wanted.title, wanted.parties, columns);
  if (wanted.parties.size() == 1)
    return documents::positions_of_text(law, wanted.parties.front(), columns);
  return documents::positions_on_text(law, wanted.readings.front(), columns);
}

}  // namespace

int run_norms_positions(const PositionsArguments& arguments, const Output& out) {
  return with_law(arguments.norms, out, [&](const Law& law) {
    const auto wanted = wanted_by(law, arguments.what);
    if (!wanted) return out.fail(wanted.error());
    out.print(written(law, *wanted, arguments, out.columns));
    return 0;
  });
}

}  // namespace comity::app
