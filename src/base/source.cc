#include "base/source.h"

#include <algorithm>

#include "base/text.h"

namespace comity {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Drops what stands for CR before LF, however often: a text that was read and written is read as it
// was the first time.
void normalise_line_ends(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    while (c == '\n' && out.ends_with('\r')) out.pop_back();
    out.push_back(c);
  }
  text = std::move(out);
}

std::vector<std::uint32_t> find_line_begins(std::string_view text) {
  std::vector<std::uint32_t> begins{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') begins.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return begins;
}

}  // namespace

Span Span::to(Span last) const { return {std::min(begin, last.begin), std::max(end, last.end)}; }

Result<SourcePtr> SourceFile::make(std::string name, std::string text) {
  if (text.size() > kBytesMax) {
    return fail(Errc::limit, name + ": longer than " + std::to_string(kBytesMax >> 20U) + " MiB");
  }
  if (const auto bad = text::find_invalid_utf8(text)) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<long>(*bad), '\n') + 1;
    return fail(Errc::invalid_input, name + ":" + std::to_string(line) +
                                         ": not a text in UTF-8 (byte " + std::to_string(*bad + 1) +
                                         " of the file)");
  }
  while (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  normalise_line_ends(text);
  return SourcePtr(new SourceFile(std::move(name), std::move(text)));
}

SourceFile::SourceFile(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), line_begins_(find_line_begins(text_)) {}

std::string_view SourceFile::text(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - line_begins_.begin());
  const std::string_view before = text({line_begins_[line - 1], offset});
  return {line, static_cast<std::uint32_t>(text::code_points(before).size()) + 1};
}

std::string_view SourceFile::line_text(std::uint32_t line) const {
  COMITY_ASSERT(line >= 1 && line <= line_count());
  const std::uint32_t begin = line_begins_[line - 1];
  const bool last = line == line_count();
  const auto end = last ? static_cast<std::uint32_t>(text_.size()) : line_begins_[line] - 1;
  return text({begin, end});
}

std::uint32_t SourceFile::line_begin(std::uint32_t line) const {
  COMITY_ASSERT(line >= 1 && line <= line_count());
  return line_begins_[line - 1];
}

}  // namespace comity
