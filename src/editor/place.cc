#include "editor/place.h"

#include <algorithm>

#include "base/text.h"

namespace comity::editor {

namespace {

constexpr std::string_view kScheme = "file://";
constexpr std::string_view kHex = "0123456789ABCDEF";

std::uint32_t units(char32_t c) { return c > 0xFFFF ? 2 : 1; }

std::optional<int> hex_digit(char c) {
  if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  const std::size_t at = kHex.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<int>(at);
}

// RFC 3986, 2.3, and the slash.
bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

Place place_of(const SourceFile& source, std::uint32_t offset) {
  const std::uint32_t line = source.position(offset).line;
  const std::string_view text = source.line_text(line);
  const std::uint32_t column = offset - std::min(offset, source.line_begin(line));
  Place place{.line = line - 1, .character = 0};
  for (std::uint32_t at = 0; at < column && at < text.size();) {
    const auto code = text::decode(text.substr(at));
    const std::uint32_t size = code ? code->size : 1;
    if (at + size > column) break;
    place.character += code ? units(code->value) : 1;
    at += size;
  }
  return place;
}

std::uint32_t offset_of(const SourceFile& source, Place place) {
  if (place.line >= source.line_count()) return static_cast<std::uint32_t>(source.text().size());
  const std::string_view text = source.line_text(place.line + 1);
  std::uint32_t at = 0;
  for (std::uint32_t character = 0; at < text.size();) {
    const auto code = text::decode(text.substr(at));
    const std::uint32_t width = code ? units(code->value) : 1;
    if (character + width > place.character) break;
    character += width;
    at += code ? code->size : 1;
  }
  return source.line_begin(place.line + 1) + at;
}

std::optional<std::string> path_of(std::string_view uri) {
  if (!uri.starts_with(kScheme)) return std::nullopt;
  const std::string_view rest = uri.substr(kScheme.size());
  const std::size_t slash = rest.find('/');
  const std::string_view host = rest.substr(0, slash);
  if (slash == std::string_view::npos || (!host.empty() && host != "localhost"))
    return std::nullopt;
  std::string path;
  for (std::size_t i = slash; i < rest.size(); ++i) {
    if (rest[i] != '%') {
      path += rest[i];
      continue;
    }
    const auto high = i + 2 <= rest.size() - 1 ? hex_digit(rest[i + 1]) : std::nullopt;
    const auto low = i + 2 <= rest.size() - 1 ? hex_digit(rest[i + 2]) : std::nullopt;
    if (!high || !low || (*high == 0 && *low == 0)) return std::nullopt;
    path += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return path;
}

std::string uri_of(std::string_view path) {
  std::string uri(kScheme);
  for (const char c : path) {
    const auto octet = static_cast<unsigned char>(c);
    if (stays(c)) {
      uri += c;
    } else {
      uri += {'%', kHex[octet >> 4U], kHex[octet & 15U]};
    }
  }
  return uri;
}

}  // namespace comity::editor
