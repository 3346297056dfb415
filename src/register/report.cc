#include "register/report.h"

#include <algorithm>

namespace comity::registry {

namespace {

using Kind = Finding::Kind;

std::string_view words_for(Kind kind) {
  switch (kind) {
    case Kind::proved: return "proved      ";
    case Kind::failed: return "FAILED      ";
    case Kind::not_proved: return "not proved  ";
  }
  return "";
}

}  // namespace

bool Report::sound() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& f) { return f.kind == Kind::failed; });
}

std::string Report::render() const {
  std::string out;
  for (const auto& finding : findings) {
    out += words_for(finding.kind);
    if (finding.kind == Kind::failed && finding.entry) {
      out += "entry " + std::to_string(*finding.entry) + ": ";
    }
    out += finding.text + "\n";
  }
  return out;
}

Finding head_finding(const Result<SignedCheckpoint>& head) {
  if (!head) {
    return {Kind::failed, std::nullopt,
            "The register's signature on its head: " + head.error().message() + "."};
  }
  return {Kind::proved, std::nullopt,
          "The register " + head->checkpoint.origin + " signed a head over " +
              std::to_string(head->checkpoint.size) + " places."};
}

Finding witness_finding(const Note& head, const std::optional<WitnessPolicy>& policy, Instant now) {
  if (!policy) {
    return {Kind::not_proved, std::nullopt,
            "No witnesses were named, so the register might show others a different history."};
  }
  const auto counted = check_policy(head, *policy, now);
  if (!counted) {
    return {Kind::failed, std::nullopt, "Witnesses: " + counted.error().message() + "."};
  }
  std::string names;
  for (const auto& one : *counted) names += (names.empty() ? "" : ", ") + one.key.name;
  return {Kind::proved, std::nullopt, "The head was cosigned by " + names + "."};
}

}  // namespace comity::registry
