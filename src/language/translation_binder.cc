#include "language/translation_binder.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "language/binder.h"
#include "language/checker.h"
#include "language/tokens.h"
#include "language/translation_forms.h"

namespace comity::language {

// Where a translation stands, what it is a translation into, and who has reviewed it.
struct TranslationBinder::Form {
  SourcePtr file;
  LawLanguage& language;
  std::string reviewed_by;
};

template <class T, class Visit>
void TranslationBinder::each(Visit visit) const {
  for (const auto* documents : {&law_.documents, &law_.translations}) {
    for (const Document& document : *documents) {
      for (const Section& section : document.sections) {
        for (const Item& item : section.items) {
          if (const T* found = std::get_if<T>(&item)) visit(*found, document.source);
        }
      }
    }
  }
}

// ---- languages ---------------------------------------------------------------------------------

void TranslationBinder::declare_languages() {
  each<LanguageItem>([&](const LanguageItem& item, const SourcePtr& file) {
    LawLanguage made{.name = item.name.text, .tag = item.tag.text};
    const Form at{.file = file, .language = made, .reviewed_by = {}};
    if (find_language(law_, made.name) != nullptr || find_language(law_, made.tag) != nullptr) {
      return error("duplicate-language", "the language `" + made.name + "` is declared twice",
                   item.name.span, at);
    }
    for (const Text& each_case : item.cases) made.cases.push_back(each_case.text);
    for (const Text& each_one : item.agreement) made.agreement.push_back(each_one.text);
    made.right_to_left = item.right_to_left;
    if (item.opposite) made.opposite = item.opposite->text;
    constexpr std::string_view kBetween = "…";
    const size_t between = item.quotes ? item.quotes->text.find(kBetween) : std::string::npos;
    if (between != std::string::npos) {
      made.opening = item.quotes->text.substr(0, between);
      made.closing = item.quotes->text.substr(between + kBetween.size());
    } else if (item.quotes) {
      error("bad-value", "`…` has to stand between the quotation marks", item.quotes->span, at,
            "write them like `«…»`");
    }
    law_.languages.push_back(std::move(made));
  });
}

LawLanguage* TranslationBinder::language(const Text& name, const SourcePtr& file) {
  std::vector<std::string> known;
  for (LawLanguage& language : law_.languages) {
    if (language.name == name.text) return &language;
    known.push_back(language.name);
  }
  diagnostics_.add(unknown_language(name, known, file));
  return nullptr;
}

// ---- all translations --------------------------------------------------------------------------

void TranslationBinder::bind() {
  std::map<LawLanguage*, std::string> manifests;
  const auto each_list = [&](auto wanted, bool heads) {
    each<Translations>([&](const Translations& item, const SourcePtr& file) {
      LawLanguage* into =
          heads ? language(item.language, file)
                : &law_.languages[static_cast<size_t>(find_language(law_, item.language.text) -
                                                      law_.languages.data())];
      if (into == nullptr) return;
      const Form at{file, *into, item.reviewed_by ? item.reviewed_by->text : ""};
      if (heads) manifests[into] += file->name() + ' ' + sha256_hex(file->text()) + '\n';
      if (heads && !item.reviewed_by) into->reviewed = false;
      for (const Translation& entry : item.entries) {
        if (wanted(entry.of)) bind_entry(entry, at);
      }
    });
  };
  const auto of_kind = [](Translation::Of of) { return of == Translation::Of::kind; };
  // Head nouns first: what agrees with a hole is held against the gender of its kind.
  const size_t errors = diagnostics_.error_count();
  each_list(of_kind, true);
  if (diagnostics_.error_count() > errors) return;
  each_list([&](Translation::Of of) { return !of_kind(of); }, false);
  each<SentenceDeclaration>([&](const SentenceDeclaration& sentence, const SourcePtr& file) {
    if (!sentence.translations.empty()) bind_inline(sentence, file);
  });
  for (const auto& [into, manifest] : manifests) into->hash = sha256_hex(manifest);
}

void TranslationBinder::bind_entry(const Translation& entry, const Form& at) {
  switch (entry.of) {
    case Translation::Of::kind: return bind_kind(entry, at);
    case Translation::Of::party: return bind_party(entry, at);
    case Translation::Of::group: return bind_group(entry, at);
    case Translation::Of::name: return bind_name(entry, at);
    case Translation::Of::grade: return bind_grade(entry, at);
    case Translation::Of::reading: return bind_reading(entry, at);
    case Translation::Of::sentence: return bind_sentence(entry, at);
    case Translation::Of::question: return bind_question(entry, at);
  }
}

// ---- names -------------------------------------------------------------------------------------

std::optional<NameForms> TranslationBinder::forms(const Translation& entry, const Form& at,
                                                  bool may_lack_agreement) {
  return forms_in(at.language, *entry.forms, may_lack_agreement, at.file, diagnostics_);
}

void TranslationBinder::bind_kind(const Translation& entry, const Form& at) {
  const auto kind = law_.kind(entry.subject.text);
  if (!kind) return unknown("unknown-kind", "no kind is called", entry.subject, law_.kinds, at);
  auto forms = this->forms(entry, at, true);
  if (!forms) return;
  if (!at.language.kinds.emplace(*kind, std::move(*forms)).second)
    repeated("the kind `" + entry.subject.text + "`", entry.subject.span, at);
}

void TranslationBinder::bind_party(const Translation& entry, const Form& at) {
  const auto party = law_.parties.find(entry.subject.text);
  if (party == law_.parties.end()) {
    std::vector<std::string> known;
    for (const auto& [code, name] : law_.parties) known.push_back(code);
    return unknown("unknown-party", "no party has the code", entry.subject, known, at);
  }
  const auto forms = this->forms(entry, at, false);
  if (!forms) return;
  at.language.names.emplace(party->second, *forms);
  if (!at.language.parties.emplace(party->first, *forms).second)
    repeated("the party `" + entry.subject.text + "`", entry.subject.span, at);
}

void TranslationBinder::bind_group(const Translation& entry, const Form& at) {
  std::vector<std::string> known;
  for (const LawGroup& group : law_.groups) known.push_back(group.code);
  if (std::find(known.begin(), known.end(), entry.subject.text) == known.end())
    return unknown("unknown-group", "no group has the code", entry.subject, known, at);
  if (!at.language.groups.emplace(entry.subject.text, entry.words->text).second)
    repeated("the group `" + entry.subject.text + "`", entry.subject.span, at);
}

void TranslationBinder::bind_name(const Translation& entry, const Form& at) {
  std::vector<std::string> known;
  for (const LawName& name : law_.names) known.push_back(name.name);
  if (std::find(known.begin(), known.end(), entry.subject.text) == known.end())
    return unknown("unknown-name", "nothing is called", entry.subject, known, at);
  auto forms = this->forms(entry, at, false);
  if (!forms) return;
  if (!at.language.names.emplace(entry.subject.text, std::move(*forms)).second)
    repeated("the name `" + entry.subject.text + "`", entry.subject.span, at);
}

// ---- grades and readings -----------------------------------------------------------------------

void TranslationBinder::bind_grade(const Translation& entry, const Form& at) {
  if (!law_.grade(entry.subject.text))
    return unknown("unknown-grade", "no grade is called", entry.subject, law_.grades, at);
  if (!at.language.grades.emplace(entry.subject.text, entry.words->text).second)
    repeated("the grade `" + entry.subject.text + "`", entry.subject.span, at);
}

void TranslationBinder::bind_reading(const Translation& entry, const Form& at) {
  const auto reading = law_.reading(entry.subject.text);
  if (!reading) {
    std::vector<std::string> known;
    for (const LawReading& each_one : law_.readings) known.push_back(each_one.name);
    return unknown("unknown-reading", "no reading is called", entry.subject, known, at);
  }
  TranslatedReading made{.name = entry.words->text, .question = {}, .options = {}};
  const std::vector<std::string>& options = law_.readings[*reading].options;
  for (const auto& [option, words] : entry.options) {
    const auto found = std::find(options.begin(), options.end(), option.text);
    if (found != options.end()) {
      made.options[static_cast<reason::OptionId>(found - options.begin())] = words.text;
    } else if (option.text == "asks") {
      made.question = words.text;
    } else {
      return unknown("unknown-option", "the reading has no option", option, options, at);
    }
  }
  if (!at.language.readings.emplace(*reading, std::move(made)).second)
    repeated("the reading `" + entry.subject.text + "`", entry.subject.span, at);
}

// ---- sentences and questions -------------------------------------------------------------------

const std::vector<std::string>& TranslationBinder::all_sentences() {
  if (!words_.empty()) return words_;
  for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
    const LawPredicate& predicate = law_.predicates[p];
    if (predicate.modality != Modality::is || predicate.exception_of) continue;
    words_.push_back(plain(predicate.positive, predicate.holes));
    by_words_.emplace(words_.back(), p);
  }
  return words_;
}

void TranslationBinder::bind_sentence(const Translation& entry, const Form& at) {
  const std::vector<std::string>& known = all_sentences();
  const auto found = by_words_.find(entry.subject.text);
  if (found == by_words_.end())
    return unknown("unknown-sentence", "no sentence reads", entry.subject, known, at);
  for (const TranslatedForm& form : entry.wordings) bind_form(found->second, form, at);
}

void TranslationBinder::bind_inline(const SentenceDeclaration& sentence, const SourcePtr& file) {
  all_sentences();
  const auto found = by_words_.find(words_of(sentence.sentence));
  if (found == by_words_.end()) return;  // what is wrong with it was said
  for (const auto& [name, form] : sentence.translations) {
    LawLanguage* into = language(name, file);
    if (into == nullptr) continue;
    into->reviewed = false;
    bind_form(found->second, form, {file, *into, {}});
  }
}

// The sentence itself, or the duty, the prohibition, the permission or the power that speaks of it.
std::optional<reason::PredicateId> TranslationBinder::predicate_of(reason::PredicateId base,
                                                                   std::string_view form) const {
  const Modality modality = modality_named(form).value_or(Modality::is);  // "not", "ask"
  if (modality == Modality::is) return base;
  for (reason::PredicateId p = base + 1; p < law_.predicates.size(); ++p) {
    if (law_.predicates[p].base == base && law_.predicates[p].modality == modality) return p;
  }
  return std::nullopt;
}

void TranslationBinder::bind_form(reason::PredicateId base, const TranslatedForm& form,
                                  const Form& at) {
  const auto predicate = predicate_of(base, form.key.text);
  if (!predicate) {
    return error("unknown-form", "the sentence has no form `" + form.key.text + ":`", form.key.span,
                 at, "declare it in English first");
  }
  const SaidAs said = form.key.text == "ask"   ? SaidAs::ask
                      : form.key.text == "not" ? SaidAs::opposite
                                               : SaidAs::is;
  const std::vector<std::string>& holes = law_.predicates[*predicate].holes;
  auto bound = wording(form, holes, said != SaidAs::ask, at);
  if (!bound) return;
  if (!at.language.sentences.emplace(std::pair(*predicate, said), std::move(*bound)).second)
    repeated("this form of the sentence", form.key.span, at);
}

void TranslationBinder::bind_question(const Translation& entry, const Form& at) {
  std::vector<std::string> known;
  for (const LawQuestion& question : law_.questions) known.push_back(question.name);
  const auto found = std::find(known.begin(), known.end(), entry.subject.text);
  if (found == known.end())
    return unknown("unknown-question", "no question is called", entry.subject, known, at);
  const LawQuestion& question = law_.questions[static_cast<size_t>(found - known.begin())];
  auto bound = wording(entry.wordings.front(), question.holes, false, at);
  if (bound && !at.language.questions.emplace(question.name, std::move(*bound)).second)
    repeated("the question `" + question.name + "`", entry.subject.span, at);
}

// ---- one wording -------------------------------------------------------------------------------

std::optional<TranslatedWording> TranslationBinder::wording(const TranslatedForm& form,
                                                            const std::vector<std::string>& holes,
                                                            bool all_holes, const Form& at) {
  TranslatedWording out{
      .parts = {}, .written = std::string(at.file->text(form.span)), .reviewed_by = at.reviewed_by};
  std::vector<bool> used(holes.size());
  for (const TranslatedToken& token : form.tokens) {
    TranslatedPart part{.word = token.text.text, .hole = token.hole, .joined = token.joined};
    if (token.hole && !bind_hole(token, holes, used, all_holes, part, at)) return std::nullopt;
    out.parts.push_back(std::move(part));
  }
  const auto missing = std::find(used.begin(), used.end(), false);
  if (!all_holes || missing == used.end()) return out;
  const std::string& hole = holes[static_cast<size_t>(missing - used.begin())];
  error("missing-hole", "`<" + hole + ">` is missing in this translation", form.span, at,
        "a translation has the same holes as its sentence, each once");
  return std::nullopt;
}

bool TranslationBinder::bind_hole(const TranslatedToken& token,
                                  const std::vector<std::string>& holes, std::vector<bool>& used,
                                  bool all_holes, TranslatedPart& part, const Form& at) {
  const auto hole = std::find(holes.begin(), holes.end(), token.text.text);
  if (hole == holes.end()) {
    error("unknown-hole", "the sentence has no hole `<" + token.text.text + ">`", token.text.span,
          at, "a translation has the same holes as its sentence");
    return false;
  }
  part.word.clear();
  part.argument = static_cast<uint32_t>(hole - holes.begin());
  if (!token.agreeing.empty()) return bind_agreeing(token, *hole, part, at);
  if (used[part.argument] && all_holes) {
    error("doubled-hole", "`<" + *hole + ">` stands twice in this translation", token.text.span,
          at);
    return false;
  }
  used[part.argument] = true;
  if (!token.in_case) return true;
  const auto in_case = case_named(at.language, *token.in_case, at.file, diagnostics_);
  if (!in_case) return false;
  part.in_case = *in_case;
  return true;
}

bool TranslationBinder::bind_agreeing(const TranslatedToken& token, std::string_view hole,
                                      TranslatedPart& part, const Form& at) {
  const LawLanguage& language = at.language;
  const std::string kind = last_word(hole);
  const NameForms* head = head_noun(law_, language, *law_.kind(kind));
  if (head == nullptr || !head->agreement) {
    error("no-gender",
          "nothing agrees with `<" + std::string(hole) + ">`: the kind `" + kind +
              "` has no gender in " + language.name,
          token.text.span, at, "give its head noun: `kind " + kind + " f: …`");
    return false;
  }
  std::vector<const TranslatedToken::Agreeing*> by_agreement(language.agreement.size());
  const TranslatedToken::Agreeing* others = nullptr;
  for (const TranslatedToken::Agreeing& agreeing : token.agreeing) {
    for (const Text& with : agreeing.with) {
      if (with.text == "others") {
        others = &agreeing;
        continue;
      }
      const auto place = agreement_named(language, with, at.file, diagnostics_);
      if (!place) return false;
      by_agreement[*place] = &agreeing;
    }
  }
  for (size_t i = 0; i < by_agreement.size(); ++i) {
    const TranslatedToken::Agreeing* words = by_agreement[i] != nullptr ? by_agreement[i] : others;
    if (words == nullptr) {
      error("missing-agreement", "nothing is said here for `" + language.agreement[i] + "`",
            token.text.span, at,
            "in " + language.name + " words agree with " + quoted_list(language.agreement) +
                "; `others:` stands for the rest");
      return false;
    }
    part.agreeing.push_back(words->words.text);
  }
  return true;
}

// ---- errors ------------------------------------------------------------------------------------

void TranslationBinder::repeated(const std::string& what, Span span, const Form& at) {
  error("duplicate-translation", what + " is translated into " + at.language.name + " twice", span,
        at);
}

void TranslationBinder::unknown(std::string code, const std::string& what, const Text& word,
                                const std::vector<std::string>& known, const Form& at) {
  const auto near = text::nearest(word.text, known);
  error(std::move(code), what + " `" + word.text + "`", word.span, at,
        near ? "nearest: `" + *near + "`" : "");
}

void TranslationBinder::error(std::string code, std::string message, Span span, const Form& at,
                              std::string help) {
  diagnostics_.add({.severity = Severity::error,
                    .code = std::move(code),
                    .message = std::move(message),
                    .source = at.file,
                    .span = span,
                    .help = std::move(help)});
}

}  // namespace comity::language
