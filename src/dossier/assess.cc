#include "dossier/assess.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "dossier/finding.h"
#include "dossier/raise.h"
#include "dossier/words_used.h"

namespace comity::dossier {

namespace {

using Kind = reason::ChoiceInfo::Kind;

constexpr size_t kSettlementsMax = 6;
constexpr size_t kSettlementsSought = 32;
constexpr size_t kPicksMax = 3;

// What a party holds on each reading as of a date; nothing for a reading on which it has not
// spoken.
struct Held {
  HeldOptions options;
  bool spoke = false;  // on some reading that matters, if only to leave it open
};

Held held_by(const language::Law& law, const std::string& party,
             const std::set<reason::ReadingId>& relevant, std::optional<Date> view_date) {
  Held held;
  for (const reason::ReadingId reading : relevant) {
    const auto& positions = law.readings[reading].positions;
    const auto it = positions.find(party);
    if (it == positions.end()) continue;
    const auto& year = it->second.year;
    if (view_date && year && *year > static_cast<int>(view_date->ymd().year())) continue;
    held.spoke = true;
    if (it->second.option) held.options.emplace_back(reading, *it->second.option);
  }
  return held;
}

// Responses are listed for the State that asks, and for no other.
bool wanted(const Raised& raised, const language::Law& law, const AssessOptions& options) {
  if (law.predicates[raised.sentence.predicate].layer != language::Layer::response) return true;
  const auto& whose = raised.question->answers_for;
  return whose && options.for_state && raised.sentence.arguments[*whose] == *options.for_state;
}

}  // namespace

// Answers one question after another over the grounding of one case.
class Answering {
 public:
  explicit Answering(const Assessment& over) : out_(over), law_(over.law()) {}

  QuestionResult question(const Raised& raised) const {
    QuestionResult r = about(raised.sentence);
    r.question = raised.question;
    const language::Wording& asks = raised.question->asks;
    r.asks = asks.empty() ? say(law_, out_.the_case(), raised.sentence) + "?"
                          : say(law_, out_.the_case(), asks, raised.sentence.arguments);
    return r;
  }

  QuestionResult about(const reason::GroundSentence& sentence) const {
    const reason::Grounding& grounding = out_.grounding();
    QuestionResult r;
    r.sentence = sentence;
    r.layer = law_.predicates[sentence.predicate].layer;
    const reason::Inquiry& inquiry = out_.inquiry(*grounding.literal(sentence, false));
    reason::Restriction within = base_restriction(grounding, {});
    r.on_record = find(grounding, inquiry, within);
    r.attributions = open_attributions(r, inquiry);
    if (!r.attributions.empty()) {
      within = base_restriction(grounding, r.attributions);
      r.if_attributed = find(grounding, inquiry, within);
    }
    add_groups(r, inquiry, within);
    add_accounts(r, inquiry, within);
    add_settlements(r, inquiry, within, grounding);
    add_weight(r);
    if (r.layer == language::Layer::response) add_conditions(r, within);
    return r;
  }

 private:
  // The alleged attributions (only these can be assumed) that the question rests on and that the
  // record does not settle.
  std::vector<reason::GroundSentence> open_attributions(const QuestionResult& r,
                                                        const reason::Inquiry& inquiry) const {
    std::vector<reason::GroundSentence> open;
    if (r.layer == language::Layer::attribution) return open;
    const reason::Grounding& grounding = out_.grounding();
    for (const reason::ChoiceId c : inquiry.cone()) {
      const reason::ChoiceInfo& info = grounding.choices[c];
      if (info.kind != Kind::assumption) continue;
      const reason::Inquiry attribution(grounding.residual,
                                        *grounding.literal(info.sentence, false));
      const Finding finding = find(grounding, attribution, base_restriction(grounding, {}));
      if (finding.answer != Answer::established) open.push_back(info.sentence);
    }
    return open;
  }

  std::vector<std::string> parties() const {
    if (!out_.options().parties.empty()) return out_.options().parties;
    std::vector<std::string> all;
    for (const auto& [code, name] : law_.parties) all.push_back(code);
    return all;
  }

  // Parties grouped by answer and by the positions that decide it.
  void add_groups(QuestionResult& r, const reason::Inquiry& inquiry,
                  const reason::Restriction& within) const {
    const reason::Grounding& grounding = out_.grounding();
    std::set<reason::ReadingId> relevant;
    for (const reason::ChoiceId c : r.finding().hangs_on) {
      if (grounding.choices[c].kind == Kind::reading) relevant.insert(grounding.choices[c].reading);
    }
    if (relevant.empty()) return;
    std::map<HeldOptions, Finding> known;
    const auto under = [&](const HeldOptions& options) -> const Finding& {
      const auto it = known.find(options);
      if (it != known.end()) return it->second;
      return known.emplace(options, find(grounding, inquiry, read_as(grounding, within, options)))
          .first->second;
    };
    for (const std::string& party : parties()) {
      const Held held = held_by(law_, party, relevant, out_.options().view_date);
      if (!held.spoke) {
        r.not_seen.push_back(party);
        continue;
      }
      const Finding& finding = under(held.options);
      HeldOptions deciding = held.options;
      for (const auto& position : held.options) {
        HeldOptions fewer = deciding;
        std::erase(fewer, position);
        const Finding& without = under(fewer);
        if (without.answer == finding.answer && without.hangs_on == finding.hangs_on)
          deciding = fewer;
      }
      join_group(r, party, finding, deciding);
    }
    std::stable_sort(r.groups.begin(), r.groups.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.finding().answer, b.parties.size()) <
             std::tuple(b.finding().answer, a.parties.size());
    });
  }

  static bool alike(const Finding& a, const Finding& b) {
    return a.answer == b.answer && a.outcomes == b.outcomes && a.hangs_on == b.hangs_on;
  }

  static void join_group(QuestionResult& r, const std::string& party, const Finding& finding,
                         const HeldOptions& deciding) {
    for (ReadingGroup& group : r.groups) {
      if (!alike(group.finding(), finding) || group.deciding != deciding) continue;
      group.parties.push_back(party);
      const bool told =
          std::any_of(group.findings.begin(), group.findings.end(),
                      [&](const Finding& known) { return known.within == finding.within; });
      if (!told) group.findings.push_back(finding);
      return;
    }
    r.groups.push_back({{finding}, {party}, deciding});
  }

  void add_accounts(QuestionResult& r, const reason::Inquiry& inquiry,
                    const reason::Restriction& within) const {
    const reason::Grounding& grounding = out_.grounding();
    std::set<std::string> speakers;
    for (const reason::ChoiceId c : r.finding().hangs_on) {
      const reason::ChoiceInfo& info = grounding.choices[c];
      if (info.kind != Kind::fact) continue;
      const auto standing = out_.standings().find(info.sentence);
      if (standing == out_.standings().end()) continue;
      for (const auto& [party, version] : standing->second.version_of) speakers.insert(party);
    }
    for (const std::string& party : speakers) {
      const auto account = on_account(grounding, within, out_.standings(), party);
      r.accounts.push_back({party, find(grounding, inquiry, account)});
    }
  }

  // Nobody can answer what the text leaves open.
  static bool can_be_answered(const reason::Settlement& settlement,
                              const reason::Grounding& grounding) {
    return std::all_of(settlement.picks.begin(), settlement.picks.end(), [&](const auto& pick) {
      const reason::ChoiceInfo& info = grounding.choices[pick.choice];
      if (info.kind != Kind::reading) return info.kind != Kind::not_encoded;
      const reason::OptionId option = info.options[pick.alternative];
      return std::count(info.options.begin(), info.options.end(), option) == 1;
    });
  }

  static void add_settlements(QuestionResult& r, const reason::Inquiry& inquiry,
                              const reason::Restriction& within,
                              const reason::Grounding& grounding) {
    if (!r.finding().exact || r.finding().hangs_on.empty()) return;
    for (const reason::Settlement& settlement :
         inquiry.settlements(within, kSettlementsSought, kPicksMax)) {
      const bool told = r.settlements.size() == kSettlementsMax;
      if (!told && can_be_answered(settlement, grounding)) r.settlements.push_back(settlement);
    }
    std::vector<reason::ChoiceId> facts;
    for (const reason::ChoiceId c : r.finding().hangs_on) {
      if (grounding.choices[c].kind == Kind::fact) facts.push_back(c);
    }
    r.next_question = inquiry.next_question(within, facts);
  }

  // The lightest norm behind the answer: of the rules in the proofs of what is established, else of
  // those that could conclude it.
  void add_weight(QuestionResult& r) const {
    std::set<uint32_t> rules;
    for (const Why& why : out_.why(r)) {
      if (why.outcome != reason::Outcome::established && why.outcome != reason::Outcome::excluded)
        continue;
      for (const reason::Step& step : why.proof.steps) {
        if (step.tag == reason::Tag::proved && step.rule) add_rule(rules, *step.rule);
      }
    }
    if (rules.empty()) {
      for (uint32_t p = 0; p < law_.program.rules.size(); ++p) {
        if (law_.program.rules[p].head.predicate == r.sentence.predicate) {
          rules.insert(law_.compiled[p].rule);
        }
      }
    }
    for (const uint32_t rule : rules) {
      const language::Weight weight = law_.rules[rule].weight;
      if (!r.weight || weight > *r.weight) r.weight = weight;
      r.confirmed = r.confirmed && law_.rules[rule].declared.confirmed;
    }
  }

  // A rule that only sorts facts ("an act that copied data gathered information") has no weight to
  // lend.
  void add_rule(std::set<uint32_t>& rules, reason::RuleId ground_rule) const {
    const uint32_t rule = law_.compiled[out_.grounding().rules[ground_rule].rule].rule;
    const bool of_fact =
        law_.predicates[law_.rules[rule].head.predicate].layer == language::Layer::fact;
    if (!of_fact) rules.insert(rule);
  }

  // Every condition of every rule that would conclude a response, met or not. Where a rule's holes
  // can be filled in several ways, the way that lacks least is the one that a reader wants.
  void add_conditions(QuestionResult& r, const reason::Restriction& within) const {
    const reason::Grounding& grounding = out_.grounding();
    const reason::Literal conclusion = *grounding.literal(r.sentence, false);
    std::map<uint32_t, std::vector<Condition>> nearest;  // by rule of the program
    for (const reason::RuleId rule : grounding.theory.rules_for(conclusion)) {
      const uint32_t of = grounding.rules[rule].rule;
      if (law_.compiled[of].part != language::CompiledRule::Part::main) continue;
      std::vector<Condition> conditions = conditions_of(rule, within);
      const auto [it, fresh] = nearest.emplace(of, conditions);
      if (!fresh && lacking(conditions) < lacking(it->second)) it->second = std::move(conditions);
    }
    for (auto& [rule, conditions] : nearest) {
      std::move(conditions.begin(), conditions.end(), std::back_inserter(r.conditions));
    }
  }

  // How many conditions cannot be met, and how many are not.
  static std::pair<size_t, size_t> lacking(const std::vector<Condition>& conditions) {
    std::pair<size_t, size_t> lacking;
    for (const Condition& condition : conditions) {
      const Answer answer = condition.finding.answer;
      const bool failed = answer == Answer::excluded || answer == Answer::not_established;
      lacking.first += failed ? 1 : 0;
      lacking.second += answer == Answer::established ? 0 : 1;
    }
    return lacking;
  }

  std::vector<Condition> conditions_of(reason::RuleId rule,
                                       const reason::Restriction& within) const {
    const reason::Grounding& grounding = out_.grounding();
    const reason::RuleInfo& info = grounding.rules[rule];
    const language::CompiledRule& compiled = law_.compiled[info.rule];
    const auto body = grounding.theory.body(rule);
    const size_t first = info.guard_count + (info.tainted ? 1 : 0);
    std::vector<Condition> conditions;
    for (size_t i = first; i < body.size(); ++i) {
      const language::LawPredicate& predicate =
          law_.predicates[grounding.atoms[body[i].atom()].key.sentence.predicate];
      if (predicate.exception_of) continue;
      Condition condition{.rule = compiled.rule,
                          .statement = body[i],
                          .citation = compiled.premises[i - first].citation};
      condition.wording = say_literal(body[i]);
      if (condition.citation.empty()) condition.citation = law_.rules[compiled.rule].notes;
      condition.finding = find(grounding, out_.inquiry(body[i]), within);
      conditions.push_back(std::move(condition));
    }
    return conditions;
  }

  std::string say_literal(reason::Literal literal) const {
    const reason::AtomKey& key = out_.grounding().atoms[literal.atom()].key;
    std::string words =
        say(law_, out_.the_case(), key.sentence, literal.negated() != key.shown_false);
    if (key.when == reason::When::before) words += " before ";
    if (key.when == reason::When::after) words += " after ";
    if (key.when != reason::When::any) words += name_of(law_, out_.the_case(), key.moment);
    return words;
  }

  const Assessment& out_;
  const language::Law& law_;
};

Result<Assessment> assess(const language::Law& law, Case the_case, const AssessOptions& options) {
  Assessment out;
  out.law_ = &law;
  out.case_ = std::make_shared<const Case>(with_words_used(law, std::move(the_case)));
  out.options_ = options;
  out.standings_ = standings(law, *out.case_);
  COMITY_TRY(const std::vector<Raised> raised,
             raise(law, *out.case_, out.standings_, options.dates()));
  std::vector<reason::GroundSentence> roots;
  for (const Raised& r : raised) {
    roots.push_back(r.sentence);
    if (law.predicates[r.sentence.predicate].layer == language::Layer::attribution) {
      out.alleged_.push_back(r.sentence);
    }
  }
  COMITY_TRY(reason::Grounding grounding,
             reason::ground(law.program, domain_of(law, *out.case_, options.dates()),
                            facts_of(law, out.standings_, *out.case_), roots, out.alleged_));
  out.grounding_ = std::make_unique<reason::Grounding>(std::move(grounding));
  for (const Raised& r : raised) {
    if (wanted(r, law, options)) out.questions_.push_back(Answering(out).question(r));
  }
  return out;
}

Result<QuestionResult> Assessment::about(const reason::GroundSentence& sentence) const {
  for (const QuestionResult& question : questions_) {
    if (question.sentence == sentence) return question;
  }
  if (!grounding_->literal(sentence, false)) {
    return fail(Errc::not_found, "no question of this case comes to that sentence");
  }
  return Answering(*this).about(sentence);
}

const reason::Inquiry& Assessment::inquiry(reason::Literal literal) const {
  std::unique_ptr<reason::Inquiry>& known = inquiries_[literal];
  if (!known) known = std::make_unique<reason::Inquiry>(grounding_->residual, literal, kSearch);
  return *known;
}

reason::World Assessment::plainest(const reason::Restriction& within) const {
  return plainest_world(*grounding_, within, {});
}

size_t Assessment::open_facts() const {
  return static_cast<size_t>(
      std::count_if(grounding_->choices.begin(), grounding_->choices.end(),
                    [](const reason::ChoiceInfo& info) { return info.kind == Kind::fact; }));
}

Result<Finding> answer(const language::Law& law, const Case& the_case,
                       const reason::GroundSentence& sentence, bool negated,
                       std::optional<Date> view_date, const HeldOptions& readings) {
  const auto standing = standings(law, the_case);
  COMITY_TRY(const reason::Grounding grounding,
             reason::ground(law.program, domain_of(law, the_case, {view_date, {}}),
                            facts_of(law, standing, the_case), {&sentence, 1}));
  const reason::Inquiry inquiry(grounding.residual, *grounding.literal(sentence, negated));
  return find(grounding, inquiry, read_as(grounding, base_restriction(grounding, {}), readings));
}

}  // namespace comity::dossier
