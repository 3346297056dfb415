#include "base/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace comity {

namespace {

// What has no source comes first, as it speaks of the whole.
std::tuple<std::string_view, std::uint32_t, std::uint32_t> place(const Diagnostic& d) {
  const std::string_view name = d.source ? std::string_view(d.source->name()) : "";
  return {name, d.span.begin, d.span.end};
}

bool is_before(const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); }

bool is_same_finding(const Diagnostic& a, const Diagnostic& b) {
  return a.severity == b.severity && a.code == b.code && a.message == b.message;
}

}  // namespace

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "note";
}

void Diagnostics::add(Diagnostic diagnostic) {
  const auto [first, last] = std::equal_range(all_.begin(), all_.end(), diagnostic, is_before);
  const bool known = std::any_of(
      first, last, [&](const Diagnostic& other) { return is_same_finding(other, diagnostic); });
  if (known) return;
  if (diagnostic.severity == Severity::error) ++error_count_;
  all_.insert(last, std::move(diagnostic));
}

void Diagnostics::add(const Diagnostics& others) {
  for (const Diagnostic& diagnostic : others.all()) add(diagnostic);
}

}  // namespace comity
