#include "editor/targets.h"

#include <algorithm>

#include "language/keywords.h"
#include "language/layout.h"
#include "language/parser.h"

namespace comity::editor {

namespace {

using language::Law;
using language::Mention;
using language::Provenance;

std::optional<Target> keyword_at(const SourcePtr& file, std::uint32_t offset) {
  const auto here = [&](Span span) { return span.begin <= offset && offset <= span.end; };
  Diagnostics unused;
  for (const language::Line& line : language::lay_out(file, unused).lines) {
    if (line.kind != language::Line::Kind::clause || !here(line.body)) continue;
    const std::string_view word = language::keyword_of(file->text(line.body));
    const Span span{line.body.begin, line.body.begin + static_cast<std::uint32_t>(word.size())};
    if (!word.empty() && here(span)) return Target{Keyword{std::string(word)}, span};
  }
  return std::nullopt;
}

class Declarations {
 public:
  explicit Declarations(const Law& law) : law_(law) {}

  using Found = std::optional<Declared>;
  Found operator()(const Mention::Sentence& m) const {
    return at(law_.predicates[m.predicate].declared);
  }
  Found operator()(const Mention::Rule& m) const { return at(law_.rules[m.rule].declared); }
  Found operator()(const Mention::Reading& m) const {
    return at(law_.readings[m.reading].declared);
  }
  Found operator()(const Mention::Name& m) const {
    if (!m.file) return std::nullopt;
    return Declared{m.file, m.declared};
  }
  Found operator()(const Mention::Act& m) const { return at(law_.acts[m.act].declared); }
  Found operator()(const Mention::Duty& m) const { return at(law_.duties[m.duty].declared); }
  Found operator()(const Mention::Field& m) const { return field(m.field); }
  Found operator()(const Mention::Word& m) const { return field(m.field); }
  Found operator()(const Mention::Calendar& m) const {
    return at(law_.calendars[m.calendar].declared);
  }

 private:
  static Found at(const Provenance& p) { return Declared{p.file, p.span}; }
  Found field(procedure::FieldId f) const {
    const auto& declared = law_.fields[f].declared;
    return declared ? at(*declared) : std::nullopt;
  }

  const Law& law_;
};

}  // namespace

std::optional<Target> target_at(const Law& law, const SourcePtr& file, std::uint32_t offset) {
  Diagnostics unused;
  const auto here = language::mentions(law, language::parse(file, unused), offset);
  const auto inner = std::min_element(here.begin(), here.end(), [](const auto& a, const auto& b) {
    return a.span.size() < b.span.size();
  });
  if (inner == here.end()) return keyword_at(file, offset);
  return Target{*inner, inner->span};
}

std::optional<Declared> declaration_of(const Law& law, const Mention& mention) {
  return std::visit(Declarations(law), mention.what);
}

}  // namespace comity::editor
