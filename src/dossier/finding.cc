#include "dossier/finding.h"

#include <algorithm>
#include <bit>
#include <set>

namespace comity::dossier {

namespace {

using Kind = reason::ChoiceInfo::Kind;

Answer certain(reason::Outcome outcome) {
  switch (outcome) {
    case reason::Outcome::established: return Answer::established;
    case reason::Outcome::excluded: return Answer::excluded;
    case reason::Outcome::not_established: return Answer::not_established;
    case reason::Outcome::undetermined: return Answer::undetermined;
  }
  return Answer::undetermined;
}

// The distinct options that the restriction leaves to a reading.
size_t options_left(const reason::ChoiceInfo& info, uint64_t allowed) {
  std::set<reason::OptionId> left;
  for (size_t a = 0; a < info.options.size(); ++a) {
    if ((allowed >> a) & 1u) left.insert(info.options[a]);
  }
  return left.size();
}

Answer what_it_hangs_on(const reason::Grounding& grounding, const reason::Restriction& within,
                        const std::vector<reason::ChoiceId>& relevant) {
  bool reading = false;
  for (const reason::ChoiceId c : relevant) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    if (info.kind == Kind::fact) return Answer::depends_on_facts;
    reading = reading || (info.kind == Kind::reading && options_left(info, within.allowed[c]) > 1);
  }
  return reading ? Answer::depends_on_reading : Answer::not_encoded;
}

}  // namespace

HeldOptions held_by(const language::Law& law, const std::string& party) {
  HeldOptions held;
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r) {
    const auto position = law.readings[r].positions.find(party);
    if (position != law.readings[r].positions.end() && position->second.option)
      held.emplace_back(r, *position->second.option);
  }
  return held;
}

reason::Restriction base_restriction(const reason::Grounding& grounding,
                                     const std::vector<reason::GroundSentence>& assumed) {
  reason::Restriction within = reason::Restriction::none(grounding.theory);
  for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    if (info.kind != Kind::assumption) continue;
    const bool taken = std::find(assumed.begin(), assumed.end(), info.sentence) != assumed.end();
    within.allowed[c] = taken ? 2u : 1u;
  }
  return within;
}

reason::Restriction read_as(const reason::Grounding& grounding, reason::Restriction within,
                            const HeldOptions& options) {
  for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    if (info.kind != Kind::reading) continue;
    for (const auto& [reading, option] : options) {
      if (reading != info.reading) continue;
      uint64_t allowed = 0;
      for (size_t a = 0; a < info.options.size(); ++a) {
        if (info.options[a] == option) allowed |= uint64_t{1} << a;
      }
      within.allowed[c] &= allowed;
    }
  }
  return within;
}

reason::Restriction on_account(const reason::Grounding& grounding, reason::Restriction within,
                               const std::map<reason::GroundSentence, Standing>& standings,
                               const std::string& party) {
  for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    if (info.kind != Kind::fact) continue;
    const auto standing = standings.find(info.sentence);
    if (standing == standings.end()) continue;
    const auto version = standing->second.version_of.find(party);
    if (version == standing->second.version_of.end()) continue;
    uint64_t allowed = 0;
    for (size_t a = 0; a < info.alternatives.size(); ++a) {
      if (info.alternatives[a].from == version->second) allowed |= uint64_t{1} << a;
    }
    within.allowed[c] &= allowed;
  }
  return within;
}

Finding find(const reason::Grounding& grounding, const reason::Inquiry& inquiry,
             const reason::Restriction& within) {
  Finding finding{.conclusion = inquiry.query(),
                  .within = within,
                  .exact = inquiry.exact(),
                  .outcomes = inquiry.outcomes(within)};
  if (const auto only = finding.outcomes.only()) {
    finding.answer = certain(*only);
    return finding;
  }
  if (finding.exact) {
    finding.hangs_on = inquiry.relevant(within);
  } else {
    finding.hangs_on.assign(inquiry.cone().begin(), inquiry.cone().end());
  }
  finding.answer = what_it_hangs_on(grounding, within, finding.hangs_on);
  return finding;
}

reason::World plainest_world(const reason::Grounding& grounding, const reason::Restriction& within,
                             const std::vector<reason::Pick>& picks) {
  reason::World world(grounding.choices.size());
  for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
    const reason::ChoiceInfo& info = grounding.choices[c];
    world[c] = static_cast<reason::Alternative>(std::countr_zero(within.allowed[c]));
    if (info.kind != Kind::fact) continue;
    for (reason::Alternative a = 0; a < info.alternatives.size(); ++a) {
      const bool fails = info.alternatives[a].version.value != reason::Version::Value::holds;
      if (((within.allowed[c] >> a) & 1u) != 0 && fails) {
        world[c] = a;
      }
    }
  }
  for (const reason::Pick& pick : picks) world[pick.choice] = pick.alternative;
  return world;
}

// A party's word on the law proves nothing: an assertion or denial of what rules conclude raises a
// question, and only a finding or an agreement is taken as given.
reason::Facts facts_of(const language::Law& law,
                       const std::map<reason::GroundSentence, Standing>& standings,
                       const Case& the_case) {
  std::vector<bool> concluded(law.predicates.size());
  for (const reason::ProgramRule& rule : law.program.rules) concluded[rule.head.predicate] = true;
  reason::Facts facts;
  for (const auto& [sentence, standing] : standings) {
    const bool of_law = law.predicates[sentence.predicate].layer != language::Layer::fact;
    const bool merely_said =
        std::all_of(standing.facts.begin(), standing.facts.end(), [&](size_t f) {
          const auto& accounts = the_case.facts[f].accounts;
          return std::none_of(accounts.begin(), accounts.end(), [](const Account& account) {
            return account.kind == language::Account::Kind::found ||
                   account.kind == language::Account::Kind::agreed;
          });
        });
    if (of_law && concluded[sentence.predicate] && merely_said) continue;
    facts.emplace(sentence, standing.state);
  }
  return facts;
}

}  // namespace comity::dossier
