#include "documents/translation_json.h"

#include <boost/json.hpp>

#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;

json::array questions(const Speech& speech) {
  json::array out;
  for (const dossier::QuestionResult& q : speech.assessment().questions()) {
    json::object item{{"asks", speech.asks(q)},
                      {"sentence", speech.say(q.sentence)},
                      {"on_record", answer_words(speech, q.on_record.answer)}};
    if (q.if_attributed) item["if_attributed"] = answer_words(speech, q.if_attributed->answer);
    if (q.weight) item["weight"] = speech.word(language::name(*q.weight));
    out.push_back(std::move(item));
  }
  return out;
}

json::array readings(const Speech& speech) {
  json::array out;
  for (const reason::ChoiceInfo& info : speech.assessment().grounding().choices) {
    if (info.kind != reason::ChoiceInfo::Kind::reading) continue;
    const language::LawReading& reading = speech.law().readings[info.reading];
    json::array options;
    for (reason::OptionId o = 0; o < reading.options.size(); ++o) {
      options.emplace_back(speech.option(info.reading, o));
    }
    out.push_back(json::object{{"name", speech.reading(info.reading)},
                               {"question", speech.reading_question(info.reading)},
                               {"options", std::move(options)}});
  }
  return out;
}

}  // namespace

json::object translation_json(const Speech& speech) {
  const language::LawLanguage& language = *speech.language();
  const reason::Grounding& grounding = speech.assessment().grounding();
  json::object facts, parties;
  for (const dossier::Fact& fact : speech.the_case().facts) {
    facts[fact.id] = json::object{{"sentence", speech.say(fact.sentence, fact.negated)},
                                  {"words", accounts_words(speech, fact)}};
  }
  for (const auto& [code, name] : speech.law().parties) parties[code] = speech.party(code);
  json::array points, statements;
  for (reason::ChoiceId c = 0; c < grounding.choices.size(); ++c) {
    points.emplace_back(choice_words(speech, c));
  }
  for (uint32_t code = 0; code < 2 * grounding.theory.atom_count(); ++code) {
    statements.emplace_back(statement_words(speech, reason::Literal{code}));
  }
  return {{"language", language.name},
          {"tag", language.tag},
          {"direction", language.right_to_left ? "rtl" : "ltr"},
          {"reviewed", language.reviewed},
          {"notice", speech.notice()},
          {"translations", language.hash},
          {"questions", questions(speech)},
          {"facts", std::move(facts)},
          {"points", std::move(points)},
          {"statements", std::move(statements)},
          {"readings", readings(speech)},
          {"parties", std::move(parties)}};
}

}  // namespace comity::documents
