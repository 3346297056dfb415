// The order of the work: the standard before the first exhibit, matrices before the first meeting,
// replies and second analyses before adoption; and the words of every judgement.
#include <algorithm>

#include "base/text.h"
#include "dossier/attribution_reader.h"

namespace comity::dossier {

void AttributionReader::check_order() {
  check_standard();
  check_hypotheses();
  if (diagnostics_.ok()) check_adopted();
}

// Whoever has seen the evidence could fit the standard to it.
void AttributionReader::check_standard() {
  const auto& standards = made_.mandate.standards;
  if (standards.empty() || made_.exhibits.empty()) return;
  for (size_t i = 0; i < made_.exhibits.size(); ++i) {
    const CaseworkExhibit& exhibit = made_.exhibits[i];
    if (exhibit.received >= standards.front().fixed) continue;
    values_.error("exhibit-before-standard",
                  "the panel received `" + exhibit.id + "` before the standard of proof was fixed",
                  received_at_[i],
                  "the mandate fixes the standard before the first exhibit is seen",
                  {{values_.file(), standard_at_.front(), "fixed here"}});
  }
  const auto first =
      std::min_element(made_.exhibits.begin(), made_.exhibits.end(),
                       [](const auto& a, const auto& b) { return a.received < b.received; });
  for (size_t i = 1; i < standards.size(); ++i) {
    if (standards[i].fixed < first->received) continue;
    values_.error(
        "standard-changed",
        "the standard of proof is changed after the exhibit `" + first->id + "` was received",
        standard_at_[i], "it is locked with the first exhibit; a new mandate is a new file",
        {{values_.file(), received_at_[static_cast<size_t>(first - made_.exhibits.begin())],
          "received here"}});
  }
}

void AttributionReader::check_hypotheses() {
  if (made_.matrices.empty() && made_.judgements.empty()) return;
  const Span at = hypothesis_at_.empty() ? header_->span : hypothesis_at_.back();
  const int least = casework_figure(law_, "hypotheses at least").value_or(0);
  if (static_cast<int>(made_.hypotheses.size()) < least) {
    values_.error("few-hypotheses",
                  "there are " + std::to_string(made_.hypotheses.size()) + " hypotheses", at,
                  "compare at least " + std::to_string(least));
    return;
  }
  const language::LawList* always = list("hypotheses always present");
  if (always == nullptr) return;
  for (const auto& entry : always->entries) {
    const std::string& words = entry.words.front();
    const bool present = std::any_of(made_.hypotheses.begin(), made_.hypotheses.end(),
                                     [&](const Hypothesis& h) { return h.always == words; });
    if (present) continue;
    values_.error("missing-hypothesis", "no hypothesis stands for `" + words + "`", at,
                  "it is always compared: `hypothesis H9: \"…\" (" + words + ")`");
  }
}

void AttributionReader::check_matrix(const Record& record, const ReviewMatrix& matrix) {
  if (made_.meeting && matrix.on >= *made_.meeting) {
    values_.error("matrix-not-blind",
                  "the matrix of `" + matrix.by + "` is not from before the first meeting",
                  record.span,
                  "reviewers fill theirs before they meet, on " + made_.meeting->format() +
                      "; what they agree on later is `matrix of the panel`");
  }
  for (const Reviewer& reviewer : made_.reviewers) {
    if (reviewer.id == matrix.by && reviewer.recused && matrix.on >= *reviewer.recused) {
      values_.error("recused", "`" + reviewer.id + "` is recused and fills no matrix", record.span);
    }
  }
}

void AttributionReader::check_closed(const Record& record, const Judgement& judgement) {
  const bool closed = std::any_of(judgement.rests_on.begin(), judgement.rests_on.end(),
                                  [&](size_t exhibit) { return made_.exhibits[exhibit].closed; });
  if (closed && !judgement.open_part_meets) {
    values_.error("closed-part-unsaid",
                  "`" + judgement.id +
                      "` rests on closed material and does not say whether the "
                      "open part alone meets the standard",
                  record.span, "add `open part alone meets the standard: yes` or `no`");
  }
}

// ---- adoption -----------------------------------------------------------------------------------

void AttributionReader::check_adopted() {
  const AttributionResult result = examine(law_, made_);
  for (size_t j = 0; j < made_.judgements.size(); ++j) {
    if (made_.judgements[j].adopted) check_adopted(*judgement_at_[j], made_.judgements[j], result);
  }
}

void AttributionReader::check_adopted(const Record& record, const Judgement& judgement,
                                      const AttributionResult& result) {
  const RecordLine& at = *record.line("adopted");
  if (judgement.vote.in_favour.size() <= judgement.vote.against.size()) {
    values_.error("adopted-without-votes", "`" + judgement.id + "` has no majority", at.span,
                  "name the reviewers after `for:` and `against:`");
    return;
  }
  const int least = casework_figure(law_, "analyses of a pivotal exhibit").value_or(0);
  for (const size_t exhibit : result.pivotal) {
    const auto& used = judgement.rests_on;
    const auto analysts = analysing_organisations(made_, exhibit);
    if (std::find(used.begin(), used.end(), exhibit) == used.end()) continue;
    if (static_cast<int>(analysts.size()) >= least) continue;
    values_.error("adopted-without-analyses",
                  "`" + judgement.id + "` is adopted while the pivotal exhibit `" +
                      made_.exhibits[exhibit].id + "` has " + std::to_string(analysts.size()) +
                      " independent analyses",
                  at.span, std::to_string(least) + " from different organisations are needed");
    return;
  }
  for (const std::string& state : made_.named) {
    const auto reply = std::find_if(made_.replies.begin(), made_.replies.end(),
                                    [&](const Reply& r) { return r.party == state; });
    const bool over =
        reply != made_.replies.end() && (reply->received ? *reply->received <= *judgement.adopted
                                                         : reply->until < *judgement.adopted);
    if (over) continue;
    values_.error(
        "adopted-before-reply",
        "`" + judgement.id + "` is adopted before " + state +
            " replied or its time to reply had passed",
        at.span, "add `reply of " + state + "` with the day on which it was asked, and until when");
    return;
  }
}

// ---- words --------------------------------------------------------------------------------------

void AttributionReader::check_language(const Record& record) {
  check_passage(record.title, true);
  for (const RecordLine& line : record.lines) {
    const std::string& key = line.key.text;
    if (key == "says") check_passage(line.value, true);
    if (key == "assumption" || key == "gap" || key == "would change our mind") {
      check_passage(line.value, false);
    }
  }
}

// Assumptions and gaps may name States: they say what is not known.
void AttributionReader::check_passage(const Text& text, bool speaks_of_activity) {
  const std::string_view passage = values_.file()->text(text.span);
  for (const LanguageFault& fault : guard_->check(passage, speaks_of_activity)) {
    values_.error(fault.code, fault.message,
                  {text.span.begin + fault.at.begin, text.span.begin + fault.at.end}, fault.help);
  }
  if (!speaks_of_activity) return;
  std::vector<std::string> states = made_.named;
  states.insert(states.end(), made_.mandate.given_by.begin(), made_.mandate.given_by.end());
  for (const std::string& state : states) {
    const size_t at = passage.find(state);
    if (at == std::string_view::npos) continue;
    const auto begin = text.span.begin + static_cast<uint32_t>(at);
    values_.error("state-in-technical-layer",
                  "a technical judgement is about an activity, and `" + state + "` is no activity",
                  {begin, begin + static_cast<uint32_t>(state.size())},
                  "name the cluster; what ties it to a State is a fact for the case file, and "
                  "whether that suffices is answered by the norms");
    return;
  }
}

}  // namespace comity::dossier
