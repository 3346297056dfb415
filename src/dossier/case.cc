#include "dossier/case.h"

#include <algorithm>

namespace comity::dossier {

namespace {

using Kind = language::Account::Kind;
using Value = reason::Version::Value;

bool speaks(Kind kind) {
  return kind == Kind::asserted || kind == Kind::denied || kind == Kind::agreed ||
         kind == Kind::found;
}

// Without a grade an assertion is an allegation; what is agreed or found needs no more proof.
reason::Grade default_grade(Kind kind, reason::Grade top) {
  return kind == Kind::agreed || kind == Kind::found ? top : reason::Grade{0};
}

void merge(std::vector<reason::Version>& versions, const reason::Version& version) {
  const auto same = std::find_if(versions.begin(), versions.end(), [&](const reason::Version& v) {
    return v.value == version.value;
  });
  if (same == versions.end()) {
    versions.push_back(version);
  } else {
    same->grade = std::max(same->grade, version.grade);
  }
}

}  // namespace

Case case_of(const language::LawExample& example) {
  Case made{.title = example.title, .names = example.names};
  for (size_t i = 0; i < example.givens.size(); ++i) {
    const auto& given = example.givens[i];
    Fact fact{.id = "G" + std::to_string(i + 1), .negated = given.sentence.negated, .on = given.on};
    fact.sentence.predicate = given.sentence.predicate;
    for (const reason::Term& term : given.sentence.arguments) {
      fact.sentence.arguments.push_back(term.index);
    }
    fact.accounts.push_back(
        {.kind = given.unknown ? Kind::unknown : Kind::agreed, .grade = given.grade});
    made.facts.push_back(std::move(fact));
  }
  return made;
}

const std::string& name_of(const language::Law& law, const Case& the_case,
                           reason::Individual individual) {
  return individual < law.names.size() ? law.names[individual].name
                                       : the_case.names[individual - law.names.size()].name;
}

std::string say(const language::Law& law, const Case& the_case,
                const reason::GroundSentence& sentence, bool negated) {
  const language::LawPredicate& predicate = law.predicates[sentence.predicate];
  const bool own_words = negated && !predicate.negative.empty();
  return (negated && !own_words ? "it is not the case that " : "") +
         say(law, the_case, own_words ? predicate.negative : predicate.positive,
             sentence.arguments);
}

std::string say(const language::Law& law, const Case& the_case, const language::Wording& words,
                const std::vector<reason::Individual>& arguments) {
  std::string out;
  for (const language::WordingToken& token : words) {
    // A mark may have been set off from a hole: "… of <State>?".
    const bool mark = !token.hole && token.word.size() == 1 &&
                      std::string_view("?.,;").find(token.word[0]) != std::string_view::npos;
    if (!out.empty() && !token.joined && !mark) out += ' ';
    out += token.hole ? name_of(law, the_case, arguments[token.argument]) : token.word;
  }
  return out;
}

std::string ask(const language::Law& law, const Case& the_case,
                const reason::GroundSentence& sentence) {
  const language::Wording& asks = law.predicates[sentence.predicate].ask;
  if (asks.empty()) return "Is it so that " + say(law, the_case, sentence) + "?";
  return say(law, the_case, asks, sentence.arguments) + "?";
}

reason::Domain domain_of(const language::Law& law, const Case& the_case, const LawDates& dates) {
  reason::Domain domain{
      .fact_date = the_case.happened, .view_date = dates.view, .governed_as_of = dates.fact};
  for (const auto* names : {&law.names, &the_case.names}) {
    for (const language::LawName& name : *names) {
      domain.kinds.push_back(name.kind);
      const bool dated = law.program.kinds[name.kind].dated;
      domain.dates.push_back(dated && name.date ? name.date : std::nullopt);
    }
  }
  return domain;
}

std::map<reason::GroundSentence, Standing> standings(const language::Law& law,
                                                     const Case& the_case) {
  const auto top = static_cast<reason::Grade>(law.program.grades - 1);
  struct Said {
    const Account* account;
    reason::Version version;
  };
  std::map<reason::GroundSentence, Standing> all;
  std::map<reason::GroundSentence, std::vector<Said>> said;
  for (size_t f = 0; f < the_case.facts.size(); ++f) {
    const Fact& fact = the_case.facts[f];
    Standing& standing = all[fact.sentence];
    standing.facts.push_back(f);
    if (fact.on) standing.state.date = fact.on;
    for (const Account& account : fact.accounts) {
      reason::Version version{.value = Value::open};
      if (account.kind == Kind::not_applicable) version.value = Value::not_shown;
      if (speaks(account.kind)) {
        const bool holds = (account.kind != Kind::denied) != fact.negated;
        version = {.value = holds ? Value::holds : Value::fails,
                   .grade = account.grade.value_or(default_grade(account.kind, top))};
      }
      said[fact.sentence].push_back({&account, version});
    }
  }
  for (auto& [sentence, accounts] : said) {
    const auto weigh = [&](auto counts) {
      std::vector<Said> kept;
      std::copy_if(accounts.begin(), accounts.end(), std::back_inserter(kept), counts);
      if (!kept.empty()) accounts = std::move(kept);
    };
    // Whoever speaks counts before whoever does not, and a finding before what parties say.
    weigh([](const Said& s) { return speaks(s.account->kind); });
    weigh([](const Said& s) { return s.account->kind == Kind::found; });
    Standing& standing = all.at(sentence);
    for (const Said& s : accounts) merge(standing.state.versions, s.version);
    if (standing.state.versions.size() < 2) continue;
    for (const Said& s : accounts) {
      const auto it = std::find_if(standing.state.versions.begin(), standing.state.versions.end(),
                                   [&](const auto& v) { return v.value == s.version.value; });
      const auto version = static_cast<uint16_t>(it - standing.state.versions.begin());
      for (const std::string& party : s.account->by) standing.version_of[party] = version;
    }
  }
  return all;
}

}  // namespace comity::dossier
