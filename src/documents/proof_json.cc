#include "documents/proof_json.h"

#include <array>
#include <boost/json.hpp>
#include <map>

#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using reason::Failing;
using reason::Level;
using reason::Literal;
using reason::Step;
using reason::StepId;
using reason::Tag;

// The names that stand in a file for each value, in the order of its enumeration.
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
Result<Enum> named(const json::object& object, std::string_view name,
                   const std::array<std::string_view, n>& names) {
  const json::value* value = object.if_contains(name);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  for (size_t i = 0; text != nullptr && i < n; ++i) {
    if (names[i] == *text) return static_cast<Enum>(i);
  }
  return unreadable("`" + std::string(name) + "` says nothing that is known");
}

template <class Range>
json::array numbers(const Range& range) {
  json::array out;
  for (const auto n : range) out.emplace_back(static_cast<std::uint64_t>(n));
  return out;
}

// The list of this name in the object.
Result<const json::array*> list(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  const json::value* found = object == nullptr ? nullptr : object->if_contains(name);
  const json::array* items = found == nullptr ? nullptr : found->if_array();
  if (items == nullptr) return unreadable("`" + std::string(name) + "` is no list");
  return items;
}

Result<std::vector<uint32_t>> numbers_in(const json::value& value, size_t limit,
                                         std::string_view what) {
  const json::array* items = value.if_array();
  if (items == nullptr) return unreadable("`" + std::string(what) + "` is no list");
  std::vector<uint32_t> out;
  for (const json::value& each : *items) {
    COMITY_TRY(const uint32_t n, read_number(&each, limit, what));
    out.push_back(n);
  }
  return out;
}

// A step of a file: of what it rests on only the statements are known, until it has its place.
struct LooseStep {
  Step step;
  struct Because {
    Literal literal;
    Level level = Level::defeasible;
  };
  std::vector<std::optional<Because>> because;  // by objection
};

class StepReader {
 public:
  explicit StepReader(const dossier::Assessment& assessment)
      : assessment_(assessment), theory_(assessment.grounding().theory) {}

  Result<LooseStep> read(const json::value& value) const {
    if (!value.is_object()) return unreadable("a step is no object");
    const json::object& object = value.get_object();
    LooseStep out{};
    Step& step = out.step;
    COMITY_TRY(step.literal, statement(object.if_contains("statement"), "statement"));
    COMITY_TRY(step.tag, named<Tag>(object, "status", kTags));
    COMITY_TRY(step.kind, named<Step::Kind>(object, "how", kKinds));
    COMITY_TRY(step.level, named<Level>(object, "level", kLevels));
    COMITY_TRY(step.rule, maybe_rule(object, "rule"));
    const json::value* says = object.if_contains("says");
    const std::string words = statement_words(assessment_, step.literal);
    if (says == nullptr || !says->is_string() || says->get_string() != words) {
      return fail(Errc::invalid_input, "a step does not say what its statement is: " + words);
    }
    if (!object.contains("objections")) return out;
    COMITY_TRY(const json::array* objections, list(value, "objections"));
    for (const json::value& each : *objections) COMITY_CHECK(read_objection(each, out));
    return out;
  }

 private:
  Result<Literal> statement(const json::value* value, std::string_view what) const {
    COMITY_TRY(const uint32_t code, read_number(value, 2 * size_t{theory_.atom_count()}, what));
    return Literal{code};
  }

  Result<std::optional<reason::RuleId>> maybe_rule(const json::object& object,
                                                   std::string_view name) const {
    const json::value* value = object.if_contains(name);
    if (value == nullptr) return std::nullopt;
    COMITY_TRY(const uint32_t rule, read_number(value, theory_.rule_count(), name));
    return rule;
  }

  Result<void> read_objection(const json::value& value, LooseStep& out) const {
    if (!value.is_object()) return unreadable("an objection is no object");
    const json::object& object = value.get_object();
    reason::Objection objection{};
    COMITY_TRY(objection.rule,
               read_number(object.if_contains("rule"), theory_.rule_count(), "rule"));
    COMITY_TRY(objection.failing, named<Failing>(object, "fails", kFailings));
    COMITY_TRY(objection.by, maybe_rule(object, "by"));
    std::optional<LooseStep::Because> because;
    if (const json::value* found = object.if_contains("because")) {
      COMITY_TRY(const Literal literal, statement(found, "because"));
      COMITY_TRY(const Level level, named<Level>(object, "because_level", kLevels));
      because = {literal, level};
    }
    out.step.objections.push_back(std::move(objection));
    out.because.push_back(because);
    return {};
  }

  const dossier::Assessment& assessment_;
  const reason::Theory& theory_;
};

// Puts the steps of one proof in their places: what a step rests on are those that say the
// conditions of its rule. One that is missing is left out, and the checker will miss it.
reason::Proof placed(const reason::Theory& theory, const std::vector<LooseStep>& loose,
                     const std::vector<uint32_t>& order) {
  std::map<std::pair<Literal, Level>, StepId> places;
  for (StepId id = 0; id < order.size(); ++id) {
    const Step& step = loose[order[id]].step;
    places.emplace(std::pair(step.literal, step.level), id);
  }
  const auto conditions = [&](reason::RuleId rule, bool objection) {
    std::vector<StepId> out;
    for (const Literal l : theory.body(rule)) {
      const bool spreads = objection && theory.propagating(l.atom());
      auto at = places.find({l, Level::definite});
      if (at == places.end()) at = places.find({l, spreads ? Level::support : Level::defeasible});
      if (at != places.end()) out.push_back(at->second);
    }
    return out;
  };
  reason::Proof proof{};
  for (const uint32_t number : order) {
    const LooseStep& from = loose[number];
    Step step = from.step;
    const bool objection = step.kind == Step::Kind::defeated || step.level == Level::support;
    if (step.rule) step.premises = conditions(*step.rule, objection);
    for (size_t i = 0; i < step.objections.size(); ++i) {
      reason::Objection& o = step.objections[i];
      if (o.by) o.by_premises = conditions(*o.by, false);
      if (!from.because[i]) continue;
      const auto at = places.find({from.because[i]->literal, from.because[i]->level});
      if (at != places.end()) o.because = at->second;
    }
    proof.steps.push_back(std::move(step));
  }
  return proof;
}

}  // namespace

tl::unexpected<Error> unreadable(std::string_view what) {
  return fail(Errc::invalid_input, "the certificates cannot be read: " + std::string(what));
}

Result<uint32_t> read_number(const json::value* value, size_t limit, std::string_view what) {
  const auto* n = value == nullptr ? nullptr : value->if_int64();
  if (n == nullptr || *n < 0 || static_cast<std::uint64_t>(*n) >= limit) {
    return unreadable("`" + std::string(what) + "` is no number that it can be");
  }
  return static_cast<uint32_t>(*n);
}

// ---- writing -----------------------------------------------------------------------------------

struct ProofWriter::Pool {
  // Each item by its text, so that equal ones share a number.
  struct Items {
    std::map<std::string, uint64_t> numbers;
    json::array items;

    uint64_t add(json::value item) {
      const auto [at, fresh] = numbers.emplace(json::serialize(item), items.size());
      if (fresh) items.push_back(std::move(item));
      return at->second;
    }
  };

  explicit Pool(const dossier::Assessment& of) : assessment(of) {}

  json::object objection(const reason::Objection& o, const reason::Proof& proof) {
    rules.insert(o.rule);
    json::object out{{"rule", o.rule}, {"fails", name_in(kFailings, o.failing)}};
    if (o.because) {
      const Step& because = proof.steps[*o.because];
      out["because"] = because.literal.code;
      out["because_level"] = name_in(kLevels, because.level);
    }
    if (o.by) {
      rules.insert(*o.by);
      out["by"] = *o.by;
    }
    return out;
  }

  json::object step(const Step& s, const reason::Proof& proof) {
    json::object out{{"statement", s.literal.code},
                     {"says", statement_words(assessment, s.literal)},
                     {"status", name_in(kTags, s.tag)},
                     {"how", name_in(kKinds, s.kind)},
                     {"level", name_in(kLevels, s.level)}};
    if (s.rule) {
      rules.insert(*s.rule);
      out["rule"] = *s.rule;
    }
    json::array objections;
    for (const reason::Objection& o : s.objections) objections.push_back(objection(o, proof));
    if (!objections.empty()) out["objections"] = std::move(objections);
    return out;
  }

  const dossier::Assessment& assessment;
  Items steps, proofs, completions;
  std::set<reason::RuleId> rules;
};

ProofWriter::ProofWriter(const dossier::Assessment& assessment)
    : pool_(std::make_unique<Pool>(assessment)) {}
ProofWriter::~ProofWriter() = default;

uint64_t ProofWriter::add(const reason::Proof& proof) {
  json::array steps;
  for (const Step& step : proof.steps) {
    steps.emplace_back(pool_->steps.add(pool_->step(step, proof)));
  }
  return pool_->proofs.add(std::move(steps));
}

uint64_t ProofWriter::add(const reason::Completion& completion) {
  return pool_->completions.add(
      json::object{{"world", numbers(completion.world)}, {"proof", add(completion.proof)}});
}

json::array ProofWriter::steps() const { return pool_->steps.items; }
json::array ProofWriter::proofs() const { return pool_->proofs.items; }
json::array ProofWriter::completions() const { return pool_->completions.items; }
const std::set<reason::RuleId>& ProofWriter::rules() const { return pool_->rules; }

// ---- reading -----------------------------------------------------------------------------------

Result<ProofReader> ProofReader::read(const dossier::Assessment& assessment,
                                      const json::value& analysis) {
  const reason::Theory& theory = assessment.grounding().theory;
  ProofReader out;
  std::vector<LooseStep> steps;
  const StepReader reader(assessment);
  COMITY_TRY(const json::array* step_list, list(analysis, "steps"));
  for (const json::value& each : *step_list) {
    COMITY_TRY(LooseStep step, reader.read(each));
    steps.push_back(std::move(step));
  }
  COMITY_TRY(const json::array* proof_list, list(analysis, "proofs"));
  for (const json::value& each : *proof_list) {
    COMITY_TRY(const auto order, numbers_in(each, steps.size(), "proofs"));
    out.proofs_.push_back(placed(theory, steps, order));
  }
  COMITY_TRY(const json::array* completion_list, list(analysis, "completions"));
  for (const json::value& each : *completion_list) {
    const json::object* object = each.if_object();
    const json::value* world = object == nullptr ? nullptr : object->if_contains("world");
    const json::value* proof = object == nullptr ? nullptr : object->if_contains("proof");
    if (world == nullptr || proof == nullptr) return unreadable("a completion lacks something");
    reason::Completion completion{};
    COMITY_TRY(completion.world, numbers_in(*world, 64, "world"));
    COMITY_TRY(completion.proof, out.proof(*proof));
    out.completions_.push_back(std::move(completion));
  }
  return out;
}

Result<reason::Proof> ProofReader::proof(const json::value& number) const {
  COMITY_TRY(const uint32_t n, read_number(&number, proofs_.size(), "proof"));
  return proofs_[n];
}

Result<reason::Completion> ProofReader::completion(const json::value& number) const {
  COMITY_TRY(const uint32_t n, read_number(&number, completions_.size(), "completion"));
  return completions_[n];
}

}  // namespace comity::documents
