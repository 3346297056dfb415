#include "language/layout.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "language/scan.h"

namespace comity::language {

namespace {

constexpr std::array<std::string_view, 1> kBlockNames{"norm"};

// "```norm": the mark, how often it stands there, and the word after it.
struct Fence {
  char mark = '`';
  std::size_t size = 0;
  std::string_view name;  // the first word after the marks
};

std::size_t leading(std::string_view text, char c) {
  const std::size_t size = text.find_first_not_of(c);
  return size == std::string_view::npos ? text.size() : size;
}

// A fence as CommonMark 0.30, section 4.5 has it: three marks or more, indented by three at most.
std::optional<Fence> fence_in(std::string_view line) {
  const std::size_t indent = leading(line, ' ');
  if (indent > 3 || indent == line.size()) return std::nullopt;
  const char mark = line[indent];
  if (mark != '`' && mark != '~') return std::nullopt;
  const std::size_t size = leading(line.substr(indent), mark);
  const std::string_view info = text::trim(line.substr(indent + size));
  if (size < 3 || (mark == '`' && info.find('`') != std::string_view::npos)) return std::nullopt;
  return Fence{mark, size, info.substr(0, info.find_first_of(" \t{"))};
}

bool closes(const Fence& fence, const Fence& open) {
  return fence.mark == open.mark && fence.size >= open.size && fence.name.empty();
}

// The number of "#" of an ATX heading (CommonMark 0.30, section 4.2); 0 for any other line.
unsigned heading_level(std::string_view line) {
  const std::size_t indent = leading(line, ' ');
  const std::string_view rest = line.substr(indent);
  const std::size_t level = leading(rest, '#');
  if (indent > 3 || level == 0 || level > 6) return 0;
  if (level < rest.size() && !text::is_space(rest[level])) return 0;
  return static_cast<unsigned>(level);
}

bool is_bullet(std::string_view line) {
  return line.size() > 1 && (line[0] == '-' || line[0] == '*' || line[0] == '+') &&
         text::is_space(line[1]);
}

// Characters that make a line read otherwise than it is stored: controls, zero-width spaces, and
// the marks that change the direction of writing (Unicode Technical Standard 55).
bool misleads(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
         c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

class LayoutBuilder {
 public:
  LayoutBuilder(SourcePtr source, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    layout_.source = std::move(source);
    layout_.sections.push_back({});
  }

  Layout build() {
    const std::string_view text = layout_.source->text();
    if (text.size() > Limits::kFileBytes) {
      report("file-too-large", {0, 0}, "this file is longer than 4 MiB", "part it into several");
    }
    for (std::uint32_t begin = 0; begin < text.size();) {
      const std::size_t feed = text.find('\n', begin);
      const auto end =
          static_cast<std::uint32_t>(feed == std::string_view::npos ? text.size() : feed + 1);
      add({begin, end}, text.size() > Limits::kFileBytes);
      begin = end;
    }
    if (block_) leave_unclosed();
    flush();
    layout_.sections.back().end = next_id();
    return std::move(layout_);
  }

 private:
  LineId next_id() const { return static_cast<LineId>(layout_.lines.size()); }
  std::vector<Block>& blocks() { return layout_.sections.back().blocks; }
  std::string_view view(Span span) const { return layout_.source->text(span); }

  // Held back until the block ends: where it never does, its last lines were prose.
  void report(std::string code, Span span, std::string message, std::string help = {}) {
    pending_.push_back({.code = std::move(code),
                        .message = std::move(message),
                        .source = layout_.source,
                        .span = span,
                        .help = std::move(help),
                        .labels = {}});
  }

  void flush() {
    for (Diagnostic& error : pending_) language::report(diagnostics_, std::move(error));
    pending_.clear();
  }

  void break_line(Line& line, std::string code, Span span, std::string message, std::string help) {
    if (!std::exchange(line.broken, true))
      report(std::move(code), span, std::move(message), std::move(help));
  }

  void add(Span span, bool unread) {
    Line line;
    line.span = span;
    if (!unread) classify(line);
    layout_.lines.push_back(std::move(line));
  }

  void classify(Line& line) {
    const std::string_view text = view(line.span);
    const std::string_view bare = text.substr(0, text.find('\n'));
    const auto fence = fence_in(bare);
    if (block_) return inside_block(line, bare, fence);
    if (other_) {
      if (fence && closes(*fence, *other_)) other_.reset();
      return;
    }
    if (fence) return open_fence(line, *fence);
    if (const unsigned level = heading_level(bare)) return open_section(line, level);
    classify_key(line, bare);
  }

  // ---- Markdown ------------------------------------------------------------------------------

  void open_section(Line& line, unsigned level) {
    auto& sections = layout_.sections;
    sections.back().end = next_id();
    SectionLayout section{.heading = next_id(),
                          .level = level,
                          .title = {},
                          .parent = {},
                          .begin = next_id(),
                          .end = 0,
                          .blocks = {}};
    std::size_t parent = sections.size() - 1;
    while (sections[parent].level >= level) parent = *sections[parent].parent;
    section.parent = parent;
    section.title = heading_words(line.span);
    sections.push_back(std::move(section));
    line.kind = Line::Kind::heading;
    keys_may_follow_ = true;
    in_key_ = false;
  }

  // Without the marks before it and those that may close it: "## Title ##".
  Span heading_words(Span line) const {
    Span words = trim(*layout_.source, line);
    words.begin += static_cast<std::uint32_t>(leading(view(words), '#'));
    words = trim(*layout_.source, words);
    Span closed = words;
    while (!closed.empty() && view(closed).back() == '#') --closed.end;
    const bool closing = closed.empty() || text::is_space(view(closed).back());
    return trim(*layout_.source, closing ? closed : words);
  }

  // The list right under a heading holds keys; blank lines may part the two.
  void classify_key(Line& line, std::string_view bare) {
    const bool blank = text::trim(bare).empty();
    const bool goes_on = in_key_ && !blank && leading(bare, ' ') >= 2;
    if (keys_may_follow_ && (is_bullet(bare) || goes_on)) {
      line.kind = Line::Kind::key;
      in_key_ = true;
    } else {
      keys_may_follow_ = keys_may_follow_ && blank;
      in_key_ = false;
    }
  }

  // ---- blocks --------------------------------------------------------------------------------

  void open_fence(Line& line, const Fence& fence) {
    keys_may_follow_ = false;
    flush();
    if (fence.name == kBlockNames[0]) {
      line.kind = Line::Kind::fence;
      block_ = fence;
      blocks().push_back({.open = next_id(), .close = {}, .end = 0, .clauses = {}});
      stack_.clear();
      tabs_reported_ = false;
      depth_reported_ = false;
      return;
    }
    other_ = fence;
    const std::vector<std::string> known(kBlockNames.begin(), kBlockNames.end());
    if (const auto near = text::nearest(fence.name, known)) {
      report("unknown-fence", trim(*layout_.source, line.span),
             "a block marked `" + std::string(fence.name) + "` is read by nobody",
             "nearest: `" + *near + "`");
    }
  }

  void inside_block(Line& line, std::string_view bare, const std::optional<Fence>& fence) {
    if (fence && closes(*fence, *block_)) {
      line.kind = Line::Kind::fence;
      blocks().back().close = next_id();
      blocks().back().end = next_id();
      block_.reset();
      flush();
    } else if (fence || heading_level(bare) > 0) {  // neither can stand in a block
      leave_unclosed();
      classify(line);
    } else {
      add_clause(line, bare);
    }
  }

  void leave_unclosed() {
    Block& block = blocks().back();
    block.end = next_id();
    pending_.clear();
    report("unclosed-fence", trim(*layout_.source, layout_.lines[block.open].span),
           "this block is never closed",
           "end it with a line that holds " + std::string(block_->size, block_->mark) + " alone");
    block_.reset();
  }

  void add_clause(Line& line, std::string_view bare) {
    const std::uint32_t indent = indentation(line, bare);
    cut_comment(line, bare);
    if (line.body.empty()) {
      line.kind = line.comment.empty() ? Line::Kind::blank : Line::Kind::comment;
      line.depth = static_cast<std::uint32_t>(depth_at(indent));
      return;
    }
    line.kind = Line::Kind::clause;
    check_characters(line, bare);
    place(line, indent);
  }

  // A tab counts as two spaces, so that what follows can still be read.
  std::uint32_t indentation(Line& line, std::string_view bare) {
    std::uint32_t indent = 0;
    for (std::uint32_t i = 0; i < bare.size() && (bare[i] == ' ' || bare[i] == '\t'); ++i) {
      indent += bare[i] == '\t' ? 2 : 1;
      if (bare[i] != '\t' || tabs_reported_ || text::trim(bare).empty()) continue;
      tabs_reported_ = true;
      const std::uint32_t at = line.span.begin + i;
      break_line(line, "tab-indentation", {at, at + 1}, "a tab indents this line",
                 "indent with two spaces; a tab is not the same width everywhere");
    }
    return indent;
  }

  // A comment begins with "//" outside quotation marks, at the left or after white space.
  void cut_comment(Line& line, std::string_view bare) {
    const std::uint32_t begin = line.span.begin;
    const auto end = static_cast<std::uint32_t>(begin + bare.size());
    line.body = {begin, end};
    Walk walk(bare);
    for (; !walk.done(); walk.step()) {
      const std::uint32_t at = walk.at();
      if (walk.c() != '/' || bare.substr(at, 2) != "//") continue;
      if (at > 0 && !text::is_space(bare[at - 1])) continue;
      line.body.end = begin + at;
      line.comment = trim(*layout_.source, {begin + at, end});
      break;
    }
    line.body = trim(*layout_.source, line.body);
    if (const auto quote = walk.open_quote(); quote && walk.done()) {
      break_line(line, "unclosed-quote", {begin + *quote, line.body.end},
                 "this quotation mark is never closed", "close it on the same line");
    }
  }

  void check_characters(Line& line, std::string_view bare) {
    if (line.broken) return;
    if (bare.size() > Limits::kLineBytes) {
      return break_line(line, "line-too-long", {line.span.begin, line.span.begin},
                        "this line is longer than " + std::to_string(Limits::kLineBytes) + " bytes",
                        {});
    }
    for (std::uint32_t i = 0; i < bare.size();) {
      if (bare[i] >= ' ' && bare[i] <= '~') {
        ++i;
        continue;
      }
      const auto point = text::decode(bare.substr(i));
      if (!point) return;  // SourceFile holds well-formed text
      const std::uint32_t at = line.span.begin + i;
      if (misleads(point->value)) {
        return break_line(line, "invisible-character", {at, at + point->size},
                          "this line holds a character that cannot be seen", "delete it");
      }
      i += point->size;
    }
  }

  // ---- indentation ---------------------------------------------------------------------------

  struct Open {
    std::uint32_t indent;
    LineId line;
  };

  // How many of the open clauses stand to the left of a line indented by `indent`.
  std::size_t depth_at(std::uint32_t indent) const {
    const auto shallower = [](const Open& open, std::uint32_t at) { return open.indent < at; };
    const auto last = std::lower_bound(stack_.begin(), stack_.end(), indent, shallower);
    return static_cast<std::size_t>(last - stack_.begin());
  }

  void place(Line& line, std::uint32_t indent) {
    const std::size_t depth = depth_at(indent);
    const bool between = depth < stack_.size() && stack_[depth].indent != indent;
    line.depth = static_cast<std::uint32_t>(depth);
    if (depth >= Limits::kDepth) {
      if (!line.broken && !std::exchange(depth_reported_, true)) {
        break_line(line, "nesting-too-deep", line.body,
                   "clauses are nested more than " + std::to_string(Limits::kDepth) + " deep", {});
      }
      line.broken = true;
    } else if (between && !line.broken && !tabs_reported_) {
      break_line(line, "indentation-mismatch", line.body,
                 "this line begins left of the one above, but under none of those before it",
                 "indent it like the line that it follows or belongs to");
    }
    stack_.resize(depth);
    auto& siblings =
        depth == 0 ? blocks().back().clauses : layout_.lines[stack_.back().line].children;
    siblings.push_back(next_id());
    if (depth < Limits::kDepth) stack_.push_back({indent, next_id()});
  }

  Layout layout_;
  Diagnostics& diagnostics_;
  std::vector<Diagnostic> pending_;
  std::optional<Fence> block_;  // the norm block that is open
  std::optional<Fence> other_;  // a block that somebody else reads
  std::vector<Open> stack_;     // the clauses that enclose the next line, outermost first
  bool keys_may_follow_ = false;
  bool in_key_ = false;
  bool tabs_reported_ = false;  // once for each block
  bool depth_reported_ = false;
};

}  // namespace

std::string Layout::text() const {
  std::string out;
  for (const Line& line : lines) out += source->text(line.span);
  return out;
}

void report(Diagnostics& diagnostics, Diagnostic error) {
  if (diagnostics.error_count() > Limits::kErrors) return;
  if (diagnostics.error_count() == Limits::kErrors) {
    error.code = "too-many-errors";
    error.message = "there are more errors than these; the rest is not shown";
    error.help.clear();
  }
  diagnostics.add(std::move(error));
}

Layout lay_out(SourcePtr source, Diagnostics& diagnostics) {
  return LayoutBuilder(std::move(source), diagnostics).build();
}

}  // namespace comity::language
