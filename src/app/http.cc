#include "app/http.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>

#include "base/text.h"

namespace comity::app {

namespace {

constexpr int kTimeoutSeconds = 10;
constexpr std::size_t kHeadMax = 16 << 10;
constexpr int kServerThreads = 4;

class Socket {
 public:
  explicit Socket(int fd = -1) : fd_(fd) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

  void limit_waiting() const {
    const timeval limit{kTimeoutSeconds, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  }

  Result<void> send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return fail(Errc::unavailable, "the connection broke while sending");
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }

  // What comes next, at most 64 KiB; empty at the end.
  Result<std::string> receive() const {
    std::string buffer(64 << 10, '\0');
    const ssize_t n = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (n < 0) return fail(Errc::unavailable, "the connection broke, or nothing came in time");
    buffer.resize(static_cast<std::size_t>(n));
    return buffer;
  }

 private:
  int fd_;
};

struct Addresses {
  explicit Addresses(addrinfo* list) : first(list) {}
  Addresses(const Addresses&) = delete;
  Addresses& operator=(const Addresses&) = delete;
  ~Addresses() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  addrinfo* first;
};

Result<std::unique_ptr<Addresses>> resolve(const std::string& host, const std::string& port,
                                           int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* list = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0 || list == nullptr) {
    return fail(Errc::unavailable, "the address " + host + ":" + port + " is not known");
  }
  return std::make_unique<Addresses>(list);
}

// "host:port", with the port that stands if there is none.
std::pair<std::string, std::string> host_and_port(std::string_view text, std::string_view port) {
  const auto colon = text.rfind(':');
  if (colon == text.npos) return {std::string(text), std::string(port)};
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

// A message: its first line, the value of Content-Type, and its body.
struct Message {
  std::string first_line;
  std::string content_type;
  std::string body;
};

std::string_view header_value(std::string_view head, std::string_view name) {
  for (const std::string_view line : text::split_lines(head)) {
    const auto colon = line.find(':');
    if (colon == line.npos || colon != name.size()) continue;
    const bool same = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
    });
    if (same) return text::trim(line.substr(colon + 1));
  }
  return {};
}

// Reads until the body is whole. Without a length, a request has none and an answer ends with the
// connection.
Result<Message> read_message(const Socket& socket, bool is_answer) {
  std::string bytes;
  std::size_t end = bytes.npos;
  while ((end = bytes.find("\r\n\r\n")) == bytes.npos) {
    if (bytes.size() > kHeadMax) return fail(Errc::limit, "an HTTP head of more than 16 KiB");
    COMITY_TRY(const std::string more, socket.receive());
    if (more.empty()) return fail(Errc::unavailable, "the connection ended early");
    bytes += more;
  }
  const std::string head = bytes.substr(0, end);
  Message message;
  message.first_line = head.substr(0, head.find("\r\n"));
  message.content_type = header_value(head, "content-type");
  message.body = bytes.substr(end + 4);
  if (!header_value(head, "transfer-encoding").empty()) {
    return fail(Errc::unavailable, "a transfer encoding that this program does not read");
  }
  const std::string_view length = header_value(head, "content-length");
  if (length.empty() && !is_answer) return message;
  std::size_t wanted = kHttpBodyMax + 1;
  if (!length.empty()) {
    const auto [last, error] =
        std::from_chars(length.data(), length.data() + length.size(), wanted);
    if (error != std::errc() || last != length.data() + length.size() || wanted > kHttpBodyMax) {
      return fail(Errc::limit, "an HTTP body of more than 20 MiB, or of no known length");
    }
  }
  while (message.body.size() < wanted) {
    COMITY_TRY(const std::string more, socket.receive());
    if (more.empty() && length.empty()) return message;
    if (more.empty()) return fail(Errc::unavailable, "the connection ended early");
    message.body += more;
  }
  if (length.empty()) return fail(Errc::limit, "an HTTP body of more than 20 MiB");
  message.body.resize(wanted);
  return message;
}

Result<HttpAnswer> exchange(const std::string& method, const std::string& url,
                            const std::string& body) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme))
    return fail(Errc::invalid_input, url + " is not an http:// address");
  const std::string rest = url.substr(kScheme.size());
  const std::string authority = rest.substr(0, rest.find('/'));
  const std::string path = authority.size() < rest.size() ? rest.substr(authority.size()) : "/";
  const auto [host, port] = host_and_port(authority, "80");
  COMITY_TRY(const auto addresses, resolve(host, port, 0));
  Socket socket;
  for (const addrinfo* one = addresses->first; one != nullptr; one = one->ai_next) {
    Socket candidate(::socket(one->ai_family, one->ai_socktype, one->ai_protocol));
    candidate.limit_waiting();
    if (::connect(candidate.get(), one->ai_addr, one->ai_addrlen) != 0) continue;
    socket = std::move(candidate);
    break;
  }
  if (socket.get() < 0) return fail(Errc::unavailable, "nobody answers at " + authority);
  COMITY_CHECK(socket.send(method + " " + path + " HTTP/1.1\r\nHost: " + authority +
                           "\r\nConnection: close\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n\r\n" + body));
  COMITY_TRY(Message message, read_message(socket, true));
  HttpAnswer answer;
  const std::string_view line = message.first_line;
  const bool http = line.starts_with("HTTP/1.") && line.size() >= 12;
  const auto parsed = http ? std::from_chars(line.data() + 9, line.data() + 12, answer.status)
                           : std::from_chars_result{nullptr, std::errc::invalid_argument};
  if (parsed.ec != std::errc()) return fail(Errc::unavailable, authority + " does not speak HTTP");
  answer.content_type = std::move(message.content_type);
  answer.body = std::move(message.body);
  return answer;
}

HttpAnswer answer_to(const Result<Message>& message, const HttpServer::Handler& handler) {
  if (!message) return {400, "text/plain", message.error().message() + "\n"};
  const auto words = text::split_words(std::string_view(message->first_line));
  if (words.size() != 3 || !words[2].starts_with("HTTP/1.") || !words[1].starts_with("/")) {
    return {400, "text/plain", "not an HTTP request\n"};
  }
  return handler({std::string(words[0]), std::string(words[1]), message->body});
}

}  // namespace

Result<HttpAnswer> http_get(const std::string& url) { return exchange("GET", url, ""); }

Result<HttpAnswer> http_post(const std::string& url, const std::string& body) {
  return exchange("POST", url, body);
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const std::string& address, Handler handler) {
  const auto [host, port] = host_and_port(address, "");
  if (port.empty()) return fail(Errc::invalid_input, "`" + address + "` should be ADDRESS:PORT");
  COMITY_TRY(const auto addresses, resolve(host, port, AI_PASSIVE | AI_NUMERICHOST));
  const addrinfo& one = *addresses->first;
  Socket socket(::socket(one.ai_family, one.ai_socktype, one.ai_protocol));
  const int yes = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(socket.get(), one.ai_addr, one.ai_addrlen) != 0 || ::listen(socket.get(), 64) != 0) {
    return fail(Errc::io, "the address " + address + " cannot be listened on");
  }
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size);
  std::array<char, 16> digits{};
  ::getnameinfo(reinterpret_cast<sockaddr*>(&bound), size, nullptr, 0, digits.data(),
                static_cast<socklen_t>(digits.size()), NI_NUMERICSERV);
  auto server = std::unique_ptr<HttpServer>(new HttpServer(socket.release(), std::move(handler)));
  const std::string_view number = digits.data();
  std::from_chars(number.data(), number.data() + number.size(), server->port_);
  for (int i = 0; i < kServerThreads; ++i) {
    server->threads_.emplace_back([&self = *server] { self.serve(); });
  }
  return server;
}

HttpServer::~HttpServer() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes every accept
  threads_.clear();
  ::close(listener_);
}

void HttpServer::serve() {
  while (true) {
    const Socket client(::accept(listener_, nullptr, nullptr));
    if (client.get() < 0 && errno == EINVAL) return;  // shut down
    if (client.get() < 0) continue;
    client.limit_waiting();
    const HttpAnswer answer = answer_to(read_message(client, false), handler_);
    // Whoever asked may be gone; there is nobody to tell.
    static_cast<void>(client.send("HTTP/1.1 " + std::to_string(answer.status) +
                                  " -\r\nContent-Type: " + answer.content_type +
                                  "\r\nContent-Length: " + std::to_string(answer.body.size()) +
                                  "\r\nConnection: close\r\n\r\n" + answer.body));
  }
}

Result<std::string> HttpTiles::fetch(const registry::Tile& tile) {
  const std::string path = registry::tile_path(tile);
  COMITY_TRY(HttpAnswer answer, http_get(url_ + "/" + path));
  if (answer.status == 404) return fail(Errc::not_found, path + " is not there");
  if (answer.status != 200) {
    return fail(Errc::unavailable, path + ": status " + std::to_string(answer.status));
  }
  return std::move(answer.body);
}

}  // namespace comity::app
