// Places as editors count them: lines from 0, columns in UTF-16 code units; and files as URIs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/source.h"

namespace comity::editor {

struct Place {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend bool operator==(Place, Place) = default;
};

// O(log lines + length of the line). An offset inside a code point is its beginning.
Place place_of(const SourceFile& source, std::uint32_t offset);
// A place past the end of its line is the end of the line, one past the last line the end.
std::uint32_t offset_of(const SourceFile& source, Place place);

// "/a b/c.norm.md" for "file:///a%20b/c.norm.md"; nothing for what is no file of this machine.
std::optional<std::string> path_of(std::string_view uri);
std::string uri_of(std::string_view path);  // RFC 3986, RFC 8089

}  // namespace comity::editor
