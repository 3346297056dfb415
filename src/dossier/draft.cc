#include "dossier/draft.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace comity::dossier {

namespace {

constexpr size_t kColumns = 100;
constexpr size_t kNameBytes = 60;
constexpr size_t kTitleBytes = 600;  // a clause is one line, and a line has its limits

// Invisible, or able to change the direction of writing: dropped, as the language refuses them.
bool invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFD;
}

bool odd_space(char32_t c) {
  return c == '\n' || c == '\t' || c == '\r' || c == 0x00A0 || c == 0x2007 || c == 0x202F ||
         c == 0x3000;
}

bool quotation_mark(char32_t c) {
  return c == '"' || c == '`' || c == 0x00AB || c == 0x00BB || (c >= 0x201C && c <= 0x201F);
}

bool is_letter_or_digit(char32_t c) {
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string squeezed(const std::string& text) {
  return comity::text::join(comity::text::split_words(text), " ");
}

// Not longer than `bytes`, cut between words where there are any.
std::string cut(std::string text, size_t bytes) {
  if (text.size() <= bytes) return text;
  const size_t space = text.rfind(' ', bytes);
  size_t end = space == std::string::npos || space == 0 ? bytes : space;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

// "Aldoria, Republic of" and "Aldoria (Republic of)" as one says it: "Republic of Aldoria".
std::string in_speaking_order(std::string_view text) {
  const auto turned = [](std::string_view head, std::string_view tail) {
    return std::string(comity::text::trim(tail)) + " " + std::string(comity::text::trim(head));
  };
  const std::string_view bare = comity::text::trim(text);
  const auto ends_with_of = [](std::string_view part) {
    return part.ends_with(" of") || part.ends_with(" of the");
  };
  if (const size_t comma = bare.find(", "); comma != std::string_view::npos) {
    if (ends_with_of(bare)) return turned(bare.substr(0, comma), bare.substr(comma + 2));
  }
  const size_t bracket = bare.find(" (");
  if (bracket != std::string_view::npos && bare.ends_with(')')) {
    const std::string_view inside = bare.substr(bracket + 2, bare.size() - bracket - 3);
    if (ends_with_of(inside)) return turned(bare.substr(0, bracket), inside);
  }
  return std::string(bare);
}

// Letters, digits and what joins them inside a word. Nothing that the language reads as more.
std::string plain_name(std::string_view text) {
  std::string_view first = text;
  if (const size_t end = text.find_first_of("/([<{,;|"); end != std::string_view::npos && end > 0) {
    first = text.substr(0, end);
  }
  std::string out;
  const std::u32string points = comity::text::code_points(first);
  for (size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    const bool joins = (c == '-' || c == '.' || c == '\'' || c == '&') && i > 0 &&
                       is_letter_or_digit(points[i - 1]) && i + 1 < points.size() &&
                       is_letter_or_digit(points[i + 1]);
    const bool kept =
        (is_letter_or_digit(c) || joins) && !invisible(c) && !odd_space(c) && !quotation_mark(c);
    comity::text::append_utf8(out, kept ? c : U' ');
  }
  return cut(squeezed(out), kNameBytes);
}

std::string quoted(std::string_view text) { return '"' + cut(plain_text(text), kTitleBytes) + '"'; }

void add_note(std::vector<std::string>& notes, std::string_view key, const std::string& value) {
  if (!value.empty()) notes.push_back(std::string(key) + value);
}

std::string in_brackets(const std::vector<std::string>& notes) {
  return notes.empty() ? "" : " (" + text::join(notes, "; ") + ")";
}

std::string account_line(const DraftAccount& account) {
  std::vector<std::string> notes;
  if (account.date) notes.push_back(account.date->format());
  add_note(notes, "grade ", account.grade);
  add_note(notes, "exhibit ", text::join(account.exhibits, ", "));
  if (!account.note.empty()) notes.push_back("note " + quoted(account.note));
  return "  " + account.kind + (account.by.empty() ? "" : " " + account.by) + in_brackets(notes) +
         "\n";
}

std::string block(const Draft& draft) {
  std::string out = "```norm\ncase " + quoted(draft.title) + "\n";
  if (draft.happened) out += "  happened: " + draft.happened->format() + "\n";
  out += "\n";
  for (const DraftName& name : draft.names) {
    out += "name " + name.name + ": " + name.kind +
           (name.date ? " on " + name.date->format() : "") + "\n";
  }
  if (!draft.exhibits.empty()) out += "\n";
  for (const DraftExhibit& exhibit : draft.exhibits) {
    out += "exhibit " + exhibit.id + ": " + quoted(exhibit.title) + " (source " + exhibit.source +
           ")\n";
  }
  if (!draft.facts.empty()) out += "\n";
  for (const DraftFact& fact : draft.facts) {
    out += "fact " + fact.id + ": " + fact.sentence + "\n";
    for (const DraftAccount& account : fact.accounts) out += account_line(account);
  }
  return out + "```\n";
}

// Every line begins with "> ", so that none opens a heading, a list or a block.
std::string block_quote(std::string_view text) {
  std::string out;
  const std::string wrapped = text::wrap(plain_text(text), kColumns - 2);
  for (const std::string_view line : text::split_lines(wrapped)) {
    out += "> " + std::string(line) + "\n";
  }
  return out;
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  for (const char32_t c : text::code_points(text)) {
    if (odd_space(c)) {
      out += ' ';
    } else if (quotation_mark(c)) {
      out += '\'';
    } else if (!invisible(c)) {
      text::append_utf8(out, c);
    }
  }
  return squeezed(out);
}

std::string to_case_text(const Draft& draft) {
  std::string out = "# " + cut(plain_text(draft.title), kTitleBytes) + "\n\n";
  out += text::wrap(draft.introduction, kColumns) + "\n\n";
  if (!draft.quotation.empty()) out += block_quote(draft.quotation) + "\n";
  out += block(draft);
  for (const DraftList& list : draft.lists) {
    if (list.lines.empty()) continue;
    out += "\n## " + list.heading + "\n\n" + text::wrap(list.introduction, kColumns) + "\n\n";
    for (const std::string& line : list.lines) {
      out += "* " + text::wrap(plain_text(line), kColumns - 2, 2) + "\n";
    }
  }
  return out;
}

const std::string& Cast::name(std::string_view text, const std::string& kind,
                              const std::string& otherwise) {
  std::string plain =
      plain_name(kind == "State" ? in_speaking_order(text) : std::string(text::trim(text)));
  const auto [it, fresh] = known_.emplace(std::pair(std::string(text), kind), std::string());
  if (!fresh) return it->second;
  if (plain.empty()) plain = otherwise.empty() ? "the unnamed " + kind : otherwise;
  const size_t times = ++taken_[plain];
  if (times > 1) plain += " " + std::to_string(times);
  names_.push_back({plain, kind, std::nullopt});
  return it->second = std::move(plain);
}

}  // namespace comity::dossier
