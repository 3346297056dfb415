// Attribution casework as JSON. The technical layer has no field for a State.
#include <boost/json.hpp>

#include "base/json.h"
#include "base/json_pieces.h"
#include "documents/attribution.h"
#include "documents/finding_json.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::Attribution;

constexpr std::string_view kFormat = "comity attribution 1";
constexpr std::string_view kNature =
    "Casework: judgements are the panel's. Technical judgements are about activity, not States.";

class Writer {
 public:
  explicit Writer(const AttributionView& view)
      : view_(view), attribution_(view.attribution), cells_(view.law.list("cells of the matrix")) {}

  json::object write() const {
    json::object out{{"format", kFormat}, {"nature", kNature}, {"title", attribution_.title}};
    put(out, "opened", attribution_.opened);
    put(out, "meeting", attribution_.meeting);
    out["mandate"] = mandate();
    out["technical"] = each(attribution_.judgements, &Writer::judgement);
    out["legal"] = legal();
    out["political"] = each(attribution_.decisions, &Writer::decision);
    out["replies"] = each(attribution_.replies, &Writer::reply);
    out["hypotheses"] = each(attribution_.hypotheses, &Writer::hypothesis);
    out["matrices"] = each(view_.result.matrices, &Writer::matrix);
    out["differences"] = each(view_.result.differences, &Writer::difference);
    out["pivotal"] = exhibits(view_.result.pivotal);
    out["exhibits"] = each(attribution_.exhibits, &Writer::exhibit);
    out["analyses"] = each(attribution_.analyses, &Writer::analysis);
    out["reviewers"] = each(attribution_.reviewers, &Writer::reviewer);
    out["dissents"] = each(attribution_.dissents, &Writer::dissent);
    out["lacks"] = texts(view_.result.missing);
    out["reproduce"] = json::object{
        {"norms", view_.law.hash}, {"casework", attribution_.hash}, {"program", kProgramVersion}};
    return out;
  }

 private:
  template <class T>
  json::array each(const std::vector<T>& all, json::object (Writer::*one)(const T&) const) const {
    json::array out;
    for (const T& item : all) out.push_back((this->*one)(item));
    return out;
  }

  json::array exhibits(const std::vector<size_t>& places) const {
    json::array out;
    for (const size_t e : places) out.emplace_back(attribution_.exhibits[e].id);
    return out;
  }

  json::object mandate() const {
    const dossier::Mandate& mandate = attribution_.mandate;
    json::array standards;
    for (const dossier::Standard& standard : mandate.standards) {
      standards.push_back(
          json::object{{"words", standard.words}, {"fixed", standard.fixed.format()}});
    }
    json::object out{{"given_by", texts(mandate.given_by)},
                     {"given_to", mandate.given_to},
                     {"scope", mandate.scope},
                     {"standards", std::move(standards)},
                     {"may_not_decide", texts(mandate.may_not_decide)}};
    put(out, "deadline", mandate.deadline);
    return out;
  }

  json::object judgement(const dossier::Judgement& judgement) const {
    json::object out{{"id", judgement.id},
                     {"title", judgement.title},
                     {"about_activity", judgement.about},
                     {"says", texts(judgement.says)},
                     {"confidence", judgement.confidence},
                     {"rests_on", exhibits(judgement.rests_on)},
                     {"meets_standard", judgement.meets_standard},
                     {"assumptions", texts(judgement.assumptions)},
                     {"gaps", texts(judgement.gaps)},
                     {"would_change_our_mind", texts(judgement.would_change)}};
    std::vector<size_t> closed;
    for (const size_t e : judgement.rests_on) {
      if (attribution_.exhibits[e].closed) closed.push_back(e);
    }
    out["closed"] = exhibits(closed);
    if (judgement.open_part_meets) out["open_part_meets_standard"] = *judgement.open_part_meets;
    out["votes"] = json::object{{"for", texts(judgement.vote.in_favour)},
                                {"against", texts(judgement.vote.against)},
                                {"abstaining", texts(judgement.vote.abstaining)}};
    put(out, "adopted", judgement.adopted);
    return out;
  }

  json::value legal() const {
    if (view_.legal == nullptr) return nullptr;
    json::array questions;
    for (const dossier::QuestionResult* question : legal_questions(view_)) {
      json::object item{{"asks", question->asks},
                        {"question", question->question->name},
                        {"layer", language::name(question->layer)},
                        {"on_record", finding_json(*view_.legal, question->on_record)},
                        {"confirmed", question->confirmed},
                        {"no_position_seen", texts(question->not_seen)}};
      if (question->if_attributed) {
        item["if_attributed"] = finding_json(*view_.legal, *question->if_attributed);
      }
      json::array groups;
      for (const dossier::ReadingGroup& group : question->groups) {
        groups.push_back(json::object{{"answer", answer_words(group.finding().answer)},
                                      {"parties", texts(group.parties)}});
      }
      item["groups"] = std::move(groups);
      questions.push_back(std::move(item));
    }
    return json::object{{"case", view_.legal->the_case().title},
                        {"facts", view_.legal->the_case().hash},
                        {"questions", std::move(questions)}};
  }

  json::object decision(const dossier::Decision& decision) const {
    return {{"state", decision.state},
            {"by", decision.by},
            {"office", decision.office},
            {"on", decision.on.format()},
            {"says", decision.says}};
  }

  json::object reply(const dossier::Reply& reply) const {
    json::object out{
        {"party", reply.party}, {"asked", reply.asked.format()}, {"until", reply.until.format()}};
    put(out, "received", reply.received);
    put(out, "says", reply.says);
    if (!reply.received) out["remark"] = "no reply received; silence is no admission";
    return out;
  }

  json::object hypothesis(const dossier::Hypothesis& hypothesis) const {
    json::object out{{"id", hypothesis.id}, {"title", hypothesis.title}};
    put(out, "always_present", hypothesis.always);
    return out;
  }

  json::array places(const dossier::HypothesisOrder& order) const {
    json::array out;
    for (const auto& tied : order.places) {
      json::array ids;
      for (const size_t h : tied) ids.emplace_back(attribution_.hypotheses[h].id);
      out.push_back(std::move(ids));
    }
    return out;
  }

  json::value cell(const std::optional<size_t>& filled) const {
    if (!filled || cells_ == nullptr) return nullptr;
    return json::value(cells_->entries[*filled].words.front());
  }

  json::object matrix(const dossier::MatrixResult& result) const {
    json::object rows;
    for (size_t e = 0; e < result.matrix->cells.size(); ++e) {
      json::array row;
      for (const auto& filled : result.matrix->cells[e]) row.push_back(cell(filled));
      rows[attribution_.exhibits[e].id] = std::move(row);
    }
    json::array scores, hangs_on;
    for (const int score : result.analysis.order.scores) scores.emplace_back(score);
    for (const dossier::OrderWithout& without : result.analysis.hangs_on) {
      hangs_on.push_back(json::object{{"without", attribution_.exhibits[without.exhibit].id},
                                      {"order", places(without.order)},
                                      {"other_first", without.other_first}});
    }
    json::object out{{"by", result.matrix->by},
                     {"on", result.matrix->on.format()},
                     {"cells", std::move(rows)},
                     {"against", std::move(scores)},
                     {"order", places(result.analysis.order)},
                     {"order_open_only", places(result.open_only)},
                     {"does_not_discriminate", exhibits(result.analysis.silent)},
                     {"hangs_on", std::move(hangs_on)},
                     {"blank", exhibits(result.unfilled)}};
    if (result.analysis.unweighted) {
      out["order_with_equal_weights"] = places(*result.analysis.unweighted);
    }
    return out;
  }

  json::object difference(const dossier::CellDifference& difference) const {
    json::object filled;
    for (const auto& [by, one] : difference.filled) filled[by] = cell(one);
    return {{"exhibit", attribution_.exhibits[difference.exhibit].id},
            {"hypothesis", attribution_.hypotheses[difference.hypothesis].id},
            {"filled", std::move(filled)}};
  }

  json::object exhibit(const dossier::CaseworkExhibit& exhibit) const {
    json::object out{{"id", exhibit.id},
                     {"title", exhibit.title},
                     {"received", exhibit.received.format()},
                     {"reliability", exhibit.reliability},
                     {"credibility", exhibit.credibility},
                     {"weight", exhibit.weight},
                     {"closed", exhibit.closed}};
    put(out, "collected", exhibit.collected);
    put(out, "method", exhibit.method);
    put(out, "source", exhibit.source);
    put(out, "sha256", exhibit.sha256);
    put(out, "gist", exhibit.gist);
    if (const auto confidence = stix_confidence(view_.law, exhibit)) {
      out["stix_confidence"] = *confidence;
    }
    return out;
  }

  json::object analysis(const dossier::ExhibitAnalysis& analysis) const {
    json::object out{{"id", analysis.id},
                     {"exhibit", attribution_.exhibits[analysis.exhibit].id},
                     {"by", analysis.organisation},
                     {"on", analysis.on.format()},
                     {"result", analysis.result}};
    put(out, "finds", analysis.finds);
    return out;
  }

  json::object reviewer(const dossier::Reviewer& reviewer) const {
    json::object out{{"id", reviewer.id}, {"name", reviewer.name}};
    put(out, "organisation", reviewer.organisation);
    put(out, "state", reviewer.state);
    put(out, "interests", reviewer.interests);
    put(out, "declared", reviewer.declared);
    put(out, "recused", reviewer.recused);
    return out;
  }

  json::object dissent(const dossier::Dissent& dissent) const {
    json::object out{{"by", dissent.by},
                     {"judgement", attribution_.judgements[dissent.judgement].id},
                     {"on", dissent.on.format()},
                     {"says", texts(dissent.says)}};
    put(out, "withdrawn", dissent.withdrawn);
    return out;
  }

  const AttributionView& view_;
  const Attribution& attribution_;
  const language::LawList* cells_;
};

}  // namespace

std::optional<int> stix_confidence(const language::Law& law,
                                   const dossier::CaseworkExhibit& exhibit) {
  const language::LawList* list = law.list("STIX confidence");
  return list == nullptr ? std::nullopt : dossier::figure_of(list->find(exhibit.credibility));
}

std::string attribution_json(const AttributionView& view) {
  return canonical_json(Writer(view).write());
}

}  // namespace comity::documents
