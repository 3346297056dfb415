#include "editor/targets.h"

#include <algorithm>

#include "language/binder.h"
#include "language/keywords.h"
#include "language/layout.h"
#include "language/parser.h"

namespace comity::editor {

namespace {

using language::Law;
using language::Text;

class Finder {
 public:
  Finder(const Law& law, const SourcePtr& file, std::uint32_t offset)
      : law_(law), file_(file), offset_(offset), names_(law.names) {}

  std::optional<Target> find() {
    Diagnostics unused;
    const language::Document document = language::parse(file_, unused);
    for (const language::Section& section : document.sections) {
      for (const language::Item& item : section.items) {
        std::visit([&](const auto& one) { look(one); }, item);
        if (found_) return found_;
      }
    }
    return keyword();
  }

 private:
  bool here(Span span) const { return span.begin <= offset_ && offset_ <= span.end; }

  // ---- pieces

  void sentence(const language::Sentence& written) {
    if (!here(written.span) || written.tokens.empty()) return;
    if (name_in(written)) return;
    Diagnostics unused;
    language::Variables variables;
    const language::Binder binder(law_, names_, file_, unused);
    if (const auto pattern = binder.sentence(written, &variables)) {
      found_ = {SentenceTarget{pattern->predicate, pattern->negated}, written.span};
    }
  }

  // The name in the sentence that the place is on.
  bool name_in(const language::Sentence& written) {
    for (size_t t = 0; t < written.tokens.size(); ++t) {
      for (const auto& match : names_.matches(written.tokens, t)) {
        const Span span = written.tokens[t].span.to(written.tokens[t + match.tokens - 1].span);
        if (!here(span)) continue;
        const language::LawName& name = names_.all()[match.individual];
        const auto declared = declared_name(name.name);
        found_ = {NameTarget{name.name, law_.kinds[name.kind], declared.first, declared.second},
                  span};
        return true;
      }
    }
    return false;
  }

  std::pair<SourcePtr, Span> declared_name(const std::string& name) const {
    const auto in = [&](const language::Name& item) {
      return std::find_if(item.names.begin(), item.names.end(),
                          [&](const Text& text) { return text.text == name; });
    };
    for (const language::Name& item : local_) {
      if (const auto it = in(item); it != item.names.end()) return {file_, it->span};
    }
    for (const language::Document& document : law_.documents) {
      for (const language::Section& section : document.sections) {
        for (const language::Item& item : section.items) {
          const auto* declaration = std::get_if<language::Name>(&item);
          if (declaration == nullptr) continue;
          const auto it = in(*declaration);
          if (it != declaration->names.end()) return {document.source, it->span};
        }
      }
    }
    return {nullptr, {}};
  }

  void premise(const language::Premise& premise) {
    sentence(premise.sentence);
    for (const language::Premise& part : premise.parts) this->premise(part);
  }

  void rule(const Text& id) {
    if (!here(id.span)) return;
    if (const auto known = law_.rule(id.text)) found_ = {RuleTarget{*known}, id.span};
  }

  void reading(const Text& name) {
    if (!here(name.span)) return;
    if (const auto known = law_.reading(name.text)) found_ = {ReadingTarget{*known}, name.span};
  }

  void notes(const language::Notes& notes) {
    for (const language::Note& note : notes) {
      if (note.kind != language::Note::Kind::reading || !here(note.span)) continue;
      const std::string name = note.value.text.substr(0, note.value.text.find(':'));
      reading({name, note.span});
    }
  }

  // ---- items

  void look(const language::Rule& item) {
    rule(item.id);
    for (const Text& other : item.despite) rule(other);
    for (const Text& other : item.subject_to) rule(other);
    sentence(item.head);
    notes(item.notes);
    for (const language::Premise& one : item.premises) premise(one);
    for (const language::Premise& one : item.exceptions) premise(one);
  }
  void look(const language::SentenceDeclaration& item) { sentence(item.sentence); }
  void look(const language::Reading& item) { reading(item.name); }
  void look(const language::Positions& item) { reading(item.reading); }
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
    local_ = item.names;
    for (const language::Name& name : item.names) add(name);
    for (const language::Given& given : item.givens) sentence(given.sentence);
    for (const language::Expectation& expectation : item.expectations) {
      sentence(expectation.sentence);
      if (expectation.under_reading) reading(*expectation.under_reading);
    }
    names_ = before;
    local_.clear();
  }
  // The names of a case count from where they stand to its end.
  void look(const language::Name& item) {
    local_.push_back(item);
    add(item);
  }
  void look(const language::Fact& item) { sentence(item.sentence); }
  template <class Other>
  void look(const Other&) {}

  void add(const language::Name& item) {
    const auto kind = law_.kind(item.kind.text);
    for (const Text& name : item.names) {
      if (kind) names_.add({name.text, *kind, item.on});
    }
  }

  // ---- keywords

  std::optional<Target> keyword() const {
    Diagnostics unused;
    for (const language::Line& line : language::lay_out(file_, unused).lines) {
      if (line.kind != language::Line::Kind::clause || !here(line.body)) continue;
      const std::string_view word = language::keyword_of(file_->text(line.body));
      const Span span{line.body.begin, line.body.begin + static_cast<std::uint32_t>(word.size())};
      if (!word.empty() && here(span)) return Target{KeywordTarget{std::string(word)}, span};
    }
    return std::nullopt;
  }

  const Law& law_;
  const SourcePtr& file_;
  std::uint32_t offset_;
  language::Names names_;
  std::vector<language::Name> local_;
  std::optional<Target> found_;
};

}  // namespace

std::optional<Target> target_at(const Law& law, const SourcePtr& file, std::uint32_t offset) {
  return Finder(law, file, offset).find();
}

}  // namespace comity::editor
