#include "documents/certificate.h"

#include <array>
#include <boost/json.hpp>

#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using reason::Failing;
using reason::Level;
using reason::Outcome;
using reason::Step;
using reason::Tag;

// The names that stand in a file for each value, in the order of its enumeration.
constexpr std::array<std::string_view, 4> kOutcomes{"established", "excluded", "not established",
                                                    "undetermined"};
constexpr std::array<std::string_view, 3> kTags{"not shown", "shown", "undetermined"};
constexpr std::array<std::string_view, 7> kKinds{"given",
                                                 "by a rule without exceptions",
                                                 "by a rule",
                                                 "no rule carries it",
                                                 "objection stands",
                                                 "the opposite is certain",
                                                 "circle"};
constexpr std::array<std::string_view, 3> kLevels{"certain", "open to objection",
                                                  "as an objection"};
constexpr std::array<std::string_view, 3> kFailings{"a condition fails", "a stronger rule prevails",
                                                    "the conclusion is certain"};

template <class Enum, size_t n>
std::string_view name_in(const std::array<std::string_view, n>& names, Enum value) {
  return names[static_cast<size_t>(value)];
}

template <class Enum, size_t n>
std::optional<Enum> value_in(const std::array<std::string_view, n>& names, std::string_view name) {
  for (size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// ---- writing -----------------------------------------------------------------------------------

template <class Range>
json::array numbers(const Range& range) {
  json::array out;
  for (const auto n : range) out.emplace_back(static_cast<std::uint64_t>(n));
  return out;
}

json::object objection_json(const reason::Objection& objection, std::set<reason::RuleId>& rules) {
  rules.insert(objection.rule);
  json::object out{{"rule", objection.rule}, {"fails", name_in(kFailings, objection.failing)}};
  if (objection.because) out["because"] = *objection.because;
  if (objection.by) {
    rules.insert(*objection.by);
    out["by"] = *objection.by;
    out["by_conditions"] = numbers(objection.by_premises);
  }
  return out;
}

json::object step_json(const dossier::Assessment& assessment, const Step& step,
                       std::set<reason::RuleId>& rules) {
  json::object out{{"statement", step.literal.code},
                   {"says", statement_words(assessment, step.literal)},
                   {"status", name_in(kTags, step.tag)},
                   {"how", name_in(kKinds, step.kind)},
                   {"level", name_in(kLevels, step.level)}};
  if (step.rule) {
    rules.insert(*step.rule);
    out["rule"] = *step.rule;
  }
  if (!step.premises.empty()) out["conditions"] = numbers(step.premises);
  json::array objections;
  for (const reason::Objection& o : step.objections) {
    objections.push_back(objection_json(o, rules));
  }
  if (!objections.empty()) out["objections"] = std::move(objections);
  return out;
}

// ---- reading -----------------------------------------------------------------------------------

tl::unexpected<Error> unreadable(const std::string& what) {
  return fail(Errc::invalid_input, "the certificate cannot be read: " + what);
}

// A whole number below `limit`.
Result<uint32_t> number(const json::value* value, size_t limit, const std::string& what) {
  const auto* n = value == nullptr ? nullptr : value->if_int64();
  if (n == nullptr || *n < 0 || static_cast<std::uint64_t>(*n) >= limit) {
    return unreadable("`" + what + "` is no number that it can be");
  }
  return static_cast<uint32_t>(*n);
}

Result<std::vector<uint32_t>> numbers_in(const json::object& object, std::string_view name,
                                         size_t limit) {
  std::vector<uint32_t> out;
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return out;
  if (!value->is_array()) return unreadable("`" + std::string(name) + "` is no list");
  for (const json::value& each : value->get_array()) {
    COMITY_TRY(const uint32_t n, number(&each, limit, std::string(name)));
    out.push_back(n);
  }
  return out;
}

Result<std::optional<uint32_t>> maybe_number(const json::object& object, std::string_view name,
                                             size_t limit) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  COMITY_TRY(const uint32_t n, number(value, limit, std::string(name)));
  return n;
}

template <class Enum, size_t n>
Result<Enum> named(const json::object& object, std::string_view name,
                   const std::array<std::string_view, n>& names) {
  const json::value* value = object.if_contains(name);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  const auto found = text == nullptr ? std::nullopt : value_in<Enum>(names, *text);
  if (!found) return unreadable("`" + std::string(name) + "` says nothing that is known");
  return *found;
}

// Reads the steps of one certificate; what they may refer to is bounded by the theory.
class StepReader {
 public:
  StepReader(const dossier::Assessment& assessment, size_t steps)
      : assessment_(assessment), theory_(assessment.grounding().theory), steps_(steps) {}

  Result<Step> read(const json::value& value) const {
    if (!value.is_object()) return unreadable("a step is no object");
    const json::object& object = value.get_object();
    Step step{};
    COMITY_TRY(step.literal.code, number(object.if_contains("statement"),
                                         2 * size_t{theory_.atom_count()}, "statement"));
    COMITY_TRY(step.tag, named<Tag>(object, "status", kTags));
    COMITY_TRY(step.kind, named<Step::Kind>(object, "how", kKinds));
    COMITY_TRY(step.level, named<Level>(object, "level", kLevels));
    COMITY_TRY(step.rule, maybe_number(object, "rule", theory_.rule_count()));
    COMITY_TRY(step.premises, numbers_in(object, "conditions", steps_));
    const json::value* says = object.if_contains("says");
    const std::string words = statement_words(assessment_, step.literal);
    if (says == nullptr || !says->is_string() || says->get_string() != words) {
      return fail(Errc::invalid_input, "a step does not say what its statement is: " + words);
    }
    if (const json::value* objections = object.if_contains("objections")) {
      if (!objections->is_array()) return unreadable("`objections` is no list");
      for (const json::value& each : objections->get_array()) {
        COMITY_TRY(reason::Objection objection, read_objection(each));
        step.objections.push_back(std::move(objection));
      }
    }
    return step;
  }

 private:
  Result<reason::Objection> read_objection(const json::value& value) const {
    if (!value.is_object()) return unreadable("an objection is no object");
    const json::object& object = value.get_object();
    reason::Objection out{};
    COMITY_TRY(out.rule, number(object.if_contains("rule"), theory_.rule_count(), "rule"));
    COMITY_TRY(out.failing, named<Failing>(object, "fails", kFailings));
    COMITY_TRY(out.because, maybe_number(object, "because", steps_));
    COMITY_TRY(out.by, maybe_number(object, "by", theory_.rule_count()));
    COMITY_TRY(out.by_premises, numbers_in(object, "by_conditions", steps_));
    return out;
  }

  const dossier::Assessment& assessment_;
  const reason::Theory& theory_;
  size_t steps_;
};

Result<reason::World> read_world(const reason::Theory& theory, const json::object& object) {
  COMITY_TRY(reason::World world, numbers_in(object, "world", 64));
  if (world.size() != theory.choice_count()) return unreadable("`world` has another length");
  for (reason::ChoiceId c = 0; c < world.size(); ++c) {
    if (world[c] >= theory.alternative_count(c))
      return unreadable("`world` picks what is not there");
  }
  return world;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) { return name_in(kOutcomes, outcome); }

json::object certificate(const dossier::Assessment& assessment, const dossier::Why& why,
                         std::set<reason::RuleId>& rules) {
  json::array steps;
  for (const Step& step : why.proof.steps) steps.push_back(step_json(assessment, step, rules));
  json::array given;
  for (const reason::Pick& pick : why.given) {
    given.push_back(json::object{{"point", pick.choice},
                                 {"alternative", pick.alternative},
                                 {"words", pick_words(assessment, pick)}});
  }
  return {{"answer", outcome_name(why.outcome)},
          {"given", std::move(given)},
          {"world", numbers(why.world)},
          {"root", why.proof.root},
          {"steps", std::move(steps)}};
}

Result<Claim> read_certificate(const dossier::Assessment& assessment, const json::value& value) {
  if (!value.is_object()) return unreadable("it is no object");
  const json::object& object = value.get_object();
  const json::value* steps = object.if_contains("steps");
  if (steps == nullptr || !steps->is_array()) return unreadable("`steps` is no list");
  const size_t size = steps->get_array().size();
  Claim claim{};
  COMITY_TRY(claim.outcome, named<Outcome>(object, "answer", kOutcomes));
  COMITY_TRY(claim.world, read_world(assessment.grounding().theory, object));
  COMITY_TRY(claim.proof.root, number(object.if_contains("root"), size, "root"));
  const StepReader reader(assessment, size);
  for (const json::value& each : steps->get_array()) {
    COMITY_TRY(Step step, reader.read(each));
    claim.proof.steps.push_back(std::move(step));
  }
  return claim;
}

}  // namespace comity::documents
