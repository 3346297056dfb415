// The order of the work: the standard before the first exhibit, matrices before the first meeting,
// replies and second analyses before adoption; and the words of every judgement.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "dossier/attribution_reader.h"
#include "dossier/passages.h"

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
  const int least = made_.figures.least_hypotheses;
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

// For each judgement the first thing that stands against its adoption.
void AttributionReader::check_adopted() {
  const AttributionResult result = examine(law_, made_);
  for (size_t j = 0; j < made_.judgements.size(); ++j) {
    const Judgement& judgement = made_.judgements[j];
    if (!judgement.adopted) continue;
    const Span at = judgement_at_[j]->line("adopted")->span;
    check_votes(judgement, at) && check_received(judgement, at) &&
        check_analyses(judgement, at, result) && check_replies(judgement, at);
  }
}

bool AttributionReader::check_votes(const Judgement& judgement, Span at) {
  const size_t in_favour = judgement.vote.in_favour.size();
  const size_t cast = in_favour + judgement.vote.against.size();
  if (in_favour * 100 > cast * static_cast<size_t>(made_.figures.votes_above)) return true;
  values_.error("adopted-without-votes", "`" + judgement.id + "` has no majority", at,
                "more than " + std::to_string(made_.figures.votes_above) +
                    " per cent of the votes are needed; name the reviewers after `for:` and "
                    "`against:`");
  return false;
}

bool AttributionReader::check_received(const Judgement& judgement, Span at) {
  for (const size_t exhibit : judgement.rests_on) {
    if (made_.exhibits[exhibit].received <= *judgement.adopted) continue;
    values_.error("adopted-before-exhibit",
                  "`" + judgement.id + "` is adopted before the panel received the exhibit `" +
                      made_.exhibits[exhibit].id + "`, on which it rests",
                  at, "", {{values_.file(), received_at_[exhibit], "received here"}});
    return false;
  }
  return true;
}

bool AttributionReader::check_analyses(const Judgement& judgement, Span at,
                                       const AttributionResult& result) {
  const auto& used = judgement.rests_on;
  for (const size_t exhibit : result.pivotal) {
    if (std::find(used.begin(), used.end(), exhibit) == used.end()) continue;
    const size_t made = analysing_organisations(made_, exhibit, judgement.adopted).size();
    if (made >= static_cast<size_t>(made_.figures.least_analyses)) continue;
    values_.error("adopted-without-analyses",
                  "`" + judgement.id + "` is adopted while the pivotal exhibit `" +
                      made_.exhibits[exhibit].id + "` has " + std::to_string(made) +
                      " independent analyses",
                  at,
                  std::to_string(made_.figures.least_analyses) +
                      " from different organisations are needed by that day");
    return false;
  }
  return true;
}

bool AttributionReader::check_replies(const Judgement& judgement, Span at) {
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
        at, "add `reply of " + state + "` with the day on which it was asked, and until when");
    return false;
  }
  return true;
}

// ---- words --------------------------------------------------------------------------------------

void AttributionReader::check_language(const Record& record, LanguageGuard& guard) {
  check_passage(record.title, true, guard);
  for (const RecordLine& line : record.lines) {
    const std::string& key = line.key.text;
    if (key == "says") check_passage(line.value, true, guard);
    if (key == "assumption" || key == "gap" || key == "would change our mind") {
      check_passage(line.value, false, guard);
    }
  }
}

// Assumptions and gaps may name States: they say what is not known.
void AttributionReader::check_passage(const Text& text, bool speaks_of_activity,
                                      LanguageGuard& guard) {
  const std::string_view passage = values_.file()->text(text.span);
  for (const LanguageFault& fault : guard.check(passage, speaks_of_activity)) {
    values_.error(fault.code, fault.message,
                  {text.span.begin + fault.at.begin, text.span.begin + fault.at.end}, fault.help);
  }
  if (speaks_of_activity) check_names(text);
}

// The States of this file, and every State that the norms know.
void AttributionReader::check_names(const Text& text) {
  const std::string_view passage = values_.file()->text(text.span);
  std::set<std::string> states(made_.named.begin(), made_.named.end());
  states.insert(made_.mandate.given_by.begin(), made_.mandate.given_by.end());
  for (const Reviewer& reviewer : made_.reviewers) states.insert(reviewer.state);
  for (const auto& [code, name] : law_.parties) states.insert(name);
  const auto words = words_of(passage, {0, static_cast<uint32_t>(passage.size())});
  for (const std::string& state : states) {
    const auto at = find_phrase(passage, words, state);
    if (!at) continue;
    values_.error("state-in-technical-layer",
                  "a technical judgement is about an activity, and `" + state + "` is no activity",
                  {text.span.begin + at->begin, text.span.begin + at->end},
                  "name the cluster; what ties it to a State is a fact for the case file, and "
                  "whether that suffices is answered by the norms");
    return;
  }
}

}  // namespace comity::dossier
