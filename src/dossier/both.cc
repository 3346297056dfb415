#include "dossier/both.h"

#include <algorithm>

namespace comity::dossier {

Side::Side(const language::Law& law, const Merged& merged, const MergedSide& side)
    : law_(law), merged_(merged), side_(side) {
  for (reason::PredicateId p = 0; p < side.stated.size(); ++p) predicate_[side.stated[p]] = p;
  for (reason::KindId k = 0; k < side.kinds.size(); ++k) kind_[side.kinds[k]] = k;
  for (reason::Individual i = 0; i < side.names.size(); ++i) name_[side.names[i]] = i;
}

// Names that only the other version declares become names of the case.
std::optional<reason::Individual> Side::own(reason::Individual individual) const {
  if (const auto it = name_.find(individual); it != name_.end()) return it->second;
  size_t extra = law_.names.size();
  for (reason::Individual i = 0; i < individual; ++i) extra += name_.contains(i) ? 0 : 1;
  return static_cast<reason::Individual>(extra);
}

Case Side::own_case(const MergedCase& the_case) const {
  Case own;
  const auto add = [&](const language::LawName& name) {
    const auto kind = kind_.find(name.kind);
    own.names.push_back(name);
    // Of a kind that this version lacks there is nothing to be said in it.
    own.names.back().kind = kind == kind_.end() ? reason::KindId{0} : kind->second;
  };
  for (reason::Individual i = 0; i < merged_.names.size(); ++i) {
    if (!name_.contains(i)) add(merged_.names[i]);
  }
  for (const language::LawName& name : the_case.names) add(name);
  return own;
}

std::optional<reason::GroundSentence> Side::own(const reason::GroundSentence& stated) const {
  const auto predicate = predicate_.find(stated.predicate);
  if (predicate == predicate_.end()) return std::nullopt;
  const std::vector<uint32_t>& order = side_.arguments[predicate->second];
  reason::GroundSentence sentence{.predicate = predicate->second, .arguments = {}};
  sentence.arguments.resize(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const auto individual = own(stated.arguments[i]);
    if (!individual) return std::nullopt;
    sentence.arguments[order[i]] = *individual;
  }
  return sentence;
}

Result<Finding> Side::answer(const MergedCase& the_case, const reason::GroundSentence& asked,
                             bool negated, const HeldOptions& held) const {
  const auto sentence = own(asked);
  if (!sentence) return fail(Errc::not_found, "the sentence is not in this version");
  reason::Facts facts;
  for (const auto& [stated, state] : the_case.facts) {
    if (const auto fact = own(stated)) facts.emplace(*fact, state);
  }
  COMITY_TRY(
      const reason::Grounding grounding,
      reason::ground(law_.program, domain_of(law_, own_case(the_case), {the_case.view_date, {}}),
                     facts, {&*sentence, 1}));
  HeldOptions options = held;
  for (reason::ReadingId r = 0; r < side_.readings.size(); ++r) {
    const auto read = the_case.readings.find(side_.readings[r]);
    if (read == the_case.readings.end()) continue;
    const auto& own_options = side_.options[r];
    const auto it = std::find(own_options.begin(), own_options.end(), read->second);
    if (it == own_options.end()) return fail(Errc::not_found, "nobody can read this version so");
    options.emplace_back(r, static_cast<reason::OptionId>(it - own_options.begin()));
  }
  const reason::Inquiry inquiry(grounding.residual, *grounding.literal(*sentence, negated),
                                kSearch);
  return find(grounding, inquiry, read_as(grounding, base_restriction(grounding, {}), options));
}

std::optional<std::string> Side::say(const MergedCase& the_case,
                                     const reason::GroundSentence& stated, bool negated) const {
  const auto sentence = own(stated);
  if (!sentence) return std::nullopt;
  return dossier::say(law_, own_case(the_case), *sentence, negated);
}

reason::GroundSentence Side::merged(const reason::Pattern& sentence) const {
  reason::GroundSentence out{.predicate = side_.stated[sentence.predicate], .arguments = {}};
  const auto own_names = static_cast<reason::Individual>(law_.names.size());
  for (const uint32_t argument : side_.arguments[sentence.predicate]) {
    const reason::Individual i = sentence.arguments[argument].index;
    const auto first = static_cast<reason::Individual>(merged_.names.size());
    out.arguments.push_back(i < own_names ? side_.names[i] : first + i - own_names);
  }
  return out;
}

MergedCase Side::merged_case(const language::LawExample& example) const {
  MergedCase out{
      .names = example.names, .facts = {}, .readings = {}, .view_date = example.viewed_on};
  for (language::LawName& name : out.names) name.kind = side_.kinds[name.kind];
  for (const language::LawExample::Given& given : example.givens) {
    reason::Version version{.value = reason::Version::Value::open};
    if (!given.unknown) {
      version.value =
          given.sentence.negated ? reason::Version::Value::fails : reason::Version::Value::holds;
      version.grade = given.grade;
    }
    out.facts[merged(given.sentence)] = {.versions = {version}, .date = given.on};
  }
  return out;
}

}  // namespace comity::dossier
