#include "language/format.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "language/scan.h"

namespace comity::language {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;          // before notes and comments
constexpr std::size_t kNoteColumn = 72;  // a line longer than this does not push the column

// A clause laid out: its words, and the notes that go into the block's column.
struct Row {
  std::size_t indent = 0;
  std::string words;
  std::string notes;
  std::string_view comment;

  std::size_t width() const { return indent + text::display_width(words); }
};

// One space for each run of white space outside quotation marks.
std::string space_evenly(std::string_view text) {
  std::string out;
  for (Walk walk(text); !walk.done();) {
    const std::uint32_t at = walk.at();
    const bool space = text::is_space(walk.c());
    walk.step();
    if (!space) {
      out += text.substr(at, walk.at() - at);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

// Lines whose brackets are part of what they say: lists of kinds and names, and words for people.
bool takes_notes(std::string_view clause, std::string_view parent) {
  constexpr std::array<std::string_view, 9> kWithout{"kinds",       "scale",    "name",
                                                     "with",        "language", "translations into",
                                                     "not encoded", "because",  "asks:"};
  constexpr std::array<std::string_view, 7> kParentsWithout{
      "kinds", "name", "sentence", "parties", "records", "language", "translations into"};
  const auto begins = [](std::string_view text) {
    return [text](std::string_view word) { return keyword_size(text, word) > 0; };
  };
  return std::none_of(kWithout.begin(), kWithout.end(), begins(clause)) &&
         std::none_of(kParentsWithout.begin(), kParentsWithout.end(), begins(parent));
}

class BlockFormatter {
 public:
  BlockFormatter(const Layout& layout, const Block& block) : layout_(layout), block_(block) {
    const std::string_view fence = view(layout.lines[block.open].span);
    margin_ = fence.find_first_not_of(' ');
  }

  std::string format() {
    for (const LineId id : block_.clauses) add(id, {}, {});
    place_column();
    std::string out;
    bool blank = true;  // none right after the opening line
    for (LineId id = block_.open + 1; id < block_.end; ++id) {
      const Line& line = layout_.lines[id];
      if (line.kind == Line::Kind::blank) {
        blank = true;
        continue;
      }
      if (blank && !out.empty()) out += '\n';
      blank = false;
      out += line.kind == Line::Kind::comment ? comment(line)
                                              : print(rows_[row_of_[id - block_.open]]);
      out += '\n';
    }
    return out;
  }

 private:
  std::string_view view(Span span) const { return layout_.source->text(span); }
  std::size_t indent(const Line& line) const { return margin_ + kIndent * line.depth; }

  // `within`: the line at the left edge of the block under which it stands.
  void add(LineId id, std::string_view parent, std::string_view within) {
    const Line& line = layout_.lines[id];
    const std::string_view body = view(line.body);
    Row row;
    row.indent = indent(line);
    row.comment = view(line.comment);
    const bool noted = takes_notes(body, parent) && takes_notes(body, within);
    const auto notes = noted ? find_outside(body, '(') : std::nullopt;
    row.words =
        space_evenly(body.substr(0, notes.value_or(static_cast<std::uint32_t>(body.size()))));
    if (notes) row.notes = space_notes({line.body.begin + *notes, line.body.end});
    row_of_.resize(block_.end - block_.open);
    row_of_[id - block_.open] = rows_.size();
    rows_.push_back(std::move(row));
    for (const LineId child : line.children) add(child, body, within.empty() ? body : within);
  }

  // "( art 4 ;burden on <State>)" as "(art 4; burden on <State>)"
  std::string space_notes(Span notes) const {
    if (!view(notes).ends_with(')')) return space_evenly(view(notes));
    std::string out;
    for (const Span item : split_outside(*layout_.source, {notes.begin + 1, notes.end - 1}, ';')) {
      out += (out.empty() ? "(" : "; ") + space_evenly(view(item));
    }
    return out + ")";
  }

  void place_column() {
    for (const Row& row : rows_) {
      if (!row.notes.empty() && row.width() <= kNoteColumn)
        column_ = std::max(column_, row.width());
    }
  }

  std::string comment(const Line& line) const {
    return std::string(indent(line), ' ') + std::string(view(line.comment));
  }

  std::string print(const Row& row) const {
    std::string out = std::string(row.indent, ' ') + row.words;
    if (!row.notes.empty()) {
      out.append(std::max(column_, row.width()) - row.width() + kGap, ' ');
      out += row.notes;
    }
    if (!row.comment.empty()) out += std::string(kGap, ' ') + std::string(row.comment);
    return out;
  }

  const Layout& layout_;
  const Block& block_;
  std::size_t margin_ = 0;
  std::size_t column_ = 0;
  std::vector<Row> rows_;
  std::vector<std::size_t> row_of_;  // by line, counted from the opening one
};

bool can_format(const Layout& layout, const Block& block) {
  const auto broken = [](const Line& line) { return line.broken; };
  return block.close &&
         std::none_of(layout.lines.begin() + block.open, layout.lines.begin() + block.end, broken);
}

}  // namespace

std::string format(const Layout& layout) {
  std::string out;
  LineId next = 0;
  const auto copy_until = [&](LineId end) {
    while (next < end) out += layout.source->text(layout.lines[next++].span);
  };
  for (const SectionLayout& section : layout.sections) {
    for (const Block& block : section.blocks) {
      if (!can_format(layout, block)) continue;
      copy_until(block.open + 1);
      out += BlockFormatter(layout, block).format();
      next = block.end;
    }
  }
  copy_until(static_cast<LineId>(layout.lines.size()));
  return out;
}

}  // namespace comity::language
