// A server of the Language Server Protocol 3.17 for norm files: diagnostics, hover, definition,
// completion, formatting and symbols. It reads and writes nothing by itself; each message is handed
// to it, and what it answers is handed back.
//
// Whatever the message, the server lives on: what is no JSON, no request or makes no sense is
// answered by an error of JSON-RPC 2.0.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "editor/workspace.h"

namespace comity::editor {

class Server {
 public:
  Server(ReadCollection read, std::string version)
      : workspace_(std::move(read)), version_(std::move(version)) {}

  // The messages to be sent, in order. O(size of the collection) where a text has changed.
  std::vector<std::string> handle(std::string_view message);
  // What cannot even be taken for a message (framing.h).
  std::string refuse(const Error& error) const;

  // Set once the client has said `exit`: 0 after `shutdown`, else 1.
  std::optional<int> exit_status() const { return exit_status_; }

 private:
  enum class State : uint8_t { fresh, running, shut_down };

  struct Request;
  void answer(const Request& request);
  void notified(const Request& request);
  boost::json::value result_of(const Request& request, bool& known);
  void changed(const std::set<std::string>& paths);

  boost::json::value initialize() const;
  template <class Tell>
  boost::json::value at_target(const Request& request, Tell tell) const;
  boost::json::value hover(const Request& request) const;
  boost::json::value definition(const Request& request) const;
  boost::json::value completion(const Request& request) const;
  boost::json::value formatting(const Request& request) const;
  boost::json::value symbols(const Request& request) const;

  Workspace workspace_;
  std::string version_;
  State state_ = State::fresh;
  std::optional<int> exit_status_;
  std::vector<std::string> out_;
};

}  // namespace comity::editor
