#include "dossier/agreement.h"

#include <algorithm>

#include "base/text.h"
#include "dossier/assess.h"
#include "dossier/published.h"

namespace comity::dossier {

namespace {

std::string without_star(std::string value) {
  std::erase(value, '*');
  return value;
}

// Of the conclusions whose source was read: how many agree, and on what reading they were made.
std::string seen_line(const Agreement& agreement) {
  size_t seen = 0, agreeing = 0, held = 0;
  for (const Comparison& row : agreement.rows) {
    if (!row.seen) continue;
    ++seen;
    agreeing += row.comparable() && row.agrees();
    held += !row.held.empty();
  }
  if (seen == 0) return {};
  return "of these " + std::to_string(seen) + " seen at the source: " + std::to_string(agreeing) +
         " agree; " + std::to_string(held) + " were published on a stated reading\n";
}

std::string padded(std::string text, size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

}  // namespace

size_t Agreement::comparable() const {
  return static_cast<size_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.comparable(); }));
}

size_t Agreement::agreeing() const {
  return static_cast<size_t>(std::count_if(
      rows.begin(), rows.end(), [](const auto& row) { return row.comparable() && row.agrees(); }));
}

Result<Agreement> compare_labels(const language::Law& law, const Import& import,
                                 const std::vector<Case>& cases, const Mapping& labels) {
  std::vector<MappingLine> known;
  labels.each([&](const MappingLine& line) {
    if (line.becomes == Becomes::asserted) known.push_back(line);
  });
  Agreement agreement;
  for (size_t c = 0; c < cases.size(); ++c) {
    for (const ValueReport& value : import.cases[c].values) {
      const auto lines = labels.find(value.field, value.text);
      if (lines.empty() || lines.front()->becomes != Becomes::asserted) continue;
      Comparison row{.id = import.cases[c].id,
                     .topic = value.field,
                     .published = without_star(lines.front()->value),
                     .computed = {},
                     .reason = "no label of the coding follows",
                     .of_case = c,
                     .sentence = {},
                     .seen = false,
                     .held = {},
                     .held_by_party = false,
                     .explained = {}};
      COMITY_TRY(row.sentence, sentence_in(law, cases[c], lines.front()->says));
      for (const MappingLine& line : known) {
        COMITY_TRY(const auto sentence, sentence_in(law, cases[c], line.says));
        COMITY_TRY(const bool holds, established(law, cases[c], sentence));
        if (line.field != value.field || !holds) continue;
        row.computed = without_star(line.value);
        row.reason = say(law, cases[c], sentence);
      }
      agreement.rows.push_back(std::move(row));
    }
  }
  return agreement;
}

std::string agreement_table(const Agreement& agreement) {
  std::map<std::pair<std::string, std::string>, size_t> met;
  size_t left = 12, right = 12;
  for (const Comparison& row : agreement.rows) {
    if (row.comparable()) ++met[{row.published, row.computed}];
    left = std::max(left, row.published.size() + 2);
    right = std::max(right, row.computed.size() + 2);
  }
  std::string out = padded("published", left) + padded("computed", right) + "rows\n";
  for (const auto& [pair, count] : met) {
    out += padded(pair.first, left) + padded(pair.second, right) + std::to_string(count) +
           (pair.first == pair.second ? "" : "  differs") + "\n";
  }
  out += "\n" + std::to_string(agreement.rows.size()) +
         " published: " + std::to_string(agreement.comparable()) + " comparable, of these " +
         std::to_string(agreement.agreeing()) + " agree; " +
         std::to_string(agreement.rows.size() - agreement.comparable()) + " not comparable\n";
  out += seen_line(agreement);
  for (const Comparison& row : agreement.rows) {
    if (row.comparable() && row.agrees()) continue;
    out += "\n" + row.id + ", " + row.topic + ": published " + row.published + "; " +
           (row.comparable() ? "computed " + row.computed : "not comparable") + "\n  " +
           text::wrap(row.reason, 98, 2) + "\n";
    if (!row.explained.empty())
      out += "  " + text::wrap("our remark: " + row.explained, 98, 2) + "\n";
  }
  return out;
}

std::string variants_table(const std::vector<Variant>& variants) {
  if (variants.empty()) return {};
  size_t as_expected = 0, flipped = 0;
  std::string rows;
  for (const Variant& variant : variants) {
    as_expected += variant.varied.agrees();
    flipped += variant.flips();
    if (variant.varied.agrees()) continue;
    rows += "\n" + variant.base.id + ", " + variant.base.topic + ": " + variant.change + "\n  " +
            text::wrap("expected " + variant.varied.published + ", computed " +
                           (variant.varied.comparable() ? variant.varied.computed : "nothing") +
                           ": " + variant.varied.reason,
                       98, 2) +
            "\n";
  }
  return "\n" + std::to_string(variants.size()) +
         " variants with one fact changed: " + std::to_string(as_expected) +
         " come out as expected; " + std::to_string(flipped) + " flip the answer, " +
         std::to_string(variants.size() - flipped) + " hold it\n" + rows;
}

std::string issues_table(const std::vector<IssueRow>& issues) {
  if (issues.empty()) return {};
  size_t raised = 0;
  std::string rows;
  for (const IssueRow& row : issues) {
    raised += !row.question.empty();
    if (!row.question.empty()) continue;
    rows += "\n" + row.id + ", " + row.issue + ": not raised\n  " + text::wrap(row.reason, 98, 2) +
            "\n";
  }
  return "\n" + std::to_string(issues.size()) +
         " issues addressed by the sources, answer not seen: " + std::to_string(raised) +
         " raised as a question\n" + rows;
}

}  // namespace comity::dossier
