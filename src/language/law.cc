#include "language/law.h"

#include <algorithm>
#include <array>

#include "language/place.h"

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 10> kWeights = {
    "treaty",           "custom",
    "contested custom", "regional",
    "national",         "expert restatement",
    "agreed voluntary", "confidence-building measure",
    "platform default", "academic coding"};

constexpr std::array<std::string_view, 4> kRanks = {"ordinary", "special", "Charter obligation",
                                                    "peremptory"};

constexpr std::array<std::string_view, 5> kModalities = {"is", "must", "must not", "may", "can"};

constexpr std::array<std::string_view, 4> kLayers = {"fact", "attribution", "law", "response"};

constexpr std::array<std::string_view, 7> kAnswers = {
    "established",  "excluded",   "not established", "depends on facts", "depends on the reading",
    "undetermined", "not encoded"};

template <class Row, class Key>
std::optional<uint32_t> place_of(const std::vector<Row>& rows, const Key& key,
                                 std::string Row::* name) {
  const auto it =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.*name == key; });
  if (it == rows.end()) return std::nullopt;
  return static_cast<uint32_t>(it - rows.begin());
}

template <class Number, class Names>
std::optional<Number> named(const Names& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<Number>(it - names.begin());
}

}  // namespace

std::string_view name(Weight weight) { return kWeights[static_cast<size_t>(weight)]; }
std::optional<Weight> weight_named(std::string_view name) { return named<Weight>(kWeights, name); }

std::string_view name(Rank rank) { return kRanks[static_cast<size_t>(rank)]; }
std::optional<Rank> rank_named(std::string_view name) { return named<Rank>(kRanks, name); }

std::string_view name(Modality modality) { return kModalities[static_cast<size_t>(modality)]; }
std::optional<Modality> modality_named(std::string_view name) {
  return named<Modality>(kModalities, name);
}

bool may_give_breach(Weight weight) {
  switch (weight) {
    case Weight::treaty:
    case Weight::custom:
    case Weight::contested_custom:
    case Weight::regional:
    case Weight::national: return true;
    case Weight::expert_restatement:
    case Weight::agreed_voluntary:
    case Weight::confidence_building:
    case Weight::platform_default:
    case Weight::academic_coding: return false;
  }
  return false;
}

std::string place_of(const Provenance& declared) {
  return declared.file->name() + ":" +
         std::to_string(declared.file->position(declared.span.begin).line);
}

const LawList::Entry* LawList::find(std::string_view word) const {
  for (const Entry& entry : entries) {
    if (std::find(entry.words.begin(), entry.words.end(), word) != entry.words.end()) return &entry;
  }
  return nullptr;
}

std::string_view name(Layer layer) { return kLayers[static_cast<size_t>(layer)]; }
std::string_view name(Answer answer) { return kAnswers[static_cast<size_t>(answer)]; }
std::optional<Answer> answer_named(std::string_view name) { return named<Answer>(kAnswers, name); }

std::optional<reason::KindId> Law::kind(std::string_view name) const {
  return named<reason::KindId>(kinds, name);
}
std::optional<reason::Grade> Law::grade(std::string_view name) const {
  return named<reason::Grade>(grades, name);
}
std::optional<uint32_t> Law::reading(std::string_view name) const {
  return place_of(readings, name, &LawReading::name);
}
const LawList* Law::list(std::string_view name) const {
  const auto place = place_of(lists, name, &LawList::name);
  return place ? &lists[*place] : nullptr;
}
std::optional<uint32_t> Law::rule(std::string_view id) const {
  return place_of(rules, id, &LawRule::id);
}

std::optional<procedure::FieldId> Law::field(std::string_view name, reason::KindId of) const {
  const auto it =
      std::find_if(procedure.fields.begin(), procedure.fields.end(),
                   [&](const auto& f) { return f.name == name && program.is_a(of, f.of.front()); });
  if (it == procedure.fields.end()) return std::nullopt;
  return static_cast<procedure::FieldId>(it - procedure.fields.begin());
}

}  // namespace comity::language
