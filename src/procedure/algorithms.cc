// The algorithms that norms call by name. A new version is a new name: what a norm in force
// computes never changes under it.
#include "procedure/algorithms.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/text.h"

namespace comity::procedure {

namespace {

// Runs of three code points, white space as one space, letters as they are.
std::set<std::u32string> shingles(const std::string& text) {
  std::u32string spaced = U" ";
  for (const std::string_view word : text::split_words(text)) {
    spaced += text::code_points(word) + U" ";
  }
  std::set<std::u32string> out;
  for (size_t i = 0; i + 3 <= spaced.size(); ++i) out.insert(spaced.substr(i, 3));
  return out;
}

// likeness/1: of all runs of three characters the share that both texts have (Jaccard), 0 to 1.
Value likeness(const std::vector<std::string>& texts) {
  if (texts.size() != 2) return {};
  const auto a = shingles(texts[0]), b = shingles(texts[1]);
  if (a.empty() && b.empty()) return number(1);
  const auto both = static_cast<int64_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& run) { return b.contains(run); }));
  const auto all = static_cast<int64_t>(a.size() + b.size()) - both;
  return {Value::Type::number, both * kNumberScale / all};
}

// length/1: code points.
Value length(const std::vector<std::string>& texts) {
  if (texts.size() != 1) return {};
  return number(static_cast<int64_t>(text::code_points(texts[0]).size()));
}

struct Named {
  std::string_view name;
  Value (*run)(const std::vector<std::string>&);
};
constexpr std::array<Named, 2> kAlgorithms{{{"likeness/1", likeness}, {"length/1", length}}};

}  // namespace

bool is_algorithm(std::string_view name) {
  return std::any_of(kAlgorithms.begin(), kAlgorithms.end(),
                     [&](const Named& named) { return named.name == name; });
}

Value run_algorithm(const Algorithm& algorithm, const std::vector<std::string>& texts) {
  for (const Named& named : kAlgorithms) {
    if (named.name == algorithm.name) return named.run(texts);
  }
  return {};
}

}  // namespace comity::procedure
