#include "app/translations_command.h"

#include <algorithm>
#include <set>

#include "app/norms.h"
#include "base/text.h"
#include "documents/catalogue.h"
#include "language/binder.h"

namespace comity::app {

namespace {

using language::Law;
using language::LawLanguage;
using language::SaidAs;
using language::TranslatedWording;

// How many of one kind of thing are translated.
struct Extent {
  std::string what;  // "sentences"
  size_t all = 0;
  size_t unreviewed = 0;
  std::vector<std::string> missing;

  void add(const std::string& name, bool translated) {
    ++all;
    if (!translated) missing.push_back(name);
  }
  void add(const std::string& name, const TranslatedWording* wording) {
    add(name, wording != nullptr);
    unreviewed += wording != nullptr && wording->reviewed_by.empty() ? 1 : 0;
  }
};

// Sentences that somebody wrote: not those that the compiler made.
bool is_written(const language::LawPredicate& predicate) {
  return !predicate.exception_of && !predicate.positive.empty();
}

std::vector<Extent> extents_of(const Law& law, const LawLanguage& language) {
  Extent sentences{"sentences"}, opposites{"opposites"}, asks{"questions about facts"},
      questions{"questions of law"}, readings{"readings"}, parties{"parties"},
      groups{"groups of States"}, kinds{"head nouns"}, phrases{"phrases of the program"};
  for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
    const language::LawPredicate& predicate = law.predicates[p];
    if (!is_written(predicate)) continue;
    const std::string name = plain(predicate.positive, predicate.holes);
    sentences.add(name, language.sentence(p, SaidAs::is));
    if (!predicate.negative.empty()) {
      opposites.add(plain(predicate.negative, predicate.holes),
                    language.sentence(p, SaidAs::opposite));
    }
    if (!predicate.ask.empty()) asks.add(name, language.sentence(p, SaidAs::ask));
  }
  for (const language::LawQuestion& question : law.questions) {
    const auto found = language.questions.find(question.name);
    questions.add(question.name, found == language.questions.end() ? nullptr : &found->second);
  }
  for (uint32_t r = 0; r < law.readings.size(); ++r) {
    readings.add(law.readings[r].name, language.readings.contains(r));
  }
  for (const auto& [code, name] : law.parties) {
    parties.add(code + " " + name, language.parties.contains(code));
  }
  std::set<std::string> codes;  // one code may stand for several spans of time
  for (const language::LawGroup& group : law.groups) {
    if (codes.insert(group.code).second) {
      groups.add(group.code + " " + group.name, language.groups.contains(group.code));
    }
  }
  for (reason::KindId k = 0; k < law.kinds.size(); ++k) {
    const auto& built_in = language::kBuiltInKinds;
    if (std::find(built_in.begin(), built_in.end(), law.kinds[k]) == built_in.end())
      kinds.add(law.kinds[k], language.kinds.contains(k));
  }
  const auto missing = documents::Catalogue::of(language.tag).missing();
  for (const std::string& phrase : missing) phrases.add(phrase, false);
  phrases.all = documents::Catalogue::phrases();
  return {sentences, opposites, asks, questions, readings, parties, groups, kinds, phrases};
}

std::string summary_of(const LawLanguage& language, const std::vector<Extent>& extents) {
  std::vector<std::string> parts;
  size_t unreviewed = 0;
  for (const Extent& extent : extents) {
    parts.push_back(std::to_string(extent.all - extent.missing.size()) + " of " +
                    std::to_string(extent.all) + " " + extent.what);
    unreviewed += extent.unreviewed;
  }
  const std::string reviewed =
      unreviewed > 0 ? std::to_string(unreviewed) + " wordings that nobody has reviewed"
                     : "every wording was reviewed";
  return language.name + " (" + language.tag + "): " + text::join(parts, ", ") + "; " + reviewed;
}

}  // namespace

int run_norms_translations(const std::string& path, const std::string& language,
                           const Output& out) {
  return with_law(path, out, [&](const Law& law) {
    const auto wanted = language_of(law, language);
    if (!wanted) return out.fail(wanted.error());
    for (const LawLanguage& each : law.languages) {
      if (*wanted != nullptr && *wanted != &each) continue;
      const auto extents = extents_of(law, each);
      out.print(text::wrap(summary_of(each, extents), out.columns, 2) + "\n");
      if (*wanted == nullptr) continue;
      for (const Extent& extent : extents) {
        if (!extent.missing.empty()) out.print("\nmissing " + extent.what + "\n");
        for (const std::string& one : extent.missing) out.print("  " + one + "\n");
      }
    }
    if (law.languages.empty()) out.print("the norms are not translated into any language\n");
    return 0;
  });
}

std::string sentence_in(const LawLanguage& language, reason::PredicateId sentence) {
  std::string out;
  for (const auto& [key, wording] : language.wordings(sentence)) {
    out += "  " + language.name + (key.empty() ? "" : " ") + std::string(key) + ": " +
           wording->written + "  (" +
           (wording->reviewed_by.empty() ? "unreviewed" : "reviewed by " + wording->reviewed_by) +
           ")\n";
  }
  return out.empty() ? "  not translated into " + language.name + "\n" : out;
}

std::string rule_in(const Law& law, const LawLanguage& language, uint32_t rule) {
  std::vector<reason::PredicateId> sentences;
  const auto add = [&](reason::PredicateId p) {
    const bool known = std::find(sentences.begin(), sentences.end(), p) != sentences.end();
    if (!known && is_written(law.predicates[p])) sentences.push_back(p);
  };
  add(law.rules[rule].head.predicate);
  for (size_t i = 0; i < law.compiled.size(); ++i) {
    if (law.compiled[i].rule != rule) continue;
    for (const auto& premise : law.program.rules[i].premises) add(premise.pattern.predicate);
  }
  std::string out;
  for (const reason::PredicateId p : sentences) {
    out += "\n  " + plain(law.predicates[p].positive, law.predicates[p].holes) + "\n";
    out += sentence_in(language, p);
  }
  return out;
}

std::string reading_in(const Law& law, const LawLanguage& language, reason::ReadingId reading) {
  const auto found = language.readings.find(reading);
  if (found == language.readings.end()) return "\n  not translated into " + language.name + "\n";
  std::string out = "\n  " + language.name + " (" +
                    (language.reviewed ? "reviewed" : "unreviewed") + "): " + found->second.name +
                    ": " + found->second.question + "\n";
  for (const auto& [option, words] : found->second.options) {
    out += "    " + law.readings[reading].options[option] + ": " + words + "\n";
  }
  return out;
}

}  // namespace comity::app
