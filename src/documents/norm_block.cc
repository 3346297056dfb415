#include "documents/norm_block.h"

#include <algorithm>

#include "language/keywords.h"
#include "language/mentions.h"

namespace comity::documents {

namespace {

using language::Law;
using language::Mention;

// The link for what is mentioned; empty where the pages have no place for it.
class Href {
 public:
  explicit Href(const NormLinks& links) : links_(links) {}

  std::string operator()(const Mention::Sentence& m) const { return links_.sentence(m.predicate); }
  std::string operator()(const Mention::Rule& m) const { return links_.rule(m.rule); }
  std::string operator()(const Mention::Reading& m) const { return links_.reading(m.reading); }
  std::string operator()(const Mention::Field& m) const { return links_.field(m.field); }
  std::string operator()(const Mention::Word& m) const { return links_.field(m.field); }
  std::string operator()(const Mention::Calendar& m) const { return links_.calendar(m.calendar); }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }

 private:
  const NormLinks& links_;
};

// Links cannot stand inside each other: the one around the new one is cut in two.
void add(std::vector<Mark>& marks, Mark mark) {
  auto at = marks.end();
  while (at != marks.begin() && std::prev(at)->span.begin > mark.span.begin) --at;
  if (at != marks.begin() && std::prev(at)->span.end > mark.span.begin) {
    Mark& around = *std::prev(at);
    const Mark rest{{mark.span.end, around.span.end}, around.href};
    around.span.end = mark.span.begin;
    if (around.span.empty()) at = marks.erase(std::prev(at));
    if (!rest.span.empty()) at = marks.insert(at, rest);
  }
  marks.insert(at, std::move(mark));
}

// Text with its holes set apart.
void write_words(std::string_view words, HtmlWriter& out) {
  while (!words.empty()) {
    const size_t open = words.find('<');
    const size_t close = open == std::string_view::npos ? open : words.find('>', open);
    if (close == std::string_view::npos) return out.text(words);
    out.text(words.substr(0, open));
    out.element("span", words.substr(open, close - open + 1), {{"class", "hole"}});
    words = words.substr(close + 1);
  }
}

void write_line(const SourceFile& file, const language::Line& line, const std::vector<Mark>& marks,
                HtmlWriter& out) {
  std::uint32_t at = line.body.begin;
  const std::string_view keyword = language::keyword_of(file.text(line.body));
  if (!keyword.empty()) {
    // As it was written, with its own spaces.
    std::uint32_t end = at;
    for (size_t matched = 0; matched < keyword.size(); ++end) {
      if (file.text()[end] == keyword[matched]) ++matched;
    }
    out.element("b", file.text({at, end}));
    at = end;
  }
  bool linked = false;
  for (const Mark& mark : marks) {
    if (mark.span.begin < at || mark.span.end > line.body.end) continue;
    write_words(file.text({at, mark.span.begin}), out);
    out.open("a", {{"href", mark.href}});
    write_words(file.text(mark.span), out);
    out.close();
    at = mark.span.end;
    linked = true;
  }
  if (at < line.body.end) {
    if (linked) out.open("span", {{"class", "note"}});
    write_words(file.text({at, line.body.end}), out);
    if (linked) out.close();
  }
  if (!line.comment.empty()) {
    out.element("span", " " + std::string(file.text(line.comment)), {{"class", "note"}});
  }
}

}  // namespace

std::vector<Mark> marks_of(const Law& law, const language::Document& document,
                           const NormLinks& links) {
  std::vector<Mark> marks;
  for (const Mention& one : language::mentions(law, document)) {
    std::string href = one.declares ? "" : std::visit(Href(links), one.what);
    if (!href.empty()) add(marks, {one.span, std::move(href)});
  }
  return marks;
}

void write_clause(const language::Layout& layout, language::LineId id,
                  const std::vector<Mark>& marks, const Anchors& anchors, HtmlWriter& out) {
  const language::Line& line = layout.lines[id];
  const auto first = std::lower_bound(
      marks.begin(), marks.end(), line.body.begin,
      [](const Mark& mark, std::uint32_t begin) { return mark.span.begin < begin; });
  const auto last =
      std::lower_bound(first, marks.end(), line.body.end,
                       [](const Mark& mark, std::uint32_t end) { return mark.span.begin < end; });
  out.open("span", {{"class", "line d" + std::to_string(std::min(line.depth, 4U))}});
  write_line(*layout.source, line, {first, last}, out);
  out.close();
  for (const language::LineId child : line.children) {
    const auto anchor = anchors.find(layout.lines[child].body.begin);
    if (anchor != anchors.end()) out.open("span", {{"id", anchor->second}});
    write_clause(layout, child, marks, anchors, out);
    if (anchor != anchors.end()) out.close();
  }
}

}  // namespace comity::documents
