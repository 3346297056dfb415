#include "documents/json.h"

#include <boost/json.hpp>
#include <set>

#include "base/json.h"
#include "base/json_pieces.h"
#include "documents/certificate.h"
#include "documents/finding_json.h"
#include "documents/translation_json.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::Finding;
using dossier::QuestionResult;
using ChoiceKind = reason::ChoiceInfo::Kind;
using Part = language::CompiledRule::Part;

constexpr std::string_view kNature =
    "Analysis, not a decision: what follows from whose facts under whose reading.";

std::string_view part_name(Part part) {
  switch (part) {
    case Part::main: return "the rule";
    case Part::no_exception: return "no exception applies, unless one is shown";
    case Part::exception: return "an exception to the rule";
    case Part::conflict: return "against the opposite duty or permission";
  }
  return {};
}

// Writes one assessment; collects on the way which rules it speaks of.
class Writer {
 public:
  explicit Writer(const dossier::Assessment& assessment)
      : assessment_(assessment),
        law_(assessment.law()),
        case_(assessment.the_case()),
        grounding_(assessment.grounding()),
        certificates_(assessment) {}

  json::object write() {
    json::array questions;
    for (const QuestionResult& q : assessment_.questions()) questions.push_back(question(q));
    // The questions say which instances there are, and these which rules.
    json::object used = instances();
    return {
        {"format", kAnalysisFormat},
        {"nature", kNature},
        {"case", the_case()},
        {"options", options()},
        {"questions", std::move(questions)},
        {"points", points()},
        {"readings", readings()},
        {"steps", certificates_.proofs().steps()},
        {"proofs", certificates_.proofs().proofs()},
        {"completions", certificates_.proofs().completions()},
        {"instances", std::move(used)},
        {"rules", rules()},
        {"parties", parties()},
        {"reproduce",
         json::object{{"norms", law_.hash}, {"facts", case_.hash}, {"program", kProgramVersion}}}};
  }

 private:
  std::string say(const reason::GroundSentence& sentence, bool negated = false) const {
    return dossier::say(law_, case_, sentence, negated);
  }

  // ---- the case and what was asked

  json::object the_case() const {
    json::object out{{"title", case_.title}};
    put(out, "opened", case_.opened);
    put(out, "happened", case_.happened);
    put(out, "claimant", case_.claimant);
    put(out, "respondent", case_.respondent);
    json::array facts;
    for (const dossier::Fact& f : case_.facts) facts.push_back(fact(f));
    out["facts"] = std::move(facts);
    json::array exhibits;
    for (const dossier::Exhibit& e : case_.exhibits) {
      json::object item{{"id", e.id}, {"title", e.title}};
      put(item, "collected", e.collected);
      put(item, "source", e.source);
      put(item, "reliability", e.reliability);
      put(item, "credibility", e.credibility);
      exhibits.push_back(std::move(item));
    }
    out["exhibits"] = std::move(exhibits);
    return out;
  }

  json::object fact(const dossier::Fact& f) const {
    json::array accounts;
    for (const dossier::Account& a : f.accounts) {
      json::object item{{"kind", dossier::account_word(a.kind)}, {"by", texts(a.by)}};
      put(item, "date", a.date);
      if (a.grade) item["grade"] = law_.grades[*a.grade];
      item["exhibits"] = texts(a.exhibits);
      put(item, "remark", a.remark);
      accounts.push_back(std::move(item));
    }
    json::object out{{"id", f.id},
                     {"sentence", say(f.sentence, f.negated)},
                     {"accounts", std::move(accounts)},
                     {"words", accounts_words(assessment_, f)}};
    put(out, "date", f.on);
    return out;
  }

  json::object options() const {
    const dossier::AssessOptions& given = assessment_.options();
    json::object out;
    put(out, "law_as_of", given.view_date);
    put(out, "law_for_facts_of", given.fact_date);
    if (!given.parties.empty()) out["parties"] = texts(given.parties);
    if (given.for_state) out["for_state"] = dossier::name_of(law_, case_, *given.for_state);
    return out;
  }

  // ---- answers

  json::object question(const QuestionResult& q) {
    json::object out{{"asks", q.asks},
                     {"sentence", say(q.sentence)},
                     {"layer", language::name(q.layer)},
                     {"on_record", finding(q.on_record)},
                     {"confirmed", q.confirmed}};
    if (q.question != nullptr) out["name"] = q.question->name;
    if (q.if_attributed) {
      out["if_attributed"] = finding(*q.if_attributed);
      json::array assumed;
      for (const auto& sentence : q.attributions) assumed.emplace_back(say(sentence));
      out["attributions_assumed"] = std::move(assumed);
    }
    out["groups"] = groups(q);
    out["no_position_seen"] = texts(q.not_seen);
    json::array accounts;
    for (const dossier::AccountView& view : q.accounts) {
      accounts.push_back(json::object{{"party", view.party}, {"finding", finding(view.finding)}});
    }
    out["accounts"] = std::move(accounts);
    out["statement"] = q.finding().conclusion.code;
    out["settled_by"] = settlements(q);
    if (q.next_question) out["next_question"] = point_json(assessment_, *q.next_question);
    if (q.weight) {
      out["weight"] = language::name(*q.weight);
      put(out, "weight_remark", weight_remark(*q.weight));
    }
    if (!q.conditions.empty()) out["conditions"] = conditions(q);
    json::array why;
    for (const dossier::Why& w : assessment_.why(q)) {
      why.push_back(
          json::object{{"answer", outcome_name(w.outcome)},
                       {"given", picks_json(assessment_, w.given)},
                       {"completion", certificates_.completion(q.finding().conclusion, w.world)}});
    }
    out["why"] = std::move(why);
    return out;
  }

  json::object finding(const Finding& f) {
    json::object out = finding_json(assessment_, f);
    put_certificate(out, certificates_.shown_by(f));
    if (!f.exact) return out;
    json::array& points = out["hangs_on"].get_array();
    for (size_t i = 0; i < f.hangs_on.size(); ++i) {
      points[i].get_object()["shown_by"] = certificates_.turned_by(f, f.hangs_on[i]);
    }
    return out;
  }

  static void put_certificate(json::object& object, json::object shown_by) {
    if (!shown_by.empty()) object["shown_by"] = std::move(shown_by);
  }

  json::array groups(const QuestionResult& q) {
    json::array out;
    for (const dossier::ReadingGroup& group : q.groups) {
      json::array deciding;
      for (const auto& [reading, option] : group.deciding) {
        deciding.push_back(json::object{{"reading", law_.readings[reading].name},
                                        {"option", law_.readings[reading].options[option]}});
      }
      json::array others;
      for (size_t i = 1; i < group.findings.size(); ++i) {
        others.push_back(finding(group.findings[i]));
      }
      out.push_back(json::object{{"finding", finding(group.finding())},
                                 {"under_other_positions", std::move(others)},
                                 {"parties", texts(group.parties)},
                                 {"deciding", std::move(deciding)}});
    }
    return out;
  }

  json::array settlements(const QuestionResult& q) {
    json::array out;
    for (const reason::Settlement& settlement : q.settlements) {
      json::object item = settlement_json(assessment_, settlement);
      put_certificate(item, certificates_.shown_by(q.finding(), settlement));
      out.push_back(std::move(item));
    }
    return out;
  }

  json::array conditions(const QuestionResult& q) {
    json::array out;
    for (const dossier::Condition& condition : q.conditions) {
      spoken_of_.insert(condition.rule);
      out.push_back(json::object{{"sentence", condition.wording},
                                 {"article", condition.citation},
                                 {"rule", law_.rules[condition.rule].id},
                                 {"finding", finding(condition.finding)}});
    }
    return out;
  }

  // ---- what the answers refer to

  json::array points() const {
    json::array out;
    for (reason::ChoiceId c = 0; c < grounding_.choices.size(); ++c) {
      json::object point = point_json(assessment_, c);
      json::array alternatives;
      for (reason::Alternative a = 0; a < grounding_.theory.alternative_count(c); ++a) {
        alternatives.emplace_back(pick_words(assessment_, {c, a}));
      }
      point["alternatives"] = std::move(alternatives);
      out.push_back(std::move(point));
    }
    return out;
  }

  json::array readings() const {
    json::array out;
    for (const reason::ChoiceInfo& info : grounding_.choices) {
      if (info.kind != ChoiceKind::reading) continue;
      const language::LawReading& reading = law_.readings[info.reading];
      json::object positions;
      for (const auto& [code, held] : reading.positions) {
        json::object position{
            {"option", held.option ? reading.options[*held.option] : "left open"}};
        put(position, "when", held.when);
        put(position, "source", held.source);
        put(position, "confidence", held.confidence);
        put(position, "note", held.note);
        positions[code] = std::move(position);
      }
      out.push_back(json::object{{"name", reading.name},
                                 {"question", reading.question},
                                 {"options", texts(reading.options)},
                                 {"positions", std::move(positions)}});
    }
    return out;
  }

  // The rules with their holes filled that the certificates name, by number.
  json::object instances() {
    json::object out;
    for (const reason::RuleId used : certificates_.proofs().rules()) {
      const reason::RuleInfo& info = grounding_.rules[used];
      const language::CompiledRule& compiled = law_.compiled[info.rule];
      spoken_of_.insert(compiled.rule);
      json::array about;
      for (const reason::Individual i : info.binding) {
        about.emplace_back(dossier::name_of(law_, case_, i));
      }
      json::array conditions;
      for (const reason::Literal premise : grounding_.theory.body(used)) {
        conditions.push_back(json::object{{"statement", premise.code},
                                          {"says", statement_words(assessment_, premise)}});
      }
      const reason::Literal head = grounding_.theory.head(used);
      out[std::to_string(used)] = json::object{{"rule", law_.rules[compiled.rule].id},
                                               {"part", part_name(compiled.part)},
                                               {"about", std::move(about)},
                                               {"concludes", statement_words(assessment_, head)},
                                               {"conditions", std::move(conditions)}};
    }
    return out;
  }

  json::object rules() const {
    json::object out;
    for (const uint32_t r : spoken_of_) {
      const language::LawRule& rule = law_.rules[r];
      json::object item{
          {"source", rule.declared.source},        {"heading", rule.declared.path},
          {"file", rule.declared.file->name()},    {"words", rule_words(assessment_, r)},
          {"weight", language::name(rule.weight)}, {"confirmed", rule.declared.confirmed}};
      put(item, "article", rule.notes);
      out[rule.id] = std::move(item);
    }
    return out;
  }

  json::object parties() const {
    json::object out;
    for (const auto& [code, name] : law_.parties) out[code] = name;
    return out;
  }

  const dossier::Assessment& assessment_;
  const language::Law& law_;
  const dossier::Case& case_;
  const reason::Grounding& grounding_;
  CertificateWriter certificates_;
  std::set<uint32_t> spoken_of_;
};

}  // namespace

std::string to_json(const Speech& speech) {
  json::object analysis = Writer(speech.assessment()).write();
  if (speech.language() != nullptr) analysis["translation"] = translation_json(speech);
  return canonical_json(analysis);
}

}  // namespace comity::documents
