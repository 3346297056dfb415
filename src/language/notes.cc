#include "language/notes.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/zone.h"

namespace comity::language {

namespace {

using Kind = Note::Kind;

constexpr unsigned bit(NotePlace place) { return 1U << static_cast<unsigned>(place); }

constexpr unsigned kRule = bit(NotePlace::rule);
constexpr unsigned kPremise = bit(NotePlace::premise);
constexpr unsigned kGiven = bit(NotePlace::given);
constexpr unsigned kPosition = bit(NotePlace::position);
constexpr unsigned kGroup = bit(NotePlace::group);
constexpr unsigned kExhibit = bit(NotePlace::exhibit);
constexpr unsigned kAccount = bit(NotePlace::account);
constexpr unsigned kEntry = bit(NotePlace::entry);

// What the words after the keyword have to be.
enum class Value { words, date, moment, option_list, letter, digit, quotation };

struct NoteWord {
  std::string_view word;
  Kind kind;
  Value value;
  unsigned places;
};

// Of two keywords that begin alike the longer stands first.
constexpr std::array<NoteWord, 20> kWords{{
    {"burden on", Kind::burden, Value::words, kPremise},
    {"standard", Kind::standard, Value::words, kPremise},
    {"reading", Kind::reading, Value::option_list, kRule},
    {"weight", Kind::weight, Value::words, kRule},
    {"in force from", Kind::in_force_from, Value::date, kRule | kGroup},
    {"in force until", Kind::in_force_until, Value::date, kRule | kGroup},
    {"applies to facts from", Kind::applies_from, Value::date, kRule},
    {"applies to facts until", Kind::applies_until, Value::date, kRule},
    {"grade", Kind::grade, Value::words, kGiven | kAccount},
    {"on", Kind::on, Value::moment, kGiven},
    {"exhibit", Kind::exhibit, Value::words, kAccount},
    {"source", Kind::source, Value::quotation, kPosition | kGroup | kExhibit | kAccount},
    {"confidence", Kind::confidence, Value::words, kPosition},
    {"note", Kind::note, Value::quotation, kPosition | kAccount},
    {"asked of", Kind::asked_of, Value::words, kAccount},
    {"until", Kind::until, Value::date, kAccount},
    {"collected", Kind::collected, Value::date, kExhibit},
    {"reliability", Kind::reliability, Value::letter, kExhibit | kAccount},
    {"credibility", Kind::credibility, Value::digit, kExhibit | kAccount},
    {"calendar", Kind::calendar, Value::words, kRule},
}};

constexpr unsigned kCitationPlaces = kRule | kPremise | kEntry;
constexpr unsigned kDatePlaces = kPosition | kAccount;

// The words with which a citation may begin; a full stop after one is allowed.
constexpr std::array<std::string_view, 23> kCitations{
    "art",        "arts",    "article", "articles", "para",      "paras",      "paragraph",
    "paragraphs", "rule",    "rules",   "norm",     "norms",     "section",    "sections",
    "sec",        "chapter", "annex",   "appendix", "principle", "regulation", "recommendation",
    "commentary", "preamble"};

std::string_view place_name(NotePlace place) {
  switch (place) {
    case NotePlace::rule: return "on a rule's first line";
    case NotePlace::premise: return "on a premise";
    case NotePlace::given: return "on a given sentence";
    case NotePlace::position: return "on a position";
    case NotePlace::group: return "on a group";
    case NotePlace::exhibit: return "on an exhibit";
    case NotePlace::account: return "on an account";
    case NotePlace::entry: return "on an entry of a list";
    case NotePlace::nowhere: break;
  }
  return "on this line";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "art 52(1)(a)", "CWC Art. IX", "ICJ 1986, para 115", "A/RES/56/83".
bool is_citation(std::string_view text) {
  const auto cites = [](std::string_view word) {
    if (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
    return std::any_of(kCitations.begin(), kCitations.end(), [&](std::string_view known) {
      return word.size() == known.size() && word.substr(1) == known.substr(1) &&
             (word[0] == known[0] || word[0] == known[0] - 'a' + 'A');
    });
  };
  const auto words = text::split_words(text);
  return std::any_of(text.begin(), text.end(), is_digit) ||
         std::any_of(words.begin(), words.end(), cites);
}

class NoteReader {
 public:
  NoteReader(Reader& reader, NotePlace place) : reader_(reader), place_(place) {}

  std::optional<Note> read(Span span) {
    if (span.empty()) {
      reader_.error(span, "empty-note", "a note is missing here");
      return std::nullopt;
    }
    Span rest = span;
    for (const NoteWord& word : kWords) {
      if (reader_.take(rest, word.word)) return keyword(word, span, rest);
    }
    if (is_bare_date(reader_.view(span))) return bare_date(span);
    return citation(span);
  }

 private:
  std::optional<Note> keyword(const NoteWord& word, Span span, Span rest) {
    if ((word.places & bit(place_)) == 0) return misplaced(span, word.word);
    if (rest.empty()) {
      reader_.error(span, "missing-value", "`" + std::string(word.word) + "` says nothing here",
                    "write what it is after the word");
      return std::nullopt;
    }
    if (!check(word, rest)) return std::nullopt;
    const bool quoted = word.value == Value::quotation;
    return Note{word.kind, quoted ? reader_.unquoted(rest) : reader_.text(rest), span};
  }

  std::optional<Note> misplaced(Span span, std::string_view word) {
    reader_.error(span, "note-out-of-place",
                  "`" + std::string(word) + "` has no meaning " + std::string(place_name(place_)));
    return std::nullopt;
  }

  bool check(const NoteWord& word, Span value) {
    switch (word.value) {
      case Value::words:
      case Value::quotation: return true;
      case Value::date: return reader_.date(value).has_value();
      // In an example of register law the hour counts as well.
      case Value::moment:
        return parse_zoned(reader_.view(value)) || reader_.date(value).has_value();
      case Value::option_list: return options(value);
      case Value::letter:
        return is_reliability(reader_.view(value)) || bad_grade(value, "reliability", "A to F");
      case Value::digit:
        return is_credibility(reader_.view(value)) || bad_grade(value, "credibility", "1 to 6");
    }
    return false;
  }

  // "sovereignty: a rule, only a principle"
  bool options(Span rest) {
    const auto name = reader_.before_colon(rest, "the name of the reading");
    return name && reader_.words(*name, "the name of the reading") &&
           !reader_.list(rest, "an option of the reading").empty();
  }

  bool bad_grade(Span value, std::string_view what, std::string_view range) {
    reader_.error(value, "bad-grade",
                  "`" + std::string(reader_.view(value)) + "` is no " + std::string(what),
                  "it is one of " + std::string(range));
    return false;
  }

  std::optional<Note> bare_date(Span span) {
    if ((kDatePlaces & bit(place_)) == 0) return misplaced(span, "a date");
    const bool whole_date = span.size() == 10 && reader_.view(span)[4] == '-';
    if (whole_date && !reader_.date(span)) return std::nullopt;
    return Note{Kind::date, reader_.text(span), span};
  }

  std::optional<Note> citation(Span span) {
    const std::string_view text = reader_.view(span);
    std::vector<std::string_view> known;
    for (const NoteWord& word : kWords) known.push_back(word.word);
    const std::string near = begins_citation(text) ? std::string() : reader_.nearest(text, known);
    if (near.empty() && is_citation(text)) {
      if ((kCitationPlaces & bit(place_)) == 0) return misplaced(span, text);
      return Note{Kind::cite, reader_.text(span), span};
    }
    reader_.error(span, "unknown-note",
                  "`" + std::string(text) + "` is neither a note nor a citation",
                  near.empty() ? "a citation names a paragraph: `art 8`" : near);
    return std::nullopt;
  }

  static bool begins_citation(std::string_view text) { return is_citation(first_word(text)); }

  Reader& reader_;
  NotePlace place_;
};

}  // namespace

bool is_bare_date(std::string_view text) {
  const auto belongs = [](char c) { return is_digit(c) || c == '-' || c == '/'; };
  if (text == "n/a") return true;
  return text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, is_digit) &&
         std::all_of(text.begin(), text.end(), belongs);
}

bool is_reliability(std::string_view text) {
  return text.size() == 1 && text[0] >= 'A' && text[0] <= 'F';
}

bool is_credibility(std::string_view text) {
  return text.size() == 1 && text[0] >= '1' && text[0] <= '6';
}

Notes take_notes(Reader& reader, Span& rest, NotePlace place) {
  const auto inside = reader.cut_notes(rest);
  if (!inside) return {};
  if (place == NotePlace::nowhere) {
    reader.error(*inside, "note-out-of-place", "this line takes no notes");
    return {};
  }
  const auto items = split_outside(reader.source(), *inside, ';');
  if (items.size() > Limits::kNotes) {
    reader.error(
        *inside, "too-many-notes",
        "there are more than " + std::to_string(Limits::kNotes) + " notes in this bracket");
    return {};
  }
  Notes notes;
  for (const Span item : items) {
    if (auto note = NoteReader(reader, place).read(item)) notes.push_back(std::move(*note));
  }
  return notes;
}

std::optional<NotedSentence> noted_sentence(Reader& reader, Span rest, NotePlace place) {
  const std::size_t before = reader.error_count();
  NotedSentence noted;
  noted.notes = take_notes(reader, rest, place);
  if (reader.error_count() > before) return std::nullopt;
  auto sentence = reader.sentence(rest);
  if (!sentence) return std::nullopt;
  noted.sentence = std::move(*sentence);
  return noted;
}

}  // namespace comity::language
