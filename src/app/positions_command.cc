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
  enum class What { all, reading, party, group } what = What::all;
  std::vector<reason::ReadingId> readings;
  std::vector<std::string> parties;
  std::string group;  // its code
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
    wanted.what = Wanted::What::reading;
    wanted.readings = {*reading};
    return wanted;
  }
  const std::string code = code_of(law, what);
  const auto group = std::find_if(law.groups.begin(), law.groups.end(),
                                  [&](const auto& one) { return one.code == code; });
  if (group == law.groups.end() && !law.parties.contains(code)) return nothing_called(law, what);
  COMITY_TRY(wanted.parties, dossier::parties_named(law, {code}, {}));
  wanted.what = group == law.groups.end() ? Wanted::What::party : Wanted::What::group;
  if (group != law.groups.end()) wanted.group = code;
  return wanted;
}

std::string written(const Law& law, const Wanted& wanted, const PositionsArguments& arguments,
                    size_t columns) {
  if (arguments.json) return documents::positions_json(law, wanted.readings, wanted.parties);
  switch (wanted.what) {
    case Wanted::What::reading:
      return documents::positions_on_text(law, wanted.readings.front(), columns);
    case Wanted::What::party:
      return documents::positions_of_text(law, wanted.parties.front(), columns);
    case Wanted::What::group:
      return documents::positions_among_text(law, wanted.group, wanted.parties, columns);
    case Wanted::What::all: break;
  }
  return documents::positions_text(law, columns);
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
