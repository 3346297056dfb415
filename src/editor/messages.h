// Things of the language as the protocol puts them in JSON. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/diagnostic.h"
#include "editor/completion.h"
#include "editor/place.h"
#include "language/ast.h"

namespace comity::editor {

boost::json::value range_json(const SourceFile& source, Span span);
boost::json::value location_json(const SourceFile& source, Span span);
boost::json::value diagnostic_json(const Diagnostic& diagnostic);
boost::json::value suggestion_json(const SourceFile& source, const Suggestion& suggestion);
// Sections with what is declared in them.
boost::json::value symbols_json(const language::Document& document);

}  // namespace comity::editor
