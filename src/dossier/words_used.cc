#include "dossier/words_used.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "dossier/passages.h"
#include "language/binder.h"

namespace comity::dossier {

namespace {

constexpr std::string_view kHole = "<Act>";
constexpr const char* kFinder = "the program, in the account";

std::vector<std::string> acts_of(const language::Law& law, const Case& the_case) {
  std::vector<std::string> acts;
  const auto kind = law.kind("Act");
  for (const language::LawName& name : the_case.names) {
    if (kind && law.program.is_a(name.kind, *kind)) acts.push_back(name.name);
  }
  return acts;
}

bool says_one_of(const language::LawList::Entry& entry, std::string_view text,
                 const std::vector<Word>& words) {
  return std::any_of(entry.words.begin(), entry.words.end(), [&](const std::string& phrase) {
    return find_phrase(text, words, phrase).has_value();
  });
}

// One sentence of the narrative, and the acts that it is about.
struct Passage {
  std::string text;
  std::vector<std::vector<Word>> words;  // of each part that denies nothing
  std::vector<std::string> acts;
};

bool says_one_of(const language::LawList* list, std::string_view text,
                 const std::vector<Word>& words) {
  return list != nullptr &&
         std::any_of(list->entries.begin(), list->entries.end(),
                     [&](const auto& entry) { return says_one_of(entry, text, words); });
}

// The sentence cut before each word after which a denial ends: "this was no sabotage | but mere
// espionage".
std::vector<std::vector<Word>> parts_of(const language::LawList* ends, std::string_view text,
                                        const std::vector<Word>& words) {
  std::vector<std::vector<Word>> parts(1);
  for (size_t i = 0; i < words.size(); ++i) {
    const bool cut =
        ends != nullptr && !parts.back().empty() &&
        std::any_of(ends->entries.begin(), ends->entries.end(), [&](const auto& entry) {
          return std::any_of(entry.words.begin(), entry.words.end(), [&](const auto& phrase) {
            return stands_at(text, words, i, text::split_words(std::string_view(phrase)));
          });
        });
    if (cut) parts.emplace_back();
    parts.back().push_back(words[i]);
  }
  return parts;
}

std::vector<Passage> passages_of(const language::Law& law, const Case& the_case) {
  const auto acts = acts_of(law, the_case);
  const language::LawList* denials = law.list("words that deny");
  const language::LawList* ends = law.list("words after which a denial ends");
  std::vector<Passage> out;
  for (const Span at : sentences_of(the_case.narrative)) {
    Passage passage{.text = std::string(the_case.narrative.substr(at.begin, at.size())),
                    .words = {},
                    .acts = {}};
    const std::vector<Word> words = words_of(passage.text, {0, at.size()});
    passage.words = parts_of(ends, passage.text, words);
    std::erase_if(passage.words, [&](const std::vector<Word>& part) {
      return says_one_of(denials, passage.text, part);
    });
    if (passage.words.empty()) continue;
    for (const std::string& act : acts) {
      if (find_phrase(passage.text, words, act)) passage.acts.push_back(act);
    }
    if (passage.acts.empty() && acts.size() == 1) passage.acts = acts;
    if (!passage.acts.empty()) out.push_back(std::move(passage));
  }
  return out;
}

// "the account of <Act> calls it espionage", of this act; nothing where the norms do not declare
// it.
std::optional<reason::GroundSentence> sentence_about(const language::Law& law, const Case& the_case,
                                                     std::string words, const std::string& act) {
  const size_t hole = words.find(kHole);
  if (hole == std::string::npos) return std::nullopt;
  const auto bound = bind_sentence(law, the_case, words.replace(hole, kHole.size(), act));
  if (!bound || bound->second) return std::nullopt;
  return bound->first;
}

std::string free_id(const Case& the_case) {
  std::set<std::string> taken;
  for (const Fact& fact : the_case.facts) taken.insert(fact.id);
  size_t n = 1;
  while (taken.contains("W" + std::to_string(n))) ++n;
  return "W" + std::to_string(n);
}

}  // namespace

std::vector<WordUsed> words_used(const language::Law& law, const Case& the_case) {
  const language::LawList* known = law.list("words in accounts");
  if (known == nullptr || the_case.narrative.empty()) return {};
  std::set<reason::GroundSentence> spoken;
  for (const Fact& fact : the_case.facts) spoken.insert(fact.sentence);
  const std::vector<Passage> passages = passages_of(law, the_case);
  std::vector<WordUsed> out;
  for (const auto& entry : known->entries) {
    for (const Passage& passage : passages) {
      const bool said = std::any_of(
          passage.words.begin(), passage.words.end(),
          [&](const std::vector<Word>& part) { return says_one_of(entry, passage.text, part); });
      if (!said) continue;
      for (const std::string& act : passage.acts) {
        const auto sentence = sentence_about(law, the_case, entry.value, act);
        if (sentence && spoken.insert(*sentence).second) {
          out.push_back({*sentence, text::join(text::split_words(passage.text), " ")});
        }
      }
    }
  }
  return out;
}

bool is_of_words(const language::Law& law, reason::PredicateId predicate) {
  const language::LawList* known = law.list("words in accounts");
  if (known == nullptr) return false;
  const language::LawPredicate& of = law.predicates[predicate];
  const std::string words = plain(of.positive, of.holes);
  return std::any_of(known->entries.begin(), known->entries.end(),
                     [&](const auto& entry) { return entry.value == words; });
}

Case with_words_used(const language::Law& law, Case the_case) {
  for (WordUsed& used : words_used(law, the_case)) {
    Fact fact{.id = free_id(the_case), .sentence = std::move(used.sentence)};
    fact.accounts.push_back({.kind = language::Account::Kind::found,
                             .by = {kFinder},
                             .grade = {},
                             .date = {},
                             .exhibits = {},
                             .remark = "“" + used.passage + "”"});
    the_case.facts.push_back(std::move(fact));
  }
  return the_case;
}

}  // namespace comity::dossier
