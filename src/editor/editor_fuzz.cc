// Any bytes on the stream: the server answers or says nothing, and lives on.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.h"
#include "editor/framing.h"
#include "editor/server.h"

namespace comity::editor {

namespace {

void expect(bool condition) {
  if (!condition) std::abort();
}

// The bytes as they come, cut where they like; then each line as a message of its own.
void check(std::string_view bytes) {
  Server server([](const std::string&) { return std::vector<SourcePtr>(); }, "0");
  const auto handle = [&](std::string_view message) {
    for (const std::string& answer : server.handle(message)) expect(is_canonical_json(answer));
  };
  MessageReader reader;
  const std::size_t half = bytes.size() / 2;
  for (const std::string_view part : {bytes.substr(0, half), bytes.substr(half)}) {
    reader.feed(part);
    while (const auto message = reader.next()) {
      if (*message) handle(**message);
    }
  }
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    handle(bytes.substr(0, end));
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
  }
}

}  // namespace

}  // namespace comity::editor

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(data[i]));
  comity::editor::check(text);
  return 0;
}
