#include "language/reader.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "language/keywords.h"

namespace comity::language {

namespace {

std::string in_ticks(std::string_view words) { return "`" + std::string(words) + "`"; }

std::string in_ticks(std::span<const std::string_view> words) {
  std::vector<std::string> quoted;
  for (const std::string_view word : words) quoted.push_back(in_ticks(word));
  return text::join_in_words(quoted, "or");
}

std::string_view without_colon(std::string_view text) { return text.substr(0, text.find(':')); }

// How far the beginning of `text` is from `keyword`, colons aside; none where it is not near. A
// keyword of several words is near where its first word stands there.
std::optional<std::size_t> distance(std::string_view text, std::string_view keyword) {
  const std::string bare(without_colon(keyword));
  const auto wanted = text::split_words(bare);
  auto words = text::split_words(without_colon(text));
  if (words.empty()) return std::nullopt;
  if (wanted.size() > 1 && words[0] == wanted[0]) return 1;
  words.resize(std::min(words.size(), wanted.size()));
  const std::string head = text::join(words, " ");
  if (!text::nearest(head, {&bare, 1})) return std::nullopt;
  return text::edit_distance(head, bare);
}

bool shaped_like_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  const auto fits = [](char c, char shape) {
    return shape == '-' ? c == '-' : c >= '0' && c <= '9';
  };
  return text.size() == kShape.size() && std::equal(text.begin(), text.end(), kShape.begin(), fits);
}

}  // namespace

Reader::Reader(const Layout& layout, Diagnostics& diagnostics)
    : layout_(layout), diagnostics_(diagnostics), reported_(layout.source->line_count() + 1) {}

// ---- errors -------------------------------------------------------------------------------------

void Reader::error(Span span, std::string code, std::string message, std::string help) {
  ++error_count_;
  if (quiet_) return;
  const std::size_t line = source().position(span.begin).line;
  if (reported_[line]) return;
  reported_[line] = true;
  report(diagnostics_, {.code = std::move(code),
                        .message = std::move(message),
                        .source = layout_.source,
                        .span = span,
                        .help = std::move(help),
                        .labels = {}});
}

std::string Reader::nearest(std::string_view word, std::span<const std::string_view> known) const {
  std::string_view best;
  std::size_t least = 0;
  for (const std::string_view keyword : known) {
    const auto far = distance(word, keyword);
    if (!far || (!best.empty() && *far >= least)) continue;
    best = keyword;
    least = *far;
  }
  return best.empty() ? std::string() : "nearest: " + in_ticks(best);
}

// ---- clauses ------------------------------------------------------------------------------------

bool Reader::check_brackets(const Line& line) {
  const std::string_view body = view(line.body);
  std::optional<std::uint32_t> hole;
  Walk walk(body);
  for (; !walk.done(); walk.step()) {
    const char c = walk.c();
    const bool opens =
        c == '<' && walk.at() + 1 < body.size() && !text::is_space(body[walk.at() + 1]);
    if (hole && (opens || c == '(' || c == ';')) break;
    if (opens) hole = line.body.begin + walk.at();
    if (c == '>') hole.reset();
  }
  if (hole) {
    error({*hole, line.body.begin + walk.at()}, "unclosed-hole", "this `<` is never closed",
          "a hole is written `<Act>` or `<Victim State>`");
    return false;
  }
  if (const auto bracket = walk.open_bracket()) {
    error({line.body.begin + *bracket, line.body.end}, "unclosed-bracket",
          "this bracket is never closed", "notes end on the line on which they begin");
    return false;
  }
  return true;
}

std::optional<Clause> Reader::clause(LineId id) {
  const Line& line = layout_.lines[id];
  if (line.broken) {
    ++error_count_;
    return std::nullopt;
  }
  const bool compares = first_word(view(line.body)) == "scale";  // "<" parts its grades
  if (!compares && !check_brackets(line)) return std::nullopt;
  return Clause{id, line.body};
}

std::vector<Clause> Reader::children(LineId id) {
  std::vector<Clause> readable;
  for (const LineId child : line(id).children) {
    if (auto found = clause(child)) readable.push_back(*found);
  }
  return readable;
}

void Reader::no_children(LineId id) {
  if (line(id).children.empty()) return;
  const Line& first = line(line(id).children.front());
  if (first.broken) return;
  const std::string_view above = view(line(id).body);
  const std::string_view keyword = keyword_of(above);
  error(
      first.body, "clause-out-of-place",
      "nothing belongs under " + in_ticks(keyword.empty() ? first_word(above) : keyword) + " here",
      "a line of its own begins where the line above begins");
}

void Reader::unknown_clause(const Clause& clause, std::span<const std::string_view> expected,
                            std::string_view where) {
  const Span body = line(clause.line).body;
  const std::string takes =
      std::string(where) + " takes " + (expected.empty() ? "no lines" : in_ticks(expected));
  if (const std::string_view known = keyword_of(view(body)); !known.empty()) {
    return error(body, "clause-out-of-place",
                 in_ticks(known) + " does not belong in " + std::string(where), takes);
  }
  const std::string near = nearest(view(body), expected);
  const std::string_view word = first_word(view(body));
  const std::string begins =
      word.empty() ? "this line begins like no line of " : in_ticks(word) + " begins no line of ";
  const auto size = static_cast<std::uint32_t>(word.size());
  error({body.begin, body.begin + std::max(size, 1U)}, "unknown-clause",
        begins + std::string(where), near.empty() ? takes : near);
}

void Reader::unknown_item(const Clause& clause, std::span<const std::string_view> keywords,
                          std::string_view whose, std::string help) {
  const std::string_view word = first_word(view(clause.rest));
  const auto size = std::max(static_cast<std::uint32_t>(word.size()), 1U);
  std::string near = nearest(view(clause.rest), keywords);
  error({clause.rest.begin, clause.rest.begin + size}, "unknown-item",
        word.empty() ? "this line begins with no word that " + std::string(whose) + " knows"
                     : "no line of " + std::string(whose) + " begins with " + in_ticks(word),
        !near.empty()   ? std::move(near)
        : !help.empty() ? std::move(help)
                        : "a block holds " + in_ticks(keywords));
}

bool Reader::require(bool present, LineId id, std::size_t errors_before, std::string_view what) {
  if (!present && error_count_ == errors_before) {
    error(line(id).body, "missing-clause", std::string(what) + " is missing under this line");
  }
  return present;
}

// ---- pieces of a clause -------------------------------------------------------------------------

bool Reader::take(Span& rest, std::string_view keyword) const {
  return language::take(source(), rest, keyword);
}

std::optional<Span> Reader::before_colon(Span& rest, std::string_view what) {
  const auto colon = find_outside(view(rest), ':');
  if (!colon) {
    error(rest, "missing-colon", "a colon is missing after " + std::string(what));
    return std::nullopt;
  }
  const Span before = trim(source(), {rest.begin, rest.begin + *colon});
  rest = trim(source(), {rest.begin + *colon + 1, rest.end});
  return before;
}

std::optional<Text> Reader::quotation(Span& rest, std::string_view what) {
  const std::uint32_t open = quote_size(view(rest));
  if (open == 0) {
    error(rest, "missing-quotes", std::string(what) + " has to stand in quotation marks");
    return std::nullopt;
  }
  Walk walk(view(rest));
  std::uint32_t last = 0;
  do {
    last = walk.at();
    walk.step();
  } while (!walk.done() && walk.open_quote());
  const Span inside =
      trim(source(), {rest.begin + open, std::max(rest.begin + open, rest.begin + last)});
  rest = trim(source(), {rest.begin + walk.at(), rest.end});
  return words(inside, what);
}

std::optional<Text> Reader::words(Span span, std::string_view what) {
  if (!span.empty()) return text(span);
  error(span, "missing-value", std::string(what) + " is missing");
  return std::nullopt;
}

std::optional<Text> Reader::identifier(Span span, std::string_view what) {
  if (span.empty()) {
    error(span, "missing-id", std::string(what) + " is missing");
    return std::nullopt;
  }
  const std::string_view word = view(span);
  if (!is_identifier(word)) {
    error(span, "bad-id", in_ticks(word) + " cannot be " + std::string(what),
          "it is one word of letters, digits, `-`, `.` and `/`");
    return std::nullopt;
  }
  return text(span);
}

std::optional<Date> Reader::date(Span span) {
  const std::string_view written = view(span);
  if (const auto date = Date::parse(written)) return *date;
  if (shaped_like_date(written)) {
    error(span, "bad-date", "there is no day " + in_ticks(written));
  } else {
    error(span, "bad-date", in_ticks(written) + " is not a date", "write it like 2031-03-02");
  }
  return std::nullopt;
}

std::vector<Text> Reader::list(Span span, std::string_view what) {
  std::vector<Text> items;
  for (const Span part : split_outside(source(), span, ',')) {
    const auto item = words(part, what);
    if (!item) return {};
    items.push_back(*item);
  }
  return items;
}

bool Reader::nothing_left(Span rest) {
  if (rest.empty()) return true;
  error(rest, "unexpected-text", in_ticks(view(rest)) + " does not belong here");
  return false;
}

Text Reader::text(Span span) const { return {squeeze(view(span)), span}; }

Text Reader::unquoted(Span span) const {
  const std::uint32_t open = quote_size(view(span));
  if (open == 0) return text(span);
  Walk walk(view(span));
  std::uint32_t last = 0;
  for (; !walk.done(); walk.step()) last = walk.at();
  const Span inside{span.begin + open, std::max(span.begin + open, span.begin + last)};
  return text(trim(source(), inside));
}

std::optional<Span> Reader::cut_notes(Span& rest) {
  const auto begin = find_outside(view(rest), '(');
  if (!begin) return std::nullopt;
  const Span notes{rest.begin + *begin, rest.end};
  rest = trim(source(), {rest.begin, notes.begin});
  Walk walk(view(notes));
  do {
    walk.step();
  } while (!walk.done() && walk.depth() > 0);
  if (walk.depth() > 0) {
    error(notes, "unclosed-bracket", "this bracket is never closed");
    return std::nullopt;
  }
  const Span after = trim(source(), {notes.begin + walk.at(), notes.end});
  if (!after.empty()) {
    error(after, "text-after-note", "nothing can follow the notes of a line",
          "put all notes into one bracket at the end, parted by `;`");
    return std::nullopt;
  }
  return Span{notes.begin + 1, notes.begin + walk.at() - 1};
}

}  // namespace comity::language
