#include "documents/attribution.h"

#include "base/text.h"
#include "documents/attribution_parts.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

using dossier::Attribution;

void write_mandate(const AttributionView& view, Sheet& sheet) {
  const dossier::Mandate& mandate = view.attribution.mandate;
  sheet.heading("Mandate");
  const dossier::Standard& standard = view.attribution.standard();
  sheet.entries({{"Given by", text::join_in_words(mandate.given_by)},
                 {"Given to", mandate.given_to},
                 {"Scope", mandate.scope},
                 {"Standard of proof", standard.words + ", fixed on " + standard.fixed.format() +
                                           " and locked with the first exhibit"},
                 {"Deadline", mandate.deadline ? mandate.deadline->format() : ""}});
  for (const std::string& what : mandate.may_not_decide) {
    sheet.line("It may not decide " + what + ".");
  }
}

void write_reviewers(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Reviewers and their interests");
  SheetTable table{.columns = {"Id", "Name", "From", "Interests"}, .rows = {}};
  for (const dossier::Reviewer& reviewer : view.attribution.reviewers) {
    std::vector<std::string> from;
    for (const std::string& one : {reviewer.organisation, reviewer.state}) {
      if (!one.empty()) from.push_back(one);
    }
    std::string interests = reviewer.interests;
    if (reviewer.declared) interests += " (declared " + reviewer.declared->format() + ")";
    if (reviewer.recused) interests += "; recused " + reviewer.recused->format();
    table.rows.push_back({reviewer.id, reviewer.name, text::join(from, ", "), interests});
  }
  sheet.blocks.emplace_back(std::move(table));
}

// Silence is recorded as silence.
void write_replies(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Right of reply");
  std::vector<std::string> points;
  for (const dossier::Reply& reply : view.attribution.replies) {
    std::string words =
        reply.party + ", asked " + reply.asked.format() + ", until " + reply.until.format() + ": ";
    words += reply.received ? "replied " + reply.received->format() + ": \"" + reply.says + "\""
                            : "no reply received. Silence is no admission.";
    points.push_back(std::move(words));
  }
  if (points.empty()) sheet.line("Nobody has been asked to reply.");
  sheet.points(std::move(points));
}

void write_missing(const AttributionView& view, Sheet& sheet) {
  sheet.heading("What the work still lacks");
  if (view.result.missing.empty()) sheet.line("Nothing that this program can see.");
  sheet.points(view.result.missing);
}

// "A 5, B 4, C 3 …", with the list's weight beside it.
std::string figures_of(const language::Law& law, std::string_view name) {
  const language::LawList* list = law.list(name);
  if (list == nullptr) return {};
  std::vector<std::string> parts;
  for (const auto& entry : list->entries) parts.push_back(entry.words.front() + " " + entry.value);
  std::string words = text::join(parts, ", ");
  if (list->declared.weight)
    words += " (" + std::string(language::name(*list->declared.weight)) + ")";
  return words;
}

void write_defaults(const AttributionView& view, Sheet& sheet) {
  sheet.heading("Figures that were used");
  const language::Law& law = view.law;
  sheet.entries({{"Weight of reliability", figures_of(law, "weight of reliability")},
                 {"Weight of credibility", figures_of(law, "weight of credibility")},
                 {"Cells", figures_of(law, "cells of the matrix")},
                 {"Casework", figures_of(law, "figures of the casework")}});
  sheet.remark(
      "An exhibit weighs the sum of its two figures. They order hypotheses and measure "
      "nothing; no instrument sets them.");
  sheet.remark(
      "Reproduce: norms " + law.hash.substr(0, 12) + " · casework " +
      view.attribution.hash.substr(0, 12) +
      (view.legal == nullptr ? "" : " · case " + view.legal->the_case().hash.substr(0, 12)) +
      " · program " + std::string(kProgramVersion));
}

}  // namespace

std::string exhibit_ids(const Attribution& attribution, const std::vector<size_t>& exhibits) {
  std::vector<std::string> ids;
  for (const size_t e : exhibits) {
    ids.push_back(attribution.exhibits[e].id + (attribution.exhibits[e].closed ? " (closed)" : ""));
  }
  return text::join(ids, ", ");
}

std::string order_words(const Attribution& attribution, const dossier::HypothesisOrder& order) {
  std::vector<std::string> places;
  size_t place = 1;
  for (const auto& tied : order.places) {
    std::vector<std::string> ids;
    for (const size_t h : tied) ids.push_back(attribution.hypotheses[h].id);
    places.push_back(std::to_string(place) + " " + text::join(ids, ", ") +
                     (tied.size() > 1 ? " tied" : ""));
    place += tied.size();
  }
  return text::join(places, "; ");
}

Sheet attribution_sheet(const AttributionView& view) {
  Sheet sheet{.title = view.attribution.title,
              .nature = "casework: judgements are the panel's, not the program's",
              .blocks = {}};
  write_mandate(view, sheet);
  write_technical(view, sheet);
  write_legal(view, sheet);
  write_political(view, sheet);
  write_replies(view, sheet);
  write_hypotheses(view, sheet);
  write_differences(view, sheet);
  write_pivotal(view, sheet);
  write_exhibits(view, sheet);
  write_reviewers(view, sheet);
  write_missing(view, sheet);
  write_defaults(view, sheet);
  return sheet;
}

}  // namespace comity::documents
