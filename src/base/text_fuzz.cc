// Any bytes as a date, as an instant, and as a source with an error somewhere in it.
#include <cstdint>
#include <string_view>

#include "base/date.h"
#include "base/diagnostic.h"
#include "base/text.h"

namespace comity {
namespace {

void try_dates(std::string_view text) {
  if (const auto date = Date::parse(text)) COMITY_ASSERT(date->format() == text);
  const auto at = Instant::parse(text);
  if (!at) return;
  COMITY_ASSERT(Instant::parse(at->format()) == *at);
  COMITY_ASSERT(Instant::parse(at->rfc3339()) == *at);
}

// What a terminal would act on instead of showing it.
bool acts(char32_t c) { return (c < 0x20 && c != U'\n') || (c >= 0x7F && c < 0xA0); }

void try_diagnostic(Span span, std::string_view text) {
  const auto source = SourceFile::make("a", std::string(text));
  if (!source) return;
  const Diagnostic found{Severity::error, "code", "message", *source, span, "", {}};
  const std::string shown = render(found, {false, 40});
  COMITY_ASSERT(text::is_valid_utf8(shown));
  for (const char32_t c : text::code_points(shown)) COMITY_ASSERT(!acts(c));
  COMITY_ASSERT(text::split_lines(shown).size() == 3);
}

}  // namespace
}  // namespace comity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  comity::try_dates(text);
  if (size < 4) return 0;
  const auto number = [&](std::size_t at) { return std::uint32_t{data[at]} << 8U | data[at + 1]; };
  const std::uint32_t begin = number(0);
  comity::try_diagnostic({begin, begin + number(2)}, text.substr(4));
  comity::text::wrap(text, 20, 4);
  return 0;
}
