#include "editor/framing.h"

#include <doctest/doctest.h>

namespace comity::editor {
namespace {

TEST_CASE("a message is whole when its last byte is there, however the bytes were cut") {
  const std::string bytes = framed("{\"a\":1}") + framed("second");
  MessageReader reader;
  std::string seen;
  for (const char c : bytes) {
    reader.feed({&c, 1});
    while (const auto message = reader.next()) seen += message->value() + "|";
  }
  CHECK(seen == "{\"a\":1}|second|");
}

TEST_CASE("a header may have more fields, in any case") {
  MessageReader reader;
  reader.feed(
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-LENGTH: 2\r\n\r\nok");
  CHECK(reader.next()->value() == "ok");
  CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("what is no header is refused, and reading goes on after it") {
  for (const std::string bad :
       {"Content-Type: x\r\n\r\n", "nonsense\r\n\r\n", "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 2x\r\n\r\n"}) {
    CAPTURE(bad);
    MessageReader reader;
    reader.feed(bad + framed("ok"));
    CHECK_FALSE(reader.next()->has_value());
    CHECK(reader.next()->value() == "ok");
  }
}

TEST_CASE("a message that is too long is passed over, and the next one read") {
  MessageReader reader;
  const std::size_t size = MessageReader::kMessageBytesMax + 1;
  reader.feed("Content-Length: " + std::to_string(size) + "\r\n\r\n");
  CHECK(reader.next()->error().code() == Errc::limit);
  for (std::size_t fed = 0; fed < size; fed += 1U << 20U) {
    reader.feed(std::string(std::min<std::size_t>(1U << 20U, size - fed), 'x'));
    CHECK_FALSE(reader.next().has_value());
  }
  reader.feed(framed("ok"));
  CHECK(reader.next()->value() == "ok");
}

TEST_CASE("an endless header is refused") {
  MessageReader reader;
  reader.feed(std::string(MessageReader::kHeaderBytesMax + 1, 'x'));
  CHECK(reader.next()->error().code() == Errc::limit);
}

}  // namespace
}  // namespace comity::editor
