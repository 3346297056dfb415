#include "documents/speech.h"

#include <algorithm>

#include "base/text.h"

namespace comity::documents {

using language::LawLanguage;
using language::SaidAs;

Speech::Speech(const dossier::Assessment& assessment, const LawLanguage* language)
    : assessment_(assessment),
      language_(language),
      words_(Catalogue::of(language == nullptr ? "en" : language->tag)) {}

std::string Speech::listed(const std::vector<std::string>& parts) const {
  return text::join_in_words(parts, words_("and"));
}

std::string Speech::counted(size_t n, Phrase one, Phrase many) const {
  return words_(n == 1 ? one : many, {std::to_string(n)});
}

// ---- names -------------------------------------------------------------------------------------

const language::LawName& Speech::named(reason::Individual individual) const {
  const auto& names = law().names;
  return individual < names.size() ? names[individual]
                                   : the_case().names[individual - names.size()];
}

std::string Speech::name(reason::Individual individual) const {
  const language::LawName& name = named(individual);
  if (language_ == nullptr) return name.name;
  const auto forms = forms_of(law(), *language_, name);
  return forms ? forms->by_case.front() : name.name;
}

std::string Speech::name(const std::string& written) const {
  const size_t all = law().names.size() + the_case().names.size();
  for (reason::Individual i = 0; language_ != nullptr && i < all; ++i) {
    if (named(i).name == written) return name(i);
  }
  return written;
}

std::string Speech::names(const std::vector<std::string>& written) const {
  std::vector<std::string> all;
  for (const std::string& each : written) all.push_back(name(each));
  return listed(all);
}

std::string Speech::party(const std::string& code) const {
  if (language_ != nullptr) {
    const auto forms = language_->parties.find(code);
    if (forms != language_->parties.end()) return forms->second.by_case.front();
  }
  const auto found = law().parties.find(code);
  return found == law().parties.end() ? code : found->second;
}

// ---- sentences ---------------------------------------------------------------------------------

std::optional<std::string> Speech::translated(const language::TranslatedWording* wording,
                                              const std::vector<uint32_t>& arguments) const {
  if (wording == nullptr) return std::nullopt;
  std::vector<const language::LawName*> names;
  for (const reason::Individual argument : arguments) names.push_back(&named(argument));
  return said(law(), *language_, *wording, names);
}

std::string Speech::in_english(const std::string& words) const {
  if (language_ == nullptr) return words;
  const std::string marked = "[en] " + words;
  return language_->right_to_left ? text::isolate(marked) : marked;
}

std::string Speech::say(const reason::GroundSentence& sentence, bool negated) const {
  std::string english = dossier::say(law(), the_case(), sentence, negated);
  if (language_ == nullptr) return english;
  const auto wording = [&](SaidAs as) { return language_->sentence(sentence.predicate, as); };
  const auto positive = wording(SaidAs::is);
  if (!negated) {
    return translated(positive, sentence.arguments).value_or(in_english(english));
  }
  if (const auto own = translated(wording(SaidAs::opposite), sentence.arguments)) return *own;
  const auto whole = translated(positive, sentence.arguments);
  if (!whole || language_->opposite.empty()) return in_english(english);
  return language_->opposite + ' ' + *whole;
}

std::string Speech::asks(const dossier::QuestionResult& question) const {
  if (language_ == nullptr) {
    return question.asks.empty() ? words_("Is it so that {}?", {say(question.sentence)})
                                 : question.asks;
  }
  if (question.question != nullptr) {
    const auto found = language_->questions.find(question.question->name);
    const auto* wording = found == language_->questions.end() ? nullptr : &found->second;
    if (const auto words = translated(wording, question.sentence.arguments))
      return capitalised(*words);
  }
  const auto* asked = language_->sentence(question.sentence.predicate, SaidAs::ask);
  if (const auto words = translated(asked, question.sentence.arguments)) return capitalised(*words);
  const auto* positive = language_->sentence(question.sentence.predicate, SaidAs::is);
  if (const auto words = translated(positive, question.sentence.arguments))
    return words_("Is it so that {}?", {*words});
  return in_english(question.asks.empty()
                        ? "Is it so that " + dossier::say(law(), the_case(), question.sentence) +
                              "?"
                        : question.asks);
}

// ---- what the norms declare --------------------------------------------------------------------

std::string Speech::group(const std::string& code, const std::string& english) const {
  if (language_ == nullptr) return english;
  const auto found = language_->groups.find(code);
  return found == language_->groups.end() ? in_english(english) : found->second;
}

std::string Speech::grade(reason::Grade grade) const {
  const std::string& english = law().grades[grade];
  if (language_ == nullptr) return english;
  const auto found = language_->grades.find(english);
  return found == language_->grades.end() ? english : found->second;
}

std::string Speech::reading(reason::ReadingId reading) const {
  const std::string& english = law().readings[reading].name;
  if (language_ == nullptr) return english;
  const auto found = language_->readings.find(reading);
  return found == language_->readings.end() ? in_english(english) : found->second.name;
}

std::string Speech::reading_question(reason::ReadingId reading) const {
  const std::string& english = law().readings[reading].question;
  if (language_ == nullptr) return english;
  const auto found = language_->readings.find(reading);
  const bool known = found != language_->readings.end() && !found->second.question.empty();
  return known ? found->second.question : in_english(english);
}

std::string Speech::option(reason::ReadingId reading, reason::OptionId option) const {
  const std::string& english = law().readings[reading].options[option];
  if (language_ == nullptr) return english;
  const auto found = language_->readings.find(reading);
  if (found == language_->readings.end()) return in_english(english);
  const auto words = found->second.options.find(option);
  return words == found->second.options.end() ? in_english(english) : words->second;
}

std::string Speech::notice() const {
  if (language_ == nullptr) return {};
  const bool reviewed = language_->reviewed && !words_.reviewed_by().empty();
  return reviewed ? words_(
                        "Translation; the norms were encoded in English. What stands after [en] "
                        "has no translation yet.")
                  : words_(
                        "Translation that nobody has reviewed yet; the norms were encoded in "
                        "English. What stands after [en] has no translation yet.");
}

std::string capital(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= U'à' && c <= U'þ' && c != U'÷')) c -= 32;
  if (c >= U'а' && c <= U'я') c -= 32;
  if (c >= U'ѐ' && c <= U'џ') c -= 80;
  std::string out;
  text::append_utf8(out, c);
  return out;
}

std::string capitalised(const std::string& words) {
  const auto first = text::decode(words);
  return first ? capital(first->value) + words.substr(first->size) : words;
}

}  // namespace comity::documents
