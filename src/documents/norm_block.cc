#include "documents/norm_block.h"

#include <algorithm>

#include "language/binder.h"
#include "language/keywords.h"

namespace comity::documents {

namespace {

using language::Law;

class Marker {
 public:
  Marker(const Law& law, const SourcePtr& file, const NormLinks& links)
      : law_(law), file_(file), links_(links), names_(law.names) {}

  std::vector<Mark> run(const language::Document& document) {
    for (const language::Section& section : document.sections) {
      for (const language::Item& item : section.items) {
        std::visit([&](const auto& one) { look(one); }, item);
      }
    }
    std::sort(marks_.begin(), marks_.end(),
              [](const Mark& a, const Mark& b) { return a.span.begin < b.span.begin; });
    return std::move(marks_);
  }

 private:
  void sentence(const language::Sentence& written) {
    if (written.tokens.empty()) return;
    Diagnostics unused;
    language::Variables variables;
    const language::Binder binder(law_, names_, file_, unused);
    if (const auto pattern = binder.sentence(written, &variables))
      marks_.push_back({written.span, links_.sentence(pattern->predicate)});
  }
  void premise(const language::Premise& premise) {
    sentence(premise.sentence);
    for (const language::Premise& part : premise.parts) this->premise(part);
  }
  void rule(const language::Text& id) {
    if (const auto known = law_.rule(id.text)) marks_.push_back({id.span, links_.rule(*known)});
  }
  void reading(const std::string& name, Span span) {
    if (const auto known = law_.reading(name)) marks_.push_back({span, links_.reading(*known)});
  }

  void look(const language::Rule& item) {
    for (const language::Text& other : item.despite) rule(other);
    for (const language::Text& other : item.subject_to) rule(other);
    sentence(item.head);
    for (const language::Note& note : item.notes) {
      if (note.kind == language::Note::Kind::reading)
        reading(note.value.text.substr(0, note.value.text.find(':')), note.span);
    }
    for (const language::Premise& one : item.premises) premise(one);
    for (const language::Premise& one : item.exceptions) premise(one);
  }
  void look(const language::NotEncoded& item) {
    if (item.rule) rule(*item.rule);
  }
  void look(const language::Never& item) {
    sentence(item.conclusion);
    for (const language::Sentence& from : item.from) sentence(from);
  }
  void look(const language::Question& item) {
    sentence(item.sentence);
    for (const auto& conditions : item.raised_when) {
      for (const language::Premise& one : conditions) premise(one);
    }
  }
  void look(const language::Example& item) {
    const language::Names before = names_;
    for (const language::Name& group : item.names) {
      const auto kind = law_.kind(group.kind.text);
      for (const language::Text& name : group.names) {
        if (kind) names_.add({name.text, *kind, group.on});
      }
    }
    for (const language::Given& given : item.givens) sentence(given.sentence);
    for (const language::Expectation& one : item.expectations) {
      sentence(one.sentence);
      if (one.under_reading) reading(one.under_reading->text, one.under_reading->span);
    }
    names_ = before;
  }
  void look(const language::Positions& item) { reading(item.reading.text, item.reading.span); }
  template <class Other>
  void look(const Other&) {}

  const Law& law_;
  const SourcePtr& file_;
  const NormLinks& links_;
  language::Names names_;
  std::vector<Mark> marks_;
};

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
  return Marker(law, document.source, links).run(document);
}

void write_clause(const language::Layout& layout, language::LineId id,
                  const std::vector<Mark>& marks, HtmlWriter& out) {
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
  for (const language::LineId child : line.children) write_clause(layout, child, marks, out);
}

}  // namespace comity::documents
