#include "documents/words.h"

#include "base/text.h"
#include "dossier/parties.h"

namespace comity::documents {

namespace {

using dossier::Answer;
using language::Weight;
using AccountKind = language::Account::Kind;

constexpr size_t kHashShown = 12;

std::string account_words(const Speech& speech, const dossier::Account& account) {
  const std::string by = speech.names(account.by);
  std::string words;
  switch (account.kind) {
    case AccountKind::asserted: words = speech("asserted by {}", {by}); break;
    case AccountKind::denied: words = speech("denied by {}", {by}); break;
    case AccountKind::agreed: words = speech("agreed by {}", {by}); break;
    case AccountKind::found: words = speech("found by {}", {by}); break;
    case AccountKind::withheld: words = speech("withheld by {}", {by}); break;
    case AccountKind::unknown: words = speech("unknown"); break;
    case AccountKind::not_asked: words = speech("not asked"); break;
    case AccountKind::not_applicable: words = speech("does not apply"); break;
  }
  const bool names = words.find(by) != std::string::npos;
  words = text::trim(names ? words : words + ' ' + by);
  if (!account.date.empty()) words = speech("{} on {}", {words, account.date});
  std::vector<std::string> details;
  if (account.grade) details.push_back(speech.grade(*account.grade));
  if (!account.exhibits.empty()) details.push_back(text::join(account.exhibits, ", "));
  if (!account.remark.empty()) details.push_back(account.remark);
  if (!details.empty()) words += " (" + text::join(details, "; ") + ")";
  return words;
}

// "read so: sovereignty: a rule or only a principle"
std::string reading_words(const Speech& speech, const reason::AtomInfo& info) {
  const language::LawReading& reading = speech.law().readings[info.reading];
  std::vector<std::string> options;
  for (reason::OptionId o = 0; o < reading.options.size(); ++o) {
    if ((info.options >> o) & 1u) options.push_back(speech.option(info.reading, o));
  }
  return speech("read so: {}: {}",
                {speech.reading(info.reading), text::join_in_words(options, speech("or"))});
}

// Whether the source names the place already: "… art. 8 (annex …)" says "art 8".
bool says_citation(std::string_view source, std::string_view citation) {
  std::string plain;
  for (const char c : source) {
    if (c != '.') plain += c;
  }
  const size_t at = plain.find(citation);
  if (at == std::string::npos) return false;
  const char after = at + citation.size() < plain.size() ? plain[at + citation.size()] : ' ';
  return after < '0' || after > '9';
}

}  // namespace

std::string answer_words(Answer answer) {
  switch (answer) {
    case Answer::established: return "established";
    case Answer::excluded: return "excluded: the opposite is established";
    case Answer::not_established: return "not established";
    case Answer::depends_on_facts: return "depends on facts";
    case Answer::depends_on_reading: return "depends on the reading";
    case Answer::undetermined: return "undetermined: the rules refer to one another in a circle";
    case Answer::not_encoded: return "rests on text that is not encoded";
  }
  return {};
}

std::string answer_words(const Speech& speech, Answer answer) {
  return speech.word(answer_words(answer));
}

std::string weight_remark(Weight weight) {
  switch (weight) {
    case Weight::treaty:
    case Weight::custom: return {};
    case Weight::contested_custom: return "contested custom";
    case Weight::regional: return "regional law: for its parties only";
    case Weight::national: return "national law";
    case Weight::expert_restatement: return "an expert restatement, which by itself binds nobody";
    case Weight::agreed_voluntary:
      return "an agreed voluntary norm: what does not fit it is not thereby unlawful";
    case Weight::confidence_building: return "a confidence-building measure, which binds nobody";
    case Weight::platform_default: return "a platform default that no instrument sets";
    case Weight::academic_coding: return "an academic coding, not law";
  }
  return {};
}

std::string weight_remark(const Speech& speech, Weight weight) {
  return speech.word(weight_remark(weight));
}

std::string option_words(const language::Law& law, reason::ReadingId reading,
                         reason::OptionId option) {
  return law.readings[reading].name + ": " + law.readings[reading].options[option];
}

std::string option_words(const Speech& speech, reason::ReadingId reading, reason::OptionId option) {
  return speech.reading(reading) + ": " + speech.option(reading, option);
}

std::vector<std::string> fact_ids(const dossier::Assessment& assessment,
                                  const reason::ChoiceInfo& choice) {
  std::vector<std::string> ids;
  const auto standing = assessment.standings().find(choice.sentence);
  if (choice.kind != reason::ChoiceInfo::Kind::fact || standing == assessment.standings().end()) {
    return ids;
  }
  for (const size_t fact : standing->second.facts) {
    ids.push_back(assessment.the_case().facts[fact].id);
  }
  return ids;
}

std::string choice_words(const Speech& speech, reason::ChoiceId choice) {
  const reason::ChoiceInfo& info = speech.assessment().grounding().choices[choice];
  switch (info.kind) {
    case reason::ChoiceInfo::Kind::fact:
    case reason::ChoiceInfo::Kind::assumption: return speech.say(info.sentence);
    case reason::ChoiceInfo::Kind::reading: return speech.reading_question(info.reading);
    case reason::ChoiceInfo::Kind::not_encoded:
      return speech("\"{}\" (not encoded)", {speech.law().passages[info.passage].text});
  }
  return {};
}

std::string statement_words(const Speech& speech, reason::Literal statement) {
  const reason::AtomInfo& info = speech.assessment().grounding().atoms[statement.atom()];
  switch (info.kind) {
    case reason::AtomInfo::Kind::reading: {
      const std::string words = reading_words(speech, info);
      return statement.negated() ? speech("not {}", {words}) : words;
    }
    case reason::AtomInfo::Kind::not_encoded: {
      const std::string& passage = speech.law().passages[info.passage].text;
      return statement.negated() ? speech("the passage \"{}\" is not met", {passage})
                                 : speech("the passage \"{}\" is met", {passage});
    }
    case reason::AtomInfo::Kind::sentence: break;
  }
  const bool negated = statement.negated() != info.key.shown_false;
  std::string words = speech.say(info.key.sentence, negated);
  if (info.key.when == reason::When::any) return words;
  const std::string moment = speech.name(info.key.moment);
  return info.key.when == reason::When::before ? speech("{} before {}", {words, moment})
                                               : speech("{} after {}", {words, moment});
}

std::string pick_words(const Speech& speech, const reason::Pick& pick) {
  const reason::ChoiceInfo& info = speech.assessment().grounding().choices[pick.choice];
  switch (info.kind) {
    case reason::ChoiceInfo::Kind::fact: {
      const reason::FactAlternative& alternative = info.alternatives[pick.alternative];
      const bool holds = alternative.version.value == reason::Version::Value::holds;
      std::string words = speech.say(info.sentence, !holds);
      if (holds && !alternative.in_time) words = speech("{}, but not in time", {words});
      const auto ids = fact_ids(speech.assessment(), info);
      return ids.empty() ? words : text::join(ids, ", ") + ": " + words;
    }
    case reason::ChoiceInfo::Kind::reading: {
      const reason::OptionId option = info.options[pick.alternative];
      return speech("read so: {}: {}",
                    {speech.reading(info.reading), speech.option(info.reading, option)});
    }
    case reason::ChoiceInfo::Kind::not_encoded: {
      const std::string& passage = speech.law().passages[info.passage].text;
      return pick.alternative == 0
                 ? speech("the passage \"{}\" (not encoded) is met", {passage})
                 : speech("the passage \"{}\" (not encoded) is not met", {passage});
    }
    case reason::ChoiceInfo::Kind::assumption:
      return speech("assumed: {}", {choice_words(speech, pick.choice)});
  }
  return {};
}

std::string accounts_words(const Speech& speech, const dossier::Fact& fact) {
  std::vector<std::string> all;
  for (const dossier::Account& account : fact.accounts) {
    all.push_back(account_words(speech, account));
  }
  return text::join(all, "; ");
}

std::string rule_words(const Speech& speech, uint32_t rule, std::string_view told_source) {
  const language::LawRule& r = speech.law().rules[rule];
  std::vector<std::string> words;
  if (r.declared.source != told_source) words.push_back(r.declared.source);
  if (!says_citation(r.declared.source, r.notes) || words.empty()) words.push_back(r.notes);
  std::erase(words, "");
  std::string out = text::join(words, ", ");
  out += (out.empty() ? "" : "; ") + speech.word(language::name(r.weight));
  if (!r.declared.confirmed) out += "; " + speech("source still to be confirmed");
  return out;
}

namespace {

// `name_of` names a region.
template <class Name>
std::string by_region_words(const language::Law& law, const std::vector<std::string>& parties,
                            const Name& name_of) {
  constexpr size_t kListed = 60;
  const auto regions = dossier::by_region(law, parties);
  if (parties.size() <= kListed || regions.size() == 1) return text::join(parties, " ");
  std::vector<std::string> counted;
  for (const dossier::Region& region : regions)
    counted.push_back(region.name.empty()
                          ? text::join(region.parties, " ")
                          : name_of(region) + " " + std::to_string(region.parties.size()));
  return text::join(counted, ", ");
}

}  // namespace

std::string parties_words(const language::Law& law, const std::vector<std::string>& parties) {
  return by_region_words(law, parties, [](const dossier::Region& region) { return region.name; });
}

std::string parties_words(const Speech& speech, const std::vector<std::string>& parties) {
  return by_region_words(speech.law(), parties, [&](const dossier::Region& region) {
    return speech.group(region.code, region.name);
  });
}

std::string reproduction_line(const Speech& speech) {
  const auto& facts = speech.the_case().hash;
  std::string line = speech(
      "norms {} · facts {} · program {}",
      {speech.law().hash.substr(0, kHashShown),
       facts.empty() ? speech("none") : facts.substr(0, kHashShown), std::string(kProgramVersion)});
  if (speech.language() != nullptr) {
    line += " · " + speech("translation {}", {speech.language()->hash.substr(0, kHashShown)});
  }
  return line;
}

}  // namespace comity::documents
