#include "editor/framing.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace comity::editor {

namespace {

constexpr std::string_view kHeaderEnd = "\r\n\r\n";

bool same_letters(std::string_view a, std::string_view b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return low(x) == low(y); });
}

// What the header's Content-Length says.
std::optional<std::size_t> length_in(std::string_view header) {
  std::optional<std::size_t> length;
  for (const std::string_view line : text::split_lines(header)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (!same_letters(text::trim(line.substr(0, colon)), "content-length")) continue;
    const std::string_view digits = text::trim(line.substr(colon + 1));
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    length = value;
  }
  return length;
}

}  // namespace

std::optional<Result<std::string>> MessageReader::next() {
  const std::size_t skipped = std::min(skip_, buffer_.size() - at_);
  skip_ -= skipped;
  at_ += skipped;
  compact();
  if (skip_ > 0) return std::nullopt;
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  const std::size_t end = rest.find(kHeaderEnd);
  if (end == std::string_view::npos) {
    if (rest.size() <= kHeaderBytesMax) return std::nullopt;
    at_ = buffer_.size() - (kHeaderEnd.size() - 1);  // the end may have begun
    return fail(Errc::limit, "a header is longer than " + std::to_string(kHeaderBytesMax));
  }
  const std::size_t body = end + kHeaderEnd.size();
  const auto length = length_in(rest.substr(0, end));
  if (!length) {
    at_ += body;
    return fail(Errc::invalid_input, "a header names no Content-Length");
  }
  if (*length > kMessageBytesMax) {
    at_ += body;
    skip_ = *length;
    return fail(Errc::limit, "a message is longer than " + std::to_string(kMessageBytesMax));
  }
  if (rest.size() - body < *length) return std::nullopt;
  std::string message(rest.substr(body, *length));
  at_ += body + *length;
  return message;
}

// Forgets what was read, once that is most of the buffer.
void MessageReader::compact() {
  if (at_ * 2 < buffer_.size()) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

std::string framed(std::string_view message) {
  return "Content-Length: " + std::to_string(message.size()) + "\r\n\r\n" + std::string(message);
}

}  // namespace comity::editor
