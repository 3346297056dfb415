#include "editor/server.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json.h"
#include "editor/completion.h"
#include "editor/hover.h"
#include "editor/messages.h"
#include "editor/place.h"
#include "language/format.h"
#include "language/parser.h"

namespace comity::editor {

namespace {

namespace json = boost::json;

// Of JSON-RPC 2.0 and the protocol.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kNotInitialized = -32002;

const json::value* member(const json::value* of, std::string_view name) {
  const json::object* object = of == nullptr ? nullptr : of->if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

template <class... Names>
const json::value* member(const json::value* of, std::string_view name, Names... names) {
  return member(member(of, name), names...);
}

std::optional<std::string> text(const json::value* value) {
  const json::string* words = value == nullptr ? nullptr : value->if_string();
  if (words == nullptr) return std::nullopt;
  return std::string(*words);
}

std::optional<std::uint32_t> number(const json::value* value) {
  constexpr std::int64_t kMost = 0x7fffffff;  // uinteger of the protocol
  const std::int64_t* n = value == nullptr ? nullptr : value->if_int64();
  if (n == nullptr || *n < 0 || *n > kMost) return std::nullopt;
  return static_cast<std::uint32_t>(*n);
}

std::string error_message(const json::value& id, int code, const std::string& words) {
  return canonical_json(json::object{
      {"jsonrpc", "2.0"}, {"id", id}, {"error", json::object{{"code", code}, {"message", words}}}});
}

// A file that is no file of this machine keeps its URI as its name.
std::string name_of(const std::string& uri) { return path_of(uri).value_or(uri); }

}  // namespace

struct Server::Request {
  std::string method;
  const json::value* id = nullptr;  // null: a notification
  const json::value* params = nullptr;

  std::optional<std::string> file() const {
    const auto uri = text(member(params, "textDocument", "uri"));
    if (!uri) return std::nullopt;
    return name_of(*uri);
  }
  std::optional<Place> place() const {
    const auto line = number(member(params, "position", "line"));
    const auto character = number(member(params, "position", "character"));
    if (!line || !character) return std::nullopt;
    return Place{*line, *character};
  }
};

std::vector<std::string> Server::handle(std::string_view message) {
  out_.clear();
  const auto parsed = parse_json(message);
  if (!parsed) {
    out_.push_back(error_message(nullptr, kParseError, parsed.error().message()));
    return std::move(out_);
  }
  Request request{.method = {}, .id = member(&*parsed, "id"), .params = member(&*parsed, "params")};
  const bool id_is_sound = request.id == nullptr || request.id->is_string() ||
                           request.id->is_int64() || request.id->is_uint64();
  const auto method = text(member(&*parsed, "method"));
  if (!method || !id_is_sound) {
    const bool answer = member(&*parsed, "result") || member(&*parsed, "error");
    const json::value id = request.id != nullptr && id_is_sound ? *request.id : json::value();
    if (!answer) out_.push_back(error_message(id, kInvalidRequest, "this is no request"));
    return std::move(out_);
  }
  request.method = *method;
  if (request.id != nullptr) {
    answer(request);
  } else {
    notified(request);
  }
  return std::move(out_);
}

std::string Server::refuse(const Error& error) const {
  return error_message(nullptr, kParseError, error.message());
}

void Server::answer(const Request& request) {
  const auto refuse_with = [&](int code, const std::string& words) {
    out_.push_back(error_message(*request.id, code, words));
  };
  if (state_ == State::fresh && request.method != "initialize")
    return refuse_with(kNotInitialized, "`initialize` has to come first");
  if (state_ == State::shut_down) return refuse_with(kInvalidRequest, "the server was shut down");
  bool known = true;
  const json::value result = result_of(request, known);
  if (!known) return refuse_with(kMethodNotFound, "`" + request.method + "` is not known here");
  if (result.is_bool())
    return refuse_with(kInvalidParams, "the parameters name no file or no place in it");
  out_.push_back(
      canonical_json(json::object{{"jsonrpc", "2.0"}, {"id", *request.id}, {"result", result}}));
}

// False stands for parameters that make no sense.
json::value Server::result_of(const Request& request, bool& known) {
  const std::string& method = request.method;
  if (method == "initialize") {
    state_ = State::running;
    return initialize();
  }
  if (method == "shutdown") {
    state_ = State::shut_down;
    return nullptr;
  }
  if (method == "textDocument/hover") return hover(request);
  if (method == "textDocument/definition") return definition(request);
  if (method == "textDocument/completion") return completion(request);
  if (method == "textDocument/formatting") return formatting(request);
  if (method == "textDocument/documentSymbol") return symbols(request);
  known = false;
  return nullptr;
}

void Server::notified(const Request& request) {
  if (request.method == "exit") exit_status_ = state_ == State::shut_down ? 0 : 1;
  if (state_ != State::running) return;
  const auto file = request.file();
  if (!file) return;
  if (request.method == "textDocument/didOpen") {
    if (auto words = text(member(request.params, "textDocument", "text")))
      changed(workspace_.open(*file, std::move(*words)));
  } else if (request.method == "textDocument/didChange") {
    const json::value* changes = member(request.params, "contentChanges");
    const json::array* list = changes == nullptr ? nullptr : changes->if_array();
    if (list == nullptr || list->empty()) return;
    // Texts are synchronised whole; the last one counts.
    if (auto words = text(member(&list->back(), "text")))
      changed(workspace_.change(*file, std::move(*words)));
  } else if (request.method == "textDocument/didClose") {
    changed(workspace_.close(*file));
  }
}

void Server::changed(const std::set<std::string>& paths) {
  for (const std::string& path : paths) {
    json::array findings;
    for (const Diagnostic& finding : workspace_.findings(path))
      findings.push_back(diagnostic_json(finding));
    const std::string uri = path.starts_with("/") ? uri_of(path) : path;
    out_.push_back(canonical_json(json::object{
        {"jsonrpc", "2.0"},
        {"method", "textDocument/publishDiagnostics"},
        {"params", json::object{{"uri", uri}, {"diagnostics", std::move(findings)}}}}));
  }
}

// ---- requests ----------------------------------------------------------------------------------

json::value Server::initialize() const {
  return json::object{
      {"capabilities",
       json::object{
           {"positionEncoding", "utf-16"},
           {"textDocumentSync", json::object{{"openClose", true}, {"change", 1}}},
           {"hoverProvider", true},
           {"definitionProvider", true},
           {"completionProvider", json::object{{"triggerCharacters", json::array{" ", "<"}}}},
           {"documentFormattingProvider", true},
           {"documentSymbolProvider", true}}},
      {"serverInfo", json::object{{"name", "comity"}, {"version", version_}}}};
}

// What the request points at, handed to `tell` with the law and the file; null where nothing stands
// there.
template <class Tell>
json::value Server::at_target(const Request& request, Tell tell) const {
  const auto file = request.file();
  const auto place = request.place();
  if (!file || !place) return false;
  const SourcePtr source = workspace_.source(*file);
  const auto law = workspace_.law(*file);
  if (!source || !law) return nullptr;
  const auto target = target_at(*law, source, offset_of(*source, *place));
  return target ? tell(*law, *source, *target) : json::value();
}

json::value Server::hover(const Request& request) const {
  return at_target(
      request,
      [](const language::Law& law, const SourceFile& source, const Target& target) -> json::value {
        return json::object{
            {"contents", json::object{{"kind", "markdown"}, {"value", hover_text(law, target)}}},
            {"range", range_json(source, target.span)}};
      });
}

json::value Server::definition(const Request& request) const {
  return at_target(
      request,
      [](const language::Law& law, const SourceFile&, const Target& target) -> json::value {
        const auto* mention = std::get_if<language::Mention>(&target.what);
        const auto declared = mention != nullptr ? declaration_of(law, *mention) : std::nullopt;
        return declared ? location_json(*declared->file, declared->span) : json::value();
      });
}

json::value Server::completion(const Request& request) const {
  const auto file = request.file();
  const auto place = request.place();
  if (!file || !place) return false;
  const SourcePtr source = workspace_.source(*file);
  if (!source) return nullptr;
  // Without a law there are still keywords.
  const auto law = workspace_.law(*file);
  static const language::Law none;
  json::array all;
  for (const Suggestion& suggestion :
       suggestions(law ? *law : none, source, offset_of(*source, *place)))
    all.push_back(suggestion_json(*source, suggestion));
  return all;
}

json::value Server::formatting(const Request& request) const {
  const auto file = request.file();
  if (!file) return false;
  const SourcePtr source = workspace_.source(*file);
  if (!source) return nullptr;
  Diagnostics unused;
  const std::string formatted = language::format(language::lay_out(source, unused));
  if (formatted == source->text()) return json::array();
  const Span whole{0, static_cast<std::uint32_t>(source->text().size())};
  return json::array{json::object{{"range", range_json(*source, whole)}, {"newText", formatted}}};
}

json::value Server::symbols(const Request& request) const {
  const auto file = request.file();
  if (!file) return false;
  const SourcePtr source = workspace_.source(*file);
  if (!source) return nullptr;
  Diagnostics unused;
  return symbols_json(language::parse(source, unused));
}

}  // namespace comity::editor
