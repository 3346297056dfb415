// HTTP/1.1 without encryption, as far as witnesses, mirrors and monitors need it: one request a
// connection, bodies of bounded size. In front of a public address stands a proxy that speaks TLS;
// what travels is signed anyway.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "register/tile.h"

namespace comity::app {

constexpr std::size_t kHttpBodyMax = std::size_t{20} << 20;  // a full bundle has 16 MiB

struct HttpRequest {
  std::string method;
  std::string path;  // with the leading '/'
  std::string body;
};

struct HttpAnswer {
  int status = 200;
  std::string content_type = "text/plain";
  std::string body;
};

// `url`: "http://host[:port]/path". An answer of any status is a success of this function.
// Errors: invalid_input for another kind of address; unavailable if nobody answers within ten
// seconds, or not in HTTP; limit for a body larger than kHttpBodyMax.
Result<HttpAnswer> http_get(const std::string& url);
Result<HttpAnswer> http_post(const std::string& url, const std::string& body);

// Answers requests from a few threads until it is destroyed.
class HttpServer {
 public:
  using Handler = std::function<HttpAnswer(const HttpRequest&)>;

  // `address`: "127.0.0.1:8080"; port 0 takes a free one. Errors: invalid_input, io.
  static Result<std::unique_ptr<HttpServer>> start(const std::string& address, Handler handler);

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  std::uint16_t port() const { return port_; }

 private:
  HttpServer(int listener, Handler handler) : listener_(listener), handler_(std::move(handler)) {}
  void serve();

  int listener_;
  Handler handler_;
  std::uint16_t port_ = 0;
  std::vector<std::jthread> threads_;
};

// The tiles below an address: "http://host/log" + "/tile/0/000".
class HttpTiles : public registry::TileReader {
 public:
  explicit HttpTiles(std::string url) : url_(std::move(url)) {}

 private:
  // Errors: not_found for status 404; unavailable for all others but 200.
  Result<std::string> fetch(const registry::Tile& tile) override;

  std::string url_;
};

}  // namespace comity::app
