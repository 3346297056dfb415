// A finding as a terminal shows it. The difficulty is the caret: it has to stand under the words
// whether a character takes no cell, one, two or (a tab) up to four, and whichever way it is
// written. A line is therefore first laid out in cells; see `Row`.
#include <algorithm>

#include "base/diagnostic.h"
#include "base/text.h"

namespace comity {

namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kBlue = "\x1b[1;34m";
constexpr std::string_view kReset = "\x1b[0m";
constexpr std::size_t kTabCells = 4;
constexpr std::string_view kCut = "…";

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error: return kRed;
    case Severity::warning: return kYellow;
    case Severity::note: return kBlue;
  }
  return kBold;
}

std::string painted(std::string_view text, std::string_view colour, const RenderOptions& options) {
  if (!options.colour) return std::string(text);
  return std::string(colour) + std::string(text) + std::string(kReset);
}

// A control or direction character would act on the terminal instead of being seen.
bool acts_on_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029;
}

// U+2400 begins the pictures of the control characters, in their order.
char32_t visible(char32_t c) {
  if (!acts_on_terminal(c)) return c;
  return c < 0x20 ? 0x2400 + c : 0xFFFD;
}

// One character of a line as the terminal shows it.
struct Glyph {
  std::string text;
  std::size_t width;
  std::size_t offset;  // in bytes, from the line's begin
  bool right_to_left;
};

std::vector<Glyph> to_glyphs(std::string_view line) {
  std::vector<Glyph> glyphs;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto next = text::decode(line.substr(at)).value_or(text::CodePoint{0xFFFD, 1});
    Glyph glyph{"", 0, at, text::is_right_to_left(next.value)};
    if (next.value == U'\t') {
      glyph.width = kTabCells - column % kTabCells;
      glyph.text.assign(glyph.width, ' ');
    } else {
      text::append_utf8(glyph.text, visible(next.value));
      glyph.width = text::display_width(visible(next.value));
    }
    column += glyph.width;
    at += next.size;
    glyphs.push_back(std::move(glyph));
  }
  return glyphs;
}

std::size_t width_of(std::span<const Glyph> glyphs) {
  std::size_t width = 0;
  for (const Glyph& glyph : glyphs) width += glyph.width;
  return width;
}

std::string text_of(std::span<const Glyph> glyphs) {
  std::string out;
  for (const Glyph& glyph : glyphs) out += glyph.text;
  return out;
}

// A line in three pieces: what precedes the marked words, these words, and what follows.
struct Row {
  std::vector<Glyph> before;
  std::vector<Glyph> marked;
  std::vector<Glyph> after;

  std::size_t width() const { return width_of(before) + width_of(marked) + width_of(after); }
};

Row to_row(std::string_view line, std::size_t begin, std::size_t end) {
  Row row;
  for (Glyph& glyph : to_glyphs(line)) {
    auto& piece = glyph.offset < begin ? row.before : glyph.offset < end ? row.marked : row.after;
    piece.push_back(std::move(glyph));
  }
  return row;
}

Glyph cut_mark() { return {std::string(kCut), 1, 0, false}; }

void keep_last(std::vector<Glyph>& glyphs, std::size_t width) {
  if (width_of(glyphs) <= width) return;
  while (!glyphs.empty() && width_of(glyphs) + 1 > width) glyphs.erase(glyphs.begin());
  glyphs.insert(glyphs.begin(), cut_mark());
}

void keep_first(std::vector<Glyph>& glyphs, std::size_t width) {
  if (width_of(glyphs) <= width) return;
  while (!glyphs.empty() && width_of(glyphs) + 1 > width) glyphs.pop_back();
  glyphs.push_back(cut_mark());
}

// The marked words stay, with what precedes them before what follows: there the reader has begun.
void fit(Row& row, std::size_t columns) {
  if (row.width() <= columns) return;
  keep_first(row.marked, columns - columns / 4);
  const std::size_t room = columns - std::min(columns, width_of(row.marked));
  const std::size_t after = std::min(width_of(row.after), room / 2);
  keep_last(row.before, room - after);
  keep_first(row.after, room - std::min(room, width_of(row.before)));
}

// Terminals that reorder right-to-left text would move the words away from their caret. Each piece
// in an isolate of its own keeps its cells; terminals that do not reorder ignore isolates.
std::string line_of(const Row& row) {
  const auto is_rtl = [](const Glyph& glyph) { return glyph.right_to_left; };
  const auto any = [&](const auto& piece) {
    return std::any_of(piece.begin(), piece.end(), is_rtl);
  };
  const std::string before = text_of(row.before);
  const std::string marked = text_of(row.marked);
  const std::string after = text_of(row.after);
  if (!any(row.before) && !any(row.marked) && !any(row.after)) return before + marked + after;
  return text::isolate(before) + text::isolate(marked) + text::isolate(after);
}

std::string place(const SourceFile& source, Span span) {
  const Position at = source.position(span.begin);
  return source.name() + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": ";
}

std::string gutter(std::size_t width) { return std::string(width, ' ') + " | "; }

// The line with its number, and the carets below it. A span over several lines is marked to the
// end of its first; an empty one has a caret where something is missing.
std::string excerpt(const SourceFile& source, Span span, const RenderOptions& options) {
  const std::uint32_t number = source.position(span.begin).line;
  const std::string_view line = source.line_text(number);
  const std::size_t begin = span.begin - source.line_begin(number);
  const std::size_t end = std::min<std::size_t>(begin + span.size(), line.size());
  const std::string label = "  " + std::to_string(number);
  const std::string margin = gutter(label.size());

  Row row = to_row(line, begin, end);
  fit(row, options.columns - std::min(options.columns / 2, margin.size()));
  const std::size_t carets = std::max<std::size_t>(width_of(row.marked), 1);
  std::string shown = label + " | " + line_of(row);
  while (shown.ends_with(' ')) shown.pop_back();
  return shown + '\n' + margin + std::string(width_of(row.before), ' ') +
         painted(std::string(carets, '^'), kRed, options) + '\n';
}

std::string note(std::string_view text, const RenderOptions& options) {
  return "  " + painted("= ", kBlue, options) + text::wrap(text, options.columns, 4) + '\n';
}

std::string render_label(const Label& label, const RenderOptions& options) {
  if (!label.source) return note(label.message, options);
  return "  " + painted("= ", kBlue, options) + place(*label.source, label.span) + label.message +
         '\n' + excerpt(*label.source, label.span, options);
}

}  // namespace

std::string render(const Diagnostic& d, const RenderOptions& options) {
  std::string out;
  if (d.source) out += painted(place(*d.source, d.span), kBold, options);
  out += painted(name(d.severity), colour_of(d.severity), options) + ": " + d.message;
  if (!d.code.empty()) out += " [" + d.code + ']';
  out += '\n';
  if (d.source) out += excerpt(*d.source, d.span, options);
  if (!d.help.empty()) out += note(d.help, options);
  for (const Label& label : d.labels) out += render_label(label, options);
  return out;
}

std::string render(const Diagnostics& diagnostics, const RenderOptions& options) {
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) out += render(d, options);
  return out;
}

}  // namespace comity
