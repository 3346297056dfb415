// A text that a person wrote, with the places in it: what every error about it points to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity {

// Byte offsets into a SourceFile's text; `end` is the first byte after the last.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  // The smallest span that holds both.
  Span to(Span last) const;
  friend bool operator==(Span, Span) = default;
};

// Both count from 1; a column counts code points, as editors do.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(Position, Position) = default;
};

// Immutable, and shared by every span, tree and diagnostic that points into it.
class SourceFile {
 public:
  static constexpr std::size_t kBytesMax = 8U << 20U;

  // Refuses what is not UTF-8 or longer than kBytesMax. A byte order mark is dropped and CR LF
  // becomes LF, so that a text means (and hashes) the same wherever it was checked out.
  static Result<std::shared_ptr<const SourceFile>> make(std::string name, std::string text);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  std::string_view text(Span span) const;

  // O(log lines + length of the line). An offset past the end is the end.
  Position position(std::uint32_t offset) const;

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }
  // Line `line`, counted from 1, without its line feed, and the offset at which it begins.
  std::string_view line_text(std::uint32_t line) const;
  std::uint32_t line_begin(std::uint32_t line) const;

 private:
  SourceFile(std::string name, std::string text);

  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_begins_;
};

using SourcePtr = std::shared_ptr<const SourceFile>;

}  // namespace comity
