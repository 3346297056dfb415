#include "dossier/estimative_language.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "dossier/passages.h"

namespace comity::dossier {

namespace {

using Kind = EstimativeTerm::Kind;

// ---- terms --------------------------------------------------------------------------------------

struct Use {
  const EstimativeTerm* term;
  Span at;
};

// At each place the longest term.
std::vector<Use> uses_in(std::string_view text, const std::vector<Word>& words,
                         const EstimativeWords& known) {
  std::vector<Use> uses;
  for (size_t i = 0; i < words.size();) {
    const EstimativeTerm* best = nullptr;
    size_t longest = 0;
    for (const EstimativeTerm& term : known.terms) {
      const auto parts = text::split_words(term.words);
      if (parts.size() <= longest || !stands_at(text, words, i, parts)) continue;
      best = &term;
      longest = parts.size();
    }
    if (best != nullptr) {
      uses.push_back({best, {words[i].at.begin, words[i + longest - 1].at.end}});
    }
    i += std::max<size_t>(longest, 1);
  }
  return uses;
}

const Word* confidence_in(const std::vector<Word>& words) {
  const auto found = std::find_if(words.begin(), words.end(), [](const Word& word) {
    return word.text.starts_with("confiden") && word.text != "confidential" &&
           word.text != "confidentially" && word.text != "confidentiality";
  });
  return found == words.end() ? nullptr : &*found;
}

// "99 %", "99 per cent": where the figure stands.
std::optional<Span> percentage_in(std::string_view text, Span sentence) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (!digit(text[i])) continue;
    const uint32_t begin = i;
    while (i < sentence.end && digit(text[i])) ++i;
    const std::string after = text::lower_ascii(text::trim(text.substr(i, sentence.end - i)));
    if (after.starts_with("%") || after.starts_with("percent") || after.starts_with("per cent")) {
      return Span{begin, i};
    }
  }
  return std::nullopt;
}

std::string ticked(std::string_view words) { return "`" + std::string(words) + "`"; }

}  // namespace

// ---- the words of the norms ---------------------------------------------------------------------

Result<EstimativeWords> estimative_words(const language::Law& law) {
  EstimativeWords out;
  for (const std::string_view name :
       {"words of likelihood", "other forms of the words of likelihood", "words of confidence",
        "words that speak of chance", "words that name no band", "words of the legal layer"}) {
    if (law.list(name) == nullptr) {
      return fail(Errc::not_found, "the norms have no list of the " + std::string(name));
    }
  }
  const language::LawList& likelihood = *law.list("words of likelihood");
  for (const auto& entry : likelihood.entries) {
    for (size_t row = 0; row < entry.words.size(); ++row) {
      out.terms.push_back(
          {Kind::likelihood, text::lower_ascii(entry.words[row]), out.bands.size(), row, {}});
    }
    out.bands.push_back(entry.words);
  }
  std::vector<EstimativeTerm> forms;
  for (const auto& entry : law.list("other forms of the words of likelihood")->entries) {
    for (const EstimativeTerm& term : out.terms) {
      if (term.words != entry.value) continue;
      for (const std::string& words : entry.words) {
        forms.push_back({Kind::likelihood, text::lower_ascii(words), term.band, term.row, {}});
      }
    }
  }
  out.terms.insert(out.terms.end(), forms.begin(), forms.end());
  const auto add = [&](std::string_view list, Kind kind) {
    for (const auto& entry : law.list(list)->entries) {
      for (const std::string& words : entry.words) {
        out.terms.push_back({kind, text::lower_ascii(words), 0, 0, entry.value});
      }
    }
  };
  add("words of confidence", Kind::confidence);
  add("words that speak of chance", Kind::chance);
  add("words that name no band", Kind::no_band);
  add("words of the legal layer", Kind::legal);
  return out;
}

// ---- one passage --------------------------------------------------------------------------------

std::vector<LanguageFault> LanguageGuard::check(std::string_view passage, bool technical) {
  std::vector<LanguageFault> faults;
  for (const Span sentence : sentences_of(passage)) {
    const auto words = words_of(passage, sentence);
    const Word* confidence = confidence_in(words);
    std::optional<Use> likelihood;
    bool of_chance = confidence != nullptr;
    for (const Use& use : uses_in(passage, words, words_)) {
      const std::string written = ticked(passage.substr(use.at.begin, use.at.size()));
      of_chance |= use.term->kind != Kind::no_band;
      if (use.term->kind == Kind::no_band) {
        faults.push_back({"no-band", written + " names no band of likelihood",
                          use.term->instead.empty() ? "say how likely it is: `likely`, `unlikely` …"
                                                    : "write one of: " + use.term->instead,
                          use.at});
      } else if (use.term->kind == Kind::legal && technical) {
        faults.push_back({"law-in-technical-layer",
                          written + " is for the legal layer, and this judgement is technical",
                          "say who did what; whether it is a State's conduct is answered by the "
                          "norms from the case file",
                          use.at});
      } else if (use.term->kind == Kind::likelihood) {
        if (!likelihood) likelihood = use;
        if (!first_) first_ = *use.term;
        if (first_->row == use.term->row) continue;
        const auto& band = words_.bands[use.term->band];
        faults.push_back({"mixed-rows",
                          written + " belongs to another row of words than " +
                              ticked(first_->words) + ", with which this text began",
                          first_->row < band.size() ? "write " + ticked(band[first_->row]) : "",
                          use.at});
      }
    }
    if (confidence != nullptr && likelihood) {
      const std::string whole(passage.substr(sentence.begin, sentence.size()));
      const auto split = split_sentence(whole, words_);
      faults.push_back({"likelihood-with-confidence",
                        "how likely it is and how sure we are stand in one sentence",
                        split ? "write two: \"" + *split + "\"" : "write two sentences", sentence});
    }
    const auto percentage = percentage_in(passage, sentence);
    if (percentage && of_chance) {
      faults.push_back({"number-for-likelihood",
                        "a number claims to measure what can only be judged",
                        "use the words of the bands", *percentage});
    }
  }
  return faults;
}

// ---- splitting a sentence -----------------------------------------------------------------------

namespace {

// The words around "confidence" that belong to it: "We have … that".
const std::set<std::string, std::less<>> kBefore{
    "we",  "i",    "have", "hold",   "are",      "our",        "with",  "a",      "an", "in",
    "low", "very", "high", "highly", "moderate", "moderately", "level", "degree", "of"};
const std::set<std::string, std::less<>> kAfter{"that",      "in",       "this",
                                                "judgement", "judgment", "assessment"};

// "high confidence", of which the sentence says "high" or "highly".
std::string level_of(const std::vector<Word>& words, size_t begin, size_t end,
                     const EstimativeWords& known) {
  for (const EstimativeTerm& term : known.terms) {
    if (term.kind != Kind::confidence) continue;
    const std::string level(text::split_words(term.words).front());
    for (size_t i = begin; i < end; ++i) {
      if (words[i].text == level || words[i].text == level + "ly") return term.words;
    }
  }
  return {};
}

bool is_mark(char c) { return c == ',' || c == '(' || c == ')' || text::is_space(c); }

}  // namespace

std::optional<std::string> split_sentence(std::string_view sentence, const EstimativeWords& known) {
  const auto words = words_of(sentence, {0, static_cast<uint32_t>(sentence.size())});
  const Word* confidence = confidence_in(words);
  if (confidence == nullptr) return std::nullopt;
  const auto at = static_cast<size_t>(confidence - words.data());
  size_t begin = at, end = at + 1;
  const auto adjoins = [&](size_t i) {  // no comma or bracket between this word and the next
    const Span gap{words[i].at.end, words[i + 1].at.begin};
    return text::trim(sentence.substr(gap.begin, gap.size())).empty();
  };
  while (begin > 0 && kBefore.contains(words[begin - 1].text) && adjoins(begin - 1)) --begin;
  while (end < words.size() && kAfter.contains(words[end].text) && adjoins(end - 1)) ++end;
  const std::string level = level_of(words, begin, end, known);
  if (level.empty()) return std::nullopt;
  uint32_t from = words[begin].at.begin, to = words[end - 1].at.end;
  while (from > 0 && is_mark(sentence[from - 1])) --from;
  while (to < sentence.size() && is_mark(sentence[to])) ++to;
  std::string rest(sentence.substr(0, from));
  if (!rest.empty() && to < sentence.size() && is_letter(sentence[to])) rest += ' ';
  rest += sentence.substr(to);
  rest = std::string(text::trim(rest));
  if (words_of(rest, {0, static_cast<uint32_t>(rest.size())}).empty()) return std::nullopt;
  if (rest[0] >= 'a' && rest[0] <= 'z') rest[0] = static_cast<char>(rest[0] - 'a' + 'A');
  if (rest.back() != '.' && rest.back() != '!' && rest.back() != '?') rest += '.';
  return rest + " We have " + level + " in this judgement.";
}

}  // namespace comity::dossier
