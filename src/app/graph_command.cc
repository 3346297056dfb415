#include "app/graph_command.h"

#include <boost/json.hpp>

#include "app/norms.h"
#include "base/json.h"
#include "base/json_pieces.h"
#include "language/binder.h"

namespace comity::app {

namespace {

namespace json = boost::json;
using language::Law;
using Part = language::CompiledRule::Part;

std::string_view name(Part part) {
  switch (part) {
    case Part::main: return "rule";
    case Part::no_exception: return "no exception";
    case Part::exception: return "exception";
    case Part::conflict: return "conflict";
  }
  return "";
}

json::object sentence_json(const Law& law, reason::PredicateId p) {
  const language::LawPredicate& predicate = law.predicates[p];
  json::array kinds;
  for (const reason::KindId kind : law.program.predicates[p].arguments) {
    kinds.emplace_back(law.kinds[kind]);
  }
  json::object out{{"kinds", std::move(kinds)}, {"layer", language::name(predicate.layer)}};
  if (predicate.exception_of) {
    out["exception_of"] = law.rules[*predicate.exception_of].id;
    return out;
  }
  out["form"] = language::name(predicate.modality);
  out["holes"] = texts(predicate.holes);
  out["of"] = predicate.base;
  out["register"] = predicate.in_register;
  put(out, "words", plain(predicate.positive, predicate.holes));
  put(out, "opposite", plain(predicate.negative, predicate.holes));
  return out;
}

json::object pattern_json(const reason::Pattern& pattern) {
  return {{"sentence", pattern.predicate}, {"not", pattern.negated}};
}

json::object way_json(const Law& law, size_t w) {
  const reason::ProgramRule& rule = law.program.rules[w];
  json::array premises, readings;
  for (const reason::ProgramPremise& premise : rule.premises) {
    premises.emplace_back(pattern_json(premise.pattern));
  }
  for (const reason::ReadingGuard& guard : rule.guards) {
    const language::LawReading& reading = law.readings[guard.reading];
    json::array options;
    for (size_t o = 0; o < reading.options.size(); ++o) {
      if ((guard.options >> o & 1) != 0) options.emplace_back(reading.options[o]);
    }
    readings.emplace_back(json::object{{"reading", reading.name}, {"options", std::move(options)}});
  }
  return {{"rule", law.rules[law.compiled[w].rule].id},
          {"part", name(law.compiled[w].part)},
          {"head", pattern_json(rule.head)},
          {"premises", std::move(premises)},
          {"comparisons", rule.comparisons.size()},
          {"readings", std::move(readings)}};
}

json::object question_json(const language::LawQuestion& question) {
  json::array raised_when;
  for (const language::LawQuestion::Trigger& trigger : question.raised_when) {
    json::array premises;
    for (const reason::Pattern& premise : trigger.premises) {
      premises.emplace_back(pattern_json(premise));
    }
    raised_when.emplace_back(std::move(premises));
  }
  return {{"name", question.name},
          {"sentence", question.predicate},
          {"holes", texts(question.holes)},
          {"asks", plain(question.asks, question.holes)},
          {"raised_when", std::move(raised_when)}};
}

}  // namespace

int run_norms_graph(const std::string& path, const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    json::array sentences, ways, questions;
    for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
      sentences.emplace_back(sentence_json(law, p));
    }
    for (size_t w = 0; w < law.compiled.size(); ++w) ways.emplace_back(way_json(law, w));
    for (const language::LawQuestion& question : law.questions) {
      questions.emplace_back(question_json(question));
    }
    out.print(canonical_json(json::object{{"format", "comity graph 1"},
                                          {"norms", law.hash},
                                          {"sentences", std::move(sentences)},
                                          {"ways", std::move(ways)},
                                          {"questions", std::move(questions)}}) +
              "\n");
    return 0;
  });
}

}  // namespace comity::app
