#include "documents/batch.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json.h"
#include "base/json_pieces.h"
#include "base/text.h"
#include "reason/cone.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using dossier::Fate;
using dossier::QuestionResult;

constexpr std::string_view kFormat = "comity batch 1";
constexpr Fate kFates[] = {Fate::fact, Fate::used, Fate::not_seen, Fate::kept, Fate::unmapped};

size_t facts_among(const reason::Grounding& grounding, std::span<const reason::ChoiceId> choices) {
  return static_cast<size_t>(std::count_if(choices.begin(), choices.end(), [&](auto choice) {
    return grounding.choices[choice].kind == reason::ChoiceInfo::Kind::fact;
  }));
}

json::object question_object(const dossier::Assessment& assessment, const QuestionResult& q) {
  json::array readings;
  for (const dossier::ReadingGroup& group : q.groups) {
    readings.push_back(json::object{{"answer", language::name(group.finding().answer)},
                                    {"parties", texts(group.parties)}});
  }
  const OpenFacts open = open_facts(assessment, q);
  json::object out{{"question", q.question->name},
                   {"asks", q.asks},
                   {"answer", language::name(q.finding().answer)},
                   {"exact", q.finding().exact},
                   {"if_attributed", q.if_attributed.has_value()},
                   {"readings", std::move(readings)},
                   {"not_seen", texts(q.not_seen)},
                   {"open_facts", json::object{{"reached", open.reached},
                                               {"bounded", open.bounded},
                                               {"decisive", open.decisive}}}};
  if (q.weight) out["weight"] = language::name(*q.weight);
  return out;
}

json::object origin_object(const BatchOrigin& origin) {
  json::object out{{"format", kFormat}, {"id", origin.id}, {"place", origin.place}};
  if (origin.values == nullptr) return out;
  std::map<Fate, size_t> counts;
  json::array skipped;
  for (const dossier::ValueReport& value : *origin.values) {
    ++counts[value.fate];
    if (value.fate != Fate::kept && value.fate != Fate::unmapped) continue;
    skipped.push_back(
        json::object{{"field", value.field}, {"value", value.text}, {"reason", value.reason}});
  }
  json::object values;
  for (const Fate fate : kFates) values[dossier::name(fate)] = counts[fate];
  out["values"] = std::move(values);
  out["skipped"] = std::move(skipped);
  return out;
}

size_t percentile(std::vector<size_t> values, size_t percent) {
  std::sort(values.begin(), values.end());
  const size_t rank = (values.size() * percent + 99) / 100;
  return values.empty() ? 0 : values[std::max<size_t>(rank, 1) - 1];
}

// "3 / 7": median and 90th percentile.
std::string spread(const std::vector<OpenFacts>& open, size_t OpenFacts::* member) {
  std::vector<size_t> values;
  for (const OpenFacts& facts : open) values.push_back(facts.*member);
  return std::to_string(percentile(values, 50)) + " / " + std::to_string(percentile(values, 90));
}

std::string padded(const std::string& text, size_t width) {
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text + " ";
}

}  // namespace

OpenFacts open_facts(const dossier::Assessment& assessment, const QuestionResult& question) {
  const reason::Grounding& grounding = assessment.grounding();
  const reason::Literal literal = *grounding.literal(question.sentence, false);
  const reason::Cone cone = reason::cone_of(grounding.theory, {&literal, 1});
  return {.reached = facts_among(grounding, cone.choices),
          .bounded = facts_among(grounding, assessment.inquiry(literal).cone()),
          .decisive = facts_among(grounding, question.finding().hangs_on)};
}

std::string batch_line(const dossier::Assessment& assessment, const BatchOrigin& origin) {
  json::object out = origin_object(origin);
  json::array questions;
  for (const QuestionResult& q : assessment.questions()) {
    questions.push_back(question_object(assessment, q));
  }
  out["title"] = assessment.the_case().title;
  out["facts"] = assessment.the_case().facts.size();
  out["questions"] = std::move(questions);
  out["norms"] = assessment.law().hash;
  return canonical_json(out) + "\n";
}

std::string refused_line(const BatchOrigin& origin, const std::string& reason) {
  json::object out = origin_object(origin);
  out["refused"] = reason;
  return canonical_json(out) + "\n";
}

void BatchFigures::add(const dossier::Assessment& assessment, const BatchOrigin& origin) {
  ++assessed_;
  for (const QuestionResult& q : assessment.questions()) {
    OfQuestion& of = questions_[q.question->name];
    ++of.answers[q.finding().answer];
    of.open.push_back(open_facts(assessment, q));
  }
  if (origin.values == nullptr) return;
  for (const dossier::ValueReport& value : *origin.values) ++fates_[value.fate];
}

void BatchFigures::merge(const BatchFigures& other) {
  assessed_ += other.assessed_;
  refused_ += other.refused_;
  for (const auto& [fate, count] : other.fates_) fates_[fate] += count;
  for (const auto& [name, theirs] : other.questions_) {
    OfQuestion& ours = questions_[name];
    for (const auto& [answer, count] : theirs.answers) ours.answers[answer] += count;
    ours.open.insert(ours.open.end(), theirs.open.begin(), theirs.open.end());
  }
}

std::string BatchFigures::text() const {
  std::string out = std::to_string(assessed_ + refused_) + " in: " + std::to_string(assessed_) +
                    " assessed, " + std::to_string(refused_) + " refused\n";
  if (!fates_.empty()) {
    std::vector<std::string> parts;
    for (const auto& [fate, count] : fates_) {
      parts.push_back(std::to_string(count) + " " + std::string(dossier::name(fate)));
    }
    out += "values: " + text::join(parts, ", ") + "\n";
  }
  if (questions_.empty()) return out;
  size_t width = 8;
  for (const auto& [name, of] : questions_) width = std::max(width, name.size());
  out += "\nOpen facts of each question, median / 90th percentile\n  " +
         padded("question", width + 2) + padded("put", 7) + padded("reached", 10) +
         padded("bounded", 10) + padded("decisive", 10) + "answers\n";
  for (const auto& [name, of] : questions_) {
    std::vector<std::string> answers;
    for (const auto& [answer, count] : of.answers) {
      answers.push_back(std::to_string(count) + " " + std::string(language::name(answer)));
    }
    out += "  " + padded(name, width + 2) + padded(std::to_string(of.open.size()), 7) +
           padded(spread(of.open, &OpenFacts::reached), 10) +
           padded(spread(of.open, &OpenFacts::bounded), 10) +
           padded(spread(of.open, &OpenFacts::decisive), 10) + text::join(answers, ", ") + "\n";
  }
  return out;
}

}  // namespace comity::documents
