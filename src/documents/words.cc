#include "documents/words.h"

#include "base/text.h"

namespace comity::documents {

namespace {

using dossier::Answer;
using language::Weight;
using AccountKind = language::Account::Kind;

constexpr size_t kHashShown = 12;

std::string account_verb(AccountKind kind) {
  switch (kind) {
    case AccountKind::asserted: return "asserted by";
    case AccountKind::denied: return "denied by";
    case AccountKind::agreed: return "agreed by";
    case AccountKind::found: return "found by";
    case AccountKind::withheld: return "withheld by";
    case AccountKind::unknown: return "unknown";
    case AccountKind::not_asked: return "not asked";
    case AccountKind::not_applicable: return "does not apply";
  }
  return {};
}

std::string account_words(const language::Law& law, const dossier::Account& account) {
  std::string words = account_verb(account.kind);
  if (!account.by.empty()) words += ' ' + text::join_in_words(account.by);
  if (!account.date.empty()) words += " on " + account.date;
  std::vector<std::string> details;
  if (account.grade) details.push_back(law.grades[*account.grade]);
  if (!account.exhibits.empty()) details.push_back(text::join(account.exhibits, ", "));
  if (!account.remark.empty()) details.push_back(account.remark);
  if (!details.empty()) words += " (" + text::join(details, "; ") + ")";
  return words;
}

// "read so: sovereignty: a rule or only a principle"
std::string reading_words(const language::Law& law, const reason::AtomInfo& info) {
  const language::LawReading& reading = law.readings[info.reading];
  std::vector<std::string> options;
  for (size_t o = 0; o < reading.options.size(); ++o) {
    if ((info.options >> o) & 1u) options.push_back(reading.options[o]);
  }
  return "read so: " + reading.name + ": " + text::join_in_words(options, "or");
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

std::string option_words(const language::Law& law, reason::ReadingId reading,
                         reason::OptionId option) {
  return law.readings[reading].name + ": " + law.readings[reading].options[option];
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

std::string choice_words(const dossier::Assessment& assessment, reason::ChoiceId choice) {
  const language::Law& law = assessment.law();
  const reason::ChoiceInfo& info = assessment.grounding().choices[choice];
  switch (info.kind) {
    case reason::ChoiceInfo::Kind::fact:
    case reason::ChoiceInfo::Kind::assumption:
      return dossier::say(law, assessment.the_case(), info.sentence);
    case reason::ChoiceInfo::Kind::reading: return law.readings[info.reading].question;
    case reason::ChoiceInfo::Kind::not_encoded:
      return "\"" + law.passages[info.passage].text + "\" (not encoded)";
  }
  return {};
}

std::string statement_words(const dossier::Assessment& assessment, reason::Literal statement) {
  const language::Law& law = assessment.law();
  const reason::AtomInfo& info = assessment.grounding().atoms[statement.atom()];
  switch (info.kind) {
    case reason::AtomInfo::Kind::reading:
      return (statement.negated() ? "not " : "") + reading_words(law, info);
    case reason::AtomInfo::Kind::not_encoded:
      return "the passage \"" + law.passages[info.passage].text + "\" is " +
             (statement.negated() ? "not met" : "met");
    case reason::AtomInfo::Kind::sentence: break;
  }
  const bool negated = statement.negated() != info.key.shown_false;
  std::string words = dossier::say(law, assessment.the_case(), info.key.sentence, negated);
  if (info.key.when == reason::When::before) words += " before ";
  if (info.key.when == reason::When::after) words += " after ";
  if (info.key.when != reason::When::any) {
    words += dossier::name_of(law, assessment.the_case(), info.key.moment);
  }
  return words;
}

std::string pick_words(const dossier::Assessment& assessment, const reason::Pick& pick) {
  const language::Law& law = assessment.law();
  const reason::ChoiceInfo& info = assessment.grounding().choices[pick.choice];
  switch (info.kind) {
    case reason::ChoiceInfo::Kind::fact: {
      const reason::FactAlternative& alternative = info.alternatives[pick.alternative];
      const bool holds = alternative.version.value == reason::Version::Value::holds;
      std::string words = dossier::say(law, assessment.the_case(), info.sentence, !holds);
      if (holds && !alternative.in_time) words += ", but not in time";
      const auto ids = fact_ids(assessment, info);
      return ids.empty() ? words : text::join(ids, ", ") + ": " + words;
    }
    case reason::ChoiceInfo::Kind::reading:
      return "read so: " + option_words(law, info.reading, info.options[pick.alternative]);
    case reason::ChoiceInfo::Kind::not_encoded:
      return "the passage \"" + law.passages[info.passage].text + "\" (not encoded) is " +
             (pick.alternative == 0 ? "met" : "not met");
    case reason::ChoiceInfo::Kind::assumption:
      return "assumed: " + choice_words(assessment, pick.choice);
  }
  return {};
}

std::string accounts_words(const language::Law& law, const dossier::Fact& fact) {
  std::vector<std::string> all;
  for (const dossier::Account& account : fact.accounts) all.push_back(account_words(law, account));
  return text::join(all, "; ");
}

std::string rule_words(const language::Law& law, uint32_t rule, std::string_view told_source) {
  const language::LawRule& r = law.rules[rule];
  std::vector<std::string> words;
  if (r.declared.source != told_source) words.push_back(r.declared.source);
  if (!says_citation(r.declared.source, r.notes) || words.empty()) words.push_back(r.notes);
  std::erase(words, "");
  std::string out = text::join(words, ", ");
  out += (out.empty() ? "" : "; ") + std::string(language::name(r.weight));
  if (!r.declared.confirmed) out += "; source still to be confirmed";
  return out;
}

std::string reproduction_line(const dossier::Assessment& assessment) {
  const auto& facts = assessment.the_case().hash;
  return "norms " + assessment.law().hash.substr(0, kHashShown) + " · facts " +
         (facts.empty() ? "none" : facts.substr(0, kHashShown)) + " · program " +
         std::string(kProgramVersion);
}

}  // namespace comity::documents
