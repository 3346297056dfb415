// Messages on a stream of bytes, each after a header that says how long it is: the base protocol of
// the Language Server Protocol 3.17.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::editor {

class MessageReader {
 public:
  static constexpr std::size_t kHeaderBytesMax = 4096;
  static constexpr std::size_t kMessageBytesMax = 32U << 20U;

  void feed(std::string_view bytes) { buffer_ += bytes; }

  // The next whole message; nothing before its last byte was fed. Errors: invalid_input for a
  // header that cannot be read or names no length, limit for a message that is too long. Reading
  // then goes on after that header. Amortised linear in the bytes fed.
  std::optional<Result<std::string>> next();

 private:
  void compact();

  std::string buffer_;
  std::size_t at_ = 0;    // the first byte that was not read
  std::size_t skip_ = 0;  // of a message that is too long, still to come
};

// The message with its header.
std::string framed(std::string_view message);

}  // namespace comity::editor
