// The certificates of an analysis, checked against an assessment made anew.
#include <boost/json.hpp>
#include <span>

#include "base/json.h"
#include "documents/certificate.h"
#include "documents/finding_json.h"
#include "documents/json.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;

const json::value* member(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

bool says(const json::value& value, std::string_view name, std::string_view text) {
  const json::value* found = member(value, name);
  return found != nullptr && found->is_string() && found->get_string() == text;
}

Result<void> same_matter(const dossier::Assessment& assessment, const json::value& file) {
  if (!says(file, "format", kAnalysisFormat)) {
    return fail(Errc::invalid_input,
                "this is no analysis of the format `" + std::string(kAnalysisFormat) + "`");
  }
  const json::value* from = member(file, "reproduce");
  if (from == nullptr || !says(*from, "norms", assessment.law().hash)) {
    return fail(Errc::conflict, "the analysis was made under other norms");
  }
  if (!says(*from, "facts", assessment.the_case().hash)) {
    return fail(Errc::conflict, "the analysis was made on other facts");
  }
  if (!says(*from, "program", kProgramVersion)) {
    return fail(Errc::conflict, "the analysis was made by another version of the program");
  }
  return {};
}

// The same JSON without what shows it.
json::value bare(json::value value) {
  if (json::array* list = value.if_array()) {
    for (json::value& each : *list) each = bare(std::move(each));
  }
  if (json::object* object = value.if_object()) {
    object->erase("shown_by");
    for (auto& entry : *object) entry.value() = bare(std::move(entry.value()));
  }
  return value;
}

// The members of two lists of equal length, one of the file and one of the assessment.
template <class Items, class Act>
Result<void> side_by_side(const json::value& value, std::string_view name, const Items& items,
                          const Act& act) {
  const json::value* found = member(value, name);
  const json::array* list = found == nullptr ? nullptr : found->if_array();
  const size_t size = list == nullptr ? 0 : list->size();
  if (size != items.size()) {
    return fail(Errc::invalid_input, "`" + std::string(name) + "` has another length");
  }
  for (size_t i = 0; i < size; ++i) COMITY_CHECK(act((*list)[i], items[i]));
  return {};
}

// Replays what shows the answers to one question after another.
class Replay {
 public:
  Replay(const dossier::Assessment& assessment, const ProofReader& proofs)
      : assessment_(assessment), theory_(assessment.grounding().theory), proofs_(proofs) {}

  Replayed replayed() const { return replayed_; }

  Result<void> question(const json::value& value, const dossier::QuestionResult& q) {
    if (!says(value, "asks", q.asks)) return other("another question is asked");
    COMITY_CHECK(finding_at(value, "on_record", q.on_record));
    if (q.if_attributed) COMITY_CHECK(finding_at(value, "if_attributed", *q.if_attributed));
    COMITY_CHECK(side_by_side(value, "groups", q.groups, [&](const auto& v, const auto& group) {
      return this->group(v, group);
    }));
    COMITY_CHECK(side_by_side(value, "accounts", q.accounts, [&](const auto& v, const auto& view) {
      return says(v, "party", view.party) ? finding_at(v, "finding", view.finding)
                                          : other("another account is given");
    }));
    if (!q.conditions.empty()) {
      COMITY_CHECK(side_by_side(value, "conditions", q.conditions,
                                [&](const auto& v, const auto& condition) {
                                  return says(v, "sentence", condition.wording)
                                             ? finding_at(v, "finding", condition.finding)
                                             : other("another condition is named");
                                }));
    }
    COMITY_CHECK(
        side_by_side(value, "settled_by", q.settlements,
                     [&](const auto& v, const auto& s) { return settlement(v, q.finding(), s); }));
    return why(value, q);
  }

 private:
  static tl::unexpected<Error> other(const std::string& what) {
    return fail(Errc::invalid_input, what);
  }

  Result<void> finding_at(const json::value& value, std::string_view name,
                          const dossier::Finding& finding) {
    const json::value* found = member(value, name);
    return found == nullptr ? other("`" + std::string(name) + "` is missing")
                            : this->finding(*found, finding);
  }

  Result<void> finding(const json::value& value, const dossier::Finding& finding) {
    if (bare(value) != finding_json(assessment_, finding)) return other("an answer is another");
    const json::value* shown_by = member(value, "shown_by");
    if (shown_by == nullptr) {
      ++replayed_.not_shown;
      return {};
    }
    COMITY_TRY(const auto certificate, read_outcomes(proofs_, *shown_by));
    if (!finding.exact) {
      return shown(check_cases(theory_, finding.within, finding.conclusion, finding.outcomes,
                               certificate.cases));
    }
    COMITY_CHECK(shown(check_outcomes(theory_, finding.within, finding.conclusion, finding.outcomes,
                                      certificate)));
    return side_by_side(
        value, "hangs_on", finding.hangs_on,
        [&](const json::value& v, reason::ChoiceId c) { return turn(v, finding, c); });
  }

  Result<void> turn(const json::value& value, const dossier::Finding& finding,
                    reason::ChoiceId choice) {
    const json::value* shown_by = member(value, "shown_by");
    if (shown_by == nullptr) return other("nothing shows what an answer hangs on");
    COMITY_TRY(const auto certificate, read_turn(proofs_, *shown_by));
    return shown(check_turn(theory_, finding.within, finding.conclusion, choice, certificate));
  }

  Result<void> group(const json::value& value, const dossier::ReadingGroup& group) {
    COMITY_CHECK(finding_at(value, "finding", group.finding()));
    const std::span others(group.findings.begin() + 1, group.findings.end());
    return side_by_side(value, "under_other_positions", others,
                        [&](const auto& v, const auto& f) { return finding(v, f); });
  }

  Result<void> settlement(const json::value& value, const dossier::Finding& finding,
                          const reason::Settlement& settlement) {
    if (bare(value) != settlement_json(assessment_, settlement)) {
      return other("a settling set is another");
    }
    const json::value* shown_by = member(value, "shown_by");
    if (shown_by == nullptr) {
      ++replayed_.not_shown;
      return {};
    }
    COMITY_TRY(const auto certificate, read_settlement(proofs_, *shown_by));
    return shown(
        check_settlement(theory_, finding.within, finding.conclusion, settlement, certificate));
  }

  // The worlds in which each outcome comes about.
  Result<void> why(const json::value& value, const dossier::QuestionResult& q) {
    const json::value* list = member(value, "why");
    if (list == nullptr || !list->is_array() || list->get_array().empty()) {
      return other("nothing shows how the answer comes out");
    }
    for (const json::value& each : list->get_array()) {
      const json::value* number = member(each, "completion");
      if (number == nullptr) return other("an outcome has no completion");
      COMITY_TRY(const reason::Completion completion, proofs_.completion(*number));
      COMITY_TRY(const reason::Outcome outcome,
                 check_completion(theory_, q.finding().within, q.finding().conclusion, completion));
      const bool as_said = says(each, "answer", outcome_name(outcome));
      if (!as_said || !q.finding().outcomes.has(outcome)) {
        return other("a completion comes out otherwise");
      }
      ++replayed_.certificates;
    }
    return {};
  }

  Result<void> shown(Result<void> checked) {
    if (checked) ++replayed_.certificates;
    return checked;
  }

  const dossier::Assessment& assessment_;
  const reason::Theory& theory_;
  const ProofReader& proofs_;
  Replayed replayed_;
};

}  // namespace

Result<dossier::AssessOptions> options_in(const language::Law& law, const dossier::Case& the_case,
                                          std::string_view analysis) {
  COMITY_TRY(const json::value file, parse_json(analysis));
  const json::value* given = member(file, "options");
  if (given == nullptr) return unreadable("`options` is missing");
  dossier::AssessOptions options;
  for (const auto& [name, date] : {std::pair("law_as_of", &options.view_date),
                                   std::pair("law_for_facts_of", &options.fact_date)}) {
    const json::value* text = member(*given, name);
    if (text == nullptr) continue;
    if (!text->is_string()) return unreadable("a date is no text");
    COMITY_TRY(*date, Date::parse(text->get_string()));
  }
  if (const json::value* parties = member(*given, "parties"); parties != nullptr) {
    if (!parties->is_array()) return unreadable("`parties` is no list");
    for (const json::value& code : parties->get_array()) {
      if (!code.is_string()) return unreadable("a party is no text");
      options.parties.emplace_back(code.get_string());
    }
  }
  const size_t individuals = law.names.size() + the_case.names.size();
  for (reason::Individual i = 0; i < individuals && !options.for_state; ++i) {
    if (says(*given, "for_state", dossier::name_of(law, the_case, i))) options.for_state = i;
  }
  return options;
}

Result<Replayed> replay(const dossier::Assessment& assessment, std::string_view analysis) {
  COMITY_TRY(const json::value file, parse_json(analysis));
  COMITY_CHECK(same_matter(assessment, file));
  COMITY_TRY(const ProofReader proofs, ProofReader::read(assessment, file));
  Replay replay(assessment, proofs);
  COMITY_CHECK(side_by_side(file, "questions", assessment.questions(),
                            [&](const json::value& v, const dossier::QuestionResult& q) {
                              auto replayed = replay.question(v, q);
                              return replayed
                                         ? replayed
                                         : tl::unexpected<Error>(replayed.error().with(q.asks));
                            }));
  return replay.replayed();
}

}  // namespace comity::documents
