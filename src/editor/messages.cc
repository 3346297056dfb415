#include "editor/messages.h"

#include <boost/json.hpp>

#include "language/binder.h"

namespace comity::editor {

namespace {

namespace json = boost::json;

json::object place_json(Place place) {
  return {{"line", place.line}, {"character", place.character}};
}

// Of the protocol: SymbolKind.
namespace symbol {
constexpr int kModule = 2, kClass = 5, kMethod = 6, kEnum = 10, kFunction = 12, kEvent = 24;
}  // namespace symbol

struct Named {
  std::string name;
  Span span;
  int kind = 0;
};

class Naming {
 public:
  Named operator()(const language::Rule& item) const {
    return {"rule " + item.id.text, item.span, symbol::kFunction};
  }
  Named operator()(const language::SentenceDeclaration& item) const {
    return {language::words_of(item.sentence), item.span, symbol::kClass};
  }
  Named operator()(const language::Reading& item) const {
    return {"reading " + item.name.text, item.span, symbol::kEnum};
  }
  Named operator()(const language::Positions& item) const {
    return {"positions on " + item.reading.text, item.span, symbol::kEnum};
  }
  Named operator()(const language::Question& item) const {
    return {"question " + item.name.text, item.span, symbol::kMethod};
  }
  Named operator()(const language::Example& item) const {
    return {"example \"" + item.title.text + "\"", item.span, symbol::kEvent};
  }
  Named operator()(const language::Fact& item) const {
    return {"fact " + item.id.text, item.span, symbol::kEvent};
  }
  Named operator()(const language::ActItem& item) const {
    return {"act " + item.id.text, item.span, symbol::kMethod};
  }
  Named operator()(const language::DutyItem& item) const {
    return {"duty " + item.id.text, item.span, symbol::kMethod};
  }
  Named operator()(const language::StatusItem& item) const {
    return {"status " + item.head.field.text, item.span, symbol::kEnum};
  }
  Named operator()(const language::CalendarItem& item) const {
    return {"calendar " + item.name.text, item.span, symbol::kEnum};
  }
  template <class Other>
  Named operator()(const Other&) const {
    return {};
  }
};

}  // namespace

json::value range_json(const SourceFile& source, Span span) {
  return json::object{{"start", place_json(place_of(source, span.begin))},
                      {"end", place_json(place_of(source, span.end))}};
}

json::value location_json(const SourceFile& source, Span span) {
  return json::object{{"uri", uri_of(source.name())}, {"range", range_json(source, span)}};
}

json::value diagnostic_json(const Diagnostic& diagnostic) {
  static constexpr int kSeverities[] = {1, 2, 3};  // error, warning, information
  const json::object nowhere{{"start", place_json({})}, {"end", place_json({})}};
  json::object out{
      {"range",
       diagnostic.source ? range_json(*diagnostic.source, diagnostic.span) : json::value(nowhere)},
      {"severity", kSeverities[static_cast<size_t>(diagnostic.severity)]},
      {"code", diagnostic.code},
      {"source", "comity"},
      {"message", diagnostic.message + (diagnostic.help.empty() ? "" : "\n" + diagnostic.help)}};
  json::array related;
  for (const Label& label : diagnostic.labels) {
    if (!label.source) continue;
    related.push_back(json::object{{"location", location_json(*label.source, label.span)},
                                   {"message", label.message}});
  }
  if (!related.empty()) out["relatedInformation"] = std::move(related);
  return out;
}

json::value suggestion_json(const SourceFile& source, const Suggestion& suggestion) {
  // Of the protocol: keyword, class, function, enum member, variable, field, value.
  static constexpr int kKinds[] = {14, 7, 3, 20, 6, 5, 12};
  return json::object{{"label", suggestion.label},
                      {"kind", kKinds[static_cast<size_t>(suggestion.kind)]},
                      {"filterText", suggestion.label},
                      {"insertTextFormat", suggestion.snippet ? 2 : 1},
                      {"textEdit", json::object{{"range", range_json(source, suggestion.replaces)},
                                                {"newText", suggestion.insert}}}};
}

json::value symbols_json(const language::Document& document) {
  const SourceFile& source = *document.source;
  json::array sections;
  for (size_t s = 0; s < document.sections.size(); ++s) {
    const language::Section& section = document.sections[s];
    json::array items;
    for (const language::Item& item : section.items) {
      const Named named = std::visit(Naming(), item);
      if (named.name.empty()) continue;
      items.push_back(json::object{{"name", named.name},
                                   {"kind", named.kind},
                                   {"range", range_json(source, named.span)},
                                   {"selectionRange", range_json(source, named.span)}});
    }
    if (section.heading.empty() && items.empty()) continue;
    const Span whole{section.heading.span.begin,
                     s + 1 < document.sections.size()
                         ? document.sections[s + 1].heading.span.begin
                         : static_cast<std::uint32_t>(source.text().size())};
    sections.push_back(
        json::object{{"name", section.heading.empty() ? source.name() : section.heading.text},
                     {"kind", static_cast<int>(symbol::kModule)},
                     {"range", range_json(source, whole)},
                     {"selectionRange", range_json(source, section.heading.span)},
                     {"children", std::move(items)}});
  }
  return sections;
}

}  // namespace comity::editor
